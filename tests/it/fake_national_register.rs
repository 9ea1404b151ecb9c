//! Maskinporten and the API of Folkeregisteret on one server, as far as their documentation tells.

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bekreft::app;
use bekreft::clients::national_register::NationalRegister;
use bekreft::config::{Config, Mode, Settings};
use serde_json::{Value, json};
use wiremock::matchers::{method, path_regex};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};
use world::{Person, login};

/// What the fake does and has seen.
#[derive(Debug, Default)]
pub(crate) struct State {
    /// The feed, in the order in which it is told.
    pub(crate) elements: Vec<Value>,
    /// Persons' documents by their keys.
    pub(crate) documents: Vec<(String, Value)>,
    /// Answers that come before any other, last one first: status and seconds to wait.
    pub(crate) moods: Vec<(u16, u64)>,
    /// After so many answers it is down.
    pub(crate) down_after: Option<usize>,
    /// The answer of the token endpoint when it is not a token.
    pub(crate) token_refusal: Option<(u16, Value)>,
    /// Tokens that have been given out; only the last is taken.
    pub(crate) tokens: usize,
    /// The ids of all assertions.
    assertions: Vec<String>,
    /// What was asked of the API, in order.
    pub(crate) asked: Vec<String>,
    /// Where the feed was read from is told whatever was asked for.
    pub(crate) repeats_itself: bool,
}

/// The server.
pub(crate) struct Fake {
    server: MockServer,
    state: Arc<Mutex<State>>,
}

