//! What the dialog shows, decided before the template writes it down.

use askama::Template;
use bekreft_domain::sharing::SharingAnswer;
use bekreft_domain::{Channel, Contact, EmailAddress, Purpose, oslo};
use time::OffsetDateTime;

use super::words;
use crate::i18n::{Html, Tr};
use crate::secrets::Token;
use crate::store::dialog::Dialog;
use crate::store::draft::{Asked, AskedDomain, DomainProblem, Draft, Typed};
use crate::web::countries;
use crate::web::mailbox::{MailboxField, Standing};
use crate::web::page::Page;
use crate::web::profile::leaving;
use crate::web::sharing::{self, SharingQuestion};

/// A line below a field.
#[derive(Default)]
pub struct Note {
    /// `warning`, `info`, `neutral` or `success`.
    pub tone: &'static str,
    /// What it says.
    pub text: String,
    /// A link to the help page, with its own words for each field.
    pub help: Option<&'static str>,
    /// A button that puts this address into the field.
    pub suggestion: Option<String>,
    /// A button that sends a code: its `action`, and what stands on it.
    pub send: Option<(&'static str, &'static str)>,
    /// Whether it is on others on purpose.
    pub sharing: Option<SharingQuestion>,
}

/// One field with everything that hangs on it.
#[derive(Default)]
pub struct Field {
    /// What stands in it.
    pub value: String,
    /// What is wrong with it.
    pub error: Option<&'static str>,
    /// What else there is to say about it.
    pub notes: Vec<Note>,
}

impl Field {
    /// The ids of all lines below the field, for `aria-describedby`.
    pub fn described_by(&self, name: &str) -> String {
        let error = self.error.map(|_| format!("{name}-error"));
        let notes = self.notes.iter().enumerate().filter(|(_, note)| !note.text.is_empty());
        let notes = notes.map(|(place, _)| format!("{name}-note-{}", place + 1));
        error.into_iter().chain(notes).collect::<Vec<_>>().join(" ")
    }
}

/// The dialog.
#[derive(Template)]
#[template(path = "confirm.html")]
pub struct ConfirmPage {
    page: Page,
    /// Where the form goes.
    place: &'static str,
    token: String,
    /// Whose form it is.
    owner: String,
    service: Option<String>,
    /// Something was asked about; the page says why it came back.
    asks: bool,
    reason: Option<&'static str>,
    /// When she is deleted unless she stays, while her wish waits.
    leaving: Option<String>,
    countries: Html<std::borrow::Cow<'static, str>>,
    mobile: Field,
    email: Field,
    mailbox: MailboxField,
}

impl ConfirmPage {
    /// Puts the page together.
    pub fn new(
        page: Page,
        (dialog, mailbox): (&Dialog, MailboxField),
        service: Option<String>,
        (place, token, owner): (&'static str, Token, String),
        now: OffsetDateTime,
    ) -> Self {
        let tr = page.tr;
        let typed = dialog.typed();
        let mobile = mobile_field(tr, dialog, &typed, now);
        let email = email_field(tr, dialog, &typed, now);
        let is_right = mobile.error.is_none() && email.error.is_none() && mailbox.summary().is_none();
        let asks = is_right && asks(dialog.draft.as_ref(), &typed);
        Self {
            countries: countries::options(tr.locale, typed.country()),
            reason: reason(tr, dialog, now),
            leaving: dialog.deletion.map(|waiting| leaving(tr, waiting, now)),
            token: token.expose().to_owned(),
            owner,
            page,
            place,
            service,
            asks,
            mobile,
            email,
            mailbox,
        }
    }

    /// The errors in the order of the fields: where each is, and what it says.
    fn errors(&self) -> Vec<(&'static str, &'static str)> {
        [("mobile", self.mobile.error), ("email", self.email.error)]
            .into_iter()
            .filter_map(|(field, error)| Some((field, error?)))
            .chain(self.mailbox.summary())
            .collect()
    }
}

/// Why the citizen sees the dialog, where the question alone does not say it.
fn reason(tr: Tr, dialog: &Dialog, now: OffsetDateTime) -> Option<&'static str> {
    let (mobile, email) = (dialog.person.mobile(), dialog.person.email());
    if mobile.is_none() && email.is_none() {
        return Some(tr.confirm_reason_nothing());
    }
    let fresh = mobile.is_some_and(|contact| contact.is_fresh(now))
        || email.is_some_and(|contact| contact.is_fresh(now));
    (!fresh).then(|| tr.confirm_reason_expired())
}

