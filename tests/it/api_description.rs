//! The description of the API says what the program does.

use std::collections::BTreeSet;

use bekreft::api::routes::TABLE;
use bekreft::api::scope::{
    ContactRead, DelegatedContactRead, DelegatedMailRead, FeedRead, LanguageWrite, LookUp, MailRead,
    MailboxWrite, OwnContactRead, OwnLanguageWrite, OwnMailRead, Scope as _,
};
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

/// All operations: method, address, description.
fn operations(said: &Value) -> Vec<(String, String, Value)> {
    let paths = said["paths"].as_object().expect("addresses");
    let operations = paths.iter().flat_map(|(path, item)| {
        let methods = item.as_object().expect("methods").iter();
        methods.map(|(method, operation)| (method.to_uppercase(), path.clone(), operation.clone()))
    });
    operations.collect()
}

#[test]
fn every_operation_names_its_scopes_and_shows_an_example_of_everything() {
    let said = description();
    let open = ["printSertifikat", "jwks"];
    for (method, path, operation) in operations(&said) {
        let id = operation["operationId"].as_str().expect("a name");
        let ways = operation["security"].as_array().cloned().unwrap_or_default();
        let scopes: Vec<&str> = ways
            .iter()
            .filter_map(|way| way["maskinporten"][0].as_str().or(way["idporten"][0].as_str()))
            .collect();
        let expected: Vec<&str> = match (method.as_str(), path.as_str()) {
            (_, "/rest/v1/personer" | "/rest/v2/personer") => {
                vec![ContactRead::NAME, MailRead::NAME, DelegatedContactRead::NAME, DelegatedMailRead::NAME]
            }
            ("GET", "/rest/v1/person") => vec![OwnContactRead::NAME, OwnMailRead::NAME],
            ("PATCH", "/rest/v1/person") => vec![OwnLanguageWrite::NAME],
            _ if open.contains(&id) => vec![],
            (_, path) if path.starts_with("/rest/v1/postkasse/") => vec![MailboxWrite::NAME],
            (_, "/rest/v2/krr/hentEndringer") => vec![FeedRead::NAME; 2],
            (_, path) if path.starts_with("/rest/v1/krr/") => vec![FeedRead::NAME],
            (_, "/rest/v1/personer/spraak") => vec![LanguageWrite::NAME],
            _ => vec!["no operation without its scopes"],
        };
        assert_eq!(scopes, expected, "{method} {path}");
        assert!(operation["summary"].as_str().is_some_and(|text| text.len() > 10), "{path}");
        let takes_body = method != "GET";
        let example = &operation["requestBody"]["content"]["application/json"]["example"];
        assert_eq!(example.is_object(), takes_body, "{method} {path}");
        let answers = &operation["responses"]["200"]["content"]["application/json"]["examples"];
        let has_answer = operation["responses"]["204"].is_null();
        assert_eq!(answers.as_object().is_some_and(|examples| !examples.is_empty()), has_answer, "{path}");
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

#[test]
fn a_text_that_is_answered_with_a_code_has_no_limits_in_the_description() {
    let said = description();
    for (schema, fields) in [
        ("Person", &["personidentifikator"][..]),
        ("Registration", &["personidentifikator", "organisasjonsnummer", "postkasseadresse", "sertifikat"]),
        ("Deletion", &["personidentifikator", "organisasjonsnummer"]),
        ("PersonLanguage", &["personidentifikator", "spraak"]),
    ] {
        for field in fields {
            let described = &said["components"]["schemas"][schema]["properties"][field];
            let described = described.as_object().unwrap_or_else(|| panic!("{schema}.{field}"));
            for limit in ["pattern", "minLength", "maxLength", "enum", "format"] {
                assert!(
                    !described.contains_key(limit),
                    "{schema}.{field} has {limit}, and is answered with 200"
                );
            }
        }
    }
}

#[tokio::test]
async fn the_examples_are_requests_that_are_taken() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let token = maskinporten.token(&world, DIGIPOST);
    let reader = maskinporten.reader(&world, LookUp::NAME);
    for (_, path, operation) in operations(&description()) {
        let example = &operation["requestBody"]["content"]["application/json"]["example"];
        // Their persons are in nobody's register.
        if path.starts_with("/rest/v1/postkasse/") {
            assert_eq!(world.posts(&path, &token, example).await.said().1, "BRUKER_IKKE_FUNNET", "{path}");
        } else if path.ends_with("/personer") {
            let answer = world.posts(&path, &reader, example).await;
            assert_eq!(answer.status, 200, "{path}");
            assert_eq!(answer.body["personer"][0]["status"], "IKKE_REGISTRERT", "{path}");
        } else if path.contains("/krr/") {
            let scopes = format!("{} {}", FeedRead::NAME, ContactRead::NAME);
            let answer = world.posts(&path, &maskinporten.reader(&world, &scopes), example).await;
            assert_eq!((answer.status, answer.body["fraEndringsId"].as_i64()), (200, Some(0)), "{path}");
        }
    }
    // Last, since it brings its person into the register.
    let path = "/rest/v1/personer/spraak";
    let example =
        &description()["paths"][path]["post"]["requestBody"]["content"]["application/json"]["example"];
    let answer = world.posts(path, &maskinporten.reader(&world, LanguageWrite::NAME), example).await;
    assert_eq!(answer.body["personer"][0]["beskrivelse"], "BRUKER_OPPRETTET");
}

#[tokio::test]
async fn the_page_for_people_shows_all_of_it() {
    let world = World::start().await;
    let page = world.stranger().opens("/api-docs").await;
    assert_eq!(page.heading(), "REST-API for kontaktregisteret");
    assert!(page.links("main a").contains(&"/openapi.json".to_owned()));
    let said = description();
    for (method, path, operation) in operations(&said) {
        assert!(page.shows(&format!("{method} {path}")), "{path}");
        assert!(page.shows(operation["summary"].as_str().expect("a summary")), "{path}");
    }
    assert_eq!(page.texts("main section").len(), TABLE.len() + 1);
    for (name, schema) in said["components"]["schemas"].as_object().expect("schemas") {
        for field in [
            "Person",
            "Registration",
            "Deletion",
            "GetUsersRequestV2",
            "LanguageChange",
            "Since",
            "Languages",
        ]
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
