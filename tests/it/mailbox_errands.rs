//! What is asked of mailbox providers, by what they hear: keys, retries, crashes, strange answers.

use bekreft::actions::mailbox::{LEASE, expiring_certificates};
use bekreft::clients::mailbox::{CHOOSE, DELETE, KEY_HEADER, MAY_CHOOSE};
use bekreft::store::mailbox::save_certificate;
use bekreft_domain::{MailboxCertificate, MailboxProvider, MailboxRefusal};
use futures_util::future::join_all;
use serde_json::{Value, json};
use time::Duration;
use wiremock::matchers::{header, method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};
use world::{Citizen, Options, Person, World};

/// A provider of our own, and a world that asks it.
pub(crate) async fn world_with_provider() -> (World, MockServer) {
    let provider = MockServer::start().await;
    let settings =
        vec![("MAILBOX_DIGIPOST_URL", provider.uri()), ("MAILBOX_DIGIPOST_TOKEN", "a-secret".to_owned())];
    (World::with(Options { settings, ..Options::default() }).await, provider)
}

pub(crate) async fn answers(provider: &MockServer, operation: &str, answer: ResponseTemplate) {
    Mock::given(method("POST"))
        .and(path(format!("/v1/{operation}")))
        .and(header("authorization", "Bearer a-secret"))
        .respond_with(answer)
        .mount(provider)
        .await;
}

pub(crate) fn says(body: Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(body)
}

pub(crate) fn made() -> ResponseTemplate {
    says(json!({ "status": "OK", "postkasseadresse": "kari.test#9YDT" }))
}

pub(crate) async fn asks_for_digipost(world: &World) -> (Person, Citizen) {
    let person = world.person().registered().await;
    let citizen = world.citizen_at_high_level(&person).await;
    citizen.confirms(&[("mailbox", "yes"), ("provider", "digipost")]).await;
    (person, citizen)
}

pub(crate) async fn has_mailbox(world: &World, person: &Person) -> bool {
    world.text_of(person, "mailbox_address").await.is_some()
}

async fn state(world: &World) -> String {
    sqlx::query_scalar("select state from mailbox_errand where task = 'choose' order by id desc limit 1")
        .fetch_one(&world.pool)
        .await
        .expect("an errand")
}

fn key(request: &Request) -> String {
    request.headers.get("idempotency-key").expect("a key").to_str().expect("plain").to_owned()
}

#[tokio::test]
async fn the_provider_is_told_who_she_is_and_where_it_can_reach_her_and_nothing_else() {
    let (world, provider) = world_with_provider().await;
    answers(&provider, "kanVelge", says(json!({ "status": "JA" }))).await;
    answers(&provider, "opprettOgVelg", made()).await;
    let (person, _) = asks_for_digipost(&world).await;
    assert!(has_mailbox(&world, &person).await);
    let requests = provider.received_requests().await.expect("recorded");
    let bodies: Vec<Value> =
        requests.iter().map(|request| serde_json::from_slice(&request.body).expect("JSON")).collect();
    assert_eq!(bodies[0], json!({ "personidentifikator": person.identifier }));
    assert_eq!(
        bodies[1],
        json!({
            "personidentifikator": person.identifier,
            "organisasjonsnummer": "984661185",
            "epostadresse": person.email
        })
    );
    assert_eq!(key(&requests[0]), key(&requests[1]));
}

#[tokio::test]
async fn every_attempt_has_the_same_key() {
    let (world, provider) = world_with_provider().await;
    answers(&provider, "kanVelge", says(json!({ "status": "JA" }))).await;
    answers(&provider, "opprettOgVelg", ResponseTemplate::new(500)).await;
    asks_for_digipost(&world).await;
    for _ in 0..3 {
        world.advance(Duration::minutes(10));
        world.runs_errands().await;
    }
    let requests = provider.received_requests().await.expect("recorded");
    assert_eq!(requests.len(), 8);
    assert!(requests.iter().all(|request| key(request) == key(&requests[0])));
}

#[tokio::test]
async fn attempts_come_further_and_further_apart() {
    let (world, provider) = world_with_provider().await;
    answers(&provider, "kanVelge", ResponseTemplate::new(503)).await;
    asks_for_digipost(&world).await;
    let mut attempts = Vec::new();
    for _ in 0..120 {
        world.advance(Duration::seconds(10));
        attempts.push(world.runs_errands().await);
    }
    let all: usize = attempts.iter().sum();
    assert!((5..=11).contains(&all), "{all} attempts in twenty minutes");
    assert!(attempts[60..].iter().sum::<usize>() <= 3, "five minutes apart in the end");
}

