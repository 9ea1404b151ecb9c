//! What happens when things are sent twice, late, from an old page or through a locked door.

use bekreft::config::Mode;
use bekreft::i18n::{Locale, Tr};
use time::Duration;
use world::{Options, World};

#[tokio::test]
async fn the_form_that_made_the_page_ask_is_no_answer_however_often_it_is_sent() {
    let world = World::start().await;
    let other = world.person().registered().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let page = citizen.opens("/bekreft").await;
    let form = page.form("form#confirm").with("action", "confirm").with("mobile", &other.mobile);
    let mut sends = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let (citizen, form) = (citizen.clone(), form.clone());
        sends.spawn(async move { citizen.sends(&form).await });
    }
    for answer in sends.join_all().await {
        assert_eq!(answer.location.as_deref(), Some("/bekreft"), "the question first");
    }
    assert!(world.changes(&person).await.is_empty());
    let page = citizen.opens("/bekreft").await;
    assert!(page.shows("Dette mobilnummeret er registrert på andre personer."));
    citizen.confirms_on(&page, &[]).await;
    assert_eq!(world.text_of(&person, "mobile").await, Some(other.mobile));
}

#[tokio::test]
async fn an_emptied_field_sent_twice_by_a_nervous_thumb_takes_nothing_away() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let form =
        citizen.opens("/bekreft").await.form("form#confirm").with("action", "confirm").with("email", "");
    citizen.sends(&form).await;
    citizen.sends(&form).await;
    assert_eq!(world.text_of(&person, "email").await, Some(person.email.clone()));
}

#[tokio::test]
async fn an_old_page_with_something_new_typed_is_a_new_form() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let old = citizen.opens("/bekreft").await;
    citizen.confirms_on(&old, &[("mobile", "46 00 00 01")]).await;
    citizen.confirms_on(&old, &[("mobile", "46 00 00 02")]).await;
    assert_eq!(
        world.text_of(&person, "mobile").await.as_deref(),
        Some("+4746000002"),
        "nothing is dropped in silence"
    );
}

#[tokio::test]
async fn a_value_that_has_become_shared_since_it_was_asked_about_is_asked_about_again() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.confirms(&[("email", "kari@gmial.com")]).await;
    world.person().email("kari@gmial.com").registered().await;
    let answer = citizen.confirms(&[]).await;
    assert_eq!(answer.location.as_deref(), Some("/bekreft"));
    assert!(citizen.opens("/bekreft").await.shows("Denne e-postadressen er registrert på andre personer."));
}

#[tokio::test]
async fn what_was_typed_while_editing_is_found_again_after_the_session_expired() {
    let world = World::start().await;
    let person = world.person().confirmed_days_ago(1).registered().await;
    let citizen = world.citizen(&person).await;
    let page = citizen.opens("/bekreft/endre").await;
    world.advance(Duration::minutes(45));
    let expired = citizen.confirms_on(&page, &[("email", "ny@example.org")]).await;
    assert_eq!(expired.status, 401);
    let again = expired.attribute("main a.ds-button", "href").expect("a way on");
    assert_eq!(citizen.opens(&again).await.location.as_deref(), Some("/testid"));
    assert_eq!(citizen.logs_in().await.location.as_deref(), Some("/bekreft/endre"));
    assert_eq!(citizen.opens("/bekreft/endre").await.value("email"), "ny@example.org");
}

#[tokio::test]
async fn a_person_somebody_else_is_working_on_costs_an_honest_page_and_nothing_typed() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let page = citizen.opens("/bekreft").await;
    let mut other = world.pool.begin().await.expect("a transaction");
    sqlx::query("select pg_advisory_xact_lock(hashtextextended($1, 1))")
        .bind(&person.identifier)
        .execute(&mut *other)
        .await
        .expect("the lock");
    let answer = citizen.confirms_on(&page, &[("mobile", "46 11 11 11")]).await;
    assert_eq!(answer.status, 503);
    let again = answer.form("main form");
    other.rollback().await.expect("the lock is free");
    citizen.sends(&again).await;
    assert_eq!(world.text_of(&person, "mobile").await.as_deref(), Some("+4746111111"));
}

#[tokio::test]
async fn a_switch_of_language_on_the_page_without_a_database_keeps_the_form() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let page = citizen.opens("/bekreft").await;
    let mut other = world.pool.begin().await.expect("a transaction");
    sqlx::query("lock table draft, sent_form").execute(&mut *other).await.expect("a locked door");
    let page = citizen.confirms_on(&page, &[("mobile", "46 22 22 22")]).await;
    assert_eq!(page.status, 503);
    let mut form = page.form("main form").with("lang", "en");
    form.action = page.attribute("nav.lang button[value=en]", "formaction").expect("a button of the form");
    let page = citizen.sends(&form).await;
    assert_eq!((page.status, page.heading().as_str()), (503, Tr::new(Locale::En).error_unavailable_title()));
    let again = page.form("main form");
    assert!(again.fields.contains(&("mobile".to_owned(), "46 22 22 22".to_owned())));
    assert_eq!(
        page.attribute("main form button", "name"),
        None,
        "trying again confirms, it does not switch language"
    );
    other.rollback().await.expect("the door opens");
    citizen.sends(&again).await;
    assert_eq!(world.text_of(&person, "mobile").await.as_deref(), Some("+4746222222"));
}

#[tokio::test]
async fn pages_that_lead_on_to_a_service_let_the_browser_go_there() {
    let services = "Nabo=https://nabo.example/".to_owned();
    let world = World::with(Options { return_urls: services, ..Options::default() }).await;
    let person = world.person().registered().await;
    let citizen = world.browser_of(&person);
    citizen.opens("/bekreft?gotoUrl=https://nabo.example/").await;
    let target = "form-action 'self' https://nabo.example;";
    assert!(citizen.opens("/testid").await.header("content-security-policy").contains(target));
    citizen.logs_in().await;
    let page = citizen.opens("/bekreft").await;
    let mut other = world.pool.begin().await.expect("a transaction");
    sqlx::query("lock table draft, sent_form").execute(&mut *other).await.expect("a locked door");
    let page = citizen.confirms_on(&page, &[]).await;
    assert_eq!(page.status, 503);
    assert!(page.header("content-security-policy").contains(target));
    assert!(!page.body.contains("nabo.example"));
}

#[tokio::test]
async fn a_test_environment_keeps_its_persons() {
    let world = World::with(Options { mode: Some(Mode::Test), ..Options::default() }).await;
    let page = world.stranger().opens("/testid").await;
    assert!(!page.body.contains("nullstill"));
    assert_eq!(world.stranger().asks("POST", "/testid/nullstill", &[]).await.status().as_u16(), 404);
}

#[test]
fn the_demo_does_not_start_where_something_else_was_meant() {
    for mode in ["production", "test"] {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_bekreft"))
            .env_clear()
            .env("BEKREFT_MODE", mode)
            .env("DATABASE_URL", "postgres://nobody@127.0.0.1:1/nothing")
            .output()
            .expect("the program runs");
        assert!(!output.status.success());
        assert!(String::from_utf8_lossy(&output.stderr).contains("did you mean bekreft serve?"), "{mode}");
    }
}
