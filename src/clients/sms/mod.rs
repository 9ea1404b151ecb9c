//! SMS gateways.

pub mod gsm7;
pub mod kannel;
pub mod linkmobility;

use std::time::Duration;

use bekreft_domain::MobileNumber;

use super::{Handed, failure, http_client};
pub use kannel::{Kannel, KannelOptions};
pub use linkmobility::{LinkMobility, LinkMobilityOptions};

/// One SMS to hand over.
pub struct Sms<'a> {
    /// Where to.
    pub to: &'a MobileNumber,
    /// What it says, in the GSM alphabet.
    pub text: &'a str,
    /// Our name for the message, the same on every attempt.
    pub key: &'a str,
    /// The gateway must not try longer than this.
    pub valid_for: Duration,
    /// Where the gateway reports on the message, for gateways that are told with each message.
    pub report_url: Option<&'a str>,
}

impl std::fmt::Debug for Sms<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sms(…)")
    }
}

/// A gateway.
#[derive(Debug)]
pub enum SmsGateway {
    /// Kannel's smsbox.
    Kannel(Kannel),
    /// LINK Mobility's REST API.
    LinkMobility(LinkMobility),
}

impl SmsGateway {
    /// Makes one attempt.
    pub async fn send(&self, sms: &Sms<'_>) -> Handed {
        match self {
            Self::Kannel(kannel) => kannel.send(sms).await,
            Self::LinkMobility(link) => link.send(sms).await,
        }
    }

    /// Its name in settings and in the database.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Kannel(_) => "kannel",
            Self::LinkMobility(_) => "linkmobility",
        }
    }
}
