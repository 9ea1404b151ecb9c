//! Answers with our signature around them, our public key, and the print supplier.

use std::path::Path;

use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use bekreft::config::{Config, Mode, Settings};
use serde_json::{Value, json};
use world::maskinporten::Maskinporten;
use world::{Options, World};

use crate::lookup::{CONTACT, V1};

/// A world with the keys that the demo makes for itself.
async fn world_in(maskinporten: &Maskinporten, data: &Path) -> World {
    bekreft::demo::keys::prepare(data, time::OffsetDateTime::UNIX_EPOCH + time::Duration::days(20_000))
        .expect("keys");
    let mut settings = maskinporten.settings();
    settings.push(("BEKREFT_DATA_DIR", data.display().to_string()));
    World::with(Options { settings, ..Options::default() }).await
}

fn part(text: &str) -> Value {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).expect("base64url")).expect("JSON")
}

#[tokio::test]
async fn who_asks_for_jose_gets_the_same_json_signed_by_the_published_key() {
    let maskinporten = Maskinporten::start().await;
    let data = world::temporary_folder("signed");
    let world = world_in(&maskinporten, &data).await;
    let person = world.person().registered().await;
    let body = json!({ "personidentifikatorer": [person.identifier] });
    let token = maskinporten.reader(&world, CONTACT);
    let plain = world.posts(V1, &token, &body).await.body;
    let bearer = format!("Bearer {token}");
    let headers = [
        ("authorization", bearer.as_str()),
        ("content-type", "application/json"),
        ("accept", "application/jose"),
    ];
    let answer = world.raw("POST", V1, &headers, body.to_string().into()).await;
    assert_eq!(answer.status().as_u16(), 200);
    assert_eq!(answer.headers()["content-type"], "application/jose");
    let jws = answer.text().await.expect("a body");
    let parts = jws.split('.').collect::<Vec<_>>();
    assert_eq!(parts.len(), 3);
    assert_eq!(part(parts[1]), plain);
    let header = part(parts[0]);
    let keys = world.raw("GET", "/rest/v1/jwks", &[], "".into()).await.json::<Value>().await.expect("keys");
    let key = &keys["keys"][0];
    assert_eq!((&header["alg"], &header["kid"], &header["x5c"]), (&json!("RS256"), &key["kid"], &key["x5c"]));
    let number = |name: &str| URL_SAFE_NO_PAD.decode(key[name].as_str().expect("a number")).expect("bytes");
    let public = RsaPublicKeyComponents { n: number("n"), e: number("e") };
    let signature = URL_SAFE_NO_PAD.decode(parts[2]).expect("bytes");
    let signed = format!("{}.{}", parts[0], parts[1]);
    public.verify(&RSA_PKCS1_2048_8192_SHA256, signed.as_bytes(), &signature).expect("it fits");
    assert!(public.verify(&RSA_PKCS1_2048_8192_SHA256, format!("{signed}x").as_bytes(), &signature).is_err());
    assert!(["\"d\"", "\"p\"", "\"q\""].iter().all(|private| !keys.to_string().contains(private)));
    std::fs::remove_dir_all(data).expect("it is removed");
}

#[tokio::test]
async fn the_form_that_is_liked_most_is_given() {
    let maskinporten = Maskinporten::start().await;
    let data = world::temporary_folder("form");
    let world = world_in(&maskinporten, &data).await;
    let bearer = format!("Bearer {}", maskinporten.reader(&world, CONTACT));
    let body = json!({ "personidentifikatorer": ["17859012310"] }).to_string();
    let (json, jose) = ("application/json", "application/jose");
    for (accept, expected) in [
        ("*/*", json),
        ("application/*", json),
        ("application/jose, application/json", json),
        ("application/jose, application/json;q=0.9", jose),
        ("application/jose, */*;q=0.1", jose),
        ("application/json;q=0, application/*", jose),
        ("Application/JOSE", jose),
        ("application/jose;q=0.2, application/json;q=0.1, text/html", jose),
    ] {
        let headers = [("authorization", bearer.as_str()), ("content-type", json), ("accept", accept)];
        let answer = world.raw("POST", V1, &headers, body.clone().into()).await;
        assert_eq!(
            (answer.status().as_u16(), &answer.headers()["content-type"]),
            (200, &expected.parse().expect("a header")),
            "{accept}"
        );
    }
    for accept in ["text/html", "application/jose;q=0", "application/jws"] {
        let headers = [("authorization", bearer.as_str()), ("content-type", json), ("accept", accept)];
        assert_eq!(world.calls("POST", V1, &headers, body.clone()).await.status, 406, "{accept}");
    }
    // An error is JSON, whatever form was wanted.
    let headers = [("content-type", json), ("accept", jose)];
    assert_eq!(world.calls("POST", V1, &headers, body).await.status, 401);
    std::fs::remove_dir_all(data).expect("it is removed");
}

