use bekreft_domain::{
    Change, Channel, Contact, EmailAddress, Event, MobileNumber, NotificationStatus, Person, PersonSnapshot,
    Reservation, Status,
};
use proptest::prelude::*;
use time::OffsetDateTime;

use crate::given::{active, active_person, any_instant, at, days_ago, email, identifier, mobile, now};

use Change::{Confirmed, PersonReactivated, PersonRegistered, Registered, Removed, Updated};
use Channel::{Email, Mobile};

fn changes(events: &[Event]) -> Vec<Change> {
    events.iter().map(|event| event.change).collect()
}

fn own_mobile() -> MobileNumber {
    mobile("+4798765432")
}

fn own_email() -> EmailAddress {
    email("kari@example.com")
}

/// Both channels updated, confirmed and validated in the past.
fn validated_person() -> Person {
    let restored = |days| (days_ago(days + 20), Some(days_ago(days)), Some(days_ago(days + 10)));
    let (updated, confirmed, validated) = restored(100);
    Person::restored(PersonSnapshot {
        mobile: Some(Contact::restored(own_mobile(), updated, confirmed, validated)),
        email: Some(Contact::restored(own_email(), updated, confirmed, validated)),
        ..active(None, None)
    })
}

fn deleted_person() -> Person {
    Person::restored(PersonSnapshot { status: Some(Status::Deleted), ..active(None, None) })
}

#[test]
fn a_first_value_is_registered_updated_and_confirmed_now() {
    let mut person = active_person(None, Some(days_ago(10)));
    let events = person.confirm(Some(own_mobile()), Some(own_email()), now());
    assert_eq!(changes(&events), [Registered(Mobile), Confirmed(Email)]);
    assert_eq!(person.mobile(), Some(&Contact::registered(mobile("+4798765432"), now())));
}

#[test]
fn the_same_values_are_confirmed_and_keep_their_other_dates() {
    let mut person = validated_person();
    let events = person.confirm(Some(own_mobile()), Some(own_email()), now());
    assert_eq!(changes(&events), [Confirmed(Mobile), Confirmed(Email)]);
    let expected = Contact::restored(own_mobile(), days_ago(120), Some(now()), Some(days_ago(110)));
    assert_eq!(person.mobile(), Some(&expected));
    assert_eq!(person.email().map(Contact::updated_at), Some(days_ago(120)));
    assert_eq!(person.email().and_then(Contact::validated_at), Some(days_ago(110)));
}

#[test]
fn both_channels_get_the_same_instant() {
    let mut person = active_person(Some(days_ago(100)), Some(days_ago(5)));
    let events = person.confirm(Some(own_mobile()), Some(own_email()), now());
    assert_eq!(person.mobile().and_then(Contact::confirmed_at), Some(now()));
    assert_eq!(person.email().and_then(Contact::confirmed_at), Some(now()));
    assert!(events.iter().all(|event| event.at == now()));
}

#[test]
fn another_value_is_an_update_that_is_not_validated() {
    let mut person = validated_person();
    let events = person.confirm(Some(mobile("+4798765433")), Some(own_email()), now());
    assert_eq!(changes(&events), [Updated(Mobile), Confirmed(Email)]);
    assert_eq!(person.mobile(), Some(&Contact::registered(mobile("+4798765433"), now())));
    assert!(person.email().is_some_and(Contact::is_validated));
}

#[test]
fn a_value_changed_and_changed_back_is_not_validated() {
    let mut person = validated_person();
    person.confirm(Some(mobile("+4798765433")), Some(own_email()), days_ago(1));
    person.confirm(Some(own_mobile()), Some(own_email()), now());
    assert_eq!(person.mobile(), Some(&Contact::registered(mobile("+4798765432"), now())));
}

#[test]
fn an_address_spelled_in_another_way_is_an_update_that_is_not_validated() {
    let mut person = validated_person();
    let events = person.confirm(Some(own_mobile()), Some(email("Kari@example.com")), now());
    assert_eq!(changes(&events), [Confirmed(Mobile), Updated(Email)]);
    assert_eq!(person.email(), Some(&Contact::registered(email("Kari@example.com"), now())));
}

#[test]
fn a_number_typed_in_another_way_is_the_same_number() {
    let mut person = validated_person();
    let events = person.confirm(Some(mobile("0047 98 76 54 32")), Some(own_email()), now());
    assert_eq!(changes(&events), [Confirmed(Mobile), Confirmed(Email)]);
}

#[test]
fn a_value_that_is_left_out_is_removed() {
    let mut person = validated_person();
    let events = person.confirm(None, Some(own_email()), now());
    assert_eq!(changes(&events), [Removed(Mobile), Confirmed(Email)]);
    assert!(person.mobile().is_none() && person.email().is_some());
}

#[test]
fn a_person_who_removes_everything_stays_active_and_cannot_be_notified() {
    let mut person = validated_person();
    let events = person.confirm(None, None, now());
    assert_eq!(changes(&events), [Removed(Mobile), Removed(Email)]);
    assert_eq!(person.status(), Some(Status::Active));
    assert_eq!(person.notification_status(now()), NotificationStatus::CannotBeNotified);
    assert!(person.is_due(now()));
}

