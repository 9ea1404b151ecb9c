//! What the register holds of a person, in words for support.

use bekreft_domain::{
    Contact, EmailAddress, MobileNumber, NotificationStatus, Reservation, Status, freshness,
};
use time::OffsetDateTime;

use crate::i18n::Tr;
use crate::store::desk::Record;
use crate::support::words::{date, moment, yes_no};
use crate::web::profile::{language_name, mailbox_news};

/// A name and what stands beside it.
pub type Fact = (&'static str, String);

/// Facts that belong together.
pub struct Group {
    /// Its heading.
    pub title: &'static str,
    /// The facts.
    pub facts: Vec<Fact>,
}

/// Whether she can be notified, and why or why not, in one sentence with its dates.
pub fn standing(tr: Tr, record: &Record, now: OffsetDateTime) -> (bool, String) {
    let person = record.person();
    let is_good = person.notification_status(now) == NotificationStatus::CanBeNotified;
    (is_good, why(tr, record, now))
}

fn why(tr: Tr, record: &Record, now: OffsetDateTime) -> String {
    let person = record.person();
    if let Some(at) = record.dialog.deleted_at {
        return tr.desk_why_deleted(date(tr, at));
    }
    if let Reservation::Reserved { since } = person.reservation() {
        return tr.desk_why_reserved(date(tr, since));
    }
    let goes_out = |at: OffsetDateTime| date(tr, freshness::expires_at(at));
    let mobile = person.mobile().map(|contact| (goes_out(contact.last_assured_at()), contact.is_fresh(now)));
    let email = person.email().map(|contact| (goes_out(contact.last_assured_at()), contact.is_fresh(now)));
    match (mobile, email) {
        (None, None) => tr.desk_why_nothing().to_owned(),
        (Some((_, true)), Some((_, true))) => tr.desk_why_both().to_owned(),
        (Some((_, true)), None) => tr.desk_why_mobile().to_owned(),
        (None, Some((_, true))) => tr.desk_why_email().to_owned(),
        (Some((_, true)), Some((at, false))) => tr.desk_why_mobile_only(at),
        (Some((at, false)), Some((_, true))) => tr.desk_why_email_only(at),
        (Some((mobile, false)), Some((email, false))) if mobile == email => tr.desk_why_expired(mobile),
        (Some((mobile, false)), Some((email, false))) => tr.desk_why_expired_apart(email, mobile),
        (Some((at, false)), None) => tr.desk_why_mobile_expired(at),
        (None, Some((at, false))) => tr.desk_why_email_expired(at),
    }
}

/// All that is known of her, masked or not.
pub fn groups(tr: Tr, record: &Record, is_revealed: bool, now: OffsetDateTime) -> Vec<Group> {
    let person = record.person();
    let pick = |shown: String, masked: String| if is_revealed { shown } else { masked };
    let number = |number: &MobileNumber| pick(number.international(), number.masked());
    let address = |address: &EmailAddress| pick(address.expose().to_owned(), address.masked());
    let mobile = person.mobile().map(|contact| (number(contact.value()), dates(tr, contact, now)));
    let email = person.email().map(|contact| (address(contact.value()), dates(tr, contact, now)));
    let shared = |is_shared: Option<bool>| yes_no(tr, is_shared == Some(true));
    vec![
        Group { title: tr.desk_person(), facts: identity(tr, record, is_revealed) },
        Group {
            title: tr.receipt_mobile(),
            facts: contact(tr, tr.print_number(), mobile, shared(record.dialog.mobile_shared)),
        },
        Group {
            title: tr.receipt_email(),
            facts: contact(tr, tr.print_address(), email, shared(record.dialog.email_shared)),
        },
        Group { title: tr.profile_mailbox(), facts: mailbox(tr, record, is_revealed, now) },
        Group { title: tr.desk_choices(), facts: choices(tr, record) },
    ]
}

fn identity(tr: Tr, record: &Record, is_revealed: bool) -> Vec<Fact> {
    let identifier = record.person().identifier();
    let shown = if is_revealed { identifier.expose().to_owned() } else { identifier.masked() };
    let is_active = record.person().status() == Some(Status::Active);
    let status = if is_active { tr.print_active() } else { tr.print_deleted() };
    let mut facts = vec![
        (tr.print_identifier(), shown),
        (tr.print_status(), status.to_owned()),
        (tr.desk_registered_at(), moment(tr, record.registered_at)),
    ];
    facts.extend(record.dialog.deleted_at.map(|at| (tr.print_deleted_at(), moment(tr, at))));
    facts
}

fn dates<T>(tr: Tr, contact: &Contact<T>, now: OffsetDateTime) -> Vec<Fact> {
    let or_never =
        |at: Option<OffsetDateTime>| at.map_or_else(|| tr.print_never().to_owned(), |at| moment(tr, at));
    let goes_out = if contact.is_fresh(now) { tr.desk_goes_out() } else { tr.desk_went_out() };
    vec![
        (tr.print_updated(), moment(tr, contact.updated_at())),
        (tr.print_confirmed(), or_never(contact.confirmed_at())),
        (tr.print_validated(), or_never(contact.validated_at())),
        (goes_out, date(tr, freshness::expires_at(contact.last_assured_at()))),
    ]
}

fn contact(
    tr: Tr,
    name: &'static str,
    value: Option<(String, Vec<Fact>)>,
    shared: &'static str,
) -> Vec<Fact> {
    let Some((value, dates)) = value else { return vec![(name, tr.receipt_not_registered().to_owned())] };
    let shared = (tr.desk_on_others(), shared.to_owned());
    [(name, value)].into_iter().chain(dates).chain([shared]).collect()
}

fn mailbox(tr: Tr, record: &Record, is_revealed: bool, now: OffsetDateTime) -> Vec<Fact> {
    let mut facts = match record.person().mailbox() {
        None => vec![(tr.print_provider(), tr.desk_none().to_owned())],
        Some(mailbox) => {
            let address = &mailbox.address;
            let address = if is_revealed { address.expose().to_owned() } else { address.masked() };
            vec![
                (tr.print_provider(), mailbox.provider.name().to_owned()),
                (tr.print_mailbox_address(), address),
                (tr.print_chosen(), moment(tr, mailbox.updated_at)),
            ]
        }
    };
    facts.extend(mailbox_news(tr, &record.dialog, now).map(|news| (tr.desk_reads(), news)));
    facts
}

fn choices(tr: Tr, record: &Record) -> Vec<Fact> {
    let person = record.person();
    let reserved = match person.reservation() {
        Reservation::NotReserved => tr.desk_no().to_owned(),
        Reservation::Reserved { since } => tr.desk_since(moment(tr, since)),
    };
    let language = person.language().map_or_else(
        || tr.desk_none().to_owned(),
        |(language, at)| tr.desk_language(language_name(tr, language), moment(tr, at)),
    );
    vec![(tr.profile_reservation(), reserved), (tr.desk_letters(), language)]
}