#[tokio::test]
async fn strange_answers_are_no_answers() {
    let strange = [
        ResponseTemplate::new(200).set_body_string("<html>"),
        says(json!({})),
        says(json!({ "status": "KANSKJE" })),
        ResponseTemplate::new(401),
        ResponseTemplate::new(404),
        ResponseTemplate::new(302).insert_header("location", "/v1/opprettOgVelg"),
        ResponseTemplate::new(429),
    ];
    for answer in strange {
        let (world, provider) = world_with_provider().await;
        answers(&provider, "kanVelge", answer.clone()).await;
        let (person, citizen) = asks_for_digipost(&world).await;
        assert_eq!(state(&world).await, "waiting", "{answer:?}");
        assert!(!has_mailbox(&world, &person).await);
        assert!(citizen.opens("/bekreft/kvittering").await.shows("Valget ditt er lagret"));
    }
}

#[tokio::test]
async fn a_mailbox_without_an_address_or_with_a_bad_one_is_none() {
    for address in [json!(null), json!("kort"), json!("har mellomrom i seg"), json!(7)] {
        let (world, provider) = world_with_provider().await;
        answers(&provider, "kanVelge", says(json!({ "status": "JA" }))).await;
        answers(&provider, "opprettOgVelg", says(json!({ "status": "OK", "postkasseadresse": address })))
            .await;
        let (person, _) = asks_for_digipost(&world).await;
        assert!(!has_mailbox(&world, &person).await && state(&world).await == "waiting", "{address}");
    }
}

#[tokio::test]
async fn a_no_with_an_undocumented_reason_is_still_a_no() {
    let (world, provider) = world_with_provider().await;
    answers(&provider, "kanVelge", says(json!({ "status": "JA" }))).await;
    answers(&provider, "opprettOgVelg", says(json!({ "status": "FEILET", "beskrivelse": "MAANEN_ER_FULL" })))
        .await;
    let (_, citizen) = asks_for_digipost(&world).await;
    assert_eq!(state(&world).await, "refused");
    assert!(citizen.opens("/bekreft/kvittering").await.shows("på grunn av en feil hos dem eller oss"));
}

#[tokio::test]
async fn a_certificate_that_cannot_be_used_is_not_kept_and_the_mailbox_is() {
    for certificate in ["", "MIIC", "not base64!"] {
        let (world, provider) = world_with_provider().await;
        answers(&provider, "kanVelge", says(json!({ "status": "JA" }))).await;
        let made = json!({ "status": "OK", "postkasseadresse": "kari.test#9YDT", "sertifikat": certificate });
        answers(&provider, "opprettOgVelg", says(made)).await;
        let (person, _) = asks_for_digipost(&world).await;
        assert!(has_mailbox(&world, &person).await);
        assert_eq!(world.count("select count(*) from mailbox_certificate").await, 0);
    }
}

#[tokio::test]
async fn that_there_is_nothing_to_delete_is_as_good_as_deleted() {
    let (world, provider) = world_with_provider().await;
    answers(&provider, "slett", says(json!({ "status": "FEILET", "beskrivelse": "INGEN_POSTBOKS_FUNNET" })))
        .await;
    let person = world.person().mailbox("digipost", "kari.test#9YDT").registered().await;
    let citizen = world.citizen_at_high_level(&person).await;
    let form = citizen.opens("/profil/postkasse").await.form("form#choice").with("choice", "none");
    citizen.sends(&form).await;
    assert_eq!(world.runs_errands().await, 1);
    assert_eq!(world.count("select count(*) from mailbox_errand where state = 'done'").await, 1);
    let requests = provider.received_requests().await.expect("recorded");
    let body: Value = serde_json::from_slice(&requests[0].body).expect("JSON");
    assert!(body.get("epostadresse").is_none(), "what is not needed is not sent");
}

