//! The citizen enters a code.

use bekreft_domain::{
    Change, Channel, Code, Event, Expected, Held, Limit, Person, PersonIdentifier, Proof, SupportCode,
};
use time::OffsetDateTime;

use super::send_code::{Destination, Policy};
use crate::store::verification::{Subject, Verification, VerificationId};
use crate::store::{self, Db, Tx, audit, change_log, dialog, person, verification};

/// What she entered, for which field of her dialog.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    /// Who.
    pub identifier: &'a PersonIdentifier,
    /// The number or the address that stands in her dialog.
    pub channel: Channel,
    /// The code, as read.
    pub code: &'a Code,
    /// The code her pages bear.
    pub support_code: SupportCode,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is the right one; the value is proven.
    Verified,
    /// It was not the right one.
    Wrong {
        /// How often she may try again before she needs a new code.
        tries_left: u32,
    },
    /// Too many wrong codes: she needs a new one.
    UsedUp,
    /// Every code that was sent to this value has ended.
    Expired,
    /// No code has been sent to the value that stands in the dialog.
    NothingSent,
    /// She has entered too many wrong codes in a day or a month.
    Held(Held),
}

/// Tries a code against those that were sent to the value that stands in the dialog now.
pub async fn verify_code(
    db: &Db,
    policy: Policy<'_>,
    answer: Answer<'_>,
    now: OffsetDateTime,
) -> store::Result<Outcome> {
    let mut tx = db.begin().await?;
    person::lock(&mut tx, answer.identifier).await?;
    let current = dialog::read_locked(&mut tx, answer.identifier).await?;
    let Some(destination) = Destination::read(&current.typed(), answer.channel) else {
        return Ok(Outcome::NothingSent);
    };
    let value = destination.value();
    let subject = Subject { identifier: answer.identifier, channel: answer.channel, value: &value };
    let Some(latest) = verification::latest(&mut tx, subject).await? else { return Ok(Outcome::NothingSent) };
    if latest.proven_at.is_some() {
        return Ok(Outcome::Verified);
    }
    let wrong = verification::wrong_tries(&mut tx, answer.identifier, answer.channel, now).await?;
    if let Some(until) = policy.rules.exhausted(&wrong, now) {
        return Ok(Outcome::Held(Held { by: Limit::WrongCodes, until }));
    }
    if !verification::take_try(&mut tx, latest.id, policy.rules.tries, now).await? {
        return Ok(if latest.tries >= policy.rules.tries { Outcome::UsedUp } else { Outcome::Expired });
    }
    let outcome = match prove(policy, subject, &latest, *answer.code, now) {
        Some(proof) => {
            verification::record_proof(&mut tx, latest.id, &proof).await?;
            enter(&mut tx, current.person, (&destination, latest.id), (&proof, answer), now).await?;
            Outcome::Verified
        }
        None => note_wrong(&mut tx, policy, answer, latest.tries, now).await?,
    };
    tx.commit().await?;
    Ok(outcome)
}

/// Holds the code against each that was sent and still works.
fn prove(
    policy: Policy<'_>,
    subject: Subject<'_>,
    latest: &Verification,
    given: Code,
    now: OffsetDateTime,
) -> Option<Proof> {
    latest
        .challenges
        .iter()
        .filter_map(|challenge| {
            let code = policy.keys.code(challenge.key_version, subject, &challenge.nonce)?;
            Expected { code, expires_at: challenge.expires_at }.prove(&given, now)
        })
        .next_back()
}

async fn note_wrong(
    tx: &mut Tx,
    policy: Policy<'_>,
    answer: Answer<'_>,
    tries_before: u32,
    now: OffsetDateTime,
) -> store::Result<Outcome> {
    verification::note_wrong_try(tx, answer.identifier, answer.channel, now).await?;
    let tries_left = policy.rules.tries.saturating_sub(tries_before + 1);
    Ok(if tries_left == 0 { Outcome::UsedUp } else { Outcome::Wrong { tries_left } })
}

/// Enters the proof into the register, if the value is the one that stands there. A value that is typed and not confirmed
/// keeps its proof until it is.
async fn enter(
    tx: &mut Tx,
    mut person: Person,
    (destination, verification): (&Destination, VerificationId),
    (proof, answer): (&Proof, Answer<'_>),
    now: OffsetDateTime,
) -> store::Result<()> {
    let is_stored = match destination {
        Destination::Mobile(number) => person.validate_mobile(number, proof.at()),
        Destination::Email(address) => person.validate_email(&address.canonical(), proof.at()),
    };
    if !is_stored {
        return Ok(());
    }
    verification::use_proof(tx, verification, now).await?;
    let id = person::save_contact(tx, &person, now).await?;
    let events = [Event { change: Change::Validated(answer.channel), at: proof.at() }];
    change_log::append(tx, id, &events).await?;
    audit::record_citizen(tx, id, audit::Action::VerifyCode, &events, answer.support_code, now).await
}
