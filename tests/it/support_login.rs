//! Support staff log in with a client, a cookie and a session of their own.

use bekreft::config::Mode;
use bekreft::i18n::{Locale, Tr};
use serde_json::{Value, json};
use world::login::{ORGANISATION, RESOURCE, Typed};
use world::oidc::Provider;
use world::{Citizen, Fetched, Options, World};

/// What Ansattporten says of somebody who acts for an organisation.
fn grant(organisation: &str, resource: &str) -> Value {
    json!([{
        "type": "ansattporten:altinn:resource",
        "resource": format!("urn:altinn:resource:{resource}"),
        "resource_name": "Støttekonsollen",
        "authorized_parties": [{
            "orgno": { "authority": "iso6523-actorid-upis", "ID": format!("0192:{organisation}") },
            "resource": resource, "name": "SJENERT STOLT TIGER AS", "unit_type": "AS",
        }],
    }])
}

async fn logs_in(world: &World, provider: &Provider, details: Value) -> (Citizen, Fetched) {
    provider.settings(&json!({ "authorization_details": details })).await;
    let person = world.person().registered().await;
    let worker = world.stranger();
    let answer = worker.logs_in_with("/stotte/logginn", Typed::number(&person.identifier).high()).await;
    (worker, answer)
}

#[tokio::test]
async fn somebody_of_support_logs_in_and_out() {
    let provider = Provider::start();
    let world = World::with_provider(&provider).await;
    assert_eq!(world.stranger().opens("/stotte").await.location.as_deref(), Some("/stotte/logginn"));
    let (worker, answer) = logs_in(&world, &provider, grant(ORGANISATION, RESOURCE)).await;
    assert_eq!((answer.status, answer.location.as_deref()), (303, Some("/stotte")));
    let requests = provider.requests().await;
    let asked = requests.last().expect("announced");
    assert_eq!(
        (asked["client_id"].as_str(), asked["acr_values"].as_str()),
        (Some("bekreft-stotte"), Some("high"))
    );
    let details = asked["authorization_details"].as_str().expect("details");
    assert!(
        details.contains("urn:altinn:resource:bekreft-stotte")
            && details.contains("representation_is_required")
    );
    for locale in Locale::ALL {
        let tr = Tr::new(locale);
        let page = worker.opens(&format!("/stotte?lang={}", locale.tag())).await;
        assert_eq!(page.heading(), tr.support_title());
        assert!(page.shows(&tr.support_signed_in(ORGANISATION)));
    }
    let form = worker.opens("/stotte").await.form("form[action='/stotte/loggut']");
    let page = worker.sends(&form).await;
    assert_eq!(page.heading(), Tr::new(Locale::En).logging_out_title());
    assert!(page.shows("Log out of Ansattporten too"));
    assert!(page.form("form[data-send]").fields.iter().any(|(_, value)| value.ends_with("/stotte/utlogget")));
    assert_eq!(world.count("select count(*) from support_session").await, 0);
    assert_eq!(worker.opens("/stotte").await.status, 303);
}

#[tokio::test]
async fn who_has_the_second_resource_too_is_an_approver_and_without_the_setting_nobody_is() {
    const APPROVER: &str = "bekreft-godkjenner";
    let provider = Provider::start();
    let both = |organisation: &str| {
        let (first, second) = (grant(ORGANISATION, RESOURCE), grant(organisation, APPROVER));
        json!([first[0], second[0]])
    };
    let settings = vec![("ANSATTPORTEN_APPROVER_RESOURCE", APPROVER.to_owned())];
    let options = Options { settings, ..Options::default() };
    let world = World::with_provider_and(&provider, options).await;
    let plain = World::with_provider(&provider).await;
    let tr = Tr::new(Locale::Nb);
    for (world, details, expected) in [
        (&world, both(ORGANISATION), tr.desk_role_approver()),
        (&world, both("313409953"), tr.desk_role_viewer()),
        (&world, grant(ORGANISATION, RESOURCE), tr.desk_role_viewer()),
        (&plain, both(ORGANISATION), tr.desk_role_viewer()),
    ] {
        world.is_known_to(&provider).await;
        let (worker, _) = logs_in(world, &provider, details.clone()).await;
        assert_eq!(worker.opens("/stotte").await.text("#role"), expected, "{details}");
    }
    world.is_known_to(&provider).await;
    let (_, page) = logs_in(&world, &provider, grant(ORGANISATION, APPROVER)).await;
    assert_eq!(page.status, 403, "the second alone opens nothing");
    let asked = provider.requests().await;
    let details =
        asked.last().and_then(|asked| asked["authorization_details"].as_str()).expect("details").to_owned();
    let details: Value = serde_json::from_str(&details).expect("JSON");
    assert_eq!(details[0]["representation_is_required"], true);
    assert_eq!(details[1]["resource"], format!("urn:altinn:resource:{APPROVER}"));
    assert_eq!(details[1]["representation_is_required"], false);
}

