//! Access tokens at the API: the good one, and those that nobody should believe.

use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512, RsaEncoding};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use time::Duration;
use world::World;
use world::issuer::{Issuer, Key, token};
use world::maskinporten::{ApiAnswer, DIGIPOST, MAILBOX_WRITE, Maskinporten, other_key, published_key};

const CAN_CHOOSE: &str = "/rest/v1/postkasse/kanVelge";

fn with(mut claims: Value, name: &str, value: Value) -> Value {
    claims[name] = value;
    claims
}

fn without(mut claims: Value, name: &str) -> Value {
    claims.as_object_mut().expect("claims").remove(name);
    claims
}

async fn ask(world: &World, token: &str) -> ApiAnswer {
    world.posts(CAN_CHOOSE, token, &json!({ "personidentifikator": "17859012310" })).await
}

async fn refuses(world: &World, what: &str, token: &str) -> ApiAnswer {
    let answer = ask(world, token).await;
    assert_eq!((answer.status, answer.error()), (401, "invalid_token"), "{what}: {}", answer.body);
    assert_eq!(answer.header("www-authenticate"), "Bearer error=\"invalid_token\"", "{what}");
    answer
}

#[tokio::test]
async fn the_good_token_that_all_the_others_are_made_of_is_believed() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let answer = ask(&world, &maskinporten.token(&world, DIGIPOST)).await;
    assert_eq!(answer.said(), ("NEI", "BRUKER_IKKE_FUNNET"));
    let lower = format!("bearer  {}", maskinporten.token(&world, DIGIPOST));
    let headers = [("authorization", lower.as_str()), ("content-type", "application/json")];
    let body = json!({ "personidentifikator": "17859012310" }).to_string();
    assert_eq!(world.calls("POST", CAN_CHOOSE, &headers, body).await.status, 200, "the scheme in any case");
}

#[tokio::test]
async fn without_a_token_in_the_header_nobody_is_let_in() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let good = maskinporten.token(&world, DIGIPOST);
    let (bearer, basic) = (format!("Bearer {good}"), format!("Basic {good}"));
    for headers in [
        vec![],
        vec![("authorization", "Bearer")],
        vec![("authorization", "Bearer ")],
        vec![("authorization", good.as_str())],
        vec![("authorization", basic.as_str())],
        vec![("authorization", bearer.as_str()), ("authorization", bearer.as_str())],
        vec![("cookie", bearer.as_str())],
    ] {
        let query = format!("{CAN_CHOOSE}?access_token={good}");
        let answer = world.calls("POST", &query, &headers, format!("access_token={good}")).await;
        assert_eq!((answer.status, answer.error()), (401, "invalid_token"), "{headers:?}");
        assert_eq!(answer.header("www-authenticate"), "Bearer error=\"invalid_token\"");
        assert!(answer.description().starts_with("the request has no access token"), "{}", answer.body);
    }
}

#[tokio::test]
async fn only_the_three_algorithms_of_the_issuer_are_taken() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let claims = maskinporten.claims(&world, DIGIPOST);
    let signed = published_key().sign(&claims);
    let signature = URL_SAFE_NO_PAD.decode(signed.rsplit('.').next().expect("parts")).expect("bytes");
    for alg in ["none", "None", "NONE", "", "HS256", "HS512", "PS256", "ES256", "EdDSA"] {
        let signature: &[u8] = if alg.eq_ignore_ascii_case("none") { b"" } else { &signature };
        refuses(&world, alg, &token(&json!({ "alg": alg, "kid": "mp-1" }), &claims, signature)).await;
    }
    // RS512 is allowed, but this signature is not one.
    let said =
        refuses(&world, "RS512", &token(&json!({ "alg": "RS512", "kid": "mp-1" }), &claims, &signature))
            .await;
    assert!(said.description().contains("signature"), "{}", said.body);
    refuses(&world, "no alg", &token(&json!({ "kid": "mp-1" }), &claims, &signature)).await;
    // What must be understood is not.
    let critical = json!({ "alg": "RS256", "kid": "mp-1", "crit": ["b64"], "b64": false });
    refuses(&world, "crit", &token(&critical, &claims, &signature)).await;
    // The public key is no secret to sign with.
    let modulus = published_key().public["n"].as_str().expect("a modulus").to_owned();
    for secret in [modulus.into_bytes(), published_key().public.to_string().into_bytes(), Vec::new()] {
        let unsigned = token(&json!({ "alg": "HS256", "kid": "mp-1" }), &claims, b"");
        let tag = hmac::sign(
            &hmac::Key::new(hmac::HMAC_SHA256, &secret),
            unsigned.trim_end_matches('.').as_bytes(),
        );
        refuses(&world, "HS256", &token(&json!({ "alg": "HS256", "kid": "mp-1" }), &claims, tag.as_ref()))
            .await;
    }
}

