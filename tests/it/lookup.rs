//! Public bodies look persons up: what they are told of each kind.

use std::collections::BTreeSet;

use bekreft::demo::persons::{self, Situation};
use bekreft_domain::oslo;
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};
use world::maskinporten::{Maskinporten, certificate};
use world::{Person, World};

pub(crate) const V1: &str = "/rest/v1/personer";
pub(crate) const V2: &str = "/rest/v2/personer";
pub(crate) const CONTACT: &str = "krr:global/kontaktinformasjon.read";
pub(crate) const MAIL: &str = "krr:global/digitalpost.read";

/// Shaped by other means than the program's own.
pub(crate) fn on_the_wire(at: OffsetDateTime) -> String {
    let local = oslo::to_local(at);
    let (date, time) = (local.date(), local.time());
    let hours = local.offset().whole_hours();
    format!("{date}T{:02}:{:02}:{:02}+{hours:02}", time.hour(), time.minute(), time.second())
}

/// What is told of these persons, by both scopes or fewer.
pub(crate) async fn told(
    maskinporten: &Maskinporten,
    world: &World,
    scope: &str,
    pids: &[&str],
) -> Vec<Value> {
    let body = json!({ "personidentifikatorer": pids });
    let answer = world.posts(V1, &maskinporten.reader(world, scope), &body).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.body["personer"].as_array().expect("a list").clone()
}

fn both() -> String {
    format!("{CONTACT} {MAIL}")
}

async fn gives_certificate(world: &World, provider: &str, until: OffsetDateTime) -> String {
    use base64::Engine as _;
    let der = certificate(until);
    world.puts_certificate(provider, &der, until - Duration::days(1000), until).await;
    base64::engine::general_purpose::STANDARD.encode(der)
}

#[tokio::test]
async fn a_whole_person_is_told_in_the_order_and_form_of_the_documentation() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let certificate = gives_certificate(&world, "digipost", world.now() + Duration::days(30)).await;
    let builder = world.person().validated().language("nn").mailbox("digipost", "kari.test#9YDT");
    let person = builder.registered().await;
    let other = world.person().mobile(&person.mobile).registered().await;
    let registered = on_the_wire(world.time_of(&person, "email_updated_at").await.expect("a time"));
    let confirmed = on_the_wire(world.time_of(&person, "email_confirmed_at").await.expect("a time"));
    let pids = [person.identifier.as_str(), other.identifier.as_str()];
    let body = json!({ "personidentifikatorer": pids }).to_string();
    let bearer = format!("Bearer {}", maskinporten.reader(&world, &both()));
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
    let text = world.raw("POST", V2, &headers, body.into()).await.text().await.expect("a body");
    let expected = format!(
        r#"{{"personer":[{{"personidentifikator":"{}","reservasjon":"NEI","status":"AKTIV","varslingsstatus":"KAN_VARSLES","kontaktinformasjon":{{"epostadresse":"{}","epostadresse_oppdatert":"{registered}","epostadresse_sist_verifisert":"{confirmed}","epostadresse_sist_validert":"{registered}","epostadresse_duplisert":"NEI","mobiltelefonnummer":"{}","mobiltelefonnummer_oppdatert":"{registered}","mobiltelefonnummer_sist_verifisert":"{confirmed}","mobiltelefonnummer_sist_validert":"{registered}","mobiltelefonnummer_duplisert":"JA"}},"digital_post":{{"postkasseadresse":"kari.test#9YDT","postkasseleverandoeradresse":"984661185"}},"sertifikat":"{certificate}","spraak":"nn","spraak_oppdatert":"{registered}"}},"#,
        person.identifier, person.email, person.mobile
    );
    assert!(text.starts_with(&expected), "{text}\n{expected}");
    assert!(!text.contains("null"));
    assert!(
        text.contains(r#""mobiltelefonnummer_sist_verifisert""#) && text.ends_with(r#""JA"}}]}"#),
        "{text}"
    );
}

/// In the order of the alphabet.
fn keys(value: &Value) -> Vec<&str> {
    let keys = value.as_object().into_iter().flatten().map(|(key, _)| key.as_str());
    keys.collect::<BTreeSet<_>>().into_iter().collect()
}

