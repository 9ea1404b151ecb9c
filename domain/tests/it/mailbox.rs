//! The digital mailbox: its address, who may choose one, and what choosing does.

use bekreft_domain::mailbox::is_younger;
use bekreft_domain::{
    Change, Event, Mailbox, MailboxAddress, MailboxObstacle, MailboxProvider, MailboxRefusal, Person,
    PersonIdentifier, PersonSnapshot, Reservation, Status,
};
use proptest::prelude::*;
use time::macros::{date, datetime};
use time::{Date, Duration};

use crate::given::{active, now};

fn address(text: &str) -> MailboxAddress {
    MailboxAddress::parse(text).expect("an address")
}

fn person(change: impl FnOnce(PersonSnapshot) -> PersonSnapshot) -> Person {
    Person::restored(change(active(Some(now()), None)))
}

fn with_digipost() -> Person {
    let mailbox = Mailbox {
        provider: MailboxProvider::Digipost,
        address: address("kari.test#9YDT"),
        updated_at: now() - Duration::days(400),
    };
    person(|snapshot| PersonSnapshot { mailbox: Some(mailbox), ..snapshot })
}

fn changes(events: &[Event]) -> Vec<Change> {
    events.iter().map(|event| event.change).collect()
}

#[test]
fn both_providers_have_an_organisation_number_that_leads_back_to_them() {
    for provider in MailboxProvider::ALL {
        assert_eq!(MailboxProvider::of_organisation(provider.organisation_number()), Some(*provider));
    }
    assert_eq!(MailboxProvider::of_organisation("996460320"), None, "e-Boks' former number");
}

#[test]
fn addresses_of_both_providers_read() {
    for text in ["ola.nordmann#9YDT", "kjell#digipost", "0000485887", &"x".repeat(100)] {
        assert_eq!(MailboxAddress::parse(text).map(|read| read.expose().to_owned()), Ok(text.to_owned()));
    }
}

#[test]
fn what_the_register_has_no_room_for_is_not_an_address() {
    for text in ["", "1234567", &"x".repeat(101), "ola nordmann#9YDT", "ola.nordmann\u{0}#9YDT", "12345678\n"]
    {
        assert!(MailboxAddress::parse(text).is_err(), "{text:?}");
    }
}

#[test]
fn an_address_masks_itself() {
    assert_eq!(format!("{:?}", address("kari.test#9YDT")), "MailboxAddress(…)");
}

#[test]
fn the_first_mailbox_is_chosen() {
    let mut kari = person(|snapshot| snapshot);
    let events = kari.choose_mailbox(MailboxProvider::EBoks, address("0000485887"), now()).expect("she may");
    assert_eq!(changes(&events), [Change::MailboxChosen]);
    let mailbox = kari.mailbox().expect("a mailbox");
    assert_eq!((mailbox.provider, mailbox.updated_at), (MailboxProvider::EBoks, now()));
}

#[test]
fn another_mailbox_takes_the_place_of_the_first() {
    let mut kari = with_digipost();
    let events = kari.choose_mailbox(MailboxProvider::EBoks, address("0000485887"), now()).expect("she may");
    assert_eq!(changes(&events), [Change::MailboxChanged]);
    assert_eq!(kari.mailbox().expect("a mailbox").address.expose(), "0000485887");
}

#[test]
fn the_same_mailbox_again_changes_nothing() {
    let mut kari = with_digipost();
    let before = kari.clone();
    let events = kari.choose_mailbox(MailboxProvider::Digipost, address("kari.test#9YDT"), now());
    assert_eq!((events, &kari), (Ok(Vec::new()), &before));
}

#[test]
fn a_mailbox_is_removed_once() {
    let mut kari = with_digipost();
    assert_eq!(changes(&kari.remove_mailbox(now())), [Change::MailboxRemoved]);
    assert_eq!(kari.mailbox(), None);
    assert_eq!(kari.remove_mailbox(now()), []);
}

