//! What a person decides beside her contact information.

use bekreft_domain::{Change, NotificationStatus, Person, RegisterLanguage, Reservation, Status};
use time::Duration;

use crate::given::{active_person, identifier, now};

fn somebody() -> Person {
    active_person(Some(now() - Duration::days(30)), None)
}

fn changes(events: &[bekreft_domain::Event]) -> Vec<Change> {
    events.iter().map(|event| event.change).collect()
}

#[test]
fn a_reservation_is_made_once_and_keeps_its_time() {
    let mut person = somebody();
    assert_eq!(changes(&person.reserve(now())), [Change::Reserved]);
    let later = now() + Duration::days(3);
    assert!(person.reserve(later).is_empty());
    assert_eq!(person.reservation(), Reservation::Reserved { since: now() });
    assert_eq!(person.notification_status(later), NotificationStatus::CannotBeNotified);
}

#[test]
fn a_reservation_is_taken_back_once() {
    let mut person = somebody();
    assert!(person.withdraw_reservation(now()).is_empty());
    person.reserve(now());
    assert_eq!(changes(&person.withdraw_reservation(now())), [Change::ReservationWithdrawn]);
    assert_eq!(person.reservation(), Reservation::NotReserved);
    assert!(person.withdraw_reservation(now()).is_empty());
}

#[test]
fn who_is_not_in_the_register_comes_into_it_by_deciding_something() {
    let mut reserved = Person::unregistered(identifier());
    assert_eq!(changes(&reserved.reserve(now())), [Change::PersonRegistered, Change::Reserved]);
    assert_eq!(reserved.status(), Some(Status::Active));
    let mut nynorsk = Person::unregistered(identifier());
    let events = nynorsk.choose_language(RegisterLanguage::Nn, now());
    assert_eq!(changes(&events), [Change::PersonRegistered, Change::LanguageChosen]);
}

#[test]
fn the_same_language_again_is_no_choice() {
    let mut person = somebody();
    assert_eq!(changes(&person.choose_language(RegisterLanguage::Se, now())), [Change::LanguageChosen]);
    let later = now() + Duration::days(1);
    assert!(person.choose_language(RegisterLanguage::Se, later).is_empty());
    assert_eq!(person.language(), Some((RegisterLanguage::Se, now())));
    assert_eq!(changes(&person.choose_language(RegisterLanguage::En, later)), [Change::LanguageChosen]);
}
