//! Reminding those who have not confirmed for 16 months, while there still is time: after 18 months what they have registered
//! may not be used, and a decision about their lives goes on paper or unseen.

use bekreft_domain::{
    Change, Channel, Contact, Event, Person, PersonIdentifier, RegisterLanguage, SupportCode, freshness, oslo,
};
use time::{Duration, OffsetDateTime};

use super::send_code::{Destination, message_key};
use crate::clock::Chance;
use crate::i18n::Locale;
use crate::store::message::{self, Kind, NewMessage};
use crate::store::{self, Db, audit, dialog, person, reminder};

/// How long a reminder is worth sending: a provider may be away for a weekend.
const LIFE: Duration = Duration::days(5);
/// Between two attempts to send one.
const PAUSE: Duration = Duration::minutes(30);
/// How many are looked for at a time.
const BATCH: i64 = 100;

/// Whether it is between eight in the morning and eight in the evening in Norway: nobody is woken by a reminder.
pub fn is_daytime(now: OffsetDateTime) -> bool {
    (8..20).contains(&oslo::to_local(now).hour())
}

/// When a reminder that could not be handed over is tried again. It has days, and must not stand in the way of codes while a
/// provider hangs.
pub fn next_try(now: OffsetDateTime) -> OffsetDateTime {
    let mut at = now + PAUSE;
    while !is_daytime(at) {
        at += PAUSE;
    }
    at
}

/// Reminds up to a hundred persons, each in a transaction of her own, and says how many; none while as many reminders
/// already wait to be sent. May be run twice, or by several workers at once, without harm.
///
/// A person whose row cannot be read is passed by: she must not keep the others from being reminded.
pub async fn remind_some(db: &Db, chance: Chance, now: OffsetDateTime) -> store::Result<usize> {
    if message::many_reminders_wait(db, BATCH).await? {
        return Ok(0);
    }
    let expired = oslo::minus_months(now, freshness::EXPIRE_AFTER_MONTHS);
    let silent = oslo::minus_months(now, freshness::REMIND_AFTER_MONTHS);
    let mut passed = 0;
    loop {
        let found = reminder::candidates(db, (expired, silent), (passed, BATCH)).await?;
        let mut reminded = 0;
        for identifier in &found {
            reminded += usize::from(remind_or_pass_by(db, identifier.as_ref(), chance, now).await?);
        }
        if reminded > 0 || found.is_empty() {
            return Ok(reminded);
        }
        passed += BATCH;
    }
}

async fn remind_or_pass_by(
    db: &Db,
    identifier: Option<&PersonIdentifier>,
    chance: Chance,
    now: OffsetDateTime,
) -> store::Result<bool> {
    let Some(identifier) = identifier else {
        tracing::warn!("a person cannot be reminded: her identifier is not valid");
        return Ok(false);
    };
    match remind(db, identifier, chance, now).await {
        Err(store::Error::Unreadable(what)) => {
            tracing::warn!(what, "a person cannot be reminded: her row cannot be read");
            Ok(false)
        }
        outcome => outcome,
    }
}

async fn remind(
    db: &Db,
    identifier: &PersonIdentifier,
    chance: Chance,
    now: OffsetDateTime,
) -> store::Result<bool> {
    let mut tx = db.begin().await?;
    person::lock(&mut tx, identifier).await?;
    let person = dialog::read_locked(&mut tx, identifier).await?.person;
    let Some(destination) = person.needs_reminder(now).and_then(|channel| destination(&person, channel))
    else {
        return Ok(false);
    };
    let Some(id) = reminder::mark(&mut tx, identifier, now).await? else { return Ok(false) };
    let support_code = SupportCode::from_bits(u64::from_be_bytes(chance.bytes()));
    let value = destination.value();
    let new = NewMessage {
        key: &message_key(chance),
        kind: Kind::Reminder,
        channel: destination.channel(),
        identifier,
        destination: destination.typed(),
        value: &value,
        number: destination.number(),
        locale: language(&person),
        support_code,
        not_after: now + LIFE,
    };
    message::enqueue(&mut tx, &new, now).await?;
    let event = Event { change: Change::Reminded, at: now };
    audit::record_system(&mut tx, id, "remind", event, support_code).await?;
    tx.commit().await?;
    Ok(true)
}

fn destination(person: &Person, channel: Channel) -> Option<Destination> {
    match channel {
        Channel::Mobile => person.mobile().map(Contact::value).cloned().map(Destination::Mobile),
        Channel::Email => person.email().map(Contact::value).cloned().map(Destination::Email),
    }
}

/// The language she has chosen for letters; there are no Sámi texts yet.
pub(super) fn language(person: &Person) -> Locale {
    match person.language() {
        Some((RegisterLanguage::Nn, _)) => Locale::Nn,
        Some((RegisterLanguage::En, _)) => Locale::En,
        Some((RegisterLanguage::Nb | RegisterLanguage::Se, _)) | None => Locale::Nb,
    }
}
