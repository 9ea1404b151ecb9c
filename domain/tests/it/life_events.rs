//! A number that is replaced, and a person who is deleted.

use bekreft_domain::{
    Change, Contact, Mailbox, MailboxAddress, MailboxProvider, Person, PersonIdentifier, PersonSnapshot,
    RegisterLanguage, Reservation, Status, Succession,
};
use proptest::prelude::*;
use time::OffsetDateTime;

use crate::given::{active, any_instant, days_ago, email, identifier, mobile, now};

/// Born on 1 January 1985; computed by hand.
fn d_number() -> PersonIdentifier {
    PersonIdentifier::parse("41818524631").expect("the worked example is valid")
}

/// Everything that can be registered.
fn whole(identifier: PersonIdentifier) -> PersonSnapshot {
    PersonSnapshot {
        identifier,
        status: Some(Status::Active),
        reservation: Reservation::Reserved { since: days_ago(40) },
        language: Some((RegisterLanguage::Nn, days_ago(50))),
        mobile: Some(Contact::restored(
            mobile("+4798765432"),
            days_ago(30),
            Some(days_ago(20)),
            Some(days_ago(10)),
        )),
        mailbox: Some(Mailbox {
            provider: MailboxProvider::Digipost,
            address: MailboxAddress::parse("ola.nordmann#9YDT").expect("an address"),
            updated_at: days_ago(60),
        }),
        email: Some(Contact::restored(email("kari@example.com"), days_ago(33), None, Some(days_ago(13)))),
    }
}

fn any_reservation() -> impl Strategy<Value = Reservation> {
    prop_oneof![
        Just(Reservation::NotReserved),
        any_instant().prop_map(|since| Reservation::Reserved { since })
    ]
}

prop_compose! {
    fn any_person(identifier: PersonIdentifier)(
        status in prop_oneof![Just(None), Just(Some(Status::Active)), Just(Some(Status::Deleted))],
        reservation in any_reservation(),
        language in proptest::option::of(any_instant()),
        mobile_at in proptest::option::of(any_instant()),
        email_at in proptest::option::of(any_instant()),
    ) -> Person {
        let identifier = identifier.clone();
        match status {
            None => Person::unregistered(identifier),
            Some(Status::Deleted) => Person::restored(PersonSnapshot {
                identifier,
                status,
                reservation: Reservation::NotReserved,
                language: None,
                mobile: None,
                mailbox: None,
                email: None,
            }),
            Some(Status::Active) => Person::restored(PersonSnapshot {
                identifier,
                reservation,
                language: language.map(|at| (RegisterLanguage::En, at)),
                ..active(mobile_at, email_at)
            }),
        }
    }
}

fn since(reservation: Reservation) -> Option<OffsetDateTime> {
    match reservation {
        Reservation::NotReserved => None,
        Reservation::Reserved { since } => Some(since),
    }
}

/// Only that she was there.
fn is_empty(person: &Person) -> bool {
    *person
        == Person::restored(PersonSnapshot {
            identifier: person.identifier().clone(),
            status: Some(Status::Deleted),
            reservation: Reservation::NotReserved,
            language: None,
            mobile: None,
            mailbox: None,
            email: None,
        })
}

#[test]
fn a_number_that_was_never_there_takes_over_everything_with_all_dates() {
    let mut old = Person::restored(whole(d_number()));
    let mut new = Person::unregistered(identifier());
    assert_eq!(new.succeed(&mut old, now()), Succession::Moved);
    assert_eq!(new, Person::restored(whole(identifier())));
    assert!(is_empty(&old));
}

#[test]
fn a_number_that_is_in_the_register_keeps_its_own() {
    let mut old =
        Person::restored(PersonSnapshot { reservation: Reservation::NotReserved, ..whole(d_number()) });
    let mut new = Person::restored(active(None, Some(days_ago(5))));
    let before = new.clone();
    assert_eq!(new.succeed(&mut old, now()), Succession::KeptItsOwn);
    assert_eq!(new, before);
    assert!(is_empty(&old));
}

#[test]
fn the_earliest_of_two_reservations_counts() {
    let reserved = |identifier, days| {
        Person::restored(PersonSnapshot {
            reservation: Reservation::Reserved { since: days_ago(days) },
            ..whole(identifier)
        })
    };
    let (mut old, mut new) = (reserved(d_number(), 9), reserved(identifier(), 3));
    assert_eq!(new.succeed(&mut old, now()), Succession::ReservationMoved);
    assert_eq!(new.reservation(), Reservation::Reserved { since: days_ago(9) });
    let (mut old, mut new) = (reserved(d_number(), 3), reserved(identifier(), 9));
    assert_eq!(new.succeed(&mut old, now()), Succession::KeptItsOwn);
    assert_eq!(new.reservation(), Reservation::Reserved { since: days_ago(9) });
}

#[test]
fn who_has_been_deleted_does_not_come_back_with_a_new_number() {
    let mut new = Person::restored(whole(identifier()));
    new.delete(now());
    let mut old = Person::restored(whole(d_number()));
    assert_eq!(new.succeed(&mut old, now()), Succession::StaysDeleted);
    assert!(is_empty(&new) && is_empty(&old));
}

#[test]
fn a_person_is_deleted_once() {
    let mut person = Person::restored(whole(identifier()));
    let changes = |events: &[bekreft_domain::Event]| events.iter().map(|it| it.change).collect::<Vec<_>>();
    assert_eq!(changes(&person.delete(now())), [Change::PersonDeleted]);
    assert!(is_empty(&person));
    assert!(person.delete(now()).is_empty());
    let mut nobody = Person::unregistered(identifier());
    assert!(nobody.delete(now()).is_empty(), "who was never there is not deleted");
    assert_eq!(nobody.status(), None);
}

proptest! {
    #[test]
    fn a_reservation_survives_whenever_the_new_number_is_not_deleted(
        mut old in any_person(d_number()), mut new in any_person(identifier())
    ) {
        let earliest = [since(old.reservation()), since(new.reservation())].into_iter().flatten().min();
        new.succeed(&mut old, now());
        let expected = if new.status() == Some(Status::Deleted) { None } else { earliest };
        prop_assert_eq!(since(new.reservation()), expected);
    }

    #[test]
    fn nothing_is_left_on_the_old_number(mut old in any_person(d_number()), mut new in any_person(identifier())) {
        let was_there = old.status().is_some();
        new.succeed(&mut old, now());
        prop_assert_eq!(is_empty(&old), was_there);
        prop_assert!(was_there || old == Person::unregistered(d_number()));
    }

    #[test]
    fn replaced_twice_is_replaced_once(mut old in any_person(d_number()), mut new in any_person(identifier())) {
        new.succeed(&mut old, now());
        let once = (old.clone(), new.clone());
        prop_assert_eq!(new.succeed(&mut old, now()), Succession::Nothing);
        prop_assert_eq!((old, new), once);
    }
}
