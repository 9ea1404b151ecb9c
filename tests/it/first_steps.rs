//! What the documentation tells integrators to type is typed here, letter for letter.

use std::process::{Command, Output};

use bekreft::demo::persons;
use serde_json::Value;

use crate::real_demo::{RealDemo, program};

/// The commands for the API in a document: its blocks with `bekreft token` or `curl` in them, one after the other.
fn commands(document: &str) -> String {
    let blocks = document.split("```\n").skip(1).step_by(2);
    blocks
        .filter(|block| block.contains("curl ") || block.contains("bekreft token"))
        .collect::<Vec<_>>()
        .join("\necho\n")
}

fn types(demo: &RealDemo, commands: &str) -> String {
    assert!(commands.contains("http://localhost:8080") && commands.contains("./target/debug/bekreft"));
    let commands = commands
        .replace("http://localhost:8080", &demo.url)
        .replace("./target/debug/bekreft", env!("CARGO_BIN_EXE_bekreft"));
    let output = Command::new("bash")
        .args(["-euo", "pipefail", "-c", &commands])
        .env("BEKREFT_DATA_DIR", &demo.data)
        .output()
        .expect("bash and curl are there");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    assert!(!said.contains("\"error\""), "{said}");
    said
}

fn client(demo: &RealDemo, token: &str, arguments: &[&str]) -> Output {
    Command::new("python3")
        .arg(world::root().join("docs/integration/client.py"))
        .args(arguments)
        .env("BASE", &demo.url)
        .env("TOKEN", token)
        .output()
        .expect("python3 is there")
}

fn read(output: &Output) -> Vec<Value> {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8_lossy(&output.stdout);
    said.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

#[test]
fn what_the_readme_and_the_integrators_page_say_works_and_the_example_client_reads_every_person() {
    let demo = RealDemo::start(world::temporary_folder("first-steps"));
    let said = types(&demo, &commands(include_str!("../../README.md")));
    assert!(
        said.contains("\"personidentifikator\":\"03847800088\"") && said.contains("KAN_VARSLES"),
        "{said}"
    );
    let said = types(&demo, &commands(include_str!("../../docs/integration/api.md")));
    for part in [
        "\"status\":\"IKKE_REGISTRERT\"",
        "HTTP/1.1 204",
        "{\"status\":\"JA\"}",
        "{\"status\":\"OK\"}",
        "\"sisteEndringsId\"",
    ] {
        assert!(said.contains(part), "{part} in {said}");
    }
    let scope = "krr:global/kontaktinformasjon.read krr:global/digitalpost.read krr:global/hentendring.read";
    let token = program(&demo.data).args(["token", "--consumer", "991825827", "--scope", scope]).output();
    let token = String::from_utf8(token.expect("the program runs").stdout).expect("a token");
    reads_everybody(&demo, token.trim());
    follows(&demo, token.trim());
    let data = demo.data.clone();
    demo.stop();
    std::fs::remove_dir_all(data).expect("it is removed");
}

fn reads_everybody(demo: &RealDemo, token: &str) {
    let numbers: Vec<&str> = persons::all().iter().map(|person| person.identifier.expose()).collect();
    let lines = read(&client(demo, token, &[&["look-up"], numbers.as_slice()].concat()));
    assert_eq!(
        lines.iter().map(|line| line["number"].as_str()).collect::<Vec<_>>(),
        numbers.iter().map(|it| Some(*it)).collect::<Vec<_>>()
    );
    let count = |is: &dyn Fn(&Value) -> bool| lines.iter().filter(|line| is(line)).count();
    assert_eq!(lines.len(), 23);
    for line in &lines {
        // Whoever may be notified has somewhere to be notified at, and nobody else has.
        assert_eq!(line["may_be_notified"], !line["address"].is_null(), "{line}");
    }
    assert!(count(&|line| line["status"] == "SLETTET") == 1 && count(&|line| line["reserved"] == true) >= 2);
    assert!(count(&|line| line["mailbox"].is_string() && line["certificate"].is_string()) >= 2);
    assert_eq!(count(&|line| line["mobile"]["shared"] == true || line["email"]["shared"] == true), 3);
    let refused = client(demo, "nonsense", &["look-up", numbers[0]]);
    assert!(String::from_utf8_lossy(&refused.stderr).starts_with("401 invalid_token"));
}

fn follows(demo: &RealDemo, token: &str) {
    let copy = demo.data.join("copy.json");
    let copy = copy.to_str().expect("a path");
    let first = read(&client(demo, token, &["follow", copy])).remove(0);
    assert!(first["persons"].as_u64() >= Some(1), "the first of the list has a language and a mailbox since");
    assert_eq!(read(&client(demo, token, &["follow", copy])).remove(0), first, "nothing is new");
}
