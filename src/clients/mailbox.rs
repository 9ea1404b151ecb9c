//! Providers of digital mailboxes, asked on behalf of a citizen. The contract is ours: the operations and codes that the
//! register's own documentation names, as JSON over HTTP (`docs/integration/mailbox-provider.yaml`).
//!
//! Every operation may be asked again with the same key without doing anything twice.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bekreft_domain::{EmailAddress, MailboxAddress, MailboxProvider, MailboxRefusal, PersonIdentifier};
use reqwest::StatusCode;
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use url::Url;

use super::{Failure, failure, http_client};

/// Path of «may this person choose a mailbox with you?», below the provider's address.
pub const MAY_CHOOSE: &str = "/v1/kanVelge";
/// Path of «make a mailbox, unless there is one, and take it into use».
pub const CHOOSE: &str = "/v1/opprettOgVelg";
/// Path of «mail does not go to this mailbox any more».
pub const DELETE: &str = "/v1/slett";
/// The header with the key that is the same on every attempt.
pub const KEY_HEADER: &str = "Idempotency-Key";

/// No attempt takes longer than this, whoever waits.
pub const LONGEST: Duration = Duration::from_secs(15);

/// How to reach a provider.
#[derive(Clone, Debug)]
pub struct MailboxOptions {
    /// Address of its API.
    pub url: Url,
    /// What proves to it that it is we who ask.
    pub token: SecretString,
}

/// A client of one provider.
#[derive(Debug)]
pub struct MailboxClient {
    client: reqwest::Client,
    base: String,
    token: SecretString,
    provider: MailboxProvider,
}

/// The providers that are set up.
#[derive(Debug, Default)]
pub struct MailboxClients {
    clients: Vec<MailboxClient>,
}

impl MailboxClients {
    /// Clients of these providers; nothing is asked yet.
    pub fn new(options: impl IntoIterator<Item = (MailboxProvider, MailboxOptions)>) -> Self {
        let clients = options.into_iter().map(|(provider, options)| MailboxClient {
            client: http_client(),
            base: options.url.as_str().trim_end_matches('/').to_owned(),
            token: options.token,
            provider,
        });
        Self { clients: clients.collect() }
    }

    /// The client of this provider, if it is set up.
    pub fn of(&self, provider: MailboxProvider) -> Option<&MailboxClient> {
        self.clients.iter().find(|client| client.provider == provider)
    }

    /// The providers among which a citizen can choose.
    pub fn offered(&self) -> Vec<MailboxProvider> {
        self.clients.iter().map(|client| client.provider).collect()
    }
}

/// For whom something is asked, and by which key.
pub struct Errand<'a> {
    /// The same on every attempt.
    pub key: &'a str,
    /// Who.
    pub identifier: &'a PersonIdentifier,
    /// Where the provider can tell her that mail has come.
    pub email: Option<&'a EmailAddress>,
}

impl std::fmt::Debug for Errand<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Errand(…)")
    }
}

/// What came of asking for a mailbox.
#[derive(Debug)]
pub enum Chosen {
    /// There is one.
    Mailbox {
        /// Where it is.
        address: MailboxAddress,
        /// The provider's certificate in DER, when it was sent along.
        certificate: Option<Vec<u8>>,
    },
    /// There is none; why, if the provider gave a documented reason.
    Refused(Option<MailboxRefusal>),
}

#[derive(Serialize)]
struct MayChooseRequest<'a> {
    personidentifikator: &'a str,
}

#[derive(Serialize)]
struct Request<'a> {
    personidentifikator: &'a str,
    organisasjonsnummer: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    epostadresse: Option<&'a str>,
}

#[derive(Deserialize)]
struct Answer {
    status: String,
    beskrivelse: Option<String>,
    postkasseadresse: Option<String>,
    sertifikat: Option<String>,
}

impl Answer {
    fn refusal(&self) -> Option<MailboxRefusal> {
        MailboxRefusal::of_code(self.beskrivelse.as_deref()?)
    }
}

