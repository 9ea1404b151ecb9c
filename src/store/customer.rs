//! Customers of the REST API.

use bekreft_domain::{Allowance, Customer, OrganisationNumber, Sector};
use time::OffsetDateTime;

use super::{Db, Error, Result, Tx};

struct Row {
    organisation_number: String,
    name: String,
    sector: String,
    terms_accepted_at: Option<OffsetDateTime>,
    switched_off_at: Option<OffsetDateTime>,
    persons_per_minute: i32,
    calls_per_second: i32,
}

impl Row {
    fn customer(self) -> Result<Customer> {
        let number = |value| u32::try_from(value).map_err(|_| Error::Unreadable("customer limits"));
        Ok(Customer {
            organisation: OrganisationNumber::parse(&self.organisation_number)
                .map_err(|_| Error::Unreadable("customer.organisation_number"))?,
            name: self.name,
            sector: Sector::parse(&self.sector).ok_or(Error::Unreadable("customer.sector"))?,
            terms_accepted_at: self.terms_accepted_at,
            switched_off_at: self.switched_off_at,
            allowance: Allowance {
                persons_per_minute: number(self.persons_per_minute)?,
                calls_per_second: number(self.calls_per_second)?,
            },
        })
    }
}

/// All customers, also those that may not call, by name.
pub async fn all(db: &Db) -> Result<Vec<Customer>> {
    let rows = read!(
        sqlx::query_as!(
            Row,
            "select organisation_number, name, sector, terms_accepted_at, switched_off_at, persons_per_minute, calls_per_second
             from customer order by name, organisation_number"
        )
        .fetch_all(&db.pool)
    )?;
    rows.into_iter().map(Row::customer).collect()
}

/// One customer, kept for this transaction.
pub async fn lock(tx: &mut Tx, organisation: &OrganisationNumber) -> Result<Option<Customer>> {
    let row = sqlx::query_as!(
        Row,
        "select organisation_number, name, sector, terms_accepted_at, switched_off_at, persons_per_minute, calls_per_second
         from customer where organisation_number = $1 for update",
        organisation.as_str()
    )
    .fetch_optional(&mut *tx.inner)
    .await?;
    row.map(Row::customer).transpose()
}

fn limit(value: u32) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}

/// Makes an organisation a customer; false when it is one.
pub async fn insert(tx: &mut Tx, customer: &Customer, now: OffsetDateTime) -> Result<bool> {
    let made = sqlx::query!(
        "insert into customer (organisation_number, name, sector, terms_accepted_at, switched_off_at, persons_per_minute,
                               calls_per_second, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $8) on conflict do nothing",
        customer.organisation.as_str(),
        customer.name,
        customer.sector.as_str(),
        customer.terms_accepted_at,
        customer.switched_off_at,
        limit(customer.allowance.persons_per_minute),
        limit(customer.allowance.calls_per_second),
        now
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(made.rows_affected() == 1)
}

/// Writes what has changed of a customer.
pub async fn update(tx: &mut Tx, customer: &Customer, now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "update customer set name = $2, sector = $3, terms_accepted_at = $4, switched_off_at = $5, persons_per_minute = $6,
                calls_per_second = $7, updated_at = $8
         where organisation_number = $1",
        customer.organisation.as_str(),
        customer.name,
        customer.sector.as_str(),
        customer.terms_accepted_at,
        customer.switched_off_at,
        limit(customer.allowance.persons_per_minute),
        limit(customer.allowance.calls_per_second),
        now
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// Something that somebody has done about a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// When.
    pub at: OffsetDateTime,
    /// What.
    pub what: String,
    /// Who.
    pub by_whom: String,
}

/// Notes who has done what.
pub async fn note(tx: &mut Tx, organisation: &OrganisationNumber, done: &Done) -> Result<()> {
    sqlx::query!(
        "insert into customer_event (organisation_number, at, what, by_whom) values ($1, $2, $3, $4)",
        organisation.as_str(),
        done.at,
        done.what,
        done.by_whom
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// What has been done about a customer, oldest first.
pub async fn history(db: &Db, organisation: &OrganisationNumber) -> Result<Vec<Done>> {
    let done = sqlx::query_as!(
        Done,
        "select at, what, by_whom from customer_event where organisation_number = $1 order by id",
        organisation.as_str()
    )
    .fetch_all(&db.pool)
    .await?;
    Ok(done)
}
