//! Errands to mailbox providers: written in the transaction that wants them done, and carried out beside it.

mod taken;
mod wish;

use bekreft_domain::{MailboxProvider, MailboxRefusal, PersonIdentifier, SupportCode};
use time::{Duration, OffsetDateTime};

use super::{Db, Error, Result, Tx};
use crate::i18n::Locale;
pub use taken::{Claimed, Taken, claim};
pub use wish::Wish;
pub(super) use wish::wish;

/// An errand's row number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrandId(i64);

/// What the provider is asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Make a mailbox, unless there is one, and take it into use.
    Choose,
    /// Give up the mailbox: mail from public bodies does not go there any more.
    Delete,
}

impl Task {
    fn as_str(self) -> &'static str {
        match self {
            Self::Choose => "choose",
            Self::Delete => "delete",
        }
    }

    fn parse(text: &str) -> Result<Self> {
        [Self::Choose, Self::Delete]
            .into_iter()
            .find(|task| task.as_str() == text)
            .ok_or(Error::Unreadable("mailbox_errand.task"))
    }
}

/// An errand to be done.
#[derive(Debug)]
pub struct NewErrand<'a> {
    /// What the provider knows it by.
    pub key: &'a str,
    /// For whom.
    pub identifier: &'a PersonIdentifier,
    /// With whom.
    pub provider: MailboxProvider,
    /// What.
    pub task: Task,
    /// The language in which she is told.
    pub locale: Locale,
    /// The code her pages bear.
    pub support_code: SupportCode,
    /// Given up after this.
    pub not_after: OffsetDateTime,
    /// Whoever places it does it for so long; 0 when the worker is to do it.
    pub lease: Duration,
    /// The worker does not begin before.
    pub after: Duration,
}

/// Places an errand, and wakes the worker when the transaction commits.
pub async fn place(tx: &mut Tx, new: &NewErrand<'_>, now: OffsetDateTime) -> Result<ErrandId> {
    let is_leased = new.lease > Duration::ZERO;
    let row = sqlx::query!(
        r#"with placed as (
             insert into mailbox_errand (key, person_identifier, provider, task, language, support_code, ordered_at,
                                         not_after, state, attempts, run_at, leased_until)
             values ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', $9, $11, $10) returning id)
           select id as "id!", pg_notify('message', '')::text as rung from placed"#,
        new.key,
        new.identifier.expose(),
        new.provider.as_str(),
        new.task.as_str(),
        new.locale.tag(),
        new.support_code.to_string(),
        now,
        new.not_after,
        i32::from(is_leased),
        is_leased.then_some(now + new.lease),
        now + new.after
    )
    .fetch_one(&mut *tx.inner)
    .await?;
    Ok(ErrandId(row.id))
}

/// A wish that has been given up for another.
#[derive(Clone, Copy, Debug)]
pub struct Superseded {
    /// Whose mailbox was wished for.
    pub provider: MailboxProvider,
    /// The provider may have been asked, so there may be a mailbox.
    pub may_have_begun: bool,
}

/// Gives up the wish that waits to be fulfilled, if there is one.
pub async fn supersede(
    tx: &mut Tx,
    identifier: &PersonIdentifier,
    now: OffsetDateTime,
) -> Result<Option<Superseded>> {
    let row = sqlx::query!(
        "update mailbox_errand set state = 'superseded', finished_at = $2, leased_until = null
         where person_identifier = $1 and task = 'choose' and state = 'waiting'
         returning provider, attempts",
        identifier.expose(),
        now
    )
    .fetch_optional(&mut *tx.inner)
    .await?;
    row.map(|row| {
        Ok(Superseded { provider: read_provider(&row.provider)?, may_have_begun: row.attempts > 0 })
    })
    .transpose()
}

/// How it stands with the errands by which a provider shall give up her mailbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deletes {
    /// None waits any more.
    Withdrawn,
    /// The provider is being asked right now.
    UnderWay,
}

