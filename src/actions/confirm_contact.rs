//! The citizen presses «Bekreft og gå videre».

use bekreft_domain::sharing::{self, SharingAnswer};
use bekreft_domain::{
    Change, Channel, Contact, EmailAddress, Event, MailboxProvider, MobileNumber, Person, PersonIdentifier,
    Purpose, SupportCode,
};
use time::{Duration, OffsetDateTime};

use super::declare_shared;
use super::deletion_wish::withdraw_in_tx;
use super::keep_draft::{Because, keep_draft};
use super::mailbox::{self, Order};
use super::send_code::{Destination, message_key};

use crate::clock::Chance;
use crate::i18n::Locale;
use crate::secrets::TokenHash;
use crate::store::draft::{Asked, AskedDomain, Draft, Typed, Wanted};
use crate::store::errand::Claimed;
use crate::store::message::{Kind, NewMessage};
use crate::store::verification::Subject;
use crate::store::{
    self, Db, Tx, audit, change_log, dialog, draft, message, person, sent_form, session, verification,
};

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
    /// Why mail to the address is likely not to arrive, if the name servers say so.
    pub domain: Option<AskedDomain>,
    /// The provider of the digital mailbox she wants, if she has answered «yes», and how old she must be.
    pub mailbox: Option<(MailboxProvider, u8)>,
    /// The language of notices.
    pub locale: Locale,
    /// The code her pages bear.
    pub support_code: SupportCode,
}

/// What came of it.
#[derive(Debug)]
pub enum Outcome {
    /// The register holds it. The errand, if there is one, is to be done now: she wants a digital mailbox.
    Confirmed(Option<Box<Claimed>>),
    /// This very form has been carried out before; nothing was done again.
    AlreadyConfirmed,
    /// Nothing is saved yet: the page has something to ask about a new value. A second confirm goes through.
    Asked,
    /// Nothing is saved: she cannot have a digital mailbox after all, and the page says why.
    Obstacle,
}

/// Confirms, changes or removes contact information.
pub async fn confirm_contact(
    db: &Db,
    request: &Confirmation<'_>,
    chance: Chance,
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
        return keep_question(tx, request, (&current, asked), now).await;
    }
    let person = save(&mut tx, request, &current, &moved, now).await?;
    let errand = match request.mailbox {
        None => None,
        Some((_, min_age)) if person.mailbox_obstacle(min_age, now).is_some() => {
            tx.roll_back().await?;
            return keep_without_mailbox(db, request, now).await;
        }
        Some((provider, _)) => {
            let order = Order {
                identifier: request.identifier,
                locale: request.locale,
                support_code: request.support_code,
            };
            mailbox::order(&mut tx, order, (&person, provider), chance, now).await?
        }
    };
    message::withdraw_reminder(&mut tx, request.identifier).await?;
    stay(&mut tx, request, now).await?;
    tell_old_values(&mut tx, request, &current.person, chance, now).await?;
    sent_form::note(&mut tx, request.identifier, request.form, now).await?;
    draft::discard(&mut tx, request.identifier).await?;
    session::mark_answered(&mut tx, request.session, now).await?;
    tx.commit().await?;
    Ok(Outcome::Confirmed(errand.map(Box::new)))
}

/// What she typed stays, but for the answer that cannot be.
async fn keep_without_mailbox(
    db: &Db,
    request: &Confirmation<'_>,
    now: OffsetDateTime,
) -> store::Result<Outcome> {
    let typed = Typed { mailbox: Wanted::Unsaid, ..request.typed.clone() };
    keep_draft(db, request.identifier, typed, Because::Interrupted, now).await?;
    Ok(Outcome::Obstacle)
}

/// Who says how she can be reached does not leave the register: a wish to be deleted is withdrawn. The page has said so.
async fn stay(tx: &mut Tx, request: &Confirmation<'_>, now: OffsetDateTime) -> store::Result<()> {
    if request.mobile.is_none() && request.email.is_none() {
        return Ok(());
    }
    withdraw_in_tx(tx, request.identifier, request.support_code, now).await
}

