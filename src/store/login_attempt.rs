//! Browsers that have been sent to a login provider and have not come back yet.

use bekreft_domain::{Level, PersonIdentifier, SupportCode};
use time::{Duration, OffsetDateTime};

use super::{Db, Error, Result, Tx};
use crate::secrets::TokenHash;

/// How long a browser may take to log in.
pub const LIFE: Duration = Duration::minutes(60);

/// Who logs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A citizen, with ID-porten.
    Citizen,
    /// Support staff, with Ansattporten.
    Support,
}

impl Kind {
    /// The name in the database.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Citizen => "citizen",
            Self::Support => "support",
        }
    }
}

/// A browser on its way out.
#[derive(Debug)]
pub struct NewAttempt<'a> {
    /// What goes with it and comes back.
    pub state: &'a TokenHash,
    /// The browser's own cookie.
    pub browser: &'a TokenHash,
    /// Who logs in.
    pub kind: Kind,
    /// What is asked for.
    pub level: Level,
    /// The language that is passed on, when the citizen has chosen one.
    pub language: Option<&'a str>,
    /// The allow-listed address to go to afterwards.
    pub return_url: Option<&'a str>,
    /// Whose ended session the address was taken over from.
    pub return_url_of: Option<&'a PersonIdentifier>,
    /// The page to come back to.
    pub destination: &'a str,
    /// The code its pages bear.
    pub support_code: SupportCode,
}

/// Notes a browser on its way out.
pub async fn begin(tx: &mut Tx, new: &NewAttempt<'_>, now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "insert into login_attempt (state_hash, browser_hash, kind, level, language, return_url, return_url_of,
             destination, support_code, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        new.state.bytes(),
        new.browser.bytes(),
        new.kind.as_str(),
        new.level.as_str(),
        new.language,
        new.return_url,
        new.return_url_of.map(PersonIdentifier::expose),
        new.destination,
        new.support_code.to_string(),
        now,
        now + LIFE
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// What was noted when the browser left.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// What was asked for.
    pub level: Level,
    /// The language that was passed on.
    pub language: Option<String>,
    /// The allow-listed address to go to afterwards.
    pub return_url: Option<String>,
    /// Whose ended session the address was taken over from; nobody else may know it.
    return_url_of: Option<String>,
    /// The page to come back to.
    pub destination: String,
}

impl Attempt {
    /// The address for this person: none that another one was going to.
    pub fn return_url_for(&self, person: &PersonIdentifier) -> Option<&str> {
        let is_hers = self.return_url_of.as_deref().is_none_or(|owner| owner == person.expose());
        self.return_url.as_deref().filter(|_| is_hers)
    }
}

struct Row {
    level: String,
    language: Option<String>,
    return_url: Option<String>,
    return_url_of: Option<String>,
    destination: String,
}

impl Row {
    fn into_attempt(self) -> Result<Attempt> {
        Ok(Attempt {
            level: Level::parse(&self.level).ok_or(Error::Unreadable("login_attempt.level"))?,
            language: self.language,
            return_url: self.return_url,
            return_url_of: self.return_url_of,
            destination: self.destination,
        })
    }
}

/// What a browser that comes back has to show.
#[derive(Clone, Debug)]
pub enum Found {
    /// It left from here, and comes back for the first time.
    Attempt(Attempt),
    /// It has been back before: a reload, the Back button, a copy.
    Used,
    /// It has been away for too long.
    TooLate {
        /// The allow-listed address it wanted to go to.
        return_url: Option<String>,
    },
    /// Another browser left with this, or nobody.
    NotOurs,
}

/// Takes what a browser comes back with; it is good for one time, whoever comes first.
pub async fn take(
    tx: &mut Tx,
    (state, browser): (&TokenHash, &TokenHash),
    kind: Kind,
    now: OffsetDateTime,
) -> Result<Found> {
    let row = sqlx::query!(
        "select level, language, return_url, return_url_of, destination, used_at, expires_at from login_attempt
         where state_hash = $1 and browser_hash = $2 and kind = $3 for update",
        state.bytes(),
        browser.bytes(),
        kind.as_str()
    )
    .fetch_optional(&mut *tx.inner)
    .await?;
    let Some(row) = row else { return Ok(Found::NotOurs) };
    if row.used_at.is_some() {
        return Ok(Found::Used);
    }
    if row.expires_at <= now {
        return Ok(Found::TooLate { return_url: row.return_url });
    }
    sqlx::query!("update login_attempt set used_at = $2 where state_hash = $1", state.bytes(), now)
        .execute(&mut *tx.inner)
        .await?;
    let row = Row {
        level: row.level,
        language: row.language,
        return_url: row.return_url,
        return_url_of: row.return_url_of,
        destination: row.destination,
    };
    Ok(Found::Attempt(row.into_attempt()?))
}

/// The last try of a browser, if it came to nothing: she presses «Logg inn på nytt», and still wants to go where she was
/// going.
pub async fn last(db: &Db, browser: &TokenHash, kind: Kind, now: OffsetDateTime) -> Result<Option<Attempt>> {
    let row = read!(
        sqlx::query_as!(
            Row,
            "select level, language, return_url, return_url_of, destination from (
                 select * from login_attempt where browser_hash = $1 and kind = $2 and expires_at > $3
                 order by created_at desc limit 1) as newest
             where not succeeded",
            browser.bytes(),
            kind.as_str(),
            now
        )
        .fetch_optional(&db.pool)
    )?;
    row.map(Row::into_attempt).transpose()
}

/// Notes that somebody was let in by it.
pub async fn mark_succeeded(tx: &mut Tx, state: &TokenHash) -> Result<()> {
    sqlx::query!("update login_attempt set succeeded = true where state_hash = $1", state.bytes())
        .execute(&mut *tx.inner)
        .await?;
    Ok(())
}