/// The columns of Digdir's sheet: reservation, status, notification status, number, address, mailbox, language.
fn row(person: &Value) -> [String; 7] {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let is_there = |value: &Value| if value.is_string() { "JA" } else { "-" }.to_owned();
    let contact = &person["kontaktinformasjon"];
    [
        text(&person["reservasjon"]),
        text(&person["status"]),
        text(&person["varslingsstatus"]),
        is_there(&contact["mobiltelefonnummer"]),
        is_there(&contact["epostadresse"]),
        text(&person["digital_post"]["postkasseleverandoeradresse"]),
        text(&person["spraak"]),
    ]
}

const CAN: &str = "KAN_VARSLES";
const CANNOT: &str = "KAN_IKKE_VARSLES";

/// The kinds of Digdir's test persons, by the persons of our demo that show them.
const SHEET: &[(Situation, [&str; 7])] = &[
    (Situation::NineteenMonths, ["NEI", "AKTIV", CANNOT, "-", "-", "-", "-"]),
    (Situation::SeventeenMonths, ["NEI", "AKTIV", CAN, "JA", "JA", "-", "-"]),
    (Situation::Deleted, ["-", "SLETTET", CANNOT, "-", "-", "-", "-"]),
    (Situation::Reserved, ["JA", "AKTIV", CANNOT, "JA", "JA", "-", "-"]),
    (Situation::ReservedEmpty, ["JA", "AKTIV", CANNOT, "-", "-", "-", "-"]),
    (Situation::Due, ["NEI", "AKTIV", CAN, "JA", "JA", "-", "-"]),
    (Situation::DNumber, ["NEI", "AKTIV", CAN, "JA", "JA", "-", "-"]),
    (Situation::ForeignNumber, ["NEI", "AKTIV", CAN, "JA", "JA", "-", "-"]),
    (Situation::MobileOnly, ["NEI", "AKTIV", CAN, "JA", "-", "-", "-"]),
    (Situation::EmailOnly, ["NEI", "AKTIV", CAN, "-", "JA", "-", "-"]),
    (Situation::Nothing, ["-", "IKKE_REGISTRERT", CANNOT, "-", "-", "-", "-"]),
    (Situation::Digipost, ["NEI", "AKTIV", CAN, "JA", "JA", "984661185", "-"]),
    (Situation::EBoks, ["NEI", "AKTIV", CAN, "JA", "JA", "922020175", "-"]),
    (Situation::DigipostReserved, ["JA", "AKTIV", CANNOT, "-", "JA", "-", "-"]),
    (Situation::Nynorsk, ["NEI", "AKTIV", CAN, "JA", "JA", "-", "nn"]),
    (Situation::Bokmal, ["NEI", "AKTIV", CAN, "JA", "JA", "-", "nb"]),
    (Situation::English, ["NEI", "AKTIV", CAN, "JA", "JA", "-", "en"]),
    (Situation::Sami, ["NEI", "AKTIV", CAN, "JA", "JA", "-", "se"]),
];

#[tokio::test]
async fn the_demos_persons_are_answered_as_digdirs_sheet_of_test_persons_expects() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    persons::refresh(&world.db, world.now()).await.expect("the demo's persons");
    let pids = SHEET.iter().map(|(situation, _)| {
        persons::showing(*situation).expect("a person of the demo").identifier.expose()
    });
    let told = told(&maskinporten, &world, &both(), &pids.collect::<Vec<_>>()).await;
    assert_eq!(told.len(), SHEET.len());
    for ((situation, expected), person) in SHEET.iter().zip(&told) {
        assert_eq!(row(person), expected.map(str::to_owned), "{situation:?}: {person}");
        assert_eq!(person["sertifikat"], Value::Null, "no certificate has come yet");
        let reserved = expected[0] == "JA";
        assert_eq!(person["reservasjonstidspunkt"].is_string(), reserved, "{situation:?}");
        assert_eq!(person["reservasjon_oppdatert"].is_string(), reserved, "{situation:?}");
    }
    for situation in [Situation::DuplicateMobile, Situation::DuplicateEmail, Situation::DuplicateBoth] {
        let pid = persons::showing(situation).expect("a person of the demo").identifier.expose();
        let told = self::told(&maskinporten, &world, CONTACT, &[pid]).await.remove(0);
        let contact = &told["kontaktinformasjon"];
        let flag = |is: bool| if is { "JA" } else { "NEI" };
        assert_eq!(contact["mobiltelefonnummer_duplisert"], flag(situation != Situation::DuplicateEmail));
        assert_eq!(contact["epostadresse_duplisert"], flag(situation != Situation::DuplicateMobile));
    }
}