/// Withdraws the errands by which this provider shall give up her mailbox: she wants it again, or has it again.
pub async fn withdraw_deletes(
    tx: &mut Tx,
    identifier: &PersonIdentifier,
    provider: MailboxProvider,
    now: OffsetDateTime,
) -> Result<Deletes> {
    sqlx::query!(
        "update mailbox_errand set state = 'superseded', finished_at = $3, leased_until = null
         where person_identifier = $1 and provider = $2 and task = 'delete' and state = 'waiting'
           and (leased_until is null or leased_until <= $3)",
        identifier.expose(),
        provider.as_str(),
        now
    )
    .execute(&mut *tx.inner)
    .await?;
    let under_way = sqlx::query_scalar!(
        r#"select exists (select from mailbox_errand where person_identifier = $1 and provider = $2
             and task = 'delete' and state = 'waiting') as "under_way!""#,
        identifier.expose(),
        provider.as_str()
    )
    .fetch_one(&mut *tx.inner)
    .await?;
    Ok(if under_way { Deletes::UnderWay } else { Deletes::Withdrawn })
}

/// Ends the wish for a mailbox of this provider: she has got it in another way.
pub async fn fulfilled(
    tx: &mut Tx,
    identifier: &PersonIdentifier,
    provider: MailboxProvider,
    now: OffsetDateTime,
) -> Result<()> {
    sqlx::query!(
        "update mailbox_errand set state = 'done', finished_at = $3, leased_until = null
         where person_identifier = $1 and provider = $2 and task = 'choose' and state = 'waiting'",
        identifier.expose(),
        provider.as_str(),
        now
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// The provider of the wish that waits to be fulfilled, if there is one.
pub async fn waiting_for(tx: &mut Tx, identifier: &PersonIdentifier) -> Result<Option<MailboxProvider>> {
    let provider = sqlx::query_scalar!(
        "select provider from mailbox_errand where person_identifier = $1 and task = 'choose' and state = 'waiting'",
        identifier.expose()
    )
    .fetch_optional(&mut *tx.inner)
    .await?;
    provider.map(|provider| read_provider(&provider)).transpose()
}

/// Whether another wish than this one waits for a mailbox of the provider.
pub async fn waits_anew(
    tx: &mut Tx,
    identifier: &PersonIdentifier,
    provider: MailboxProvider,
    other_than: ErrandId,
) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select from mailbox_errand where person_identifier = $1 and provider = $2
             and task = 'choose' and state = 'waiting' and id <> $3) as "waits!""#,
        identifier.expose(),
        provider.as_str(),
        other_than.0
    )
    .fetch_one(&mut *tx.inner)
    .await?)
}

fn read_provider(text: &str) -> Result<MailboxProvider> {
    MailboxProvider::parse(text).ok_or(Error::Unreadable("mailbox_errand.provider"))
}

/// How an errand ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// As wanted.
    Done,
    /// The provider, or the register, said no; `None` when the provider did not say why.
    Refused(Option<MailboxRefusal>),
    /// The provider did not answer for so long that it is not asked any more.
    GivenUp,
}

/// Ends an errand. False: it had ended already, so what came of it does not count.
pub async fn finish(tx: &mut Tx, id: ErrandId, end: End, now: OffsetDateTime) -> Result<bool> {
    let (state, refusal) = match end {
        End::Done => ("done", None),
        End::Refused(why) => ("refused", why),
        End::GivenUp => ("given_up", None),
    };
    let ended = sqlx::query!(
        "update mailbox_errand set state = $2, refusal = $3, finished_at = $4, leased_until = null
         where id = $1 and state = 'waiting'",
        id.0,
        state,
        refusal.map(MailboxRefusal::code),
        now
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(ended.rows_affected() == 1)
}

/// Puts an errand off.
pub async fn put_off(tx: &mut Tx, id: ErrandId, until: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "update mailbox_errand set run_at = $2, leased_until = null where id = $1 and state = 'waiting'",
        id.0,
        until
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// How many errands wait, and since when the oldest.
#[derive(Clone, Copy, Debug)]
pub struct Waiting {
    /// How many.
    pub count: i64,
    /// When the oldest was placed.
    pub oldest: Option<OffsetDateTime>,
}

/// What waits for each provider.
pub async fn waiting(db: &Db) -> Result<Vec<(MailboxProvider, Waiting)>> {
    let rows = sqlx::query!(
        r#"select provider, count(*) as "count!", min(ordered_at) as oldest
           from mailbox_errand where state = 'waiting' group by provider order by provider"#
    )
    .fetch_all(&db.pool)
    .await?;
    rows.into_iter()
        .map(|row| Ok((read_provider(&row.provider)?, Waiting { count: row.count, oldest: row.oldest })))
        .collect()
}
