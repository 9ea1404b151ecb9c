//! The outbox: messages are written here in the transaction that wants them sent, and sent by the worker.

mod what;

use bekreft_domain::{Channel, MobileNumber, PersonIdentifier, SupportCode};
use time::{Duration, OffsetDateTime};

use super::{Db, Error, Result, Tx};
use crate::clients::{Failure, Report};
use crate::i18n::Locale;
pub use what::{Kind, MailboxNews, Nonce, Says};

/// A message's row number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MessageId(pub(super) i64);

/// A message to be sent.
#[derive(Debug)]
pub struct NewMessage<'a> {
    /// What the provider knows it by.
    pub key: &'a str,
    /// What it is about.
    pub kind: Kind,
    /// SMS or e-mail.
    pub channel: Channel,
    /// Whose doing it is.
    pub identifier: &'a PersonIdentifier,
    /// Where to, as typed.
    pub destination: &'a str,
    /// Where to, canonical.
    pub value: &'a str,
    /// The number, if it is an SMS.
    pub number: Option<&'a MobileNumber>,
    /// The language of its text.
    pub locale: Locale,
    /// The code the citizen's pages bear.
    pub support_code: SupportCode,
    /// Not sent later than this.
    pub not_after: OffsetDateTime,
}

/// Writes a message, and wakes the worker when the transaction commits.
pub async fn enqueue(tx: &mut Tx, new: &NewMessage<'_>, now: OffsetDateTime) -> Result<()> {
    let (kind, challenge, provider, deletion_due_at) = match new.kind {
        Kind::Code(challenge) => ("code", Some(challenge.0), None, None),
        Kind::ChangeNotice => ("change_notice", None, None, None),
        Kind::Reminder => ("reminder", None, None, None),
        Kind::NumberMoved => ("number_moved", None, None, None),
        Kind::Mailbox(news, provider) => (news.as_str(), None, Some(provider.as_str()), None),
        Kind::Deletion(news) => (news.as_str(), None, None, news.due_at()),
    };
    sqlx::query!(
        "with written as (
             insert into message (key, kind, channel, challenge_id, person_identifier, destination, value, country, prefix,
                                  language, support_code, created_at, not_after, state, run_at, mailbox_provider, deletion_due_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'waiting', $12, $14, $15))
         select pg_notify('message', '')",
        new.key,
        kind,
        new.channel.as_str(),
        challenge,
        new.identifier.expose(),
        new.destination,
        new.value,
        new.number.map(|number| number.country().alpha2()),
        new.number.map(MobileNumber::prefix),
        new.locale.tag(),
        new.support_code.to_string(),
        now,
        new.not_after,
        provider,
        deletion_due_at
    )
    .fetch_one(&mut *tx.inner)
    .await?;
    Ok(())
}

/// Whether this value has been told of a change lately, by whomever.
pub async fn was_told(tx: &mut Tx, value: &str, since: OffsetDateTime) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select from message where value = $1 and kind = 'change_notice' and created_at > $2) as "told!""#,
        value,
        since
    )
    .fetch_one(&mut *tx.inner)
    .await?)
}

/// How often this value has been told of mailboxes lately, by whomever.
pub async fn mailbox_news(tx: &mut Tx, value: &str, since: OffsetDateTime) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!" from message
           where value = $1 and mailbox_provider is not null and created_at > $2"#,
        value,
        since
    )
    .fetch_one(&mut *tx.inner)
    .await?)
}

/// A message that a worker has taken.
#[derive(Clone)]
pub struct Claimed {
    /// Its row.
    pub id: MessageId,
    /// What the provider knows it by.
    pub key: String,
    /// SMS or e-mail.
    pub channel: Channel,
    /// Whose doing it is.
    pub identifier: PersonIdentifier,
    /// Where to, as typed.
    pub destination: String,
    /// Where to, canonical.
    pub value: String,
    /// The language of its text.
    pub locale: Locale,
    /// What it says.
    pub says: Says,
    /// Not sent later than this.
    pub not_after: OffsetDateTime,
    /// Which attempt this is, from 1.
    pub attempt: u32,
}

impl std::fmt::Debug for Claimed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Claimed({:?}, attempt {})", self.id, self.attempt)
    }
}

