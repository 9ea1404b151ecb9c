//! Browser sessions: 30 minutes idle, 120 minutes in all, known by the hash of the cookie's token.

use bekreft_domain::{Level, PersonIdentifier, SupportCode};
use time::{Duration, OffsetDateTime};

use super::{Db, Error, Result, Tx};
use crate::clients::oidc::LoggedOut;
use crate::secrets::TokenHash;

/// A session ends after this long without a request (ID-porten's own limit).
pub const IDLE: Duration = Duration::minutes(30);
/// A session ends this long after login whatever happens (ID-porten's own limit).
pub const ABSOLUTE: Duration = Duration::minutes(120);
/// How often at the most it is noted that a session is in use.
const NOTED_EVERY: Duration = Duration::minutes(1);
/// How long before login a browser may take to choose how to log in.
pub const BEFORE_LOGIN: Duration = Duration::minutes(60);

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
    /// When it ends.
    pub life: Life,
}

/// When a session ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Life {
    /// When it ends if nothing more is done.
    pub ends_at: OffsetDateTime,
    /// When it ends whatever is done.
    pub last_end: OffsetDateTime,
}

impl Life {
    /// The rest of a session that was in use now: used less than a minute ago, it keeps the time of then.
    pub(super) fn of(
        last_seen_at: OffsetDateTime,
        last_end: OffsetDateTime,
        now: OffsetDateTime,
    ) -> Option<Self> {
        if last_end <= now || last_seen_at + IDLE <= now {
            return None;
        }
        let seen_at = if last_seen_at < now - NOTED_EVERY { now } else { last_seen_at };
        Some(Self { ends_at: last_end.min(seen_at + IDLE), last_end })
    }

    /// Whether it lives longer when it is used.
    pub fn can_be_extended(&self) -> bool {
        self.ends_at < self.last_end
    }
}

/// What a cookie turned out to be.
#[derive(Clone, Debug)]
pub enum Found {
    /// Nothing we know.
    Nothing,
    /// A browser on its way to login.
    BeforeLogin { return_url: Option<String>, destination: Option<String> },
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
    pub(super) destination: Option<String>,
}

impl SessionColumns {
    pub(super) fn found(self, now: OffsetDateTime) -> Result<Found> {
        let (Some(identifier), Some(level)) = (self.person_identifier, self.level) else {
            let open = self.expires_at > now;
            return Ok(if open {
                Found::BeforeLogin { return_url: self.return_url, destination: self.destination }
            } else {
                Found::Nothing
            });
        };
        let identifier = PersonIdentifier::parse(&identifier)
            .map_err(|_| Error::Unreadable("session.person_identifier"))?;
        let Some(life) = Life::of(self.last_seen_at, self.expires_at, now) else {
            return Ok(Found::Expired { identifier, return_url: self.return_url });
        };
        Ok(Found::SignedIn(Session {
            life,
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
               select person_identifier, level, return_url, answered_at, last_seen_at, expires_at, destination
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
    /// Address of the page that she is on the way to.
    pub destination: &'a str,
    /// The code its pages bear.
    pub support_code: SupportCode,
}

/// Notes a browser that is about to log in, and where it wants to go afterwards.
pub async fn begin_login(tx: &mut Tx, attempt: &LoginAttempt<'_>, now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "insert into session (token_hash, return_url, destination, support_code, created_at, last_seen_at, expires_at)
         values ($1, $2, $3, $4, $5, $5, $6)",
        attempt.token.bytes(),
        attempt.return_url,
        attempt.destination,
        attempt.support_code.to_string(),
        now,
        now + BEFORE_LOGIN
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// What a login provider knows a session by.
#[derive(Clone)]
pub struct ProviderSession {
    /// The provider.
    pub issuer: String,
    /// What it calls the person to us.
    pub subject: String,
    /// Its session.
    pub sid: Option<String>,
    /// Its word for who that is, to be shown when she logs out.
    pub id_token: String,
}

impl ProviderSession {
    /// Of the columns; a session with a test person has none.
    pub(super) fn whole(
        issuer: Option<String>,
        subject: Option<String>,
        sid: Option<String>,
        id_token: Option<String>,
    ) -> Option<Self> {
        Some(Self { issuer: issuer?, subject: subject?, sid, id_token: id_token? })
    }
}

impl std::fmt::Debug for ProviderSession {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ProviderSession").field("issuer", &self.issuer).finish_non_exhaustive()
    }
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
    /// The login provider; none for test persons.
    pub provider: Option<&'a ProviderSession>,
}

/// Stores a login.
pub async fn open(tx: &mut Tx, new: &NewSession<'_>, now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "insert into session
             (token_hash, person_identifier, level, return_url, support_code, created_at, last_seen_at, expires_at,
              issuer, subject, sid, id_token)
         values ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10, $11)",
        new.token.bytes(),
        new.identifier.expose(),
        new.level.as_str(),
        new.return_url,
        new.support_code.to_string(),
        now,
        now + ABSOLUTE,
        new.provider.map(|provider| provider.issuer.as_str()),
        new.provider.map(|provider| provider.subject.as_str()),
        new.provider.and_then(|provider| provider.sid.as_deref()),
        new.provider.map(|provider| provider.id_token.as_str())
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// Forgets a session; the cookie is worth nothing from here on. Gives what the provider knows it by.
pub async fn end(tx: &mut Tx, token: &TokenHash) -> Result<Option<ProviderSession>> {
    let ended = sqlx::query!(
        "delete from session where token_hash = $1 returning issuer, subject, sid, id_token",
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
        "delete from session where issuer = $1 and (sid = $2 or subject = $3 or person_identifier = $3)",
        issuer,
        sid,
        subject
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(ended.rows_affected())
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
