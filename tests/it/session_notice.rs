//! The end of a session is said in time, and staying logged in loses nothing.

use serde_json::Value;
use time::Duration;
use world::issuer::Issuer;
use world::login::Typed;
use world::oidc::Provider;
use world::{Citizen, Fetched, World};

/// Minutes and seconds until the first notice.
fn until_first(page: &Fetched) -> (i64, i64) {
    let number = |name| page.attribute("#session", name).expect("a notice").parse().expect("a number");
    (number("data-minutes"), number("data-seconds"))
}

async fn citizen_of(world: &World) -> Citizen {
    let person = world.person().registered().await;
    world.citizen(&person).await
}

#[tokio::test]
async fn every_personal_page_says_when_the_session_ends_and_public_ones_do_not() {
    let world = World::start().await;
    let citizen = citizen_of(&world).await;
    for path in ["/bekreft", "/bekreft/endre", "/bekreft/kvittering", "/bekreft/kode/sms"] {
        let page = citizen.opens(path).await;
        assert!(page.text(".session-first").starts_with("Du blir logget ut klokken "), "{path}");
        assert!([(24, 50), (25, 0)].contains(&until_first(&page)), "{path}: {:?}", until_first(&page));
    }
    for path in ["/", "/hjelp/duplikat", "/testid", "/utlogget", "/finnes-ikke"] {
        assert_eq!(citizen.opens(path).await.attribute("#session", "id"), None, "{path}");
    }
}

#[tokio::test]
async fn the_clock_on_the_notice_is_the_one_on_the_wall_in_each_language() {
    let world = World::start().await;
    let citizen = citizen_of(&world).await;
    for (tag, words) in [
        ("nb", "Du blir logget ut klokken "),
        ("nn", "Du blir logga ut klokka "),
        ("en", "You will be logged out at "),
    ] {
        let page = citizen.opens(&format!("/bekreft?lang={tag}")).await;
        let text = page.text(".session-first");
        assert!(text.starts_with(words), "{text}");
        let end = bekreft_domain::oslo::to_local(world.now() + Duration::minutes(30));
        let minute = format!("{:02}", end.minute());
        let before = format!("{:02}", (end - Duration::minutes(1)).minute());
        assert!(text.contains(&minute) || text.contains(&before), "{text}: {minute}");
    }
}

#[tokio::test]
async fn the_notice_counts_from_when_the_session_was_last_used() {
    let world = World::start().await;
    let citizen = citizen_of(&world).await;
    citizen.opens("/bekreft").await;
    world.advance(Duration::seconds(40));
    // Use is noted once a minute, so this visit has not made the session live longer.
    let (minutes, seconds) = until_first(&citizen.opens("/bekreft").await);
    assert!(minutes == 24 && (10..=20).contains(&seconds), "{minutes}:{seconds}");
    world.advance(Duration::minutes(10));
    assert!(until_first(&citizen.opens("/bekreft").await) >= (24, 50));
}

#[tokio::test]
async fn near_its_last_end_the_notice_offers_a_new_login_instead() {
    let world = World::start().await;
    let citizen = citizen_of(&world).await;
    for _ in 0..4 {
        world.advance(Duration::minutes(25));
        citizen.opens("/bekreft").await;
    }
    let page = citizen.opens("/bekreft").await;
    let (minutes, _) = until_first(&page);
    assert!((13..=15).contains(&minutes), "{minutes}");
    assert!(page.text(".session-first").starts_with("Du har vært innlogget lenge"));
    assert_eq!(page.text("#session button"), "Logg inn på nytt");
}

#[tokio::test]
async fn staying_logged_in_without_script_keeps_what_is_typed() {
    let world = World::start().await;
    let citizen = citizen_of(&world).await;
    for place in ["/bekreft", "/bekreft/endre"] {
        let page = citizen.opens(place).await;
        assert_eq!(page.attribute("#session button", "form").as_deref(), Some("confirm"));
        world.advance(Duration::minutes(27));
        let form = page.form("form#confirm").with("email", "ny@example.org").with("mobile", "12");
        let answer = citizen.sends(&form.with("action", "extend")).await;
        assert_eq!((answer.status, answer.location.as_deref()), (303, Some(place)));
        world.advance(Duration::minutes(27));
        let page = citizen.opens(place).await;
        assert_eq!((page.value("email").as_str(), page.value("mobile").as_str()), ("ny@example.org", "12"));
    }
}