#[tokio::test]
async fn rs384_and_rs512_are_as_good_as_rs256() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let pair = KeyPair::generate(KeySize::Rsa2048).expect("a key");
    let public = pair.public_key();
    let number = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    let (modulus, exponent) = (public.modulus(), public.exponent());
    let jwk = json!({ "kty": "RSA", "use": "sig", "kid": "mp-3", "n": number(modulus.big_endian_without_leading_zero()), "e": number(exponent.big_endian_without_leading_zero()) });
    maskinporten.publishes_jwks(&[&jwk]).await;
    let claims = maskinporten.claims(&world, DIGIPOST);
    let algorithms: [(&str, &dyn RsaEncoding); 3] =
        [("RS256", &RSA_PKCS1_SHA256), ("RS384", &RSA_PKCS1_SHA384), ("RS512", &RSA_PKCS1_SHA512)];
    for (alg, algorithm) in algorithms {
        let header = json!({ "alg": alg, "kid": "mp-3" });
        let unsigned = token(&header, &claims, b"");
        let mut signature = vec![0; pair.public_modulus_len()];
        let message = unsigned.trim_end_matches('.').as_bytes();
        pair.sign(algorithm, &SystemRandom::new(), message, &mut signature).expect("it signs");
        let answer = ask(&world, &token(&header, &claims, &signature)).await;
        assert_eq!(answer.status, 200, "{alg}: {}", answer.body);
    }
}

#[tokio::test]
async fn a_token_that_another_key_signed_or_that_was_changed_is_refused() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let claims = maskinporten.claims(&world, DIGIPOST);
    let impostor = Key::new("mp-1");
    refuses(&world, "the same name", &impostor.sign(&claims)).await;
    refuses(&world, "another name", &other_key().sign(&claims)).await;
    let signed = published_key().sign(&claims);
    let parts: Vec<&str> = signed.split('.').collect();
    let bytes = URL_SAFE_NO_PAD.decode(parts[2]).expect("bytes");
    refuses(&world, "no kid", &token(&json!({ "alg": "RS256" }), &claims, &bytes)).await;
    let other = URL_SAFE_NO_PAD.encode(with(claims.clone(), "scope", json!("alt")).to_string());
    refuses(&world, "other claims", &format!("{}.{other}.{}", parts[0], parts[2])).await;
    refuses(&world, "no signature", &format!("{}.{}.", parts[0], parts[1])).await;
    // A key that comes along with the token, or an address where it is, counts for nothing.
    let signed = other_key().sign(&claims);
    let bytes = URL_SAFE_NO_PAD.decode(signed.rsplit('.').next().expect("parts")).expect("bytes");
    for header in [
        json!({ "alg": "RS256", "kid": "mp-2", "jwk": other_key().public }),
        json!({ "alg": "RS256", "kid": "mp-2", "jku": "http://127.0.0.1:9/jwk" }),
    ] {
        refuses(&world, "a key in the header", &token(&header, &claims, &bytes)).await;
    }
    for nonsense in ["x", "..", "a.b.c", "eyJhbGciOiJSUzI1NiJ9", &"x".repeat(5000)] {
        refuses(&world, nonsense, nonsense).await;
    }
}

