//! Sessions of support staff. A table and a cookie of their own: no session of a citizen opens the console, and none of
//! support opens a citizen's pages.

use bekreft_domain::{OrganisationNumber, PersonIdentifier, SupportCode, SupportRole};
use time::OffsetDateTime;

use super::session::{ABSOLUTE, Life, ProviderSession};
use super::{Db, Error, Result, Tx};
use crate::clients::oidc::LoggedOut;
use crate::secrets::TokenHash;

/// Somebody of support who has logged in.
#[derive(Clone, Debug)]
pub struct SupportSession {
    /// Who she is.
    pub identifier: PersonIdentifier,
    /// The one she works for.
    pub organisation: OrganisationNumber,
    /// What she may do.
    pub role: SupportRole,
    /// When it ends.
    pub life: Life,
}

struct Row {
    person_identifier: String,
    organisation: String,
    role: String,
    last_seen_at: OffsetDateTime,
    expires_at: OffsetDateTime,
}

/// Finds the session of a cookie and notes that it is in use, in one round trip.
pub async fn find(db: &Db, token: &TokenHash, now: OffsetDateTime) -> Result<Option<SupportSession>> {
    let row = read!(
        sqlx::query_as!(
            Row,
            "with seen as (
                 update support_session set last_seen_at = $2
                 where token_hash = $1 and expires_at > $2
                   and last_seen_at > $2 - interval '30 minutes' and last_seen_at < $2 - interval '1 minute')
             select person_identifier, organisation, role, last_seen_at, expires_at
             from support_session where token_hash = $1",
            token.bytes(),
            now
        )
        .fetch_optional(&db.pool)
    )?;
    let Some(row) = row else { return Ok(None) };
    let Some(life) = Life::of(row.last_seen_at, row.expires_at, now) else { return Ok(None) };
    let identifier = PersonIdentifier::parse(&row.person_identifier)
        .map_err(|_| Error::Unreadable("support_session.person_identifier"))?;
    let role = SupportRole::parse(&row.role).ok_or(Error::Unreadable("support_session.role"))?;
    let organisation = OrganisationNumber::parse(&row.organisation)
        .map_err(|_| Error::Unreadable("support_session.organisation"))?;
    Ok(Some(SupportSession { identifier, organisation, role, life }))
}

/// A login to be stored.
#[derive(Debug)]
pub struct NewSupportSession<'a> {
    /// Hash of the new cookie.
    pub token: &'a TokenHash,
    /// Who logged in.
    pub identifier: &'a PersonIdentifier,
    /// Organisation number of the one she works for.
    pub organisation: &'a str,
    /// What she may do.
    pub role: SupportRole,
    /// The code the pages of this session bear.
    pub support_code: SupportCode,
    /// The login provider; none for test persons.
    pub provider: Option<&'a ProviderSession>,
}

/// Stores a login.
pub async fn open(tx: &mut Tx, new: &NewSupportSession<'_>, now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "insert into support_session
             (token_hash, person_identifier, organisation, support_code, created_at, last_seen_at, expires_at,
              issuer, subject, sid, id_token, role)
         values ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9, $10, $11)",
        new.token.bytes(),
        new.identifier.expose(),
        new.organisation,
        new.support_code.to_string(),
        now,
        now + ABSOLUTE,
        new.provider.map(|provider| provider.issuer.as_str()),
        new.provider.map(|provider| provider.subject.as_str()),
        new.provider.and_then(|provider| provider.sid.as_deref()),
        new.provider.map(|provider| provider.id_token.as_str()),
        new.role.as_str()
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// Forgets a session. Gives what the provider knows it by.
pub async fn end(tx: &mut Tx, token: &TokenHash) -> Result<Option<ProviderSession>> {
    let ended = sqlx::query!(
        "delete from support_session where token_hash = $1 returning issuer, subject, sid, id_token",
        token.bytes()
    )
    .fetch_optional(&mut *tx.inner)
    .await?;
    Ok(ended.and_then(|row| ProviderSession::whole(row.issuer, row.subject, row.sid, row.id_token)))
}

/// Forgets the sessions of somebody who has logged out at the provider, and says how many there were.
pub async fn end_at_provider(tx: &mut Tx, issuer: &str, who: &LoggedOut) -> Result<u64> {
    let (sid, subject) = who.names();
    let ended = sqlx::query!(
        "delete from support_session where issuer = $1 and (sid = $2 or subject = $3 or person_identifier = $3)",
        issuer,
        sid,
        subject
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(ended.rows_affected())
}