#[tokio::test]
async fn an_errand_whose_web_server_died_is_done_by_the_worker() {
    let (world, provider) = world_with_provider().await;
    let slow = says(json!({ "status": "JA" })).set_delay(std::time::Duration::from_mins(1));
    Mock::given(path("/v1/kanVelge")).respond_with(slow).up_to_n_times(1).mount(&provider).await;
    answers(&provider, "kanVelge", says(json!({ "status": "JA" }))).await;
    answers(&provider, "opprettOgVelg", made()).await;
    let person = world.person().registered().await;
    let citizen = world.citizen_at_high_level(&person).await;
    let confirming = citizen.confirms(&[("mailbox", "yes"), ("provider", "digipost")]);
    // The page goes away while the provider is asked.
    let cut_off = tokio::time::timeout(std::time::Duration::from_millis(1500), confirming).await;
    assert!(cut_off.is_err());
    assert_eq!(state(&world).await, "waiting", "what was acknowledged in the database is not lost");
    world.advance(LEASE);
    assert_eq!(world.runs_errands().await, 1);
    assert!(has_mailbox(&world, &person).await);
}

#[tokio::test]
async fn two_workers_do_an_errand_once() {
    let (world, provider) = world_with_provider().await;
    Mock::given(path("/v1/kanVelge"))
        .respond_with(ResponseTemplate::new(503))
        .up_to_n_times(1)
        .mount(&provider)
        .await;
    answers(&provider, "kanVelge", says(json!({ "status": "JA" }))).await;
    answers(&provider, "opprettOgVelg", made().set_delay(std::time::Duration::from_millis(300))).await;
    let (person, _) = asks_for_digipost(&world).await;
    world.advance(Duration::minutes(1));
    let done = join_all((0..4).map(|_| world.runs_errands())).await;
    assert_eq!(done.iter().sum::<usize>(), 1);
    assert_eq!(world.changes(&person).await, ["mobile_confirmed", "email_confirmed", "mailbox_chosen"]);
}

#[tokio::test]
async fn a_worker_that_was_thought_dead_and_the_one_that_took_over_enter_one_mailbox() {
    let (world, provider) = world_with_provider().await;
    Mock::given(path("/v1/kanVelge"))
        .respond_with(ResponseTemplate::new(503))
        .up_to_n_times(1)
        .mount(&provider)
        .await;
    answers(&provider, "kanVelge", says(json!({ "status": "JA" }))).await;
    answers(&provider, "opprettOgVelg", made().set_delay(std::time::Duration::from_millis(800))).await;
    answers(&provider, "slett", says(json!({ "status": "OK" }))).await;
    let (person, _) = asks_for_digipost(&world).await;
    world.advance(Duration::minutes(1));
    let late = async {
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        world.advance(LEASE + Duration::seconds(1));
        world.runs_errands().await
    };
    let (first, second) = futures_util::future::join(Box::pin(world.runs_errands()), Box::pin(late)).await;
    assert_eq!((first, second), (1, 1), "both asked");
    assert!(has_mailbox(&world, &person).await);
    assert_eq!(world.changes(&person).await, ["mobile_confirmed", "email_confirmed", "mailbox_chosen"]);
    assert_eq!(world.count("select count(*) from mailbox_errand where task = 'delete'").await, 0);
}

#[tokio::test]
async fn a_wish_that_was_taken_back_while_the_provider_was_asked_leaves_no_mailbox_behind() {
    let (world, provider) = world_with_provider().await;
    answers(&provider, "kanVelge", says(json!({ "status": "JA" }))).await;
    answers(&provider, "opprettOgVelg", made().set_delay(std::time::Duration::from_millis(1200))).await;
    answers(&provider, "slett", says(json!({ "status": "OK" }))).await;
    let person = world.person().registered().await;
    let citizen = world.citizen_at_high_level(&person).await;
    let none = citizen.opens("/profil/postkasse").await.form("form#choice").with("choice", "none");
    let takes_back = async {
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        citizen.sends(&none).await
    };
    let confirming = citizen.confirms(&[("mailbox", "yes"), ("provider", "digipost")]);
    futures_util::future::join(confirming, takes_back).await;
    world.advance(Duration::seconds(16));
    world.runs_errands().await;
    assert!(!has_mailbox(&world, &person).await);
    let requests = provider.received_requests().await.expect("recorded");
    let last = requests.last().expect("a request");
    assert_eq!(last.url.path(), "/v1/slett", "the provider is told last of all that it is not wanted");
    assert_eq!(state(&world).await, "superseded");
}

