//! «Hvem har slått deg opp»: what a citizen sees of who has looked her up.

use bekreft::actions::record_lookups::Asker;
use bekreft::i18n::{Locale, Tr};
use bekreft::store::person;
use bekreft_domain::{LookupPurpose, OrganisationNumber, PersonIdentifier, oslo};
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};
use world::customers::{CUSTOMER, OTHER_CUSTOMER};
use world::{Person, World};

async fn is_looked_up(world: &World, person: &Person, by: &str, purpose: LookupPurpose, at: OffsetDateTime) {
    let identifier = PersonIdentifier::parse(&person.identifier).expect("a number of ours");
    let mut tx = world.db.begin().await.expect("a transaction");
    let found = person::find(&mut tx, &identifier).await.expect("an answer");
    let consumer = OrganisationNumber::parse(by).expect("a valid number");
    let by = Asker { consumer: &consumer, supplier: None, purpose };
    world.state.recorder.note(by, 1, found, at);
    world.writes_lookups_down().await;
}

fn day(tr: Tr, at: OffsetDateTime) -> String {
    // The page's texts are read with all spaces as one kind.
    tr.date_long(oslo::to_local(at).date()).replace('\u{a0}', " ")
}

#[tokio::test]
async fn she_sees_who_what_for_when_and_how_often_newest_first_in_each_language() {
    let world = World::start().await;
    world.customer(CUSTOMER, "Digitaliseringsdirektoratet").await;
    world.customer(OTHER_CUSTOMER, "Skatteetaten").await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let (today, earlier) = (world.now(), world.now() - Duration::days(3));
    is_looked_up(&world, &person, CUSTOMER, LookupPurpose::Contact, earlier).await;
    for _ in 0..3 {
        is_looked_up(&world, &person, OTHER_CUSTOMER, LookupPurpose::ContactAndMailbox, today).await;
    }
    let lines = [
        (
            Locale::Nb,
            "Skatteetaten spurte om kontaktopplysningene og den digitale postkassen din 3 ganger",
            "Digitaliseringsdirektoratet spurte om kontaktopplysningene dine 1 gang",
        ),
        (
            Locale::Nn,
            "Skatteetaten spurde om kontaktopplysningane og den digitale postkassa di 3 gonger",
            "Digitaliseringsdirektoratet spurde om kontaktopplysningane dine 1 gong",
        ),
        (
            Locale::En,
            "Skatteetaten asked about your contact information and your digital mailbox 3 times",
            "Digitaliseringsdirektoratet asked about your contact information once",
        ),
    ];
    for (locale, newest, oldest) in lines {
        let tr = Tr::new(locale);
        for path in ["/profil", "/profil/utskrift"] {
            let page = citizen.opens(&format!("{path}?lang={}", locale.tag())).await;
            assert!(page.shows(tr.lookups_title()), "{path}");
            assert_eq!(page.texts("#lookups p"), [day(tr, today), day(tr, earlier)], "{path}");
            assert_eq!(page.texts("#lookups li li"), [newest, oldest], "{path}");
        }
        let page = citizen.opens("/profil").await;
        assert!(page.shows(&tr.lookups_latest(day(tr, today))));
    }
}

#[tokio::test]
async fn the_file_has_it_all_with_the_names_of_the_wire() {
    let world = World::start().await;
    world.customer(CUSTOMER, "Digdir").await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    is_looked_up(&world, &person, CUSTOMER, LookupPurpose::ContactAndMailbox, world.now()).await;
    is_looked_up(&world, &person, OTHER_CUSTOMER, LookupPurpose::Mailbox, world.now() - Duration::days(40))
        .await;
    let file: Value = serde_json::from_str(&citizen.opens("/profil/data.json").await.body).expect("JSON");
    let lookups = file["oppslag"].as_array().expect("a list");
    assert_eq!(lookups.len(), 2);
    let today = oslo::to_local(world.now()).date().to_string();
    assert_eq!(lookups[0]["dato"], json!(today));
    assert_eq!(lookups[0]["navn"], json!("Digdir"));
    assert_eq!(lookups[0]["organisasjonsnummer"], json!(CUSTOMER));
    assert_eq!(lookups[0]["opplysninger"], json!(["kontaktinformasjon", "digital_post"]));
    assert_eq!(lookups[0]["antall"], json!(1));
    assert_eq!(lookups[1]["opplysninger"], json!(["digital_post"]));
    assert_eq!(lookups[1]["navn"], Value::Null, "nobody knows its name");
    let page = citizen.opens("/profil").await;
    assert!(page.shows(&Tr::new(Locale::Nb).lookups_unknown(OTHER_CUSTOMER)), "its number is shown then");
}

#[tokio::test]
async fn at_most_fifty_lines_are_shown_and_all_are_in_the_file() {
    let world = World::start().await;
    world.customer(CUSTOMER, "Digdir").await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    for days in 0..60 {
        let at = world.now() - Duration::days(days);
        is_looked_up(&world, &person, CUSTOMER, LookupPurpose::Contact, at).await;
    }
    let page = citizen.opens("/profil").await;
    let shown = page.texts("#lookups p");
    assert_eq!(shown.len(), 50);
    assert_eq!(shown[0], day(Tr::new(Locale::Nb), world.now()));
    let file: Value = serde_json::from_str(&citizen.opens("/profil/data.json").await.body).expect("JSON");
    assert_eq!(file["oppslag"].as_array().map(Vec::len), Some(60));
    assert_eq!(citizen.opens("/profil/utskrift").await.texts("#lookups p").len(), 60);
}

#[tokio::test]
async fn nobody_sees_what_is_noted_of_others_and_who_is_not_in_the_register_is_told_that_nothing_is() {
    let world = World::start().await;
    world.customer(CUSTOMER, "Digdir").await;
    let person = world.person().registered().await;
    is_looked_up(&world, &person, CUSTOMER, LookupPurpose::Contact, world.now()).await;
    let tr = Tr::new(Locale::Nb);
    let other = world.citizen(&world.person().registered().await).await.opens("/profil").await;
    assert!(other.shows(tr.lookups_none()) && other.texts("#lookups li").is_empty());
    let stranger = world.person().unregistered();
    is_looked_up(&world, &stranger, CUSTOMER, LookupPurpose::Contact, world.now()).await;
    let page = world.citizen(&stranger).await.opens("/profil").await;
    assert!(page.shows(tr.lookups_not_registered()) && page.texts("#lookups li").is_empty());
    assert_eq!(world.count("select count(*) from access_log").await, 1);
}

#[tokio::test]
async fn a_name_of_a_customer_is_text_and_nothing_else() {
    let world = World::start().await;
    world.customer(CUSTOMER, "<b>Vi & vi</b>").await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    is_looked_up(&world, &person, CUSTOMER, LookupPurpose::Mailbox, world.now()).await;
    let page = citizen.opens("/profil").await;
    assert_eq!(page.texts("#lookups li li"), ["<b>Vi & vi</b> spurte om den digitale postkassen din 1 gang"]);
}
