//! Leaving the register, and coming back.

use bekreft_domain::deletion::{due_at, history_ends};
use bekreft_domain::{
    Change, Channel, Event, Mailbox, MailboxAddress, MailboxProvider, NotificationStatus, Person,
    PersonSnapshot, RegisterLanguage, Reservation, Status,
};
use proptest::prelude::*;
use time::Duration;

use crate::given::{active, any_instant, at, email, identifier, mobile, now};

/// Somebody of whom the register holds all that it can hold.
fn with_everything() -> Person {
    let before = now() - Duration::days(40);
    let mailbox = Mailbox {
        provider: MailboxProvider::Digipost,
        address: MailboxAddress::parse("kari.test#9YDT").expect("an address"),
        updated_at: before,
    };
    Person::restored(PersonSnapshot {
        reservation: Reservation::Reserved { since: before },
        language: Some((RegisterLanguage::Nn, before)),
        mailbox: Some(mailbox),
        ..active(Some(before), Some(before))
    })
}

fn changes(events: &[Event]) -> Vec<Change> {
    events.iter().map(|event| event.change).collect()
}

#[test]
fn nothing_is_left_of_a_deleted_person_but_that_she_was_there() {
    let mut person = with_everything();
    assert_eq!(person.delete(now()), [Event { change: Change::PersonDeleted, at: now() }]);
    assert_eq!(person.status(), Some(Status::Deleted));
    assert_eq!(person.identifier(), &identifier());
    assert!(person.mobile().is_none() && person.email().is_none() && person.mailbox().is_none());
    assert_eq!((person.reservation(), person.language()), (Reservation::NotReserved, None));
    assert_eq!(person.notification_status(now()), NotificationStatus::CannotBeNotified);
    assert_eq!(person.needs_reminder(now() + Duration::days(500)), None);
}

#[test]
fn who_is_not_in_the_register_is_not_deleted() {
    let mut nobody = Person::unregistered(identifier());
    assert!(nobody.delete(now()).is_empty());
    assert_eq!(nobody, Person::unregistered(identifier()));
    let mut gone = with_everything();
    gone.delete(now());
    let before = gone.clone();
    assert!(gone.delete(now() + Duration::hours(1)).is_empty(), "nor twice");
    assert_eq!(gone, before);
}

#[test]
fn who_has_only_decided_something_can_be_deleted_too() {
    let mut person = Person::unregistered(identifier());
    person.reserve(now());
    assert_eq!(changes(&person.delete(now())), [Change::PersonDeleted]);
    assert!(!person.reservation().is_reserved());
}

#[test]
fn a_deleted_person_is_asked_at_login_and_comes_back_with_what_she_gives_and_nothing_else() {
    let mut person = with_everything();
    person.delete(now());
    assert!(person.is_due(now()));
    assert!(person.confirm(None, None, now()).is_empty(), "giving nothing changes nothing");
    assert_eq!(person.status(), Some(Status::Deleted));
    let events = person.confirm(Some(mobile("+4798765432")), None, now());
    assert_eq!(changes(&events), [Change::PersonReactivated, Change::Registered(Channel::Mobile)]);
    assert_eq!(person.status(), Some(Status::Active));
    assert!(person.email().is_none() && person.language().is_none() && person.mailbox().is_none());
    assert!(!person.reservation().is_reserved());
}

#[test]
fn a_wish_waits_a_day_of_twenty_four_hours_also_when_clocks_are_changed() {
    assert_eq!(due_at(at("2026-03-28T20:00:00+01:00")), at("2026-03-29T21:00:00+02:00"));
    let asked = at("2026-06-15T12:00:00.000001+02:00");
    assert_eq!(due_at(asked), at("2026-06-16T12:01:00+02:00"), "the whole minute that she is told");
}

#[test]
fn history_ends_eighteen_months_later_on_the_norwegian_calendar() {
    assert_eq!(history_ends(at("2026-08-31T12:00:00+02:00")), at("2025-02-28T12:00:00+01:00"));
}

proptest! {
    #[test]
    fn whoever_is_deleted_can_come_back_at_any_later_time(
        mobile_at in prop::option::of(any_instant()),
        email_at in prop::option::of(any_instant()),
        now in any_instant(),
    ) {
        let mut person = Person::restored(active(mobile_at, email_at));
        person.delete(now);
        prop_assert!(person.mobile().is_none() && person.email().is_none());
        person.confirm(None, Some(email("ny@example.no")), now);
        prop_assert_eq!(person.status(), Some(Status::Active));
        prop_assert_eq!(person.email().and_then(bekreft_domain::Contact::confirmed_at), Some(now));
    }
}
