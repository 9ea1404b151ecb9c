//! Every login and logout and what came of it, as ID-porten demands of those who use it (Digdir's docs, ID-porten,
//! "sjekkliste"): time, action, result, network address and the provider's session. It names no person.

use bekreft_domain::SupportCode;
use time::OffsetDateTime;

use super::login_attempt::Kind;
use super::{Result, Tx};
use crate::secrets::TokenHash;

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Somebody came back from the provider, or chose a test person.
    Login,
    /// She logged out here.
    Logout,
    /// The provider told, through her browser, that she has logged out.
    FrontChannelLogout,
    /// The provider told us directly.
    BackChannelLogout,
}

impl Action {
    fn as_str(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::Logout => "logout",
            Self::FrontChannelLogout => "front_channel_logout",
            Self::BackChannelLogout => "back_channel_logout",
        }
    }
}

/// A line.
#[derive(Clone, Debug)]
pub struct LoginEvent<'a> {
    /// Who.
    pub kind: Kind,
    /// What.
    pub action: Action,
    /// What came of it: `ok`, or a word for what stood in the way.
    pub result: &'static str,
    /// The network address.
    pub address: Option<&'a str>,
    /// The provider's session.
    pub sid: Option<&'a str>,
    /// The code the page bore.
    pub support_code: Option<SupportCode>,
}

/// Notes a message of the provider that somebody has logged out. False when it has been seen before.
pub async fn is_new_logout(
    tx: &mut Tx,
    (number, sid): (&TokenHash, Option<&str>),
    now: OffsetDateTime,
) -> Result<bool> {
    let noted = sqlx::query!(
        "insert into logout_message (number_hash, sid, seen_at) values ($1, $2, $3) on conflict do nothing",
        number.bytes(),
        sid,
        now
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(noted.rows_affected() == 1)
}

/// Keeps logins and logouts of one session of the provider apart until this transaction ends.
pub async fn lock_sid(tx: &mut Tx, sid: &str) -> Result<()> {
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended('sid:' || $1, 0))", sid)
        .execute(&mut *tx.inner)
        .await?;
    Ok(())
}

/// Whether the provider has told that this session of it has ended.
pub async fn has_ended(tx: &mut Tx, sid: &str) -> Result<bool> {
    let found = sqlx::query_scalar!("select true from logout_message where sid = $1 limit 1", sid)
        .fetch_optional(&mut *tx.inner)
        .await?;
    Ok(found.is_some())
}

/// Writes a line.
pub async fn record(tx: &mut Tx, event: &LoginEvent<'_>, now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "insert into login_event (at, kind, action, result, address, sid, support_code)
         values ($1, $2, $3, $4, $5, $6, $7)",
        now,
        event.kind.as_str(),
        event.action.as_str(),
        event.result,
        event.address,
        event.sid,
        event.support_code.map(|code| code.to_string())
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}
