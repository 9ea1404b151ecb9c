//! Logout that ends everything: here, at the provider, and when the provider says so.

use serde_json::{Value, json};
use time::Duration;
use world::issuer::{Issuer, token};
use world::login::Typed;
use world::oidc::Provider;
use world::proxy::{Mood, Proxy};
use world::{Citizen, Options, Person, World};

async fn logged_in(world: &World) -> (Person, Citizen) {
    let person = world.person().registered().await;
    let citizen = world.browser_of(&person);
    citizen.logs_in_with("/bekreft", Typed::number(&person.identifier)).await;
    assert_eq!(citizen.opens("/bekreft").await.status, 200);
    (person, citizen)
}

async fn is_out(citizen: &Citizen) -> bool {
    citizen.opens("/bekreft").await.status == 303
}

async fn sid(world: &World) -> String {
    sqlx::query_scalar("select sid from session where sid is not null")
        .fetch_one(&world.pool)
        .await
        .expect("a session of the provider")
}

#[tokio::test]
async fn logging_out_here_offers_to_log_out_there_by_post_and_keeps_the_person_out_of_addresses() {
    let provider = Provider::start();
    let world = World::with_provider(&provider).await;
    let (person, citizen) = logged_in(&world).await;
    let page = citizen.sends(&citizen.opens("/bekreft").await.form("form[action='/loggut']")).await;
    assert_eq!((page.status, page.heading().as_str()), (200, "Du er logget ut her"));
    assert_eq!(page.header("clear-site-data"), "\"cache\", \"storage\"");
    assert_eq!(world.count("select count(*) from session").await, 0, "the session here is over already");
    let form = page.form("form[data-send]");
    assert_eq!(form.action, format!("{}/logout", provider.issuer()));
    let policy = page.header("content-security-policy");
    assert!(policy.contains(&format!("form-action 'self' {}", provider.issuer())), "{policy}");
    let names: Vec<&str> = form.fields.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["id_token_hint", "client_id", "post_logout_redirect_uri"]);
    assert!(!page.body.contains(&person.identifier) && !page.body.contains(&person.email));
    // The provider's session ends, and she comes back to a page that says so.
    let answer = citizen
        .fills_in(
            &form.action,
            &form.fields.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect::<Vec<_>>(),
        )
        .await;
    let confirm = answer.headers()["location"].to_str().expect("text").to_owned();
    let shown = citizen.asks("GET", &provider.address_of(&confirm), &[]).await.text().await.expect("a page");
    let field = |name: &str| {
        let rest = shown.split(&format!("name=\"{name}\"")).nth(1).expect("the field");
        rest.split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a value").to_owned()
    };
    let done = citizen
        .fills_in(&provider.address_of("/logout/confirm"), &[("xsrf", &field("xsrf")), ("logout", "yes")])
        .await;
    assert_eq!(done.headers()["location"], format!("{}/utlogget", world.url()).as_str());
    let out = citizen.opens("/bekreft").await.location.expect("to the provider");
    let next = citizen.asks("GET", &out, &[]).await;
    assert!(next.headers()["location"].to_str().is_ok_and(|it| it.contains("/login/")), "she is asked again");
}

#[tokio::test]
async fn logging_out_works_when_the_provider_has_never_answered() {
    let issuer = Issuer::start().await;
    let world = issuer.world().await;
    let person = world.person().registered().await;
    let citizen = world.stranger();
    issuer.lets_in(&world, &citizen, &person.identifier, async |it| issuer.key.sign(&it)).await;
    let form = citizen.opens("/bekreft").await.form("form[action='/loggut']");
    // An instance that has been started since, while the provider is away.
    let settings = world::login::citizens_at("http://127.0.0.1:9");
    let other = world.instance_with(settings).await;
    let page = citizen.at(&other).sends(&form).await;
    assert_eq!((page.status, page.heading().as_str()), (200, "Du er logget ut"));
    assert!(
        page.shows("vi fikk ikke logget deg ut av ID-porten"),
        "it is said that she is logged in there still"
    );
    assert!(is_out(&citizen).await);
}

