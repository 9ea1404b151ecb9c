//! Login with a real provider, set up like ID-porten.

use serde_json::{Value, json};
use time::Duration;
use world::login::Typed;
use world::oidc::Provider;
use world::{Options, World};

const SERVICES: &str = "Skatteetaten=https://www.skatteetaten.no/";

async fn world(provider: &Provider) -> World {
    let return_urls = SERVICES.to_owned();
    World::with_provider_and(provider, Options { return_urls, ..Options::default() }).await
}

async fn level_of_session(world: &World) -> Vec<String> {
    sqlx::query_scalar("select level from session where person_identifier is not null")
        .fetch_all(&world.pool)
        .await
        .expect("sessions")
}

#[tokio::test]
async fn a_citizen_logs_in_confirms_and_arrives_at_the_service_she_came_from() {
    let provider = Provider::start();
    let world = world(&provider).await;
    let person = world.person().registered().await;
    let citizen = world.browser_of(&person);
    let way = "/bekreft?gotoUrl=https%3A%2F%2Fwww.skatteetaten.no%2Fskattekort";
    let back = citizen.logs_in_with(way, Typed::number(&person.identifier)).await;
    assert_eq!((back.status, back.location.as_deref()), (303, Some("/bekreft")));
    let page = citizen.opens("/bekreft").await;
    assert!(page.shows("Du er på vei til Skatteetaten"));
    assert_eq!(page.value("email"), person.email);
    let answer = citizen.confirms_on(&page, &[]).await;
    assert_eq!(answer.location.as_deref(), Some("https://www.skatteetaten.no/skattekort"));
}

#[tokio::test]
async fn a_citizen_who_is_not_due_leaves_after_one_request_with_a_session_and_without_a_press_without_one() {
    let provider = Provider::start();
    let world = world(&provider).await;
    let person = world.person().confirmed_days_ago(10).registered().await;
    let citizen = world.browser_of(&person);
    let way = "/bekreft?gotoUrl=https://www.skatteetaten.no/";
    citizen.logs_in_with(way, Typed::number(&person.identifier)).await;
    let answer = citizen.opens(way).await;
    assert_eq!(answer.location.as_deref(), Some("https://www.skatteetaten.no/"), "one request");
    // Our session is gone, the provider's is not: three redirects, and nothing to press.
    sqlx::query("delete from session").execute(&world.pool).await.expect("no sessions");
    let out = citizen.opens(way).await.location.expect("to the provider");
    let back = citizen.through_provider(&out, None).await;
    assert_eq!(citizen.opens(&back).await.location.as_deref(), Some("/bekreft"));
    assert_eq!(citizen.opens("/bekreft").await.location.as_deref(), Some("https://www.skatteetaten.no/"));
}

#[tokio::test]
async fn the_login_is_announced_with_all_that_id_porten_wants_and_nothing_goes_through_the_browser() {
    let provider = Provider::start();
    let world = world(&provider).await;
    let person = world.person().registered().await;
    let citizen = world.browser_of(&person);
    let page = citizen.opens("/bekreft?gotoUrl=https://www.skatteetaten.no/").await;
    let out = page.location.expect("to the provider");
    let query = out.split_once('?').expect("a query").1;
    let names: Vec<&str> = query.split('&').filter_map(|pair| pair.split('=').next()).collect();
    assert_eq!(names, ["client_id", "request_uri"]);
    let requests = provider.requests().await;
    let asked = requests.last().expect("it was announced");
    let field = |name: &str| asked[name].as_str().unwrap_or_default().to_owned();
    assert_eq!(field("redirect_uri"), format!("{}/logginn/retur", world.url()));
    assert_eq!(
        (field("response_type"), field("code_challenge_method"), field("scope"), field("acr_values")),
        ("code".into(), "S256".into(), "openid".into(), "idporten-loa-substantial".into())
    );
    assert_eq!(asked["ui_locales"], Value::Null, "she has chosen no language");
    assert!(field("state").len() >= 43 && field("nonce").len() >= 43 && field("code_challenge").len() == 43);
    let rows: Vec<String> = sqlx::query_scalar("select login_attempt::text from login_attempt")
        .fetch_all(&world.pool)
        .await
        .expect("the tries");
    assert!(rows.iter().all(|row| !row.contains(&field("state")) && !row.contains(&field("nonce"))));
}

#[tokio::test]
async fn the_cookie_changes_at_login_and_again_at_the_next_one() {
    let provider = Provider::start();
    let world = world(&provider).await;
    let person = world.person().registered().await;
    let citizen = world.browser_of(&person);
    let session = |cookies: Vec<String>| {
        let cookie = cookies.into_iter().find(|cookie| cookie.starts_with("bekreft=")).expect("a session");
        cookie.split(';').next().expect("its pair").to_owned()
    };
    let first = session(citizen.logs_in_with("/bekreft", Typed::number(&person.identifier)).await.cookies());
    let out = citizen.opens("/logginn?niva=hoyt").await.location.expect("to the provider");
    let back = citizen.through_provider(&out, Some(Typed::number(&person.identifier).high())).await;
    let second = session(citizen.opens(&back).await.cookies());
    assert_ne!(first, second);
    let thief = world.stranger();
    let answer = thief.asks("GET", "/bekreft", &[("cookie", &first)]).await;
    assert_eq!(answer.status().as_u16(), 303, "the old one opens nothing");
    assert_eq!(world.count("select count(*) from session").await, 1);
}

