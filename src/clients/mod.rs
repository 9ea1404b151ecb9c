//! Everything outside the register that it talks to: login providers, Maskinporten, the national register of persons, SMS
//! gateways, mail servers, name servers, providers of digital mailboxes. No database here, and no retries: a client makes one
//! attempt and says what came of it.

pub mod access_token;
pub mod carriers;
pub mod mail;
pub mod mailbox;
pub mod maskinporten;
pub mod mx;
pub mod national_register;
pub mod oidc;
pub mod outbox;
pub mod sms;

use std::time::Duration;

/// What came of handing a message over.
pub type Handed = Result<Accepted, Failure>;

/// The provider has taken responsibility for the message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accepted {
    /// What the provider calls it, when it says; never personal.
    pub reference: Option<String>,
}

/// Why a message was not handed over. Holds no text of the provider's, which may quote the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// It certainly has not been sent; trying again may help. The provider cannot be reached or says it is busy.
    #[error("the provider is not available")]
    Unavailable,
    /// It may have been sent: the provider did not answer in time, or the connection broke after the message had gone out.
    #[error("the provider did not say whether it took the message")]
    Unclear,
    /// The provider will never take a message to this address.
    #[error("the provider refuses the address")]
    BadAddress,
    /// The provider refuses us: wrong credentials, no credit, a request it does not understand. Only an operator can help.
    #[error("the provider refuses us")]
    Misconfigured,
}

/// What a provider later tells about a message it took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Report {
    /// It reached the telephone.
    Delivered,
    /// It never will.
    Undelivered,
    /// It is under way; nothing is decided.
    Buffered,
}

/// Longest wait for a provider, connection included (policy, "provider call").
pub const PATIENCE: Duration = Duration::from_secs(3);

/// A client that waits no longer than [`PATIENCE`], follows nothing and goes by no proxy.
fn http_client() -> reqwest::Client {
    reqwest::Client::builder()
        .connect_timeout(PATIENCE)
        .timeout(PATIENCE)
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .unwrap_or_default()
}

/// What an error of the connection says about the message.
fn failure(error: &reqwest::Error) -> Failure {
    if error.is_connect() || error.is_builder() { Failure::Unavailable } else { Failure::Unclear }
}
