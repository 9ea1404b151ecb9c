//! The program itself, as an operator starts it.

use std::net::TcpListener;
use std::process::{Command, Output};

const KEY: &str = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
const DATABASE: &str = "postgres://u:hemmelighet@127.0.0.1:1/d";

fn run(command: &str, environment: &[(&str, &str)]) -> (Output, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_bekreft"))
        .arg(command)
        .env_clear()
        .envs(environment.iter().copied())
        .output()
        .expect("the program runs");
    let said = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    (output, said)
}

#[test]
fn production_does_not_start_without_a_login_provider() {
    let (output, said) = run(
        "serve",
        &[
            ("BEKREFT_MODE", "production"),
            ("DATABASE_URL", DATABASE),
            ("BEKREFT_PUBLIC_URL", "https://bekreft.example"),
            ("BEKREFT_COOKIE_KEY", KEY),
        ],
    );
    assert!(!output.status.success());
    assert!(said.contains("IDPORTEN_ISSUER: must be set in production"), "{said}");
    assert!(!said.contains(KEY) && !said.contains("hemmelighet"), "{said}");
}

#[test]
fn production_starts_with_everything_set() {
    let (output, said) = run(
        "check-config",
        &[
            ("BEKREFT_MODE", "production"),
            ("DATABASE_URL", DATABASE),
            ("BEKREFT_PUBLIC_URL", "https://bekreft.example"),
            ("BEKREFT_COOKIE_KEY", KEY),
            ("BEKREFT_CODE_KEYS", &format!("1:{KEY}")),
            ("SMS_PROVIDER", "kannel"),
            ("KANNEL_URL", "https://kannel.example/cgi-bin/sendsms"),
            ("KANNEL_USER", "u"),
            ("KANNEL_PASSWORD", "p"),
            ("SMTP_URL", "smtps://u:p@mail.example"),
            ("SMTP_FROM", "Kontaktregisteret <ikke-svar@bekreft.example>"),
            ("IDPORTEN_ISSUER", "https://idporten.no"),
            ("IDPORTEN_CLIENT_ID", "c"),
            ("IDPORTEN_CLIENT_JWK", &world::login::client_key().0),
            ("MASKINPORTEN_ISSUER", "https://maskinporten.no/"),
            ("ANSATTPORTEN_ISSUER", "https://ansattporten.no"),
            ("ANSATTPORTEN_CLIENT_ID", "c"),
            ("ANSATTPORTEN_CLIENT_JWK", &world::login::client_key().0),
            ("ANSATTPORTEN_ORGANISATION", "991825827"),
            ("ANSATTPORTEN_RESOURCE", "bekreft-stotte"),
            (
                "NATIONAL_REGISTER_URL",
                "https://folkeregisteret.example/folkeregisteret/offentlig-med-hjemmel/api",
            ),
            ("NATIONAL_REGISTER_SCOPE", "folkeregister:deling/offentligmedhjemmel"),
            ("MASKINPORTEN_ISSUER", "https://maskinporten.no/"),
            ("MASKINPORTEN_CLIENT_ID", "c"),
            ("MASKINPORTEN_CLIENT_JWK", &world::login::client_key().0),
        ],
    );
    assert!(output.status.success(), "{said}");
    assert!(!said.contains("\"d\":"), "the private key is masked");
}

#[test]
fn every_command_but_the_demo_wants_to_know_what_kind_of_installation_it_is() {
    for command in ["serve", "work", "migrate", "check-config"] {
        let (output, said) = run(command, &[("DATABASE_URL", DATABASE)]);
        assert!(!output.status.success(), "{command}");
        assert!(said.contains("BEKREFT_MODE"), "{command}: {said}");
    }
}

#[test]
fn a_taken_port_is_named_together_with_the_setting_that_chooses_another() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let (output, said) = run(
        "serve",
        &[
            ("BEKREFT_MODE", "test"),
            ("DATABASE_URL", DATABASE),
            ("BEKREFT_COOKIE_KEY", KEY),
            ("BEKREFT_BIND", &address),
        ],
    );
    assert!(!output.status.success());
    assert!(said.contains(&address) && said.contains("BEKREFT_BIND"), "{said}");
    assert!(!said.contains("hemmelighet"), "{said}");
}

#[test]
fn an_address_of_a_database_that_does_not_read_is_not_repeated() {
    let (output, said) =
        run("migrate", &[("BEKREFT_MODE", "test"), ("DATABASE_URL", "mysql://u:hemmelighet@h/d")]);
    assert!(!output.status.success());
    assert!(!said.contains("hemmelighet"), "{said}");
}

#[test]
fn a_settings_file_that_is_not_there_is_named() {
    let (output, said) = run("check-config", &[("BEKREFT_ENV_FILE", "/finnes/ikke.env")]);
    assert!(!output.status.success());
    assert!(said.contains("/finnes/ikke.env"), "{said}");
}

#[test]
fn a_line_in_the_settings_file_that_does_not_read_is_not_repeated() {
    let file = std::env::temp_dir().join(format!("bekreft-broken-settings-{}", std::process::id()));
    std::fs::write(&file, "BEKREFT_MODE=test\n'hemmelighet er ikke en linje\n").expect("a file");
    let (output, said) = run("check-config", &[("BEKREFT_ENV_FILE", file.to_str().expect("a path"))]);
    std::fs::remove_file(&file).expect("the file goes");
    assert!(!output.status.success());
    assert!(!said.contains("hemmelighet"), "{said}");
}

#[test]
fn an_unknown_command_is_told_the_known_ones() {
    let (output, said) = run("hjelp-meg", &[]);
    assert!(!output.status.success());
    assert!(said.contains("--help"), "{said}");
}

#[test]
fn a_key_for_the_login_provider_is_made_and_read_by_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = world::temporary_folder("client-key");
    let file = folder.join("idporten.json");
    let run_once = || {
        Command::new(env!("CARGO_BIN_EXE_bekreft"))
            .args(["client-key", "--kid", "2026-11", "--out"])
            .arg(&file)
            .output()
            .expect("the program runs")
    };
    let made = run_once();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let public: serde_json::Value = serde_json::from_slice(&made.stdout).expect("a set of keys");
    let key = &public["keys"][0];
    assert_eq!(
        (key["kid"].as_str(), key["alg"].as_str(), key["use"].as_str()),
        (Some("2026-11"), Some("RS256"), Some("sig"))
    );
    assert!(
        ["d", "p", "q", "dp", "dq", "qi"].iter().all(|name| key.get(name).is_none()),
        "nothing private is shown"
    );
    let private = std::fs::read_to_string(&file).expect("the private key");
    assert!(bekreft::clients::oidc::ClientKeys::parse(&private).is_ok());
    assert_eq!(std::fs::metadata(&file).expect("a file").permissions().mode() & 0o777, 0o600);
    assert!(!run_once().status.success(), "a key that is there is not written over");
    std::fs::remove_dir_all(folder).expect("it is removed");
}
