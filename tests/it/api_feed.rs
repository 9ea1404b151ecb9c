//! The change feed on the wire: who may read it, what a page is, and what it tells of persons and providers.

use serde_json::{Value, json};
use time::Duration;
use world::maskinporten::{ApiAnswer, DIGIPOST, EBOKS, Maskinporten, certificate, published_key};
use world::proxy::{Mood, Proxy};
use world::{Options, Person, World};

const CHANGES: &str = "/rest/v2/krr/hentEndringer";
const PROVIDERS: &str = "/rest/v1/krr/hentPostkasseleverandoerEndringer";
const ALL: &str =
    "krr:global/hentendring.read krr:global/kontaktinformasjon.read krr:global/digitalpost.read";
const MUNICIPALITY: &str = "991825827";

struct Reader<'a> {
    world: &'a World,
    token: String,
}

impl<'a> Reader<'a> {
    fn new(maskinporten: &Maskinporten, world: &'a World, scopes: &str) -> Self {
        let mut claims = maskinporten.claims(world, MUNICIPALITY);
        claims["scope"] = json!(scopes);
        Self { world, token: published_key().sign(&claims) }
    }

    async fn asks(&self, path: &str, from: Value) -> ApiAnswer {
        self.world.posts(path, &self.token, &json!({ "fraEndringsId": from })).await
    }

    async fn changes(&self, from: i64) -> Value {
        let answer = self.asks(CHANGES, json!(from)).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.body
    }
}

fn ids(body: &Value) -> [i64; 3] {
    ["fraEndringsId", "tilEndringsId", "sisteEndringsId"].map(|name| body[name].as_i64().expect("an id"))
}

fn persons(body: &Value) -> Vec<&str> {
    let list = body["list"].as_array().expect("a list is never missing");
    list.iter().map(|person| person["personidentifikator"].as_str().expect("a person")).collect()
}

fn names(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

async fn note(world: &World, person: &Person, times: i64) {
    sqlx::query(
        "insert into change_log (person_id, change, at)
         select id, 'mobile_updated', now() from person, generate_series(1, $2) where person_identifier = $1",
    )
    .bind(&person.identifier)
    .bind(times)
    .execute(&world.pool)
    .await
    .expect("changes");
}

#[tokio::test]
async fn a_register_without_changes_has_a_list_and_the_number_that_was_sent() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let reader = Reader::new(&maskinporten, &world, ALL);
    for path in [CHANGES, PROVIDERS] {
        let answer = reader.asks(path, json!(0)).await;
        let nothing = json!({ "list": [], "fraEndringsId": 0, "tilEndringsId": 0, "sisteEndringsId": 0 });
        assert_eq!((answer.status, answer.body), (200, nothing), "{path}");
    }
}

#[tokio::test]
async fn what_a_citizen_does_is_told_once_it_is_done_and_to_whoever_asks_from_before() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let reader = Reader::new(&maskinporten, &world, ALL);
    let person = world.person().confirmed_days_ago(600).registered().await;
    assert_eq!(persons(&reader.changes(0).await), [""; 0], "she has changed nothing yet");
    world.citizen(&person).await.confirms(&[]).await;
    let body = reader.changes(0).await;
    assert_eq!(persons(&body), [person.identifier.as_str()], "once, although both channels were confirmed");
    assert_eq!(ids(&body), [0, 2, 2]);
    assert_eq!(body["list"][0]["kontaktinformasjon"]["mobiltelefonnummer"], person.mobile);
    assert_eq!(reader.changes(0).await, body, "asked again the same");
    assert_eq!(
        persons(&reader.changes(1).await),
        [person.identifier.as_str()],
        "the number sent is left out"
    );
    let end = reader.changes(2).await;
    assert_eq!((persons(&end).len(), ids(&end)), (0, [2, 2, 2]));
}