#[tokio::test]
async fn staying_logged_in_leads_back_to_the_page_and_nowhere_else() {
    let world = World::start().await;
    let citizen = citizen_of(&world).await;
    for path in ["/bekreft/kvittering", "/bekreft/kode/sms", "/bekreft/kode/epost"] {
        let form = citizen.opens(path).await.form("#session form");
        assert_eq!(citizen.sends(&form).await.location.as_deref(), Some(path));
        for elsewhere in ["https://ond.example/", "//ond.example", "/loggut", "/\\ond.example", ""] {
            let answer = citizen.sends(&form.clone().with("page", elsewhere)).await;
            assert_eq!(answer.location.as_deref(), Some("/bekreft"), "{elsewhere}");
        }
    }
}

#[tokio::test]
async fn script_gets_the_next_notice_and_stays_on_the_page() {
    let world = World::start().await;
    let citizen = citizen_of(&world).await;
    let form = citizen.opens("/bekreft/kvittering").await.form("#session form");
    world.advance(Duration::minutes(26));
    let answer = citizen.sends_with(&form, &[("accept", "application/json")]).await;
    assert_eq!(answer.status, 200);
    let next: Value = serde_json::from_str(&answer.body).expect("JSON");
    assert!(next["minutes"] == 25 || next["minutes"] == 24, "{next}");
    assert!(next["done"].as_str().is_some_and(|text| text.starts_with("Du er innlogget til klokken ")));
    assert_eq!(next["button"], "Fortsett å være innlogget");
    world.advance(Duration::minutes(26));
    assert_eq!(citizen.opens("/bekreft").await.status, 200);
}

#[tokio::test]
async fn a_session_that_is_over_cannot_be_made_to_live_and_what_was_typed_waits() {
    let world = World::start().await;
    let citizen = citizen_of(&world).await;
    let page = citizen.opens("/bekreft").await;
    let notice = citizen.opens("/bekreft/kvittering").await.form("#session form");
    world.advance(Duration::minutes(31));
    assert_eq!(citizen.sends(&notice).await.status, 401);
    assert_eq!(citizen.sends_with(&notice, &[("accept", "application/json")]).await.status, 401);
    let form = page.form("form#confirm").with("email", "ny@example.org").with("action", "extend");
    let answer = citizen.sends(&form).await;
    assert_eq!((answer.status, answer.heading().as_str()), (401, "Økten er utløpt"));
    citizen.logs_in().await;
    assert_eq!(citizen.opens("/bekreft").await.value("email"), "ny@example.org");
}

#[tokio::test]
async fn two_hours_are_followed_by_a_new_login_with_everything_kept() {
    let provider = Provider::start();
    let world = World::with_provider(&provider).await;
    let person = world.person().registered().await;
    let citizen = world.browser_of(&person);
    citizen.logs_in_with("/bekreft/endre", Typed::number(&person.identifier)).await;
    sqlx::query("update session set expires_at = $1")
        .bind(world.now() + Duration::minutes(4))
        .execute(&world.pool)
        .await
        .expect("she has been logged in for long");
    let page = citizen.opens("/bekreft/endre").await;
    assert_eq!(until_first(&page), (0, 0), "it is said at once");
    let form = page.form("form#confirm").with("email", "ny@example.org").with("action", "extend");
    let out = citizen.sends(&form).await.location.expect("to the provider");
    assert!(out.starts_with(provider.issuer()), "{out}");
    let back = citizen.through_provider(&out, None).await;
    assert_eq!(citizen.opens(&back).await.location.as_deref(), Some("/bekreft/endre"));
    assert_eq!(citizen.opens("/bekreft/endre").await.value("email"), "ny@example.org");
}

