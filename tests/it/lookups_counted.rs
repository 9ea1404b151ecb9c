//! From a call of a customer to what its lookups have become: who may call, how much, and what is noted of it.

use bekreft::i18n::{Locale, Tr};
use serde_json::{Value, json};
use time::Duration;
use world::customers::{CUSTOMER, OTHER_CUSTOMER};
use world::maskinporten::{ApiAnswer, DIGIPOST, Maskinporten, published_key};
use world::{Options, Person, World};

const LOOK_UP: &str = "/rest/v2/personer";
const CONTACT: &str = "krr:global/kontaktinformasjon.read";
const MAILBOX: &str = "krr:global/digitalpost.read";

struct Body<'a> {
    world: &'a World,
    maskinporten: &'a Maskinporten,
    organisation: &'static str,
    scope: String,
}

impl<'a> Body<'a> {
    fn new(maskinporten: &'a Maskinporten, world: &'a World, organisation: &'static str) -> Self {
        Self { world, maskinporten, organisation, scope: CONTACT.to_owned() }
    }

    async fn asks(&self, identifiers: &[&str]) -> ApiAnswer {
        let mut claims = self.maskinporten.claims(self.world, self.organisation);
        claims["scope"] = json!(self.scope);
        let body = json!({ "personidentifikatorer": identifiers });
        self.world.posts(LOOK_UP, &published_key().sign(&claims), &body).await
    }
}

async fn limit(world: &World, persons_per_minute: i32, calls_per_second: i32) {
    sqlx::query("update customer set persons_per_minute = $1, calls_per_second = $2")
        .bind(persons_per_minute)
        .bind(calls_per_second)
        .execute(&world.pool)
        .await
        .expect("a limit");
}

#[tokio::test]
async fn what_a_customer_looks_up_is_counted_and_stands_on_the_citizens_page() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let person = world.person().registered().await;
    let stranger = world.person().unregistered();
    let mut digdir = Body::new(&maskinporten, &world, CUSTOMER);
    let identifier = person.identifier.as_str();
    assert_eq!(digdir.asks(&[identifier, &stranger.identifier, identifier]).await.status, 200);
    digdir.scope = format!("{CONTACT} {MAILBOX}");
    assert_eq!(digdir.asks(&[identifier]).await.status, 200);
    world.writes_lookups_down().await;
    let counts: Vec<(String, i64, i64)> =
        sqlx::query_as("select purpose, persons, calls from lookup_count order by purpose")
            .fetch_all(&world.pool)
            .await
            .expect("counts");
    assert_eq!(counts, [("contact".to_owned(), 3, 1), ("contact_and_mailbox".to_owned(), 1, 1)]);
    let page = world.citizen(&person).await.opens("/profil").await;
    let mut lines = page.texts("#lookups li li");
    lines.sort();
    assert_eq!(
        lines,
        [
            "Digitaliseringsdirektoratet spurte om kontaktopplysningene dine 2 ganger",
            "Digitaliseringsdirektoratet spurte om kontaktopplysningene og den digitale postkassen din 1 gang",
        ]
    );
    let tr = Tr::new(Locale::Nb);
    assert!(world.citizen(&stranger).await.opens("/profil").await.shows(tr.lookups_not_registered()));
}

#[tokio::test]
async fn a_supplier_is_counted_and_the_citizen_reads_who_answers_for_it() {
    let maskinporten = Maskinporten::start().await;
    let settings =
        [maskinporten.settings(), vec![("MASKINPORTEN_TRUST_BASED_DELEGATION", "on".to_owned())]].concat();
    let world = World::with(Options { settings, ..Options::default() }).await;
    let person = world.person().registered().await;
    let mut claims = maskinporten.claims(&world, CUSTOMER);
    claims["scope"] = json!(CONTACT);
    claims["supplier"] =
        json!({ "authority": "iso6523-actorid-upis", "ID": format!("0192:{OTHER_CUSTOMER}") });
    let body = json!({ "personidentifikatorer": [person.identifier] });
    assert_eq!(world.posts(LOOK_UP, &published_key().sign(&claims), &body).await.status, 200);
    world.writes_lookups_down().await;
    let supplier: Option<String> = sqlx::query_scalar("select supplier from lookup_count")
        .fetch_one(&world.pool)
        .await
        .expect("a count");
    assert_eq!(supplier.as_deref(), Some(OTHER_CUSTOMER));
    let page = world.citizen(&person).await.opens("/profil").await;
    assert_eq!(page.texts("#lookups li li").len(), 1);
    assert!(page.shows("Digitaliseringsdirektoratet spurte om"));
}