#[tokio::test]
async fn an_employee_of_another_organisation_or_without_the_resource_is_not_support() {
    let provider = Provider::start();
    let world = World::with_provider(&provider).await;
    for details in [
        json!([]),
        grant("313409953", RESOURCE),
        grant(ORGANISATION, "another-resource"),
        grant(&format!("{ORGANISATION}0"), RESOURCE),
        json!([{ "type": "ansattporten:orgno", "orgno": { "ID": format!("0192:{ORGANISATION}") } }]),
    ] {
        let (worker, page) = logs_in(&world, &provider, details.clone()).await;
        assert_eq!(
            (page.status, page.heading().as_str()),
            (403, "Du har ikke tilgang til støttekonsollen"),
            "{details}"
        );
        assert_eq!(page.attribute("main a.ds-button", "href").as_deref(), Some("/stotte/logginn?pa-nytt"));
        assert_eq!(worker.opens("/stotte").await.status, 303);
    }
    assert_eq!(world.count("select count(*) from support_session").await, 0);
}

#[tokio::test]
async fn support_proves_at_the_higher_level_who_she_is() {
    let provider = Provider::start();
    let world = World::with_provider(&provider).await;
    provider.settings(&json!({ "authorization_details": grant(ORGANISATION, RESOURCE) })).await;
    let person = world.person().registered().await;
    let worker = world.stranger();
    let page = worker.logs_in_with("/stotte/logginn", Typed::number(&person.identifier)).await;
    assert_eq!((page.status, page.heading().as_str()), (403, "Du må logge inn på et høyere sikkerhetsnivå"));
}

#[tokio::test]
async fn a_citizens_session_opens_no_console_and_the_other_way_round() {
    let provider = Provider::start();
    let world = World::with_provider(&provider).await;
    let person = world.person().registered().await;
    let citizen = world.browser_of(&person);
    let cookies = citizen.logs_in_with("/bekreft", Typed::number(&person.identifier).high()).await.cookies();
    assert_eq!(citizen.opens("/stotte").await.location.as_deref(), Some("/stotte/logginn"));
    let token = |cookies: &[String], name: &str| {
        let cookie = cookies.iter().find(|cookie| cookie.starts_with(name)).expect("a session").clone();
        cookie.split(['=', ';']).nth(1).expect("a value").to_owned()
    };
    let borrowed = format!("bekreft-support={}", token(&cookies, "bekreft="));
    let answer = world.stranger().asks("GET", "/stotte", &[("cookie", &borrowed)]).await;
    assert_eq!(answer.status().as_u16(), 303, "not by another name either");
    let (_, answer) = logs_in(&world, &provider, grant(ORGANISATION, RESOURCE)).await;
    let borrowed = format!("bekreft={}", token(&answer.cookies(), "bekreft-support="));
    let answer = world.stranger().asks("GET", "/bekreft", &[("cookie", &borrowed)]).await;
    assert_eq!(answer.status().as_u16(), 303);
}

#[tokio::test]
async fn an_answer_meant_for_the_one_login_does_not_open_the_other() {
    let provider = Provider::start();
    let world = World::with_provider(&provider).await;
    provider.settings(&json!({ "authorization_details": grant(ORGANISATION, RESOURCE) })).await;
    let person = world.person().registered().await;
    let browser = world.browser_of(&person);
    let out = browser.opens("/bekreft").await.location.expect("to the provider");
    let back = browser.through_provider(&out, Some(Typed::number(&person.identifier).high())).await;
    let mixed = back.replace("/logginn/retur", "/stotte/logginn/retur");
    assert_eq!(browser.opens(&mixed).await.status, 400);
    let out = browser.opens("/stotte/logginn").await.location.expect("to the provider");
    let back = browser.through_provider(&out, None).await;
    assert_eq!(browser.opens(&back.replace("/stotte", "")).await.status, 400);
    assert_eq!(world.count("select count(*) from session").await, 0);
    assert_eq!(world.count("select count(*) from support_session").await, 0);
}

