//! `gotoUrl`: to allow-listed services only, and never anywhere else.

use bekreft::return_urls::{EntryError, ReturnUrls};
use world::{Options, World};

const SERVICES: &str = "Skatteetaten=https://www.skatteetaten.no/; Lånekassen=https://lanekassen.no/min-side";

async fn world() -> World {
    World::with(Options { return_urls: SERVICES.to_owned(), ..Options::default() }).await
}

#[tokio::test]
async fn the_citizen_is_sent_on_to_the_service_she_came_from() {
    let world = world().await;
    let person = world.person().registered().await;
    let citizen = world.browser_of(&person);
    let answer = citizen.opens("/bekreft?gotoUrl=https%3A%2F%2Fwww.skatteetaten.no%2Fskattekort").await;
    assert_eq!(answer.location.as_deref(), Some("/testid"), "login first, and the address is not repeated");
    citizen.logs_in().await;
    let page = citizen.opens("/bekreft").await;
    assert!(page.shows("Du er på vei til Skatteetaten"));
    assert!(
        page.header("content-security-policy").contains("form-action 'self' https://www.skatteetaten.no;")
    );
    assert!(!page.body.contains("skatteetaten.no"), "never echoed");
    let answer = citizen.confirms_on(&page, &[]).await;
    assert_eq!(answer.location.as_deref(), Some("https://www.skatteetaten.no/skattekort"));
}

#[tokio::test]
async fn a_person_who_is_not_due_goes_straight_on() {
    let world = world().await;
    let person = world.person().confirmed_days_ago(1).registered().await;
    let citizen = world.citizen(&person).await;
    let answer = citizen.opens("/bekreft?gotoUrl=https://lanekassen.no/min-side/lan").await;
    assert_eq!(answer.location.as_deref(), Some("https://lanekassen.no/min-side/lan"));
}

#[tokio::test]
async fn a_later_service_takes_the_place_of_an_earlier_one() {
    let world = world().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.opens("/bekreft?gotoUrl=https://www.skatteetaten.no/").await;
    assert!(citizen.opens("/bekreft?gotoUrl=https://lanekassen.no/min-side").await.shows("Lånekassen"));
    assert_eq!(citizen.confirms(&[]).await.location.as_deref(), Some("https://lanekassen.no/min-side"));
}

#[tokio::test]
async fn the_service_survives_an_expired_session() {
    let world = world().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.opens("/bekreft?gotoUrl=https://www.skatteetaten.no/").await;
    world.advance(time::Duration::minutes(40));
    citizen.opens("/bekreft").await;
    citizen.logs_in().await;
    assert!(citizen.opens("/bekreft").await.shows("Skatteetaten"));
}

#[tokio::test]
async fn an_address_that_is_not_on_the_list_is_ignored_and_never_shown() {
    let world = world().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let page = citizen.opens("/bekreft?gotoUrl=https%3A%2F%2Fond.example%2F").await;
    assert!(
        !page.body.contains("ond.example") && !page.header("content-security-policy").contains("ond.example")
    );
    assert_eq!(citizen.confirms_on(&page, &[]).await.location.as_deref(), Some("/bekreft/kvittering"));
}

#[tokio::test]
async fn the_way_through_login_takes_an_address_too() {
    let world = world().await;
    let person = world.person().registered().await;
    let citizen = world.browser_of(&person);
    citizen.opens("/logginn?gotoUrl=https://www.skatteetaten.no/").await;
    citizen.logs_in().await;
    assert!(citizen.opens("/bekreft").await.shows("Skatteetaten"));
}

/// What people have tried elsewhere, with our own service's name in it where that helps the deceit.
const PAYLOADS: &[&str] = &[
    "",
    " ",
    "/",
    "//",
    "///",
    "\\",
    "/\\ond.no",
    "//ond.no",
    "///ond.no",
    "////ond.no/%2e%2e",
    "/%09/ond.no",
    "/%5cond.no",
    "ond.no",
    "www.skatteetaten.no",
    "//www.skatteetaten.no",
    "http://www.skatteetaten.no/",
    "ftp://www.skatteetaten.no/",
    "HTTPS://www.skatteetaten.no/",
    "https://WWW.skatteetaten.no/",
    "https://www.skatteetaten.no/Skattekort",
    "https:www.skatteetaten.no",
    "https:/www.skatteetaten.no/",
    "https:///www.skatteetaten.no/",
    "https:\\\\www.skatteetaten.no/",
    "https://www.skatteetaten.no.ond.no/",
    "https://www.skatteetaten.noond.no/",
    "https://ond.no/www.skatteetaten.no/",
    "https://ond.no?www.skatteetaten.no/",
    "https://ond.no#www.skatteetaten.no/",
    "https://ond.no\\@www.skatteetaten.no/",
    "https://www.skatteetaten.no@ond.no/",
    "https://user@www.skatteetaten.no/",
    "https://user:pw@www.skatteetaten.no/",
    "https://@www.skatteetaten.no/",
    "https://www.skatteetaten.no:443/",
    "https://www.skatteetaten.no:8443/",
    "https://www.skatteetaten.no:0443/",
    "https://skatteetaten.no/",
    "https://x.skatteetaten.no/",
    "https://www.skatteetaten.no./",
    "https://www.skatteetaten.no\u{0}/",
    "https://www.skatteetaten.no/\r\nset-cookie:x=1",
    "https://www.skatteetaten.no/%0d%0ax",
    "https://www.skatteetaten.no/\t",
    " https://www.skatteetaten.no/",
    "https://www.skatteetaten.no/ ",
    "https://www.skatteetaten。no/",
    "https://www.skatteetaten.no\u{202e}/",
    "https://ｗｗｗ.skatteetaten.no/",
    "https://xn--skatteetaten.no/",
    "https://[::1]/",
    "https://127.0.0.1/",
    "https://2130706433/",
    "javascript:alert(1)",
    "javascript://www.skatteetaten.no/%0aalert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "about:blank",
    "blob:https://www.skatteetaten.no/x",
    "https://www.skatteetaten.no/../ond",
    "https://www.skatteetaten.no/./x",
    "https://www.skatteetaten.no/a//../b",
    "https://www.skatteetaten.no/<script>",
    "https://www.skatteetaten.no/\"x",
    "https://www.skatteetaten.no/'x",
    "https://lanekassen.no/",
    "https://lanekassen.no/min-sidex",
    "https://lanekassen.no/min-side/../",
    "https://lanekassen.no/min",
    "https://lanekassen.no/min-side%2f..%2fond",
    "https://lanekassen.no//min-side",
    "https://lanekassen.no/MIN-SIDE",
];

