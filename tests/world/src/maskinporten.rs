//! An issuer of access tokens that says whatever a test wants, and programs that show them at the API.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU8, Ordering};

use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::issuer::Key;
use crate::{Options, World};

/// The organisation number of Digipost.
pub const DIGIPOST: &str = "984661185";
/// The organisation number of e-Boks.
pub const EBOKS: &str = "922020175";
/// The scope by which providers tell of mailboxes.
pub const MAILBOX_WRITE: &str = "krr:global/postkasse.write";

const METADATA: &str = "/.well-known/oauth-authorization-server";

/// The key it has published. Made once, since that takes a while.
pub fn published_key() -> &'static Key {
    static KEY: OnceLock<Key> = OnceLock::new();
    KEY.get_or_init(|| Key::new("mp-1"))
}

/// A key of the same length that nobody has published.
pub fn other_key() -> &'static Key {
    static KEY: OnceLock<Key> = OnceLock::new();
    KEY.get_or_init(|| Key::new("mp-2"))
}

/// A certificate, in DER, to which mail can be encrypted until then; it has been valid for long.
pub fn certificate(until: OffsetDateTime) -> Vec<u8> {
    let mut params = rcgen::CertificateParams::default();
    params.not_before = until - Duration::days(1000);
    params.not_after = until;
    params.key_usages = vec![rcgen::KeyUsagePurpose::KeyEncipherment];
    let key = rcgen::KeyPair::generate().expect("a key");
    params.self_signed(&key).expect("a certificate").der().to_vec()
}

/// Maskinporten.
#[derive(Debug)]
pub struct Maskinporten {
    server: MockServer,
    next_priority: AtomicU8,
}

impl Maskinporten {
    /// Starts it, with one key.
    pub async fn start() -> Self {
        let server = MockServer::builder().start().await;
        let issuer = Self { server, next_priority: AtomicU8::new(255) };
        issuer.answers(METADATA, ResponseTemplate::new(200).set_body_json(issuer.metadata())).await;
        issuer.publishes(&[published_key()]).await;
        issuer
    }

    /// Its name, with the slash that Maskinporten's has.
    pub fn issuer(&self) -> String {
        format!("{}/", self.server.uri())
    }

    fn metadata(&self) -> Value {
        json!({ "issuer": self.issuer(), "jwks_uri": format!("{}jwk", self.issuer()) })
    }

    async fn answers(&self, address: &str, answer: ResponseTemplate) {
        // 1 comes before 255, so the last word counts.
        let priority = self.next_priority.fetch_sub(1, Ordering::Relaxed);
        let mock = Mock::given(method("GET")).and(path(address)).respond_with(answer);
        mock.with_priority(priority).mount(&self.server).await;
    }

    /// Publishes these keys and no others.
    pub async fn publishes(&self, keys: &[&Key]) {
        self.publishes_jwks(&keys.iter().map(|key| &key.public).collect::<Vec<_>>()).await;
    }

    /// The same for keys of any kind.
    pub async fn publishes_jwks(&self, keys: &[&Value]) {
        self.answers("/jwk", ResponseTemplate::new(200).set_body_json(json!({ "keys": keys }))).await;
    }

    /// Says this of itself.
    pub async fn says_of_itself(&self, metadata: &Value) {
        self.answers(METADATA, ResponseTemplate::new(200).set_body_json(metadata)).await;
    }

    /// Is out of order.
    pub async fn goes_down(&self) {
        self.answers(METADATA, ResponseTemplate::new(503)).await;
        self.answers("/jwk", ResponseTemplate::new(503)).await;
    }

    /// Is itself again.
    pub async fn comes_back(&self) {
        self.says_of_itself(&self.metadata()).await;
        self.publishes(&[published_key()]).await;
    }

    /// How often its keys have been asked for.
    pub async fn times_asked_for_keys(&self) -> usize {
        let all = self.server.received_requests().await.unwrap_or_default();
        all.iter().filter(|request| request.url.path() == "/jwk").count()
    }

    /// The settings by which the program takes its tokens.
    pub fn settings(&self) -> Vec<(&'static str, String)> {
        vec![("MASKINPORTEN_ISSUER", self.issuer())]
    }

    /// A world whose API takes its tokens.
    pub async fn world(&self) -> World {
        World::with(Options { settings: self.settings(), ..Options::default() }).await
    }

