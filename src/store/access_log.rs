//! Who has looked a person up, for her to see.

use bekreft_domain::LookupPurpose;
use time::{Date, OffsetDateTime};

use super::person::PersonId;
use super::support_db::SupportDb;
use super::{Db, Error, Result, Tx};
use crate::secrets::TokenHash;

/// One organisation's lookups of a person on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The day, Norwegian time.
    pub day: Date,
    /// Who: its organisation number.
    pub consumer: String,
    /// Its name, if it is known.
    pub name: Option<String>,
    /// What was asked for.
    pub purpose: LookupPurpose,
    /// How often.
    pub times: i32,
    /// First time.
    pub first_at: OffsetDateTime,
    /// Last time.
    pub last_at: OffsetDateTime,
}

struct Row {
    day: Date,
    consumer: String,
    name: Option<String>,
    purpose: String,
    times: i32,
    first_at: OffsetDateTime,
    last_at: OffsetDateTime,
}

/// Who has looked up the person behind a session, newest days first, at most so many lines.
pub async fn read(db: &Db, session: &TokenHash, most: i64) -> Result<Vec<Seen>> {
    let rows = read!(
        sqlx::query_as!(
            Row,
            r#"select a.day, a.consumer, c.name as "name?", a.purpose, a.times, a.first_at, a.last_at
               from session s
               join person p on p.person_identifier = s.person_identifier
               join access_log a on a.person_id = p.id
               left join customer c on c.organisation_number = a.consumer
               where s.token_hash = $1
               order by a.day desc, a.last_at desc, a.consumer, a.purpose limit $2"#,
            session.bytes(),
            most
        )
        .fetch_all(&db.pool)
    )?;
    rows.into_iter().map(Row::seen).collect()
}

/// Who has looked a person up, for support to see.
pub async fn for_support(db: &SupportDb, person: PersonId, most: i64) -> Result<Vec<Seen>> {
    let rows = read!(
        sqlx::query_as!(
            Row,
            r#"select a.day, a.consumer, c.name as "name?", a.purpose, a.times, a.first_at, a.last_at
               from access_log a left join customer c on c.organisation_number = a.consumer
               where a.person_id = $1
               order by a.day desc, a.last_at desc, a.consumer, a.purpose limit $2"#,
            person.0,
            most
        )
        .fetch_all(&db.pool)
    )?;
    rows.into_iter().map(Row::seen).collect()
}

impl Row {
    fn seen(self) -> Result<Seen> {
        Ok(Seen {
            purpose: LookupPurpose::parse(&self.purpose).ok_or(Error::Unreadable("access_log.purpose"))?,
            day: self.day,
            consumer: self.consumer,
            name: self.name,
            times: self.times,
            first_at: self.first_at,
            last_at: self.last_at,
        })
    }
}

/// Throws away what is older than a day, at most so many lines; how many there were.
pub async fn purge(tx: &mut Tx, before: Date, most: i64) -> Result<u64> {
    let gone = sqlx::query!(
        "delete from access_log where ctid = any(array(select ctid from access_log where day < $1 limit $2))",
        before,
        most
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(gone.rows_affected())
}