#[tokio::test]
async fn pages_follow_each_other_until_the_last_change() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let reader = Reader::new(&maskinporten, &world, ALL);
    let (one, two, three) = (
        world.person().registered().await,
        world.person().registered().await,
        world.person().registered().await,
    );
    note(&world, &one, 600).await;
    note(&world, &two, 600).await;
    note(&world, &one, 200).await;
    note(&world, &three, 5000).await;
    let first = reader.changes(0).await;
    assert_eq!(ids(&first), [0, 1000, 2000], "more is numbered than a page holds, so that she goes on");
    assert_eq!(persons(&first), [&one.identifier, &two.identifier], "each once");
    let second = reader.changes(1000).await;
    assert_eq!(ids(&second), [1000, 2000, 4000]);
    assert_eq!(
        persons(&second),
        [&two.identifier, &one.identifier, &three.identifier],
        "in the order of the last change"
    );
    let (mut from, mut last) = (2000, 4000);
    while from < last {
        let page = reader.changes(from).await;
        assert_eq!(persons(&page), [three.identifier.as_str()]);
        let [_, up_to, newest] = ids(&page);
        assert!(up_to > from && up_to <= newest, "{from} {up_to} {newest}");
        (from, last) = (up_to, newest);
    }
    assert_eq!(from, 6400, "who goes on while there is more has all of it");
    assert_eq!(ids(&reader.changes(6400).await), [6400, 6400, 6400]);
}

#[tokio::test]
async fn numbers_have_64_bits() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let reader = Reader::new(&maskinporten, &world, ALL);
    let person = world.person().registered().await;
    sqlx::query("update feed_position set last_number = 5000000000").execute(&world.pool).await.expect("far");
    note(&world, &person, 1).await;
    let body = reader.changes(5_000_000_000).await;
    assert_eq!(ids(&body), [5_000_000_000, 5_000_000_001, 5_000_000_001]);
    assert_eq!(persons(&body), [person.identifier.as_str()]);
}

#[tokio::test]
async fn expired_reserved_and_deleted_persons_are_told_as_a_copy_needs_them() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let reader = Reader::new(&maskinporten, &world, ALL);
    let expired =
        world.person().confirmed_days_ago(700).mailbox("digipost", "kari.test#9YDT").registered().await;
    let reserved = world.person().reserved().mailbox("eboks", "0000485887").registered().await;
    let deleted = world.person().deleted().registered().await;
    for person in [&expired, &reserved, &deleted] {
        note(&world, person, 1).await;
    }
    let body = reader.changes(0).await;
    let [one, two, three] = [&body["list"][0], &body["list"][1], &body["list"][2]];
    assert_eq!((&one["status"], &one["varslingsstatus"]), (&json!("AKTIV"), &json!("KAN_IKKE_VARSLES")));
    assert_eq!(one["kontaktinformasjon"]["epostadresse"], expired.email, "not filtered by the 18 months");
    assert_eq!(one["kontaktinformasjon"]["epostadresse_duplisert"], "NEI");
    assert_eq!(one["digital_post"]["postkasseadresse"], "kari.test#9YDT");
    assert_eq!((&two["reservasjon"], &two["varslingsstatus"]), (&json!("JA"), &json!("KAN_IKKE_VARSLES")));
    assert_eq!(two["kontaktinformasjon"]["mobiltelefonnummer"], reserved.mobile);
    assert!(two["digital_post"].is_null() && two["sertifikat"].is_null());
    let gone = json!({ "personidentifikator": deleted.identifier, "status": "SLETTET", "varslingsstatus": "KAN_IKKE_VARSLES" });
    assert_eq!(*three, gone);
    assert!(!body.to_string().contains("null") && !body.to_string().contains("IKKE_REGISTRERT"));
}

#[tokio::test]
async fn a_person_whose_history_has_been_thrown_away_is_still_told_as_deleted() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let person = world.person().confirmed_days_ago(800).deleted().registered().await;
    note(&world, &person, 5).await;
    let reader = Reader::new(&maskinporten, &world, ALL);
    assert_eq!(ids(&reader.changes(0).await), [0, 5, 5]);
    bekreft::actions::purge::purge(&world.db, world.now()).await.expect("purged");
    assert_eq!(world.changes(&person).await.len(), 1);
    let body = Reader::new(&maskinporten, &world, ALL).changes(0).await;
    assert_eq!((persons(&body), ids(&body)), (vec![person.identifier.as_str()], [0, 5, 5]));
    assert_eq!(body["list"][0]["status"], "SLETTET");
}

