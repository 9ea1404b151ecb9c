//! The national register of persons (Folkeregisteret): its feed of events, and files of events. What a feed looks like on
//! the wire is known in [`wire`] alone, what a file looks like in [`line`].

pub mod line;
mod wire;

use std::time::Duration;

use bekreft_domain::LifeEvent;
use reqwest::StatusCode;
use secrecy::ExposeSecret as _;
use time::OffsetDateTime;
use url::Url;

use super::maskinporten::Maskinporten;
use super::oidc;
use crate::clock::Chance;
pub use wire::{Element, PAGE};

/// Longest wait for one answer; half a second is usual (Skatteetaten, "Ytelse og responstider").
const PATIENCE: Duration = Duration::from_secs(10);
/// Longest wait for a connection.
const CONNECT_PATIENCE: Duration = Duration::from_secs(5);

/// Why an event cannot be understood. Holds nothing of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unreadable(pub &'static str);

/// An event as it was told.
#[derive(Clone)]
pub struct Told {
    /// Its number in the national register.
    pub sequence: i64,
    /// What kind it is, in the words of whoever told it.
    pub kind: String,
    /// When it happened, if that was told.
    pub happened_at: Option<OffsetDateTime>,
    /// What it means; none if it means nothing to us.
    pub events: Result<Vec<LifeEvent>, Unreadable>,
    /// As it came.
    pub payload: String,
}

impl std::fmt::Debug for Told {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Told({}, {})", self.sequence, self.kind)
    }
}

/// Why the national register did not answer. Holds no text of its.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// It cannot be reached, does not answer in time, or says that it is out of order: trying again later helps.
    #[error("the national register is not available ({0})")]
    Unavailable(&'static str),
    /// It refuses us. Only an operator can help.
    #[error("the national register refuses us (status {0})")]
    Refused(u16),
    /// It is not what we know it to be.
    #[error("the answer of the national register cannot be read ({0})")]
    Unreadable(&'static str),
    /// There is nothing at that address.
    #[error("the national register knows nothing of it")]
    NotThere,
    /// Maskinporten gives us no token.
    #[error("no token from Maskinporten: {0}")]
    NoToken(NoToken),
}

/// Why there is no token, in few words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoToken {
    /// It cannot be reached.
    #[error("it is not available")]
    Unavailable,
    /// It refuses us: key, client or scope.
    #[error("it refuses us ({0})")]
    Refused(oidc::ErrorCode),
    /// By its clock ours is wrong.
    #[error("our clock and its differ by {0} seconds")]
    Clocks(i64),
    /// It is not what we know it to be.
    #[error("its answer cannot be used")]
    Unusable,
}

impl From<oidc::Failure> for Failure {
    fn from(failure: oidc::Failure) -> Self {
        Self::NoToken(match failure {
            oidc::Failure::Unavailable(_) => NoToken::Unavailable,
            oidc::Failure::Refused(code) => NoToken::Refused(code),
            oidc::Failure::Clocks(seconds) => NoToken::Clocks(seconds),
            oidc::Failure::Metadata(_) | oidc::Failure::Token(_) => NoToken::Unusable,
        })
    }
}

/// The national register, as we reach it.
#[derive(Debug)]
pub struct NationalRegister {
    base: String,
    maskinporten: Maskinporten,
    http: reqwest::Client,
}

impl NationalRegister {
    /// At the address of our rights package, such as `https://…/folkeregisteret/offentlig-med-hjemmel/api`.
    pub fn new(base: &Url, maskinporten: Maskinporten) -> Self {
        let http = reqwest::Client::builder()
            .connect_timeout(CONNECT_PATIENCE)
            .timeout(PATIENCE)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .expect("the TLS library is there");
        Self { base: base.as_str().trim_end_matches('/').to_owned(), maskinporten, http }
    }

    /// The number of the newest event.
    pub async fn newest(&self, chance: Chance, now: OffsetDateTime) -> Result<i64, Failure> {
        wire::read_newest(&self.get(wire::NEWEST, chance, now).await?)
    }

    /// The events from this number on, in order, at most [`PAGE`] of them.
    pub async fn page(
        &self,
        from: i64,
        chance: Chance,
        now: OffsetDateTime,
    ) -> Result<Vec<Element>, Failure> {
        wire::read_page(&self.get(&wire::feed(from), chance, now).await?)
    }

    /// What an event means. The feed only says what kind it is; the person's document says what came of it.
    pub async fn look_into(
        &self,
        element: Element,
        chance: Chance,
        now: OffsetDateTime,
    ) -> Result<Told, Failure> {
        let Some(path) = element.document_path() else {
            return Ok(element.told(Err(Unreadable("it names no document"))));
        };
        match self.get(&path, chance, now).await {
            Ok(document) => {
                let events = element.events(&document);
                Ok(element.told(events))
            }
            Err(Failure::NotThere) => Ok(element.told(Err(Unreadable("its document is not there")))),
            // Not our rights, which concern all documents, but this one.
            Err(Failure::Refused(status)) if ![401, 403].contains(&status) => {
                Ok(element.told(Err(Unreadable("its document is refused"))))
            }
            Err(failure) => Err(failure),
        }
    }

    /// Asks, and once more with a new token when the old one is not taken.
    async fn get(&self, path: &str, chance: Chance, now: OffsetDateTime) -> Result<Vec<u8>, Failure> {
        match self.get_once(path, chance, now).await {
            Err(Failure::Refused(401)) => {
                self.maskinporten.forget_token().await;
                self.get_once(path, chance, now).await
            }
            answer => answer,
        }
    }

    async fn get_once(&self, path: &str, chance: Chance, now: OffsetDateTime) -> Result<Vec<u8>, Failure> {
        let token = self.maskinporten.token(chance, now).await?;
        let request = self.http.get(format!("{}{path}", self.base)).bearer_auth(token.expose_secret());
        let request = request.header(reqwest::header::ACCEPT, "application/json");
        let answer = request.send().await.map_err(|error| unavailable(&error))?;
        match answer.status() {
            StatusCode::OK => Ok(answer.bytes().await.map_err(|error| unavailable(&error))?.to_vec()),
            StatusCode::NOT_FOUND | StatusCode::GONE => Err(Failure::NotThere),
            status if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS => {
                Err(Failure::Unavailable("it says so itself"))
            }
            status => Err(Failure::Refused(status.as_u16())),
        }
    }
}

fn unavailable(error: &reqwest::Error) -> Failure {
    Failure::Unavailable(if error.is_timeout() {
        "no answer in time"
    } else if error.is_connect() {
        "no connection"
    } else {
        "the connection broke off"
    })
}
