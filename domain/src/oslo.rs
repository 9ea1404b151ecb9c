//! Norwegian clock time: Europe/Oslo by the rule the EU and EEA have shared since 1996 (directive 2000/84/EC).
//!
//! Summer time (UTC+2) runs from 01:00 UTC on the last Sunday of March until 01:00 UTC on the last Sunday of October;
//! the rest of the year is UTC+1. The rule is applied to every year, so it is right from 1996 on, for as long as the
//! rule stands; earlier instants may be off by an hour in October. Two rules do not justify a time zone database.

use time::macros::offset;
use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

const WINTER: UtcOffset = offset!(+1);
const SUMMER: UtcOffset = offset!(+2);

/// The offset from UTC that Norwegian clocks show at this instant.
pub fn offset_at(instant: OffsetDateTime) -> UtcOffset {
    let Some(utc) = instant.checked_to_offset(UtcOffset::UTC) else { return WINTER };
    match (turn(utc.year(), Month::March), turn(utc.year(), Month::October)) {
        (Some(start), Some(end)) if start <= utc && utc < end => SUMMER,
        _ => WINTER,
    }
}

/// The same instant, with the date, clock and offset people in Norway see.
pub fn to_local(instant: OffsetDateTime) -> OffsetDateTime {
    instant.checked_to_offset(offset_at(instant)).unwrap_or(instant)
}

/// The instant this many calendar months earlier on the Norwegian clock, in local time.
///
/// The day of the month is kept, or becomes the month's last day if there is no such day (31 August less six months is
/// 28 or 29 February), and the clock is kept. A clock time that the change to summer time skips is read with the
/// offset before the change (02:30 becomes 03:30), one that the change to winter time repeats is read with the offset
/// after it (the second 02:30). Postgres resolves `timestamptz - interval 'n months'` the same way when its time zone
/// is Europe/Oslo, so a query and this function draw the same line.
///
/// Before year -9999 the answer stays at the earliest date there is.
pub fn minus_months(instant: OffsetDateTime, months: u32) -> OffsetDateTime {
    let local = to_local(instant);
    if months == 0 {
        // Nothing to resolve: the first pass of the repeated hour stays itself.
        return local;
    }
    let month_count =
        i64::from(local.year()) * 12 + i64::from(u8::from(local.month())) - 1 - i64::from(months);
    let date = calendar_day(month_count, local.day()).unwrap_or(Date::MIN);
    from_local(PrimitiveDateTime::new(date, local.time()))
}

/// The instant this many calendar months later, by the same rules.
///
/// After year 9999 the answer stays at the latest date there is.
pub fn plus_months(instant: OffsetDateTime, months: u32) -> OffsetDateTime {
    let local = to_local(instant);
    if months == 0 {
        return local;
    }
    let month_count =
        i64::from(local.year()) * 12 + i64::from(u8::from(local.month())) - 1 + i64::from(months);
    let date = calendar_day(month_count, local.day()).unwrap_or(Date::MAX);
    from_local(PrimitiveDateTime::new(date, local.time()))
}

/// The day in the month that is this many months after January of year 0, clamped to the month's length.
fn calendar_day(month_count: i64, day: u8) -> Option<Date> {
    let year = i32::try_from(month_count.div_euclid(12)).ok()?;
    let month = Month::try_from(u8::try_from(month_count.rem_euclid(12) + 1).ok()?).ok()?;
    Date::from_calendar_date(year, month, day.min(month.length(year))).ok()
}

/// The instant at which Norwegian clocks show this; see [`minus_months`] for times that are skipped or repeated.
fn from_local(clock: PrimitiveDateTime) -> OffsetDateTime {
    let as_winter = clock.assume_offset(WINTER);
    let as_summer = clock.assume_offset(SUMMER);
    if offset_at(as_winter) == SUMMER && offset_at(as_summer) == SUMMER {
        as_summer
    } else {
        // Winter, the repeated hour (its second pass), or the skipped hour (the offset before it was skipped).
        to_local(as_winter)
    }
}

/// When the clocks change: 01:00 UTC on the last Sunday of the month.
fn turn(year: i32, month: Month) -> Option<OffsetDateTime> {
    let last = Date::from_calendar_date(year, month, 31).ok()?;
    let sunday = last.checked_sub(time::Duration::days(last.weekday().number_days_from_sunday().into()))?;
    Some(PrimitiveDateTime::new(sunday, Time::from_hms(1, 0, 0).ok()?).assume_utc())
}
