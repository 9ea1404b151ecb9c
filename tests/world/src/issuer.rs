//! A provider of logins that says whatever a test wants: real keys and real answers, and tokens that nobody should believe.

use std::sync::atomic::{AtomicU8, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bekreft::clients::oidc::ClientKey;
use serde_json::{Value, json};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::login::citizens_at;
use crate::{Citizen, Options, World};

/// A key of the provider.
#[derive(Debug)]
pub struct Key {
    key: ClientKey,
    /// The public half.
    pub public: Value,
}

impl Key {
    /// A new key of that name.
    pub fn new(kid: &str) -> Self {
        let (private, public) = ClientKey::generate(kid).expect("a key");
        let set: Value = serde_json::from_str(&public).expect("a set");
        Self { key: ClientKey::parse(&private).expect("the same key"), public: set["keys"][0].clone() }
    }

    /// A token with these claims, signed as it should be.
    pub fn sign(&self, claims: &Value) -> String {
        self.key.sign(claims).expect("it signs")
    }
}

/// A token in three parts as written, whatever they are.
pub fn token(header: &Value, claims: &Value, signature: &[u8]) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.{}", part(header), part(claims), URL_SAFE_NO_PAD.encode(signature))
}

/// The provider.
#[derive(Debug)]
pub struct Issuer {
    server: MockServer,
    next_priority: AtomicU8,
    /// The key it has published.
    pub key: Key,
}

impl Issuer {
    /// Starts it, with one key.
    pub async fn start() -> Self {
        let server = MockServer::builder().start().await;
        let issuer = Self { server, next_priority: AtomicU8::new(255), key: Key::new("op-1") };
        issuer.becomes_itself().await;
        issuer.publishes(&[&issuer.key]).await;
        issuer
    }

    /// Its name, and where it answers.
    pub fn url(&self) -> String {
        self.server.uri()
    }

    /// What it says of itself.
    pub fn metadata(&self) -> Value {
        let url = self.url();
        json!({
            "issuer": url,
            "authorization_endpoint": format!("{url}/authorize"),
            "token_endpoint": format!("{url}/token"),
            "jwks_uri": format!("{url}/jwks.json"),
            "pushed_authorization_request_endpoint": format!("{url}/par"),
            "end_session_endpoint": format!("{url}/logout"),
            "authorization_response_iss_parameter_supported": true,
        })
    }

    async fn becomes_itself(&self) {
        self.answers("GET", "/.well-known/openid-configuration", &self.metadata()).await;
        self.answers("POST", "/par", &json!({ "request_uri": "urn:x:1", "expires_in": 120 })).await;
    }

    /// Answers an address with this; the last word counts.
    pub async fn answers(&self, verb: &str, address: &str, body: &Value) {
        self.answers_with(verb, address, ResponseTemplate::new(200).set_body_json(body)).await;
    }

    /// Answers an address with anything; the last word counts.
    pub async fn answers_with(&self, verb: &str, address: &str, answer: ResponseTemplate) {
        // 1 comes before 255.
        let priority = self.next_priority.fetch_sub(1, Ordering::Relaxed);
        Mock::given(method(verb))
            .and(path(address))
            .respond_with(answer)
            .with_priority(priority)
            .mount(&self.server)
            .await;
    }

    /// Publishes these keys and no others.
    pub async fn publishes(&self, keys: &[&Key]) {
        let keys: Vec<&Value> = keys.iter().map(|key| &key.public).collect();
        self.answers("GET", "/jwks.json", &json!({ "keys": keys })).await;
    }

    /// How often its keys have been asked for.
    pub async fn times_asked_for_keys(&self) -> usize {
        self.times_asked("/jwks.json").await
    }

    /// How often somebody has wanted a token.
    pub async fn times_asked_for_a_token(&self) -> usize {
        self.times_asked("/token").await
    }

    async fn times_asked(&self, path: &str) -> usize {
        let all = self.server.received_requests().await.unwrap_or_default();
        all.iter().filter(|request| request.url.path() == path).count()
    }

    /// A field of the last login that was announced to it.
    pub async fn announced(&self, field: &str) -> Option<String> {
        let all = self.server.received_requests().await.unwrap_or_default();
        let last = all.iter().rev().find(|request| request.url.path() == "/par")?;
        let mut fields = url::form_urlencoded::parse(&last.body);
        fields.find(|(name, _)| name == field).map(|(_, value)| value.into_owned())
    }

    /// A world that logs its citizens in with this provider.
    pub async fn world(&self) -> World {
        World::with(Options { settings: citizens_at(&self.url()), ..Options::default() }).await
    }

    /// The claims of a good token for the login that was announced last.
    pub async fn claims(&self, world: &World, pid: &str) -> Value {
        let now = world.now().unix_timestamp();
        json!({
            "iss": self.url(), "aud": "bekreft", "sub": "sub-of-her", "pid": pid, "sid": "sid-of-her",
            "acr": "idporten-loa-substantial", "amr": ["Minid-APP"], "locale": "nb",
            "iat": now, "exp": now + 120, "auth_time": now, "jti": "jti-1",
            "nonce": self.announced("nonce").await.unwrap_or_default(),
        })
    }

    /// Sends a browser out and lets it come back; the token that is redeemed then is what `make` makes of good claims.
    pub async fn lets_in(
        &self,
        world: &World,
        citizen: &Citizen,
        pid: &str,
        make: impl AsyncFnOnce(Value) -> String,
    ) -> crate::Fetched {
        let page = citizen.opens("/bekreft").await;
        assert_eq!(page.status, 303, "login begins");
        let token = make(self.claims(world, pid).await).await;
        self.answers(
            "POST",
            "/token",
            &json!({ "id_token": token, "access_token": "x", "token_type": "Bearer" }),
        )
        .await;
        citizen.opens(&self.way_back().await).await
    }

    /// The address that it sends the browser back to.
    pub async fn way_back(&self) -> String {
        let state = self.announced("state").await.expect("a login was announced");
        format!("/logginn/retur?code=c&state={state}&iss={}", self.url())
    }
}
