//! Which organisations read the change feed, and so keep a copy of the register.

use bekreft_domain::{LookupPurpose, OrganisationNumber};
use time::Date;

use super::{Db, Error, Result, Tx};

/// An organisation that keeps a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// Whose: its organisation number.
    pub organisation: String,
    /// Its name.
    pub name: String,
    /// What is in it.
    pub purpose: LookupPurpose,
    /// The day on which it first read the feed, Norwegian time.
    pub first_on: Date,
    /// The last such day.
    pub last_on: Date,
}

struct Row {
    organisation: String,
    name: String,
    purpose: String,
    first_on: Date,
    last_on: Date,
}

/// All who have read the feed since a day, by name.
pub async fn since(db: &Db, day: Date) -> Result<Vec<Copy>> {
    let rows = read!(
        sqlx::query_as!(
            Row,
            r#"select c.organisation_number as organisation, c.name, r.purpose, r.first_on, r.last_on
               from feed_reader r join customer c using (organisation_number)
               where r.last_on >= $1 order by lower(c.name), c.organisation_number, r.purpose"#,
            day
        )
        .fetch_all(&db.pool)
    )?;
    rows.into_iter().map(Row::copy).collect()
}

impl Row {
    fn copy(self) -> Result<Copy> {
        Ok(Copy {
            purpose: LookupPurpose::parse(&self.purpose).ok_or(Error::Unreadable("feed_reader.purpose"))?,
            organisation: self.organisation,
            name: self.name,
            first_on: self.first_on,
            last_on: self.last_on,
        })
    }
}

/// Whether it is known that an organisation has read it on this day or later.
pub async fn is_known(db: &Db, who: &OrganisationNumber, purpose: LookupPurpose, day: Date) -> Result<bool> {
    read!(
        sqlx::query_scalar!(
            r#"select exists (select from feed_reader where organisation_number = $1 and purpose = $2 and last_on >= $3)
               as "known!""#,
            who.as_str(),
            purpose.as_str(),
            day
        )
        .fetch_one(&db.pool)
    )
}

/// Notes that an organisation reads it on this day.
pub async fn note(tx: &mut Tx, who: &OrganisationNumber, purpose: LookupPurpose, day: Date) -> Result<()> {
    sqlx::query!(
        "insert into feed_reader (organisation_number, purpose, first_on, last_on) values ($1, $2, $3, $3)
         on conflict (organisation_number, purpose) do update
             set last_on = greatest(feed_reader.last_on, excluded.last_on)",
        who.as_str(),
        purpose.as_str(),
        day
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}
