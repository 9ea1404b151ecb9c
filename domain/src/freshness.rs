//! How old an assurance may be: 90 days, 16 months and 18 months.
//!
//! "Assured" is the latest of the two instants that eForvaltningsforskriften § 32 second paragraph names: when the
//! value was updated and when it was confirmed. A code that was entered does not count on its own.

use time::{Duration, OffsetDateTime};

use crate::oslo;

/// A citizen is asked to confirm at login when this many days have passed (Digdir's docs, `krr_brukerprofil`).
pub const CONFIRM_AFTER_DAYS: u32 = 90;

/// A citizen is reminded when this many calendar months have passed, two months before the expiry.
pub const REMIND_AFTER_MONTHS: u32 = 16;

/// What has not been updated or confirmed for this many calendar months is not used to notify
/// (eForvaltningsforskriften § 32 second paragraph).
pub const EXPIRE_AFTER_MONTHS: u32 = 18;

/// Whether a value assured at this instant may still be used to notify: at most 18 calendar months have passed on the
/// Norwegian clock. The last instant still counts.
///
/// The months are taken from `now`, as a query in Postgres does. Where the month 18 months ago is shorter than this
/// one, several days lead to the same day there: a value assured on the last of February 2025 at 06:00 expires at 06:00
/// on 28 August 2026, is fresh again from midnight to 06:00 on each of 29 to 31 August, and then has expired for good.
pub fn is_fresh(assured_at: OffsetDateTime, now: OffsetDateTime) -> bool {
    assured_at >= oslo::minus_months(now, EXPIRE_AFTER_MONTHS)
}

/// When [`is_fresh`] may answer something else than it does now; none if it never will. Until then it answers the same.
///
/// Most often this is the instant 18 months after the assurance, and after it nothing. Around it the clocks may change, and at
/// the end of a month several days may lead to the same one 18 months before, so there are a few more instants to look at.
pub fn next_look(assured_at: OffsetDateTime, now: OffsetDateTime) -> Option<OffsetDateTime> {
    let last = oslo::plus_months(assured_at, EXPIRE_AFTER_MONTHS);
    // The longest month is three days longer than the shortest, and one more for a midnight.
    let days = if oslo::to_local(assured_at).day() < 28 { 0 } else { 4 };
    let same_clock = (0..=days).map(|day| oslo::plus_days(last, day));
    let midnights =
        (1..=days).map(|day| oslo::start_of_day(oslo::to_local(oslo::plus_days(last, day)).date()));
    let hours = [Duration::hours(-1), Duration::ZERO, Duration::HOUR];
    let looks = same_clock.chain(midnights).flat_map(|at| hours.map(|by| at.saturating_add(by)));
    looks.filter(|look| *look >= now).min()
}

/// When a value assured at this instant goes out: 18 calendar months later on the Norwegian clock. At the end of a month it may
/// be some days off what [`is_fresh`] says, so it is told and never decided by.
pub fn expires_at(assured_at: OffsetDateTime) -> OffsetDateTime {
    oslo::plus_months(assured_at, EXPIRE_AFTER_MONTHS)
}

/// Whether it is time for the reminder: at least 16 calendar months have passed, and the value is still fresh.
pub fn needs_reminder(assured_at: OffsetDateTime, now: OffsetDateTime) -> bool {
    assured_at <= oslo::minus_months(now, REMIND_AFTER_MONTHS) && is_fresh(assured_at, now)
}

/// Whether the citizen should be asked to confirm: more than 90 days of 24 hours have passed. (In Postgres that is
/// `interval '2160 hours'`; `interval '90 days'` keeps the clock, and is an hour off across summer time.)
pub fn is_due(assured_at: OffsetDateTime, now: OffsetDateTime) -> bool {
    now - assured_at > Duration::days(CONFIRM_AFTER_DAYS.into())
}
