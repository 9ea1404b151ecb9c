use bekreft_domain::Contact;
use proptest::prelude::*;
use time::{Duration, OffsetDateTime};

use crate::given::{any_instant, days_ago, now};

#[test]
fn a_registered_value_is_updated_and_confirmed_at_once_but_not_validated() {
    let contact = Contact::registered("a", now());
    assert_eq!(*contact.value(), "a");
    assert_eq!(
        (contact.updated_at(), contact.confirmed_at(), contact.validated_at()),
        (now(), Some(now()), None)
    );
    assert!(!contact.is_validated());
}

#[test]
fn a_restored_value_has_the_dates_it_was_stored_with() {
    let contact = Contact::restored("a", days_ago(3), Some(days_ago(2)), Some(days_ago(1)));
    assert_eq!(contact.updated_at(), days_ago(3));
    assert_eq!(contact.confirmed_at(), Some(days_ago(2)));
    assert_eq!(contact.validated_at(), Some(days_ago(1)));
    assert!(contact.is_validated());
}

#[test]
fn the_later_of_updated_and_confirmed_assures() {
    assert_eq!(Contact::restored((), days_ago(9), Some(days_ago(2)), None).last_assured_at(), days_ago(2));
    assert_eq!(Contact::restored((), days_ago(2), Some(days_ago(9)), None).last_assured_at(), days_ago(2));
    assert_eq!(Contact::restored((), days_ago(9), None, None).last_assured_at(), days_ago(9));
}

#[test]
fn a_code_alone_does_not_assure() {
    let contact = Contact::restored((), days_ago(700), Some(days_ago(600)), Some(now()));
    assert!(!contact.is_fresh(now()));
    assert!(contact.is_due(now()));
}

#[test]
fn one_recent_date_of_the_two_is_enough() {
    assert!(Contact::restored((), days_ago(2000), Some(days_ago(10)), None).is_fresh(now()));
    assert!(Contact::restored((), days_ago(10), Some(days_ago(2000)), None).is_fresh(now()));
    assert!(!Contact::restored((), days_ago(2000), Some(days_ago(600)), None).is_fresh(now()));
}

#[test]
fn an_old_row_without_a_confirmation_counts_from_its_update() {
    let contact = Contact::restored((), days_ago(100), None, None);
    assert!(contact.is_fresh(now()) && contact.is_due(now()) && !contact.needs_reminder(now()));
    assert!(Contact::restored((), days_ago(500), None, None).needs_reminder(now()));
}

#[test]
fn confirming_moves_the_confirmation_and_nothing_else() {
    let mut contact = Contact::restored((), days_ago(300), Some(days_ago(200)), Some(days_ago(100)));
    contact.confirm(now());
    assert_eq!(contact, Contact::restored((), days_ago(300), Some(now()), Some(days_ago(100))));
}

#[test]
fn validating_moves_the_validation_and_nothing_else() {
    let mut contact = Contact::restored((), days_ago(300), Some(days_ago(200)), None);
    contact.validate(now());
    assert_eq!(contact, Contact::restored((), days_ago(300), Some(days_ago(200)), Some(now())));
}

#[test]
fn no_date_goes_backwards() {
    let mut contact = Contact::restored((), days_ago(30), Some(days_ago(20)), Some(days_ago(10)));
    let before = contact.clone();
    contact.confirm(days_ago(25));
    contact.validate(days_ago(15));
    assert_eq!(contact, before);
}

#[test]
fn a_value_is_not_confirmed_before_it_was_there() {
    let mut contact = Contact::restored((), days_ago(10), None, None);
    contact.confirm(days_ago(20));
    assert_eq!(contact.confirmed_at(), Some(days_ago(10)));
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Confirm(OffsetDateTime),
    Validate(OffsetDateTime),
}

fn after(contact: &Contact<()>, steps: impl IntoIterator<Item = Step>) -> Contact<()> {
    let mut contact = contact.clone();
    for step in steps {
        match step {
            Step::Confirm(at) => contact.confirm(at),
            Step::Validate(at) => contact.validate(at),
        }
    }
    contact
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![any_instant().prop_map(Step::Confirm), any_instant().prop_map(Step::Validate)]
}

fn any_contact() -> impl Strategy<Value = Contact<()>> {
    (any_instant(), prop::option::of(any_instant()), prop::option::of(any_instant()))
        .prop_map(|(updated, confirmed, validated)| Contact::restored((), updated, confirmed, validated))
}

proptest! {
    #[test]
    fn steps_lead_to_the_same_in_any_order(contact in any_contact(), mut steps in prop::collection::vec(any_step(), 0..6)) {
        let forwards = after(&contact, steps.iter().copied());
        steps.reverse();
        prop_assert_eq!(&after(&contact, steps.iter().copied()), &forwards);
        steps.sort_by_key(|step| matches!(step, Step::Confirm(_)));
        prop_assert_eq!(&after(&contact, steps), &forwards);
    }

    #[test]
    fn a_step_that_is_repeated_changes_nothing_more(contact in any_contact(), step in any_step()) {
        prop_assert_eq!(after(&contact, [step, step]), after(&contact, [step]));
    }

    #[test]
    fn confirming_makes_a_value_fresh_and_not_due(contact in any_contact(), now in any_instant()) {
        let confirmed = after(&contact, [Step::Confirm(now)]);
        prop_assert!(confirmed.is_fresh(now));
        prop_assert!(!confirmed.is_due(now));
        prop_assert!(confirmed.last_assured_at() >= now);
    }

    #[test]
    fn a_value_is_due_long_before_it_expires(contact in any_contact(), now in any_instant()) {
        prop_assert!(contact.is_fresh(now) || contact.is_due(now));
        prop_assert!(contact.is_due(contact.last_assured_at() + Duration::days(91)));
    }
}
