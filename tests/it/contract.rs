//! Our answers, read by programs that are written as those of real consumers are: with strict types and fixed names, an unknown
//! field or a null an error, and dates by one pattern.

use std::collections::BTreeMap;
use std::fmt;

use bekreft::demo::persons;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};
use time::macros::format_description;
use time::{Duration, PrimitiveDateTime};
use world::World;
use world::maskinporten::{Maskinporten, certificate};

use crate::lookup::{CONTACT, MAIL, V1, V2};

const FEED: &str = "krr:global/hentendring.read";

/// A field that may be left out, and must not be null.
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// `yyyy-MM-dd'T'HH:mm:ssX`, read by the letter.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Date(PrimitiveDateTime);

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let offset = text.get(19..).filter(|offset| matches!(*offset, "+01" | "+02"));
        let local = text.get(..19).filter(|_| offset.is_some()).and_then(|local| {
            let form = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]");
            PrimitiveDateTime::parse(local, form).ok()
        });
        local.map(Self).ok_or_else(|| serde::de::Error::custom("not yyyy-MM-dd'T'HH:mm:ssX"))
    }
}

#[derive(Debug, Deserialize, PartialEq, Eq)]
enum YesNo {
    #[serde(rename = "JA")]
    Yes,
    #[serde(rename = "NEI")]
    No,
}

#[derive(Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Status {
    Aktiv,
    Slettet,
    IkkeRegistrert,
}

#[derive(Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Notification {
    KanVarsles,
    KanIkkeVarsles,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Language {
    Nb,
    Nn,
    Se,
    En,
}

