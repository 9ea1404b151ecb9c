//! Who is to be reminded, and who has been.

use bekreft_domain::PersonIdentifier;
use time::OffsetDateTime;

use super::person::PersonId;
use super::{Db, Error, Result, Tx};

/// Persons of whom nothing has been heard since `before` and who have not been reminded after that; those whose contact
/// information has expired already (`expired`) are left out. A first look: the rule decides.
pub async fn candidates(
    db: &Db,
    (expired, before): (OffsetDateTime, OffsetDateTime),
    most: i64,
) -> Result<Vec<PersonIdentifier>> {
    let found = sqlx::query_scalar!(
        "select person_identifier from person
         where status = 'active' and (mobile is not null or email is not null)
           and greatest(mobile_updated_at, mobile_confirmed_at, email_updated_at, email_confirmed_at) between $1 and $2
           and (reminded_at is null or reminded_at
                < greatest(mobile_updated_at, mobile_confirmed_at, email_updated_at, email_confirmed_at))
         order by greatest(mobile_updated_at, mobile_confirmed_at, email_updated_at, email_confirmed_at) limit $3",
        expired,
        before,
        most
    )
    .fetch_all(&db.pool)
    .await?;
    let read = |text: String| PersonIdentifier::parse(&text);
    found
        .into_iter()
        .map(read)
        .collect::<std::result::Result<_, _>>()
        .map_err(|_| Error::Unreadable("person.person_identifier"))
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
