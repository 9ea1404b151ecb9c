//! Login that holds, that ends, and that cannot be planted or borrowed.

use time::Duration;
use world::World;

#[tokio::test]
async fn twenty_nine_minutes_of_rest_is_fine_and_thirty_one_is_not() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    world.advance(Duration::minutes(29));
    assert_eq!(citizen.opens("/bekreft").await.status, 200);
    world.advance(Duration::minutes(31));
    assert_eq!(citizen.opens("/bekreft").await.location.as_deref(), Some("/testid"));
}

#[tokio::test]
async fn a_session_in_use_ends_after_two_hours() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    for _ in 0..5 {
        world.advance(Duration::minutes(23));
        assert_eq!(citizen.opens("/bekreft").await.status, 200);
    }
    world.advance(Duration::minutes(6));
    assert_eq!(citizen.opens("/bekreft").await.status, 303);
}

#[tokio::test]
async fn what_was_typed_when_the_session_expired_waits_for_the_same_person() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let page = citizen.opens("/bekreft").await;
    world.advance(Duration::minutes(45));
    let answer = citizen.confirms_on(&page, &[("email", "ny@example.org"), ("mobile", "12")]).await;
    assert_eq!((answer.status, answer.heading().as_str()), (401, "Økten er utløpt"));
    assert!(answer.shows("Det du skrev, er ikke lagret i registeret, men vi har tatt vare på det."));
    assert_eq!(world.text_of(&person, "email").await, Some(person.email.clone()));
    citizen.logs_in().await;
    let page = citizen.opens("/bekreft").await;
    assert_eq!((page.value("email").as_str(), page.value("mobile").as_str()), ("ny@example.org", "12"));
}

#[tokio::test]
async fn what_was_typed_is_not_shown_to_another_person() {
    let world = World::start().await;
    let (first, second) = (world.person().registered().await, world.person().registered().await);
    let browser = world.citizen(&first).await;
    let page = browser.opens("/bekreft").await;
    world.advance(Duration::minutes(45));
    browser.confirms_on(&page, &[("email", "hemmelig@example.org")]).await;
    let form = browser.opens("/testid").await.form("form:has(#pid)").with("pid", &second.identifier);
    browser.sends(&form).await;
    let page = browser.opens("/bekreft").await;
    assert_eq!(page.value("email"), second.email);
    assert!(!page.body.contains("hemmelig"));
}

#[tokio::test]
async fn the_cookie_changes_at_login_and_the_planted_one_is_worth_nothing() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.browser_of(&person);
    let before = citizen.opens("/testid").await.cookies();
    let after = citizen.logs_in().await.cookies();
    let planted = before[0].split(';').next().expect("a cookie").to_owned();
    assert!(after.iter().all(|cookie| !cookie.starts_with(&planted)));
    let answer = world.stranger().asks("GET", "/bekreft", &[("cookie", &planted)]).await;
    assert_eq!(answer.status().as_u16(), 303, "the one before login opens nothing");
}

#[tokio::test]
async fn a_form_of_an_earlier_login_changes_nothing_and_says_so() {
    let world = World::start().await;
    let (first, second) = (world.person().registered().await, world.person().registered().await);
    let browser = world.citizen(&first).await;
    let stale = browser.opens("/bekreft").await;
    let form = browser.opens("/testid").await.form("form:has(#pid)").with("pid", &second.identifier);
    browser.sends(&form).await;
    let answer = browser.confirms_on(&stale, &[("mobile", "41 41 41 40")]).await;
    assert_eq!((answer.status, answer.heading().as_str()), (403, "Skjemaet hører til en annen innlogging"));
    assert!(world.changes(&first).await.is_empty() && world.changes(&second).await.is_empty());
}