#[tokio::test]
async fn a_logout_at_the_provider_ends_our_session_within_a_second_on_all_instances() {
    let provider = Provider::start();
    let world = World::with_provider(&provider).await;
    let (_, citizen) = logged_in(&world).await;
    let other = world.second_instance().await;
    assert_eq!(citizen.at(&other).opens("/bekreft").await.status, 200);
    provider.ends_all_sessions().await;
    assert!(is_out(&citizen).await && is_out(&citizen.at(&other)).await, "at once");
    let notes: Vec<String> = sqlx::query_scalar("select action from login_event order by id")
        .fetch_all(&world.pool)
        .await
        .expect("notes");
    assert_eq!(notes, ["login", "back_channel_logout"]);
}

#[tokio::test]
async fn the_front_channel_ends_the_session_without_our_cookie_with_or_without_a_slash() {
    let provider = Provider::start();
    let world = World::with_provider(&provider).await;
    for slash in ["", "/"] {
        let (_, citizen) = logged_in(&world).await;
        let way = format!("/loggut/frontkanal?iss={}{slash}&sid={}", provider.issuer(), sid(&world).await);
        let frame = world.stranger().asks("GET", &way, &[]).await;
        assert_eq!(frame.status().as_u16(), 200);
        let policy = frame.headers()["content-security-policy"].to_str().expect("text").to_owned();
        assert!(policy.contains(&format!("frame-ancestors {}", provider.issuer())), "{policy}");
        assert_eq!(frame.headers()["cache-control"], "no-store");
        assert!(frame.headers().get("x-frame-options").is_none());
        assert!(is_out(&citizen).await, "{slash}");
    }
}

#[tokio::test]
async fn the_front_channel_ends_nothing_for_another_issuer_or_another_session() {
    let provider = Provider::start();
    let world = World::with_provider(&provider).await;
    let (_, citizen) = logged_in(&world).await;
    let (issuer, sid) = (provider.issuer(), sid(&world).await);
    for (query, status) in [
        (format!("?iss=https://ond.example&sid={sid}"), 400),
        (format!("?sid={sid}"), 400),
        (format!("?iss={issuer}"), 400),
        (format!("?iss={issuer}&sid="), 400),
        (format!("?iss={issuer}&sid=%00"), 400),
        (format!("?iss={issuer}&sid=%0a"), 400),
        (format!("?iss={issuer}&sid=%C3%A6"), 400),
        (format!("?iss={issuer}&sid={}", "x".repeat(4000)), 400),
        (format!("?iss={issuer}&sid=x"), 200),
        (format!("?iss={issuer}&sid=%25"), 200),
        (format!("?iss={issuer}&sid={}", &sid[1..]), 200),
    ] {
        let answer = world.stranger().asks("GET", &format!("/loggut/frontkanal{query}"), &[]).await;
        assert_eq!(answer.status().as_u16(), status, "{query}");
    }
    let notes = world.count("select count(*) from login_event where action <> 'login'").await;
    assert_eq!(notes, 0, "what ends nothing may come from anybody");
    let head = format!("/loggut/frontkanal?iss={issuer}&sid={sid}");
    assert_eq!(world.stranger().asks("HEAD", &head, &[]).await.status().as_u16(), 405);
    assert_eq!(citizen.opens("/bekreft").await.status, 200, "still logged in");
}

#[tokio::test]
async fn a_logout_of_one_citizen_leaves_the_others_alone() {
    let provider = Provider::start();
    let world = World::with_provider(&provider).await;
    let (first, one) = logged_in(&world).await;
    let (_, other) = logged_in(&world).await;
    let sid: String = sqlx::query_scalar("select sid from session where person_identifier = $1")
        .bind(&first.identifier)
        .fetch_one(&world.pool)
        .await
        .expect("her session");
    let way = format!("/loggut/frontkanal?iss={}&sid={sid}", provider.issuer());
    world.stranger().asks("GET", &way, &[]).await;
    assert!(is_out(&one).await && !is_out(&other).await);
}

const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

fn logout_claims(issuer: &Issuer, world: &World) -> Value {
    let now = world.now().unix_timestamp();
    json!({
        "iss": issuer.url(), "aud": "bekreft", "iat": now, "exp": now + 120, "jti": "j1",
        "sub": "sub-of-her", "sid": "sid-of-her", "events": { EVENT: {} },
    })
}

async fn tells(world: &World, token: &str) -> u16 {
    let body = [("logout_token", token)];
    world.stranger().fills_in(&format!("{}/loggut/bakkanal", world.url()), &body).await.status().as_u16()
}

