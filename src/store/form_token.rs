//! Forms that have been carried out, so that the same form sent twice is carried out once.

use time::OffsetDateTime;

use super::{Result, Tx};
use crate::secrets::TokenHash;

/// Claims a form's token. False: the form was carried out before, or is being carried out and has just been committed.
pub async fn claim(tx: &mut Tx, token: &TokenHash, now: OffsetDateTime) -> Result<bool> {
    let claimed = sqlx::query!(
        "insert into form_token (token_hash, used_at) values ($1, $2) on conflict do nothing",
        token.bytes(),
        now
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(claimed.rows_affected() == 1)
}

/// Whether a form has been carried out before.
pub async fn is_used(tx: &mut Tx, token: &TokenHash) -> Result<bool> {
    let used = sqlx::query_scalar!(
        r#"select exists (select from form_token where token_hash = $1) as "used!""#,
        token.bytes()
    )
    .fetch_one(&mut *tx.inner)
    .await?;
    Ok(used)
}