#[tokio::test]
async fn a_logout_at_the_provider_ends_the_console_too() {
    let provider = Provider::start();
    let world = World::with_provider(&provider).await;
    let (worker, _) = logs_in(&world, &provider, grant(ORGANISATION, RESOURCE)).await;
    assert_eq!(worker.opens("/stotte").await.status, 200);
    provider.ends_all_sessions().await;
    assert_eq!(worker.opens("/stotte").await.status, 303);
    let (worker, _) = logs_in(&world, &provider, grant(ORGANISATION, RESOURCE)).await;
    let sid: String = sqlx::query_scalar("select sid from support_session")
        .fetch_one(&world.pool)
        .await
        .expect("a session");
    let frame = |path: &str| format!("{path}/loggut/frontkanal?iss={}/&sid={sid}", provider.issuer());
    world.stranger().asks("GET", &frame(""), &[]).await;
    assert_eq!(worker.opens("/stotte").await.status, 200, "that was the citizens' channel");
    world.stranger().asks("GET", &frame("/stotte"), &[]).await;
    assert_eq!(worker.opens("/stotte").await.status, 303);
}

#[tokio::test]
async fn the_console_is_left_alone_for_half_an_hour_and_is_closed() {
    let provider = Provider::start();
    let world = World::with_provider(&provider).await;
    let (worker, _) = logs_in(&world, &provider, grant(ORGANISATION, RESOURCE)).await;
    world.advance(time::Duration::minutes(29));
    assert_eq!(worker.opens("/stotte").await.status, 200);
    world.advance(time::Duration::minutes(31));
    assert_eq!(worker.opens("/stotte").await.status, 303);
}

#[tokio::test]
async fn the_demo_lets_anybody_try_the_console_and_is_closed_where_ansattporten_is_set_up() {
    let world = World::start().await;
    let worker = world.stranger();
    assert_eq!(worker.opens("/stotte/logginn").await.location.as_deref(), Some("/testid/stotte"));
    let form = worker.opens("/testid/stotte").await.form("main form");
    assert_eq!(worker.sends(&form).await.location.as_deref(), Some("/stotte"));
    let page = worker.opens("/stotte").await;
    assert_eq!(page.heading(), "Støttekonsollen");
    let out = worker.sends(&page.form("form[action='/stotte/loggut']")).await;
    assert_eq!(out.location.as_deref(), Some("/stotte/utlogget"));
    assert_eq!(worker.opens("/stotte").await.status, 303);
    let provider = Provider::start();
    let world = World::with_provider(&provider).await;
    assert_eq!(world.stranger().opens("/testid/stotte").await.status, 404);
}

/// What production needs beside a login for citizens.
pub fn production() -> Vec<(&'static str, String)> {
    vec![
        ("BEKREFT_CODE_KEYS", "1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=".to_owned()),
        ("SMS_PROVIDER", "kannel".to_owned()),
        ("KANNEL_URL", "http://127.0.0.1:9/cgi-bin/sendsms".to_owned()),
        ("KANNEL_USER", "u".to_owned()),
        ("KANNEL_PASSWORD", "p".to_owned()),
        ("MASKINPORTEN_ISSUER", "https://maskinporten.example/".to_owned()),
        ("SMTP_URL", "smtp://localhost:25".to_owned()),
        ("SMTP_FROM", "Kontaktregisteret <ikke-svar@example.no>".to_owned()),
    ]
}

#[tokio::test]
async fn production_without_ansattporten_has_no_console() {
    let settings = world::login::citizens_at("https://idporten.no");
    let world = World::with(Options {
        mode: Some(Mode::Production),
        public_url: Some("https://bekreft.example".to_owned()),
        settings: settings.into_iter().chain(production()).collect(),
        ..Options::default()
    })
    .await;
    for locale in Locale::ALL {
        let page = world.stranger().opens(&format!("/stotte/logginn?lang={}", locale.tag())).await;
        let tr = Tr::new(locale);
        assert_eq!((page.status, page.heading().as_str()), (404, tr.support_closed_title()));
        assert!(page.shows(tr.support_closed_text()));
    }
    for path in ["/testid", "/testid/stotte", "/innboks", "/testid/tjeneste", "/testid/scenario"] {
        assert_eq!(world.stranger().opens(path).await.status, 404, "{path}: nothing of the demo");
    }
}
