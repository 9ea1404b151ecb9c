//! What can stand between a citizen and her login: a page in her language with a way on, and never a loop.

use bekreft::i18n::{Locale, Tr};
use time::Duration;
use world::login::Typed;
use world::oidc::Provider;
use world::{Fetched, Options, World};

pub const SERVICE: &str = "/bekreft?gotoUrl=https://www.skatteetaten.no/";

pub fn options() -> Options {
    Options { return_urls: "Skatteetaten=https://www.skatteetaten.no/".to_owned(), ..Options::default() }
}

async fn world(provider: &Provider) -> World {
    World::with_provider_and(provider, options()).await
}

/// A page that says what is wrong, and has a button and the way to the service.
pub fn says(page: &Fetched, status: u16, heading: &str) {
    assert_eq!((page.status, page.heading().as_str()), (status, heading));
    assert_eq!(page.text("main a.ds-button"), "Logg inn på nytt", "{heading}");
    assert!(page.cookies().iter().all(|cookie| !cookie.starts_with("bekreft=")), "{heading}: no session");
}

pub fn leads_on_to_the_service(page: &Fetched) {
    assert!(page.shows("Gå videre til Skatteetaten"), "{}", page.heading());
    assert_eq!(
        page.attribute("main a[href^='https']", "href").as_deref(),
        Some("https://www.skatteetaten.no/")
    );
}

#[tokio::test]
async fn a_citizen_who_gives_up_may_try_again_or_go_on_to_her_service() {
    let provider = Provider::start();
    let world = world(&provider).await;
    let person = world.person().registered().await;
    let citizen = world.browser_of(&person);
    let out = citizen.opens(SERVICE).await.location.expect("to the provider");
    let page = citizen.opens(&citizen.gives_up_at_provider(&out).await).await;
    says(&page, 200, "Innloggingen ble avbrutt");
    leads_on_to_the_service(&page);
    // Trying again remembers where she was going.
    let again = page.attribute("main a.ds-button", "href").expect("a way on");
    citizen.logs_in_with(&again, Typed::number(&person.identifier)).await;
    assert!(citizen.opens("/bekreft").await.shows("Du er på vei til Skatteetaten"));
}

#[tokio::test]
async fn a_citizen_who_gives_up_on_a_higher_level_goes_on_where_she_was() {
    let provider = Provider::start();
    let world = world(&provider).await;
    let person = world.person().registered().await;
    let citizen = world.browser_of(&person);
    citizen.logs_in_with("/bekreft/endre", Typed::number(&person.identifier)).await;
    let form = citizen.opens("/bekreft/endre").await.form("form#confirm").with("email", "ny@example.org");
    let out = citizen.sends(&form.with("action", "step-up")).await.location.expect("to the provider");
    let page = citizen.opens(&citizen.gives_up_at_provider(&out).await).await;
    assert_eq!(page.attribute("main a.ds-button", "href").as_deref(), Some("/logginn?niva=hoyt"));
    assert_eq!(page.attribute("main a.ds-link", "href").as_deref(), Some("/bekreft/endre"));
    assert_eq!(citizen.opens("/bekreft/endre").await.value("email"), "ny@example.org", "still logged in");
    // Trying again leads to the same step too.
    let back = citizen.logs_in_with("/logginn?niva=hoyt", Typed::number(&person.identifier).high()).await;
    assert_eq!(back.location.as_deref(), Some("/bekreft/endre"));
    assert_eq!(citizen.opens("/bekreft/endre").await.value("email"), "ny@example.org");
}

#[tokio::test]
async fn a_try_that_came_to_nothing_is_forgotten_when_a_later_one_succeeds() {
    let provider = Provider::start();
    let world = world(&provider).await;
    let person = world.person().confirmed_days_ago(1).registered().await;
    let citizen = world.browser_of(&person);
    let out = citizen.opens(SERVICE).await.location.expect("to the provider");
    citizen.opens(&citizen.gives_up_at_provider(&out).await).await;
    citizen.logs_in_with("/bekreft/endre", Typed::number(&person.identifier)).await;
    sqlx::query("delete from session").execute(&world.pool).await.expect("later that hour");
    let out = citizen.opens("/logginn").await.location.expect("to the provider");
    let back = citizen.through_provider(&out, None).await;
    assert_eq!(citizen.opens(&back).await.location.as_deref(), Some("/bekreft"));
    assert_eq!(citizen.opens("/bekreft").await.location.as_deref(), Some("/bekreft/kvittering"));
}

