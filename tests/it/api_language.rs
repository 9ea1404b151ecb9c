//! Public bodies set the language of letters to those who have none.

use serde_json::{Value, json};
use world::maskinporten::{ApiAnswer, Maskinporten, published_key};
use world::{Person, World};

const LANGUAGE: &str = "/rest/v1/personer/spraak";
const WRITE: &str = "krr:global/spraak.write";
const MUNICIPALITY: &str = "991825827";
const SUPPLIER: &str = "984661185";

struct Body<'a> {
    world: &'a World,
    token: String,
}

impl<'a> Body<'a> {
    fn new(maskinporten: &Maskinporten, world: &'a World) -> Self {
        Self::with(maskinporten, world, "scope", json!(WRITE))
    }

    fn with(maskinporten: &Maskinporten, world: &'a World, name: &str, value: Value) -> Self {
        let mut claims = maskinporten.claims(world, MUNICIPALITY);
        claims["scope"] = json!(WRITE);
        claims[name] = value;
        Self { world, token: published_key().sign(&claims) }
    }

    async fn sends(&self, persons: &[Value]) -> ApiAnswer {
        self.world.posts(LANGUAGE, &self.token, &json!({ "personer": persons })).await
    }

    /// What comes of each.
    async fn sets(&self, persons: &[(&str, &str)]) -> Vec<(String, String)> {
        let sent: Vec<_> = persons.iter().map(|(person, language)| entry(person, language)).collect();
        let answer = self.sends(&sent).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let list = answer.body["personer"].as_array().expect("a list").clone();
        let echoed: Vec<_> =
            list.iter().map(|it| it["personidentifikator"].as_str().expect("whose")).collect();
        assert_eq!(echoed, persons.iter().map(|(person, _)| *person).collect::<Vec<_>>(), "in their order");
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        list.iter().map(|it| (text(&it["status"]), text(&it["beskrivelse"]))).collect()
    }
}

fn entry(person: &str, language: &str) -> Value {
    json!({ "personidentifikator": person, "spraak": language })
}

fn ok(code: &str) -> (String, String) {
    ("OK".to_owned(), code.to_owned())
}

fn failed(code: &str) -> (String, String) {
    ("FEILET".to_owned(), code.to_owned())
}

async fn language(world: &World, person: &Person) -> Option<String> {
    world.text_of(person, "language").await
}

#[tokio::test]
async fn a_language_is_set_where_there_is_none_and_never_overwritten() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let body = Body::new(&maskinporten, &world);
    let without = world.person().registered().await;
    let with = world.person().language("en").registered().await;
    let reserved = world.person().reserved().without_mobile().without_email().registered().await;
    let stranger = world.person().unregistered();
    let deleted = world.person().deleted().registered().await;
    let came = body
        .sets(&[
            (&without.identifier, "nn"),
            (&with.identifier, "nn"),
            (&reserved.identifier, "se"),
            (&stranger.identifier, "nb"),
            (&deleted.identifier, "nb"),
            (&without.identifier, "en"),
        ])
        .await;
    assert_eq!(
        came,
        [
            ok("SPRAAK_SATT"),
            failed("SPRAAK_ALLEREDE_SATT"),
            ok("SPRAAK_SATT"),
            ok("BRUKER_OPPRETTET"),
            failed("BRUKER_SLETTET"),
            failed("SPRAAK_ALLEREDE_SATT"),
        ]
    );
    let now: Vec<_> = [
        language(&world, &without).await,
        language(&world, &with).await,
        language(&world, &reserved).await,
        language(&world, &stranger).await,
        language(&world, &deleted).await,
    ]
    .into();
    let expected = [Some("nn"), Some("en"), Some("se"), Some("nb"), None];
    assert_eq!(now, expected.map(|it| it.map(str::to_owned)));
    assert_eq!(world.changes(&without).await, ["language_chosen"]);
    assert_eq!(world.changes(&stranger).await, ["person_registered", "language_chosen"]);
    assert!(world.changes(&with).await.is_empty() && world.changes(&deleted).await.is_empty());
    assert_eq!(
        world.text_of(&without, "mobile").await,
        Some(without.mobile.clone()),
        "the rest is as it was"
    );
    assert_eq!(world.time_of(&without, "reservation_updated_at").await, None);
    assert!(world.time_of(&reserved, "reserved_at").await.is_some());
    assert_eq!(world.text_of(&stranger, "status").await.as_deref(), Some("active"));
    assert_eq!(world.text_of(&deleted, "status").await.as_deref(), Some("deleted"));
}

