//! What the register refuses a mailbox provider, code by code, and who may not ask at all.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use time::Duration;
use world::maskinporten::{DIGIPOST, EBOKS, Maskinporten, certificate, published_key};
use world::{Person, World};

const CAN_CHOOSE: &str = "/rest/v1/postkasse/kanVelge";
const CREATE: &str = "/rest/v1/postkasse/opprettOgVelg";
const UPDATE: &str = "/rest/v1/postkasse/oppdater";
const DELETE: &str = "/rest/v1/postkasse/slett";
const WRITES: [&str; 3] = [CREATE, UPDATE, DELETE];

fn mailbox(identifier: &str) -> Value {
    json!({
        "personidentifikator": identifier, "organisasjonsnummer": DIGIPOST, "postkasseadresse": "kari.test#9YDT",
    })
}

fn with(mut body: Value, name: &str, value: &str) -> Value {
    body[name] = json!(value);
    body
}

async fn said(world: &World, token: &str, path: &str, body: &Value) -> (String, String) {
    let answer = world.posts(path, token, body).await;
    let (status, why) = answer.said();
    (status.to_owned(), why.to_owned())
}

async fn is_refused(world: &World, token: &str, path: &str, body: &Value, why: &str) {
    let no = if path == CAN_CHOOSE { "NEI" } else { "FEILET" };
    assert_eq!(said(world, token, path, body).await, (no.to_owned(), why.to_owned()), "{path}");
}

fn certificate_for(world: &World, days: i64) -> Vec<u8> {
    certificate(world.now() + Duration::days(days))
}

async fn nothing_has_changed(world: &World) {
    for query in [
        "select count(*) from change_log",
        "select count(*) from audit_event",
        "select count(*) from message",
        "select count(*) from mailbox_certificate",
    ] {
        assert_eq!(world.count(query).await, 0, "{query}");
    }
}

#[tokio::test]
async fn persons_who_are_not_in_the_register_or_reserved_get_no_mailbox() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let token = maskinporten.token(&world, DIGIPOST);
    let unknown = world.person().unregistered();
    let deleted = world.person().deleted().registered().await;
    for person in [&unknown, &deleted] {
        for path in [CAN_CHOOSE, CREATE, UPDATE, DELETE] {
            is_refused(&world, &token, path, &mailbox(&person.identifier), "BRUKER_IKKE_FUNNET").await;
        }
    }
    let reserved = world.person().reserved().registered().await;
    for path in [CAN_CHOOSE, CREATE] {
        is_refused(&world, &token, path, &mailbox(&reserved.identifier), "RESERVERT").await;
    }
    for path in [UPDATE, DELETE] {
        is_refused(&world, &token, path, &mailbox(&reserved.identifier), "INGEN_POSTBOKS_FUNNET").await;
    }
    nothing_has_changed(&world).await;
}

#[tokio::test]
async fn values_that_are_none_are_refused_by_their_codes() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let token = maskinporten.token(&world, DIGIPOST);
    let person = world.person().registered().await;
    let good = || mailbox(&person.identifier);
    let spaced = format!("{} {}", &person.identifier[..6], &person.identifier[6..]);
    for pid in ["", "1", "12345678901", "178590123100", "x", "17459012310", spaced.as_str()] {
        for path in [CAN_CHOOSE, CREATE, UPDATE, DELETE] {
            is_refused(
                &world,
                &token,
                path,
                &with(good(), "personidentifikator", pid),
                "UGYLDIG_PERSONNUMMER",
            )
            .await;
        }
    }
    for organisation in ["", "984661186", EBOKS, "996460320", "0192:984661185", " 984661185"] {
        for path in WRITES {
            is_refused(
                &world,
                &token,
                path,
                &with(good(), "organisasjonsnummer", organisation),
                "UGYLDIG_ORGNR",
            )
            .await;
        }
    }
    for address in ["", "1234567", "kari test#9YDT", &"x".repeat(101), "kari.test\n#9YDT"] {
        for path in [CREATE, UPDATE] {
            is_refused(
                &world,
                &token,
                path,
                &with(good(), "postkasseadresse", address),
                "UGYLDIG_EPOSTADRESSE",
            )
            .await;
        }
    }
    for certificate in ["", "x", "MIIC", "hemmelig!", &STANDARD.encode("not a certificate")] {
        for path in [CREATE, UPDATE] {
            is_refused(&world, &token, path, &with(good(), "sertifikat", certificate), "UGYLDIG_SERTIFIKAT")
                .await;
        }
    }
    nothing_has_changed(&world).await;
}

