//! Organisations that keep a copy of the register: a citizen sees who they are.

use bekreft::i18n::{Locale, Tr};
use bekreft_domain::oslo;
use serde_json::{Value, json};
use world::customers::{CUSTOMER, OTHER_CUSTOMER};
use world::maskinporten::{Maskinporten, published_key};
use world::{Person, World};

const FEED: &str = "krr:global/hentendring.read";
const CONTACT: &str = "krr:global/kontaktinformasjon.read";
const MAIL: &str = "krr:global/digitalpost.read";
const ROWS: &str = "select count(*) from feed_reader";

async fn reads(maskinporten: &Maskinporten, world: &World, who: &str, scopes: &str) -> u16 {
    let mut claims = maskinporten.claims(world, who);
    claims["scope"] = json!(scopes);
    let token = published_key().sign(&claims);
    world.posts("/rest/v2/krr/hentEndringer", &token, &json!({ "fraEndringsId": 0 })).await.status
}

async fn file(world: &World, person: &Person) -> Value {
    let body = world.citizen(person).await.opens("/profil/data.json").await.body;
    serde_json::from_str(&body).expect("JSON")
}

#[tokio::test]
async fn she_sees_who_keeps_a_copy_of_what_and_when_they_last_fetched_in_each_language() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    world.customer(CUSTOMER, "Statens pensjonskasse").await;
    world.customer(OTHER_CUSTOMER, "Digdir & co.").await;
    let person = world.person().registered().await;
    assert_eq!(reads(&maskinporten, &world, CUSTOMER, &format!("{FEED} {CONTACT} {MAIL}")).await, 200);
    let first = oslo::to_local(world.now()).date();
    world.advance_days(2);
    assert_eq!(reads(&maskinporten, &world, CUSTOMER, &format!("{FEED} {CONTACT} {MAIL}")).await, 200);
    assert_eq!(reads(&maskinporten, &world, OTHER_CUSTOMER, &format!("{FEED} {CONTACT}")).await, 200);
    let last = oslo::to_local(world.now()).date();
    let citizen = world.citizen(&person).await;
    for (locale, one, other) in [
        (
            Locale::Nb,
            "Digdir & co.: kontaktopplysningene dine, sist hentet",
            "Statens pensjonskasse: kontaktopplysningene og den digitale postkassen din, sist hentet",
        ),
        (
            Locale::Nn,
            "Digdir & co.: kontaktopplysningane dine, sist henta",
            "Statens pensjonskasse: kontaktopplysningane og den digitale postkassa di, sist henta",
        ),
        (
            Locale::En,
            "Digdir & co.: your contact information, last fetched on",
            "Statens pensjonskasse: your contact information and your digital mailbox, last fetched on",
        ),
    ] {
        let tr = Tr::new(locale);
        let day = tr.date_long(last).replace('\u{a0}', " ");
        for path in ["/profil", "/profil/utskrift"] {
            let page = citizen.opens(&format!("{path}?lang={}", locale.tag())).await;
            assert!(page.shows(tr.lookups_copies()), "{path}");
            assert_eq!(
                page.texts("#copies li"),
                [format!("{one} {day}"), format!("{other} {day}")],
                "{path}"
            );
            assert!(page.texts("#lookups li").is_empty(), "nobody has looked her up");
        }
    }
    let copies = json!([
        { "organisasjonsnummer": OTHER_CUSTOMER, "navn": "Digdir & co.", "opplysninger": ["kontaktinformasjon"],
          "foerste": last.to_string(), "siste": last.to_string() },
        { "organisasjonsnummer": CUSTOMER, "navn": "Statens pensjonskasse",
          "opplysninger": ["kontaktinformasjon", "digital_post"], "foerste": first.to_string(), "siste": last.to_string() },
    ]);
    assert_eq!(file(&world, &person).await["kopier"], copies);
}

#[tokio::test]
async fn a_reader_is_noted_once_a_day_and_nobody_who_is_refused() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let person = world.person().registered().await;
    assert_eq!(reads(&maskinporten, &world, CUSTOMER, FEED).await, 403, "it may read no person");
    assert_eq!(reads(&maskinporten, &world, CUSTOMER, CONTACT).await, 403, "it may look up only");
    assert_eq!(
        reads(&maskinporten, &world, "974760673", &format!("{FEED} {CONTACT}")).await,
        403,
        "no customer"
    );
    assert_eq!(world.count(ROWS).await, 0);
    assert_eq!(file(&world, &person).await["kopier"], json!([]));
    assert!(world.citizen(&person).await.opens("/profil").await.texts("#copies").is_empty());
    // The transaction that wrote the row.
    let written_by = async || -> Vec<String> {
        let rows = sqlx::query_scalar("select xmin::text from feed_reader").fetch_all(&world.pool).await;
        rows.expect("the rows")
    };
    assert_eq!(reads(&maskinporten, &world, CUSTOMER, &format!("{FEED} {CONTACT}")).await, 200);
    let first = written_by().await;
    assert_eq!(first.len(), 1);
    for _ in 0..3 {
        assert_eq!(reads(&maskinporten, &world, CUSTOMER, &format!("{FEED} {CONTACT}")).await, 200);
    }
    assert_eq!(written_by().await, first, "nothing more is written on the same day");
    assert_eq!(world.count("select count(*) from access_log").await, 0, "and nothing for each person");
}

#[tokio::test]
async fn who_stopped_reading_long_ago_is_forgotten_and_who_is_in_no_copy_sees_none() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let person = world.person().registered().await;
    assert_eq!(reads(&maskinporten, &world, CUSTOMER, &format!("{FEED} {MAIL}")).await, 200);
    let (deleted, stranger) = (world.person().deleted().registered().await, world.person().unregistered());
    for nobody in [&deleted, &stranger] {
        assert!(world.citizen(nobody).await.opens("/profil").await.texts("#copies").is_empty());
        assert_eq!(file(&world, nobody).await["kopier"], json!([]));
    }
    let hers = async || world.citizen(&person).await.opens("/profil").await.texts("#copies li").len();
    assert_eq!(hers().await, 1);
    world.advance_days(540);
    assert_eq!(hers().await, 1, "within 18 months");
    world.advance_days(15);
    assert_eq!(hers().await, 0);
}