#[tokio::test]
async fn sent_twice_it_is_done_once_and_at_the_same_time_too() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let body = Body::new(&maskinporten, &world);
    let persons = [world.person().registered().await, world.person().unregistered()];
    let forth: Vec<_> = persons.iter().map(|person| (person.identifier.as_str(), "nn")).collect();
    let back: Vec<_> = persons.iter().rev().map(|person| (person.identifier.as_str(), "en")).collect();
    let (one, other) = tokio::join!(body.sets(&forth), body.sets(&back));
    let done = one.iter().chain(&other).filter(|(status, _)| status == "OK").count();
    assert_eq!(done, 2, "each person once: {one:?} {other:?}");
    let rows = "select count(*) from audit_event where actor = 'public_body'";
    assert_eq!(world.count(rows).await, 2);
    assert_eq!(body.sets(&forth).await, [failed("SPRAAK_ALLEREDE_SATT"), failed("SPRAAK_ALLEREDE_SATT")]);
    assert_eq!(world.count(rows).await, 2);
    assert_eq!(world.count("select count(*) from change_log").await, 3);
}

#[tokio::test]
async fn what_is_nobody_or_no_language_does_not_stop_the_others() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let body = Body::new(&maskinporten, &world);
    let person = world.person().registered().await;
    let bad = ["12345678901", "", "1785901231", "178590123100", "178590 12310", "abcdefghijk", "𝟏7859012310"];
    let mut sent: Vec<_> = bad.iter().map(|digits| (*digits, "nn")).collect();
    for language in ["", "NN", "no", "nb ", "nb-NO", "sv", "nob"] {
        sent.push((&person.identifier, language));
    }
    sent.push((&person.identifier, "se"));
    let came = body.sets(&sent).await;
    assert_eq!(came[..7], vec![failed("UGYLDIG_PERSONNUMMER"); 7]);
    assert_eq!(came[7..14], vec![failed("UGYLDIG_SPRAAK"); 7]);
    assert_eq!(came[14], ok("SPRAAK_SATT"));
    assert_eq!(world.count("select count(*) from change_log").await, 1);
}

#[tokio::test]
async fn the_citizen_sees_who_it_was_in_her_own_language() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let supplier = json!({ "authority": "iso6523-actorid-upis", "ID": format!("0192:{SUPPLIER}") });
    let body = Body::with(&maskinporten, &world, "supplier", supplier);
    let person = world.person().registered().await;
    assert_eq!(body.sets(&[(&person.identifier, "nn")]).await, [ok("SPRAAK_SATT")]);
    let row: (String, String, String, String, Vec<String>) =
        sqlx::query_as("select actor, action, consumer, supplier, changes from audit_event")
            .fetch_one(&world.pool)
            .await
            .expect("one row");
    let words = |text: &str| text.to_owned();
    assert_eq!(
        row,
        (
            words("public_body"),
            words("set_missing_language"),
            words(MUNICIPALITY),
            words(SUPPLIER),
            vec![words("language_chosen")]
        )
    );
    let citizen = world.citizen(&person).await;
    for (language, what, who) in [
        ("nb", "Språk i brev ble valgt", "av virksomheten med organisasjonsnummer 991825827"),
        ("nn", "Språk i brev vart valt", "av verksemda med organisasjonsnummer 991825827"),
        (
            "en",
            "The language of letters was chosen",
            "by the organisation with organisation number 991825827",
        ),
    ] {
        let page = citizen.opens(&format!("/profil?lang={language}")).await;
        assert!(page.shows(what) && page.shows(who), "{language}: {}", page.text("main"));
    }
    assert!(citizen.opens("/profil").await.shows("Nynorsk"));
    let refused = sqlx::query(
        "insert into audit_event (person_id, at, actor, action, changes) select id, now(), 'public_body', 'x', '{}' from person",
    )
    .execute(&world.pool)
    .await;
    let refused = refused.expect_err("which organisation?").to_string();
    assert!(refused.contains("public_body_is_an_organisation"), "{refused}");
}