#[tokio::test]
async fn where_there_is_no_key_only_json_is_to_be_had_and_it_is_said() {
    let maskinporten = Maskinporten::start().await;
    let mut settings = maskinporten.settings();
    let data = world::temporary_folder("unsigned");
    settings.push(("BEKREFT_DATA_DIR", data.display().to_string()));
    let world = World::with(Options { settings, ..Options::default() }).await;
    let bearer = format!("Bearer {}", maskinporten.reader(&world, CONTACT));
    let body = json!({ "personidentifikatorer": ["17859012310"] }).to_string();
    let headers = [
        ("authorization", bearer.as_str()),
        ("content-type", "application/json"),
        ("accept", "application/jose"),
    ];
    assert_eq!(world.calls("POST", V1, &headers, body).await.status, 406);
    for path in ["/rest/v1/jwks", "/rest/v2/printSertifikat"] {
        let answer = world.calls("GET", path, &[], String::new()).await;
        assert_eq!((answer.status, answer.error()), (404, "not_found"), "{path}");
        let answer = world.calls("POST", path, &[], String::new()).await;
        assert_eq!((answer.status, answer.header("allow")), (405, "GET"), "{path}");
    }
    std::fs::remove_dir_all(data).expect("it is removed");
}

#[tokio::test]
async fn the_print_certificate_is_for_anybody_and_may_be_kept_for_an_hour() {
    let maskinporten = Maskinporten::start().await;
    let data = world::temporary_folder("print");
    let world = world_in(&maskinporten, &data).await;
    for path in ["/rest/v2/printSertifikat", "/rest/v1/jwks"] {
        let answer = world.raw("GET", path, &[], "".into()).await;
        assert_eq!(answer.headers()["cache-control"], "public, max-age=3600", "{path}");
        assert_eq!(answer.headers()["content-type"], "application/json", "{path}");
        assert!(!answer.headers().contains_key("set-cookie"));
    }
    let answer = world.raw("GET", "/rest/v2/printSertifikat", &[], "".into()).await;
    let told = answer.json::<Value>().await.expect("JSON");
    assert_eq!(told["postkasseleverandoerAdresse"], "974761076");
    let der = STANDARD.decode(told["x509Sertifikat"].as_str().expect("a text")).expect("base64");
    assert_eq!(bekreft::signing::certificates(&der), Ok(vec![der.clone()]));
    assert_eq!(told.as_object().map(serde_json::Map::len), Some(2));
    std::fs::remove_dir_all(data).expect("it is removed");
}

#[test]
fn a_key_and_a_certificate_that_do_not_fit_are_found_at_start() {
    let (one, other) = (world::temporary_folder("key-one"), world::temporary_folder("key-other"));
    let then = time::OffsetDateTime::UNIX_EPOCH + time::Duration::days(20_000);
    bekreft::demo::keys::prepare(&one, then).expect("keys");
    bekreft::demo::keys::prepare(&other, then).expect("keys");
    let path = |folder: &Path, name: &str| folder.join(name).display().to_string();
    let (key, certificate) = (path(&one, "signing-key.pem"), path(&one, "signing-certificate.pem"));
    let (theirs, print) = (path(&other, "signing-certificate.pem"), path(&one, "print-certificate.pem"));
    let problems =
        |values: &[(&str, &str)]| match Config::check(&Settings::of(values.iter().copied()), Mode::Demo) {
            Ok(_) => Vec::new(),
            Err(problems) => problems.iter().map(ToString::to_string).collect(),
        };
    let (k, c) = ("BEKREFT_SIGNING_KEY", "BEKREFT_SIGNING_CERTIFICATE");
    assert_eq!(problems(&[(k, &key), (c, &certificate), ("PRINT_CERTIFICATE", &print)]), [""; 0]);
    let said = problems(&[(k, &key), (c, &theirs)]);
    assert_eq!(said, [format!("{c}: the first certificate is not that of the key")]);
    assert!(problems(&[(k, &certificate), (c, &certificate)])[0].starts_with(k));
    assert!(problems(&[(k, &key), (c, &key)])[0].starts_with(c));
    assert!(problems(&[(k, &key)])[0].contains("go together"));
    assert!(problems(&[(k, "/nowhere"), (c, &certificate)])[0].contains("cannot be read"));
    assert!(problems(&[("PRINT_CERTIFICATE", &key)])[0].starts_with("PRINT_CERTIFICATE"));
    assert!(problems(&[("PRINT_ORGANISATION", "974761077")])[0].starts_with("PRINT_ORGANISATION"));
    assert!(problems(&[("DATABASE_READ_URL", "mysql://x")])[0].starts_with("DATABASE_READ_URL"));
    assert!(problems(&[("MASKINPORTEN_TRUST_BASED_DELEGATION", "ja")])[0].contains("neither on nor off"));
    for folder in [one, other] {
        std::fs::remove_dir_all(folder).expect("it is removed");
    }
}