impl MailboxClient {
    /// Asks whether the person may choose a mailbox there, and for the mailbox if she may. Both within `patience`; what has
    /// not been answered by then may have been done.
    pub async fn choose(&self, errand: &Errand<'_>, patience: Duration) -> Result<Chosen, Failure> {
        in_time(patience, self.ask_and_choose(errand)).await
    }

    async fn ask_and_choose(&self, errand: &Errand<'_>) -> Result<Chosen, Failure> {
        let may = MayChooseRequest { personidentifikator: errand.identifier.expose() };
        // A question does nothing, so it can never be unclear whether it was done.
        let may = self.post(MAY_CHOOSE, errand.key, &may).await.map_err(|failure| match failure {
            Failure::Unclear => Failure::Unavailable,
            other => other,
        })?;
        match may.status.as_str() {
            "JA" => {}
            "NEI" => return Ok(Chosen::Refused(may.refusal())),
            _ => return Err(Failure::Misconfigured),
        }
        let answer = self.post(CHOOSE, errand.key, &self.request(errand, errand.email)).await?;
        match (answer.status.as_str(), &answer.postkasseadresse) {
            ("OK", Some(address)) => {
                let address = MailboxAddress::parse(address).map_err(|_| Failure::Misconfigured)?;
                let certificate = answer.sertifikat.as_deref().map(decode);
                Ok(Chosen::Mailbox { address, certificate })
            }
            ("FEILET", _) => Ok(Chosen::Refused(answer.refusal())),
            _ => Err(Failure::Misconfigured),
        }
    }

    /// Tells the provider that mail does not go to her mailbox any more. That there is none is as good.
    pub async fn delete(&self, errand: &Errand<'_>, patience: Duration) -> Result<(), Failure> {
        let answer = in_time(patience, self.post(DELETE, errand.key, &self.request(errand, None))).await?;
        match (answer.status.as_str(), answer.refusal()) {
            ("OK", _) | ("FEILET", Some(MailboxRefusal::NoMailbox | MailboxRefusal::PersonUnknown)) => Ok(()),
            _ => Err(Failure::Misconfigured),
        }
    }

    fn request<'a>(&self, errand: &Errand<'a>, email: Option<&'a EmailAddress>) -> Request<'a> {
        Request {
            personidentifikator: errand.identifier.expose(),
            organisasjonsnummer: self.provider.organisation_number(),
            epostadresse: email.map(EmailAddress::expose),
        }
    }

    async fn post(&self, path: &str, key: &str, body: &impl Serialize) -> Result<Answer, Failure> {
        // In the background a provider may take its time; who waits for less is cut off in `in_time`.
        let request = self
            .client
            .post(format!("{}{path}", self.base))
            .timeout(LONGEST)
            .bearer_auth(self.token.expose_secret())
            .header(KEY_HEADER, key)
            .json(body);
        let answer = request.send().await.map_err(|error| failure(&error))?;
        let status = answer.status();
        if status.is_server_error() {
            return Err(Failure::Unclear);
        }
        if matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT) {
            return Err(Failure::Unavailable);
        }
        if !status.is_success() {
            return Err(Failure::Misconfigured);
        }
        let body = answer.bytes().await.map_err(|_| Failure::Unclear)?;
        serde_json::from_slice(&body).map_err(|_| Failure::Misconfigured)
    }
}

async fn in_time<T>(
    patience: Duration,
    work: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    tokio::time::timeout(patience, work).await.unwrap_or(Err(Failure::Unclear))
}

/// Bare base64, as the register's answers have it, or with PEM's lines around it. What does not read is no certificate.
fn decode(text: &str) -> Vec<u8> {
    let bare = text.lines().filter(|line| !line.starts_with("-----")).map(str::trim).collect::<String>();
    STANDARD.decode(bare).unwrap_or_default()
}
