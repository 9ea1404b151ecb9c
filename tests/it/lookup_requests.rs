//! Lookups of many, and requests that are none.

use serde_json::{Value, json};
use world::World;
use world::maskinporten::{ApiAnswer, Maskinporten};

use crate::lookup::{CONTACT, MAIL, V1, V2};

async fn asks(maskinporten: &Maskinporten, world: &World, path: &str, body: &Value) -> ApiAnswer {
    world.posts(path, &maskinporten.reader(world, &format!("{CONTACT} {MAIL}")), body).await
}

fn pids(answer: &ApiAnswer) -> Vec<&str> {
    let persons = answer.body["personer"].as_array().expect("a list");
    persons.iter().map(|person| person["personidentifikator"].as_str().expect("a pid")).collect()
}

#[tokio::test]
async fn order_and_repetitions_are_kept() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let one = world.person().registered().await.identifier;
    let two = world.person().deleted().registered().await.identifier;
    let never = world.person().unregistered().identifier;
    let wrong = "12345678901".to_owned();
    let asked = [&two, &one, &never, &one, &wrong, &two, &one, &never];
    let body = json!({ "personidentifikatorer": asked });
    let all = asks(&maskinporten, &world, V1, &body).await;
    assert_eq!(pids(&all), asked);
    let status = |at: usize| all.body["personer"][at]["status"].as_str().expect("a status").to_owned();
    assert_eq!(
        [0, 1, 2, 4].map(status),
        ["SLETTET", "AKTIV", "IKKE_REGISTRERT", "IKKE_REGISTRERT"].map(str::to_owned)
    );
    for (include, expected) in [
        (json!(null), vec![&two, &one, &one, &two, &one]),
        (json!(false), vec![&two, &one, &one, &two, &one]),
        (json!(true), asked.to_vec()),
    ] {
        let body = json!({ "personidentifikatorer": asked, "inkluderIkkeRegistrerte": include });
        assert_eq!(pids(&asks(&maskinporten, &world, V2, &body).await), expected, "{include}");
        // Version 1 does not know the field.
        assert_eq!(pids(&asks(&maskinporten, &world, V1, &body).await), asked, "{include}");
    }
    let without = asks(&maskinporten, &world, V2, &body).await;
    assert_eq!(pids(&without), [&two, &one, &one, &two, &one]);
    let nobody = json!({ "personidentifikatorer": [never, wrong] });
    assert_eq!(asks(&maskinporten, &world, V2, &nobody).await.body, json!({ "personer": [] }));
}

#[tokio::test]
async fn a_thousand_are_answered_whatever_is_among_them() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let mut asked = Vec::new();
    for number in 0..1000 {
        asked.push(match number % 100 {
            0 => world.person().registered().await.identifier,
            1 => "00000000000".to_owned(),
            2 => "99999999999".to_owned(),
            _ => format!("{:011}", 10_000_000_000_u64 + number * 7),
        });
    }
    let answer = asks(&maskinporten, &world, V1, &json!({ "personidentifikatorer": asked })).await;
    assert_eq!(pids(&answer), asked);
    let persons = answer.body["personer"].as_array().expect("a list");
    assert_eq!(persons.iter().filter(|person| person["status"] == "AKTIV").count(), 10);
    asked.push("17859012310".to_owned());
    let answer = asks(&maskinporten, &world, V1, &json!({ "personidentifikatorer": asked })).await;
    assert_eq!((answer.status, answer.error()), (400, "invalid_request"));
    assert_eq!(answer.description(), "personidentifikatorer must have 1 to 1000 elements");
}

#[tokio::test]
async fn what_is_no_request_is_refused_and_not_quoted() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let pid = world.person().registered().await.identifier;
    let spaced = format!("{} {}", &pid[..6], &pid[6..]);
    for body in [
        json!({ "personidentifikatorer": [] }),
        json!({ "personidentifikatorer": [&pid, ""] }),
        json!({ "personidentifikatorer": [&pid[..10]] }),
        json!({ "personidentifikatorer": [format!("{pid}0")] }),
        json!({ "personidentifikatorer": [spaced] }),
        json!({ "personidentifikatorer": [&pid, "1234567890x"] }),
        json!({ "personidentifikatorer": ["１２３４５６７８９０１"] }),
        json!({ "personidentifikatorer": [&pid, null] }),
        json!({ "personidentifikatorer": [17_859_012_310_u64] }),
        json!({ "personidentifikatorer": &pid }),
        json!({ "personidentifikator": [&pid] }),
        json!([&pid]),
        json!({ "personidentifikatorer": [&pid], "inkluderIkkeRegistrerte": "kanskje" }),
    ] {
        let answer = asks(&maskinporten, &world, V2, &body).await;
        assert_eq!((answer.status, answer.error()), (400, "invalid_request"), "{body}");
        assert!(!answer.body.to_string().contains(&pid[..6]), "{}", answer.body);
    }
}

#[tokio::test]
async fn a_lookup_leaves_no_person_identifier_in_the_log() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let person = world.person().registered().await;
    let body = json!({ "personidentifikatorer": [&person.identifier] });
    assert_eq!(asks(&maskinporten, &world, V2, &body).await.status, 200);
    assert_eq!(world.posts(V2, "nonsense", &body).await.status, 401);
    // The world looks for it in the logs of the program and of Postgres when it ends.
    assert!(!world::log::heard().contains(&person.identifier));
}

#[tokio::test]
async fn a_lookup_of_many_costs_one_round_trip() {
    let maskinporten = Maskinporten::start().await;
    let (direct, settings) = (world::fresh_database().await, maskinporten.settings());
    let (proxy, url) = world::proxy::Proxy::in_front_of(&direct).await;
    let options = world::Options {
        database_url: Some(direct),
        program_database_url: Some(url),
        settings,
        ..world::Options::default()
    };
    let world = World::with(options).await;
    let persons =
        [world.person().registered().await.identifier, world.person().registered().await.identifier];
    let body = json!({ "personidentifikatorer": persons });
    for _ in 0..20 {
        let (prepared, before) = (proxy.preparations(), proxy.round_trips());
        assert_eq!(asks(&maskinporten, &world, V1, &body).await.status, 200);
        if proxy.preparations() == prepared {
            assert_eq!(proxy.round_trips() - before, 1);
            return;
        }
    }
    panic!("the statement is prepared again and again");
}

#[tokio::test]
async fn answers_are_compressed_for_who_takes_that() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let person = world.person().registered().await;
    let body = json!({ "personidentifikatorer": vec![&person.identifier; 200] }).to_string();
    let bearer = format!("Bearer {}", maskinporten.reader(&world, CONTACT));
    let mut lengths = Vec::new();
    for encoding in ["identity", "gzip", "br"] {
        let headers = [
            ("authorization", bearer.as_str()),
            ("content-type", "application/json"),
            ("accept-encoding", encoding),
        ];
        let answer = world.raw("POST", V1, &headers, body.clone().into()).await;
        let told = answer.headers().get("content-encoding").map(|it| it.to_str().expect("text").to_owned());
        assert_eq!(told.as_deref(), (encoding != "identity").then_some(encoding));
        lengths.push(answer.bytes().await.expect("a body").len());
    }
    assert!(lengths[1] * 5 < lengths[0] && lengths[2] * 5 < lengths[0], "{lengths:?}");
}
