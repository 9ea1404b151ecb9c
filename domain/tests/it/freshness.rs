use bekreft_domain::freshness::{
    CONFIRM_AFTER_DAYS, EXPIRE_AFTER_MONTHS, REMIND_AFTER_MONTHS, is_due, is_fresh, needs_reminder,
};
use bekreft_domain::oslo::minus_months;
use proptest::prelude::*;
use time::{Duration, OffsetDateTime};

use crate::given::{any_instant, at, now};

const MOMENT: Duration = Duration::SECOND;

#[test]
fn the_law_says_eighteen_months_and_the_register_ninety_days() {
    assert_eq!((CONFIRM_AFTER_DAYS, REMIND_AFTER_MONTHS, EXPIRE_AFTER_MONTHS), (90, 16, 18));
}

/// The last instant of use, for a `now` and the instant exactly 18 calendar months before it.
fn assert_expires_right_after(assured: OffsetDateTime, last: OffsetDateTime) {
    assert!(is_fresh(assured, last - MOMENT), "{assured} a moment before {last}");
    assert!(is_fresh(assured, last), "{assured} at {last}");
    assert!(!is_fresh(assured, last + MOMENT), "{assured} a moment after {last}");
}

#[test]
fn a_value_is_fresh_until_eighteen_months_have_passed_to_the_second() {
    assert_expires_right_after(at("2024-12-15T12:00:00+01:00"), at("2026-06-15T12:00:00+02:00"));
    assert_expires_right_after(at("2025-01-01T00:00:00+01:00"), at("2026-07-01T00:00:00+02:00"));
}

#[test]
fn eighteen_months_are_counted_on_the_clock_across_summer_time() {
    // Winter to summer is an hour less than the same in UTC, summer to winter an hour more.
    assert_expires_right_after(at("2025-01-15T09:00:00Z"), at("2026-07-15T08:00:00Z"));
    assert_expires_right_after(at("2025-07-15T08:00:00Z"), at("2027-01-15T09:00:00Z"));
}

#[test]
fn a_value_assured_on_the_last_of_august_expires_on_the_last_of_february() {
    // 28 February 2026 less 18 months is 28 August 2024; 1 March is 1 September. So what was assured on 29 to 31 August
    // is fresh through all of February.
    let assured = at("2024-08-31T12:00:00+02:00");
    assert!(is_fresh(assured, at("2026-02-28T23:59:59+01:00")));
    assert!(!is_fresh(assured, at("2026-03-01T00:00:00+01:00")));
}

#[test]
fn where_the_month_has_fewer_days_the_clock_decides_on_each_of_the_days_that_are_missing() {
    // 28 to 31 August less 18 months are all 28 February 2025, at the clock of the day. Postgres says the same.
    let assured = at("2025-02-28T06:00:00+01:00");
    for day in 28..=31 {
        assert_expires_right_after(assured, at(&format!("2026-08-{day}T06:00:00+02:00")));
    }
    assert!(!is_fresh(assured, at("2026-09-01T00:00:00+02:00")));
}

#[test]
fn a_reminder_is_due_from_sixteen_months_to_the_second_until_the_expiry() {
    let assured = at("2025-01-15T12:00:00+01:00");
    let (first, last) = (at("2026-05-15T12:00:00+02:00"), at("2026-07-15T12:00:00+02:00"));
    assert!(!needs_reminder(assured, first - MOMENT));
    assert!(needs_reminder(assured, first));
    assert!(needs_reminder(assured, last));
    assert!(!needs_reminder(assured, last + MOMENT));
}

#[test]
fn a_confirmation_is_due_when_more_than_ninety_days_have_passed() {
    let ninety_days = now() - Duration::days(90);
    assert!(!is_due(ninety_days, now()));
    assert!(is_due(ninety_days - MOMENT, now()));
}

#[test]
fn ninety_days_are_of_twenty_four_hours_across_summer_time() {
    let assured = at("2026-01-15T12:00:00+01:00");
    assert!(!is_due(assured, at("2026-04-15T13:00:00+02:00")));
    assert!(is_due(assured, at("2026-04-15T13:00:01+02:00")));
}

#[test]
fn what_was_assured_in_the_future_is_fresh_and_not_due() {
    let ahead = now() + Duration::minutes(5);
    assert!(is_fresh(ahead, now()) && !is_due(ahead, now()) && !needs_reminder(ahead, now()));
}

proptest! {
    #[test]
    fn exactly_eighteen_months_ago_is_fresh_and_a_moment_before_is_not(now in any_instant()) {
        let line = minus_months(now, 18);
        prop_assert!(is_fresh(line, now));
        prop_assert!(!is_fresh(line - MOMENT, now));
    }

    #[test]
    fn exactly_sixteen_months_ago_needs_a_reminder_and_a_moment_later_does_not(now in any_instant()) {
        let line = minus_months(now, 16);
        prop_assert!(needs_reminder(line, now));
        prop_assert!(!needs_reminder(line + MOMENT, now));
    }

    #[test]
    fn a_later_assurance_is_never_less_fresh(now in any_instant(), age in 0_i64..60_000_000, newer in 0_i64..60_000_000) {
        let older = now - Duration::seconds(age.max(newer));
        let newer = now - Duration::seconds(age.min(newer));
        prop_assert!(!is_fresh(older, now) || is_fresh(newer, now));
        prop_assert!(!is_due(newer, now) || is_due(older, now));
    }

    #[test]
    fn a_reminder_comes_only_to_what_is_fresh_and_due(now in any_instant(), age in 0_i64..60_000_000) {
        let assured = now - Duration::seconds(age);
        if needs_reminder(assured, now) {
            prop_assert!(is_fresh(assured, now) && is_due(assured, now));
        }
    }
}
