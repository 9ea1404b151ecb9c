//! Who has looked a citizen up, in words.

use bekreft_domain::{Change, LookReason, LookupPurpose, Person, Status, oslo};
use time::Date;

use crate::i18n::Tr;
use crate::store::access_log::Seen;
use crate::store::feed_reader::Copy;
use crate::store::history::Entry;

/// What happened on one day.
pub struct Day {
    /// Which.
    pub when: String,
    /// One line for each organisation and what it asked about.
    pub lines: Vec<String>,
}

/// The days, newest first: what programs of public bodies have asked, as it comes, and what support has looked at, out of the
/// history.
pub fn days(tr: Tr, seen: &[Seen], history: &[Entry]) -> Vec<Day> {
    let looks = history.iter().filter_map(|entry| Some((entry.at, look(tr, entry)?)));
    let looks = looks.map(|(at, words)| (oslo::to_local(at).date(), words));
    let mut lines =
        seen.iter().map(|seen| (seen.day, line(tr, seen))).chain(looks).collect::<Vec<(Date, String)>>();
    lines.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
    let by_day = lines.chunk_by(|one, next| one.0 == next.0);
    by_day
        .filter_map(|lines| {
            let when = tr.date_long(lines.first()?.0);
            Some(Day { when, lines: lines.iter().map(|(_, line)| line.clone()).collect() })
        })
        .collect()
}

/// What somebody of support has looked at, if that is what happened.
fn look(tr: Tr, entry: &Entry) -> Option<String> {
    let (organisation, why) = (entry.organisation.as_deref()?, reason(tr, entry.reason?));
    match entry.changes.first()? {
        Change::LookedUpBySupport => Some(tr.lookups_support(organisation, why)),
        Change::RevealedToSupport => Some(tr.lookups_support_values(organisation, why)),
        _ => None,
    }
}

/// Why support did something, in words.
pub fn reason(tr: Tr, reason: LookReason) -> &'static str {
    match reason {
        LookReason::Called => tr.lookups_reason_called(),
        LookReason::Notification => tr.lookups_reason_notification(),
        LookReason::Abuse => tr.lookups_reason_abuse(),
        LookReason::Case => tr.lookups_reason_case(),
        LookReason::Trial => tr.lookups_reason_trial(),
    }
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