#[tokio::test]
async fn one_to_a_thousand_persons_can_be_sent() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let body = Body::new(&maskinporten, &world);
    let person = world.person().registered().await;
    let many = |count: usize| vec![entry(&person.identifier, "nn"); count];
    for persons in [many(0), many(1001)] {
        let answer = body.sends(&persons).await;
        assert_eq!((answer.status, answer.error()), (400, "invalid_request"));
        assert!(answer.description().contains("between 1 and 1000"), "{}", answer.description());
    }
    assert_eq!(language(&world, &person).await, None, "none of them is done");
    let pretty = serde_json::to_string_pretty(&json!({ "personer": many(1000) })).expect("JSON");
    assert!(pretty.len() > 64 * 1024, "longer than other bodies may be");
    let bearer = format!("Bearer {}", body.token);
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
    let answer = world.calls("POST", LANGUAGE, &headers, pretty).await;
    assert_eq!((answer.status, answer.body["personer"].as_array().map(Vec::len)), (200, Some(1000)));
    assert_eq!(world.changes(&person).await, ["language_chosen"]);
    let answer = world.calls("POST", LANGUAGE, &headers, " ".repeat(300_000)).await;
    assert_eq!((answer.status, answer.error()), (413, "request_too_large"));
}

#[tokio::test]
async fn a_body_that_is_not_as_described_is_refused_and_not_quoted() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let body = Body::new(&maskinporten, &world);
    let person = world.person().registered().await;
    let pid = &person.identifier;
    for sent in [
        json!({}),
        json!([entry(pid, "nn")]),
        json!({ "personer": entry(pid, "nn") }),
        json!({ "personer": [pid] }),
        json!({ "personer": [{ "personidentifikator": pid }] }),
        json!({ "personer": [{ "spraak": "nn" }] }),
        json!({ "personer": [{ "personidentifikator": pid, "spraak": null }] }),
        json!({ "personer": [entry(pid, "nn"), null] }),
    ] {
        let answer = world.posts(LANGUAGE, &body.token, &sent).await;
        assert_eq!((answer.status, answer.error()), (400, "invalid_request"), "{sent}");
        assert!(!answer.body.to_string().contains(pid.as_str()), "{}", answer.body);
    }
    assert_eq!(language(&world, &person).await, None);
}

#[tokio::test]
async fn without_the_scope_or_with_a_token_about_somebody_else_nothing_is_set() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let (person, other) = (world.person().registered().await, world.person().registered().await);
    let both = [entry(&person.identifier, "nn"), entry(&other.identifier, "nn")];
    let reading = "krr:global/kontaktinformasjon.read krr:user/spraak.write";
    let answer = Body::with(&maskinporten, &world, "scope", json!(reading)).sends(&both).await;
    assert_eq!((answer.status, answer.error()), (403, "insufficient_scope"));
    assert_eq!(
        answer.header("www-authenticate"),
        format!("Bearer error=\"insufficient_scope\", scope=\"{WRITE}\"")
    );
    let about_one = Body::with(&maskinporten, &world, "pid", json!(person.identifier));
    let answer = about_one.sends(&both).await;
    assert_eq!((answer.status, answer.error()), (403, "insufficient_scope"));
    assert!(!answer.body.to_string().contains(&other.identifier));
    assert_eq!(
        language(&world, &person).await,
        None,
        "not the one it may either: the call is refused as a whole"
    );
    assert_eq!(about_one.sets(&[(&person.identifier, "nn")]).await, [ok("SPRAAK_SATT")]);
}

#[tokio::test]
async fn persons_count_towards_what_a_customer_may_ask_in_a_minute() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let few = "update customer set persons_per_minute = 2000";
    sqlx::query(few).execute(&world.pool).await.expect("a limit");
    let body = Body::new(&maskinporten, &world);
    let nobody = vec![entry("12345678901", "nn"); 1000];
    for _ in 0..2 {
        assert_eq!(body.sends(&nobody).await.status, 200);
    }
    let person = world.person().registered().await;
    let mut many = nobody[1..].to_vec();
    many.push(entry(&person.identifier, "nn"));
    let answer = body.sends(&many).await;
    assert_eq!(answer.status, 429, "{}", answer.body);
    assert!(!answer.header("retry-after").is_empty());
    assert_eq!(language(&world, &person).await, None);
}