#[tokio::test]
async fn what_is_not_told_leaves_no_field_behind() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let expired = world.person().confirmed_days_ago(600).registered().await;
    let deleted = world.person().deleted().registered().await;
    let never = world.person().unregistered();
    let pids = [expired.identifier.as_str(), &deleted.identifier, &never.identifier];
    let told = told(&maskinporten, &world, &both(), &pids).await;
    assert_eq!(keys(&told[0]), ["personidentifikator", "reservasjon", "status", "varslingsstatus"]);
    assert_eq!(keys(&told[1]), ["personidentifikator", "status", "varslingsstatus"]);
    assert_eq!(told[1]["status"], "SLETTET");
    assert_eq!(keys(&told[2]), ["personidentifikator", "status", "varslingsstatus"]);
    assert_eq!(told[2]["status"], "IKKE_REGISTRERT");
}

#[tokio::test]
async fn each_scope_opens_its_own_fields() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    gives_certificate(&world, "eboks", world.now() + Duration::days(30)).await;
    let builder = world.person().language("se").mailbox("eboks", "0000485887");
    let person = builder.registered().await;
    let pid = [person.identifier.as_str()];
    let contact = told(&maskinporten, &world, CONTACT, &pid).await;
    assert_eq!(
        keys(&contact[0]),
        [
            "kontaktinformasjon",
            "personidentifikator",
            "reservasjon",
            "spraak",
            "spraak_oppdatert",
            "status",
            "varslingsstatus",
        ]
    );
    let mail = told(&maskinporten, &world, MAIL, &pid).await;
    assert_eq!(
        keys(&mail[0]),
        ["digital_post", "personidentifikator", "reservasjon", "sertifikat", "status"]
    );
}

#[tokio::test]
async fn a_certificate_goes_along_only_while_it_is_valid() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let digipost = gives_certificate(&world, "digipost", world.now() + Duration::days(2)).await;
    let eboks = gives_certificate(&world, "eboks", world.now() + Duration::days(20)).await;
    let one = world.person().mailbox("digipost", "kari.test#9YDT").registered().await;
    let two = world.person().mailbox("eboks", "0000485887").registered().await;
    let pids = [two.identifier.as_str(), one.identifier.as_str(), two.identifier.as_str()];
    let before = told(&maskinporten, &world, MAIL, &pids).await;
    let certificates = |told: &[Value]| told.iter().map(|it| it["sertifikat"].clone()).collect::<Vec<_>>();
    assert_eq!(certificates(&before), [json!(eboks), json!(digipost), json!(eboks)]);
    world.advance_days(3);
    let after = told(&maskinporten, &world, MAIL, &pids).await;
    assert_eq!(certificates(&after), [json!(eboks), Value::Null, json!(eboks)]);
    assert!(after[1]["digital_post"].is_object(), "the mailbox is there all the same");
}

#[tokio::test]
async fn what_the_citizen_has_just_done_is_told_at_once() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let person: Person = world.person().confirmed_days_ago(600).registered().await;
    let pid = [person.identifier.as_str()];
    assert_eq!(told(&maskinporten, &world, CONTACT, &pid).await[0]["varslingsstatus"], CANNOT);
    let citizen = world.citizen(&person).await;
    citizen.confirms(&[]).await;
    let now = told(&maskinporten, &world, CONTACT, &pid).await.remove(0);
    assert_eq!(now["varslingsstatus"], CAN);
    assert_eq!(now["kontaktinformasjon"]["mobiltelefonnummer"], person.mobile);
}