#[tokio::test]
async fn a_page_that_comes_in_the_last_minutes_says_all_of_it_in_time() {
    let world = World::start().await;
    let citizen = citizen_of(&world).await;
    for (left, late) in [(290, 10), (200, 100), (65, 240), (20, 280)] {
        sqlx::query("update session set expires_at = $1")
            .bind(world.now() + Duration::seconds(left))
            .execute(&world.pool)
            .await
            .expect("near its end");
        let page = citizen.opens("/bekreft/kvittering").await;
        let said: i64 =
            page.attribute("#session", "data-late").expect("it is late").parse().expect("a number");
        assert!((late..=late + 10).contains(&said), "{left}: {said}");
        assert_eq!(until_first(&page), (0, 0));
    }
}

#[tokio::test]
async fn script_that_cannot_stay_is_told_so_and_nothing_is_begun() {
    let world = World::start().await;
    let citizen = citizen_of(&world).await;
    let form = citizen.opens("/bekreft/kvittering").await.form("#session form");
    sqlx::query("update session set expires_at = $1")
        .bind(world.now() + Duration::minutes(4))
        .execute(&world.pool)
        .await
        .expect("near its last end");
    let answer = citizen.sends_with(&form, &[("accept", "application/json")]).await;
    assert_eq!((answer.status, answer.cookies().len()), (409, 0));
    assert_eq!(citizen.opens("/bekreft/kvittering").await.status, 200, "still logged in");
}

#[tokio::test]
async fn what_she_typed_before_she_logged_in_anew_in_another_tab_is_kept_and_not_carried_out() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    for place in ["/bekreft", "/bekreft/endre"] {
        let tab = citizen.opens(place).await;
        citizen.logs_in().await;
        let answer = citizen.confirms_on(&tab, &[("email", "ny@example.org"), ("mobile", "12")]).await;
        assert_eq!((answer.status, answer.location.as_deref()), (303, Some("/bekreft/endre")));
        assert!(world.changes(&person).await.is_empty(), "a form of an earlier login changes nothing");
        let page = citizen.opens("/bekreft/endre").await;
        assert_eq!((page.value("email").as_str(), page.value("mobile").as_str()), ("ny@example.org", "12"));
    }
}

#[tokio::test]
async fn a_form_that_only_says_whose_it_is_is_not_taken() {
    let world = World::start().await;
    let (person, other) = (world.person().registered().await, world.person().registered().await);
    let citizen = world.citizen(&person).await;
    let form = citizen.opens("/bekreft").await.form("form#confirm").with("action", "confirm");
    let foreign = world.citizen(&other).await.opens("/bekreft").await.attribute("input[name=owner]", "value");
    for owner in ["", "x", &foreign.expect("a mark")] {
        let wrong = form.clone().with("csrf", "x").with("owner", owner).with("email", "ond@example.org");
        assert_eq!(citizen.sends(&wrong).await.status, 403, "{owner}");
    }
    let stolen = form.with("csrf", "x").with("email", "ond@example.org");
    assert_eq!(citizen.sends_with(&stolen, &[("sec-fetch-site", "cross-site")]).await.status, 403);
    assert_eq!(citizen.opens("/bekreft").await.value("email"), person.email);
}

#[tokio::test]
async fn a_new_login_asks_for_no_less_than_the_one_before() {
    let issuer = Issuer::start().await;
    let world = issuer.world().await;
    let person = world.person().registered().await;
    let citizen = world.stranger();
    issuer
        .lets_in(&world, &citizen, &person.identifier, async |mut it| {
            it["acr"] = "idporten-loa-high".into();
            issuer.key.sign(&it)
        })
        .await;
    let form = citizen.opens("/bekreft/kvittering").await.form("#session form");
    sqlx::query("update session set expires_at = $1")
        .bind(world.now() + Duration::minutes(2))
        .execute(&world.pool)
        .await
        .expect("near its end");
    assert_eq!(citizen.sends(&form).await.status, 303);
    assert_eq!(issuer.announced("acr_values").await.as_deref(), Some("idporten-loa-high"));
}