#[tokio::test]
async fn another_address_at_the_same_provider_is_not_taken_for_the_same() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let token = maskinporten.token(&world, DIGIPOST);
    let person = world.person().registered().await;
    let good = mailbox(&person.identifier);
    assert_eq!(said(&world, &token, CREATE, &good).await.0, "OK");
    let other = with(good, "postkasseadresse", "kari.annen#1ABC");
    is_refused(&world, &token, CREATE, &other, "POSTKASSE_EKSISTERER_ALLEREDE").await;
    assert_eq!(world.text_of(&person, "mailbox_address").await.as_deref(), Some("kari.test#9YDT"));
}

#[tokio::test]
async fn the_mailbox_of_a_reserved_person_is_kept_right_and_can_be_closed() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let token = maskinporten.token(&world, DIGIPOST);
    let person = world.person().registered().await;
    let good = mailbox(&person.identifier);
    assert_eq!(said(&world, &token, CREATE, &good).await.0, "OK");
    sqlx::query("update person set reserved_at = now(), reservation_updated_at = now()")
        .execute(&world.pool)
        .await
        .expect("she reserves herself");
    is_refused(&world, &token, CAN_CHOOSE, &good, "RESERVERT").await;
    is_refused(&world, &token, CREATE, &good, "RESERVERT").await;
    let moved = with(good.clone(), "postkasseadresse", "kari.annen#1ABC");
    assert_eq!(said(&world, &token, UPDATE, &moved).await.0, "OK");
    assert_eq!(said(&world, &token, DELETE, &good).await.0, "OK");
}

#[tokio::test]
async fn a_certificate_counts_for_the_provider_and_a_bad_one_stops_everything() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let token = maskinporten.token(&world, DIGIPOST);
    let person = world.person().registered().await;
    let good = mailbox(&person.identifier);
    let expired = with(good.clone(), "sertifikat", &STANDARD.encode(certificate_for(&world, -1)));
    is_refused(&world, &token, CREATE, &expired, "UGYLDIG_SERTIFIKAT").await;
    nothing_has_changed(&world).await;
    let der = certificate_for(&world, 300);
    let bare = with(good.clone(), "sertifikat", &STANDARD.encode(&der));
    assert_eq!(said(&world, &token, CREATE, &bare).await.0, "OK");
    let stored: Vec<u8> =
        sqlx::query_scalar("select certificate from mailbox_certificate where provider = 'digipost'")
            .fetch_one(&world.pool)
            .await
            .expect("a certificate");
    assert_eq!(stored, der);
    let next = certificate_for(&world, 600);
    let lines = STANDARD
        .encode(&next)
        .as_bytes()
        .chunks(64)
        .map(|line| String::from_utf8_lossy(line).into_owned())
        .collect::<Vec<_>>();
    let pem = format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"));
    assert_eq!(said(&world, &token, UPDATE, &with(good, "sertifikat", &pem)).await.0, "OK");
    assert_eq!(
        world
            .count("select count(*) from mailbox_certificate where not_after > now() + interval '500 days'")
            .await,
        1
    );
    assert_eq!(world.changes(&person).await, ["mailbox_chosen"], "no change for each user of the provider");
}

#[tokio::test]
async fn who_is_no_provider_may_not_ask() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let person = world.person().registered().await;
    for organisation in ["991825827", "996460320"] {
        let token = maskinporten.token(&world, organisation);
        for path in [CAN_CHOOSE, CREATE, UPDATE, DELETE] {
            let body = with(mailbox(&person.identifier), "organisasjonsnummer", organisation);
            let answer = world.posts(path, &token, &body).await;
            assert_eq!((answer.status, answer.error()), (403, "access_denied"), "{path}");
            assert!(!answer.body.to_string().contains(&person.identifier));
        }
    }
    nothing_has_changed(&world).await;
}

#[tokio::test]
async fn a_token_about_one_person_is_about_no_other() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let (kari, ola): (Person, Person) =
        (world.person().registered().await, world.person().registered().await);
    let mut claims = maskinporten.claims(&world, DIGIPOST);
    claims["pid"] = json!(kari.identifier);
    let token = published_key().sign(&claims);
    for path in [CAN_CHOOSE, CREATE, UPDATE, DELETE] {
        let answer = world.posts(path, &token, &mailbox(&ola.identifier)).await;
        assert_eq!((answer.status, answer.error()), (403, "insufficient_scope"), "{path}");
        assert!(
            !answer.body.to_string().contains(&ola.identifier)
                && !answer.body.to_string().contains(&kari.identifier)
        );
    }
    nothing_has_changed(&world).await;
    assert_eq!(said(&world, &token, CREATE, &mailbox(&kari.identifier)).await.0, "OK");
}