    /// The claims of a good token of an organisation.
    pub fn claims(&self, world: &World, organisation: &str) -> Value {
        let now = world.now().unix_timestamp();
        json!({
            "iss": self.issuer(), "aud": "unspecified", "scope": MAILBOX_WRITE, "token_type": "Bearer",
            "client_amr": "private_key_jwt", "client_id": "c0ffee", "jti": "jti-1",
            "iat": now, "exp": now + 119,
            "consumer": { "authority": "iso6523-actorid-upis", "ID": format!("0192:{organisation}") },
        })
    }

    /// A good token of an organisation, to look persons up by these scopes.
    pub fn reader(&self, world: &World, scope: &str) -> String {
        let mut claims = self.claims(world, "991825827");
        claims["scope"] = json!(scope);
        published_key().sign(&claims)
    }

    /// A good token of an organisation.
    pub fn token(&self, world: &World, organisation: &str) -> String {
        published_key().sign(&self.claims(world, organisation))
    }
}

/// What the API has answered.
#[derive(Debug)]
pub struct ApiAnswer {
    /// Status code.
    pub status: u16,
    /// The body.
    pub body: Value,
    headers: reqwest::header::HeaderMap,
}

impl ApiAnswer {
    /// A header; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The `error` of an error.
    pub fn error(&self) -> &str {
        self.body["error"].as_str().unwrap_or_default()
    }

    /// What the error says.
    pub fn description(&self) -> &str {
        self.body["error_description"].as_str().unwrap_or_default()
    }

    /// `status` and `beskrivelse` of an answer; the second is empty when it is not there.
    pub fn said(&self) -> (&str, &str) {
        assert_eq!(self.status, 200, "{}", self.body);
        (
            self.body["status"].as_str().unwrap_or_default(),
            self.body["beskrivelse"].as_str().unwrap_or_default(),
        )
    }
}

impl World {
    /// Posts JSON to the API with a token. Every person identifier in the body must not be logged.
    pub async fn posts(&self, path: &str, token: &str, body: &Value) -> ApiAnswer {
        let many = body["personidentifikatorer"].as_array().into_iter().flatten();
        for identifier in many.chain([&body["personidentifikator"]]).filter_map(Value::as_str) {
            if identifier.len() == 11 {
                self.must_not_be_logged(identifier);
            }
        }
        let bearer = format!("Bearer {token}");
        let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
        self.calls("POST", path, &headers, body.to_string()).await
    }

    /// Calls the API with a method, headers and body of one's own, and looks at what every answer must have.
    pub async fn calls(&self, method: &str, path: &str, headers: &[(&str, &str)], body: String) -> ApiAnswer {
        let method = method.parse().expect("a method");
        let mut request =
            reqwest::Client::new().request(method, format!("{}{path}", self.url())).body(body.clone());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = request.send().await.expect("the server answers");
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let text = answer.text().await.expect("a body");
        let answer = ApiAnswer { status, body: serde_json::from_str(&text).unwrap_or_default(), headers };
        assert_eq!(answer.header("content-type"), "application/json", "{path}: {text}");
        assert_eq!(answer.header("x-correlation-id").len(), 9, "{path}: a correlation id");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(answer.header("set-cookie"), "", "{path}: no cookies for programs");
        if status != 200 {
            assert!(!answer.error().is_empty() && answer.description().len() > 10, "{path}: {text}");
            assert_eq!(answer.body.as_object().map(serde_json::Map::len), Some(2), "{text}");
        }
        answer
    }
}

impl World {
    /// Calls the API and looks at nothing.
    pub async fn raw(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: reqwest::Body,
    ) -> reqwest::Response {
        let method = method.parse().expect("a method");
        let mut request = reqwest::Client::new().request(method, format!("{}{path}", self.url())).body(body);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.send().await.expect("the server answers")
    }

    /// Gives a mailbox provider a certificate in DER.
    pub async fn puts_certificate(
        &self,
        provider: &str,
        der: &[u8],
        from: OffsetDateTime,
        until: OffsetDateTime,
    ) {
        sqlx::query(
            "insert into mailbox_certificate (provider, certificate, not_before, not_after, updated_at)
             values ($1, $2, $3, $4, $3)",
        )
        .bind(provider)
        .bind(der)
        .bind(from)
        .bind(until)
        .execute(&self.pool)
        .await
        .expect("a certificate is kept");
    }
}
