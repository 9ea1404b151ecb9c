//! What the pages say about a person's digital mailbox, decided before a template writes it down.

use bekreft_domain::{Level, MailboxObstacle, MailboxProvider, MailboxRefusal};
use time::{Duration, OffsetDateTime};

use crate::app::State;
use crate::i18n::Tr;
use crate::store::dialog::Dialog;
use crate::store::draft::{Typed, Wanted};
use crate::store::errand::{End, Wish};

/// How a person stands to digital mailboxes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// She has one.
    Has(MailboxProvider),
    /// She has asked for one, and its provider has not answered.
    Waits(MailboxProvider),
    /// She has opted out of digital letters.
    Reserved,
    /// She is too young, or no provider is set up: nothing is said, or why.
    NotOffered(Option<MailboxObstacle>),
    /// She could choose if she logged in at the high level.
    NeedsLevel,
    /// She can choose.
    Offered,
}

impl Standing {
    /// Of the person of a dialog, logged in at this level. That she is not registered yet is no hindrance: the dialog
    /// registers her.
    pub fn of(dialog: &Dialog, level: Level, state: &State, now: OffsetDateTime) -> Self {
        if let Some(mailbox) = dialog.person.mailbox() {
            return Self::Has(mailbox.provider);
        }
        if let Some(Wish { provider, end: None, .. }) = dialog.wish {
            return Self::Waits(provider);
        }
        let obstacle = dialog.person.mailbox_obstacle(state.mailbox_min_age, now);
        match obstacle {
            Some(MailboxObstacle::Reserved) => Self::Reserved,
            Some(MailboxObstacle::TooYoung) => Self::NotOffered(obstacle),
            Some(MailboxObstacle::NotRegistered) if is_too_young(dialog, state, now) => {
                Self::NotOffered(Some(MailboxObstacle::TooYoung))
            }
            _ if state.mailboxes.offered().is_empty() => Self::NotOffered(None),
            _ if level < Level::High => Self::NeedsLevel,
            _ => Self::Offered,
        }
    }
}

/// Also of somebody who is not in the register.
fn is_too_young(dialog: &Dialog, state: &State, now: OffsetDateTime) -> bool {
    let birth = dialog.person.identifier().birth_date();
    bekreft_domain::mailbox::is_younger(birth, state.mailbox_min_age, now)
}

/// A provider to choose.
pub struct Offer {
    /// Which.
    pub provider: MailboxProvider,
    /// Whose it is.
    pub by: &'static str,
    /// It is chosen.
    pub is_chosen: bool,
}

/// The providers to choose among, and the one she has, also when nobody else is offered it.
pub fn offers(tr: Tr, state: &State, chosen: Option<MailboxProvider>) -> Vec<Offer> {
    let offer = |provider: MailboxProvider| {
        let by = match provider {
            MailboxProvider::Digipost => tr.mailbox_by_digipost(),
            MailboxProvider::EBoks => tr.mailbox_by_eboks(),
        };
        Offer { provider, by, is_chosen: chosen == Some(provider) }
    };
    let offered = state.mailboxes.offered();
    let other = chosen.filter(|chosen| !offered.contains(chosen));
    offered.into_iter().chain(other).map(offer).collect()
}

/// What a wish has come to is told on her pages for so long.
const TOLD_FOR: Duration = Duration::days(7);

/// What has come of her latest wish, if it is worth telling and not good news: those show by themselves.
pub fn bad_news(tr: Tr, dialog: &Dialog, now: OffsetDateTime) -> Option<String> {
    let wish = dialog.wish.filter(|wish| wish.ordered_at > now - TOLD_FOR)?;
    // She has a mailbox from after that: it is of no interest any more.
    if dialog.person.mailbox().is_some_and(|mailbox| mailbox.updated_at >= wish.ordered_at) {
        return None;
    }
    let provider = wish.provider.name();
    match wish.end? {
        End::Done => None,
        End::GivenUp => Some(tr.mailbox_given_up(provider)),
        End::Refused(why) => Some(refused(tr, provider, why)),
    }
}