#[test]
fn who_is_reserved_or_not_in_the_register_cannot_choose() {
    let reserved = Reservation::Reserved { since: now() };
    let cases = [
        (person(|snapshot| PersonSnapshot { reservation: reserved, ..snapshot }), MailboxObstacle::Reserved),
        (
            person(|snapshot| PersonSnapshot { status: Some(Status::Deleted), ..snapshot }),
            MailboxObstacle::NotRegistered,
        ),
        (person(|snapshot| PersonSnapshot { status: None, ..snapshot }), MailboxObstacle::NotRegistered),
    ];
    for (mut somebody, obstacle) in cases {
        assert_eq!(somebody.mailbox_obstacle(15, now()), Some(obstacle));
        let before = somebody.clone();
        let outcome = somebody.choose_mailbox(MailboxProvider::EBoks, address("0000485887"), now());
        assert_eq!((outcome, somebody), (Err(obstacle), before));
    }
}

#[test]
fn a_reserved_person_keeps_the_mailbox_she_had() {
    let mut kari = with_digipost();
    kari.reserve(now());
    assert!(kari.mailbox().is_some());
    kari.withdraw_reservation(now());
    assert_eq!(kari.mailbox_obstacle(15, now()), None);
}

#[test]
fn a_deleted_person_has_no_mailbox() {
    let deleted = with_digipost();
    let snapshot = PersonSnapshot {
        identifier: deleted.identifier().clone(),
        status: Some(Status::Deleted),
        mailbox: deleted.mailbox().cloned(),
        ..active(None, None)
    };
    assert_eq!(Person::restored(snapshot).mailbox(), None);
}

#[test]
fn somebody_becomes_fifteen_on_her_birthday_in_norway() {
    let born = Some(date!(2011 - 06 - 15));
    assert!(is_younger(born, 15, datetime!(2026-06-14 21:59 UTC)));
    assert!(!is_younger(born, 15, datetime!(2026-06-14 22:00 UTC)), "midnight in Norway");
}

#[test]
fn somebody_born_on_a_leap_day_becomes_fifteen_on_the_first_of_march() {
    let born = Some(date!(2012 - 02 - 29));
    assert!(is_younger(born, 15, datetime!(2027-02-28 12:00 UTC)));
    assert!(!is_younger(born, 15, datetime!(2027-03-01 12:00 UTC)));
}

#[test]
fn nobody_is_refused_on_a_guess_of_her_age() {
    assert!(!is_younger(None, 15, now()));
}

#[test]
fn a_child_cannot_choose_and_a_mailbox_that_is_reported_is_a_fact() {
    let child = PersonIdentifier::parse("17912099997").expect("a synthetic child, born in 2020");
    let mut child = person(|snapshot| PersonSnapshot { identifier: child, ..snapshot });
    assert_eq!(child.mailbox_obstacle(15, now()), Some(MailboxObstacle::TooYoung));
    let events = child.choose_mailbox(MailboxProvider::Digipost, address("barn.test#9YDT"), now());
    assert_eq!(events.map(|events| changes(&events)), Ok(vec![Change::MailboxChosen]));
}

#[test]
fn every_refusal_is_one_of_the_documented_codes() {
    let codes = MailboxRefusal::ALL.iter().map(|refusal| refusal.code()).collect::<Vec<_>>().join(" ");
    assert_eq!(
        codes,
        "RESERVERT ALLEREDE_AKTIV INGEN_POSTBOKS_FUNNET BRUKER_IKKE_FUNNET POSTKASSE_EKSISTERER_ALLEREDE \
         UGYLDIG_SERTIFIKAT UGYLDIG_PERSONNUMMER UGYLDIG_EPOSTADRESSE UGYLDIG_ORGNR"
    );
    assert!(
        MailboxRefusal::ALL.iter().all(|refusal| MailboxRefusal::of_code(refusal.code()) == Some(*refusal))
    );
}

proptest! {
    #[test]
    fn age_grows_by_one_a_year(year in 1900_i32..2020, ordinal in 1_u16..=365, years in 0_u8..100) {
        let born = Date::from_ordinal_date(year, ordinal).expect("a day");
        let at = |year| {
            let day = Date::from_calendar_date(year, time::Month::December, 31).expect("a day");
            day.with_hms(12, 0, 0).expect("noon").assume_utc()
        };
        let becomes = year + i32::from(years);
        prop_assert!(!is_younger(Some(born), years, at(becomes)));
        prop_assert!(is_younger(Some(born), years, at(becomes - 1)));
    }
}
