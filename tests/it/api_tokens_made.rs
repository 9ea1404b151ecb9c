//! `bekreft token`: access tokens to try the API of the demo with.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::json;
use world::maskinporten::{DIGIPOST, MAILBOX_WRITE, Maskinporten};
use world::{Options, World};

const CAN_CHOOSE: &str = "/rest/v1/postkasse/kanVelge";

fn token(data: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bekreft"))
        .arg("token")
        .args(arguments)
        .env_clear()
        .env("BEKREFT_DATA_DIR", data)
        .envs(environment.iter().copied())
        .output()
        .expect("the program runs")
}

const DIGIPOSTS: [&str; 4] = ["--scope", MAILBOX_WRITE, "--consumer", DIGIPOST];

fn printed(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(said.lines().count(), 1, "nothing but the token");
    said.trim().to_owned()
}

fn refused(output: &Output) -> String {
    assert!(!output.status.success() && output.stdout.is_empty());
    String::from_utf8_lossy(&output.stderr).into_owned()
}

async fn demo_in(data: &Path) -> World {
    bekreft::demo::tokens::prepare(data).expect("a key");
    let settings = vec![("BEKREFT_DATA_DIR", data.display().to_string())];
    World::with(Options { settings, ..Options::default() }).await
}

#[tokio::test]
async fn what_it_prints_is_taken_by_the_running_demo() {
    let data = world::temporary_folder("token");
    let world = demo_in(&data).await;
    let person = world.person().registered().await;
    let body = json!({ "personidentifikator": person.identifier });
    let plain = printed(&token(&data, &DIGIPOSTS, &[]));
    assert_eq!(world.posts(CAN_CHOOSE, &plain, &body).await.said(), ("JA", ""));
    let more = ["--supplier", "991825827", "--pid", &person.identifier];
    let whole = printed(&token(&data, &[DIGIPOSTS.as_slice(), &more].concat(), &[("BEKREFT_MODE", "demo")]));
    assert_eq!(world.posts(CAN_CHOOSE, &whole, &body).await.said(), ("JA", ""));
    let other = world.person().registered().await;
    let answer = world.posts(CAN_CHOOSE, &whole, &json!({ "personidentifikator": other.identifier })).await;
    assert_eq!(answer.status, 403, "it is about one person");
    let alien = printed(&token(&data, &["--scope", "a:b", "--consumer", DIGIPOST], &[]));
    assert_eq!(world.posts(CAN_CHOOSE, &alien, &body).await.status, 403, "it says what it was asked to say");
    world.advance(time::Duration::minutes(61));
    assert_eq!(world.posts(CAN_CHOOSE, &plain, &body).await.status, 401, "it ends after an hour");
    std::fs::remove_dir_all(data).expect("it is removed");
}

#[tokio::test]
async fn the_key_is_its_owners_alone_and_outlives_a_restart() {
    use std::os::unix::fs::PermissionsExt as _;
    let data = world::temporary_folder("token-key");
    let world = demo_in(&data).await;
    let before = printed(&token(&data, &DIGIPOSTS, &[]));
    let after = demo_in(&data).await;
    for world in [&world, &after] {
        let answer = world.posts(CAN_CHOOSE, &before, &json!({ "personidentifikator": "17859012310" })).await;
        assert_eq!(answer.status, 200);
    }
    let file = std::fs::metadata(data.join("token-key.json")).expect("a file");
    assert_eq!(file.permissions().mode() & 0o777, 0o600);
    std::fs::remove_dir_all(data).expect("it is removed");
}

#[tokio::test]
async fn another_demos_tokens_are_not_taken_and_neither_are_any_where_maskinporten_is_set() {
    let (one, other) = (world::temporary_folder("token-one"), world::temporary_folder("token-other"));
    bekreft::demo::tokens::prepare(&other).expect("a key");
    let world = demo_in(&one).await;
    let theirs = printed(&token(&other, &DIGIPOSTS, &[]));
    let body = json!({ "personidentifikator": "17859012310" });
    assert_eq!(world.posts(CAN_CHOOSE, &theirs, &body).await.status, 401);
    let maskinporten = Maskinporten::start().await;
    let mut settings = maskinporten.settings();
    settings.push(("BEKREFT_DATA_DIR", one.display().to_string()));
    let world = World::with(Options { settings, ..Options::default() }).await;
    let own = printed(&token(&one, &DIGIPOSTS, &[]));
    assert_eq!(world.posts(CAN_CHOOSE, &own, &body).await.status, 401);
    std::fs::remove_dir_all(one).expect("it is removed");
    std::fs::remove_dir_all(other).expect("it is removed");
}

#[tokio::test]
async fn a_demo_without_a_key_lets_nobody_in_and_says_why() {
    let data = world::temporary_folder("token-none");
    let settings = vec![("BEKREFT_DATA_DIR", data.display().to_string())];
    let world = World::with(Options { settings, ..Options::default() }).await;
    let maskinporten = Maskinporten::start().await;
    let answer = world.posts(CAN_CHOOSE, &maskinporten.token(&world, DIGIPOST), &json!({})).await;
    assert_eq!((answer.status, answer.error()), (503, "server_error"));
    std::fs::remove_dir_all(data).expect("it is removed");
}

#[test]
fn it_is_for_demo_and_test_and_says_what_is_in_the_way() {
    let data = world::temporary_folder("token-refused");
    let empty = refused(&token(&data, &DIGIPOSTS, &[]));
    assert!(empty.contains("start bekreft first") && empty.contains("BEKREFT_DATA_DIR"), "{empty}");
    bekreft::demo::tokens::prepare(&data).expect("a key");
    let production = refused(&token(&data, &DIGIPOSTS, &[("BEKREFT_MODE", "production")]));
    assert!(production.contains("in production, tokens come from Maskinporten"), "{production}");
    let set = refused(&token(&data, &DIGIPOSTS, &[("MASKINPORTEN_ISSUER", "https://test.maskinporten.no/")]));
    assert!(set.contains("MASKINPORTEN_ISSUER is set"), "{set}");
    for wrong in ["984661186", "1", "0192:984661185"] {
        refused(&token(&data, &["--scope", "a:b", "--consumer", wrong], &[]));
    }
    let pid = refused(&token(&data, &[DIGIPOSTS.as_slice(), &["--pid", "12345678901"]].concat(), &[]));
    assert!(pid.contains("a date that exists"), "{pid}");
    std::fs::remove_dir_all(data).expect("it is removed");
}

#[tokio::test]
async fn the_person_in_the_documentation_is_one_of_the_demo() {
    let text = std::fs::read_to_string(world::root().join("docs/integration/api.md")).expect("the page");
    let first = bekreft::demo::persons::all()[0].identifier.expose();
    assert!(text.contains(&format!("\"personidentifikator\":\"{first}\"")), "{first}");
}