#[tokio::test]
async fn a_higher_level_is_asked_for_and_leads_back_to_the_same_step_with_everything_kept() {
    let provider = Provider::start();
    let world = world(&provider).await;
    let person = world.person().registered().await;
    let citizen = world.browser_of(&person);
    citizen.logs_in_with("/bekreft/endre", Typed::number(&person.identifier)).await;
    let page = citizen.opens("/bekreft/endre").await;
    let form = page.form("form#confirm").with("email", "ny@example.org").with("mobile", "12");
    let answer = citizen.sends(&form.with("action", "step-up")).await;
    let out = answer.location.expect("to the provider");
    let requests = provider.requests().await;
    assert_eq!(requests.last().expect("announced")["acr_values"], "idporten-loa-high");
    let back = citizen.through_provider(&out, Some(Typed::number(&person.identifier).high())).await;
    assert_eq!(citizen.opens(&back).await.location.as_deref(), Some("/bekreft/endre"));
    assert_eq!(level_of_session(&world).await, ["high"]);
    let page = citizen.opens("/bekreft/endre").await;
    assert_eq!((page.value("email").as_str(), page.value("mobile").as_str()), ("ny@example.org", "12"));
}

#[tokio::test]
async fn a_citizen_who_is_high_enough_is_not_sent_out_again() {
    let provider = Provider::start();
    let world = world(&provider).await;
    let person = world.person().registered().await;
    let citizen = world.browser_of(&person);
    citizen.logs_in_with("/bekreft", Typed::number(&person.identifier).high()).await;
    assert_eq!(citizen.opens("/logginn?niva=hoyt").await.location.as_deref(), Some("/bekreft"));
    assert_eq!(level_of_session(&world).await, ["high"]);
}

#[tokio::test]
async fn the_page_she_wanted_is_the_page_she_comes_back_to() {
    let provider = Provider::start();
    let world = world(&provider).await;
    let person = world.person().registered().await;
    for path in [
        "/bekreft",
        "/bekreft/endre",
        "/bekreft/kvittering",
        "/bekreft/kode/sms",
        "/bekreft/kode/epost",
        "/profil",
        "/profil/reservasjon",
        "/profil/sprak",
        "/profil/postkasse",
    ] {
        let citizen = world.browser_of(&person);
        let back = citizen.logs_in_with(path, Typed::number(&person.identifier)).await;
        assert_eq!(back.location.as_deref(), Some(path));
    }
}

#[tokio::test]
async fn a_login_may_come_back_to_another_instance() {
    let provider = Provider::start();
    let world = world(&provider).await;
    let settings = world::login::citizens_at(provider.issuer());
    let public_url = Some(world.url().to_owned());
    let other = World::with(Options {
        settings,
        public_url,
        database_url: Some(world.database_url().to_owned()),
        clock: Some(world.clock.clone()),
        ..Options::default()
    })
    .await;
    let person = world.person().registered().await;
    let citizen = world.browser_of(&person);
    let out = citizen.opens("/bekreft").await.location.expect("to the provider");
    let back = citizen.through_provider(&out, Some(Typed::number(&person.identifier))).await;
    let elsewhere = citizen.at(&other);
    let path = back.strip_prefix(world.url()).expect("our address");
    assert_eq!(elsewhere.opens(path).await.location.as_deref(), Some("/bekreft"));
    assert_eq!(citizen.opens("/bekreft").await.value("email"), person.email);
}

#[tokio::test]
async fn the_provider_may_change_its_key_at_any_time() {
    let provider = Provider::start();
    let world = world(&provider).await;
    let person = world.person().registered().await;
    for _ in 0..3 {
        let citizen = world.browser_of(&person);
        let back = citizen.logs_in_with("/bekreft", Typed::number(&person.identifier)).await;
        assert_eq!(back.location.as_deref(), Some("/bekreft"));
        provider.rotates().await;
        // Keys are not asked for more often than this.
        world.advance(Duration::seconds(6));
    }
}

