//! The citizen presses «Bekreft og gå videre».

use bekreft_domain::sharing::{self, SharingAnswer};
use bekreft_domain::{Channel, Contact, EmailAddress, MobileNumber, Person, PersonIdentifier, SupportCode};
use time::OffsetDateTime;

use crate::secrets::TokenHash;
use crate::store::draft::{Asked, Draft, Typed};
use crate::store::{self, Db, Tx, audit, change_log, dialog, draft, person, sent_form, session};

/// What the citizen sent in, already found to be valid.
#[derive(Debug)]
pub struct Confirmation<'a> {
    /// Who.
    pub identifier: &'a PersonIdentifier,
    /// Her session.
    pub session: &'a TokenHash,
    /// The hash of the form: its rendering's token and its contents.
    pub form: &'a TokenHash,
    /// The fields as typed, kept when the page has to ask.
    pub typed: Typed,
    /// The number, if she gave one.
    pub mobile: Option<MobileNumber>,
    /// The address, if she gave one.
    pub email: Option<EmailAddress>,
    /// The code her pages bear.
    pub support_code: SupportCode,
}

/// What came of it.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The register holds it.
    Confirmed,
    /// This very form has been carried out before; nothing was done again.
    AlreadyConfirmed,
    /// Nothing is saved yet: the page has something to ask about a new value. A second confirm goes through.
    Asked,
}

/// Confirms, changes or removes contact information.
pub async fn confirm_contact(
    db: &Db,
    request: &Confirmation<'_>,
    now: OffsetDateTime,
) -> store::Result<Outcome> {
    let mut tx = db.begin().await?;
    person::lock(&mut tx, request.identifier).await?;
    if sent_form::is_carried_out(&mut tx, request.identifier, request.form).await? {
        return Ok(Outcome::AlreadyConfirmed);
    }
    let current = dialog::read_locked(&mut tx, request.identifier).await?;
    if current.draft.as_ref().is_some_and(|draft| draft.asked_by.as_deref() == Some(request.form.bytes())) {
        return Ok(Outcome::Asked);
    }
    let moved = moved_values(stored_values(&current.person), given_values(request));
    store::sharing::lock_values(&mut tx, moved.iter().map(|(_, value)| value.clone()).collect()).await?;
    let asked = ask(&mut tx, request, &current, now).await?;
    if asked.something_new {
        return keep_question(tx, request, asked, now).await;
    }
    save(&mut tx, request, current.person, &moved, now).await?;
    sent_form::note(&mut tx, request.identifier, request.form, now).await?;
    draft::discard(&mut tx, request.identifier).await?;
    session::mark_answered(&mut tx, request.session, now).await?;
    tx.commit().await?;
    Ok(Outcome::Confirmed)
}

struct Questions {
    mobile: Option<Asked>,
    email: Option<Asked>,
    something_new: bool,
}

/// What there is to ask about: a value that is on others, one too many to compare, a probable slip of the keys, or a
/// value that has been taken away. Each is asked about once.
async fn ask(
    tx: &mut Tx,
    request: &Confirmation<'_>,
    current: &dialog::Locked,
    now: OffsetDateTime,
) -> store::Result<Questions> {
    let [(_, stored_mobile), (_, stored_email)] = stored_values(&current.person);
    let [(_, mobile), (_, email)] = given_values(request);
    let mobile = question(tx, request, Channel::Mobile, (stored_mobile, mobile), now).await?;
    let email = question(tx, request, Channel::Email, (stored_email, email), now).await?;

    let mistyped = request.email.as_ref().is_some_and(|address| address.suggestion().is_some());
    let before = current.draft.as_ref();
    let new_mobile = is_new(mobile.as_ref(), before.and_then(|draft| draft.mobile.as_ref()), false);
    let new_email = is_new(email.as_ref(), before.and_then(|draft| draft.email.as_ref()), mistyped);
    Ok(Questions { mobile, email, something_new: new_mobile || new_email })
}

