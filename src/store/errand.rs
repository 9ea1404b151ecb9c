//! Errands to mailbox providers: written in the transaction that wants them done, and carried out beside it.

use bekreft_domain::{EmailAddress, MailboxProvider, MailboxRefusal, PersonIdentifier, SupportCode};
use time::{Duration, OffsetDateTime};

use super::{Db, Error, Result, Tx};
use crate::i18n::Locale;

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

/// An errand that somebody has taken upon herself.
#[derive(Clone)]
pub struct Claimed {
    /// Its row.
    pub id: ErrandId,
    /// What the provider knows it by.
    pub key: String,
    /// For whom.
    pub identifier: PersonIdentifier,
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
    /// Which attempt this is, from 1.
    pub attempt: u32,
    /// Where the provider can reach her.
    pub email: Option<EmailAddress>,
}

impl std::fmt::Debug for Claimed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Claimed({:?} {:?} at {:?}, attempt {})", self.id, self.task, self.provider, self.attempt)
    }
}

/// An errand that has been taken, as it lies in the database.
#[derive(Clone)]
pub struct Taken {
    /// Its row.
    pub id: ErrandId,
    key: String,
    person_identifier: String,
    provider: String,
    task: String,
    language: String,
    support_code: String,
    not_after: OffsetDateTime,
    attempts: i32,
    email: Option<String>,
}

impl std::fmt::Debug for Taken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Taken({:?})", self.id)
    }
}

impl Taken {
    /// Reads it. One that does not read must not stand in the way of the others, so it is taken first and read then.
    pub fn read(self) -> Result<Claimed> {
        Ok(Claimed {
            id: self.id,
            key: self.key,
            identifier: PersonIdentifier::parse(&self.person_identifier)
                .map_err(|_| Error::Unreadable("mailbox_errand.person_identifier"))?,
            provider: read_provider(&self.provider)?,
            task: Task::parse(&self.task)?,
            locale: Locale::from_tag(&self.language).ok_or(Error::Unreadable("mailbox_errand.language"))?,
            support_code: SupportCode::parse(&self.support_code)
                .map_err(|_| Error::Unreadable("mailbox_errand.support_code"))?,
            not_after: self.not_after,
            attempt: u32::try_from(self.attempts).unwrap_or(u32::MAX),
            email: self.email.and_then(|email| EmailAddress::from_stored(&email).ok()),
        })
    }
}

/// Takes the errand at this provider that has been due longest, also one whose worker has died: its lease has run out. An
/// errand of a person waits for her earlier ones there, so that "delete" never overtakes "choose" nor the other way.
pub async fn claim(
    tx: &mut Tx,
    provider: MailboxProvider,
    lease: Duration,
    now: OffsetDateTime,
) -> Result<Option<Taken>> {
    let row = sqlx::query!(
        r#"with taken as (
             update mailbox_errand set leased_until = $1, attempts = attempts + 1
             where id = (select e.id from mailbox_errand e
                         where e.provider = $3 and e.state = 'waiting' and e.run_at <= $2
                           and (e.leased_until is null or e.leased_until <= $2)
                           and not exists (select from mailbox_errand earlier
                               where earlier.person_identifier = e.person_identifier and earlier.provider = e.provider
                                 and earlier.state = 'waiting' and earlier.id < e.id)
                         order by e.run_at, e.id for update skip locked limit 1)
             returning id, key, person_identifier, provider, task, language, support_code, not_after, attempts)
           select t.*, p.email as "email?" from taken t
           left join person p on p.person_identifier = t.person_identifier and p.status = 'active'"#,
        now + lease,
        now,
        provider.as_str()
    )
    .fetch_optional(&mut *tx.inner)
    .await?;
    Ok(row.map(|row| Taken {
        id: ErrandId(row.id),
        key: row.key,
        person_identifier: row.person_identifier,
        provider: row.provider,
        task: row.task,
        language: row.language,
        support_code: row.support_code,
        not_after: row.not_after,
        attempts: row.attempts,
        email: row.email,
    }))
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

/// How her latest wish for a mailbox stands, for the citizen to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Whose mailbox.
    pub provider: MailboxProvider,
    /// When she made it.
    pub ordered_at: OffsetDateTime,
    /// What has come of it; `None` as long as the provider has not answered.
    pub end: Option<End>,
}

pub(super) fn wish(
    provider: Option<String>,
    ordered_at: Option<OffsetDateTime>,
    state: Option<String>,
    refusal: Option<&str>,
) -> Result<Option<Wish>> {
    let (Some(provider), Some(ordered_at), Some(state)) = (provider, ordered_at, state) else {
        return Ok(None);
    };
    let why = || {
        let why = refusal
            .map(|code| MailboxRefusal::of_code(code).ok_or(Error::Unreadable("mailbox_errand.refusal")));
        why.transpose()
    };
    let end = match state.as_str() {
        "waiting" => None,
        "done" => Some(End::Done),
        "refused" => Some(End::Refused(why()?)),
        "given_up" => Some(End::GivenUp),
        // She has thought better of it, so there is nothing to tell.
        "superseded" => return Ok(None),
        _ => return Err(Error::Unreadable("mailbox_errand.state")),
    };
    Ok(Some(Wish { provider: read_provider(&provider)?, ordered_at, end }))
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
