//! Login and logout. The token changes at every step, so that a planted cookie is worth nothing.

use bekreft_domain::RegisterLanguage;
use time::OffsetDateTime;

use crate::clients::oidc::LoggedOut;
use crate::secrets::TokenHash;
use crate::store::login_attempt::{self, Found, Kind, NewAttempt};
use crate::store::login_event::{self, LoginEvent};
use crate::store::session::{self, LoginAttempt, NewSession, ProviderSession};
use crate::store::support_session::{self, NewSupportSession};
use crate::store::{self, Db, Tx, person};

/// Notes a browser that is about to choose a test person, in place of whatever session it had.
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

/// Notes a browser that is sent to a login provider. Its session, if it has one, holds until it comes back.
pub async fn leave(db: &Db, attempt: &NewAttempt<'_>, now: OffsetDateTime) -> store::Result<()> {
    let mut tx = db.begin().await?;
    login_attempt::begin(&mut tx, attempt, now).await?;
    tx.commit().await
}

/// Takes what a browser comes back with; it is good for one time.
pub async fn come_back(
    db: &Db,
    (state, browser): (&TokenHash, &TokenHash),
    kind: Kind,
    now: OffsetDateTime,
) -> store::Result<Found> {
    let mut tx = db.begin().await?;
    let found = login_attempt::take(&mut tx, (state, browser), kind, now).await?;
    tx.commit().await?;
    Ok(found)
}

/// Where a login comes from and what is noted about it.
#[derive(Debug)]
pub struct Arrival<'a> {
    /// The session the browser had; it ends.
    pub old: Option<&'a TokenHash>,
    /// The way through the provider; none for test persons.
    pub attempt: Option<&'a TokenHash>,
    /// What is noted.
    pub event: LoginEvent<'a>,
}

/// What came of a login.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry<T> {
    /// She is in.
    Open(T),
    /// The provider's session ended while she was on her way here.
    EndedMeanwhile,
}

impl Arrival<'_> {
    /// Whether the provider's session still stands; logins and logouts of it go one after the other.
    async fn stands(&self, tx: &mut Tx) -> store::Result<bool> {
        let Some(sid) = self.event.sid else { return Ok(true) };
        login_event::lock_sid(tx, sid).await?;
        Ok(!login_event::has_ended(tx, sid).await?)
    }

    async fn note(&self, tx: &mut Tx, now: OffsetDateTime) -> store::Result<()> {
        if let Some(state) = self.attempt {
            login_attempt::mark_succeeded(tx, state).await?;
        }
        login_event::record(tx, &self.event, now).await
    }
}

/// Opens the session of somebody who has proven who she is, and ends the one before it. Gives the language the register
/// has for her.
pub async fn sign_in(
    db: &Db,
    arrival: &Arrival<'_>,
    new: &NewSession<'_>,
    now: OffsetDateTime,
) -> store::Result<Entry<Option<RegisterLanguage>>> {
    let mut tx = db.begin().await?;
    if !arrival.stands(&mut tx).await? {
        return Ok(Entry::EndedMeanwhile);
    }
    if let Some(old) = arrival.old {
        session::end(&mut tx, old).await?;
    }
    session::open(&mut tx, new, now).await?;
    arrival.note(&mut tx, now).await?;
    let language = person::language(&mut tx, new.identifier).await?;
    tx.commit().await?;
    Ok(Entry::Open(language))
}

/// Opens the session of somebody of support, and ends the one before it.
pub async fn sign_in_support(
    db: &Db,
    arrival: &Arrival<'_>,
    new: &NewSupportSession<'_>,
    now: OffsetDateTime,
) -> store::Result<Entry<()>> {
    let mut tx = db.begin().await?;
    if !arrival.stands(&mut tx).await? {
        return Ok(Entry::EndedMeanwhile);
    }
    if let Some(old) = arrival.old {
        support_session::end(&mut tx, old).await?;
    }
    support_session::open(&mut tx, new, now).await?;
    arrival.note(&mut tx, now).await?;
    tx.commit().await?;
    Ok(Entry::Open(()))
}

/// Ends a session. Gives what the login provider knows it by.
pub async fn sign_out(
    db: &Db,
    token: &TokenHash,
    event: LoginEvent<'_>,
    now: OffsetDateTime,
) -> store::Result<Option<ProviderSession>> {
    let mut tx = db.begin().await?;
    let ended = match event.kind {
        Kind::Citizen => session::end(&mut tx, token).await?,
        Kind::Support => support_session::end(&mut tx, token).await?,
    };
    let sid = ended.as_ref().and_then(|ended| ended.sid.as_deref());
    login_event::record(&mut tx, &LoginEvent { sid, ..event }, now).await?;
    tx.commit().await?;
    Ok(ended)
}

/// What came of a message that somebody has logged out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Her sessions have ended, however many there were.
    Ended,
    /// The message has been carried out before: it is a copy.
    Before,
}

/// Ends the sessions of somebody who has logged out at the provider. A message with a number is signed: it is carried out
/// once, and noted whatever it ends. One without may come from anybody, and is noted when it ends something.
pub async fn sign_out_at_provider(
    db: &Db,
    (issuer, who, number): (&str, &LoggedOut, Option<&TokenHash>),
    event: LoginEvent<'_>,
    now: OffsetDateTime,
) -> store::Result<Told> {
    let mut tx = db.begin().await?;
    let (sid, _) = who.names();
    if let Some(sid) = sid {
        login_event::lock_sid(&mut tx, sid).await?;
    }
    if let Some(number) = number
        && !login_event::is_new_logout(&mut tx, (number, sid), now).await?
    {
        return Ok(Told::Before);
    }
    let ended = match event.kind {
        Kind::Citizen => session::end_at_provider(&mut tx, issuer, who).await?,
        Kind::Support => support_session::end_at_provider(&mut tx, issuer, who).await?,
    };
    if ended > 0 || number.is_some() {
        login_event::record(&mut tx, &LoginEvent { sid, ..event }, now).await?;
    }
    tx.commit().await?;
    Ok(Told::Ended)
}

/// Notes a login that came to nothing.
pub async fn note_trouble(db: &Db, event: &LoginEvent<'_>, now: OffsetDateTime) -> store::Result<()> {
    let mut tx = db.begin().await?;
    login_event::record(&mut tx, event, now).await?;
    tx.commit().await
}

/// Keeps where to go when the dialog is done.
pub async fn set_return_url(db: &Db, token: &TokenHash, return_url: &str) -> store::Result<()> {
    let mut tx = db.begin().await?;
    session::set_return_url(&mut tx, token, return_url).await?;
    tx.commit().await
}