#[tokio::test]
async fn a_level_that_is_too_low_is_explained() {
    let provider = Provider::start();
    let world = world(&provider).await;
    let person = world.person().registered().await;
    let citizen = world.browser_of(&person);
    let back = citizen.logs_in_with("/logginn?niva=hoyt", Typed::number(&person.identifier)).await;
    says(&back, 403, "Du må logge inn på et høyere sikkerhetsnivå");
    // Her login there still holds, so that it must ask her anew.
    let again = back.attribute("main a.ds-button", "href").expect("a way on");
    assert_eq!(again, "/logginn?niva=hoyt&pa-nytt");
    assert_eq!(
        back.texts("main a.ds-link").len(),
        1,
        "she was nowhere to go back to, but there is the front page"
    );
    citizen.logs_in_with(&again, Typed::number(&person.identifier).high()).await;
    assert_eq!(citizen.opens("/bekreft").await.value("email"), person.email);
}

#[tokio::test]
async fn clocks_that_differ_are_our_fault_and_the_operator_is_told_by_how_much() {
    let provider = Provider::start();
    let world = world(&provider).await;
    let person = world.person().registered().await;
    let citizen = world.browser_of(&person);
    let out = citizen.opens(SERVICE).await.location.expect("to the provider");
    let back = citizen.through_provider(&out, Some(Typed::number(&person.identifier))).await;
    world.advance(Duration::seconds(-45));
    let page = citizen.opens(&back).await;
    says(&page, 503, "Innloggingen virker ikke akkurat nå");
    leads_on_to_the_service(&page);
    let code = page.support_code();
    let log = world::log::heard();
    let line = log.lines().find(|line| line.contains(&code)).expect("it is logged with the support code");
    assert!(line.contains("ERROR") && line.contains("seconds=4"), "{line}");
}

#[tokio::test]
async fn a_clock_that_is_far_off_is_told_from_a_key_that_is_not_known() {
    let provider = Provider::start();
    let world = world(&provider).await;
    world.advance(Duration::minutes(-10));
    let page = world.stranger().opens(SERVICE).await;
    says(&page, 503, "Innloggingen virker ikke akkurat nå");
    let log = world::log::heard();
    let line = log.lines().find(|line| line.contains(&page.support_code())).expect("it is logged");
    assert!(line.contains("seconds=60") || line.contains("seconds=59"), "{line}");
}

#[tokio::test]
async fn an_answer_is_good_for_one_time() {
    let provider = Provider::start();
    let world = world(&provider).await;
    let person = world.person().registered().await;
    let citizen = world.browser_of(&person);
    let out = citizen.opens(SERVICE).await.location.expect("to the provider");
    let back = citizen.through_provider(&out, Some(Typed::number(&person.identifier))).await;
    assert_eq!(citizen.opens(&back).await.location.as_deref(), Some("/bekreft"));
    // A reload of somebody who is logged in goes on; it opens no other session.
    assert_eq!(citizen.opens(&back).await.location.as_deref(), Some("/bekreft"));
    assert_eq!(world.count("select count(*) from session").await, 1);
    sqlx::query("delete from session").execute(&world.pool).await.expect("somebody else ended it");
    says(&citizen.opens(&back).await, 400, "Denne innloggingen er allerede brukt");
    assert_eq!(world.count("select count(*) from session").await, 0);
}