fn refused(tr: Tr, provider: &str, why: Option<MailboxRefusal>) -> String {
    match why {
        Some(MailboxRefusal::Reserved) => tr.mailbox_refused_reserved(provider),
        Some(MailboxRefusal::AlreadyActive | MailboxRefusal::MailboxExists) => {
            tr.mailbox_refused_exists(provider)
        }
        Some(MailboxRefusal::PersonUnknown | MailboxRefusal::NoMailbox) => {
            tr.mailbox_refused_unknown(provider)
        }
        Some(MailboxRefusal::BadEmail) => tr.mailbox_refused_email(provider),
        Some(
            MailboxRefusal::BadCertificate | MailboxRefusal::BadIdentifier | MailboxRefusal::BadOrganisation,
        )
        | None => tr.mailbox_refused_fault(provider),
    }
}

/// What is wrong with an answer, in words.
#[derive(Clone, Copy)]
enum Error {
    /// With «yes» itself.
    Answer(&'static str),
    /// With the choice of a provider.
    Provider(&'static str),
}

/// The part of the dialog about the mailbox.
pub struct MailboxField {
    /// How she stands.
    pub standing: Standing,
    /// The providers to choose among.
    pub offers: Vec<Offer>,
    /// She has answered «yes».
    pub is_yes: bool,
    /// What is wrong with the answer.
    error: Option<Error>,
    /// What became of an earlier wish.
    pub news: Option<String>,
}

impl MailboxField {
    /// Puts it together.
    pub fn new(tr: Tr, dialog: &Dialog, level: Level, state: &State, now: OffsetDateTime) -> Self {
        let wanted = dialog.typed().mailbox;
        let standing = Standing::of(dialog, level, state, now);
        let chosen = if let Wanted::Yes(provider) = wanted { provider } else { None };
        let is_submitted = dialog.draft.as_ref().is_some_and(|draft| draft.submitted);
        let error =
            if is_submitted && standing == Standing::Offered { error(tr, &dialog.typed()) } else { None };
        Self {
            standing,
            offers: offers(tr, state, chosen),
            is_yes: matches!(wanted, Wanted::Yes(_)),
            error,
            news: bad_news(tr, dialog, now),
        }
    }

    /// What is wrong with «yes».
    pub fn answer_error(&self) -> Option<&'static str> {
        if let Some(Error::Answer(text)) = self.error { Some(text) } else { None }
    }

    /// What is wrong with the choice of a provider.
    pub fn provider_error(&self) -> Option<&'static str> {
        if let Some(Error::Provider(text)) = self.error { Some(text) } else { None }
    }

    /// The error and the field where it can be put right, for the summary.
    pub fn summary(&self) -> Option<(&'static str, &'static str)> {
        match self.error? {
            Error::Answer(text) => Some(("mailbox-yes", text)),
            Error::Provider(text) => Some(match self.offers.first()?.provider {
                MailboxProvider::Digipost => ("provider-digipost", text),
                MailboxProvider::EBoks => ("provider-eboks", text),
            }),
        }
    }
}

/// Whether something is missing in this answer.
pub fn is_unfinished(typed: &Typed) -> bool {
    matches!(typed.mailbox, Wanted::Yes(_)) && (has_no_contact(typed) || typed.mailbox == Wanted::Yes(None))
}

/// «Yes» needs something by which she can be told that mail has come.
fn has_no_contact(typed: &Typed) -> bool {
    typed.mobile.trim().is_empty() && typed.email.trim().is_empty()
}

fn error(tr: Tr, typed: &Typed) -> Option<Error> {
    match typed.mailbox {
        Wanted::Yes(_) if has_no_contact(typed) => Some(Error::Answer(tr.mailbox_no_contact())),
        Wanted::Yes(None) => Some(Error::Provider(tr.mailbox_provider_missing())),
        Wanted::Unsaid | Wanted::No | Wanted::Yes(Some(_)) => None,
    }
}
