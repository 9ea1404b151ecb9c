//! A form is taken from the very session it was made for, and from nobody else.

use bekreft::demo::routes::TABLE as DEMO;
use bekreft::support::routes::TABLE as SUPPORT;
use bekreft::web::routes::TABLE as CITIZENS;
use world::{Form, World};

fn posts() -> impl Iterator<Item = &'static str> {
    // Programs come without a session: gateways, login providers, and whoever asks the demo's mailbox providers. They have a
    // proof of their own.
    let reports = |path: &str| {
        path.starts_with("/levering") || path.ends_with("/bakkanal") || path.contains("{operation}")
    };
    let forms = CITIZENS.iter().chain(SUPPORT).chain(DEMO).filter(move |(_, path)| !reports(path));
    // The search in the help pages has no session to protect: anybody may send it, it reads nothing of anybody and changes
    // nothing, so a forged one could do no more than show a public page.
    let forms = forms.filter(|(_, path)| *path != "/hjelp");
    forms.filter(|(method, _)| *method == "POST").map(|(_, path)| *path)
}

fn is_of_support(path: &str) -> bool {
    path.contains("stotte")
}

/// A form with everything any of the pages asks for, and no token.
fn form(path: &str) -> Form {
    let form = Form { action: path.to_owned(), fields: Vec::new() };
    form.with("action", "confirm").with("token", "t").with("pid", "17859012310").with("level", "high")
}

#[tokio::test]
async fn without_a_session_no_form_is_taken() {
    let world = World::start().await;
    for path in posts() {
        assert_eq!(world.stranger().sends(&form(path).with("csrf", "x")).await.status, 401, "{path}");
    }
}

#[tokio::test]
async fn without_the_sessions_own_token_no_form_is_taken() {
    let world = World::start().await;
    let (person, other) = (world.person().registered().await, world.person().registered().await);
    let citizen = world.citizen(&person).await;
    let stranger = world.citizen(&other).await;
    let foreign = stranger.opens("/bekreft").await.attribute("input[name=csrf]", "value").expect("a token");
    let own = citizen.opens("/bekreft").await.attribute("input[name=csrf]", "value").expect("a token");
    let zeros = "A".repeat(86);
    for path in posts() {
        if is_of_support(path) {
            // A citizen's session and its token are nothing there.
            assert_eq!(citizen.sends(&form(path).with("csrf", &own)).await.status, 401, "{path}");
            continue;
        }
        assert_eq!(citizen.sends(&form(path)).await.status, 403, "{path} without a token");
        for wrong in ["", "x", "æ", &zeros, &foreign, &own[..own.len() - 2], &format!("{own}AA")] {
            assert_eq!(citizen.sends(&form(path).with("csrf", wrong)).await.status, 403, "{path}: {wrong}");
        }
    }
    assert!(world.changes(&person).await.is_empty());
    assert_eq!(citizen.opens("/bekreft").await.status, 200, "still logged in");
}

#[tokio::test]
async fn a_token_in_the_address_is_not_in_the_form() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let own = citizen.opens("/bekreft").await.attribute("input[name=csrf]", "value").expect("a token");
    assert_eq!(citizen.sends(&form(&format!("/loggut?csrf={own}"))).await.status, 403);
}

#[tokio::test]
async fn a_token_from_before_the_login_is_worth_nothing_after_it() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.browser_of(&person);
    let before = citizen.opens("/testid").await.form("form:has(#pid)");
    citizen.logs_in().await;
    assert_eq!(citizen.sends(&before.with("pid", &person.identifier)).await.status, 403);
}

#[tokio::test]
async fn only_forms_are_taken_as_forms() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    for path in posts() {
        let answer = citizen.asks("POST", path, &[("content-type", "application/json")]).await;
        let refused = if is_of_support(path) { 401 } else { 400 };
        assert!([refused, 400, 403].contains(&answer.status().as_u16()), "{path}: {}", answer.status());
    }
}
