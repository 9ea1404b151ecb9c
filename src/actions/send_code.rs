//! The citizen asks for a code, to prove that she has the number or the address she typed.

use bekreft_domain::{
    Channel, Contact, EmailAddress, Held, Limit, Limits, MobileNumber, Person, PersonIdentifier, Rules,
    SupportCode,
};
use time::OffsetDateTime;

use crate::clock::Chance;
use crate::i18n::Locale;
use crate::secrets::CodeKeys;
use crate::store::draft::{Draft, Typed};
use crate::store::limits::PauseReason;
use crate::store::message::{Kind, NewMessage};
use crate::store::verification::{ChallengeId, Subject};
use crate::store::{self, Db, Tx, dialog, draft, limits, message, person, verification};

/// Where a code is to be sent.
#[derive(Clone, Debug)]
pub enum Destination {
    /// By SMS.
    Mobile(MobileNumber),
    /// By e-mail.
    Email(EmailAddress),
}

impl Destination {
    /// SMS or e-mail.
    pub fn channel(&self) -> Channel {
        match self {
            Self::Mobile(_) => Channel::Mobile,
            Self::Email(_) => Channel::Email,
        }
    }

    /// What stands in a field, if that is a number or an address.
    pub fn read(typed: &Typed, channel: Channel) -> Option<Self> {
        match channel {
            Channel::Mobile => typed.mobile().ok().flatten().map(Self::Mobile),
            Channel::Email => typed.email().ok().flatten().map(Self::Email),
        }
    }

    /// The canonical value.
    pub fn value(&self) -> String {
        match self {
            Self::Mobile(number) => number.expose().to_owned(),
            Self::Email(address) => address.canonical().expose().to_owned(),
        }
    }

    /// The value as it is sent to.
    pub fn typed(&self) -> &str {
        match self {
            Self::Mobile(number) => number.expose(),
            Self::Email(address) => address.expose(),
        }
    }

    /// The number, if it is one.
    pub fn number(&self) -> Option<&MobileNumber> {
        match self {
            Self::Mobile(number) => Some(number),
            Self::Email(_) => None,
        }
    }
}

/// What decides over codes.
#[derive(Clone, Copy, Debug)]
pub struct Policy<'a> {
    /// How codes work.
    pub rules: &'a Rules,
    /// How many may be sent.
    pub limits: &'a Limits,
    /// What codes follow from.
    pub keys: &'a CodeKeys,
}

/// A wish for a code.
#[derive(Debug)]
pub struct Request<'a> {
    /// Who.
    pub identifier: &'a PersonIdentifier,
    /// Where to.
    pub destination: Destination,
    /// What stands in the dialog, when it comes from there, to be kept.
    pub typed: Option<Typed>,
    /// The language of the message.
    pub locale: Locale,
    /// The code her pages bear.
    pub support_code: SupportCode,
    /// The network she comes from, when it is known.
    pub network: Option<&'a str>,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A message is on its way.
    Queued,
    /// A code has already been entered for this very value.
    AlreadyVerified,
    /// Not now.
    Held(Held),
}

/// Asks for a code: keeps what was typed, counts, and puts a message into the outbox, all or nothing.
pub async fn send_code(
    db: &Db,
    policy: Policy<'_>,
    request: Request<'_>,
    chance: Chance,
    now: OffsetDateTime,
) -> store::Result<Outcome> {
    let mut tx = db.begin().await?;
    person::lock(&mut tx, request.identifier).await?;
    let current = dialog::read_locked(&mut tx, request.identifier).await?;
    if let Some(typed) = &request.typed {
        let earlier = current.draft.clone().unwrap_or_default();
        let draft = Draft { typed: typed.clone(), ..earlier };
        draft::save(&mut tx, request.identifier, &draft, now).await?;
    }
    let value = request.destination.value();
    let subject =
        Subject { identifier: request.identifier, channel: request.destination.channel(), value: &value };
    let outcome = if is_verified(&mut tx, &current.person, subject, now).await? {
        Outcome::AlreadyVerified
    } else if let Some(held) = held(&mut tx, policy, &request, (subject, &current.person), now).await? {
        Outcome::Held(held)
    } else {
        let code = code_to_send(&mut tx, policy, subject, chance, now).await?;
        enqueue(&mut tx, &request, &value, code, (policy.rules, chance), now).await?;
        count_network(&mut tx, policy, &request, now).await?;
        Outcome::Queued
    };
    tx.commit().await?;
    Ok(outcome)
}

fn stored_value(person: &Person, channel: Channel) -> Option<String> {
    match channel {
        Channel::Mobile => person.mobile().map(|contact| contact.value().expose().to_owned()),
        Channel::Email => person.email().map(|contact| contact.value().canonical().expose().to_owned()),
    }
}

