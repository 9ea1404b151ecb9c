//! Login and logout. The token changes at every step, so that a planted cookie is worth nothing.

use bekreft_domain::RegisterLanguage;
use time::OffsetDateTime;

use crate::secrets::TokenHash;
use crate::store::session::{self, LoginAttempt, NewSession};
use crate::store::{self, Db, person};

/// Notes a browser that is about to log in, in place of whatever session it had.
pub async fn begin_login(
    db: &Db,
    old: Option<&TokenHash>,
    attempt: &LoginAttempt<'_>,
    now: OffsetDateTime,
) -> store::Result<()> {
    let mut tx = db.begin().await?;
    if let Some(old) = old {
        session::end(&mut tx, old).await?;
    }
    session::begin_login(&mut tx, attempt, now).await?;
    tx.commit().await
}

/// Opens the session of somebody who has proven who she is, and ends the one before it. Gives the language the register
/// has for her.
pub async fn sign_in(
    db: &Db,
    old: &TokenHash,
    new: &NewSession<'_>,
    now: OffsetDateTime,
) -> store::Result<Option<RegisterLanguage>> {
    let mut tx = db.begin().await?;
    session::end(&mut tx, old).await?;
    session::open(&mut tx, new, now).await?;
    let language = person::language(&mut tx, new.identifier).await?;
    tx.commit().await?;
    Ok(language)
}

/// Ends a session.
pub async fn sign_out(db: &Db, token: &TokenHash) -> store::Result<()> {
    let mut tx = db.begin().await?;
    session::end(&mut tx, token).await?;
    tx.commit().await
}

/// Keeps where to go when the dialog is done.
pub async fn set_return_url(db: &Db, token: &TokenHash, return_url: &str) -> store::Result<()> {
    let mut tx = db.begin().await?;
    session::set_return_url(&mut tx, token, return_url).await?;
    tx.commit().await
}