#[tokio::test]
async fn what_is_told_of_a_person_follows_from_the_scopes() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let person = world.person().language("nn").mailbox("digipost", "kari.test#9YDT").registered().await;
    note(&world, &person, 1).await;
    let contact = "krr:global/hentendring.read krr:global/kontaktinformasjon.read";
    let body = Reader::new(&maskinporten, &world, contact).changes(0).await;
    let mut told = names(&body["list"][0]);
    told.sort_unstable();
    assert_eq!(
        told,
        [
            "kontaktinformasjon",
            "personidentifikator",
            "reservasjon",
            "spraak",
            "spraak_oppdatert",
            "status",
            "varslingsstatus"
        ]
    );
    let mail = "krr:global/digitalpost.read krr:global/hentendring.read";
    let body = Reader::new(&maskinporten, &world, mail).changes(0).await;
    let mut told = names(&body["list"][0]);
    told.sort_unstable();
    assert_eq!(told, ["digital_post", "personidentifikator", "reservasjon", "status"]);
}

#[tokio::test]
async fn without_the_scopes_for_it_nobody_reads_the_feed() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let lookups = "krr:global/kontaktinformasjon.read krr:global/digitalpost.read";
    for path in [CHANGES, PROVIDERS] {
        for scopes in
            [lookups, "krr:global/hentendring", "krr:global/hentendring.readx krr:global/postkasse.write"]
        {
            let answer = Reader::new(&maskinporten, &world, scopes).asks(path, json!(0)).await;
            assert_eq!((answer.status, answer.error()), (403, "insufficient_scope"), "{path} {scopes}");
            assert!(answer.header("www-authenticate").contains("krr:global/hentendring.read"));
        }
        let mut claims = maskinporten.claims(&world, MUNICIPALITY);
        claims["scope"] = json!(ALL);
        claims["pid"] = json!(world.person().unregistered().identifier);
        let one = Reader { world: &world, token: published_key().sign(&claims) };
        let answer = one.asks(path, json!(0)).await;
        assert_eq!((answer.status, answer.error()), (403, "insufficient_scope"), "a token about one person");
    }
    let alone = Reader::new(&maskinporten, &world, "krr:global/hentendring.read");
    let answer = alone.asks(CHANGES, json!(0)).await;
    assert_eq!((answer.status, answer.error()), (403, "insufficient_scope"));
    assert!(answer.header("www-authenticate").contains("krr:global/kontaktinformasjon.read"));
    assert_eq!(alone.asks(PROVIDERS, json!(0)).await.status, 200, "providers are no persons");
}

#[tokio::test]
async fn a_number_that_is_none_or_not_from_here_is_refused() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let reader = Reader::new(&maskinporten, &world, ALL);
    for path in [CHANGES, PROVIDERS] {
        for from in [
            json!(-1),
            json!(i64::MIN),
            json!(1),
            json!(i64::MAX),
            json!(u64::MAX),
            json!(0.5),
            json!("0"),
            json!(null),
        ] {
            let answer = reader.asks(path, from.clone()).await;
            assert_eq!((answer.status, answer.error()), (400, "invalid_request"), "{path} {from}");
        }
        let nothing = world.posts(path, &reader.token, &json!({})).await;
        assert_eq!((nothing.status, nothing.error()), (400, "invalid_request"));
    }
    assert!(reader.asks(CHANGES, json!(7)).await.description().contains("start from 0"));
}

