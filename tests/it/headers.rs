//! What every answer bears.

use world::{Options, World};

#[tokio::test]
async fn the_policy_lets_in_nothing_but_our_own() {
    let world = World::start().await;
    let policy = world.stranger().opens("/").await.header("content-security-policy").to_owned();
    for part in [
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "font-src 'self'",
        "img-src 'self' data:",
        "form-action 'self';",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ] {
        assert!(policy.contains(part), "{part}");
    }
}

#[tokio::test]
async fn pages_are_compressed_for_those_who_ask_and_only_for_them() {
    let world = World::start().await;
    for (accepted, encoding) in [("br", Some("br")), ("gzip", Some("gzip")), ("identity", None)] {
        let answer = world.stranger().asks("GET", "/", &[("accept-encoding", accepted)]).await;
        let given = answer.headers().get("content-encoding").and_then(|value| value.to_str().ok());
        assert_eq!(given, encoding, "{accepted}");
    }
}

#[tokio::test]
async fn the_support_phone_is_shown_when_there_is_one() {
    let with = World::with(Options { support_phone: "21 00 00 00".into(), ..Options::default() }).await;
    let page = with.stranger().opens("/").await;
    assert!(page.shows("Trenger du hjelp? Ring 21 00 00 00"));
    assert_eq!(page.attribute("footer a[href^='tel:']", "href").as_deref(), Some("tel:21000000"));
    let without = World::start().await;
    assert_eq!(without.stranger().opens("/").await.attribute("a[href^='tel:']", "href"), None);
}

#[tokio::test]
async fn every_page_says_that_its_persons_are_synthetic() {
    let world = World::start().await;
    for path in ["/", "/testid", "/hjelp/duplikat", "/nei"] {
        assert_eq!(
            world.stranger().opens(path).await.text(".demo"),
            "Demo med syntetiske data · Innboks",
            "{path}"
        );
    }
}

#[tokio::test]
async fn visitors_without_a_session_get_a_support_code_of_their_own_each_time() {
    let world = World::start().await;
    let stranger = world.stranger();
    assert_ne!(stranger.opens("/").await.support_code(), stranger.opens("/").await.support_code());
}