#[tokio::test]
async fn a_logout_token_is_believed_only_when_all_of_it_is_right() {
    let issuer = Issuer::start().await;
    let world = issuer.world().await;
    let person = world.person().registered().await;
    let citizen = world.stranger();
    issuer.lets_in(&world, &citizen, &person.identifier, async |it| issuer.key.sign(&it)).await;
    let good = logout_claims(&issuer, &world);
    let now = world.now().unix_timestamp();
    let with = |name: &str, value: Value| {
        let mut claims = good.clone();
        claims[name] = value;
        claims
    };
    let without = |name: &str| {
        let mut claims = good.clone();
        claims.as_object_mut().expect("claims").remove(name);
        claims
    };
    let wrong = [
        with("iss", json!("https://ond.example")),
        with("aud", json!("another-client")),
        with("aud", json!(["bekreft", "another-client"])),
        with("iat", json!(now + 60)),
        with("iat", json!(now - 400)),
        with("exp", json!(now - 60)),
        with("nonce", json!("n")),
        with("events", json!({})),
        with("events", json!({ "http://schemas.openid.net/event/another": {} })),
        with("events", json!({ EVENT: "x" })),
        without("events"),
        without("iat"),
        without("jti"),
        without("aud"),
    ];
    for claims in wrong {
        assert_eq!(tells(&world, &issuer.key.sign(&claims)).await, 400, "{claims}");
    }
    let mut nobody = without("sub");
    nobody.as_object_mut().expect("claims").remove("sid");
    assert_eq!(tells(&world, &issuer.key.sign(&nobody)).await, 400, "nobody");
    assert_eq!(tells(&world, &world::issuer::Key::new("op-1").sign(&good)).await, 400, "another key");
    let unsigned = token(&json!({ "alg": "none", "kid": "op-1" }), &good, b"");
    assert_eq!(tells(&world, &unsigned).await, 400, "no signature");
    for nonsense in ["", "x", "a.b.c"] {
        assert_eq!(tells(&world, nonsense).await, 400, "{nonsense}");
    }
    let bare = world.stranger().asks("POST", "/loggut/bakkanal", &[]).await;
    assert_eq!(bare.status().as_u16(), 400);
    // The token of her login is no logout, though the same key has signed it.
    let login = issuer.claims(&world, &person.identifier).await;
    assert_eq!(tells(&world, &issuer.key.sign(&login)).await, 400, "an id_token");
    assert_eq!(citizen.opens("/bekreft").await.status, 200, "still logged in after all that");
    assert_eq!(tells(&world, &issuer.key.sign(&good)).await, 200);
    assert!(is_out(&citizen).await);
    assert_eq!(tells(&world, &issuer.key.sign(&good)).await, 400, "a copy");
}

#[tokio::test]
async fn a_logout_token_that_names_only_the_person_ends_all_her_sessions() {
    let issuer = Issuer::start().await;
    let world = issuer.world().await;
    let person = world.person().registered().await;
    let (phone, computer) = (world.stranger(), world.stranger());
    for (citizen, sid) in [(&phone, "sid-1"), (&computer, "sid-2")] {
        issuer
            .lets_in(&world, citizen, &person.identifier, async |mut it| {
                it["sid"] = json!(sid);
                issuer.key.sign(&it)
            })
            .await;
    }
    let mut claims = logout_claims(&issuer, &world);
    claims["sid"] = json!("sid-1");
    claims["jti"] = json!("j2");
    assert_eq!(tells(&world, &issuer.key.sign(&claims)).await, 200);
    assert!(is_out(&phone).await && !is_out(&computer).await, "one session");
    claims.as_object_mut().expect("claims").remove("sid");
    claims["jti"] = json!("j3");
    assert_eq!(tells(&world, &issuer.key.sign(&claims)).await, 200);
    assert!(is_out(&computer).await, "all of them");
    // ID-porten's own example names the person by her number.
    issuer.lets_in(&world, &computer, &person.identifier, async |it| issuer.key.sign(&it)).await;
    claims["sub"] = json!(person.identifier);
    claims["jti"] = json!("j4");
    assert_eq!(tells(&world, &issuer.key.sign(&claims)).await, 200);
    assert!(is_out(&computer).await);
}

