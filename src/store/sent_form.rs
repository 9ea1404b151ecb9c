//! Forms that have been carried out, so that the same form sent twice is carried out once.

use bekreft_domain::PersonIdentifier;
use time::OffsetDateTime;

use super::{Result, Tx};
use crate::secrets::TokenHash;

/// Whether this person's form has been carried out before. True or false for good under [`super::person::lock`].
pub async fn is_carried_out(tx: &mut Tx, identifier: &PersonIdentifier, form: &TokenHash) -> Result<bool> {
    let found = sqlx::query_scalar!(
        r#"select exists (select from sent_form where person_identifier = $1 and form_hash = $2) as "found!""#,
        identifier.expose(),
        form.bytes()
    )
    .fetch_one(&mut *tx.inner)
    .await?;
    Ok(found)
}

/// Notes that this person's form is carried out.
pub async fn note(
    tx: &mut Tx,
    identifier: &PersonIdentifier,
    form: &TokenHash,
    now: OffsetDateTime,
) -> Result<()> {
    sqlx::query!(
        "insert into sent_form (person_identifier, form_hash, sent_at) values ($1, $2, $3)",
        identifier.expose(),
        form.bytes(),
        now
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}