#[tokio::test]
async fn a_whole_number_may_have_a_point_as_some_programs_write_it() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let reader = Reader::new(&maskinporten, &world, ALL);
    let person = world.person().registered().await;
    note(&world, &person, 3).await;
    for from in [json!(2.0), json!(2e0), json!(2)] {
        let answer = reader.asks(CHANGES, from.clone()).await;
        assert_eq!((answer.status, ids(&answer.body)), (200, [2, 3, 3]), "{from}");
    }
    // Just beyond what is exact with a point: it may have been rounded up, past a change.
    for from in [json!(2.5), json!(9_007_199_254_740_994.0), json!(1e300), json!(-2.0)] {
        let answer = reader.asks(CHANGES, from.clone()).await;
        assert_eq!((answer.status, answer.error()), (400, "invalid_request"), "{from}");
    }
}

async fn renews(
    world: &World,
    maskinporten: &Maskinporten,
    organisation: &str,
    person: &Person,
    days: i64,
) -> String {
    use base64::Engine as _;
    let der = certificate(world.now() + Duration::days(days));
    let text = base64::engine::general_purpose::STANDARD.encode(der);
    let body = json!({ "personidentifikator": person.identifier, "organisasjonsnummer": organisation,
        "postkasseadresse": "kari.test#9YDT", "sertifikat": text });
    let token = maskinporten.token(world, organisation);
    let answer = world.posts("/rest/v1/postkasse/oppdater", &token, &body).await;
    assert_eq!(answer.said(), ("OK", ""));
    text
}

#[tokio::test]
async fn a_provider_that_renews_its_certificate_is_told_once_for_each_change() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let reader = Reader::new(&maskinporten, &world, "krr:global/hentendring.read");
    let digipost = world.person().mailbox("digipost", "kari.test#9YDT").registered().await;
    let eboks = world.person().mailbox("eboks", "kari.test#9YDT").registered().await;
    let first = renews(&world, &maskinporten, DIGIPOST, &digipost, 100).await;
    let provider = |name: &str, number: &str, certificate: &str| json!({ "navn": name, "organisasjonsnummer": number, "sertifikat": certificate });
    let body = reader.asks(PROVIDERS, json!(0)).await.body;
    assert_eq!((&body["list"], ids(&body)), (&json!([provider("Digipost", DIGIPOST, &first)]), [0, 1, 1]));
    let other = renews(&world, &maskinporten, EBOKS, &eboks, 200).await;
    let body = reader.asks(PROVIDERS, json!(1)).await.body;
    assert_eq!((&body["list"], ids(&body)), (&json!([provider("e-Boks", EBOKS, &other)]), [1, 2, 2]));
    let second = renews(&world, &maskinporten, DIGIPOST, &digipost, 300).await;
    let body = reader.asks(PROVIDERS, json!(0)).await.body;
    let both = json!([provider("e-Boks", EBOKS, &other), provider("Digipost", DIGIPOST, &second)]);
    assert_eq!((&body["list"], ids(&body)), (&both, [0, 3, 3]), "as they are now, each once");
    let body = reader.asks(PROVIDERS, json!(3)).await.body;
    assert_eq!((&body["list"], ids(&body)), (&json!([]), [3, 3, 3]));
    assert_eq!(world.count("select count(*) from change_log").await, 0, "no change of any person");
}

#[tokio::test]
async fn while_the_database_is_away_the_feed_says_when_to_try_again() {
    let maskinporten = Maskinporten::start().await;
    let direct = world::fresh_database().await;
    let (proxy, url) = Proxy::in_front_of(&direct).await;
    let world = World::with(Options {
        settings: maskinporten.settings(),
        database_url: Some(direct),
        program_database_url: Some(url),
        ..Options::default()
    })
    .await;
    let reader = Reader::new(&maskinporten, &world, ALL);
    assert_eq!(reader.asks(CHANGES, json!(0)).await.status, 200);
    proxy.becomes(Mood::Gone);
    for path in [CHANGES, PROVIDERS] {
        let answer = reader.asks(path, json!(0)).await;
        assert_eq!((answer.status, answer.error(), answer.header("retry-after")), (503, "server_error", "5"));
    }
    proxy.becomes(Mood::Well);
    assert_eq!(reader.asks(CHANGES, json!(0)).await.status, 200);
}
