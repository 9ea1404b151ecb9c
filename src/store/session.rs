//! Browser sessions: 30 minutes idle, 120 minutes in all, known by the hash of the cookie's token.

use bekreft_domain::{PersonIdentifier, SupportCode};
use time::{Duration, OffsetDateTime};

use super::{Db, Error, Result, Tx};
use crate::secrets::TokenHash;

/// A session ends after this long without a request (ID-porten's own limit).
pub const IDLE: Duration = Duration::minutes(30);
/// A session ends this long after login whatever happens (ID-porten's own limit).
pub const ABSOLUTE: Duration = Duration::minutes(120);
/// How long before login a browser may take to choose how to log in.
pub const BEFORE_LOGIN: Duration = Duration::minutes(60);

/// Level of assurance of a login.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// `idporten-loa-substantial`
    Substantial,
    /// `idporten-loa-high`
    High,
}

impl Level {
    /// The name in forms and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Substantial => "substantial",
            Self::High => "high",
        }
    }

    /// The level of that name.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Substantial, Self::High].into_iter().find(|level| level.as_str() == text)
    }
}

/// A session of somebody who has logged in.
#[derive(Clone, Debug)]
pub struct Session {
    /// Who logged in.
    pub identifier: PersonIdentifier,
    /// How well that was proven.
    pub level: Level,
    /// The allow-listed address to go to afterwards.
    pub return_url: Option<String>,
    /// When the dialog was answered in this session, if it was.
    pub answered_at: Option<OffsetDateTime>,
}

/// What a cookie turned out to be.
#[derive(Clone, Debug)]
pub enum Found {
    /// Nothing we know.
    Nothing,
    /// A browser on its way to login.
    BeforeLogin { return_url: Option<String>, is_editing: bool },
    /// A login that has timed out; the person is still known, so that what she typed can be kept for her.
    Expired { identifier: PersonIdentifier, return_url: Option<String> },
    /// A login that holds.
    SignedIn(Session),
}

/// The session columns as they come from the database.
pub(super) struct SessionColumns {
    pub(super) person_identifier: Option<String>,
    pub(super) level: Option<String>,
    pub(super) return_url: Option<String>,
    pub(super) answered_at: Option<OffsetDateTime>,
    pub(super) last_seen_at: OffsetDateTime,
    pub(super) expires_at: OffsetDateTime,
    pub(super) is_editing: bool,
}

impl SessionColumns {
    pub(super) fn found(self, now: OffsetDateTime) -> Result<Found> {
        let (Some(identifier), Some(level)) = (self.person_identifier, self.level) else {
            let open = self.expires_at > now;
            return Ok(if open {
                Found::BeforeLogin { return_url: self.return_url, is_editing: self.is_editing }
            } else {
                Found::Nothing
            });
        };
        let identifier = PersonIdentifier::parse(&identifier)
            .map_err(|_| Error::Unreadable("session.person_identifier"))?;
        if self.expires_at <= now || self.last_seen_at + IDLE <= now {
            return Ok(Found::Expired { identifier, return_url: self.return_url });
        }
        Ok(Found::SignedIn(Session {
            identifier,
            level: Level::parse(&level).ok_or(Error::Unreadable("session.level"))?,
            return_url: self.return_url,
            answered_at: self.answered_at,
        }))
    }
}

/// Finds the session of a cookie and notes that it is in use (at most once a minute), in one round trip.
pub async fn find(db: &Db, token: &TokenHash, now: OffsetDateTime) -> Result<Found> {
    let columns = read!(
        sqlx::query_as!(
            SessionColumns,
            r#"with seen as (
                 update session set last_seen_at = $2
                 where token_hash = $1 and person_identifier is not null and expires_at > $2
                   and last_seen_at > $2 - interval '30 minutes' and last_seen_at < $2 - interval '1 minute')
               select person_identifier, level, return_url, answered_at, last_seen_at, expires_at, is_editing
               from session where token_hash = $1"#,
            token.bytes(),
            now
        )
        .fetch_optional(&db.pool)
    )?;
    columns.map_or(Ok(Found::Nothing), |columns| columns.found(now))
}

/// A browser that is about to log in.
#[derive(Debug)]
pub struct LoginAttempt<'a> {
    /// Hash of its cookie.
    pub token: &'a TokenHash,
    /// The allow-listed address to go to afterwards.
    pub return_url: Option<&'a str>,
    /// On the way to the page where contact information is edited.
    pub is_editing: bool,
    /// The code its pages bear.
    pub support_code: SupportCode,
}

/// Notes a browser that is about to log in, and where it wants to go afterwards.
pub async fn begin_login(tx: &mut Tx, attempt: &LoginAttempt<'_>, now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "insert into session (token_hash, return_url, is_editing, support_code, created_at, last_seen_at, expires_at)
         values ($1, $2, $3, $4, $5, $5, $6)",
        attempt.token.bytes(),
        attempt.return_url,
        attempt.is_editing,
        attempt.support_code.to_string(),
        now,
        now + BEFORE_LOGIN
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// A login to be stored.
#[derive(Debug)]
pub struct NewSession<'a> {
    /// Hash of the new cookie.
    pub token: &'a TokenHash,
    /// Who logged in.
    pub identifier: &'a PersonIdentifier,
    /// How well that was proven.
    pub level: Level,
    /// The allow-listed address to go to afterwards.
    pub return_url: Option<&'a str>,
    /// The code the pages of this session bear.
    pub support_code: SupportCode,
}

/// Stores a login.
pub async fn open(tx: &mut Tx, new: &NewSession<'_>, now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "insert into session
             (token_hash, person_identifier, level, return_url, support_code, created_at, last_seen_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $6, $7)",
        new.token.bytes(),
        new.identifier.expose(),
        new.level.as_str(),
        new.return_url,
        new.support_code.to_string(),
        now,
        now + ABSOLUTE
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// Forgets a session; the cookie is worth nothing from here on.
pub async fn end(tx: &mut Tx, token: &TokenHash) -> Result<()> {
    sqlx::query!("delete from session where token_hash = $1", token.bytes()).execute(&mut *tx.inner).await?;
    Ok(())
}

/// Keeps the allow-listed address to go to when the dialog is done.
pub async fn set_return_url(tx: &mut Tx, token: &TokenHash, return_url: &str) -> Result<()> {
    sqlx::query!("update session set return_url = $2 where token_hash = $1", token.bytes(), return_url)
        .execute(&mut *tx.inner)
        .await?;
    Ok(())
}

/// Notes that the dialog has been answered in this session, so that it is not shown in it again.
pub async fn mark_answered(tx: &mut Tx, token: &TokenHash, now: OffsetDateTime) -> Result<()> {
    sqlx::query!("update session set answered_at = $2 where token_hash = $1", token.bytes(), now)
        .execute(&mut *tx.inner)
        .await?;
    Ok(())
}
