//! Customers of the REST API: made, changed and switched off by operators.

use bekreft_domain::{Allowance, Customer, OrganisationNumber};
use time::OffsetDateTime;

use crate::store::customer::{self, Done};
use crate::store::{self, Db};

/// What is to be changed.
#[derive(Clone, Debug)]
pub enum Wish {
    /// It has accepted the terms.
    AcceptTerms(OffsetDateTime),
    /// How much it may ask; what is not given stays.
    Limit { persons_per_minute: Option<u32>, calls_per_second: Option<u32> },
    /// It is called otherwise.
    Rename(String),
    /// It may not call any more.
    SwitchOff,
    /// It may call again.
    SwitchOn,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is done.
    Done,
    /// It was so before.
    Nothing,
    /// There is no such customer.
    Unknown,
    /// It would let no whole call through.
    TooLittle,
}

/// Makes an organisation a customer; false when it is one already, whatever is said of it.
pub async fn add(db: &Db, new: &Customer, by_whom: &str, now: OffsetDateTime) -> store::Result<bool> {
    let mut tx = db.begin().await?;
    if !customer::insert(&mut tx, new, now).await? {
        return Ok(false);
    }
    let terms = new.terms_accepted_at.map_or("without terms".to_owned(), |at| format!("terms {}", at.date()));
    let done = Done { at: now, what: format!("added, {terms}"), by_whom: by_whom.to_owned() };
    customer::note(&mut tx, &new.organisation, &done).await?;
    tx.commit().await?;
    tracing::info!(customer = %new.organisation, what = done.what, by_whom, "customer changed");
    Ok(true)
}

/// Changes something about a customer.
pub async fn change(
    db: &Db,
    organisation: &OrganisationNumber,
    wish: &Wish,
    by_whom: &str,
    now: OffsetDateTime,
) -> store::Result<Outcome> {
    let mut tx = db.begin().await?;
    let Some(before) = customer::lock(&mut tx, organisation).await? else { return Ok(Outcome::Unknown) };
    let (after, what) = apply(&before, wish, now);
    if !after.allowance.is_of_use() {
        return Ok(Outcome::TooLittle);
    }
    if after == before {
        return Ok(Outcome::Nothing);
    }
    customer::update(&mut tx, &after, now).await?;
    let done = Done { at: now, what, by_whom: by_whom.to_owned() };
    customer::note(&mut tx, organisation, &done).await?;
    tx.commit().await?;
    tracing::info!(customer = %organisation, what = done.what, by_whom, "customer changed");
    Ok(Outcome::Done)
}

fn apply(before: &Customer, wish: &Wish, now: OffsetDateTime) -> (Customer, String) {
    let mut after = before.clone();
    let what = match wish {
        Wish::AcceptTerms(at) => {
            after.terms_accepted_at = Some(*at);
            format!("terms {}", at.date())
        }
        Wish::Limit { persons_per_minute, calls_per_second } => {
            let Allowance { persons_per_minute: persons, calls_per_second: calls } = before.allowance;
            after.allowance = Allowance {
                persons_per_minute: persons_per_minute.unwrap_or(persons),
                calls_per_second: calls_per_second.unwrap_or(calls),
            };
            let Allowance { persons_per_minute: persons, calls_per_second: calls } = after.allowance;
            format!("limit {persons} persons a minute, {calls} calls a second")
        }
        Wish::Rename(name) => {
            after.name.clone_from(name);
            format!("renamed from {}", before.name)
        }
        Wish::SwitchOff => {
            after.switched_off_at = before.switched_off_at.or(Some(now));
            "switched off".to_owned()
        }
        Wish::SwitchOn => {
            after.switched_off_at = None;
            "switched on".to_owned()
        }
    };
    (after, what)
}
