//! We as the provider knows us, and the three things we ask it: to let somebody log in, who that was, and whether a
//! message that somebody has logged out is true.

use std::sync::Arc;

use aws_lc_rs::digest;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::Algorithm;
use reqwest::StatusCode;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use time::format_description::well_known::Rfc2822;
use time::{Duration, OffsetDateTime};
use url::Url;

use super::claims::IdToken;
use super::kept::Kept;
use super::keys::{Keys, KeysAt};
use super::logout::LogoutToken;
use super::{
    ClientKeys, ErrorCode, Failure, Flaw, Identity, LEEWAY, LogoutMessage, Metadata, http_client, in_time,
    unavailable,
};
use crate::clock::Chance;

/// What was agreed with the provider.
#[derive(Debug)]
pub struct Registration {
    /// The provider's name, as its metadata has it.
    pub issuer: String,
    /// Ours.
    pub client_id: String,
    /// Our keys.
    pub keys: ClientKeys,
    /// Where the browser comes back after login.
    pub redirect_uri: String,
    /// Where it comes back after logout.
    pub post_logout_uri: String,
    /// Whether the provider may be reached without https: in tests, on this machine.
    pub plain_http: bool,
    /// Whether logins with the provider's test persons are let in.
    pub test_persons: bool,
}

/// How long one of our assertions is good for.
const ASSERTION_LIFE: Duration = Duration::seconds(60);

/// We, as one provider knows us.
#[derive(Debug)]
pub struct RelyingParty {
    registration: Registration,
    http: reqwest::Client,
    discovered: Kept<Metadata>,
    keys: Keys,
}

/// A login to be announced.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Comes back with the answer.
    pub state: &'a str,
    /// Comes back in the token.
    pub nonce: &'a str,
    /// What only we can show when the code is redeemed.
    pub verifier: &'a str,
    /// The levels that will do, as the provider names them.
    pub acr: &'a str,
    /// The language of our pages.
    pub ui_locales: Option<&'a str>,
    /// `login` when she must be asked even if the provider knows her.
    pub prompt: Option<&'a str>,
    /// What the person shall be allowed to do, as JSON (RFC 9396).
    pub authorization_details: Option<&'a str>,
}

impl RelyingParty {
    /// Nothing is asked yet.
    pub fn new(registration: Registration) -> Self {
        Self { registration, http: http_client(), discovered: Kept::default(), keys: Keys::default() }
    }

    /// Whether the provider means itself by this name. ID-porten's calls may end in a slash that its tokens do not have.
    pub fn is_issuer(&self, name: &str) -> bool {
        name.trim_end_matches('/') == self.registration.issuer.trim_end_matches('/')
    }

    /// The provider's name.
    pub fn issuer(&self) -> &str {
        &self.registration.issuer
    }

    /// What the provider knows us by.
    pub fn client_id(&self) -> &str {
        &self.registration.client_id
    }

    /// Where the browser comes back after logout.
    pub fn post_logout_uri(&self) -> &str {
        &self.registration.post_logout_uri
    }

    /// The provider's metadata as far as we know it; nobody is asked.
    pub fn known_metadata(&self) -> Option<Arc<Metadata>> {
        self.discovered.known()
    }

    /// The provider's metadata.
    pub async fn metadata(&self, now: OffsetDateTime) -> Result<Arc<Metadata>, Failure> {
        let registration = &self.registration;
        let fetch = Metadata::fetch(&self.http, &registration.issuer, registration.plain_http);
        self.discovered.get(fetch, now).await
    }

    /// Announces a login. Gives the address that the browser is sent to; all that matters has gone another way.
    pub async fn announce(
        &self,
        asked: &Asked<'_>,
        chance: Chance,
        now: OffsetDateTime,
    ) -> Result<Url, Failure> {
        in_time(self.push(asked, chance, now)).await
    }