#[test]
fn a_value_that_was_removed_and_given_again_is_new() {
    let mut person = validated_person();
    person.confirm(None, Some(own_email()), days_ago(1));
    let events = person.confirm(Some(own_mobile()), Some(own_email()), now());
    assert_eq!(changes(&events), [Registered(Mobile), Confirmed(Email)]);
    assert!(!person.mobile().unwrap().is_validated());
}

#[test]
fn giving_nothing_to_an_empty_record_changes_nothing() {
    for person in [Person::unregistered(identifier()), deleted_person(), active_person(None, None)] {
        let mut after = person.clone();
        assert_eq!(after.confirm(None, None, now()), []);
        assert_eq!(after, person);
    }
}

#[test]
fn an_unregistered_person_who_gives_something_comes_into_the_register() {
    let mut person = Person::unregistered(identifier());
    let events = person.confirm(Some(own_mobile()), None, now());
    assert_eq!(changes(&events), [PersonRegistered, Registered(Mobile)]);
    assert_eq!(person.status(), Some(Status::Active));
    assert_eq!(person.reservation(), Reservation::NotReserved);
    assert_eq!(person.notification_status(now()), NotificationStatus::CanBeNotified);
    assert!(!person.is_due(now()));
}

#[test]
fn a_deleted_person_who_gives_something_comes_back() {
    let mut person = deleted_person();
    let events = person.confirm(Some(own_mobile()), Some(own_email()), now());
    assert_eq!(changes(&events), [PersonReactivated, Registered(Mobile), Registered(Email)]);
    assert_eq!(person.status(), Some(Status::Active));
    assert!(!person.email().unwrap().is_validated());
}

#[test]
fn a_reservation_and_a_language_outlive_a_confirmation() {
    let reservation = Reservation::Reserved { since: days_ago(50) };
    let language = Some((bekreft_domain::RegisterLanguage::Nn, days_ago(60)));
    let mut person =
        Person::restored(PersonSnapshot { reservation, language, ..active(Some(days_ago(10)), None) });
    person.confirm(Some(mobile("+4798765433")), Some(own_email()), now());
    assert_eq!((person.reservation(), person.language()), (reservation, language));
}

#[test]
fn a_clock_that_is_behind_does_not_take_a_confirmation_back() {
    let mut person = active_person(Some(now()), Some(days_ago(10)));
    let events = person.confirm(Some(own_mobile()), Some(own_email()), days_ago(1));
    assert_eq!(person.mobile().and_then(Contact::confirmed_at), Some(now()));
    assert_eq!(person.email().and_then(Contact::confirmed_at), Some(days_ago(1)));
    assert_eq!(
        events,
        [Event { change: Confirmed(Mobile), at: now() }, Event { change: Confirmed(Email), at: days_ago(1) },]
    );
}

#[test]
fn a_clock_that_is_behind_does_not_date_a_change_before_the_last_one() {
    let mut person = active_person(Some(now()), None);
    let events = person.confirm(Some(mobile("+4798765433")), None, days_ago(1));
    assert_eq!(events, [Event { change: Updated(Mobile), at: now() }]);
    assert_eq!(person.mobile(), Some(&Contact::registered(mobile("+4798765433"), now())));
}

#[test]
fn a_citizens_year_in_the_register() {
    let mut person = Person::unregistered(identifier());
    person.confirm(Some(own_mobile()), None, at("2026-01-10T09:00:00+01:00"));
    assert!(person.validate_mobile(&mobile("+4798765432"), at("2026-01-10T09:02:00+01:00")));
    assert!(!person.is_due(at("2026-04-10T09:00:00+02:00")));
    assert!(person.is_due(at("2026-04-11T09:00:00+02:00")));
    person.confirm(Some(own_mobile()), Some(own_email()), at("2026-05-01T09:00:00+02:00"));
    assert!(person.mobile().unwrap().is_validated() && !person.email().unwrap().is_validated());
    let year_and_a_half = at("2027-11-01T09:00:00+01:00");
    assert!(person.mobile().unwrap().needs_reminder(year_and_a_half));
    assert_eq!(person.notification_status(year_and_a_half), NotificationStatus::CanBeNotified);
    let a_second_later = year_and_a_half + time::Duration::SECOND;
    assert_eq!(person.notification_status(a_second_later), NotificationStatus::CannotBeNotified);
}

fn any_mobile() -> impl Strategy<Value = Option<MobileNumber>> {
    prop::option::of(prop::sample::select(vec!["+4798765432", "+4798765433"]).prop_map(mobile))
}

fn any_email() -> impl Strategy<Value = Option<EmailAddress>> {
    prop::option::of(prop::sample::select(vec!["kari@example.com", "Kari@example.com"]).prop_map(email))
}

fn any_contact<T: std::fmt::Debug + Clone>(
    value: impl Strategy<Value = Option<T>>,
) -> impl Strategy<Value = Option<Contact<T>>> {
    (value, any_instant(), prop::option::of(any_instant()), prop::option::of(any_instant())).prop_map(
        |(value, updated, confirmed, validated)| {
            value.map(|value| Contact::restored(value, updated, confirmed, validated))
        },
    )
}

