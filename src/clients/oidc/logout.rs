//! The token by which a provider tells that somebody has logged out (`OpenID` Connect Back-Channel Logout 1.0).

use std::collections::HashMap;

use serde::Deserialize;
use time::{Duration, OffsetDateTime};

use super::Flaw;
use super::claims::{Common, LEEWAY};

const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";
/// An older one is a copy: the provider makes one attempt.
const LIFE: Duration = Duration::minutes(5);

#[derive(Deserialize)]
pub(super) struct LogoutToken {
    #[serde(flatten)]
    common: Common,
    sub: Option<String>,
    sid: Option<String>,
    jti: Option<String>,
    nonce: Option<serde_json::Value>,
    #[serde(default)]
    events: HashMap<String, serde_json::Value>,
}

/// A message of the provider that may be believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogoutMessage {
    /// Who.
    pub who: LoggedOut,
    /// Its number (`jti`), by which a copy is known.
    pub number: String,
}

/// Who has logged out at the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoggedOut {
    /// One session of it.
    Session(String),
    /// All sessions of one person, by what the provider calls her to us, or by her person identifier, which stands there in
    /// ID-porten's example.
    Subject(String),
}

impl LoggedOut {
    /// The session and the person; one of them.
    pub fn names(&self) -> (Option<&str>, Option<&str>) {
        match self {
            Self::Session(sid) => (Some(sid), None),
            Self::Subject(subject) => (None, Some(subject)),
        }
    }
}

impl LogoutToken {
    /// Believes the token, or says why not.
    pub(super) fn check(
        self,
        (issuer, client_id): (&str, &str),
        now: OffsetDateTime,
    ) -> Result<LogoutMessage, Flaw> {
        self.common.check(issuer, client_id, now)?;
        let age = now.unix_timestamp().saturating_sub(self.common.made_at());
        if age > (LIFE + LEEWAY).whole_seconds() {
            return Err(Flaw::Expired(age));
        }
        let is_logout = self.events.get(EVENT).is_some_and(serde_json::Value::is_object);
        // With a nonce it would be an id_token in disguise.
        if !is_logout || self.nonce.is_some() {
            return Err(Flaw::NotALogout);
        }
        let present = |text: Option<String>| text.filter(|text| !text.is_empty());
        let who = match (present(self.sid), present(self.sub)) {
            (Some(sid), _) => LoggedOut::Session(sid),
            (None, Some(sub)) => LoggedOut::Subject(sub),
            (None, None) => return Err(Flaw::NotALogout),
        };
        let number = present(self.jti).ok_or(Flaw::NotALogout)?;
        Ok(LogoutMessage { who, number })
    }
}
