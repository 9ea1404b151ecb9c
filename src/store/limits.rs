//! What has been sent already, for the limits; and which number series rest.

use bekreft_domain::limits::SOON;
use bekreft_domain::{MobileNumber, Sent};
use time::{Duration, OffsetDateTime};

use super::support_db::SupportDb;
use super::verification::Subject;
use super::{Result, Tx};

/// Waits until no other transaction counts against the same limits. Always in the same order: value, country, prefix.
pub async fn lock(tx: &mut Tx, subject: Subject<'_>, number: Option<&MobileNumber>) -> Result<()> {
    let mut names = vec![format!("value:{}", subject.value)];
    if let Some(number) = number {
        let country = number.country();
        if !country.is_in_eea() {
            names.push("country:others".to_owned());
        } else if country.alpha2() != "NO" {
            names.push(format!("country:{}", country.alpha2()));
        }
        names.push(format!("prefix:{}", number.prefix()));
    }
    for name in names {
        sqlx::query!("select pg_advisory_xact_lock(hashtextextended($1, 3))", name)
            .execute(&mut *tx.inner)
            .await?;
    }
    Ok(())
}

/// All that the limits are counted by, in one round trip. A message that certainly never left counts for the cool-down only, and
/// what came before support has cleared a limit does not count for that one.
pub async fn sent(
    tx: &mut Tx,
    subject: Subject<'_>,
    value: (Option<&MobileNumber>, Option<&str>),
    now: OffsetDateTime,
) -> Result<Sent> {
    Ok(sent_on(&mut *tx.inner, subject, value, now).await?)
}

/// The same, for support to see what holds somebody back.
pub async fn sent_for_support(
    db: &SupportDb,
    subject: Subject<'_>,
    value: (Option<&MobileNumber>, Option<&str>),
    now: OffsetDateTime,
) -> Result<Sent> {
    read!(sent_on(&db.pool, subject, value, now))
}

async fn sent_on(
    on: impl sqlx::PgExecutor<'_>,
    subject: Subject<'_>,
    (number, stored): (Option<&MobileNumber>, Option<&str>),
    now: OffsetDateTime,
) -> sqlx::Result<Sent> {
    let country = number.map(|number| number.country().alpha2());
    let eea = bekreft_domain::Country::all()
        .iter()
        .filter(|country| country.is_in_eea())
        .map(|country| country.alpha2().to_owned())
        .collect::<Vec<_>>();
    let row = sqlx::query!(
        r#"with mine as (
             select value, created_at, state <> 'failed' or may_have_left as counts from message
             where person_identifier = $1 and channel = $2 and kind = 'code' and created_at > $4),
           cleared as (
             select what, cleared_at from limit_clearing where person_identifier = $1 and channel = $2)
           select
             array(select created_at from mine where value = $3 and created_at > $5 order by 1 desc) as "to_value!",
             array(select created_at from mine where counts
                   and created_at > coalesce((select cleared_at from cleared where what = 'sends'), '-infinity')
                   order by 1 desc) as "by_person!",
             array(select min(created_at) from mine where counts and value <> $3 and value is distinct from $6
                   and created_at > coalesce((select cleared_at from cleared where what = 'new_numbers'), '-infinity')
                   group by value order by 1 desc) as "other_new_numbers!",
             exists (select from mine where value = $3) as "is_known!",
             array(select created_at from message where value = $3 and channel = $2 and kind = 'code'
                   and created_at > $4 and (state <> 'failed' or may_have_left) order by 1 desc limit 1000) as "to_destination!",
             array(select created_at from message where country = $7 and country <> 'NO' and kind = 'code'
                   and created_at > $4 and (state <> 'failed' or may_have_left) order by 1 desc limit 1000) as "to_country!",
             array(select created_at from message where $7 <> all ($8) and country <> 'NO' and country <> all ($8) and kind = 'code'
                   and created_at > $4 and (state <> 'failed' or may_have_left) order by 1 desc limit 1000) as "to_others!",
             (select until from pause where prefix = $9) as "paused_until?""#,
        subject.identifier.expose(),
        subject.channel.as_str(),
        subject.value,
        now - Duration::days(1),
        now - Duration::minutes(30),
        stored,
        country,
        &eea,
        number.map(MobileNumber::prefix)
    )
    .fetch_one(on)
    .await?;
    debug_assert!(SOON < Duration::days(1), "the short window lies in the long one");
    Ok(Sent {
        to_value: row.to_value,
        by_person: row.by_person,
        other_new_numbers: row.other_new_numbers,
        is_new_number: !row.is_known && stored != Some(subject.value),
        to_destination: row.to_destination,
        to_country: row.to_country,
        to_others: row.to_others,
        paused_until: row.paused_until,
    })
}

