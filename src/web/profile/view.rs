//! What the profile shows, decided before the template writes it down.

use askama::Template;
use bekreft_domain::{
    Change, Channel, Contact, EmailAddress, MobileNumber, NotificationStatus, Person, Purpose,
    RegisterLanguage, Reservation, Status, oslo,
};
use time::OffsetDateTime;

use super::leaving;
use super::lookups::{self, Day};
use crate::i18n::Tr;
use crate::return_urls::ReturnUrl;
use crate::secrets::Token;
use crate::store::dialog::Dialog;
use crate::store::history::{Actor, Entry, Story};
use crate::web::Page;
use crate::web::mailbox::bad_news;
use crate::web::sharing::{self, SharingQuestion};

/// A number or an address, and how sure we are of it.
pub struct Line {
    pub value: String,
    pub is_verified: bool,
    /// When it was last confirmed, and whether that is too long ago.
    pub confirmed: String,
    /// It is on others too: what is said about that, and asked.
    pub shared: Option<(&'static str, SharingQuestion)>,
}

/// Something that has happened, in words.
pub struct Happened {
    pub when: String,
    pub what: Vec<String>,
    pub who: String,
}

/// The profile.
#[derive(Template)]
#[template(path = "profile.html")]
pub struct ProfilePage {
    page: Page,
    token: String,
    /// `success` or `warning`.
    tone: &'static str,
    status: &'static str,
    reason: String,
    summary: String,
    mobile: Option<Line>,
    email: Option<Line>,
    mailbox: Option<&'static str>,
    /// What she should know about it: that she waits for it, that it was not to be had, that it is not used.
    mailbox_news: Option<String>,
    reserved: Option<String>,
    language: Option<&'static str>,
    history: Vec<Happened>,
    lookups: Vec<Day>,
    /// What is said when there are none.
    no_lookups: &'static str,
    /// Who keeps a copy of the register.
    copies: Vec<String>,
    service: Option<ReturnUrl>,
    /// What is said when there is no history.
    no_history: &'static str,
    /// When she is deleted, while her wish waits.
    leaving: Option<String>,
    /// She is in the register and stays there.
    can_leave: bool,
}

impl ProfilePage {
    /// Puts the page together.
    pub fn new(
        page: Page,
        (dialog, story): (&Dialog, &Story),
        service: Option<ReturnUrl>,
        token: &Token,
        now: OffsetDateTime,
    ) -> Self {
        let (tr, person) = (page.tr, &dialog.person);
        let can_be_notified = person.notification_status(now) == NotificationStatus::CanBeNotified;
        let (status, reason) = standing(tr, dialog, now);
        let mobile = person.mobile().map(|contact| {
            let at = date(tr, contact.last_assured_at());
            let old = !contact.is_fresh(now);
            let confirmed = if old { tr.profile_mobile_too_old(at) } else { tr.profile_last_confirmed(at) };
            let value = contact.value().international();
            let shared = shared(tr, dialog, Channel::Mobile, now);
            Line { value, is_verified: contact.is_validated(), confirmed, shared }
        });
        let email = person.email().map(|contact| {
            let at = date(tr, contact.last_assured_at());
            let old = !contact.is_fresh(now);
            let confirmed = if old { tr.profile_email_too_old(at) } else { tr.profile_last_confirmed(at) };
            let value = contact.value().expose().to_owned();
            let shared = shared(tr, dialog, Channel::Email, now);
            Line { value, is_verified: contact.is_validated(), confirmed, shared }
        });
        Self {
            token: token.expose().to_owned(),
            tone: if can_be_notified { "success" } else { "warning" },
            status,
            reason,
            summary: summary(tr, person),
            mobile,
            email,
            mailbox: person.mailbox().map(|mailbox| mailbox.provider.name()),
            mailbox_news: mailbox_news(tr, dialog, now),
            reserved: match person.reservation() {
                Reservation::NotReserved => None,
                Reservation::Reserved { since } => Some(date(tr, since)),
            },
            language: person.language().map(|(language, _)| language_name(tr, language)),
            history: story.entries.iter().map(|entry| happened(tr, entry)).collect(),
            lookups: lookups::days(tr, &story.lookups, &story.entries),
            no_lookups: lookups::nobody(tr, person),
            copies: lookups::copies(tr, person, &story.copies),
            no_history: match dialog.deleted_at {
                Some(_) => tr.delete_history_gone(),
                None => tr.profile_history_none(),
            },
            leaving: dialog.deletion.map(|waiting| leaving(tr, waiting, now)),
            can_leave: person.status() == Some(Status::Active) && dialog.deletion.is_none(),
            page,
            service,
        }
    }
}

/// Whether she can be notified, and why or why not.
pub fn standing(tr: Tr, dialog: &Dialog, now: OffsetDateTime) -> (&'static str, String) {
    let status = match dialog.person.notification_status(now) {
        NotificationStatus::CanBeNotified => tr.profile_can_be_notified(),
        NotificationStatus::CannotBeNotified => tr.profile_cannot_be_notified(),
    };
    let because = || reason(tr, &dialog.person, now);
    (status, dialog.deleted_at.map_or_else(because, |at| tr.delete_reason(date(tr, at))))
}

/// The warning, or the quiet line in its place, and the question.
fn shared(
    tr: Tr,
    dialog: &Dialog,
    channel: Channel,
    now: OffsetDateTime,
) -> Option<(&'static str, SharingQuestion)> {
    let (is_shared, warning) = match channel {
        Channel::Mobile => (dialog.mobile_shared, tr.confirm_mobile_shared()),
        Channel::Email => (dialog.email_shared, tr.confirm_email_shared()),
    };
    let question =
        is_shared?.then(|| SharingQuestion::new(tr, dialog, (channel, Purpose::Unsaid), true, now))?;
    Some((if question.is_settled { sharing::settled(tr, channel) } else { warning }, question))
}

/// What she should know about her mailbox beside whose it is.
pub fn mailbox_news(tr: Tr, dialog: &Dialog, now: OffsetDateTime) -> Option<String> {
    if let Some(wish) = dialog.wish.filter(|wish| wish.end.is_none()) {
        return Some(tr.mailbox_waiting(wish.provider.name()));
    }
    let mailbox = dialog.person.mailbox().filter(|_| dialog.person.reservation().is_reserved());
    let unused = mailbox.map(|mailbox| tr.mailbox_has_reserved(mailbox.provider.name()));
    unused.or_else(|| bad_news(tr, dialog, now))
}

fn date(tr: Tr, at: OffsetDateTime) -> String {
    tr.date_long(oslo::to_local(at).date())
}

fn summary(tr: Tr, person: &Person) -> String {
    let mobile = person.mobile().map(Contact::value).map(MobileNumber::international);
    let email = person.email().map(Contact::value).map(EmailAddress::expose).map(str::to_owned);
    let all = mobile.into_iter().chain(email).collect::<Vec<_>>();
    if all.is_empty() { tr.receipt_not_registered().to_owned() } else { all.join(", ") }
}

/// Why she can or cannot be notified, in one sentence with its dates.
fn reason(tr: Tr, person: &Person, now: OffsetDateTime) -> String {
    if let Reservation::Reserved { since } = person.reservation() {
        return tr.profile_reason_reserved(date(tr, since));
    }
    let mobile =
        person.mobile().map(|contact| (Channel::Mobile, contact.last_assured_at(), contact.is_fresh(now)));
    let email =
        person.email().map(|contact| (Channel::Email, contact.last_assured_at(), contact.is_fresh(now)));
    match (mobile, email) {
        (None, None) => tr.profile_reason_nothing().to_owned(),
        (Some((_, at, true)), Some((_, other, true))) => tr.profile_reason_both(date(tr, at.min(other))),
        (Some((_, at, true)), _) => tr.profile_reason_mobile(date(tr, at)),
        (_, Some((_, at, true))) => tr.profile_reason_email(date(tr, at)),
        (Some((_, mobile, _)), Some((_, email, _))) if date(tr, mobile) != date(tr, email) => {
            tr.profile_reason_expired_apart(date(tr, email), date(tr, mobile))
        }
        (mobile, email) => {
            let last = mobile.into_iter().chain(email).map(|(_, at, _)| at).max();
            last.map_or_else(String::new, |at| tr.profile_reason_expired(date(tr, at)))
        }
    }
}

/// The language in the words of the page.
pub fn language_name(tr: Tr, language: RegisterLanguage) -> &'static str {
    match language {
        RegisterLanguage::Nb => tr.profile_language_nb(),
        RegisterLanguage::Nn => tr.profile_language_nn(),
        RegisterLanguage::Se => tr.profile_language_se(),
        RegisterLanguage::En => tr.profile_language_en(),
    }
}

