//! The numbered list of changes that the change feed will deliver.

use bekreft_domain::{Change, Channel, Event};
use time::OffsetDateTime;

use super::person::PersonId;
use super::{Result, Tx};

/// Adds one row per event of a person.
pub async fn append(tx: &mut Tx, person: PersonId, events: &[Event]) -> Result<()> {
    let changes = events.iter().map(|event| event.change.as_str().to_owned()).collect::<Vec<_>>();
    let times = events.iter().map(|event| event.at).collect::<Vec<_>>();
    sqlx::query!(
        "insert into change_log (person_id, change, at)
         select $1, change, at from unnest($2::text[], $3::timestamptz[]) as event (change, at)",
        person.0,
        &changes,
        &times
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// Adds a row for the one other person whose value stopped or started being shared when `person` let go of or took `value`.
///
/// With two or more others the flag was, and stays, the same for all of them. The value must be locked by
/// [`super::sharing::lock_values`], or two persons who take it at once would each miss the other.
pub async fn append_sharing_flip(
    tx: &mut Tx,
    person: PersonId,
    channel: Channel,
    value: &str,
    now: OffsetDateTime,
) -> Result<()> {
    let change = Change::SharingChanged(channel).as_str();
    match channel {
        Channel::Mobile => {
            sqlx::query!(
                "insert into change_log (person_id, change, at)
                 select min(id), $3, $4 from person
                 where mobile = $1 and status = 'active' and id <> $2 having count(*) = 1",
                value,
                person.0,
                change,
                now
            )
            .execute(&mut *tx.inner)
            .await?
        }
        Channel::Email => {
            sqlx::query!(
                "insert into change_log (person_id, change, at)
                 select min(id), $3, $4 from person
                 where email_canonical = $1 and status = 'active' and id <> $2 having count(*) = 1",
                value,
                person.0,
                change,
                now
            )
            .execute(&mut *tx.inner)
            .await?
        }
    };
    Ok(())
}
