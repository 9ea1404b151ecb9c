//! The two cookies, over https and over plain http.

use time::Duration;
use world::{Options, World};

async fn world_over_https() -> World {
    let public_url = Some("https://bekreft.example".to_owned());
    World::with(Options { public_url, ..Options::default() }).await
}

/// `name=value` of the cookie whose name begins like this.
fn pair(cookies: &[String], name: &str) -> String {
    let cookie = cookies.iter().find(|cookie| cookie.starts_with(name)).expect("the cookie");
    cookie.split(';').next().expect("its first part").to_owned()
}

#[tokio::test]
async fn over_https_the_session_is_bound_to_this_host_alone() {
    let world = world_over_https().await;
    let person = world.person().registered().await;
    let browser = world.stranger();
    let page = browser.opens("/testid").await;
    let before = page.cookies();
    let form = page.form("form:has(#pid)").with("pid", &person.identifier);
    let after = browser.sends_with(&form, &[("cookie", &pair(&before, "__Host-bekreft="))]).await.cookies();
    for cookies in [&before, &after] {
        let session = cookies.iter().find(|it| it.starts_with("__Host-bekreft=")).expect("the session");
        for attribute in ["; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"] {
            assert!(session.contains(attribute), "{attribute}: {session}");
        }
        assert!(!session.contains("Domain") && !session.contains("Max-Age") && !session.contains("Expires"));
        assert!(pair(cookies, "__Host-bekreft=").len() >= "__Host-bekreft=".len() + 22, "128 bits at least");
    }
    assert_ne!(pair(&before, "__Host-bekreft="), pair(&after, "__Host-bekreft="));
    assert!(after.iter().all(|cookie| cookie.contains("; Secure")), "the language too");
    let answer = browser.asks("GET", "/bekreft", &[("cookie", &pair(&after, "__Host-bekreft="))]).await;
    assert_eq!(answer.status().as_u16(), 200);
}

#[tokio::test]
async fn over_https_the_name_without_the_prefix_opens_nothing() {
    let world = world_over_https().await;
    let person = world.person().registered().await;
    let browser = world.stranger();
    let page = browser.opens("/testid").await;
    let cookie = pair(&page.cookies(), "__Host-bekreft=");
    let form = page.form("form:has(#pid)").with("pid", &person.identifier);
    let session = browser.sends_with(&form, &[("cookie", &cookie)]).await.cookies();
    let planted = pair(&session, "__Host-bekreft=").replace("__Host-", "");
    let answer = browser.asks("GET", "/bekreft", &[("cookie", &planted)]).await;
    assert_eq!(answer.status().as_u16(), 303, "another host of the domain could have planted it");
}

#[tokio::test]
async fn over_plain_http_the_cookie_does_without_what_browsers_would_refuse() {
    let world = World::start().await;
    let session = world.stranger().opens("/testid").await.cookies();
    assert!(session[0].starts_with("bekreft=") && !session[0].contains("Secure"), "{}", session[0]);
}

#[tokio::test]
async fn the_language_is_kept_for_a_year_and_says_nothing_else() {
    let world = World::start().await;
    let cookies = world.stranger().opens("/?lang=en").await.cookies();
    assert_eq!(cookies.len(), 1, "no session for somebody who only reads");
    assert!(cookies[0].starts_with("bekreft-lang=en;") && cookies[0].contains("Max-Age=31536000"));
}

#[tokio::test]
async fn the_registers_language_goes_with_the_browser_window() {
    let world = World::start().await;
    let person = world.person().language("nn").registered().await;
    let cookies = world.browser_of(&person).logs_in().await.cookies();
    let language = cookies.iter().find(|it| it.starts_with("bekreft-lang=nn")).expect("her language");
    assert!(!language.contains("Max-Age") && !language.contains("Expires"), "{language}");
}

#[tokio::test]
async fn a_cookie_of_another_make_is_nobodys() {
    let world = World::start().await;
    for value in ["", "x", "æøå", "%00", &"A".repeat(3000)] {
        let cookie = format!("bekreft={value}; bekreft-lang=<b>");
        let answer = world.stranger().asks("GET", "/bekreft", &[("cookie", &cookie)]).await;
        assert_eq!(answer.status().as_u16(), 303, "{value}");
    }
}

#[tokio::test]
async fn whoever_waits_an_hour_before_the_login_begins_anew() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let browser = world.browser_of(&person);
    let form = browser.opens("/testid").await.form("form:has(#pid)").with("pid", &person.identifier);
    world.advance(Duration::minutes(61));
    assert_eq!(browser.sends(&form).await.status, 401);
    browser.logs_in().await;
    assert_eq!(browser.opens("/bekreft").await.status, 200);
}

#[tokio::test]
async fn an_expired_session_can_still_be_logged_out_of() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let form = citizen.opens("/bekreft").await.form("form[action='/loggut']");
    world.advance(Duration::minutes(40));
    assert_eq!(citizen.sends(&form).await.location.as_deref(), Some("/utlogget"));
    assert_eq!(world.count("select count(*) from session").await, 0);
}
