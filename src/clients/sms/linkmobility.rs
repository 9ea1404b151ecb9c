//! LINK Mobility's "SMS REST API: MT and Delivery Reports" (version 1.6), for messages one at a time.

use reqwest::StatusCode;
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use url::Url;

use super::{Sms, failure, http_client};
use crate::clients::{Accepted, Failure, Handed, Report};

/// How to reach LINK Mobility.
#[derive(Debug)]
pub struct LinkMobilityOptions {
    /// Address of the API.
    pub url: Url,
    /// User name.
    pub user: String,
    /// Its password.
    pub password: SecretString,
    /// `platformId`
    pub platform_id: String,
    /// `platformPartnerId`
    pub platform_partner_id: String,
    /// Sender shown on the telephone.
    pub source: String,
    /// Delivery report gate.
    pub report_gate: Option<String>,
}

/// A client of LINK Mobility.
#[derive(Debug)]
pub struct LinkMobility {
    client: reqwest::Client,
    address: String,
    options: LinkMobilityOptions,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Send<'a> {
    source: &'a str,
    #[serde(rename = "sourceTON")]
    source_ton: &'static str,
    destination: &'a str,
    user_data: &'a str,
    /// Milliseconds.
    relative_validity_time: u64,
    use_delivery_report: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    delivery_report_gates: Option<[&'a str; 1]>,
    ref_id: &'a str,
    platform_id: &'a str,
    platform_partner_id: &'a str,
    /// Without this there is no answer to read.
    ignore_response: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    message_id: Option<String>,
    result_code: u32,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Delivery {
    ref_id: String,
    result_code: u32,
}

/// The answer to a message that was taken.
const QUEUED: u32 = 1005;
/// The answer to one that was not, for a reason LINK does not know either; the others of this kind are about our settings.
const UNKNOWN_ERROR: u32 = 106_000;
/// Reports: delivered, and delivered though not billed yet.
const DELIVERED: [u32; 2] = [1001, 1007];
/// Reports of the way (sent, delayed), and final ones that say that nobody knows.
const UNDECIDED: [u32; 7] = [1000, 1008, 1011, 1012, 4, 5, 1010];

impl LinkMobility {
    /// A client; nothing is asked yet.
    pub fn new(options: LinkMobilityOptions) -> Self {
        let address = format!("{}/sms/send", options.url.as_str().trim_end_matches('/'));
        Self { client: http_client(), address, options }
    }

    /// Makes one attempt.
    pub async fn send(&self, sms: &Sms<'_>) -> Handed {
        let options = &self.options;
        let body = Send {
            source: &options.source,
            source_ton: "ALPHANUMERIC",
            destination: sms.to.expose(),
            user_data: sms.text,
            relative_validity_time: u64::try_from(sms.valid_for.as_millis()).unwrap_or(u64::MAX),
            use_delivery_report: options.report_gate.is_some(),
            delivery_report_gates: options.report_gate.as_deref().map(|gate| [gate]),
            ref_id: sms.key,
            platform_id: &options.platform_id,
            platform_partner_id: &options.platform_partner_id,
            ignore_response: false,
        };
        let request = self
            .client
            .post(&self.address)
            .basic_auth(&options.user, Some(options.password.expose_secret()))
            .json(&body);
        let answer = request.send().await.map_err(|error| failure(&error))?;
        let status = answer.status();
        let body = answer.bytes().await.map_err(|_| Failure::Unclear)?;
        read(status, &body)
    }
}

/// A number that does not exist is taken like any other, and reported on afterwards.
fn read(status: StatusCode, body: &[u8]) -> Handed {
    let answer = serde_json::from_slice::<Answer>(body).ok();
    match (status, answer) {
        (StatusCode::NO_CONTENT, _) => Ok(Accepted { reference: None }),
        (status, Some(answer)) if status.is_success() && answer.result_code == QUEUED => {
            Ok(Accepted { reference: answer.message_id })
        }
        (_, Some(answer)) if answer.result_code == UNKNOWN_ERROR => Err(Failure::Unavailable),
        (status, None) if status.is_success() => Err(Failure::Unclear),
        (status, _) if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS => {
            Err(Failure::Unavailable)
        }
        _ => Err(Failure::Misconfigured),
    }
}

/// Reads a delivery report: our name for the message, and what became of it.
pub fn report(body: &[u8]) -> Option<(String, Report)> {
    let delivery = serde_json::from_slice::<Delivery>(body).ok()?;
    let report = match delivery.result_code {
        code if DELIVERED.contains(&code) => Report::Delivered,
        code if UNDECIDED.contains(&code) => Report::Buffered,
        _ => Report::Undelivered,
    };
    Some((delivery.ref_id, report))
}