#[tokio::test]
async fn sixteen_copies_of_an_answer_open_one_session() {
    let provider = Provider::start();
    let world = world(&provider).await;
    let person = world.person().registered().await;
    let citizen = world.browser_of(&person);
    let out = citizen.opens("/bekreft").await.location.expect("to the provider");
    let back = citizen.through_provider(&out, Some(Typed::number(&person.identifier))).await;
    let answers = futures_util::future::join_all((0..16).map(|_| citizen.asks("GET", &back, &[]))).await;
    let let_in = answers.iter().filter(|it| {
        it.headers()
            .get_all("set-cookie")
            .iter()
            .any(|cookie| cookie.to_str().is_ok_and(|cookie| cookie.starts_with("bekreft=")))
    });
    assert_eq!(let_in.count(), 1);
    assert_eq!(world.count("select count(*) from session").await, 1);
}

#[tokio::test]
async fn a_code_that_was_redeemed_before_is_refused_by_the_provider_and_explained() {
    let provider = Provider::start();
    let world = world(&provider).await;
    let person = world.person().registered().await;
    let citizen = world.browser_of(&person);
    let out = citizen.opens("/bekreft").await.location.expect("to the provider");
    let back = citizen.through_provider(&out, Some(Typed::number(&person.identifier))).await;
    citizen.opens(&back).await;
    // The same code with the ticket of another login.
    let out = citizen.opens("/logginn?niva=hoyt").await.location.expect("to the provider");
    let other = citizen.through_provider(&out, Some(Typed::number(&person.identifier).high())).await;
    let field = |url: &str, name: &str| {
        let query = url.split_once('?').expect("a query").1.to_owned();
        let found =
            query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}=")).map(str::to_owned));
        found.expect("the field")
    };
    let mixed = other.replace(&field(&other, "code"), &field(&back, "code"));
    says(&citizen.opens(&mixed).await, 400, "Denne innloggingen er allerede brukt");
}

#[tokio::test]
async fn an_answer_in_another_browser_is_refused() {
    let provider = Provider::start();
    let world = world(&provider).await;
    let (attacker, victim) = (world.person().registered().await, world.person().registered().await);
    let planting = world.browser_of(&attacker);
    let out = planting.opens("/bekreft").await.location.expect("to the provider");
    let back = planting.through_provider(&out, Some(Typed::number(&attacker.identifier))).await;
    // Somebody who has no cookie of ours, somebody on her own way to login, and somebody who is logged in.
    let stranger = world.stranger();
    says(&stranger.opens(&back).await, 400, "Innloggingen hører ikke til denne nettleseren");
    let on_her_way = world.stranger();
    on_her_way.opens("/bekreft").await;
    says(&on_her_way.opens(&back).await, 400, "Innloggingen hører ikke til denne nettleseren");
    let inside = world.browser_of(&victim);
    inside.logs_in_with("/bekreft", Typed::number(&victim.identifier)).await;
    says(&inside.opens(&back).await, 400, "Innloggingen hører ikke til denne nettleseren");
    assert_eq!(inside.opens("/bekreft").await.value("email"), victim.email, "still herself");
    // It is not used up by them.
    assert_eq!(planting.opens(&back).await.location.as_deref(), Some("/bekreft"));
}

#[tokio::test]
async fn answers_with_a_state_that_is_not_ours_are_refused() {
    let provider = Provider::start();
    let world = world(&provider).await;
    let citizen = world.stranger();
    citizen.opens("/bekreft").await;
    let long = "a".repeat(8000);
    for query in [
        "",
        "?code=x",
        "?state=",
        "?state=x",
        "?code=x&state=%00",
        "?state=æ&code=x&code=y",
        &format!("?state={long}"),
    ] {
        let page = citizen.opens(&format!("/logginn/retur{query}")).await;
        says(&page, 400, "Innloggingen hører ikke til denne nettleseren");
    }
}

#[tokio::test]
async fn two_tabs_may_log_in_at_once_and_the_answers_may_come_back_in_any_order() {
    let provider = Provider::start();
    let world = world(&provider).await;
    let person = world.person().registered().await;
    let citizen = world.browser_of(&person);
    let first = citizen.opens("/bekreft/endre").await.location.expect("to the provider");
    let second = citizen.opens("/bekreft/kvittering").await.location.expect("to the provider");
    let second = citizen.through_provider(&second, Some(Typed::number(&person.identifier))).await;
    assert_eq!(citizen.opens(&second).await.location.as_deref(), Some("/bekreft/kvittering"));
    let first = citizen.through_provider(&first, None).await;
    assert_eq!(citizen.opens(&first).await.location.as_deref(), Some("/bekreft/endre"));
    assert_eq!(citizen.opens("/bekreft/kvittering").await.status, 200, "both tabs are logged in");
    assert_eq!(world.count("select count(*) from session").await, 1);
}

