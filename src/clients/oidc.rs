//! An `OpenID` Connect relying party, as ID-porten and Ansattporten want it: discovery, pushed authorization requests
//! (RFC 9126), PKCE (RFC 7636), `private_key_jwt` (RFC 7523), the `iss` of the answer (RFC 9207), and logout by the
//! provider. Own code, because no kept library has all of these; signatures are checked by one.
//!
//! Time and chance are arguments here as everywhere, so the claims about time are held against them, not against the
//! clock of a library.

pub(super) mod claims;
mod client_key;
pub(super) mod kept;
pub(super) mod keys;
mod logout;
mod metadata;
mod party;
mod turns;

use std::time::Duration;

pub use claims::{Flaw, Identity, LEEWAY};
pub use client_key::{ClientKey, ClientKeyError, ClientKeys};
pub use logout::{LoggedOut, LogoutMessage};
pub use metadata::Metadata;
pub use party::{Asked, Registration, RelyingParty};
pub(super) use party::{refusal, seconds_apart};

/// Longest wait for one answer of the provider.
const PATIENCE: Duration = Duration::from_secs(3);
/// Longest wait for all that one page needs of it (policy, T15: a page within four seconds).
const PATIENCE_FOR_ALL: Duration = Duration::from_millis(3500);
/// Longest wait for news about what we know already.
const PATIENCE_FOR_NEWS: Duration = Duration::from_secs(1);
/// Longest wait for a connection to it.
const CONNECT_PATIENCE: Duration = Duration::from_secs(2);

/// Why the provider did not do what it was asked. Holds no text of the provider's, which may quote what was sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// It cannot be reached, does not answer in time, or says that it is out of order: trying again later helps.
    #[error("the provider is not available ({0})")]
    Unavailable(&'static str),
    /// It refuses us, with one of the error codes of OAuth. Only an operator can help.
    #[error("the provider refuses us ({0})")]
    Refused(ErrorCode),
    /// It refuses us, and by its clock ours is wrong by so many seconds; negative: ours is ahead.
    #[error("our clock and the provider's differ by {0} seconds")]
    Clocks(i64),
    /// What it says of itself is not fit to be used.
    #[error("the provider's metadata cannot be used ({0})")]
    Metadata(&'static str),
    /// A token of it is not to be trusted.
    #[error("the token is not to be trusted ({0})")]
    Token(#[from] Flaw),
}

/// The error codes of OAuth that we tell apart (RFC 6749 sections 4.1.2.1 and 5.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorCode {
    /// The person pressed cancel, or the provider will not let her in.
    AccessDenied,
    /// Our key is not known there.
    InvalidClient,
    /// The code is used, too old, or somebody else's.
    InvalidGrant,
    /// It is busy or out of order.
    Unavailable,
    /// Any other.
    Other,
}

impl ErrorCode {
    /// Reads a code; what is not known is [`ErrorCode::Other`], and its text is kept nowhere.
    pub fn read(text: &str) -> Self {
        match text {
            "access_denied" => Self::AccessDenied,
            "invalid_client" => Self::InvalidClient,
            "invalid_grant" => Self::InvalidGrant,
            "temporarily_unavailable" | "server_error" => Self::Unavailable,
            _ => Self::Other,
        }
    }
}

impl std::fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::AccessDenied => "access_denied",
            Self::InvalidClient => "invalid_client",
            Self::InvalidGrant => "invalid_grant",
            Self::Unavailable => "temporarily_unavailable",
            Self::Other => "another error",
        })
    }
}

/// What a page needs of the provider, or the honest answer that it takes too long.
pub(super) async fn in_time<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let late = || Err(Failure::Unavailable("no answer in time"));
    tokio::time::timeout(PATIENCE_FOR_ALL, work).await.unwrap_or_else(|_| late())
}

/// A connection to a provider: never follows where it is led.
pub(super) fn http_client() -> reqwest::Client {
    reqwest::Client::builder()
        .connect_timeout(CONNECT_PATIENCE)
        .timeout(PATIENCE)
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .expect("the TLS library is there")
}

pub(super) fn unavailable(error: &reqwest::Error) -> Failure {
    Failure::Unavailable(if error.is_timeout() {
        "no answer in time"
    } else if error.is_connect() {
        "no connection"
    } else {
        "the connection broke off"
    })
}