/// Takes the message that has been due longest, also one whose worker has died: its lease has run out. Reminders come last:
/// nobody waits for them.
pub async fn claim(tx: &mut Tx, lease: Duration, now: OffsetDateTime) -> Result<Option<Claimed>> {
    let row = sqlx::query!(
        r#"with taken as (
             update message set leased_until = $1, attempts = attempts + 1
             where id = (select id from message where state = 'waiting' and run_at <= $2
                         and (leased_until is null or leased_until <= $2)
                         order by (kind = 'reminder'), run_at, id for update skip locked limit 1)
             returning id, key, kind, channel, person_identifier, destination, value, language, challenge_id, not_after, attempts,
                 mailbox_provider, deletion_due_at)
           select t.*, c.nonce as "nonce?", c.key_version as "key_version?", c.expires_at as "expires_at?"
           from taken t left join challenge c on c.id = t.challenge_id"#,
        now + lease,
        now
    )
    .fetch_optional(&mut *tx.inner)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Claimed {
        id: MessageId(row.id),
        key: row.key,
        channel: Channel::parse(&row.channel).ok_or(Error::Unreadable("message.channel"))?,
        identifier: PersonIdentifier::parse(&row.person_identifier)
            .map_err(|_| Error::Unreadable("message.person_identifier"))?,
        destination: row.destination,
        value: row.value,
        locale: Locale::from_tag(&row.language).ok_or(Error::Unreadable("message.language"))?,
        says: Says::read(
            &row.kind,
            (row.nonce, row.key_version, row.expires_at),
            row.mailbox_provider.as_deref(),
            row.deletion_due_at,
        )?,
        not_after: row.not_after,
        attempt: u32::try_from(row.attempts).unwrap_or(u32::MAX),
    }))
}

/// Why a message has not been accepted, as stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// What the provider answered.
    Provider(Failure),
    /// It could not be sent before its code was nearly over.
    TooLate,
    /// The key its code follows from is gone.
    NoKey,
}

impl Trouble {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Provider(Failure::Unavailable) => "unavailable",
            Self::Provider(Failure::Unclear) => "unclear",
            Self::Provider(Failure::BadAddress) => "bad_address",
            Self::Provider(Failure::Misconfigured) => "misconfigured",
            Self::TooLate => "too_late",
            Self::NoKey => "no_key",
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        [
            Self::Provider(Failure::Unavailable),
            Self::Provider(Failure::Unclear),
            Self::Provider(Failure::BadAddress),
            Self::Provider(Failure::Misconfigured),
            Self::TooLate,
            Self::NoKey,
        ]
        .into_iter()
        .find(|trouble| trouble.as_str() == text)
    }
}

/// The provider has taken the message. A message that was reported on before we came to say so stays reported.
pub async fn mark_accepted(tx: &mut Tx, id: MessageId, provider: &str, now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "update message set state = case when state = 'waiting' then 'accepted' else state end,
             failure = null, leased_until = null, may_have_left = true, provider = $2, accepted_at = coalesce(accepted_at, $3)
         where id = $1",
        id.0,
        provider,
        now
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// The attempt did not succeed: another at that time, or none.
pub async fn mark_trouble(
    tx: &mut Tx,
    id: MessageId,
    trouble: Trouble,
    again_at: Option<OffsetDateTime>,
) -> Result<()> {
    sqlx::query!(
        "update message set failure = $2, leased_until = null, run_at = coalesce($3, run_at),
             state = case when $3::timestamptz is null then 'failed' else state end,
             may_have_left = may_have_left or $4
         where id = $1 and state = 'waiting'",
        id.0,
        trouble.as_str(),
        again_at,
        trouble == Trouble::Provider(Failure::Unclear)
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// Enters what a provider reports. Only the first final report changes anything: late, repeated and out-of-order ones do
/// not. Says whether this one did. A message that was given up because nobody knew whether it had left may still arrive.
pub async fn report(tx: &mut Tx, key: &str, report: Report, now: OffsetDateTime) -> Result<bool> {
    let state = match report {
        Report::Delivered => "delivered",
        Report::Undelivered => "undelivered",
        Report::Buffered => return Ok(false),
    };
    let changed = sqlx::query!(
        "update message set state = $2, reported_at = $3, accepted_at = coalesce(accepted_at, $3), may_have_left = true,
             failure = null, leased_until = null
         where key = $1 and (state in ('waiting', 'accepted') or (state = 'failed' and may_have_left))",
        key,
        state,
        now
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(changed.rows_affected() == 1)
}

/// Whether at least so many reminders wait to be sent.
pub async fn many_reminders_wait(db: &Db, many: i64) -> Result<bool> {
    let waiting = sqlx::query_scalar!(
        r#"select count(*) as "count!" from
           (select from message where state = 'waiting' and kind = 'reminder' limit $1) as waiting"#,
        many
    )
    .fetch_one(&db.pool)
    .await?;
    Ok(waiting >= many)
}

/// Takes back the reminder that waits to be sent to a person: it is not true any more.
pub async fn withdraw_reminder(tx: &mut Tx, identifier: &PersonIdentifier) -> Result<()> {
    sqlx::query!(
        "delete from message where person_identifier = $1 and kind = 'reminder' and state = 'waiting'",
        identifier.expose()
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// Hears when a message has been written, on a connection of its own.
#[derive(Debug)]
pub struct Bell(sqlx::postgres::PgListener);

impl Bell {
    /// Starts to listen.
    pub async fn listen(db: &Db) -> Result<Self> {
        let mut listener = sqlx::postgres::PgListener::connect_with(&db.pool).await?;
        listener.listen("message").await?;
        Ok(Self(listener))
    }

    /// Waits for the next message; ends with an error when the connection is lost.
    pub async fn ring(&mut self) -> Result<()> {
        match self.0.try_recv().await? {
            Some(_) => Ok(()),
            None => Err(Error::Unavailable(super::LOST)),
        }
    }
}