#[tokio::test]
async fn claims_that_do_not_fit_are_told_apart_in_words_and_refused_alike() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let good = || maskinporten.claims(&world, DIGIPOST);
    let now = world.now().unix_timestamp();
    let no_slash = maskinporten.issuer().trim_end_matches('/').to_owned();
    let organisation = |authority: &str, id: &str| json!({ "authority": authority, "ID": id });
    for (what, claims, says) in [
        ("another issuer", with(good(), "iss", json!("https://maskinporten.no/")), "another issuer"),
        ("without the slash", with(good(), "iss", json!(no_slash)), "another issuer"),
        ("no issuer", without(good(), "iss"), "does not read"),
        ("expired", with(good(), "exp", json!(now - 11)), "it ended 1"),
        ("no end", without(good(), "exp"), "does not read"),
        ("no beginning", without(good(), "iat"), "does not read"),
        ("from the future", with(good(), "iat", json!(now + 20)), "it begins in "),
        ("not yet to be used", with(good(), "nbf", json!(now + 20)), "it begins in "),
        ("the end of time", with(good(), "iat", json!(i64::MAX)), "it begins in "),
        ("the end is a text", with(good(), "exp", json!("tomorrow")), "does not read"),
        ("for another", with(good(), "aud", json!("https://skatteetaten.no")), "somebody else"),
        ("for nobody", with(good(), "aud", json!([])), "somebody else"),
        (
            "for one that begins like us",
            with(good(), "aud", json!(format!("{}0", world.url()))),
            "somebody else",
        ),
        ("no consumer", without(good(), "consumer"), "an organisation"),
        ("a text as consumer", with(good(), "consumer", json!("984661185")), "does not read"),
        (
            "the old authority",
            with(good(), "consumer", organisation("iso6523-actorid-upis", "9908:984661185")),
            "an organisation",
        ),
        (
            "no prefix",
            with(good(), "consumer", organisation("iso6523-actorid-upis", "984661185")),
            "an organisation",
        ),
        (
            "a wrong control digit",
            with(good(), "consumer", organisation("iso6523-actorid-upis", "0192:984661186")),
            "an organisation",
        ),
        (
            "another authority",
            with(good(), "consumer", organisation("x", "0192:984661185")),
            "an organisation",
        ),
        (
            "a supplier that is none",
            with(good(), "supplier", organisation("iso6523-actorid-upis", "0192:1")),
            "an organisation",
        ),
        ("a person that is none", with(good(), "pid", json!("12345678901")), "does not read"),
    ] {
        let answer = refuses(&world, what, &published_key().sign(&claims)).await;
        assert!(answer.description().contains(says), "{what}: {}", answer.body);
    }
}

#[tokio::test]
async fn a_good_token_may_look_in_several_ways() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let good = || maskinporten.claims(&world, DIGIPOST);
    let now = world.now().unix_timestamp();
    let address = format!("{}{CAN_CHOOSE}", world.url());
    for (what, claims) in [
        ("no audience", without(good(), "aud")),
        ("our address", with(good(), "aud", json!(world.url()))),
        ("an address of ours", with(good(), "aud", json!([address, "https://another.example"]))),
        ("other scopes too", with(good(), "scope", json!(format!("a:b {MAILBOX_WRITE} c:d")))),
        ("a clock that is ahead", with(good(), "iat", json!(now + 8))),
        ("a clock that is behind", with(good(), "exp", json!(now - 5))),
        (
            "Authority",
            with(good(), "consumer", json!({ "Authority": "iso6523-actorid-upis", "ID": "0192:984661185" })),
        ),
        (
            "a system user",
            with(good(), "authorization_details", json!([{ "type": "urn:altinn:systemuser" }])),
        ),
    ] {
        let answer = ask(&world, &published_key().sign(&claims)).await;
        assert_eq!(answer.status, 200, "{what}: {}", answer.body);
    }
}

#[tokio::test]
async fn a_token_without_the_scope_is_told_which_one_it_lacks() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    for scope in [
        "",
        "krr:global/digitalpost.read",
        "krr:global/postkasse.write2",
        "KRR:GLOBAL/POSTKASSE.WRITE",
        "krr:global/postkasse.write,x",
    ] {
        // The scope comes before the organisation: who may not do it learns nothing about the rest.
        let claims = without(with(maskinporten.claims(&world, DIGIPOST), "scope", json!(scope)), "consumer");
        let answer = ask(&world, &published_key().sign(&claims)).await;
        assert_eq!((answer.status, answer.error()), (403, "insufficient_scope"), "{scope}");
        assert_eq!(
            answer.header("www-authenticate"),
            "Bearer error=\"insufficient_scope\", scope=\"krr:global/postkasse.write\""
        );
    }
}