impl Fake {
    pub(crate) async fn start() -> Self {
        let server = MockServer::start().await;
        let state = Arc::new(Mutex::new(State::default()));
        let uri = server.uri();
        let metadata = json!({ "issuer": format!("{uri}/"), "token_endpoint": format!("{uri}/token") });
        Mock::given(path_regex("^/.well-known/oauth-authorization-server$"))
            .respond_with(ResponseTemplate::new(200).set_body_json(metadata))
            .mount(&server)
            .await;
        let (one, two) = (state.clone(), state.clone());
        let issuer = format!("{uri}/");
        Mock::given(method("POST"))
            .and(path_regex("^/token$"))
            .respond_with(move |request: &Request| give_token(&mut lock(&one), request, &issuer))
            .mount(&server)
            .await;
        Mock::given(method("GET"))
            .and(path_regex("^/api/"))
            .respond_with(move |request: &Request| answer(&mut lock(&two), request))
            .mount(&server)
            .await;
        Self { server, state }
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    /// The settings by which the program reads it.
    fn settings(&self, keys: &str) -> Vec<(&'static str, String)> {
        let uri = self.server.uri();
        vec![
            ("NATIONAL_REGISTER_URL", format!("{uri}/api")),
            ("NATIONAL_REGISTER_SCOPE", "folkeregister:deling/offentligmedhjemmel".to_owned()),
            ("MASKINPORTEN_ISSUER", uri),
            ("MASKINPORTEN_CLIENT_ID", "bekreft-register".to_owned()),
            ("MASKINPORTEN_CLIENT_JWK", keys.to_owned()),
        ]
    }

    /// The program's own access to it.
    pub(crate) fn register(&self) -> NationalRegister {
        self.register_with_keys(&login::client_key().0)
    }

    /// The same with these keys of the program.
    pub(crate) fn register_with_keys(&self, keys: &str) -> NationalRegister {
        let settings = self.settings(keys);
        let settings = Settings::of(settings.iter().map(|(name, value)| (*name, value.as_str())));
        let config = Config::check(&settings, Mode::Demo).expect("good settings");
        app::national_register(&config).expect("it is set")
    }

    /// Tells that somebody has died.
    pub(crate) fn dies(&self, sequence: i64, person: &Person) {
        let mut document = in_use(&person.identifier);
        document["doedsfall"] = json!({ "erGjeldende": true, "doedsdato": "2026-11-19" });
        self.tells(sequence, "endringIDoedsfall", person, document);
    }

    /// Tells that a number has been replaced, with the new number's document.
    pub(crate) fn replaces(&self, sequence: i64, old: &Person, new: &Person) {
        let numbers = json!([
            { "erGjeldende": false, "status": "opphoert", "foedselsEllerDNummer": old.identifier,
              "identifikatortype": "dNummer" },
            { "erGjeldende": true, "status": "iBruk", "foedselsEllerDNummer": new.identifier,
              "identifikatortype": "foedselsnummer" },
        ]);
        self.tells(
            sequence,
            "endringIIdentifikasjonsnummer",
            new,
            json!({ "identifikasjonsnummer": numbers }),
        );
    }

    /// Tells something.
    pub(crate) fn tells(&self, sequence: i64, kind: &str, person: &Person, document: Value) {
        let key = format!("{sequence:032x}");
        let mut state = self.state();
        state.elements.push(json!({
            "sekvensnummer": sequence,
            "hendelse": {
                "folkeregisteridentifikator": person.identifier,
                "hendelsetype": kind,
                "hendelsesdokument": "55591b51b20518f4f22bf1edd6aa9f25",
                "persondokument": key,
                "ajourholdstidspunkt": "2026-11-20T09:26:03.689+01:00",
            },
        }));
        state.documents.push((key, document));
    }
}

/// The document of a person with one number.
pub(crate) fn in_use(identifier: &str) -> Value {
    let number = json!({ "erGjeldende": true, "status": "iBruk", "foedselsEllerDNummer": identifier });
    json!({ "identifikasjonsnummer": [number], "status": [{ "erGjeldende": true, "status": "bosatt" }] })
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().expect("no test has panicked in here")
}

fn part(token: &str, number: usize) -> Vec<u8> {
    let part = token.split('.').nth(number).expect("three parts");
    URL_SAFE_NO_PAD.decode(part).expect("base64")
}

/// Whether the assertion is signed with the key that the program's public set names.
fn is_signed(token: &str) -> bool {
    let set: Value = serde_json::from_str(&login::client_key().1).expect("a set");
    let number = |name: &str| {
        URL_SAFE_NO_PAD.decode(set["keys"][0][name].as_str().expect("a number")).expect("base64")
    };
    let (message, _) = token.rsplit_once('.').expect("three parts");
    let key = RsaPublicKeyComponents { n: number("n"), e: number("e") };
    key.verify(&RSA_PKCS1_2048_8192_SHA256, message.as_bytes(), &part(token, 2)).is_ok()
}

fn give_token(state: &mut State, request: &Request, issuer: &str) -> ResponseTemplate {
    if let Some((status, body)) = &state.token_refusal {
        return ResponseTemplate::new(*status).set_body_json(body);
    }
    let form = pairs(&String::from_utf8_lossy(&request.body));
    let field = |name: &str| form.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    assert_eq!(field("grant_type").as_deref(), Some("urn:ietf:params:oauth:grant-type:jwt-bearer"));
    let assertion = field("assertion").expect("an assertion");
    let claims: Value = serde_json::from_slice(&part(&assertion, 1)).expect("claims");
    let header: Value = serde_json::from_slice(&part(&assertion, 0)).expect("a header");
    assert_eq!(header["alg"], "RS256");
    if header["kid"] != "bekreft-1" {
        let error = json!({ "error": "invalid_grant", "error_description": "Unknown key identifier" });
        return ResponseTemplate::new(400).set_body_json(error);
    }
    assert!(is_signed(&assertion));
    assert_eq!(claims["aud"], issuer);
    assert_eq!(claims["iss"], "bekreft-register");
    assert_eq!(claims["scope"], "folkeregister:deling/offentligmedhjemmel");
    let life = claims["exp"].as_i64().expect("an end") - claims["iat"].as_i64().expect("a start");
    assert!((1..=120).contains(&life), "Maskinporten takes no more");
    let id = claims["jti"].as_str().expect("an id").to_owned();
    assert!(!state.assertions.contains(&id), "each is used once");
    state.assertions.push(id);
    state.tokens += 1;
    let answer = json!({
        "access_token": format!("token-{}", state.tokens), "token_type": "Bearer", "expires_in": 119,
        "scope": claims["scope"],
    });
    ResponseTemplate::new(200).set_body_json(answer)
}

fn pairs(form: &str) -> Vec<(String, String)> {
    let address = format!("http://localhost/?{form}");
    let address = address.parse::<reqwest::Url>().expect("an address");
    address.query_pairs().map(|(key, value)| (key.into_owned(), value.into_owned())).collect()
}

fn answer(state: &mut State, request: &Request) -> ResponseTemplate {
    let path = request.url.path().trim_start_matches("/api").to_owned();
    let query = request.url.query().unwrap_or_default().to_owned();
    state.asked.push(format!("{path}?{query}").trim_end_matches('?').to_owned());
    if state.down_after.is_some_and(|many| state.asked.len() > many) {
        return ResponseTemplate::new(502);
    }
    if let Some((status, seconds)) = state.moods.pop() {
        return ResponseTemplate::new(status).set_delay(Duration::from_secs(seconds));
    }
    let bearer = format!("Bearer token-{}", state.tokens);
    if request.headers.get("authorization").is_none_or(|given| given.as_bytes() != bearer.as_bytes()) {
        return ResponseTemplate::new(401);
    }
    if path == "/v1/hendelser/siste/sekvensnummer" {
        let numbers = state.elements.iter().filter_map(|element| element["sekvensnummer"].as_i64());
        return ResponseTemplate::new(200).set_body_json(numbers.max().unwrap_or(0));
    }
    if path == "/v1/hendelser/feed" {
        let from = query.trim_start_matches("seq=").parse::<i64>().expect("a number");
        let repeats = state.repeats_itself;
        let is_asked_for = |element: &&Value| element["sekvensnummer"].as_i64() >= Some(from) || repeats;
        let page = state.elements.iter().filter(is_asked_for).take(1000).collect::<Vec<_>>();
        return ResponseTemplate::new(200).set_body_json(page);
    }
    let key = path.trim_start_matches("/v1/personer/arkiv/");
    match state.documents.iter().find(|(known, _)| known == key) {
        Some((_, document)) => ResponseTemplate::new(200).set_body_json(document),
        None => ResponseTemplate::new(404),
    }
}
