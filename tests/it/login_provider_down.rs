//! The login provider is slow, down, or refuses us: an honest page in time, and nobody loses her way.

use serde_json::json;
use time::Duration;
use wiremock::ResponseTemplate;
use world::issuer::Issuer;
use world::login::citizens_at;
use world::{Options, World};

use crate::login_trouble::{SERVICE, leads_on_to_the_service, options, says};

async fn world_at(issuer: &Issuer) -> World {
    World::with(Options { settings: citizens_at(&issuer.url()), ..options() }).await
}

#[tokio::test]
async fn a_provider_that_is_down_is_not_the_citizens_fault() {
    let issuer = Issuer::start().await;
    let world = world_at(&issuer).await;
    let person = world.person().registered().await;
    let citizen = world.browser_of(&person);
    for (what, answer) in [
        ("busy", ResponseTemplate::new(503)),
        ("broken", ResponseTemplate::new(500).set_body_string("stack trace")),
        ("too many", ResponseTemplate::new(429)),
        ("says so", ResponseTemplate::new(400).set_body_json(json!({ "error": "temporarily_unavailable" }))),
    ] {
        issuer.answers_with("POST", "/par", answer).await;
        let page = citizen.opens(SERVICE).await;
        says(&page, 503, "ID-porten svarer ikke akkurat nå");
        leads_on_to_the_service(&page);
        assert_eq!(page.header("retry-after"), "30", "{what}");
    }
    // It comes back, and she still gets to where she was going.
    issuer.answers("POST", "/par", &json!({ "request_uri": "urn:x:2" })).await;
    let answer = citizen.opens("/logginn").await;
    assert!(answer.location.is_some_and(|location| location.starts_with(&issuer.url())));
    let claims = issuer.claims(&world, &person.identifier).await;
    issuer.answers("POST", "/token", &json!({ "id_token": issuer.key.sign(&claims) })).await;
    citizen.opens(&issuer.way_back().await).await;
    assert!(citizen.opens("/bekreft").await.shows("Du er på vei til Skatteetaten"));
}

#[tokio::test]
async fn a_provider_that_hangs_holds_nobody_for_more_than_four_seconds() {
    let issuer = Issuer::start().await;
    let world = world_at(&issuer).await;
    let slow = ResponseTemplate::new(200).set_delay(std::time::Duration::from_mins(1));
    issuer.answers_with("POST", "/par", slow).await;
    let page =
        tokio::time::timeout(std::time::Duration::from_secs(4), world.stranger().opens("/bekreft")).await;
    says(&page.expect("in time"), 503, "ID-porten svarer ikke akkurat nå");
}

#[tokio::test]
async fn a_provider_that_hangs_in_the_middle_holds_nobody_either() {
    let issuer = Issuer::start().await;
    let world = world_at(&issuer).await;
    let citizen = world.stranger();
    let slow = || ResponseTemplate::new(200).set_delay(std::time::Duration::from_mins(1));
    for (verb, address) in [("POST", "/token"), ("GET", "/jwks.json")] {
        citizen.opens(SERVICE).await;
        issuer.answers_with(verb, address, slow()).await;
        let way = issuer.way_back().await;
        let page = tokio::time::timeout(std::time::Duration::from_secs(4), citizen.opens(&way)).await;
        says(&page.expect("in time"), 503, "ID-porten svarer ikke akkurat nå");
        let claims = issuer.claims(&world, "17859012310").await;
        issuer.answers("POST", "/token", &json!({ "id_token": issuer.key.sign(&claims) })).await;
    }
}

#[tokio::test]
async fn what_is_known_of_the_provider_serves_on_while_there_are_no_news() {
    let issuer = Issuer::start().await;
    let world = world_at(&issuer).await;
    let person = world.person().registered().await;
    let lets_in = async || {
        let citizen = world.stranger();
        issuer.lets_in(&world, &citizen, &person.identifier, async |it| issuer.key.sign(&it)).await.status
    };
    assert_eq!(lets_in().await, 303);
    for address in ["/.well-known/openid-configuration", "/jwks.json"] {
        issuer.answers_with("GET", address, ResponseTemplate::new(500)).await;
    }
    world.advance(Duration::hours(30));
    assert_eq!(lets_in().await, 303);
}

#[tokio::test]
async fn a_provider_that_is_not_there_at_all_keeps_the_program_from_nothing_else() {
    let settings = citizens_at("http://127.0.0.1:9");
    let world = World::with(Options { settings, ..options() }).await;
    says(&world.stranger().opens(SERVICE).await, 503, "ID-porten svarer ikke akkurat nå");
    assert_eq!(world.stranger().opens("/").await.status, 200);
    let person = world.person().registered().await;
    assert_eq!(world.citizen(&person).await.opens("/bekreft").await.status, 200);
}

#[tokio::test]
async fn a_provider_that_goes_down_in_the_middle_is_explained_too() {
    let issuer = Issuer::start().await;
    let world = world_at(&issuer).await;
    let citizen = world.stranger();
    citizen.opens(SERVICE).await;
    issuer.answers_with("POST", "/token", ResponseTemplate::new(502)).await;
    let page = citizen.opens(&issuer.way_back().await).await;
    says(&page, 503, "ID-porten svarer ikke akkurat nå");
    leads_on_to_the_service(&page);
}

#[tokio::test]
async fn a_provider_that_refuses_us_is_for_the_operator() {
    let issuer = Issuer::start().await;
    let world = world_at(&issuer).await;
    for error in ["invalid_client", "invalid_request", "unauthorized_client", "noe-annet"] {
        let answer =
            ResponseTemplate::new(400).set_body_json(json!({ "error": error, "error_description": "x" }));
        issuer.answers_with("POST", "/par", answer).await;
        let page = world.stranger().opens(SERVICE).await;
        says(&page, 502, "Vi fikk ikke logget deg inn");
        let log = world::log::heard();
        assert!(log.lines().any(|line| line.contains(&page.support_code()) && line.contains("ERROR")));
    }
    let citizen = world.stranger();
    issuer.answers("POST", "/par", &json!({ "request_uri": "urn:x:3" })).await;
    citizen.opens(SERVICE).await;
    for error in ["server_error", "temporarily_unavailable"] {
        citizen.opens(SERVICE).await;
        let state = issuer.announced("state").await.expect("announced");
        let way = format!("/logginn/retur?error={error}&state={state}&iss={}", issuer.url());
        says(&citizen.opens(&way).await, 503, "ID-porten svarer ikke akkurat nå");
    }
}
