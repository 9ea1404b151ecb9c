//! Access tokens from Maskinporten, by which we show other public bodies who we are: a JWT grant (RFC 7523, Digdir's docs,
//! "Maskinporten, token-endepunkt"). A token is kept until it is nearly over.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};
use tokio::sync::Mutex;
use url::Url;

use super::oidc::{ClientKeys, ErrorCode, Failure, http_client, refusal, seconds_apart, unavailable};
use crate::clock::Chance;

/// What was agreed with Maskinporten.
#[derive(Debug)]
pub struct Registration {
    /// Its name, as its metadata has it; a slash at the end is no difference.
    pub issuer: String,
    /// What it knows us by.
    pub client_id: String,
    /// Our keys.
    pub keys: ClientKeys,
    /// What the token shall be good for, separated by spaces.
    pub scope: String,
    /// Whether it may be reached without https: in tests, on this machine.
    pub plain_http: bool,
}

/// How long one of our assertions is good for; Maskinporten takes at most 120 seconds.
const ASSERTION_LIFE: Duration = Duration::seconds(60);
/// A token that ends sooner is not used any more.
const MARGIN: Duration = Duration::seconds(20);
/// How long metadata is used without asking.
const KEPT: Duration = Duration::hours(24);
/// How far two clocks may be apart (Maskinporten allows ten seconds).
const LEEWAY: Duration = Duration::seconds(10);

#[derive(Clone, Deserialize)]
struct Metadata {
    issuer: String,
    token_endpoint: Url,
}

#[derive(Default)]
struct Known {
    metadata: Option<(Metadata, OffsetDateTime)>,
    token: Option<(SecretString, OffsetDateTime)>,
}

/// We, as Maskinporten knows us.
pub struct Maskinporten {
    registration: Registration,
    http: reqwest::Client,
    known: Mutex<Known>,
}

impl std::fmt::Debug for Maskinporten {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Maskinporten").field("registration", &self.registration).finish_non_exhaustive()
    }
}

#[derive(Serialize)]
struct Assertion<'a> {
    aud: &'a str,
    iss: &'a str,
    scope: &'a str,
    iat: i64,
    exp: i64,
    jti: String,
}

#[derive(Deserialize)]
struct Answer {
    access_token: String,
    expires_in: i64,
}

impl Maskinporten {
    /// Nothing is asked yet.
    pub fn new(registration: Registration) -> Self {
        Self { registration, http: http_client(), known: Mutex::default() }
    }

    /// A token that holds.
    pub async fn token(&self, chance: Chance, now: OffsetDateTime) -> Result<SecretString, Failure> {
        let mut known = self.known.lock().await;
        if let Some((token, ends_at)) = &known.token
            && *ends_at > now + MARGIN
        {
            return Ok(token.clone());
        }
        let metadata = self.metadata(&mut known, now).await?;
        let answer = self.ask(&metadata, chance, now).await?;
        let token = SecretString::from(answer.access_token);
        // Whatever it says, a token is not kept for longer than a day.
        let life = Duration::seconds(answer.expires_in).min(KEPT);
        known.token = Some((token.clone(), now + life));
        Ok(token)
    }

    /// Forgets the token: whoever it was shown to does not take it.
    pub async fn forget_token(&self) {
        self.known.lock().await.token = None;
    }

    async fn metadata(&self, known: &mut Known, now: OffsetDateTime) -> Result<Metadata, Failure> {
        if let Some((metadata, kept_until)) = &known.metadata
            && *kept_until > now
        {
            return Ok(metadata.clone());
        }
        let issuer = self.registration.issuer.trim_end_matches('/');
        let address = format!("{issuer}/.well-known/oauth-authorization-server");
        let answer = self.http.get(address).send().await.map_err(|error| unavailable(&error))?;
        if !answer.status().is_success() {
            return Err(Failure::Unavailable("no metadata"));
        }
        let metadata = answer.json::<Metadata>().await.map_err(|error| {
            if error.is_decode() { Failure::Metadata("not readable") } else { unavailable(&error) }
        })?;
        if metadata.issuer.trim_end_matches('/') != issuer {
            return Err(Failure::Metadata("it is of another issuer"));
        }
        let scheme = metadata.token_endpoint.scheme();
        if scheme != "https" && !(self.registration.plain_http && scheme == "http") {
            return Err(Failure::Metadata("an address is not https"));
        }
        known.metadata = Some((metadata.clone(), now + KEPT));
        Ok(metadata)
    }

    /// A key that Maskinporten does not know gives way to the next one.
    async fn ask(&self, metadata: &Metadata, chance: Chance, now: OffsetDateTime) -> Result<Answer, Failure> {
        let mut last = Failure::Refused(ErrorCode::InvalidClient);
        for (number, key) in self.registration.keys.in_order() {
            let iat = now.unix_timestamp();
            let assertion = Assertion {
                aud: &metadata.issuer,
                iss: &self.registration.client_id,
                scope: &self.registration.scope,
                iat,
                exp: iat + ASSERTION_LIFE.whole_seconds(),
                jti: URL_SAFE_NO_PAD.encode(chance.bytes::<16>()),
            };
            let assertion = key.sign(&assertion).ok_or(Failure::Unavailable("our key cannot sign"))?;
            match self.ask_once(&metadata.token_endpoint, &assertion, now).await {
                // Maskinporten calls an assertion that it cannot check an invalid grant, too.
                Err(failure @ Failure::Refused(ErrorCode::InvalidClient | ErrorCode::InvalidGrant)) => {
                    last = failure;
                }
                Ok(answer) => {
                    self.registration.keys.prefer(number);
                    return Ok(answer);
                }
                Err(failure) => return Err(failure),
            }
        }
        Err(last)
    }

    async fn ask_once(&self, address: &Url, assertion: &str, now: OffsetDateTime) -> Result<Answer, Failure> {
        let form = [("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", assertion)];
        let answer = self.http.post(address.clone()).form(&form).send().await;
        let answer = answer.map_err(|error| unavailable(&error))?;
        let status = answer.status();
        if status.is_success() {
            return answer.json().await.map_err(|error| {
                if error.is_decode() {
                    Failure::Metadata("the answer holds no token")
                } else {
                    unavailable(&error)
                }
            });
        }
        let apart = seconds_apart(&answer, now);
        match refusal(status, answer.bytes().await.unwrap_or_default().as_ref()) {
            Failure::Refused(_) if apart.abs() > LEEWAY.whole_seconds() => Err(Failure::Clocks(apart)),
            failure => Err(failure),
        }
    }
}