#[tokio::test]
async fn tokens_of_a_login_are_no_access_tokens_and_the_other_way() {
    let maskinporten = Maskinporten::start().await;
    let idporten = Issuer::start().await;
    let settings = [world::login::citizens_at(&idporten.url()), maskinporten.settings()].concat();
    let world = World::with(world::Options { settings, ..world::Options::default() }).await;
    let person = world.person().registered().await;
    let id_token = idporten.claims(&world, &person.identifier).await;
    refuses(&world, "an id_token", &idporten.key.sign(&id_token)).await;
    // Also if one and the same key had signed it, or it were an access token of a login.
    refuses(&world, "an id_token of the same key", &published_key().sign(&id_token)).await;
    let disguised = with(id_token, "iss", json!(maskinporten.issuer()));
    refuses(&world, "for a client", &published_key().sign(&disguised)).await;
    let access = with(with(disguised, "aud", json!("unspecified")), "scope", json!(MAILBOX_WRITE));
    refuses(&world, "of no organisation", &published_key().sign(&access)).await;
    // And nobody logs in with an access token.
    let answer = idporten
        .lets_in(&world, &world.stranger(), &person.identifier, async |_| {
            maskinporten.token(&world, DIGIPOST)
        })
        .await;
    assert!(answer.status >= 400, "{}", answer.status);
    assert_eq!(world.count("select count(*) from session where person_identifier is not null").await, 0);
}

#[tokio::test]
async fn an_unknown_key_is_asked_for_and_an_invented_one_not_over_and_over() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let claims = |world: &World| maskinporten.claims(world, DIGIPOST);
    assert_eq!(ask(&world, &published_key().sign(&claims(&world))).await.status, 200);
    world.advance(Duration::seconds(6));
    refuses(&world, "not published yet", &other_key().sign(&claims(&world))).await;
    maskinporten.publishes(&[published_key(), other_key()]).await;
    let before = maskinporten.times_asked_for_keys().await;
    let invented = other_key().sign(&claims(&world));
    let many = (0..20).map(|_| refuses(&world, "asked a moment ago", &invented));
    futures_util::future::join_all(many).await;
    assert_eq!(maskinporten.times_asked_for_keys().await, before, "not asked again within five seconds");
    world.advance(Duration::seconds(6));
    let many = (0..20).map(|_| ask(&world, &invented));
    let answers = futures_util::future::join_all(many).await;
    assert!(answers.iter().all(|answer| answer.status == 200), "the new key is known now");
    assert_eq!(maskinporten.times_asked_for_keys().await, before + 1, "and was asked for once");
    // The old one is taken away: after a day it counts no more.
    maskinporten.publishes(&[other_key()]).await;
    assert_eq!(ask(&world, &published_key().sign(&claims(&world))).await.status, 200);
    world.advance(Duration::hours(24));
    refuses(&world, "taken away", &published_key().sign(&claims(&world))).await;
}

#[tokio::test]
async fn an_issuer_that_is_down_makes_an_honest_answer_and_nobody_a_consumer() {
    let maskinporten = Maskinporten::start().await;
    maskinporten.goes_down().await;
    let world = maskinporten.world().await;
    let answer = ask(&world, &maskinporten.token(&world, DIGIPOST)).await;
    assert_eq!((answer.status, answer.error(), answer.header("retry-after")), (503, "server_error", "5"));
    assert!(answer.description().contains("the issuer does not answer"), "{}", answer.body);
    assert_eq!(answer.header("www-authenticate"), "", "the token may be good");
    refuses(&world, "nonsense is nonsense all the same", "nonsense").await;
    maskinporten.comes_back().await;
    assert_eq!(ask(&world, &maskinporten.token(&world, DIGIPOST)).await.status, 200);
    // What is known serves on.
    maskinporten.goes_down().await;
    for _ in 0..2 {
        world.advance(Duration::hours(25));
        assert_eq!(ask(&world, &maskinporten.token(&world, DIGIPOST)).await.status, 200);
    }
}

#[tokio::test]
async fn metadata_that_leads_astray_is_not_used() {
    let maskinporten = Maskinporten::start().await;
    for metadata in [
        json!({ "issuer": "https://ond.example/", "jwks_uri": format!("{}jwk", maskinporten.issuer()) }),
        json!({ "issuer": maskinporten.issuer(), "jwks_uri": "ftp://ond.example/jwk" }),
        json!({ "issuer": maskinporten.issuer() }),
    ] {
        maskinporten.says_of_itself(&metadata).await;
        let world = maskinporten.world().await;
        assert_eq!(ask(&world, &maskinporten.token(&world, DIGIPOST)).await.status, 503, "{metadata}");
    }
}