#[tokio::test]
async fn a_call_that_is_refused_is_not_a_lookup() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let person = world.person().registered().await;
    let digdir = Body::new(&maskinporten, &world, CUSTOMER);
    assert_eq!(digdir.asks(&["123"]).await.status, 400);
    assert_eq!(digdir.asks(&[]).await.status, 400);
    let unknown = Body::new(&maskinporten, &world, OTHER_CUSTOMER);
    let answer = unknown.asks(&[&person.identifier]).await;
    assert_eq!((answer.status, answer.error()), (403, "access_denied"));
    assert!(answer.description().contains("not a customer"), "{}", answer.description());
    world.writes_lookups_down().await;
    assert_eq!(world.count("select count(*) from lookup_count").await, 0);
    assert_eq!(world.count("select count(*) from access_log").await, 0);
}

#[tokio::test]
async fn the_scope_comes_before_the_customer_and_the_customer_before_the_body() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let mut unknown = Body::new(&maskinporten, &world, OTHER_CUSTOMER);
    assert_eq!(unknown.asks(&["123"]).await.error(), "access_denied", "the body has not been looked at");
    unknown.scope = "krr:global/noe.annet".to_owned();
    assert_eq!(unknown.asks(&["123"]).await.error(), "insufficient_scope");
}

#[tokio::test]
async fn a_switched_off_customer_is_out_within_seconds_and_so_is_one_without_terms() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let person = world.person().registered().await;
    let digdir = Body::new(&maskinporten, &world, CUSTOMER);
    assert_eq!(digdir.asks(&[&person.identifier]).await.status, 200);
    for (change, why) in [
        ("update customer set switched_off_at = now()", "switched off"),
        ("update customer set switched_off_at = null, terms_accepted_at = null", "terms"),
    ] {
        sqlx::query(change).execute(&world.pool).await.expect("it is changed");
        world.advance(Duration::seconds(5));
        let answer = digdir.asks(&[&person.identifier]).await;
        assert_eq!((answer.status, answer.error()), (403, "access_denied"));
        assert!(answer.description().contains(why), "{}", answer.description());
    }
    sqlx::query("update customer set terms_accepted_at = now()").execute(&world.pool).await.expect("terms");
    world.advance(Duration::seconds(1));
    assert_eq!(digdir.asks(&[&person.identifier]).await.status, 200);
}

#[tokio::test]
async fn too_much_is_429_with_a_time_to_wait_after_which_it_goes_on() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    limit(&world, 1000, 1000).await;
    let person = world.person().registered().await;
    let digdir = Body::new(&maskinporten, &world, CUSTOMER);
    let whole = vec![person.identifier.as_str(); 1000];
    assert_eq!(digdir.asks(&whole).await.status, 200);
    let answer = digdir.asks(&whole[..500]).await;
    assert_eq!((answer.status, answer.error()), (429, "too_many_requests"));
    let wait: i64 = answer.header("retry-after").parse().expect("seconds");
    assert!((1..=31).contains(&wait), "{wait}");
    world.advance(Duration::seconds(wait));
    assert_eq!(digdir.asks(&whole[..500]).await.status, 200);
    world.writes_lookups_down().await;
    assert_eq!(world.count("select persons from lookup_count").await, 1500, "the refused ones do not count");
}

#[tokio::test]
async fn mailbox_providers_are_no_customers_and_need_not_be() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let person = world.person().registered().await;
    let token = maskinporten.token(&world, DIGIPOST);
    let body = json!({ "personidentifikator": person.identifier });
    assert_eq!(world.posts("/rest/v1/postkasse/kanVelge", &token, &body).await.said(), ("JA", ""));
    assert_eq!(world.count("select count(*) from customer").await, 1);
}

#[tokio::test]
async fn a_lookup_answers_while_what_is_noted_cannot_be_written() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let person = world.person().registered().await;
    let digdir = Body::new(&maskinporten, &world, CUSTOMER);
    sqlx::query("alter table lookup_count rename to lookup_count_away")
        .execute(&world.pool)
        .await
        .expect("away");
    for _ in 0..3 {
        let answer = digdir.asks(&[&person.identifier]).await;
        assert_eq!(found(&answer, &person), json!("AKTIV"));
    }
    assert!(world.state.recorder.flush(&world.db, world.state.chance, world.now()).await.is_err());
    let gauge = world.state.recorder.gauge();
    assert!(gauge.failures > 0 && gauge.waiting == 1, "{gauge:?}");
    sqlx::query("alter table lookup_count_away rename to lookup_count")
        .execute(&world.pool)
        .await
        .expect("back");
    world.writes_lookups_down().await;
    assert_eq!(world.count("select times::bigint from access_log").await, 3);
}

fn found(answer: &ApiAnswer, person: &Person) -> Value {
    assert_eq!(answer.body["personer"][0]["personidentifikator"], json!(person.identifier));
    answer.body["personer"][0]["status"].clone()
}