/// Whether the citizen has been asked about what stands in the fields, and has not answered yet.
fn asks(draft: Option<&Draft>, typed: &Typed) -> bool {
    let Some(draft) = draft else { return false };
    let mobile = current_question(draft.mobile.as_ref(), mobile_value(typed).as_deref());
    let email = current_question(draft.email.as_ref(), email_value(typed).as_deref());
    let suggestion = || typed.email().ok().flatten().is_some_and(|address| address.suggestion().is_some());
    mobile.is_some_and(|asked| is_doubtful(asked, typed.mobile_purpose))
        || email.is_some_and(|asked| {
            is_doubtful(asked, typed.email_purpose) || suggestion() || draft.domain.is_some()
        })
}

/// Something to think over: more than a value that is nobody else's, or that she says is on others on purpose.
fn is_doubtful(asked: &Asked, purpose: Purpose) -> bool {
    let is_settled = asked.answer == SharingAnswer::Shared && matches!(purpose, Purpose::OnPurpose(_));
    (asked.answer != SharingAnswer::Alone && !is_settled) || asked.value.is_empty()
}

/// The question, if it was about the value that stands in the field now.
fn current_question<'a>(asked: Option<&'a Asked>, value: Option<&str>) -> Option<&'a Asked> {
    asked.filter(|asked| Some(asked.value.as_str()) == value)
}

/// The canonical number in the field, empty for an empty field.
fn mobile_value(typed: &Typed) -> Option<String> {
    Some(typed.mobile().ok()?.map(|number| number.expose().to_owned()).unwrap_or_default())
}

fn email_value(typed: &Typed) -> Option<String> {
    Some(typed.email().ok()?.map(|address| address.canonical().expose().to_owned()).unwrap_or_default())
}

fn mobile_field(tr: Tr, dialog: &Dialog, typed: &Typed, now: OffsetDateTime) -> Field {
    let value = typed.mobile.clone();
    let number = match typed.mobile() {
        Err(error) if is_submitted(dialog) => {
            return Field { value, error: Some(words::mobile_error(tr, error)), notes: Vec::new() };
        }
        Err(_) => return Field { value, ..Field::default() },
        Ok(number) => number,
    };
    let stored = dialog.person.mobile().filter(|contact| Some(contact.value()) == number.as_ref());
    let question = || {
        let said = (Channel::Mobile, typed.mobile_purpose);
        shared(tr, SharingQuestion::new(tr, dialog, said, stored.is_some(), now), Channel::Mobile)
    };
    let mut notes = Vec::new();
    if let Some(contact) = stored {
        notes.extend((dialog.mobile_shared == Some(true)).then(question));
        notes.push(status(tr, contact, Channel::Mobile));
    } else if let Some(asked) =
        asked_of(dialog, |draft| draft.mobile.as_ref(), mobile_value(typed).as_deref())
    {
        notes.extend(match asked.answer {
            _ if asked.value.is_empty() => Some(plain_warning(tr.confirm_mobile_removed())),
            SharingAnswer::Shared => Some(question()),
            SharingAnswer::LimitReached => Some(plain_warning(tr.confirm_mobile_limit())),
            SharingAnswer::Alone => None,
        });
    }
    if stored.is_none() {
        notes.push(unconfirmed(tr, dialog, Channel::Mobile, mobile_value(typed).as_deref()));
    }
    Field { value, error: None, notes }
}

