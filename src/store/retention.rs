//! What is thrown away when it is of no more use.

use bekreft_domain::deletion;
use time::{Duration, OffsetDateTime};

use super::{Result, Tx};

/// How many rows were thrown away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Purged {
    /// Sessions over a day past their end.
    pub sessions: u64,
    /// Drafts nobody came back to.
    pub drafts: u64,
    /// Comparisons outside the window.
    pub sharing_checks: u64,
    /// Notes of forms that can no longer be sent.
    pub sent_forms: u64,
    /// Logins that came to nothing or are done, sessions of support, and old notes of logins.
    pub logins: u64,
    /// Errands to mailbox providers that ended long ago.
    pub errands: u64,
    /// Codes, messages, wrong tries and what limits were counted by.
    pub codes: u64,
    /// Lines of who looked up whom.
    pub accesses: u64,
    /// Steps of citizens that support may no longer see.
    pub steps: u64,
    /// Persons deleted long ago whose history was thrown away.
    pub forgotten: u64,
}

/// Drafts and ended sessions are kept a day, so that a citizen who was interrupted finds what she typed.
const KEPT: Duration = Duration::hours(24);

/// Throws away what is no longer needed. May be run twice, or by several workers at once, without harm.
pub async fn purge(tx: &mut Tx, now: OffsetDateTime) -> Result<Purged> {
    let before = now - KEPT;
    let sessions =
        sqlx::query!("delete from session where expires_at < $1", before).execute(&mut *tx.inner).await?;
    // Nobody logs out of a session that has ended: the provider's word for who she is has done its work.
    sqlx::query!(
        "update session set issuer = null, subject = null, sid = null, id_token = null
         where expires_at < $1 and id_token is not null",
        now
    )
    .execute(&mut *tx.inner)
    .await?;
    let drafts =
        sqlx::query!("delete from draft where saved_at < $1", before).execute(&mut *tx.inner).await?;
    let checks = sqlx::query!("delete from sharing_check where checked_at < $1", before)
        .execute(&mut *tx.inner)
        .await?;
    // A form lives no longer than the session it was rendered in, which ends within two hours.
    let forms =
        sqlx::query!("delete from sent_form where sent_at < $1", before).execute(&mut *tx.inner).await?;
    // A batch is sent again for minutes at the most.
    sqlx::query!("delete from lookup_batch where written_at < $1", before).execute(&mut *tx.inner).await?;
    let codes = codes(tx, now).await?;
    Ok(Purged {
        accesses: 0,
        steps: 0,
        logins: logins(tx, now).await?,
        codes,
        forgotten: forget(tx, now).await?,
        errands: errands(tx, now).await?,
        sessions: sessions.rows_affected(),
        drafts: drafts.rows_affected(),
        sharing_checks: checks.rows_affected(),
        sent_forms: forms.rows_affected(),
    })
}

/// Notes of logins are kept as long as what support needs to reproduce what a citizen saw.
const LOGIN_EVENTS_KEPT: Duration = Duration::days(90);

async fn logins(tx: &mut Tx, now: OffsetDateTime) -> Result<u64> {
    let attempts = sqlx::query!("delete from login_attempt where expires_at < $1", now - KEPT);
    let mut rows = attempts.execute(&mut *tx.inner).await?.rows_affected();
    // A message is believed for minutes; its copy is not believed after that either.
    let messages = sqlx::query!("delete from logout_message where seen_at < $1", now - KEPT);
    rows += messages.execute(&mut *tx.inner).await?.rows_affected();
    // Nothing is typed there that would have to be kept.
    let sessions = sqlx::query!("delete from support_session where expires_at < $1", now);
    rows += sessions.execute(&mut *tx.inner).await?.rows_affected();
    let events = sqlx::query!("delete from login_event where at < $1", now - LOGIN_EVENTS_KEPT);
    rows += events.execute(&mut *tx.inner).await?.rows_affected();
    Ok(rows)
}

/// Errands are kept as long as support may be asked what became of them.
const ERRANDS_KEPT: Duration = Duration::days(90);

async fn errands(tx: &mut Tx, now: OffsetDateTime) -> Result<u64> {
    let ended = sqlx::query!("delete from mailbox_errand where finished_at < $1", now - ERRANDS_KEPT);
    Ok(ended.execute(&mut *tx.inner).await?.rows_affected())
}

/// Codes and what belongs to them are kept 30 days: as long as wrong tries are counted.
const CODES_KEPT: Duration = Duration::days(30);

async fn codes(tx: &mut Tx, now: OffsetDateTime) -> Result<u64> {
    let before = now - CODES_KEPT;
    let mut rows = 0;
    let verifications = sqlx::query!("delete from verification where started_at < $1", before);
    rows += verifications.execute(&mut *tx.inner).await?.rows_affected();
    let messages = sqlx::query!("delete from message where created_at < $1", before);
    rows += messages.execute(&mut *tx.inner).await?.rows_affected();
    let tries = sqlx::query!("delete from wrong_try where tried_at < $1", before);
    rows += tries.execute(&mut *tx.inner).await?.rows_affected();
    let pauses = sqlx::query!("delete from pause where until < $1", before);
    rows += pauses.execute(&mut *tx.inner).await?.rows_affected();
    let clearings = sqlx::query!("delete from limit_clearing where cleared_at < $1", before);
    rows += clearings.execute(&mut *tx.inner).await?.rows_affected();
    // Counted by the ten minutes, so a day is plenty.
    let networks = sqlx::query!("delete from network_sends where step < $1", now - KEPT);
    rows += networks.execute(&mut *tx.inner).await?.rows_affected();
    Ok(rows)
}

/// So many at a time: one transaction must not hold the others for long, and the next follows in ten minutes.
const FORGOTTEN_AT_A_TIME: i64 = 1000;

/// Throws away the history of those who were deleted 18 months ago and have not come back. The number and `SLETTET` stay, so
/// that a lookup goes on saying so, and the last row of the change log, so that the feed does: it tells that she was deleted
/// and nothing of what she had before. Last is what the feed tells last; changes that it has not numbered yet come after those.
async fn forget(tx: &mut Tx, now: OffsetDateTime) -> Result<u64> {
    let found = sqlx::query_scalar!(
        "update person set forgotten_at = $2 where id in (
             select id from person where deleted_at < $1 and forgotten_at is null and status = 'deleted'
             order by deleted_at for update skip locked limit $3)
         returning id",
        deletion::history_ends(now),
        now,
        FORGOTTEN_AT_A_TIME
    )
    .fetch_all(&mut *tx.inner)
    .await?;
    sqlx::query!("delete from audit_event where person_id = any($1)", &found).execute(&mut *tx.inner).await?;
    sqlx::query!("delete from access_log where person_id = any($1)", &found).execute(&mut *tx.inner).await?;
    sqlx::query!("delete from support_look where person_id = any($1)", &found)
        .execute(&mut *tx.inner)
        .await?;
    sqlx::query!(
        "delete from limit_clearing where case_id in (select id from support_case where person_id = any($1))",
        &found
    )
    .execute(&mut *tx.inner)
    .await?;
    sqlx::query!("delete from support_case where person_id = any($1)", &found)
        .execute(&mut *tx.inner)
        .await?;
    sqlx::query!(
        "delete from change_log c where person_id = any($1)
           and exists (select from change_log later where later.person_id = c.person_id
               and (coalesce(later.feed_number, 9223372036854775807), later.number)
                 > (coalesce(c.feed_number, 9223372036854775807), c.number))",
        &found
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(u64::try_from(found.len()).unwrap_or(u64::MAX))
}
