//! Who is to be reminded, and who has been.

use bekreft_domain::PersonIdentifier;
use time::OffsetDateTime;

use super::person::PersonId;
use super::{Db, Result, Tx};

/// Persons of whom nothing has been heard since `before` and who have not been reminded after that; those whose contact
/// information has expired already (`expired`) are left out. A first look: the rule decides.
/// One whose identifier cannot be read is `None`. The first `skip` are passed by.
pub async fn candidates(
    db: &Db,
    (expired, before): (OffsetDateTime, OffsetDateTime),
    (skip, most): (i64, i64),
) -> Result<Vec<Option<PersonIdentifier>>> {
    let found = sqlx::query_scalar!(
        "select person_identifier from person
         where status = 'active' and (mobile is not null or email is not null)
           and greatest(mobile_updated_at, mobile_confirmed_at, email_updated_at, email_confirmed_at) between $1 and $2
           and (reminded_at is null or reminded_at
                < greatest(mobile_updated_at, mobile_confirmed_at, email_updated_at, email_confirmed_at))
         order by greatest(mobile_updated_at, mobile_confirmed_at, email_updated_at, email_confirmed_at), id
         limit $3 offset $4",
        expired,
        before,
        most,
        skip
    )
    .fetch_all(&db.pool)
    .await?;
    Ok(found.into_iter().map(|text| PersonIdentifier::parse(&text).ok()).collect())
}

/// Notes that this person is reminded now, unless she has been since she was last heard of. True only once, under
/// [`super::person::lock`].
pub async fn mark(
    tx: &mut Tx,
    identifier: &PersonIdentifier,
    now: OffsetDateTime,
) -> Result<Option<PersonId>> {
    let id = sqlx::query_scalar!(
        "update person set reminded_at = $2
         where person_identifier = $1 and (reminded_at is null or reminded_at
               < greatest(mobile_updated_at, mobile_confirmed_at, email_updated_at, email_confirmed_at))
         returning id",
        identifier.expose(),
        now
    )
    .fetch_optional(&mut *tx.inner)
    .await?;
    Ok(id.map(PersonId))
}
