//! Tokens and answers that nobody should believe: each is refused with a page, and opens no session.

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bekreft_domain::PersonIdentifier;
use serde_json::{Value, json};
use time::Duration;
use world::issuer::{Issuer, Key, token};
use world::{Fetched, World};

fn with(mut claims: Value, name: &str, value: Value) -> Value {
    claims[name] = value;
    claims
}

fn without(mut claims: Value, name: &str) -> Value {
    claims.as_object_mut().expect("claims").remove(name);
    claims
}

async fn nobody_is_in(world: &World, answer: &Fetched, what: &str) {
    assert!(answer.status >= 400, "{what}: {}", answer.status);
    assert_eq!(answer.header("location"), "", "{what}: it leads nowhere");
    assert!(answer.cookies().iter().all(|cookie| !cookie.starts_with("bekreft=")), "{what}: no session");
    let sessions = world.count("select count(*) from session").await;
    assert_eq!(sessions, 0, "{what}: no session");
    assert_eq!(answer.text("main a.ds-button"), "Logg inn på nytt", "{what}: a way on");
}

/// A citizen comes back with a token made of good claims; nobody is let in.
async fn refuses(
    issuer: &Issuer,
    world: &World,
    what: &str,
    make: impl AsyncFnOnce(Value) -> String,
) -> Fetched {
    let person = world.person().registered().await;
    let answer = issuer.lets_in(world, &world.stranger(), &person.identifier, make).await;
    nobody_is_in(world, &answer, what).await;
    answer
}

#[tokio::test]
async fn the_good_token_that_all_the_others_are_made_of_is_believed() {
    let issuer = Issuer::start().await;
    let world = issuer.world().await;
    let person = world.person().registered().await;
    let citizen = world.stranger();
    let answer = issuer.lets_in(&world, &citizen, &person.identifier, async |it| issuer.key.sign(&it)).await;
    assert_eq!((answer.status, answer.location.as_deref()), (303, Some("/bekreft")));
    assert_eq!(citizen.opens("/bekreft").await.value("email"), person.email);
}

#[tokio::test]
async fn a_token_with_another_algorithm_is_refused() {
    let issuer = Issuer::start().await;
    let world = issuer.world().await;
    for alg in ["none", "None", "NONE", "nOnE", "", "HS256", "RS512", "PS256", "ES256"] {
        refuses(&issuer, &world, alg, async |claims| {
            let header = json!({ "alg": alg, "kid": "op-1", "typ": "JWT" });
            let signed = issuer.key.sign(&claims);
            let signature = URL_SAFE_NO_PAD.decode(signed.rsplit('.').next().expect("three parts"));
            let signature =
                if alg.eq_ignore_ascii_case("none") { Vec::new() } else { signature.expect("bytes") };
            token(&header, &claims, &signature)
        })
        .await;
    }
    // No header says so at all.
    refuses(&issuer, &world, "no alg", async |claims| token(&json!({ "kid": "op-1" }), &claims, b"x")).await;
}

#[tokio::test]
async fn the_providers_public_key_is_no_secret_to_sign_with() {
    let issuer = Issuer::start().await;
    let world = issuer.world().await;
    let modulus = issuer.key.public["n"].as_str().expect("a modulus").to_owned();
    let as_text = issuer.key.public.to_string();
    let as_bytes = URL_SAFE_NO_PAD.decode(&modulus).expect("bytes");
    for secret in [modulus.as_bytes(), as_text.as_bytes(), as_bytes.as_slice(), b""] {
        refuses(&issuer, &world, "HS256", async |claims| {
            let header = json!({ "alg": "HS256", "kid": "op-1", "typ": "JWT" });
            let unsigned = token(&header, &claims, b"");
            let message = unsigned.trim_end_matches('.');
            let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), message.as_bytes());
            token(&header, &claims, tag.as_ref())
        })
        .await;
    }
}

#[tokio::test]
async fn a_token_that_was_changed_on_the_way_is_refused() {
    let issuer = Issuer::start().await;
    let world = issuer.world().await;
    refuses(&issuer, &world, "other claims", async |claims| {
        let signed = issuer.key.sign(&claims);
        let parts: Vec<&str> = signed.split('.').collect();
        let other = with(claims, "pid", json!("17859012310"));
        format!("{}.{}.{}", parts[0], URL_SAFE_NO_PAD.encode(other.to_string()), parts[2])
    })
    .await;
    refuses(&issuer, &world, "no signature", async |claims| {
        let signed = issuer.key.sign(&claims);
        signed.rsplit_once('.').expect("parts").0.to_owned() + "."
    })
    .await;
    for nonsense in ["", "x", "..", "a.b.c", "æ.ø.å", "eyJhbGciOiJSUzI1NiJ9"] {
        refuses(&issuer, &world, nonsense, async |_| nonsense.to_owned()).await;
    }
}

