//! Figures for operators.

use bekreft_domain::MailboxProvider;
use time::{Duration, OffsetDateTime};

use super::errand;
use super::mailbox::{self, StoredCertificate};
use super::search_index::{self, Waiting};
use super::{Db, Result};

/// What is counted.
#[derive(Clone, Debug, Default)]
pub struct Numbers {
    /// Messages of the last hour: channel, state, how many.
    pub messages: Vec<(String, String, i64)>,
    /// Messages that should have been sent by now.
    pub waiting: i64,
    /// How long the oldest of them has waited.
    pub oldest_waiting_seconds: i64,
    /// Number series that rest.
    pub paused: Vec<String>,
    /// Persons who should have been deleted ten minutes ago.
    pub deletions_overdue: i64,
    /// Codes entered rightly in the last hour.
    pub proven: i64,
    /// Codes entered wrongly in the last hour.
    pub wrong: i64,
    /// Logins and logouts of the last hour.
    pub logins: Vec<Logins>,
    /// Persons looked up since the month began.
    pub lookups_this_month: i64,
    /// Errands that wait for each mailbox provider.
    pub errands: Vec<(MailboxProvider, errand::Waiting)>,
    /// Errands of the last day that came to nothing because the provider did not answer.
    pub errands_given_up: i64,
    /// Changes that have no number in the change feed yet.
    pub feed_held_back: i64,
    /// How old the oldest of them is.
    pub feed_held_back_seconds: i64,
    /// What the console's search does not know yet.
    pub search: Waiting,
    /// Certificates of mailbox providers.
    pub certificates: Vec<StoredCertificate>,
}

/// Logins or logouts of one kind.
#[derive(Clone, Debug)]
pub struct Logins {
    /// Citizens or support.
    pub kind: String,
    /// What was done.
    pub action: String,
    /// What came of it.
    pub result: String,
    /// How many.
    pub count: i64,
}

/// Counts.
pub async fn read(db: &Db, now: OffsetDateTime) -> Result<Numbers> {
    let hour = now - Duration::hours(1);
    let messages = sqlx::query!(
        r#"select channel, state, count(*) as "count!" from message where created_at > $1 group by channel, state"#,
        hour
    )
    .fetch_all(&db.pool)
    .await?;
    let logins = sqlx::query_as!(
        Logins,
        r#"select kind, action, result, count(*) as "count!" from login_event where at > $1
           group by kind, action, result"#,
        hour
    )
    .fetch_all(&db.pool)
    .await?;
    let row = sqlx::query!(
        r#"select
             (select count(*) from message where state = 'waiting' and run_at <= $1) as "waiting!",
             (select coalesce(extract(epoch from $1 - min(created_at)), 0)::bigint from message where state = 'waiting') as "oldest!",
             array(select prefix from pause where until > $1) as "paused!",
             (select count(*) from change_log where feed_number is null) as "held_back!",
             (select coalesce(greatest(extract(epoch from $1 - (
                 select at from change_log where feed_number is null order by number limit 1)), 0), 0)::bigint) as "held_back_seconds!",
             (select count(*) from deletion_wish where due_at <= $1 - interval '10 minutes') as "deletions_overdue!",
             (select count(*) from verification where proven_at > $2) as "proven!",
             (select count(*) from wrong_try where tried_at > $2) as "wrong!",
             (select coalesce(sum(persons), 0)::bigint from lookup_count
              where month = date_trunc('month', $1 at time zone 'Europe/Oslo')::date) as "lookups!",
             (select count(*) from mailbox_errand where finished_at > $3 and state = 'given_up') as "given_up!""#,
        now,
        hour,
        now - Duration::days(1)
    )
    .fetch_one(&db.pool)
    .await?;
    Ok(Numbers {
        messages: messages.into_iter().map(|row| (row.channel, row.state, row.count)).collect(),
        waiting: row.waiting,
        oldest_waiting_seconds: row.oldest,
        paused: row.paused,
        deletions_overdue: row.deletions_overdue,
        feed_held_back: row.held_back,
        feed_held_back_seconds: row.held_back_seconds,
        proven: row.proven,
        wrong: row.wrong,
        logins,
        lookups_this_month: row.lookups,
        errands: errand::waiting(db).await?,
        errands_given_up: row.given_up,
        search: search_index::waiting(db, now).await?,
        certificates: mailbox::certificates(db).await?,
    })
}