fn any_person() -> impl Strategy<Value = Person> {
    let status = prop::option::of(prop::sample::select(Status::ALL));
    (status, any_contact(any_mobile()), any_contact(any_email())).prop_map(|(status, mobile, email)| {
        Person::restored(PersonSnapshot { status, mobile, email, ..active(None, None) })
    })
}

fn dates(person: &Person) -> [Option<OffsetDateTime>; 2] {
    [person.mobile().map(Contact::last_assured_at), person.email().map(Contact::last_assured_at)]
}

proptest! {
    #[test]
    fn after_a_confirmation_the_record_is_what_was_given(
        mut person in any_person(), mobile in any_mobile(), email in any_email(), now in any_instant(),
    ) {
        person.confirm(mobile.clone(), email.clone(), now);
        prop_assert_eq!(person.mobile().map(Contact::value), mobile.as_ref());
        prop_assert_eq!(person.email().map(Contact::value), email.as_ref());
        if mobile.is_some() || email.is_some() {
            prop_assert_eq!(person.status(), Some(Status::Active));
            prop_assert!(!person.is_due(now));
            prop_assert_eq!(person.notification_status(now), NotificationStatus::CanBeNotified);
        }
    }

    #[test]
    fn no_confirmation_takes_a_date_back(
        mut person in any_person(), mobile in any_mobile(), email in any_email(), now in any_instant(),
    ) {
        let before = dates(&person);
        person.confirm(mobile, email, now);
        for (before, after) in before.into_iter().zip(dates(&person)) {
            prop_assert!(after.is_none_or(|after| before.is_none_or(|before| after >= before) && after >= now));
        }
    }

    #[test]
    fn confirming_the_same_at_two_times_leads_to_the_same_in_either_order(
        person in any_person(), first in any_instant(), second in any_instant(),
    ) {
        let given = (person.mobile().map(|it| it.value().clone()), person.email().map(|it| it.value().clone()));
        let after = |times: [OffsetDateTime; 2]| {
            let mut person = person.clone();
            for now in times {
                person.confirm(given.0.clone(), given.1.clone(), now);
            }
            person
        };
        prop_assert_eq!(after([first, second]), after([second, first]));
    }

    #[test]
    fn a_code_and_a_confirmation_of_the_same_value_lead_to_the_same_in_either_order(
        person in any_person(), validated in any_instant(), confirmed in any_instant(),
    ) {
        let given = (person.mobile().map(|it| it.value().clone()), person.email().map(|it| it.value().clone()));
        let validate = |person: &mut Person| {
            given.0.as_ref().map(|proven| person.validate_mobile(proven, validated));
            given.1.as_ref().map(|proven| person.validate_email(&proven.canonical(), validated));
        };
        let confirm = |person: &mut Person| {
            person.confirm(given.0.clone(), given.1.clone(), confirmed);
        };
        let (mut one, mut other) = (person.clone(), person.clone());
        validate(&mut one);
        confirm(&mut one);
        confirm(&mut other);
        validate(&mut other);
        prop_assert_eq!(one, other);
    }

    #[test]
    fn only_a_code_ever_validates(
        mut person in any_person(), mobile in any_mobile(), email in any_email(), now in any_instant(),
    ) {
        let before = person.clone();
        person.confirm(mobile, email, now);
        let is_kept = |before: Option<OffsetDateTime>, after: Option<OffsetDateTime>| after.is_none() || after == before;
        let validated = |person: &Person| {
            (person.mobile().and_then(Contact::validated_at), person.email().and_then(Contact::validated_at))
        };
        prop_assert!(is_kept(validated(&before).0, validated(&person).0));
        prop_assert!(is_kept(validated(&before).1, validated(&person).1));
    }

    #[test]
    fn the_events_tell_the_difference(
        mut person in any_person(), mobile in any_mobile(), email in any_email(), now in any_instant(),
    ) {
        let before = person.clone();
        let events = changes(&person.confirm(mobile, email, now));
        let expected = |channel, had: bool, has: bool, is_same: bool| match (had, has) {
            (false, false) => None,
            (false, true) => Some(Registered(channel)),
            (true, false) => Some(Removed(channel)),
            (true, true) if is_same => Some(Confirmed(channel)),
            (true, true) => Some(Updated(channel)),
        };
        let entered = match (before.status(), person.status()) {
            (None, Some(_)) => Some(PersonRegistered),
            (Some(Status::Deleted), Some(Status::Active)) => Some(PersonReactivated),
            _ => None,
        };
        let same_mobile = before.mobile().map(Contact::value) == person.mobile().map(Contact::value);
        let same_email = before.email().map(Contact::value) == person.email().map(Contact::value);
        let mobile = expected(Mobile, before.mobile().is_some(), person.mobile().is_some(), same_mobile);
        let email = expected(Email, before.email().is_some(), person.email().is_some(), same_email);
        let expected: Vec<Change> = [entered, mobile, email].into_iter().flatten().collect();
        prop_assert_eq!(events, expected);
    }
}
