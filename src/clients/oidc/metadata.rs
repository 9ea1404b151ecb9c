//! What a provider says of itself (`OpenID` Connect Discovery 1.0; Digdir's docs, ID-porten, "well-known").

use serde::Deserialize;
use url::Url;

use super::{Failure, unavailable};

/// The addresses of a provider.
#[derive(Clone, Debug, Deserialize)]
pub struct Metadata {
    /// Its name, letter for letter what stands in its tokens.
    pub issuer: String,
    /// Where the browser is sent to log in.
    pub authorization_endpoint: Url,
    /// Where a code becomes a token.
    pub token_endpoint: Url,
    /// Where its keys are.
    pub jwks_uri: Url,
    /// Where a login is announced before the browser is sent.
    pub pushed_authorization_request_endpoint: Url,
    /// Where the browser is sent to log out.
    pub end_session_endpoint: Option<Url>,
    /// Whether its answers name it (RFC 9207).
    #[serde(default)]
    pub authorization_response_iss_parameter_supported: bool,
}

impl Metadata {
    /// Asks the provider, and refuses what could lead astray: another issuer, or addresses without https. Plain http is
    /// for providers of tests, on this machine.
    pub(super) async fn fetch(
        http: &reqwest::Client,
        issuer: &str,
        plain_http: bool,
    ) -> Result<Self, Failure> {
        let address = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
        let answer = http.get(address).send().await.map_err(|error| unavailable(&error))?;
        if !answer.status().is_success() {
            return Err(Failure::Unavailable("no metadata"));
        }
        let metadata = answer.json::<Self>().await.map_err(|error| {
            if error.is_decode() { Failure::Metadata("not readable") } else { unavailable(&error) }
        })?;
        metadata.check(issuer, plain_http)?;
        Ok(metadata)
    }

    fn check(&self, issuer: &str, plain_http: bool) -> Result<(), Failure> {
        if self.issuer != issuer {
            return Err(Failure::Metadata("it is of another issuer"));
        }
        let needed = [
            &self.authorization_endpoint,
            &self.token_endpoint,
            &self.jwks_uri,
            &self.pushed_authorization_request_endpoint,
        ];
        let mut addresses = needed.into_iter().chain(&self.end_session_endpoint);
        let is_fit = |url: &Url| url.scheme() == "https" || plain_http && url.scheme() == "http";
        if addresses.all(is_fit) { Ok(()) } else { Err(Failure::Metadata("an address is not https")) }
    }

    /// The origins that the browser is sent to with a form, or frames us from, as CSP sources.
    pub fn browser_origins(&self) -> Vec<String> {
        let mut origins = vec![self.authorization_endpoint.origin().ascii_serialization()];
        let logout = self.end_session_endpoint.as_ref().map(|url| url.origin().ascii_serialization());
        origins.extend(logout.filter(|origin| !origins.contains(origin)));
        origins
    }
}