#[test]
fn no_known_trick_leads_off_the_list() {
    let list = ReturnUrls::parse(SERVICES, false).expect("a good list");
    assert!(PAYLOADS.len() >= 60);
    for payload in PAYLOADS {
        assert_eq!(list.accept(payload), None, "{payload:?}");
    }
    for good in [
        "https://www.skatteetaten.no",
        "https://www.skatteetaten.no/",
        "https://www.skatteetaten.no/a/b?c=d#e",
        "https://lanekassen.no/min-side",
        "https://lanekassen.no/min-side/x",
        "https://lanekassen.no/min-side?x",
    ] {
        assert!(list.accept(good).is_some(), "{good}");
    }
}

#[test]
fn a_hundred_thousand_random_addresses_lead_nowhere_but_to_the_list() {
    let list = ReturnUrls::parse(SERVICES, false).expect("a good list");
    let pieces = [
        "https://www.skatteetaten.no/",
        "https://lanekassen.no/min-side",
        "https:",
        "http:",
        "//",
        "/",
        "\\",
        "www.skatteetaten.no",
        "lanekassen.no",
        "min-side",
        "ond.no",
        "@",
        ":",
        "443",
        ".",
        "..",
        "%2f",
        "%00",
        "?",
        "#",
        "A",
        "x",
        "\t",
        "å",
    ];
    let mut seed: u64 = 0x5eed;
    let mut accepted = 0;
    for _ in 0..100_000 {
        let mut candidate = String::new();
        for _ in 0..=(seed >> 33) % 9 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            candidate.push_str(pieces[usize::try_from(seed >> 33).expect("31 bits") % pieces.len()]);
        }
        if let Some(url) = list.accept(&candidate) {
            accepted += 1;
            assert!(
                ["https://www.skatteetaten.no", "https://lanekassen.no"].contains(&url.origin()),
                "{candidate}"
            );
            assert!(
                url.as_str().starts_with("https://www.skatteetaten.no/")
                    || url.as_str().starts_with("https://lanekassen.no/min-side")
            );
        }
    }
    assert!(accepted > 0, "some of them are good, or the test would prove nothing");
}

#[test]
fn a_list_that_says_what_it_should_not_is_refused() {
    for (setting, error) in [
        ("https://www.skatteetaten.no/", EntryError::Form),
        ("=https://www.skatteetaten.no/", EntryError::Form),
        ("Skatt=http://www.skatteetaten.no/", EntryError::Address),
        ("Skatt=https://WWW.skatteetaten.no/", EntryError::Address),
        ("Skatt=https://user@skatteetaten.no/", EntryError::Address),
        ("Skatt=https://skatteetaten.no/?a=b", EntryError::Address),
        ("Skatt=skatteetaten.no", EntryError::Address),
    ] {
        assert_eq!(ReturnUrls::parse(setting, false).err(), Some(error), "{setting}");
    }
}

#[tokio::test]
async fn only_the_login_and_the_dialog_may_send_forms_to_the_service() {
    let world = world().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.opens("/bekreft?gotoUrl=https://www.skatteetaten.no/").await;
    for path in ["/", "/hjelp/duplikat", "/utlogget", "/finnes-ikke"] {
        let page = citizen.opens(path).await;
        assert!(!page.header("content-security-policy").contains("skatteetaten"), "{path}");
    }
    let page = citizen.opens("/bekreft/endre").await;
    assert!(
        page.header("content-security-policy").contains("form-action 'self' https://www.skatteetaten.no;")
    );
    let refused = citizen.edits(&[("mobile", "12")]).await;
    assert!(refused.header("content-security-policy").contains("https://www.skatteetaten.no;"));
}

#[tokio::test]
async fn an_address_that_has_left_the_list_since_leads_nowhere() {
    let world = world().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.opens("/bekreft?gotoUrl=https://www.skatteetaten.no/").await;
    sqlx::query("update session set return_url = 'https://www.nedlagt.no/'")
        .execute(&world.pool)
        .await
        .expect("a service that was on the list yesterday");
    let page = citizen.opens("/bekreft").await;
    assert!(!page.body.contains("nedlagt") && !page.header("content-security-policy").contains("nedlagt"));
    assert_eq!(citizen.confirms_on(&page, &[]).await.location.as_deref(), Some("/bekreft/kvittering"));
    assert_eq!(citizen.opens("/bekreft/kvittering").await.attribute("main a[href^='http']", "href"), None);
}