#[tokio::test]
async fn a_login_that_took_an_hour_begins_anew() {
    let provider = Provider::start();
    let world = world(&provider).await;
    let person = world.person().registered().await;
    let citizen = world.browser_of(&person);
    let out = citizen.opens(SERVICE).await.location.expect("to the provider");
    let back = citizen.through_provider(&out, Some(Typed::number(&person.identifier))).await;
    world.advance(Duration::minutes(61));
    let page = citizen.opens(&back).await;
    says(&page, 400, "Innloggingen tok for lang tid");
    leads_on_to_the_service(&page);
}

#[tokio::test]
async fn a_person_without_a_norwegian_number_is_told_so_and_not_sent_around() {
    let provider = Provider::start();
    let world = world(&provider).await;
    for level in ["substantial", "high"] {
        let citizen = world.stranger();
        let typed = Typed { pid: "eidas", level, locale: Some("en") };
        let page = citizen.logs_in_with(SERVICE, typed).await;
        assert_eq!((page.status, page.language().as_str()), (403, "en"));
        leads_on_to_the_service_in_some_language(&page);
        assert_eq!(world.count("select count(*) from session").await, 0);
        // With another eID she gets in: the provider must ask, though it knows her already.
        let again = page.attribute("main a.ds-button", "href").expect("a way on");
        let person = world.person().registered().await;
        let back = citizen.logs_in_with(&again, Typed::number(&person.identifier)).await;
        assert_eq!(back.location.as_deref(), Some("/bekreft"));
        sqlx::query("delete from session").execute(&world.pool).await.expect("the next one");
    }
}

fn leads_on_to_the_service_in_some_language(page: &Fetched) {
    let link = page.attribute("main a[href^='https']", "href");
    assert_eq!(link.as_deref(), Some("https://www.skatteetaten.no/"));
}

#[tokio::test]
async fn every_trouble_is_told_in_every_language_and_keeps_the_way_to_the_service() {
    let provider = Provider::start();
    let world = world(&provider).await;
    let citizen = world.stranger();
    let out = citizen.opens(SERVICE).await.location.expect("to the provider");
    let first = citizen.opens(&citizen.gives_up_at_provider(&out).await).await;
    let links = first.links("nav.lang a");
    assert_eq!(links.len(), 3);
    for (locale, link) in Locale::ALL.into_iter().zip(links) {
        let page = citizen.opens(&link).await;
        let tr = Tr::new(locale);
        assert_eq!((page.status, page.heading().as_str()), (200, tr.trouble_cancelled_title()));
        assert!(page.shows(&tr.trouble_service("Skatteetaten")));
    }
    for (word, status) in [
        ("cancelled", 200),
        ("level_too_low", 403),
        ("clocks_differ", 503),
        ("provider_unavailable", 503),
        ("provider_refuses", 502),
        ("not_believed", 502),
        ("used", 400),
        ("other_browser", 400),
        ("too_late", 400),
        ("no_person_identifier", 403),
        ("not_support", 403),
    ] {
        let mut headings = Vec::new();
        for locale in Locale::ALL {
            let page = citizen.opens(&format!("/logginn/hindring?grunn={word}&lang={}", locale.tag())).await;
            assert_eq!((page.status, page.language().as_str()), (status, locale.tag()), "{word}");
            headings.push((page.heading(), page.text("main")));
        }
        assert!(headings[0] != headings[2] && headings[0].1 != headings[1].1, "{word}");
    }
    assert_eq!(citizen.opens("/logginn/hindring?grunn=noe").await.status, 404);
    assert_eq!(citizen.opens("/logginn/hindring").await.status, 404);
}
