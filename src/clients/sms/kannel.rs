//! Kannel's smsbox, by its sendsms interface (Kannel user's guide, "Using the HTTP interface to send SMS messages").

use reqwest::StatusCode;
use reqwest::header::CONTENT_TYPE;
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use super::{Sms, failure, http_client};
use crate::clients::{Accepted, Failure, Handed, Report};

/// How to reach Kannel.
#[derive(Debug)]
pub struct KannelOptions {
    /// The sendsms address.
    pub url: Url,
    /// The sendsms user.
    pub user: String,
    /// Its password.
    pub password: SecretString,
    /// Sender, when the SMS centre does not set one.
    pub from: Option<String>,
    /// Which SMS centre, when there are several.
    pub smsc: Option<String>,
}

/// A Kannel.
#[derive(Debug)]
pub struct Kannel {
    client: reqwest::Client,
    options: KannelOptions,
}

/// Reports wanted: delivered (1), not delivered (2), refused by the SMS centre (16).
const DLR_MASK: &str = "19";

impl Kannel {
    /// A client; nothing is asked yet.
    pub fn new(options: KannelOptions) -> Self {
        Self { client: http_client(), options }
    }

    /// Makes one attempt. By POST, so that number and text stand in no address and in no access log.
    pub async fn send(&self, sms: &Sms<'_>) -> Handed {
        let minutes = (sms.valid_for.as_secs() / 60).max(1);
        let mut request = self
            .client
            .post(self.options.url.clone())
            .header(CONTENT_TYPE, "text/plain; charset=UTF-8")
            .header("X-Kannel-Username", &self.options.user)
            .header("X-Kannel-Password", self.options.password.expose_secret())
            .header("X-Kannel-To", sms.to.expose())
            .header("X-Kannel-Coding", "0")
            .header("X-Kannel-Charset", "UTF-8")
            .header("X-Kannel-Validity", minutes.to_string())
            .body(sms.text.to_owned());
        if let Some(url) = sms.report_url {
            request = request
                .header("X-Kannel-DLR-Mask", DLR_MASK)
                .header("X-Kannel-DLR-Url", format!("{url}&status=%d"));
        }
        if let Some(from) = &self.options.from {
            request = request.header("X-Kannel-From", from);
        }
        if let Some(smsc) = &self.options.smsc {
            request = request.header("X-Kannel-SMSC", smsc);
        }
        let answer = request.send().await.map_err(|error| failure(&error))?;
        let status = answer.status();
        // The body may repeat what was sent; only its first digit says something.
        let body = answer.text().await.map_err(|_| Failure::Unclear)?;
        read(status, &body)
    }
}

fn read(status: StatusCode, body: &str) -> Handed {
    match status {
        StatusCode::ACCEPTED if body.starts_with("0:") || body.starts_with("3:") => {
            Ok(Accepted { reference: None })
        }
        StatusCode::ACCEPTED => Err(Failure::Unclear),
        StatusCode::SERVICE_UNAVAILABLE => Err(Failure::Unavailable),
        StatusCode::BAD_REQUEST if body.starts_with("Number") => Err(Failure::BadAddress),
        status if status.is_server_error() => Err(Failure::Unavailable),
        _ => Err(Failure::Misconfigured),
    }
}

/// Reads the status of a delivery report (`%d` of the dlr-url).
pub fn report(status: u32) -> Option<Report> {
    match status {
        1 => Some(Report::Delivered),
        2 | 16 => Some(Report::Undelivered),
        4 | 8 => Some(Report::Buffered),
        _ => None,
    }
}
