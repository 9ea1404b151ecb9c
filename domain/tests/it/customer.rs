//! Customers, and how much they may ask.

use bekreft_domain::{
    Allowance, Bucket, Customer, Flow, LookupPurpose, NoAccess, OrganisationNumber, Sector,
};
use proptest::prelude::*;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

const NOW: OffsetDateTime = datetime!(2026-03-01 12:00 UTC);
const PERSONS: Flow = Flow { most: 6000, fills_in: Duration::minutes(1) };

fn customer(terms: bool, off: bool) -> Customer {
    Customer {
        organisation: OrganisationNumber::parse("991825827").expect("a valid number"),
        name: "Digitaliseringsdirektoratet".to_owned(),
        sector: Sector::State,
        terms_accepted_at: terms.then_some(NOW),
        switched_off_at: off.then_some(NOW),
        allowance: Allowance::default(),
    }
}

#[test]
fn a_customer_needs_the_terms_and_must_not_be_switched_off() {
    assert_eq!(customer(true, false).access(), Ok(()));
    assert_eq!(customer(false, false).access(), Err(NoAccess::TermsNotAccepted));
    assert_eq!(customer(true, true).access(), Err(NoAccess::SwitchedOff));
    assert_eq!(customer(false, true).access(), Err(NoAccess::SwitchedOff));
}

#[test]
fn the_stored_names_of_sectors_and_purposes_are_these() {
    let sectors = Sector::ALL.iter().map(|sector| sector.as_str()).collect::<Vec<_>>();
    assert_eq!(sectors, ["municipal", "county", "state", "private"]);
    let purposes = LookupPurpose::ALL.iter().map(|purpose| purpose.as_str()).collect::<Vec<_>>();
    assert_eq!(purposes, ["contact", "mailbox", "contact_and_mailbox"]);
}

#[test]
fn what_is_asked_for_follows_from_the_scopes() {
    assert_eq!(LookupPurpose::of(true, false), Some(LookupPurpose::Contact));
    assert_eq!(LookupPurpose::of(false, true), Some(LookupPurpose::Mailbox));
    assert_eq!(LookupPurpose::of(true, true), Some(LookupPurpose::ContactAndMailbox));
    assert_eq!(LookupPurpose::of(false, false), None);
}

#[test]
fn an_allowance_lets_a_whole_call_through() {
    assert!(Allowance::default().is_of_use());
    assert!(!Allowance { persons_per_minute: 999, calls_per_second: 1 }.is_of_use());
    assert!(!Allowance { persons_per_minute: 1000, calls_per_second: 0 }.is_of_use());
}

#[test]
fn what_is_taken_comes_back_with_time_and_no_sooner_than_it_was_said() {
    let mut bucket = Bucket::full(PERSONS, NOW);
    assert_eq!(bucket.take(6000, PERSONS, NOW), Ok(()), "a minute's worth at once");
    let wait = bucket.take(1000, PERSONS, NOW).expect_err("it is empty");
    assert_eq!(wait, Duration::seconds(10));
    assert!(bucket.take(1000, PERSONS, NOW + wait - Duration::milliseconds(1)).is_err());
    assert_eq!(bucket.take(1000, PERSONS, NOW + wait), Ok(()));
}

#[test]
fn a_refused_call_takes_nothing() {
    let mut bucket = Bucket::full(PERSONS, NOW);
    assert_eq!(bucket.take(5500, PERSONS, NOW), Ok(()));
    for _ in 0..100 {
        assert!(bucket.take(1000, PERSONS, NOW).is_err());
    }
    assert_eq!(bucket.take(500, PERSONS, NOW), Ok(()), "a smaller one goes through");
}

#[test]
fn a_pause_is_not_saved_up_beyond_a_full_bucket() {
    let mut bucket = Bucket::full(PERSONS, NOW);
    let later = NOW + Duration::days(30);
    assert_eq!(bucket.take(6000, PERSONS, later), Ok(()));
    assert!(bucket.take(1, PERSONS, later).is_err());
}

#[test]
fn a_clock_that_is_set_back_gives_nothing_and_ends_nothing() {
    let mut bucket = Bucket::full(PERSONS, NOW);
    assert_eq!(bucket.take(6000, PERSONS, NOW), Ok(()));
    let earlier = NOW - Duration::hours(1);
    assert!(bucket.take(1, PERSONS, earlier).is_err());
    assert_eq!(bucket.take(100, PERSONS, earlier + Duration::seconds(1)), Ok(()));
}

proptest! {
    #[test]
    fn nobody_gets_more_than_a_full_bucket_and_what_has_come_back(
        asked in proptest::collection::vec((1_u32..1000, 0_i64..3000), 1..200),
    ) {
        let mut bucket = Bucket::full(PERSONS, NOW);
        let (mut now, mut taken) = (NOW, 0_u32);
        for (amount, pause) in asked {
            now += Duration::milliseconds(pause);
            if bucket.take(amount, PERSONS, now).is_ok() {
                taken += amount;
            }
            let come_back = (now - NOW).as_seconds_f64() * 100.0;
            prop_assert!(f64::from(taken) <= 6000.0 + come_back + 0.001);
        }
    }
}
