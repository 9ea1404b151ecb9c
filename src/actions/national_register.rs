//! What the national register of persons tells: each event once, in order, one transaction each.

mod follow;
mod import;
mod life;

use time::OffsetDateTime;

use crate::clients::national_register::Told;
use crate::clock::Chance;
use crate::store::national_register::{self, Noted, Outcome};
use crate::store::{self, Db, Tx};

pub use follow::{Followed, Halt, follow, start_after};
pub use import::{ImportError, Summary, import};

/// Who told an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Teller {
    /// The feed: how far it has been read moves on with the event.
    Feed,
    /// A file.
    File,
}

/// What came of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// This.
    Of(Outcome),
    /// It has been here before; nothing was done again.
    AlreadyApplied,
}

/// Applies an event, unless it has been applied. One that cannot be understood or carried out is kept, so that somebody can
/// look into it and the others can go on.
pub async fn apply(
    db: &Db,
    told: &Told,
    teller: Teller,
    chance: Chance,
    now: OffsetDateTime,
) -> store::Result<Came> {
    match try_to_apply(db, told, teller, chance, now).await {
        Err(store::Error::Unreadable(_) | store::Error::Refused(_)) => {
            keep_failed(db, told, teller, now).await
        }
        came => came,
    }
}

async fn try_to_apply(
    db: &Db,
    told: &Told,
    teller: Teller,
    chance: Chance,
    now: OffsetDateTime,
) -> store::Result<Came> {
    let mut tx = db.begin().await?;
    if is_applied(&mut tx, told).await? {
        return finish(tx, told, teller, Came::AlreadyApplied, now).await;
    }
    let outcome = match &told.events {
        Err(_) => Outcome::Failed,
        Ok(events) if events.is_empty() => Outcome::Nothing,
        Ok(events) => {
            let mut outcome = Outcome::UnknownPerson;
            for event in events {
                if life::carry_out(&mut tx, event, chance, now).await? {
                    outcome = Outcome::Applied;
                }
            }
            outcome
        }
    };
    write_down(&mut tx, told, outcome, now).await?;
    finish(tx, told, teller, Came::Of(outcome), now).await
}

/// What was done of it has been undone: the event is kept in a transaction of its own.
async fn keep_failed(db: &Db, told: &Told, teller: Teller, now: OffsetDateTime) -> store::Result<Came> {
    let mut tx = db.begin().await?;
    if is_applied(&mut tx, told).await? {
        return finish(tx, told, teller, Came::AlreadyApplied, now).await;
    }
    write_down(&mut tx, told, Outcome::Failed, now).await?;
    finish(tx, told, teller, Came::Of(Outcome::Failed), now).await
}

async fn is_applied(tx: &mut Tx, told: &Told) -> store::Result<bool> {
    national_register::lock(tx).await?;
    let outcome = national_register::outcome_of(tx, told.sequence).await?;
    Ok(outcome.is_some_and(|outcome| outcome != Outcome::Failed))
}

async fn write_down(tx: &mut Tx, told: &Told, outcome: Outcome, now: OffsetDateTime) -> store::Result<()> {
    let noted = Noted {
        sequence: told.sequence,
        kind: &told.kind,
        happened_at: told.happened_at,
        outcome,
        payload: (outcome == Outcome::Failed).then_some(told.payload.as_str()),
    };
    national_register::note(tx, &noted, now).await
}

async fn finish(
    mut tx: Tx,
    told: &Told,
    teller: Teller,
    came: Came,
    now: OffsetDateTime,
) -> store::Result<Came> {
    if teller == Teller::Feed {
        national_register::advance(&mut tx, told.sequence, now).await?;
    }
    tx.commit().await?;
    if came == Came::Of(Outcome::Failed) {
        let why = told.events.as_ref().err().map_or("it could not be carried out", |unreadable| unreadable.0);
        tracing::warn!(sequence = told.sequence, kind = told.kind, why, "a life-cycle event has failed");
    }
    Ok(came)
}