/// What can be told about a value that differs from the stored one. An empty value stands for one that was taken away.
async fn question(
    tx: &mut Tx,
    request: &Confirmation<'_>,
    channel: Channel,
    (stored, given): (Option<String>, Option<String>),
    now: OffsetDateTime,
) -> store::Result<Option<Asked>> {
    match (stored, given) {
        (stored, given) if stored == given => Ok(None),
        (_, Some(value)) => compare(tx, request.identifier, channel, &value, now).await.map(Some),
        (_, None) => Ok(Some(Asked { value: String::new(), answer: SharingAnswer::Alone })),
    }
}

/// Whether the page has to come back with this question.
fn is_new(asked: Option<&Asked>, earlier: Option<&Asked>, mistyped: bool) -> bool {
    let Some(asked) = asked else { return false };
    let doubtful = mistyped || asked.value.is_empty() || asked.answer != SharingAnswer::Alone;
    doubtful && !already_asked(earlier, asked)
}

/// Asked is asked when the page said the same about the same value.
fn already_asked(earlier: Option<&Asked>, now: &Asked) -> bool {
    earlier == Some(now)
}

/// Compares a new value with the register, unless the person has had her three comparisons in the last 24 hours.
async fn compare(
    tx: &mut Tx,
    identifier: &PersonIdentifier,
    channel: Channel,
    value: &str,
    now: OffsetDateTime,
) -> store::Result<Asked> {
    let checks = store::sharing::checks_since(tx, identifier, channel, value, now - sharing::WINDOW).await?;
    if !sharing::may_check(checks.distinct, checks.this_value) {
        return Ok(Asked { value: value.to_owned(), answer: SharingAnswer::LimitReached });
    }
    if !checks.this_value {
        store::sharing::note_check(tx, identifier, channel, value, now).await?;
    }
    let shared = store::sharing::is_on_others(tx, identifier, channel, value).await?;
    let answer = if shared { SharingAnswer::Shared } else { SharingAnswer::Alone };
    Ok(Asked { value: value.to_owned(), answer })
}

/// Keeps the question and what was typed, and counts the comparison. The form is not used up: nothing is confirmed yet.
async fn keep_question(
    mut tx: Tx,
    request: &Confirmation<'_>,
    asked: Questions,
    now: OffsetDateTime,
) -> store::Result<Outcome> {
    let draft = Draft {
        typed: request.typed.clone(),
        mobile: asked.mobile,
        email: asked.email,
        asked_by: Some(request.form.bytes().to_vec()),
        submitted: true,
    };
    draft::save(&mut tx, request.identifier, &draft, now).await?;
    tx.commit().await?;
    Ok(Outcome::Asked)
}

async fn save(
    tx: &mut Tx,
    request: &Confirmation<'_>,
    mut person: Person,
    moved: &[(Channel, String)],
    now: OffsetDateTime,
) -> store::Result<()> {
    let events = person.confirm(request.mobile.clone(), request.email.clone(), now);
    if events.is_empty() {
        return Ok(());
    }
    let id = person::save_contact(tx, &person, now).await?;
    change_log::append(tx, id, &events).await?;
    for (channel, value) in moved {
        change_log::append_sharing_flip(tx, id, *channel, value, now).await?;
    }
    audit::record_citizen(tx, id, audit::Action::ConfirmContact, &events, request.support_code, now).await
}

/// The canonical value of each channel.
type Values = [(Channel, Option<String>); 2];

fn stored_values(person: &Person) -> Values {
    values(person.mobile().map(Contact::value), person.email().map(Contact::value))
}

fn given_values(request: &Confirmation<'_>) -> Values {
    values(request.mobile.as_ref(), request.email.as_ref())
}

fn values(mobile: Option<&MobileNumber>, email: Option<&EmailAddress>) -> Values {
    [
        (Channel::Mobile, mobile.map(|number| number.expose().to_owned())),
        (Channel::Email, email.map(|address| address.canonical().expose().to_owned())),
    ]
}

/// The canonical values that the person lets go of or takes.
fn moved_values(before: Values, after: Values) -> Vec<(Channel, String)> {
    before
        .into_iter()
        .zip(after)
        .filter(|((_, old), (_, new))| old != new)
        .flat_map(|((channel, old), (_, new))| {
            [old, new].into_iter().flatten().map(move |value| (channel, value))
        })
        .collect()
}