#[tokio::test]
async fn a_token_that_another_key_signed_is_refused_whatever_it_is_called() {
    let issuer = Issuer::start().await;
    let world = issuer.world().await;
    let (same_name, other_name) = (Key::new("op-1"), Key::new("op-2"));
    for key in [&same_name, &other_name] {
        refuses(&issuer, &world, "another key", async |claims| key.sign(&claims)).await;
    }
    refuses(&issuer, &world, "no kid", async |claims| {
        let signed = issuer.key.sign(&claims);
        let signature = URL_SAFE_NO_PAD.decode(signed.rsplit('.').next().expect("parts")).expect("bytes");
        token(&json!({ "alg": "RS256" }), &claims, &signature)
    })
    .await;
    // A key that comes along with the token, or an address where it is, counts for nothing.
    for header in [
        json!({ "alg": "RS256", "kid": "op-2", "jwk": other_name.public }),
        json!({ "alg": "RS256", "kid": "op-2", "jku": "http://127.0.0.1:9/jwks.json" }),
    ] {
        refuses(&issuer, &world, "a key in the header", async |claims| {
            let signed = other_name.sign(&claims);
            let signature = URL_SAFE_NO_PAD.decode(signed.rsplit('.').next().expect("parts")).expect("bytes");
            token(&header, &claims, &signature)
        })
        .await;
    }
}

#[tokio::test]
async fn a_token_of_somebody_else_or_for_somebody_else_is_refused() {
    let issuer = Issuer::start().await;
    let world = issuer.world().await;
    let slash = format!("{}/", issuer.url());
    for (what, name, value) in [
        ("another issuer", "iss", json!("https://idporten.no")),
        ("our issuer with a slash", "iss", json!(slash)),
        ("no audience", "aud", json!([])),
        ("another audience", "aud", json!("another-client")),
        ("another audience beside us", "aud", json!(["bekreft", "another-client"])),
        ("an audience that begins like us", "aud", json!("bekreft-stotte")),
        ("another party", "azp", json!("another-client")),
        ("another nonce", "nonce", json!("n-of-another-login")),
        ("an empty nonce", "nonce", json!("")),
        ("no subject", "sub", json!("")),
    ] {
        refuses(&issuer, &world, what, async |it| issuer.key.sign(&with(it, name, value))).await;
    }
    for name in ["iss", "aud", "nonce", "sub", "exp", "iat"] {
        refuses(&issuer, &world, name, async |it| issuer.key.sign(&without(it, name))).await;
    }
}

#[tokio::test]
async fn a_token_out_of_its_time_is_refused_and_the_page_blames_the_clocks() {
    let issuer = Issuer::start().await;
    let world = issuer.world().await;
    let now = world.now().unix_timestamp();
    for (what, changes) in [
        ("expired", vec![("iat", now - 300), ("exp", now - 31)]),
        ("expired long ago", vec![("iat", now - 90_000), ("exp", now - 86_400)]),
        ("from the future", vec![("iat", now + 60), ("exp", now + 180)]),
        ("not yet to be used", vec![("nbf", now + 60)]),
        ("the end of time", vec![("iat", i64::MAX), ("exp", i64::MAX)]),
        ("before all time", vec![("iat", i64::MIN), ("exp", i64::MIN)]),
    ] {
        let page = refuses(&issuer, &world, what, async |claims| {
            issuer.key.sign(&changes.iter().fold(claims, |it, (name, value)| with(it, name, json!(value))))
        })
        .await;
        assert_eq!(
            (page.status, page.heading().as_str()),
            (503, "Innloggingen virker ikke akkurat nå"),
            "{what}"
        );
    }
}

#[tokio::test]
async fn clocks_may_differ_by_some_seconds() {
    let issuer = Issuer::start().await;
    let world = issuer.world().await;
    let now = world.now().unix_timestamp();
    for (iat, exp) in [(now + 25, now + 145), (now - 140, now - 20)] {
        let person = world.person().registered().await;
        let answer = issuer
            .lets_in(&world, &world.stranger(), &person.identifier, async |it| {
                issuer.key.sign(&with(with(it, "iat", json!(iat)), "exp", json!(exp)))
            })
            .await;
        assert_eq!(answer.status, 303, "{}", iat - now);
    }
}

#[tokio::test]
async fn a_level_below_the_one_asked_for_is_refused() {
    let issuer = Issuer::start().await;
    let world = issuer.world().await;
    for acr in
        ["idporten-loa-low", "eidas-loa-low", "Level3", "", "IDPORTEN-LOA-HIGH", "selfregistered-email"]
    {
        let page =
            refuses(&issuer, &world, acr, async |it| issuer.key.sign(&with(it, "acr", json!(acr)))).await;
        assert_eq!(page.heading(), "Du må logge inn på et høyere sikkerhetsnivå", "{acr}");
    }
    refuses(&issuer, &world, "no acr", async |it| issuer.key.sign(&without(it, "acr"))).await;
}