#[tokio::test]
async fn old_errands_are_thrown_away_and_waiting_ones_are_not() {
    let (world, provider) = world_with_provider().await;
    answers(&provider, "kanVelge", says(json!({ "status": "NEI", "beskrivelse": "RESERVERT" }))).await;
    asks_for_digipost(&world).await;
    world.advance_days(89);
    bekreft::actions::purge::purge(&world.db, world.now()).await.expect("purged");
    assert_eq!(world.count("select count(*) from mailbox_errand").await, 1);
    world.advance_days(2);
    bekreft::actions::purge::purge(&world.db, world.now()).await.expect("purged");
    assert_eq!(world.count("select count(*) from mailbox_errand").await, 0);
}

#[tokio::test]
async fn operators_see_what_waits_and_when_a_certificate_expires() {
    let world = World::start().await;
    let metric = async |name: &str| {
        let text = world.metrics().await;
        let line = text.lines().find(|line| line.starts_with(name)).map(str::to_owned);
        line.and_then(|line| line.rsplit(' ').next()?.parse::<f64>().ok())
    };
    let waiting = r#"bekreft_mailbox_errands_waiting{provider="digipost"}"#;
    let expires = r#"bekreft_mailbox_certificate_expires_seconds{provider="digipost"}"#;
    assert_eq!((metric(waiting).await, metric(expires).await), (Some(0.0), None));
    asks_for_digipost(&world).await;
    world.provider_behaves("digipost", "down").await;
    asks_for_digipost(&world).await;
    world.advance(Duration::hours(1));
    assert_eq!(metric(waiting).await, Some(1.0));
    let oldest = metric(r#"bekreft_mailbox_oldest_errand_seconds{provider="digipost"}"#).await;
    assert!(oldest.is_some_and(|seconds| seconds >= 3600.0));
    assert!(metric(expires).await.is_some_and(|left| left > 700.0 * 86400.0));
    assert!(expiring_certificates(&world.db, world.now()).await.expect("read").is_empty());
    world.advance_days(701);
    let expiring = expiring_certificates(&world.db, world.now()).await.expect("read");
    assert_eq!(expiring.len(), 1);
    world.advance_days(100);
    assert!(metric(expires).await.is_some_and(|left| left < 0.0), "expired is not gone");
}

#[tokio::test]
async fn a_newer_certificate_takes_the_place_of_the_old_and_an_older_one_does_not() {
    let world = World::start().await;
    let now = world.now();
    let made = |days_ago: i64| {
        let mut params = rcgen::CertificateParams::default();
        params.not_before = now - Duration::days(days_ago);
        params.not_after = now + Duration::days(365);
        let key = rcgen::KeyPair::generate().expect("a key");
        let der = params.self_signed(&key).expect("a certificate").der().to_vec();
        MailboxCertificate::check(&der, MailboxProvider::EBoks, now).expect("good")
    };
    let (old, new) = (made(300), made(3));
    for (certificate, changes) in [(&old, true), (&new, true), (&new, false), (&old, false)] {
        let mut tx = world.db.begin().await.expect("begun");
        let changed = save_certificate(&mut tx, MailboxProvider::EBoks, certificate, now).await;
        tx.commit().await.expect("kept");
        assert_eq!(changed.expect("saved"), changes);
    }
    let kept: Vec<u8> = sqlx::query_scalar("select certificate from mailbox_certificate")
        .fetch_one(&world.pool)
        .await
        .expect("one");
    assert_eq!(kept, new.der());
}

#[test]
fn the_contract_names_every_operation_and_every_code() {
    let file = world::root().join("docs/integration/mailbox-provider.yaml");
    let contract = std::fs::read_to_string(file).expect("the contract");
    let operations: Vec<&str> = contract.lines().filter_map(|line| line.strip_prefix("  /")).collect();
    let known = [MAY_CHOOSE, CHOOSE, DELETE].map(|path| format!("{}:", path.trim_start_matches('/')));
    assert_eq!(operations, known);
    assert!(contract.contains(&format!("name: {KEY_HEADER}")));
    for refusal in MailboxRefusal::ALL {
        assert!(contract.contains(refusal.code()), "{}", refusal.code());
    }
    for provider in MailboxProvider::ALL {
        assert!(contract.contains(provider.organisation_number()));
    }
}
