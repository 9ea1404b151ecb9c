use bekreft_domain::{
    Contact, NotificationStatus, Person, PersonSnapshot, RegisterLanguage, Reservation, Status,
};
use proptest::prelude::*;

use crate::given::{active, active_person, any_instant, days_ago, email, identifier, mobile, now};

use NotificationStatus::{CanBeNotified, CannotBeNotified};

#[test]
fn a_person_the_register_does_not_know_has_nothing() {
    let person = Person::unregistered(identifier());
    assert_eq!(person.identifier(), &identifier());
    assert_eq!(
        (person.status(), person.reservation(), person.language()),
        (None, Reservation::NotReserved, None)
    );
    assert!(person.mobile().is_none() && person.email().is_none());
    assert_eq!(person.notification_status(now()), CannotBeNotified);
    assert!(person.is_due(now()));
}

#[test]
fn a_restored_person_is_as_she_was_stored() {
    let language = Some((RegisterLanguage::Se, days_ago(40)));
    let reservation = Reservation::Reserved { since: days_ago(30) };
    let snapshot = PersonSnapshot { language, reservation, ..active(Some(days_ago(10)), Some(days_ago(20))) };
    let person = Person::restored(snapshot.clone());
    assert_eq!(person.identifier(), &snapshot.identifier);
    assert_eq!(person.status(), Some(Status::Active));
    assert_eq!((person.language(), person.reservation()), (language, reservation));
    assert_eq!((person.mobile(), person.email()), (snapshot.mobile.as_ref(), snapshot.email.as_ref()));
}

#[test]
fn a_person_who_is_not_active_has_no_contact_information() {
    for status in [None, Some(Status::Deleted)] {
        let person = Person::restored(PersonSnapshot { status, ..active(Some(now()), Some(now())) });
        assert!(person.mobile().is_none() && person.email().is_none(), "{status:?}");
        assert_eq!(person.notification_status(now()), CannotBeNotified, "{status:?}");
        assert!(person.is_due(now()), "{status:?}");
    }
}

#[test]
fn one_fresh_channel_is_enough_to_be_notified() {
    let (fresh, expired) = (Some(days_ago(10)), Some(days_ago(600)));
    for (mobile, email, expected) in [
        (fresh, fresh, CanBeNotified),
        (fresh, None, CanBeNotified),
        (None, fresh, CanBeNotified),
        (fresh, expired, CanBeNotified),
        (expired, fresh, CanBeNotified),
        (expired, expired, CannotBeNotified),
        (expired, None, CannotBeNotified),
        (None, expired, CannotBeNotified),
        (None, None, CannotBeNotified),
    ] {
        assert_eq!(active_person(mobile, email).notification_status(now()), expected, "{mobile:?} {email:?}");
    }
}

#[test]
fn a_reserved_person_cannot_be_notified_but_keeps_her_contact_information() {
    let reservation = Reservation::Reserved { since: days_ago(1) };
    let person = Person::restored(PersonSnapshot { reservation, ..active(Some(now()), Some(now())) });
    assert_eq!(person.notification_status(now()), CannotBeNotified);
    assert!(person.mobile().is_some() && person.email().is_some());
    assert!(reservation.is_reserved() && !Reservation::NotReserved.is_reserved());
}

#[test]
fn the_dialog_is_due_when_any_channel_is_or_there_is_none() {
    let (recent, old) = (Some(days_ago(89)), Some(days_ago(91)));
    for (mobile, email, expected) in [
        (recent, recent, false),
        (recent, None, false),
        (None, recent, false),
        (old, recent, true),
        (recent, old, true),
        (old, old, true),
        (None, old, true),
        (None, None, true),
    ] {
        assert_eq!(active_person(mobile, email).is_due(now()), expected, "{mobile:?} {email:?}");
    }
}

#[test]
fn a_reservation_does_not_stop_the_dialog() {
    let reservation = Reservation::Reserved { since: days_ago(1) };
    let person = |at| Person::restored(PersonSnapshot { reservation, ..active(Some(at), None) });
    assert!(person(days_ago(91)).is_due(now()));
    assert!(!person(days_ago(89)).is_due(now()));
}

#[test]
fn a_code_proves_the_number_it_was_sent_to() {
    let mut person = active_person(Some(days_ago(10)), None);
    assert!(person.validate_mobile(&mobile("+4798765432"), now()));
    assert_eq!(person.mobile().and_then(Contact::validated_at), Some(now()));
    assert_eq!(person.mobile().and_then(Contact::confirmed_at), Some(days_ago(10)));
}

#[test]
fn a_code_that_was_sent_to_another_value_proves_nothing() {
    let mut person = active_person(Some(days_ago(10)), Some(days_ago(10)));
    let before = person.clone();
    assert!(!person.validate_mobile(&mobile("+4798765433"), now()));
    assert!(!person.validate_email(&email("ola@example.com").canonical(), now()));
    assert_eq!(person, before);
}

#[test]
fn a_code_proves_an_address_in_whatever_case_it_is_stored() {
    let mut person = active_person(None, Some(days_ago(10)));
    assert!(person.validate_email(&email("KARI@example.com").canonical(), now()));
    assert!(person.email().is_some_and(Contact::is_validated));
}

#[test]
fn a_code_for_a_channel_that_is_empty_proves_nothing() {
    let mut person = Person::unregistered(identifier());
    assert!(!person.validate_mobile(&mobile("+4798765432"), now()));
    assert!(!person.validate_email(&email("kari@example.com").canonical(), now()));
    assert_eq!(person, Person::unregistered(identifier()));
}

#[test]
fn nothing_personal_shows_in_debug() {
    let snapshot = active(Some(now()), Some(now()));
    let shown = format!("{:?} {snapshot:?}", Person::restored(snapshot.clone()));
    for secret in ["17859012310", "178590", "98765432", "kari", "example.com"] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}

proptest! {
    #[test]
    fn who_can_be_notified_and_is_not_due_has_confirmed_lately(
        mobile in prop::option::of(any_instant()),
        email in prop::option::of(any_instant()),
        now in any_instant(),
    ) {
        let person = active_person(mobile, email);
        if !person.is_due(now) {
            prop_assert_eq!(person.notification_status(now), CanBeNotified);
        }
        let fresh = person.mobile().is_some_and(|it| it.is_fresh(now)) || person.email().is_some_and(|it| it.is_fresh(now));
        prop_assert_eq!(person.notification_status(now) == CanBeNotified, fresh);
    }
}
