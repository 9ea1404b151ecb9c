//! What has been looked up, written down in batches: counts for statistics, and for each person who has looked her up.

use bekreft_domain::{LookupPurpose, OrganisationNumber};
use time::{Date, OffsetDateTime};

use super::person::PersonId;
use super::{Db, Result, Tx};

/// A batch's own number: the same one is not written twice.
pub type BatchId = [u8; 16];

/// What is counted together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CountKey {
    /// The first day of the month.
    pub month: Date,
    /// The organisation that answers for it.
    pub consumer: OrganisationNumber,
    /// The organisation that called on its behalf.
    pub supplier: Option<OrganisationNumber>,
    /// What was asked for.
    pub purpose: LookupPurpose,
}

/// How much.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Persons asked about.
    pub persons: i64,
    /// In so many calls.
    pub calls: i64,
}

/// What a citizen sees as one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccessKey {
    /// Who was looked up.
    pub person: PersonId,
    /// On which day, Norwegian time.
    pub day: Date,
    /// The digits of the organisation number, which fit; there may be a hundred thousand of these in memory.
    pub consumer: u32,
    /// What was asked for.
    pub purpose: LookupPurpose,
}

/// How often, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access {
    /// How often.
    pub times: i32,
    /// First time.
    pub first_at: OffsetDateTime,
    /// Last time.
    pub last_at: OffsetDateTime,
}

/// What is written at once.
#[derive(Clone, Debug)]
pub struct Batch {
    /// Its own number.
    pub id: BatchId,
    /// For statistics.
    pub counts: Vec<(CountKey, Count)>,
    /// For the persons themselves, sorted, so that two instances never wait for each other in a circle.
    pub accesses: Vec<(AccessKey, Access)>,
}

/// Adds a batch to what is there, in one statement; nothing if it has been added before.
pub async fn add(tx: &mut Tx, batch: &Batch, now: OffsetDateTime) -> Result<()> {
    let (counts, accesses) = (Counts::of(&batch.counts), Accesses::of(&batch.accesses));
    sqlx::query!(
        "with batch as (
             insert into lookup_batch (id, written_at) values ($1, $2) on conflict do nothing returning true),
         counted as (
             insert into lookup_count as c (month, consumer, supplier, purpose, persons, calls)
             select n.* from batch, unnest($3::date[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[]) n
             on conflict on constraint lookup_count_once do update
             set persons = c.persons + excluded.persons, calls = c.calls + excluded.calls)
         insert into access_log as a (person_id, day, consumer, purpose, times, first_at, last_at)
         select n.* from batch,
             unnest($9::bigint[], $10::date[], $11::text[], $12::text[], $13::int[], $14::timestamptz[], $15::timestamptz[]) n
         on conflict (person_id, day, consumer, purpose) do update
         set times = a.times + excluded.times,
             first_at = least(a.first_at, excluded.first_at), last_at = greatest(a.last_at, excluded.last_at)",
        batch.id.as_slice(),
        now,
        &counts.months,
        &counts.consumers as &[&str],
        &counts.suppliers as &[Option<&str>],
        &counts.purposes as &[&str],
        &counts.persons,
        &counts.calls,
        &accesses.persons,
        &accesses.days,
        &accesses.consumers,
        &accesses.purposes as &[&str],
        &accesses.times,
        &accesses.first,
        &accesses.last,
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// The columns of the counts.
#[derive(Default)]
struct Counts<'a> {
    months: Vec<Date>,
    consumers: Vec<&'a str>,
    suppliers: Vec<Option<&'a str>>,
    purposes: Vec<&'a str>,
    persons: Vec<i64>,
    calls: Vec<i64>,
}

impl<'a> Counts<'a> {
    fn of(rows: &'a [(CountKey, Count)]) -> Self {
        let mut columns = Self::default();
        for (key, count) in rows {
            columns.months.push(key.month);
            columns.consumers.push(key.consumer.as_str());
            columns.suppliers.push(key.supplier.as_ref().map(OrganisationNumber::as_str));
            columns.purposes.push(key.purpose.as_str());
            columns.persons.push(count.persons);
            columns.calls.push(count.calls);
        }
        columns
    }
}

/// The columns of the access log.
#[derive(Default)]
struct Accesses {
    persons: Vec<i64>,
    days: Vec<Date>,
    consumers: Vec<String>,
    purposes: Vec<&'static str>,
    times: Vec<i32>,
    first: Vec<OffsetDateTime>,
    last: Vec<OffsetDateTime>,
}

impl Accesses {
    fn of(rows: &[(AccessKey, Access)]) -> Self {
        let mut columns = Self::default();
        for (key, access) in rows {
            columns.persons.push(key.person.0);
            columns.days.push(key.day);
            columns.consumers.push(format!("{:09}", key.consumer));
            columns.purposes.push(key.purpose.as_str());
            columns.times.push(access.times);
            columns.first.push(access.first_at);
            columns.last.push(access.last_at);
        }
        columns
    }
}

/// What a customer has looked up in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub month: Date,
    /// The organisation that called on its behalf.
    pub supplier: Option<String>,
    /// What was asked for, by its stored name.
    pub purpose: String,
    /// Persons asked about.
    pub persons: i64,
    /// In so many calls.
    pub calls: i64,
}

/// What a customer has looked up, newest month first, at most so many lines.
pub async fn of_customer(db: &Db, consumer: &OrganisationNumber, most: i64) -> Result<Vec<Month>> {
    let months = sqlx::query_as!(
        Month,
        "select month, supplier, purpose, persons, calls from lookup_count where consumer = $1
         order by month desc, supplier nulls first, purpose limit $2",
        consumer.as_str(),
        most
    )
    .fetch_all(&db.pool)
    .await?;
    Ok(months)
}