#[tokio::test]
async fn our_own_key_is_changed_without_a_pause() {
    let provider = Provider::start();
    let (old, old_public) = bekreft::clients::oidc::ClientKey::generate("gammel").expect("a key");
    let (new, new_public) = bekreft::clients::oidc::ClientKey::generate("ny").expect("a key");
    let both = format!("{{\"keys\":[{new},{old}]}}");
    let mut settings = world::login::citizens_at(provider.issuer());
    settings[2].1 = both;
    let world = World::with(Options { settings, ..Options::default() }).await;
    let person = world.person().registered().await;
    // The provider knows the old one, then both, then the new one alone.
    let keys = |text: &str| serde_json::from_str::<Value>(text).expect("a set")["keys"][0].clone();
    let (old_public, new_public) = (keys(&old_public), keys(&new_public));
    for known in [vec![&old_public], vec![&old_public, &new_public], vec![&new_public]] {
        let client = json!({
            "client_id": "bekreft",
            "jwks": { "keys": known },
            "redirect_uris": [format!("{}/logginn/retur", world.url())],
        });
        provider.register(&client).await;
        let citizen = world.browser_of(&person);
        let back = citizen.logs_in_with("/bekreft", Typed::number(&person.identifier)).await;
        assert_eq!(back.location.as_deref(), Some("/bekreft"), "{known:?}");
    }
}

#[tokio::test]
async fn a_language_chosen_here_is_the_language_there() {
    let provider = Provider::start();
    let world = world(&provider).await;
    let person = world.person().registered().await;
    for tag in ["nb", "nn", "en"] {
        let citizen = world.browser_of(&person);
        citizen.opens(&format!("/?lang={tag}")).await;
        citizen.logs_in_with("/bekreft", Typed::number(&person.identifier)).await;
        let requests = provider.requests().await;
        assert_eq!(requests.last().expect("announced")["ui_locales"], tag);
        assert_eq!(citizen.opens("/bekreft").await.language(), tag);
    }
}

#[tokio::test]
async fn a_language_chosen_there_is_the_language_here() {
    let provider = Provider::start();
    let world = world(&provider).await;
    let person = world.person().registered().await;
    for (here, there, then) in [
        (None, "nn", "nn"),
        (None, "en", "en"),
        (Some("en"), "nb", "nb"),
        (Some("nn"), "en", "en"),
        (Some("nn"), "se", "nn"),
    ] {
        let citizen = world.browser_of(&person);
        if let Some(tag) = here {
            citizen.opens(&format!("/?lang={tag}")).await;
        }
        citizen.logs_in_with("/bekreft", Typed::number(&person.identifier).in_language(there)).await;
        assert_eq!(citizen.opens("/bekreft").await.language(), then, "{here:?} {there}");
    }
}

#[tokio::test]
async fn a_language_chosen_nowhere_is_that_of_the_register() {
    let provider = Provider::start();
    let world = world(&provider).await;
    let person = world.person().language("nn").registered().await;
    let citizen = world.browser_of(&person);
    citizen.logs_in_with("/bekreft", Typed::number(&person.identifier)).await;
    assert_eq!(citizen.opens("/bekreft").await.language(), "nn");
}

#[tokio::test]
async fn every_login_is_noted_with_time_result_address_and_session_and_without_the_person() {
    let provider = Provider::start();
    let world = world(&provider).await;
    let person = world.person().registered().await;
    let citizen = world.browser_of(&person);
    citizen.logs_in_with("/bekreft", Typed::number(&person.identifier)).await;
    let lines: Vec<String> = sqlx::query_scalar(
        "select concat_ws(' ', kind, action, result, address, length(sid), support_code) from login_event",
    )
    .fetch_all(&world.pool)
    .await
    .expect("notes");
    let code = citizen.opens("/bekreft").await.support_code();
    assert_eq!(lines, [format!("citizen login ok 127.0.0.1 43 {code}")]);
    let rows: Vec<String> = sqlx::query_scalar("select login_event::text from login_event")
        .fetch_all(&world.pool)
        .await
        .expect("notes");
    assert!(rows.iter().all(|row| !row.contains(&person.identifier)));
}

#[tokio::test]
async fn operators_see_how_many_got_in_and_what_stood_in_the_way_of_the_others() {
    let provider = Provider::start();
    let world = world(&provider).await;
    let person = world.person().registered().await;
    for _ in 0..2 {
        let citizen = world.browser_of(&person);
        citizen.logs_in_with("/bekreft", Typed::number(&person.identifier)).await;
    }
    let citizen = world.browser_of(&person);
    let out = citizen.opens("/bekreft").await.location.expect("to the provider");
    citizen.opens(&citizen.gives_up_at_provider(&out).await).await;
    let metrics = world.metrics().await;
    for line in [
        "bekreft_logins_last_hour{kind=\"citizen\",action=\"login\",result=\"ok\"} 2",
        "bekreft_logins_last_hour{kind=\"citizen\",action=\"login\",result=\"cancelled\"} 1",
    ] {
        assert!(metrics.contains(line), "{line}: {metrics}");
    }
}

#[tokio::test]
async fn test_persons_are_still_there_beside_the_provider_and_only_outside_production() {
    let provider = Provider::start();
    let world = world(&provider).await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    assert_eq!(citizen.opens("/bekreft").await.value("email"), person.email);
}
