//! Taking a person out of the register, and letting her new number take the old one's place.

use bekreft_domain::{Person, PersonIdentifier, Reservation};
use time::OffsetDateTime;

use super::person::PersonId;
use super::{Result, Tx};

/// Copies all that is registered on one number, with all dates, to another that has no row yet.
///
/// The mailbox goes along.
pub async fn copy_to_new_number(
    tx: &mut Tx,
    old: &PersonIdentifier,
    new: &PersonIdentifier,
) -> Result<PersonId> {
    let id = sqlx::query_scalar!(
        "insert into person (person_identifier, status, registered_at, language, language_updated_at,
                reserved_at, reservation_updated_at, mailbox_provider, mailbox_address, mailbox_updated_at,
                mobile, mobile_updated_at, mobile_confirmed_at, mobile_validated_at,
                email, email_canonical, email_updated_at, email_confirmed_at, email_validated_at,
                reminded_at, expiry_noted_at,
                mobile_shared_reason, mobile_declared_at, email_shared_reason, email_declared_at)
         select $2, status, registered_at, language, language_updated_at,
                reserved_at, reservation_updated_at, mailbox_provider, mailbox_address, mailbox_updated_at,
                mobile, mobile_updated_at, mobile_confirmed_at, mobile_validated_at,
                email, email_canonical, email_updated_at, email_confirmed_at, email_validated_at,
                reminded_at, expiry_noted_at,
                mobile_shared_reason, mobile_declared_at, email_shared_reason, email_declared_at
         from person where person_identifier = $1
         returning id",
        old.expose(),
        new.expose()
    )
    .fetch_one(&mut *tx.inner)
    .await?;
    Ok(PersonId(id))
}

/// Writes the person's reservation and nothing else, and gives the row number. That it was changed is noted only if she was
/// not reserved before.
pub async fn save_reservation(tx: &mut Tx, person: &Person, now: OffsetDateTime) -> Result<PersonId> {
    let reserved_at = match person.reservation() {
        Reservation::NotReserved => None,
        Reservation::Reserved { since } => Some(since),
    };
    let id = sqlx::query_scalar!(
        "update person set reserved_at = $2,
             reservation_updated_at = case when (reserved_at is null) <> ($2::timestamptz is null)
                                      then $3 else reservation_updated_at end
         where person_identifier = $1 returning id",
        person.identifier().expose(),
        reserved_at,
        now
    )
    .fetch_one(&mut *tx.inner)
    .await?;
    Ok(PersonId(id))
}

/// The person's row number.
pub async fn id_of(tx: &mut Tx, identifier: &PersonIdentifier) -> Result<PersonId> {
    let id = sqlx::query_scalar!("select id from person where person_identifier = $1", identifier.expose())
        .fetch_one(&mut *tx.inner)
        .await?;
    Ok(PersonId(id))
}

/// Throws away what lies beside the register for this number: sessions, which end at once, what was typed, codes, and
/// messages, also those that wait to be sent. There is something for persons without a row, too.
pub async fn throw_away_traces(tx: &mut Tx, identifier: &PersonIdentifier) -> Result<()> {
    let identifier = identifier.expose();
    sqlx::query!("delete from session where person_identifier = $1", identifier)
        .execute(&mut *tx.inner)
        .await?;
    sqlx::query!("delete from deletion_wish where person_identifier = $1", identifier)
        .execute(&mut *tx.inner)
        .await?;
    sqlx::query!("delete from draft where person_identifier = $1", identifier)
        .execute(&mut *tx.inner)
        .await?;
    sqlx::query!("delete from message where person_identifier = $1", identifier)
        .execute(&mut *tx.inner)
        .await?;
    sqlx::query!("delete from verification where person_identifier = $1", identifier)
        .execute(&mut *tx.inner)
        .await?;
    sqlx::query!("delete from wrong_try where person_identifier = $1", identifier)
        .execute(&mut *tx.inner)
        .await?;
    sqlx::query!("delete from sharing_check where person_identifier = $1", identifier)
        .execute(&mut *tx.inner)
        .await?;
    sqlx::query!("delete from sent_form where person_identifier = $1", identifier)
        .execute(&mut *tx.inner)
        .await?;
    Ok(())
}