/// The model of clients that are generated from Digdir's own description: two fields are always there, all others are left out or
/// of their type.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Person {
    personidentifikator: String,
    #[serde(default, deserialize_with = "present")]
    reservasjon: Option<YesNo>,
    #[serde(default, deserialize_with = "present")]
    reservasjonstidspunkt: Option<Date>,
    #[serde(default, deserialize_with = "present")]
    reservasjon_oppdatert: Option<Date>,
    status: Status,
    #[serde(default, deserialize_with = "present")]
    varslingsstatus: Option<Notification>,
    #[serde(default, deserialize_with = "present")]
    kontaktinformasjon: Option<Contact>,
    #[serde(default, deserialize_with = "present")]
    digital_post: Option<Mailbox>,
    #[serde(default, deserialize_with = "present")]
    sertifikat: Option<String>,
    #[serde(default, deserialize_with = "present")]
    spraak: Option<Language>,
    #[serde(default, deserialize_with = "present")]
    spraak_oppdatert: Option<Date>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Contact {
    #[serde(default, deserialize_with = "present")]
    epostadresse: Option<String>,
    #[serde(default, deserialize_with = "present")]
    epostadresse_oppdatert: Option<Date>,
    #[serde(default, deserialize_with = "present")]
    epostadresse_sist_verifisert: Option<Date>,
    #[serde(default, deserialize_with = "present")]
    epostadresse_sist_validert: Option<Date>,
    #[serde(default, deserialize_with = "present")]
    epostadresse_duplisert: Option<YesNo>,
    #[serde(default, deserialize_with = "present")]
    mobiltelefonnummer: Option<String>,
    #[serde(default, deserialize_with = "present")]
    mobiltelefonnummer_oppdatert: Option<Date>,
    #[serde(default, deserialize_with = "present")]
    mobiltelefonnummer_sist_verifisert: Option<Date>,
    #[serde(default, deserialize_with = "present")]
    mobiltelefonnummer_sist_validert: Option<Date>,
    #[serde(default, deserialize_with = "present")]
    mobiltelefonnummer_duplisert: Option<YesNo>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mailbox {
    postkasseadresse: String,
    postkasseleverandoeradresse: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Persons {
    personer: Vec<Person>,
}

/// A page of the feed, as who keeps a copy reads it: the list is never missing, and the numbers have 64 bits.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Page {
    list: Vec<Person>,
    fra_endrings_id: i64,
    til_endrings_id: i64,
    siste_endrings_id: i64,
}

/// The names of an object in the order in which they were written, with those of objects in it.
#[derive(Debug)]
struct Names(Vec<String>);

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Names;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Names, A::Error> {
                let mut names = Vec::new();
                while let Some(name) = map.next_key::<String>()? {
                    let is_object = ["kontaktinformasjon", "digital_post"].contains(&name.as_str());
                    names.push(name);
                    if is_object {
                        names.extend(map.next_value::<Names>()?.0);
                    } else {
                        map.next_value::<IgnoredAny>()?;
                    }
                }
                Ok(Names(names))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

#[derive(Debug, Deserialize)]
struct InOrder {
    #[serde(alias = "list")]
    personer: Vec<Names>,
}

/// The order of the documentation.
const ORDER: [&str; 23] = [
    "personidentifikator",
    "reservasjon",
    "reservasjonstidspunkt",
    "reservasjon_oppdatert",
    "status",
    "varslingsstatus",
    "kontaktinformasjon",
    "epostadresse",
    "epostadresse_oppdatert",
    "epostadresse_sist_verifisert",
    "epostadresse_sist_validert",
    "epostadresse_duplisert",
    "mobiltelefonnummer",
    "mobiltelefonnummer_oppdatert",
    "mobiltelefonnummer_sist_verifisert",
    "mobiltelefonnummer_sist_validert",
    "mobiltelefonnummer_duplisert",
    "digital_post",
    "postkasseadresse",
    "postkasseleverandoeradresse",
    "sertifikat",
    "spraak",
    "spraak_oppdatert",
];

fn is_in_order(names: &Names) -> bool {
    let mut all = ORDER.iter();
    names.0.iter().all(|name| all.any(|next| next == name))
}

/// Asks as programs do, with a header that one of them is known to send by mistake.
async fn asks(world: &World, path: &str, token: &str, body: Value) -> String {
    let bearer = format!("Bearer {token}");
    let headers = [
        ("authorization", bearer.as_str()),
        ("content-type", "application/json"),
        ("accept", "application/json"),
        ("http-metode", "POST"),
    ];
    let answer = world.raw("POST", path, &headers, body.to_string().into()).await;
    assert_eq!(answer.status().as_u16(), 200, "{path}");
    answer.text().await.expect("a body")
}

fn read<T: DeserializeOwned>(text: &str) -> T {
    let found: InOrder = serde_json::from_str(text).expect("objects");
    assert!(found.personer.iter().all(is_in_order), "{:?}", found.personer);
    serde_json::from_str(text).expect("as the documentation has it")
}

/// The demo's persons, of whom each field is told of somebody.
async fn everybody(world: &World) -> Vec<&'static str> {
    persons::refresh(&world.db, world.now()).await.expect("the demo's persons");
    for provider in ["digipost", "eboks"] {
        let until = world.now() + Duration::days(30);
        world.puts_certificate(provider, &certificate(until), until - Duration::days(1000), until).await;
    }
    persons::all().iter().map(|person| person.identifier.expose()).collect()
}

/// What holds of each person, whoever is told.
fn holds(person: &Person) {
    assert_eq!(person.reservasjon.is_some(), person.status == Status::Aktiv);
    let reserved = person.reservasjon == Some(YesNo::Yes);
    assert_eq!(person.reservasjonstidspunkt.is_some(), reserved);
    assert!(person.reservasjonstidspunkt <= person.reservasjon_oppdatert, "opting out is an update of it");
    assert_eq!(person.spraak.is_some(), person.spraak_oppdatert.is_some());
    assert!(!reserved || person.digital_post.is_none(), "no mailbox of who is reserved");
    assert!(person.digital_post.is_some() || person.sertifikat.is_none());
    if let Some(mailbox) = &person.digital_post {
        assert!(["984661185", "922020175"].contains(&mailbox.postkasseleverandoeradresse.as_str()));
        assert!(!mailbox.postkasseadresse.is_empty());
    }
    if let Some(certificate) = &person.sertifikat {
        assert!(certificate.starts_with("MII") && !certificate.contains(['-', '\n']), "bare base64 of DER");
    }
    let Some(contact) = &person.kontaktinformasjon else { return };
    assert!(contact.epostadresse.is_some() || contact.mobiltelefonnummer.is_some());
    for (value, updated, confirmed, validated, shared) in [
        (
            &contact.epostadresse,
            &contact.epostadresse_oppdatert,
            &contact.epostadresse_sist_verifisert,
            &contact.epostadresse_sist_validert,
            &contact.epostadresse_duplisert,
        ),
        (
            &contact.mobiltelefonnummer,
            &contact.mobiltelefonnummer_oppdatert,
            &contact.mobiltelefonnummer_sist_verifisert,
            &contact.mobiltelefonnummer_sist_validert,
            &contact.mobiltelefonnummer_duplisert,
        ),
    ] {
        assert_eq!((updated.is_some(), shared.is_some()), (value.is_some(), value.is_some()));
        assert!(value.is_some() || (confirmed.is_none() && validated.is_none()));
    }
    let mobile = contact.mobiltelefonnummer.as_deref().unwrap_or("+47");
    assert!(
        mobile.strip_prefix('+').is_some_and(|digits| digits.bytes().all(|it| it.is_ascii_digit())),
        "E.164"
    );
}

#[tokio::test]
async fn a_generated_client_reads_every_person_of_the_demo_by_every_scope_and_version() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let mut numbers = everybody(&world).await;
    numbers.extend(["12345678901", numbers[0]]);
    let body = json!({ "personidentifikatorer": numbers, "inkluderIkkeRegistrerte": true });
    for (scope, contact, mail) in [
        (CONTACT.to_owned(), true, false),
        (MAIL.to_owned(), false, true),
        (format!("{CONTACT} {MAIL}"), true, true),
    ] {
        let token = maskinporten.reader(&world, &scope);
        for path in [V1, V2] {
            let text = asks(&world, path, &token, body.clone()).await;
            let Persons { personer } = read(&text);
            assert_eq!(
                personer.iter().map(|it| it.personidentifikator.as_str()).collect::<Vec<_>>(),
                numbers
            );
            personer.iter().for_each(holds);
            let any = |is: fn(&Person) -> bool| personer.iter().any(is);
            assert_eq!(personer.iter().all(|it| it.varslingsstatus.is_some()), contact);
            assert_eq!(
                (any(|it| it.kontaktinformasjon.is_some()), any(|it| it.spraak.is_some())),
                (contact, contact)
            );
            assert_eq!(
                (any(|it| it.digital_post.is_some()), any(|it| it.sertifikat.is_some())),
                (mail, mail)
            );
            assert!(any(|it| it.status == Status::IkkeRegistrert) && any(|it| it.status == Status::Slettet));
            if contact && mail {
                // Each name of the documentation stands in somebody's answer.
                let missing = ORDER.iter().filter(|name| !text.contains(&format!("\"{name}\":")));
                assert_eq!(missing.collect::<Vec<_>>(), Vec::<&&str>::new());
                let can = personer.iter().filter(|it| it.varslingsstatus == Some(Notification::KanVarsles));
                assert!(can.count() >= 10);
            }
        }
    }
}