fn email_field(tr: Tr, dialog: &Dialog, typed: &Typed, now: OffsetDateTime) -> Field {
    let value = typed.email.clone();
    let address = match typed.email() {
        Err(error) if is_submitted(dialog) => {
            return Field { value, error: Some(words::email_error(tr, error)), notes: Vec::new() };
        }
        Err(_) => return Field { value, ..Field::default() },
        Ok(address) => address,
    };
    let canonical = address.as_ref().map(EmailAddress::canonical);
    let stored = dialog.person.email().filter(|contact| Some(contact.value().canonical()) == canonical);
    let question = || {
        let said = (Channel::Email, typed.email_purpose);
        shared(tr, SharingQuestion::new(tr, dialog, said, stored.is_some(), now), Channel::Email)
    };
    let mut notes = Vec::new();
    if let Some(contact) = stored {
        notes.extend((dialog.email_shared == Some(true)).then(question));
        notes.push(status(tr, contact, Channel::Email));
    } else if let Some(asked) = asked_of(dialog, |draft| draft.email.as_ref(), email_value(typed).as_deref())
    {
        notes.extend(match asked.answer {
            _ if asked.value.is_empty() => Some(plain_warning(tr.confirm_email_removed())),
            SharingAnswer::Shared => Some(question()),
            SharingAnswer::LimitReached => Some(plain_warning(tr.confirm_email_limit())),
            SharingAnswer::Alone => None,
        });
        notes.extend(address.and_then(|address| address.suggestion()).map(|meant| suggestion(tr, &meant)));
        notes.extend(
            dialog.draft.as_ref().and_then(|draft| draft.domain.as_ref()).map(|asked| domain(tr, asked)),
        );
    }
    if stored.is_none() {
        notes.push(unconfirmed(tr, dialog, Channel::Email, email_value(typed).as_deref()));
    }
    Field { value, error: None, notes }
}

fn is_submitted(dialog: &Dialog) -> bool {
    dialog.draft.as_ref().is_some_and(|draft| draft.submitted)
}

fn asked_of<'a>(
    dialog: &'a Dialog,
    of: impl Fn(&'a Draft) -> Option<&'a Asked>,
    value: Option<&str>,
) -> Option<&'a Asked> {
    current_question(dialog.draft.as_ref().and_then(of), value)
}

fn plain_warning(text: &str) -> Note {
    Note { tone: "warning", text: text.to_owned(), ..Note::default() }
}

/// The warning, or the quiet line when she has said that it is on purpose.
fn shared(tr: Tr, question: SharingQuestion, channel: Channel) -> Note {
    if question.is_settled {
        let text = sharing::settled(tr, channel).to_owned();
        return Note { tone: "neutral", text, sharing: Some(question), ..Note::default() };
    }
    let (text, help) = match channel {
        Channel::Mobile => (tr.confirm_mobile_shared(), tr.confirm_mobile_shared_help()),
        Channel::Email => (tr.confirm_email_shared(), tr.confirm_email_shared_help()),
    };
    Note { help: Some(help), sharing: Some(question), ..plain_warning(text) }
}

fn suggestion(tr: Tr, meant: &EmailAddress) -> Note {
    Note {
        suggestion: Some(meant.expose().to_owned()),
        ..plain_warning(&tr.confirm_email_suggestion(meant.expose()))
    }
}

/// What the name servers say about the domain of the address.
fn domain(tr: Tr, asked: &AskedDomain) -> Note {
    plain_warning(&match asked.problem {
        DomainProblem::RefusesMail => tr.confirm_email_domain_refuses(asked.domain.as_str()),
        DomainProblem::NoSuchDomain => tr.confirm_email_domain_missing(asked.domain.as_str()),
    })
}

/// «Verifisert» is about the code that was entered, not about the confirmation.
fn status<T>(tr: Tr, contact: &Contact<T>, channel: Channel) -> Note {
    match contact.validated_at() {
        Some(at) => {
            let text = tr.confirm_verified(tr.date_long(oslo::to_local(at).date()));
            Note { tone: "success", text, ..Note::default() }
        }
        None => Note { send: Some(send(tr, channel)), ..plain_warning(tr.confirm_not_verified()) },
    }
}

/// A value that is not in the register yet can be verified before it is confirmed. An empty field has nothing to be said
/// about, but the button: without script it is there before something is typed.
fn unconfirmed(tr: Tr, dialog: &Dialog, channel: Channel, value: Option<&str>) -> Note {
    match value.filter(|value| !value.is_empty()) {
        Some(value) if dialog.proven.has(channel, value) => {
            Note { tone: "success", ..plain_warning(tr.confirm_proven()) }
        }
        Some(_) => Note { send: Some(send(tr, channel)), ..plain_warning(tr.confirm_not_verified()) },
        None => Note { send: Some(send(tr, channel)), ..plain_warning("") },
    }
}

fn send(tr: Tr, channel: Channel) -> (&'static str, &'static str) {
    match channel {
        Channel::Mobile => ("send-sms", tr.confirm_send_sms()),
        Channel::Email => ("send-email", tr.confirm_send_email()),
    }
}