/// What the breaker judges a number series by.
#[derive(Clone, Copy, Debug)]
pub struct Traffic {
    /// Messages in the last minute.
    pub last_minute: u32,
    /// Median of the messages per minute in the same hour of the last seven days, rounded up.
    pub usual: u32,
    /// Codes that have ended since the last rest, entered or not, at most the sample.
    pub ended: u32,
    /// How many of those were entered.
    pub proven: u32,
}

/// Counts the messages to a number series.
pub async fn traffic(tx: &mut Tx, prefix: &str, sample: u32, now: OffsetDateTime) -> Result<Traffic> {
    let row = sqlx::query!(
        r#"with hours as (
             select (select count(*) from message where prefix = $1 and kind = 'code'
                     and created_at >= date_trunc('hour', $2::timestamptz) - make_interval(days => day)
                     and created_at < date_trunc('hour', $2::timestamptz) - make_interval(days => day) + interval '1 hour') as sends
             from generate_series(1, 7) day),
           ended as (
             select v.proven_at is not null as proven
             from message m join challenge c on c.id = m.challenge_id join verification v on v.id = c.verification_id
             where m.prefix = $1 and (v.proven_at is not null or c.expires_at <= $2)
               and (m.state <> 'failed' or m.may_have_left)
               and m.created_at > greatest($2 - interval '24 hours',
                                           coalesce((select until from pause where prefix = $1), '-infinity'))
             order by m.created_at desc limit $3)
           select
             (select count(*) from message where prefix = $1 and kind = 'code' and created_at > $2 - interval '1 minute') as "last_minute!",
             (select ceil(percentile_cont(0.5) within group (order by sends) / 60)::bigint from hours) as "usual!",
             (select count(*) from ended) as "ended!",
             (select count(*) from ended where proven) as "proven!""#,
        prefix,
        now,
        i64::from(sample)
    )
    .fetch_one(&mut *tx.inner)
    .await?;
    let number = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(Traffic {
        last_minute: number(row.last_minute),
        usual: number(row.usual),
        ended: number(row.ended),
        proven: number(row.proven),
    })
}

/// Why a number series rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PauseReason {
    /// More messages in a minute than usual.
    TooMany,
    /// Too few of the codes came back.
    TooFewProven,
}

/// Lets a number series rest.
pub async fn pause(
    tx: &mut Tx,
    prefix: &str,
    reason: PauseReason,
    (since, until): (OffsetDateTime, OffsetDateTime),
) -> Result<()> {
    let reason = match reason {
        PauseReason::TooMany => "too_many",
        PauseReason::TooFewProven => "too_few_proven",
    };
    sqlx::query!(
        "insert into pause (prefix, since, until, reason) values ($1, $2, $3, $4)
         on conflict (prefix) do update set since = excluded.since, until = excluded.until, reason = excluded.reason",
        prefix,
        since,
        until,
        reason
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// Counts a send from a network address; gives how many there have been in this step of ten minutes.
pub async fn count_network(tx: &mut Tx, network: &[u8], now: OffsetDateTime) -> Result<u32> {
    let sends = sqlx::query_scalar!(
        "insert into network_sends (network, step, sends)
         values ($1, date_bin('10 minutes', $2, 'epoch'), 1)
         on conflict (network, step) do update set sends = network_sends.sends + 1 returning sends",
        network,
        now
    )
    .fetch_one(&mut *tx.inner)
    .await?;
    Ok(u32::try_from(sends).unwrap_or(0))
}