#[tokio::test]
async fn a_client_that_keeps_a_list_of_those_without_data_finds_them_by_their_absence() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let numbers = everybody(&world).await;
    let token = maskinporten.reader(&world, CONTACT);
    let body = json!({ "personidentifikatorer": numbers, "inkluderIkkeRegistrerte": false });
    let Persons { personer } = read(&asks(&world, V2, &token, body).await);
    let told: BTreeMap<&str, &Status> =
        personer.iter().map(|it| (it.personidentifikator.as_str(), &it.status)).collect();
    let without: Vec<_> = numbers.iter().filter(|number| !told.contains_key(*number)).collect();
    let nothing = persons::showing(persons::Situation::Nothing).expect("a person of the demo");
    assert_eq!(without, [&nothing.identifier.expose()], "who was never registered");
    assert!(told.values().any(|status| **status == Status::Slettet), "who is deleted is told");
}

#[tokio::test]
async fn a_copy_is_kept_by_a_loop_over_pages_that_stops_where_real_ones_stop() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let numbers = everybody(&world).await;
    sqlx::query(
        "insert into change_log (person_id, change, at) select id, 'mobile_updated', now() from person, generate_series(1, 150)",
    )
    .execute(&world.pool)
    .await
    .expect("changes");
    let token = maskinporten.reader(&world, &format!("{FEED} {CONTACT} {MAIL}"));
    let (mut number, mut copy, mut pages) = (0, BTreeMap::new(), 0);
    loop {
        let text =
            asks(&world, "/rest/v2/krr/hentEndringer", &token, json!({ "fraEndringsId": number })).await;
        let page: Page = read(&text);
        assert_eq!(page.fra_endrings_id, number);
        // "stops on non-2xx or zero rows", and where nothing is left.
        if page.list.is_empty() {
            assert_eq!((page.til_endrings_id, page.siste_endrings_id), (number, number));
            break;
        }
        assert!(page.til_endrings_id > number && page.til_endrings_id <= page.siste_endrings_id);
        page.list.iter().for_each(holds);
        for person in page.list {
            assert_ne!(person.status, Status::IkkeRegistrert);
            copy.insert(person.personidentifikator.clone(), person);
        }
        (number, pages) = (page.til_endrings_id, pages + 1);
    }
    assert!(pages > 2, "{pages}");
    let without: Vec<_> = numbers.iter().filter(|number| !copy.contains_key(**number)).collect();
    assert_eq!(without.len(), 1, "who was never registered");
    assert_eq!(
        i64::try_from(copy.len()),
        Ok(world.count("select count(*) from person").await),
        "all of the register"
    );
}