async fn is_verified(
    tx: &mut Tx,
    person: &Person,
    subject: Subject<'_>,
    now: OffsetDateTime,
) -> store::Result<bool> {
    if stored_value(person, subject.channel).as_deref() == Some(subject.value) {
        return Ok(match subject.channel {
            Channel::Mobile => person.mobile().is_some_and(Contact::is_validated),
            Channel::Email => person.email().is_some_and(Contact::is_validated),
        });
    }
    Ok(verification::waiting_proof(tx, subject, now).await?.is_some())
}

async fn held(
    tx: &mut Tx,
    policy: Policy<'_>,
    request: &Request<'_>,
    (subject, person): (Subject<'_>, &Person),
    now: OffsetDateTime,
) -> store::Result<Option<Held>> {
    let wrong = verification::wrong_tries(tx, request.identifier, subject.channel, now).await?;
    if let Some(until) = policy.rules.exhausted(&wrong, now) {
        return Ok(Some(Held { by: Limit::WrongCodes, until }));
    }
    let number = request.destination.number();
    limits::lock(tx, subject, number).await?;
    let stored = stored_value(person, subject.channel);
    let sent = limits::sent(tx, subject, (number, stored.as_deref()), now).await?;
    let country = number.map(MobileNumber::country);
    let held = policy.limits.hold(policy.rules, subject.channel, country, &sent, now);
    match (held, number) {
        (Some(held), _) => Ok(Some(held)),
        (None, Some(number)) => trip(tx, policy.limits, &number.prefix(), now).await,
        (None, None) => Ok(None),
    }
}

/// Lets a number series rest when more is sent to it than usual, or too few codes come back: messages that somebody
/// earns money by are asked for in numbers, and never proven.
async fn trip(
    tx: &mut Tx,
    limits: &Limits,
    prefix: &str,
    now: OffsetDateTime,
) -> store::Result<Option<Held>> {
    let traffic = limits::traffic(tx, prefix, limits.breaker_sample, now).await?;
    let reason = if traffic.last_minute >= limits.per_minute(traffic.usual) {
        PauseReason::TooMany
    } else if limits.too_few_proven(traffic.ended, traffic.proven) {
        PauseReason::TooFewProven
    } else {
        return Ok(None);
    };
    let until = now + limits.breaker_pause;
    limits::pause(tx, prefix, reason, (now, until)).await?;
    tracing::warn!(prefix, ?reason, "codes to this number series rest");
    Ok(Some(Held { by: Limit::Prefix, until }))
}

/// The code that is sent: the one that was sent before, while enough of its life is left, or a new one.
async fn code_to_send(
    tx: &mut Tx,
    policy: Policy<'_>,
    subject: Subject<'_>,
    chance: Chance,
    now: OffsetDateTime,
) -> store::Result<(ChallengeId, OffsetDateTime)> {
    let rules = policy.rules;
    let alive = verification::latest(tx, subject).await?.filter(|latest| latest.is_alive(rules.tries, now));
    let newest = alive.as_ref().and_then(|latest| latest.challenges.first());
    if let Some(same) = newest.filter(|code| rules.sends_same_code(code.expires_at, now)) {
        return Ok((same.id, same.expires_at));
    }
    let verification = match &alive {
        Some(latest) => latest.id,
        None => verification::begin(tx, subject, now).await?,
    };
    let expires_at = now + rules.life(subject.channel);
    let secret = (chance.bytes::<16>(), policy.keys.newest());
    let id = verification::add_challenge(tx, verification, secret, (now, expires_at)).await?;
    Ok((id, expires_at))
}

async fn enqueue(
    tx: &mut Tx,
    request: &Request<'_>,
    value: &str,
    (challenge, expires_at): (ChallengeId, OffsetDateTime),
    (rules, chance): (&Rules, Chance),
    now: OffsetDateTime,
) -> store::Result<()> {
    let new = NewMessage {
        key: &message_key(chance),
        kind: Kind::Code(challenge),
        channel: request.destination.channel(),
        identifier: request.identifier,
        destination: request.destination.typed(),
        value,
        number: request.destination.number(),
        locale: request.locale,
        support_code: request.support_code,
        not_after: expires_at - rules.last_call,
    };
    message::enqueue(tx, &new, now).await
}

/// A key that a provider knows a message by: says nothing about the message or its row.
pub(super) fn message_key(chance: Chance) -> String {
    format!("{:032x}", u128::from_be_bytes(chance.bytes::<16>()))
}

/// Counts by network and reports it; schools and mobile operators have many citizens behind one address, so it is never
/// a reason to refuse.
async fn count_network(
    tx: &mut Tx,
    policy: Policy<'_>,
    request: &Request<'_>,
    now: OffsetDateTime,
) -> store::Result<()> {
    let Some(network) = request.network else { return Ok(()) };
    let sends = limits::count_network(tx, &policy.keys.network_hash(network), now).await?;
    if sends == policy.limits.sends_per_network {
        tracing::warn!(sends, "many codes asked for from one network in ten minutes");
    }
    Ok(())
}