#[tokio::test]
async fn a_person_of_another_environment_is_refused() {
    let issuer = Issuer::start().await;
    let world = issuer.world().await;
    let real = (0..1000)
        .flat_map(|individual| (0..100).map(move |control| format!("170590{individual:03}{control:02}")))
        .find(|number| PersonIdentifier::parse(number).is_ok_and(|number| !number.is_synthetic()))
        .expect("there are ordinary numbers");
    // Not synthetic, though valid; and not valid at all.
    for pid in [real.as_str(), "12345678901", "", "1785901231", "178590123100", "17859012311"] {
        refuses(&issuer, &world, pid, async |it| issuer.key.sign(&with(it, "pid", json!(pid)))).await;
    }
}

#[tokio::test]
async fn an_unknown_key_is_asked_for_and_an_invented_one_not_over_and_over() {
    let issuer = Issuer::start().await;
    let world = issuer.world().await;
    let next = Key::new("op-2");
    refuses(&issuer, &world, "not published yet", async |it| next.sign(&it)).await;
    issuer.publishes(&[&issuer.key, &next]).await;
    let before = issuer.times_asked_for_keys().await;
    for _ in 0..5 {
        refuses(&issuer, &world, "asked a moment ago", async |it| next.sign(&it)).await;
    }
    assert_eq!(issuer.times_asked_for_keys().await, before, "not asked again within five seconds");
    world.advance(Duration::seconds(6));
    let person = world.person().registered().await;
    let answer =
        issuer.lets_in(&world, &world.stranger(), &person.identifier, async |it| next.sign(&it)).await;
    assert_eq!(answer.status, 303, "the new key is known now");
    issuer.publishes(&[&next]).await;
    world.advance(Duration::hours(24));
    sqlx::query("delete from session").execute(&world.pool).await.expect("nobody is in");
    refuses(&issuer, &world, "a key that was taken away", async |it| issuer.key.sign(&it)).await;
}

#[tokio::test]
async fn keys_that_are_not_for_signing_count_for_nothing() {
    let issuer = Issuer::start().await;
    let world = issuer.world().await;
    let mut encrypts = issuer.key.public.clone();
    encrypts["use"] = json!("enc");
    issuer.answers("GET", "/jwks.json", &json!({ "keys": [encrypts] })).await;
    refuses(&issuer, &world, "a key to encrypt with", async |it| issuer.key.sign(&it)).await;
    // One that cannot be read does not hide the others.
    world.advance(Duration::seconds(6));
    let odd = json!({ "kty": "XYZ", "kid": 7 });
    issuer.answers("GET", "/jwks.json", &json!({ "keys": [odd, issuer.key.public] })).await;
    let person = world.person().registered().await;
    let answer =
        issuer.lets_in(&world, &world.stranger(), &person.identifier, async |it| issuer.key.sign(&it)).await;
    assert_eq!(answer.status, 303);
}

#[tokio::test]
async fn an_answer_of_another_provider_is_refused_before_its_code_is_redeemed() {
    let issuer = Issuer::start().await;
    let world = issuer.world().await;
    for iss in ["&iss=https://ond.example", "&iss=", "", "&iss=https%3A%2F%2Fidporten.no"] {
        let citizen = world.stranger();
        citizen.opens("/bekreft").await;
        let state = issuer.announced("state").await.expect("announced");
        let answer = citizen.opens(&format!("/logginn/retur?code=c&state={state}{iss}")).await;
        nobody_is_in(&world, &answer, iss).await;
    }
    assert_eq!(issuer.times_asked_for_a_token().await, 0);
}

#[tokio::test]
async fn metadata_that_leads_astray_is_not_used() {
    for (what, name, value) in [
        ("another issuer", "issuer", json!("https://ond.example")),
        ("an address of another kind", "token_endpoint", json!("ftp://ond.example/token")),
        ("no address", "jwks_uri", json!(null)),
        ("no way to announce a login", "pushed_authorization_request_endpoint", json!(null)),
    ] {
        let issuer = Issuer::start().await;
        issuer
            .answers("GET", "/.well-known/openid-configuration", &with(issuer.metadata(), name, value))
            .await;
        let world = issuer.world().await;
        let page = world.stranger().opens("/bekreft").await;
        assert_eq!(
            (page.status, page.heading().as_str()),
            (503, "ID-porten svarer ikke akkurat nå"),
            "{what}"
        );
    }
}