#[tokio::test]
async fn logging_out_ends_the_session_and_clears_the_cache() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let page = citizen.opens("/bekreft").await;
    let answer = citizen.sends(&page.form("form[action='/loggut']")).await;
    assert_eq!((answer.status, answer.location.as_deref()), (303, Some("/utlogget")));
    assert_eq!(answer.header("clear-site-data"), "\"cache\", \"storage\"");
    assert_eq!(world.count("select count(*) from session").await, 0);
    assert_eq!(citizen.opens("/bekreft").await.location.as_deref(), Some("/testid"));
    assert_eq!(citizen.opens("/utlogget").await.heading(), "Du er logget ut");
}

#[tokio::test]
async fn a_stolen_copy_of_the_cookie_dies_with_the_logout() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.browser_of(&person);
    let cookies = citizen.logs_in().await.cookies();
    let stolen = cookies.iter().find(|cookie| cookie.starts_with("bekreft=")).expect("the session").clone();
    let stolen = stolen.split(';').next().expect("a cookie").to_owned();
    let thief = world.stranger();
    assert_eq!(thief.asks("GET", "/bekreft", &[("cookie", &stolen)]).await.status().as_u16(), 200);
    citizen.sends(&citizen.opens("/bekreft").await.form("form[action='/loggut']")).await;
    assert_eq!(thief.asks("GET", "/bekreft", &[("cookie", &stolen)]).await.status().as_u16(), 303);
}

#[tokio::test]
async fn the_database_knows_only_a_hash_of_the_cookie() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let cookies = world.browser_of(&person).logs_in().await.cookies();
    let token = cookies[0].split(['=', ';']).nth(1).expect("a value").to_owned();
    let rows: Vec<String> = sqlx::query_scalar("select session::text from session")
        .fetch_all(&world.pool)
        .await
        .expect("sessions");
    assert!(rows.iter().all(|row| !row.contains(&token)));
}

#[tokio::test]
async fn the_cookie_is_kept_from_script_and_from_other_sites() {
    let world = World::start().await;
    let person = world.person().registered().await;
    for cookie in world.browser_of(&person).logs_in().await.cookies() {
        assert!(
            cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"),
            "{cookie}"
        );
    }
}

#[tokio::test]
async fn a_form_without_the_right_token_is_refused() {
    let world = World::start().await;
    let (person, other) = (world.person().registered().await, world.person().registered().await);
    let citizen = world.citizen(&person).await;
    let form =
        citizen.opens("/bekreft").await.form("form#confirm").with("action", "confirm").without("owner");
    let foreign = world.citizen(&other).await.opens("/bekreft").await.attribute("input[name=csrf]", "value");
    let foreign = foreign.expect("a token");
    for wrong in
        [form.clone().without("csrf"), form.clone().with("csrf", "x"), form.clone().with("csrf", &foreign)]
    {
        assert_eq!(citizen.sends(&wrong).await.status, 403);
    }
    assert!(world.changes(&person).await.is_empty());
}

#[tokio::test]
async fn a_form_that_another_site_sent_is_refused() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let form = citizen.opens("/bekreft").await.form("form#confirm").with("action", "confirm");
    for site in ["cross-site", "same-site"] {
        assert_eq!(citizen.sends_with(&form, &[("sec-fetch-site", site)]).await.status, 403);
    }
    assert_eq!(citizen.sends_with(&form, &[("sec-fetch-site", "same-origin")]).await.status, 303);
}

#[tokio::test]
async fn tokens_differ_from_page_to_page_so_that_compression_tells_nothing() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let first = citizen.opens("/bekreft").await.attribute("input[name=csrf]", "value");
    assert_ne!(first, citizen.opens("/bekreft").await.attribute("input[name=csrf]", "value"));
}

#[tokio::test]
async fn a_session_bears_one_support_code_on_all_its_pages_and_in_the_database() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let code = citizen.opens("/bekreft").await.support_code();
    assert_eq!(citizen.opens("/hjelp/duplikat").await.support_code(), code);
    assert_eq!(citizen.opens("/finnes-ikke").await.support_code(), code);
    let stored: Vec<String> =
        sqlx::query_scalar("select support_code from session where person_identifier is not null")
            .fetch_all(&world.pool)
            .await
            .expect("sessions");
    assert_eq!(stored, [code]);
}