struct Questions {
    mobile: Option<Asked>,
    email: Option<Asked>,
    domain: Option<AskedDomain>,
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
    // An address that has been in the register is known to reach her, or was asked about when it came there.
    let domain = request.domain.clone().filter(|_| email.is_some());
    let new_domain = domain.is_some() && before.and_then(|draft| draft.domain.as_ref()) != domain.as_ref();
    Ok(Questions { mobile, email, domain, something_new: new_mobile || new_email || new_domain })
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
    (current, asked): (&dialog::Locked, Questions),
    now: OffsetDateTime,
) -> store::Result<Outcome> {
    let draft = Draft {
        typed: Typed {
            mobile_purpose: purpose(request, current, Channel::Mobile),
            email_purpose: purpose(request, current, Channel::Email),
            ..request.typed.clone()
        },
        mobile: asked.mobile,
        email: asked.email,
        domain: asked.domain,
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
    current: &dialog::Locked,
    moved: &[(Channel, String)],
    now: OffsetDateTime,
) -> store::Result<Person> {
    let mut person = current.person.clone();
    let mut events = person.confirm(request.mobile.clone(), request.email.clone(), now);
    events.extend(enter_waiting_proofs(tx, request, &mut person, now).await?);
    if events.is_empty() {
        return Ok(person);
    }
    let id = person::save_contact(tx, &person, now).await?;
    change_log::append(tx, id, &events).await?;
    for (channel, value) in moved {
        change_log::append_sharing_flip(tx, id, *channel, value, now).await?;
    }
    events.extend(declare(tx, id, request, current, now).await?);
    audit::record_citizen(tx, id, audit::Action::ConfirmContact, &events, request.support_code, now).await?;
    Ok(person)
}

/// What she answers about values that are on others too. An answer about a value that was changed fell with it.
async fn declare(
    tx: &mut Tx,
    id: person::PersonId,
    request: &Confirmation<'_>,
    current: &dialog::Locked,
    now: OffsetDateTime,
) -> store::Result<Vec<Event>> {
    let same_mobile = current.person.mobile().map(Contact::value) == request.mobile.as_ref();
    let same_email = current.person.email().map(Contact::value) == request.email.as_ref();
    let mut events = Vec::new();
    for (channel, is_same) in [(Channel::Mobile, same_mobile), (Channel::Email, same_email)] {
        let before = current.declared.of(channel).filter(|_| is_same);
        let purpose = purpose(request, current, channel);
        events.extend(declare_shared::enter(tx, id, (channel, before, purpose), now).await?);
    }
    Ok(events)
}

/// Her answer about this value. If the page she answered on was about another one, it is none.
fn purpose(request: &Confirmation<'_>, current: &dialog::Locked, channel: Channel) -> Purpose {
    let [stored, given] = [stored_values(&current.person), given_values(request)]
        .map(|values| values.into_iter().find_map(|(of, value)| value.filter(|_| of == channel)));
    let draft = current.draft.as_ref();
    let (answer, asked) = match channel {
        Channel::Mobile => (request.typed.mobile_purpose, draft.and_then(|draft| draft.mobile.as_ref())),
        Channel::Email => (request.typed.email_purpose, draft.and_then(|draft| draft.email.as_ref())),
    };
    let Some(given) = given else { return Purpose::Unsaid };
    let was_shown = stored.as_ref() == Some(&given) || asked.is_some_and(|asked| asked.value == given);
    if was_shown { answer } else { Purpose::Unsaid }
}

/// A code that was entered before the value was confirmed counts now that it is.
async fn enter_waiting_proofs(
    tx: &mut Tx,
    request: &Confirmation<'_>,
    person: &mut Person,
    now: OffsetDateTime,
) -> store::Result<Vec<Event>> {
    let mut events = Vec::new();
    for (channel, value) in given_values(request) {
        let Some(value) = value else { continue };
        let subject = Subject { identifier: request.identifier, channel, value: &value };
        let Some((id, proof)) = verification::waiting_proof(tx, subject, now).await? else { continue };
        match channel {
            Channel::Mobile => {
                request.mobile.as_ref().map(|number| person.validate_mobile(number, proof.at()))
            }
            Channel::Email => {
                request.email.as_ref().map(|address| person.validate_email(&address.canonical(), proof.at()))
            }
        };
        verification::use_proof(tx, id, now).await?;
        events.push(Event { change: Change::Validated(channel), at: proof.at() });
    }
    Ok(events)
}

/// How long a notice of a change is worth sending.
const NOTICE_LIFE: Duration = Duration::hours(6);
/// A value is told of changes at most once in this time.
const NOTICE_PAUSE: Duration = Duration::hours(24);

/// Tells the number and the address that are no longer in the register that they are not: whoever has taken over a
/// citizen's login cannot do it unseen.
async fn tell_old_values(
    tx: &mut Tx,
    request: &Confirmation<'_>,
    before: &Person,
    chance: Chance,
    now: OffsetDateTime,
) -> store::Result<()> {
    let old_number = before.mobile().map(|contact| contact.value().clone());
    let old_address = before.email().map(|contact| contact.value().clone());
    let mobile = old_number.filter(|number| request.mobile.as_ref() != Some(number)).map(Destination::Mobile);
    let given = request.email.as_ref().map(EmailAddress::canonical);
    let email =
        old_address.filter(|address| given.as_ref() != Some(&address.canonical())).map(Destination::Email);
    for destination in mobile.into_iter().chain(email) {
        let value = destination.value();
        if message::was_told(tx, &value, now - NOTICE_PAUSE).await? {
            continue;
        }
        let notice = NewMessage {
            key: &message_key(chance),
            kind: Kind::ChangeNotice,
            channel: destination.channel(),
            identifier: request.identifier,
            destination: destination.typed(),
            value: &value,
            number: destination.number(),
            locale: request.locale,
            support_code: request.support_code,
            not_after: now + NOTICE_LIFE,
        };
        message::enqueue(tx, &notice, now).await?;
    }
    Ok(())
}

/// The canonical value of each channel.
pub(super) type Values = [(Channel, Option<String>); 2];

pub(super) fn stored_values(person: &Person) -> Values {
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