    async fn push(&self, asked: &Asked<'_>, chance: Chance, now: OffsetDateTime) -> Result<Url, Failure> {
        #[derive(Deserialize)]
        struct Announced {
            request_uri: String,
        }
        let metadata = self.metadata(now).await?;
        let challenge = URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, asked.verifier.as_bytes()));
        let mut form = vec![
            ("response_type", "code"),
            ("response_mode", "query"),
            ("redirect_uri", &self.registration.redirect_uri),
            ("scope", "openid"),
            ("state", asked.state),
            ("nonce", asked.nonce),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
            ("acr_values", asked.acr),
        ];
        form.extend(asked.ui_locales.map(|locales| ("ui_locales", locales)));
        form.extend(asked.prompt.map(|prompt| ("prompt", prompt)));
        form.extend(asked.authorization_details.map(|details| ("authorization_details", details)));
        let address = &metadata.pushed_authorization_request_endpoint;
        let announced = self.post::<Announced>(address, &form, chance, now).await.map_err(|failure| {
            // There is no code here that could have been used.
            match failure {
                Failure::Refused(ErrorCode::InvalidGrant) => Failure::Refused(ErrorCode::Other),
                other => other,
            }
        })?;
        let mut url = metadata.authorization_endpoint.clone();
        url.query_pairs_mut()
            .append_pair("client_id", &self.registration.client_id)
            .append_pair("request_uri", &announced.request_uri);
        Ok(url)
    }

    /// Whether the `iss` of an answer is as it must be (RFC 9207): a provider that says it names itself must do so.
    pub async fn is_answer_of_provider(
        &self,
        iss: Option<&str>,
        now: OffsetDateTime,
    ) -> Result<bool, Failure> {
        let metadata = in_time(self.metadata(now)).await?;
        Ok(match iss {
            Some(iss) => iss == metadata.issuer,
            None => !metadata.authorization_response_iss_parameter_supported,
        })
    }

    /// Redeems a code: who has logged in.
    pub async fn redeem(
        &self,
        secrets: (&str, &str, &str),
        chance: Chance,
        now: OffsetDateTime,
    ) -> Result<Identity, Failure> {
        in_time(self.exchange(secrets, chance, now)).await
    }

    async fn exchange(
        &self,
        (code, verifier, nonce): (&str, &str, &str),
        chance: Chance,
        now: OffsetDateTime,
    ) -> Result<Identity, Failure> {
        #[derive(Deserialize)]
        struct Redeemed {
            id_token: String,
        }
        let metadata = self.metadata(now).await?;
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &self.registration.redirect_uri),
            ("code_verifier", verifier),
        ];
        let redeemed = self.post::<Redeemed>(&metadata.token_endpoint, &form, chance, now).await?;
        let token = redeemed.id_token;
        let claims = self.open::<IdToken>(&metadata, &token, now).await?;
        let expected = (metadata.issuer.as_str(), self.registration.client_id.as_str(), nonce);
        let identity = claims.check(token, expected, now)?;
        if identity.is_test_login && !self.registration.test_persons {
            return Err(Flaw::TestLogin.into());
        }
        Ok(identity)
    }

    async fn open<T: DeserializeOwned>(
        &self,
        metadata: &Metadata,
        token: &str,
        now: OffsetDateTime,
    ) -> Result<T, Failure> {
        let at = KeysAt { http: &self.http, address: metadata.jwks_uri.as_str() };
        self.keys.open(at, token, &[Algorithm::RS256], now).await
    }

    /// Reads a message of the provider that somebody has logged out.
    pub async fn read_logout(&self, token: &str, now: OffsetDateTime) -> Result<LogoutMessage, Failure> {
        in_time(self.open_logout(token, now)).await
    }

    async fn open_logout(&self, token: &str, now: OffsetDateTime) -> Result<LogoutMessage, Failure> {
        let metadata = self.metadata(now).await?;
        let claims = self.open::<LogoutToken>(&metadata, token, now).await?;
        Ok(claims.check((&metadata.issuer, &self.registration.client_id), now)?)
    }

    /// Posts a form as the client we are. A key that the provider does not know gives way to the next one.
    async fn post<T: DeserializeOwned>(
        &self,
        address: &Url,
        form: &[(&str, &str)],
        chance: Chance,
        now: OffsetDateTime,
    ) -> Result<T, Failure> {
        let mut last = Failure::Refused(ErrorCode::InvalidClient);
        for (number, key) in self.registration.keys.in_order() {
            let assertion =
                key.sign(&self.assertion(chance, now)).ok_or(Failure::Unavailable("our key cannot sign"))?;
            match self.post_once(address, form, &assertion, now).await {
                Err(failure @ Failure::Refused(ErrorCode::InvalidClient)) => last = failure,
                Ok(answer) => {
                    self.registration.keys.prefer(number);
                    return Ok(answer);
                }
                Err(failure) => return Err(failure),
            }
        }
        Err(last)
    }

    fn assertion(&self, chance: Chance, now: OffsetDateTime) -> Assertion<'_> {
        let id = &self.registration.client_id;
        let iat = now.unix_timestamp();
        let exp = iat + ASSERTION_LIFE.whole_seconds();
        let jti = URL_SAFE_NO_PAD.encode(chance.bytes::<16>());
        Assertion { iss: id, sub: id, aud: &self.registration.issuer, iat, exp, jti }
    }

    async fn post_once<T: DeserializeOwned>(
        &self,
        address: &Url,
        form: &[(&str, &str)],
        assertion: &str,
        now: OffsetDateTime,
    ) -> Result<T, Failure> {
        let mut form = form.to_vec();
        form.extend([
            ("client_id", self.registration.client_id.as_str()),
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            ("client_assertion", assertion),
        ]);
        let answer = self.http.post(address.clone()).form(&form).send().await;
        let answer = answer.map_err(|error| unavailable(&error))?;
        let status = answer.status();
        if status.is_success() {
            return answer.json().await.map_err(|error| {
                if error.is_decode() { Failure::Token(Flaw::Malformed) } else { unavailable(&error) }
            });
        }
        let apart = seconds_apart(&answer, now);
        match refusal(status, answer.bytes().await.unwrap_or_default().as_ref()) {
            // What it says of our key may be about the time that our assertion bears.
            Failure::Refused(_) if apart.abs() > LEEWAY.whole_seconds() => Err(Failure::Clocks(apart)),
            failure => Err(failure),
        }
    }
}

#[derive(Serialize)]
struct Assertion<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: &'a str,
    iat: i64,
    exp: i64,
    jti: String,
}

/// By how much the provider's clock is ahead of ours, as far as its answer tells.
pub(in crate::clients) fn seconds_apart(answer: &reqwest::Response, now: OffsetDateTime) -> i64 {
    let date = answer.headers().get(reqwest::header::DATE).and_then(|date| date.to_str().ok());
    let date = date.and_then(|date| OffsetDateTime::parse(date, &Rfc2822).ok());
    date.map_or(0, |date| (date - now).whole_seconds())
}

pub(in crate::clients) fn refusal(status: StatusCode, body: &[u8]) -> Failure {
    #[derive(Deserialize)]
    struct Body {
        error: String,
    }
    if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS {
        return Failure::Unavailable("it says so itself");
    }
    let code =
        serde_json::from_slice::<Body>(body).map_or(ErrorCode::Other, |body| ErrorCode::read(&body.error));
    match code {
        ErrorCode::Unavailable => Failure::Unavailable("it says so itself"),
        ErrorCode::Other if status == StatusCode::UNAUTHORIZED => Failure::Refused(ErrorCode::InvalidClient),
        code => Failure::Refused(code),
    }
}
