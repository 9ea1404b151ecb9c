use bekreft_domain::oslo::{minus_months, offset_at, to_local};
use proptest::prelude::*;
use time::macros::offset;
use time::{Duration, OffsetDateTime, UtcOffset, Weekday};

use crate::given::{any_instant, at};

const WINTER: UtcOffset = offset!(+1);
const SUMMER: UtcOffset = offset!(+2);

/// When summer time began and ended, by the EU's published tables, in UTC.
const TURNS: [(&str, &str); 10] = [
    ("1996-03-31", "1996-10-27"),
    ("1999-03-28", "1999-10-31"),
    ("2000-03-26", "2000-10-29"),
    ("2019-03-31", "2019-10-27"),
    ("2022-03-27", "2022-10-30"),
    ("2024-03-31", "2024-10-27"),
    ("2025-03-30", "2025-10-26"),
    ("2026-03-29", "2026-10-25"),
    ("2027-03-28", "2027-10-31"),
    ("2028-03-26", "2028-10-29"),
];

#[test]
fn clocks_change_at_one_utc_on_the_published_days() {
    for (spring, autumn) in TURNS {
        let spring = at(&format!("{spring}T01:00:00Z"));
        let autumn = at(&format!("{autumn}T01:00:00Z"));
        assert_eq!(offset_at(spring - Duration::NANOSECOND), WINTER, "{spring}");
        assert_eq!(offset_at(spring), SUMMER, "{spring}");
        assert_eq!(offset_at(autumn - Duration::NANOSECOND), SUMMER, "{autumn}");
        assert_eq!(offset_at(autumn), WINTER, "{autumn}");
    }
}

#[test]
fn the_offset_does_not_depend_on_the_offset_an_instant_is_written_with() {
    let instant = at("2026-07-01T00:30:00Z");
    for written in [instant, instant.to_offset(offset!(-11)), instant.to_offset(offset!(+14))] {
        assert_eq!(offset_at(written), SUMMER);
    }
    // New year in Kiribati: still the old year in UTC.
    assert_eq!(offset_at(at("2027-01-01T00:30:00+14:00")), WINTER);
}

#[test]
fn dates_that_the_register_has_answered_have_the_offsets_they_show() {
    for shown in ["2014-03-20T10:44:39+01:00", "2018-07-31T23:19:02+02:00", "2024-01-27T13:11:47+01:00"] {
        assert_eq!(to_local(at(shown).to_offset(UtcOffset::UTC)).offset(), at(shown).offset(), "{shown}");
    }
}

#[test]
fn local_time_shows_the_norwegian_clock() {
    let local = to_local(at("2026-06-15T10:00:00Z"));
    assert_eq!((local.hour(), local.offset()), (12, SUMMER));
    let local = to_local(at("2026-12-31T23:30:00Z"));
    assert_eq!((local.year(), local.hour()), (2027, 0));
}

#[test]
fn months_keep_the_day_and_the_clock() {
    assert_eq!(minus_months(at("2026-06-15T12:00:00+02:00"), 18), at("2024-12-15T12:00:00+01:00"));
    assert_eq!(minus_months(at("2026-06-15T12:00:00+02:00"), 16), at("2025-02-15T12:00:00+01:00"));
    assert_eq!(minus_months(at("2026-01-31T08:15:30+01:00"), 6), at("2025-07-31T08:15:30+02:00"));
    assert_eq!(minus_months(at("2026-06-15T12:00:00+02:00"), 0), at("2026-06-15T12:00:00+02:00"));
}

#[test]
fn months_go_across_the_turn_of_the_year() {
    assert_eq!(minus_months(at("2026-01-15T12:00:00+01:00"), 1), at("2025-12-15T12:00:00+01:00"));
    assert_eq!(minus_months(at("2026-12-15T12:00:00+01:00"), 12), at("2025-12-15T12:00:00+01:00"));
    assert_eq!(minus_months(at("2026-12-15T12:00:00+01:00"), 11), at("2026-01-15T12:00:00+01:00"));
}

#[test]
fn a_day_that_the_month_does_not_have_becomes_its_last() {
    assert_eq!(minus_months(at("2025-08-31T12:00:00+02:00"), 18), at("2024-02-29T12:00:00+01:00"));
    assert_eq!(minus_months(at("2026-08-31T12:00:00+02:00"), 18), at("2025-02-28T12:00:00+01:00"));
    assert_eq!(minus_months(at("2026-12-31T12:00:00+01:00"), 1), at("2026-11-30T12:00:00+01:00"));
    assert_eq!(minus_months(at("2101-08-31T12:00:00+02:00"), 18), at("2100-02-28T12:00:00+01:00"));
}

