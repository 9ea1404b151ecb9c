//! Who has looked a citizen up, in words.

use bekreft_domain::{LookupPurpose, Person, Status};
use time::Date;

use crate::i18n::Tr;
use crate::store::access_log::Seen;
use crate::store::feed_reader::Copy;

/// What happened on one day.
pub struct Day {
    /// Which.
    pub when: String,
    /// One line for each organisation and what it asked about.
    pub lines: Vec<String>,
}

/// The days, newest first, as they come.
pub fn days(tr: Tr, seen: &[Seen]) -> Vec<Day> {
    let by_day = seen.chunk_by(|one, next| one.day == next.day);
    by_day.filter_map(|seen| Some(day(tr, seen.first()?.day, seen))).collect()
}

fn day(tr: Tr, date: Date, seen: &[Seen]) -> Day {
    Day { when: tr.date_long(date), lines: seen.iter().map(|seen| line(tr, seen)).collect() }
}

fn line(tr: Tr, seen: &Seen) -> String {
    let unknown = tr.lookups_unknown(&seen.consumer);
    let who = seen.name.as_deref().unwrap_or(&unknown);
    tr.lookups_line(seen.times, what(tr, seen.purpose), who)
}

fn what(tr: Tr, purpose: LookupPurpose) -> &'static str {
    match purpose {
        LookupPurpose::Contact => tr.lookups_contact(),
        LookupPurpose::Mailbox => tr.lookups_mailbox(),
        LookupPurpose::ContactAndMailbox => tr.lookups_contact_and_mailbox(),
    }
}

/// Who keeps a copy of the register, one line each. In the copies is who is in the register.
pub fn copies(tr: Tr, person: &Person, copies: &[Copy]) -> Vec<String> {
    let hers = copies.iter().filter(|_| person.status() == Some(Status::Active));
    hers.map(|copy| tr.lookups_copy(tr.date_long(copy.last_on), what(tr, copy.purpose), &copy.name)).collect()
}

/// What is said when there is nobody.
pub fn nobody(tr: Tr, person: &Person) -> &'static str {
    match person.status() {
        Some(_) => tr.lookups_none(),
        None => tr.lookups_not_registered(),
    }
}
