//! Whether a value is on other persons too, how often somebody has asked, and what she says about it.

use bekreft_domain::{Channel, Declaration, PersonIdentifier, SharedReason};
use time::OffsetDateTime;

use super::person::PersonId;
use super::{Error, Result, Tx};

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

/// What a person has said about values of hers that are on others too.
#[derive(Clone, Copy, Debug, Default)]
pub struct Declared {
    /// About the number.
    pub mobile: Option<Declaration>,
    /// About the address.
    pub email: Option<Declaration>,
}

type Columns = (Option<String>, Option<OffsetDateTime>);

impl Declared {
    /// About the value of a channel.
    pub fn of(&self, channel: Channel) -> Option<Declaration> {
        match channel {
            Channel::Mobile => self.mobile,
            Channel::Email => self.email,
        }
    }

    pub(super) fn restored(mobile: Columns, email: Columns) -> Result<Self> {
        Ok(Self { mobile: restored(mobile)?, email: restored(email)? })
    }
}

fn restored((reason, declared_at): Columns) -> Result<Option<Declaration>> {
    let (Some(reason), Some(declared_at)) = (reason, declared_at) else { return Ok(None) };
    let reason = SharedReason::parse(&reason).ok_or(Error::Unreadable("person.shared_reason"))?;
    Ok(Some(Declaration { reason, declared_at }))
}

/// Writes down what a person says about the value of a channel, or that she takes it back. The database itself forgets it
/// when the value goes.
pub async fn save_declaration(
    tx: &mut Tx,
    person: PersonId,
    channel: Channel,
    declaration: Option<Declaration>,
) -> Result<()> {
    let reason = declaration.map(|said| said.reason.as_str());
    let declared_at = declaration.map(|said| said.declared_at);
    match channel {
        Channel::Mobile => {
            sqlx::query!(
                "update person set mobile_shared_reason = $2, mobile_declared_at = $3 where id = $1",
                person.0,
                reason,
                declared_at
            )
            .execute(&mut *tx.inner)
            .await?
        }
        Channel::Email => {
            sqlx::query!(
                "update person set email_shared_reason = $2, email_declared_at = $3 where id = $1",
                person.0,
                reason,
                declared_at
            )
            .execute(&mut *tx.inner)
            .await?
        }
    };
    Ok(())
}
