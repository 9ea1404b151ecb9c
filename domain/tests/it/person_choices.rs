//! What a person decides beside her contact information.

use bekreft_domain::{
    Change, Channel, LanguageObstacle, NotificationStatus, Person, RegisterLanguage, Reservation, Status,
};
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

#[test]
fn a_reminder_is_due_between_sixteen_and_eighteen_months_by_mail_if_there_is_an_address() {
    let heard_of = |mobile: Option<i64>, email: Option<i64>| {
        let ago = |days: Option<i64>| days.map(|days| now() - Duration::days(days));
        active_person(ago(mobile), ago(email)).needs_reminder(now())
    };
    assert_eq!(heard_of(Some(480), Some(480)), None);
    assert_eq!(heard_of(Some(500), Some(500)), Some(Channel::Email));
    assert_eq!(heard_of(Some(500), None), Some(Channel::Mobile));
    assert_eq!(heard_of(Some(500), Some(600)), Some(Channel::Mobile), "the address has expired");
    assert_eq!(heard_of(None, Some(500)), Some(Channel::Email));
    assert_eq!(heard_of(Some(600), Some(600)), None, "too late");
    assert_eq!(heard_of(Some(500), Some(30)), None, "she was heard of lately");
    assert_eq!(heard_of(None, None), None);
    assert_eq!(Person::unregistered(identifier()).needs_reminder(now()), None);
}

#[test]
fn a_public_body_sets_a_language_only_where_there_is_none() {
    let mut person = somebody();
    let set = person.set_missing_language(RegisterLanguage::Nn, now()).expect("she has none");
    assert_eq!(changes(&set), [Change::LanguageChosen]);
    for language in RegisterLanguage::ALL {
        let later = now() + Duration::days(1);
        assert_eq!(person.set_missing_language(*language, later), Err(LanguageObstacle::AlreadySet));
    }
    assert_eq!(person.language(), Some((RegisterLanguage::Nn, now())));
}

#[test]
fn a_public_body_brings_a_stranger_into_the_register_and_nobody_who_has_been_deleted() {
    let mut stranger = Person::unregistered(identifier());
    let set = stranger.set_missing_language(RegisterLanguage::Se, now()).expect("she has none");
    assert_eq!(changes(&set), [Change::PersonRegistered, Change::LanguageChosen]);
    assert_eq!(stranger.reservation(), Reservation::NotReserved);
    assert_eq!(stranger.notification_status(now()), NotificationStatus::CannotBeNotified);
    let mut deleted = somebody();
    deleted.delete(now());
    let before = deleted.clone();
    assert_eq!(deleted.set_missing_language(RegisterLanguage::Se, now()), Err(LanguageObstacle::Deleted));
    assert_eq!(deleted, before);
}