/// One entry of the history in words.
pub fn happened(tr: Tr, entry: &Entry) -> Happened {
    Happened {
        when: tr.date_and_clock(oslo::to_local(entry.at)),
        what: entry.changes.iter().map(|change| words(tr, *change).to_owned()).collect(),
        who: match entry.actor {
            Actor::Citizen => tr.profile_by_citizen().to_owned(),
            Actor::System => tr.profile_by_system().to_owned(),
            Actor::Support => by_support(tr, entry),
            Actor::NationalRegister => tr.profile_by_national_register().to_owned(),
            Actor::MailboxProvider => tr.profile_by_mailbox_provider().to_owned(),
            Actor::PublicBody => tr.profile_by_public_body(entry.organisation.as_deref().unwrap_or_default()),
        },
    }
}

/// Somebody of support: for which organisation, and why.
fn by_support(tr: Tr, entry: &Entry) -> String {
    match (entry.organisation.as_deref(), entry.reason) {
        (Some(organisation), Some(reason)) => {
            tr.profile_by_support_because(organisation, lookups::reason(tr, reason))
        }
        _ => tr.profile_by_support().to_owned(),
    }
}

/// What happened, without values: the history stays readable when they are long gone.
fn words(tr: Tr, change: Change) -> &'static str {
    match change {
        Change::PersonRegistered => tr.profile_change_person_registered(),
        Change::PersonReactivated => tr.profile_change_person_reactivated(),
        Change::Registered(Channel::Mobile) => tr.profile_change_mobile_registered(),
        Change::Registered(Channel::Email) => tr.profile_change_email_registered(),
        Change::Updated(Channel::Mobile) => tr.profile_change_mobile_updated(),
        Change::Updated(Channel::Email) => tr.profile_change_email_updated(),
        Change::Removed(Channel::Mobile) => tr.profile_change_mobile_removed(),
        Change::Removed(Channel::Email) => tr.profile_change_email_removed(),
        Change::Confirmed(Channel::Mobile) => tr.profile_change_mobile_confirmed(),
        Change::Confirmed(Channel::Email) => tr.profile_change_email_confirmed(),
        Change::Validated(Channel::Mobile) => tr.profile_change_mobile_validated(),
        Change::Validated(Channel::Email) => tr.profile_change_email_validated(),
        Change::SharingChanged(Channel::Mobile) => tr.profile_change_mobile_sharing(),
        Change::SharingChanged(Channel::Email) => tr.profile_change_email_sharing(),
        Change::SharedOnPurpose(Channel::Mobile) => tr.profile_change_mobile_on_purpose(),
        Change::SharedOnPurpose(Channel::Email) => tr.profile_change_email_on_purpose(),
        Change::PurposeWithdrawn(Channel::Mobile) => tr.profile_change_mobile_purpose_withdrawn(),
        Change::PurposeWithdrawn(Channel::Email) => tr.profile_change_email_purpose_withdrawn(),
        Change::Reserved => tr.profile_change_reserved(),
        Change::ReservationWithdrawn => tr.profile_change_reservation_withdrawn(),
        Change::LanguageChosen => tr.profile_change_language(),
        Change::MailboxRequested => tr.profile_change_mailbox_requested(),
        Change::MailboxChosen => tr.profile_change_mailbox_chosen(),
        Change::MailboxChanged => tr.profile_change_mailbox_changed(),
        Change::MailboxRemoved => tr.profile_change_mailbox_removed(),
        Change::MailboxRefused => tr.profile_change_mailbox_refused(),
        Change::Reminded => tr.profile_change_reminded(),
        Change::DeletionRequested => tr.profile_change_deletion_requested(),
        Change::DeletionWithdrawn => tr.profile_change_deletion_withdrawn(),
        Change::PersonDeleted => tr.profile_change_person_deleted(),
        Change::Expired => tr.profile_change_expired(),
        Change::MovedFromOldNumber => tr.profile_change_moved_from_old_number(),
        Change::ReservationMoved => tr.profile_change_reservation_moved(),
        Change::OldNumberDeleted => tr.profile_change_old_number_deleted(),
        Change::LookedUpBySupport => tr.profile_change_looked_up(),
        Change::RevealedToSupport => tr.profile_change_revealed(),
        Change::LimitCleared(Channel::Mobile) => tr.profile_change_mobile_limit(),
        Change::LimitCleared(Channel::Email) => tr.profile_change_email_limit(),
    }
}