#[tokio::test]
async fn a_logout_that_cannot_be_carried_out_is_not_said_to_be() {
    let issuer = Issuer::start().await;
    let direct = world::fresh_database().await;
    let (proxy, url) = Proxy::in_front_of(&direct).await;
    let world = World::with(Options {
        database_url: Some(direct),
        program_database_url: Some(url),
        settings: world::login::citizens_at(&issuer.url()),
        ..Options::default()
    })
    .await;
    let claims = logout_claims(&issuer, &world);
    assert_eq!(tells(&world, &issuer.key.sign(&claims)).await, 200);
    proxy.becomes(Mood::Gone);
    assert_eq!(tells(&world, &issuer.key.sign(&claims)).await, 503);
}

#[tokio::test]
async fn without_a_provider_there_are_no_channels() {
    let world = World::start().await;
    assert_eq!(world.stranger().opens("/loggut/frontkanal?iss=x&sid=y").await.status, 404);
    assert_eq!(tells(&world, "x").await, 404);
    assert_eq!(world.stranger().opens("/logginn/retur?code=x&state=y").await.status, 404);
}

#[tokio::test]
async fn a_session_outlives_neither_half_an_hour_of_rest_nor_two_hours_whatever_the_provider_says() {
    let issuer = Issuer::start().await;
    let world = issuer.world().await;
    let person = world.person().registered().await;
    let citizen = world.stranger();
    issuer.lets_in(&world, &citizen, &person.identifier, async |it| issuer.key.sign(&it)).await;
    world.advance(Duration::minutes(29));
    assert_eq!(citizen.opens("/bekreft").await.status, 200);
    world.advance(Duration::minutes(31));
    assert!(is_out(&citizen).await);
}

#[tokio::test]
async fn a_logout_that_overtakes_the_login_wins() {
    let issuer = Issuer::start().await;
    let world = issuer.world().await;
    let person = world.person().registered().await;
    let citizen = world.stranger();
    let claims = logout_claims(&issuer, &world);
    let answer = issuer
        .lets_in(&world, &citizen, &person.identifier, async |it| {
            // She logs out elsewhere while her browser is on its way back to us.
            assert_eq!(tells(&world, &issuer.key.sign(&claims)).await, 200);
            issuer.key.sign(&it)
        })
        .await;
    assert_eq!((answer.status, answer.heading().as_str()), (200, "Innloggingen ble avbrutt"));
    assert_eq!(world.count("select count(*) from session").await, 0);
}

#[tokio::test]
async fn the_next_person_is_not_told_where_the_one_before_was_going() {
    let provider = Provider::start();
    let return_urls = "Skatteetaten=https://www.skatteetaten.no/".to_owned();
    let world = World::with_provider_and(&provider, Options { return_urls, ..Options::default() }).await;
    let (first, second) = (world.person().registered().await, world.person().registered().await);
    let way = "/bekreft?gotoUrl=https://www.skatteetaten.no/";
    // She gave up, or logged out, or left without logging out.
    let gives_up = world.browser_of(&first);
    let out = gives_up.opens(way).await.location.expect("to the provider");
    gives_up.opens(&gives_up.gives_up_at_provider(&out).await).await;
    let logs_out = world.browser_of(&first);
    logs_out.logs_in_with(way, Typed::number(&first.identifier)).await;
    let page = logs_out.opens("/bekreft").await;
    assert!(page.shows("Skatteetaten"));
    logs_out.sends(&page.form("form[action='/loggut']")).await;
    provider.ends_all_sessions().await;
    let walks_away = world.browser_of(&first);
    walks_away.logs_in_with(way, Typed::number(&first.identifier)).await;
    world.advance(Duration::minutes(45));
    provider.settings(&json!({ "ahead": 45 * 60 })).await;
    for browser in [&gives_up, &logs_out, &walks_away] {
        let back = browser.logs_in_with("/bekreft", Typed::number(&second.identifier)).await;
        assert_eq!(back.location.as_deref(), Some("/bekreft"));
        let page = browser.opens("/bekreft").await;
        assert!(page.value("email") == second.email && !page.shows("Skatteetaten"));
    }
    // To herself it is told again.
    let herself = world.browser_of(&first);
    herself.logs_in_with(way, Typed::number(&first.identifier)).await;
    world.advance(Duration::minutes(45));
    provider.settings(&json!({ "ahead": 90 * 60 })).await;
    herself.logs_in_with("/bekreft", Typed::number(&first.identifier)).await;
    assert!(herself.opens("/bekreft").await.shows("Skatteetaten"));
}
