//! Whether a value is on other persons too, and how often somebody has asked.

use bekreft_domain::{Channel, PersonIdentifier};
use time::OffsetDateTime;

use super::{Result, Tx};

/// Waits until no other transaction takes or lets go of these canonical values. Always in the same order, so that two
/// transactions never wait for each other.
pub async fn lock_values(tx: &mut Tx, mut values: Vec<String>) -> Result<()> {
    values.sort_unstable();
    values.dedup();
    for value in values {
        sqlx::query!("select pg_advisory_xact_lock(hashtextextended($1, 2))", value)
            .execute(&mut *tx.inner)
            .await?;
    }
    Ok(())
}

/// Whether an active person other than `identifier` has the canonical value.
pub async fn is_on_others(
    tx: &mut Tx,
    identifier: &PersonIdentifier,
    channel: Channel,
    value: &str,
) -> Result<bool> {
    let found = match channel {
        Channel::Mobile => {
            sqlx::query_scalar!(
                r#"select exists (select from person where mobile = $1 and status = 'active' and person_identifier <> $2) as "found!""#,
                value,
                identifier.expose()
            )
            .fetch_one(&mut *tx.inner)
            .await?
        }
        Channel::Email => {
            sqlx::query_scalar!(
                r#"select exists (select from person where email_canonical = $1 and status = 'active' and person_identifier <> $2) as "found!""#,
                value,
                identifier.expose()
            )
            .fetch_one(&mut *tx.inner)
            .await?
        }
    };
    Ok(found)
}

/// What a person has had compared lately.
#[derive(Clone, Copy, Debug)]
pub struct Checks {
    /// How many different new values within the window.
    pub distinct: usize,
    /// Whether this value is one of them.
    pub this_value: bool,
}

/// Counts the values a person has had compared since `since`.
pub async fn checks_since(
    tx: &mut Tx,
    identifier: &PersonIdentifier,
    channel: Channel,
    value: &str,
    since: OffsetDateTime,
) -> Result<Checks> {
    let row = sqlx::query!(
        r#"select count(*) as "distinct!", coalesce(bool_or(value = $3), false) as "this_value!"
           from sharing_check where person_identifier = $1 and channel = $2 and checked_at > $4"#,
        identifier.expose(),
        channel.as_str(),
        value,
        since
    )
    .fetch_one(&mut *tx.inner)
    .await?;
    Ok(Checks { distinct: usize::try_from(row.distinct).unwrap_or(usize::MAX), this_value: row.this_value })
}

/// Notes that a new value has been compared.
pub async fn note_check(
    tx: &mut Tx,
    identifier: &PersonIdentifier,
    channel: Channel,
    value: &str,
    now: OffsetDateTime,
) -> Result<()> {
    sqlx::query!(
        "insert into sharing_check (person_identifier, channel, value, checked_at) values ($1, $2, $3, $4)
         on conflict (person_identifier, channel, value) do update set checked_at = excluded.checked_at",
        identifier.expose(),
        channel.as_str(),
        value,
        now
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}