#[test]
fn the_day_is_counted_on_the_norwegian_calendar_not_in_utc() {
    // 00:30 on 1 March in Norway is 28 February in UTC.
    assert_eq!(minus_months(at("2026-02-28T23:30:00Z"), 1), at("2026-02-01T00:30:00+01:00"));
}

#[test]
fn a_skipped_clock_time_is_read_with_the_offset_before_the_change() {
    // 02:30 on 29 March 2026 did not exist. Postgres: select '2026-09-29 02:30+02'::timestamptz - interval '6 months'
    // gives 03:30+02.
    assert_eq!(minus_months(at("2026-09-29T02:30:00+02:00"), 6), at("2026-03-29T03:30:00+02:00"));
    assert_eq!(minus_months(at("2026-09-29T02:00:00+02:00"), 6), at("2026-03-29T03:00:00+02:00"));
    assert_eq!(minus_months(at("2026-09-29T01:59:59+02:00"), 6), at("2026-03-29T01:59:59+01:00"));
    assert_eq!(minus_months(at("2026-09-29T03:00:00+02:00"), 6), at("2026-03-29T03:00:00+02:00"));
}

#[test]
fn a_repeated_clock_time_is_read_with_the_offset_after_the_change() {
    // 02:30 on 25 October 2026 came twice.
    assert_eq!(minus_months(at("2027-04-25T02:30:00+02:00"), 6), at("2026-10-25T02:30:00+01:00"));
    assert_eq!(minus_months(at("2027-04-25T01:59:59+02:00"), 6), at("2026-10-25T01:59:59+02:00"));
    assert_eq!(minus_months(at("2027-04-25T03:00:00+02:00"), 6), at("2026-10-25T03:00:00+01:00"));
}

#[test]
fn no_months_at_all_leave_even_the_repeated_hour_as_it_is() {
    let first_pass = at("2026-10-25T02:30:00+02:00");
    assert_eq!(minus_months(first_pass, 0), first_pass);
}

#[test]
fn the_ends_of_time_do_not_panic() {
    let ends = [time::Date::MIN, time::Date::MAX].map(|day| day.midnight().assume_utc());
    for end in ends.into_iter().chain([ends[1] + Duration::seconds(86_399), ends[1] + Duration::hours(22)]) {
        let _ = (offset_at(end), to_local(end), minus_months(end, 1), minus_months(end, u32::MAX));
        let _ = minus_months(end.replace_offset(offset!(+14)), 18);
        let _ = minus_months(end.replace_offset(offset!(-12)), 18);
    }
}

proptest! {
    #[test]
    fn local_time_is_the_same_instant(instant in any_instant()) {
        prop_assert_eq!(to_local(instant), instant);
        prop_assert_eq!(to_local(instant).offset(), offset_at(instant));
    }

    #[test]
    fn clocks_change_on_sundays_and_nowhere_else(instant in any_instant()) {
        let hour = Duration::HOUR;
        if offset_at(instant) != offset_at(instant - hour) {
            let local = to_local(instant);
            prop_assert_eq!(local.weekday(), Weekday::Sunday);
            prop_assert!(local.day() > 24);
        }
    }

    #[test]
    fn fewer_months_never_reach_further_back(instant in any_instant(), months in 0_u32..24) {
        prop_assert!(minus_months(instant, months + 1) < minus_months(instant, months));
    }

    #[test]
    fn the_line_moves_back_at_the_ends_of_months_and_in_the_repeated_hour_only(
        instant in any_instant(),
        seconds in 0_i64..200_000,
        months in 0_u32..24,
    ) {
        let later: OffsetDateTime = instant + Duration::seconds(seconds);
        let (line, later_line) = (minus_months(instant, months), minus_months(later, months));
        let is_clamped = later_line.day() != to_local(later).day();
        let repeated = if offset_at(later) == offset_at(instant) { Duration::ZERO } else { Duration::HOUR };
        let slack = if is_clamped { Duration::DAY } else { repeated };
        prop_assert!(later_line + slack >= line);
    }

    #[test]
    fn the_clock_is_kept_unless_it_is_skipped(instant in any_instant(), months in 0_u32..24) {
        let (before, after) = (to_local(instant), minus_months(instant, months));
        prop_assert_eq!(after.offset(), offset_at(after));
        let is_skipped = after.time() != before.time();
        if is_skipped {
            prop_assert_eq!(after.month(), time::Month::March);
            prop_assert_eq!(before.hour(), 2);
            prop_assert_eq!(after.hour(), 3);
        }
    }
}
