//! The description of the API says what the program does.

use std::collections::BTreeSet;

use bekreft::api::routes::TABLE;
use bekreft::api::scope::{MailboxWrite, Scope as _};
use bekreft_domain::MailboxRefusal;
use serde_json::Value;
use world::World;
use world::maskinporten::{DIGIPOST, Maskinporten};

fn description() -> Value {
    serde_json::from_str(bekreft::api::description()).expect("JSON")
}

#[tokio::test]
async fn it_is_there_for_anybody() {
    let world = World::start().await;
    let answer = world.stranger().asks("GET", "/openapi.json", &[]).await;
    assert_eq!(answer.status().as_u16(), 200);
    assert_eq!(answer.headers()["content-type"], "application/json");
    let said: Value = answer.json().await.expect("JSON");
    assert!(said["openapi"].as_str().expect("a version").starts_with("3.1."));
    assert_eq!(said, description());
}

#[test]
fn every_address_is_described_and_none_that_is_not_there() {
    let said = description();
    let paths = said["paths"].as_object().expect("addresses");
    let described: BTreeSet<(String, String)> = paths
        .iter()
        .flat_map(|(path, item)| {
            let methods = item.as_object().expect("methods").keys();
            methods.map(|method| (method.to_uppercase(), path.clone())).collect::<Vec<_>>()
        })
        .collect();
    let there = TABLE.iter().map(|(method, path)| ((*method).to_owned(), (*path).to_owned())).collect();
    assert_eq!(described, there);
}

#[test]
fn every_operation_names_its_scope_and_shows_an_example_of_everything() {
    let said = description();
    for (path, item) in said["paths"].as_object().expect("addresses") {
        let operation = &item["post"];
        assert_eq!(operation["security"][0]["maskinporten"][0], MailboxWrite::NAME, "{path}");
        assert!(operation["summary"].as_str().is_some_and(|text| text.len() > 10), "{path}");
        assert!(operation["requestBody"]["content"]["application/json"]["example"].is_object(), "{path}");
        let answers = &operation["responses"]["200"]["content"]["application/json"]["examples"];
        assert!(answers.as_object().is_some_and(|examples| examples.len() == 2), "{path}");
    }
}

#[test]
fn every_code_of_the_register_stands_in_it_and_no_other() {
    let said = description();
    let codes: BTreeSet<&str> = said["components"]["schemas"]["Code"]["enum"]
        .as_array()
        .expect("codes")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert_eq!(codes, MailboxRefusal::ALL.iter().map(|refusal| refusal.code()).collect());
    let text = said["components"]["schemas"]["Code"]["description"].as_str().expect("a table");
    assert!(codes.iter().all(|code| text.contains(&format!("`{code}`"))));
}

#[tokio::test]
async fn the_examples_are_requests_that_are_taken() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let token = maskinporten.token(&world, DIGIPOST);
    for (path, item) in description()["paths"].as_object().expect("addresses") {
        let example = &item["post"]["requestBody"]["content"]["application/json"]["example"];
        // Its person is in nobody's register.
        let answer = world.posts(path, &token, example).await;
        assert_eq!(answer.said().1, "BRUKER_IKKE_FUNNET", "{path}");
    }
}

#[tokio::test]
async fn the_page_for_people_shows_all_of_it() {
    let world = World::start().await;
    let page = world.stranger().opens("/api-docs").await;
    assert_eq!(page.heading(), "REST-API for kontaktregisteret");
    assert!(page.links("main a").contains(&"/openapi.json".to_owned()));
    let said = description();
    for (path, item) in said["paths"].as_object().expect("addresses") {
        let operation = &item["post"];
        assert!(page.shows(&format!("POST {path}")), "{path}");
        assert!(page.shows(operation["summary"].as_str().expect("a summary")), "{path}");
    }
    assert_eq!(page.texts("main section").len(), TABLE.len() + 1);
    for (name, schema) in said["components"]["schemas"].as_object().expect("schemas") {
        for field in ["Person", "Registration", "Deletion"]
            .iter()
            .filter(|it| *it == name)
            .flat_map(|_| schema["properties"].as_object().expect("fields").keys())
        {
            assert!(page.texts("dt code").contains(field), "{name}.{field}");
        }
    }
    for refusal in MailboxRefusal::ALL {
        assert!(page.texts("#codes + dl dt").iter().any(|it| it == refusal.code()), "{}", refusal.code());
    }
    assert!(!page.text("main").contains('`'), "no marks of markup");
}
