//! A citizen's own data, for a service where she has logged in with ID-porten.

use serde_json::{Value, json};
use world::issuer::{Issuer, token};
use world::maskinporten::{ApiAnswer, Maskinporten, published_key};
use world::{Options, Person, World};

use crate::lookup::{CONTACT, V1};

const PERSON: &str = "/rest/v1/person";
const OWN_CONTACT: &str = "krr:user/kontaktinformasjon.read";
const OWN_MAIL: &str = "krr:user/digitalpost.read";
const OWN_LANGUAGE: &str = "krr:user/spraak.write";

struct Service {
    idporten: Issuer,
    maskinporten: Maskinporten,
    world: World,
    person: Person,
}

impl Service {
    async fn start() -> Self {
        let (idporten, maskinporten) = (Issuer::start().await, Maskinporten::start().await);
        let settings = [world::login::citizens_at(&idporten.url()), maskinporten.settings()].concat();
        let world = World::with(Options { settings, ..Options::default() }).await;
        let person = world.person().mailbox("digipost", "kari.test#9YDT").registered().await;
        Self { idporten, maskinporten, world, person }
    }

    /// A good access token of hers.
    fn claims(&self, scope: &str) -> Value {
        let now = self.world.now().unix_timestamp();
        json!({
            "iss": self.idporten.url(), "aud": "unspecified", "sub": "sub-of-her", "pid": self.person.identifier,
            "scope": scope, "acr": "idporten-loa-substantial", "amr": ["Minid-APP"], "client_id": "c0ffee",
            "token_type": "Bearer", "iat": now, "exp": now + 120, "jti": "jti-1",
            "consumer": { "authority": "iso6523-actorid-upis", "ID": "0192:991825827" },
        })
    }

    async fn gets(&self, claims: &Value) -> ApiAnswer {
        self.shows(&self.idporten.key.sign(claims)).await
    }

    async fn shows(&self, token: &str) -> ApiAnswer {
        let bearer = format!("Bearer {token}");
        self.world.calls("GET", PERSON, &[("authorization", &bearer)], String::new()).await
    }

    async fn patches(&self, claims: &Value, body: &str) -> (u16, String) {
        let bearer = format!("Bearer {}", self.idporten.key.sign(claims));
        let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
        let answer = self.world.raw("PATCH", PERSON, &headers, body.to_owned().into()).await;
        (answer.status().as_u16(), answer.text().await.expect("a body"))
    }
}

fn with(mut claims: Value, name: &str, value: Value) -> Value {
    claims[name] = value;
    claims
}

fn without(mut claims: Value, name: &str) -> Value {
    claims.as_object_mut().expect("claims").remove(name);
    claims
}

#[tokio::test]
async fn she_is_told_by_the_scopes_she_has_let_the_service_have() {
    let service = Service::start().await;
    let both = service.gets(&service.claims(&format!("openid {OWN_CONTACT} {OWN_MAIL}"))).await;
    assert_eq!(both.status, 200, "{}", both.body);
    assert_eq!(both.body["personidentifikator"], service.person.identifier, "one person, without a wrapper");
    assert_eq!(both.body["kontaktinformasjon"]["epostadresse"], service.person.email);
    assert_eq!(both.body["digital_post"]["postkasseadresse"], "kari.test#9YDT");
    let contact = service.gets(&service.claims(OWN_CONTACT)).await.body;
    assert!(contact["kontaktinformasjon"].is_object() && contact["digital_post"].is_null());
    let mail = service.gets(&service.claims(OWN_MAIL)).await.body;
    assert!(mail["kontaktinformasjon"].is_null() && mail["varslingsstatus"].is_null());
    assert!(mail["digital_post"].is_object());
    let stranger = service.world.person().unregistered();
    let hers = with(service.claims(OWN_CONTACT), "pid", json!(stranger.identifier));
    assert_eq!(service.gets(&hers).await.body["status"], "IKKE_REGISTRERT");
    service.world.advance_days(600);
    let expired = service.gets(&service.claims(OWN_CONTACT)).await.body;
    assert_eq!((&expired["varslingsstatus"], &expired["kontaktinformasjon"]), (&json!("KAN_IKKE_VARSLES"), &Value::Null));
}

#[tokio::test]
async fn a_token_that_nobody_should_believe_tells_nothing() {
    let service = Service::start().await;
    let good = || service.claims(OWN_CONTACT);
    let now = service.world.now().unix_timestamp();
    for (what, claims) in [
        ("another issuer", with(good(), "iss", json!("https://idporten.no"))),
        ("with a slash", with(good(), "iss", json!(format!("{}/", service.idporten.url())))),
        ("expired", with(good(), "exp", json!(now - 11))),
        ("no end", without(good(), "exp")),
        ("from the future", with(good(), "iat", json!(now + 60))),
        ("for another", with(good(), "aud", json!("https://elsewhere.example"))),
        ("an id_token", with(good(), "aud", json!("bekreft"))),
        ("of nobody", without(good(), "pid")),
        ("of somebody who cannot be", with(good(), "pid", json!("12345678901"))),
    ] {
        let answer = service.gets(&claims).await;
        assert_eq!((answer.status, answer.error()), (401, "invalid_token"), "{what}: {}", answer.body);
    }
    let signed = service.idporten.key.sign(&good());
    let signature = signed.rsplit('.').next().expect("parts");
    let other = with(good(), "pid", json!(service.world.person().registered().await.identifier));
    let stolen = token(&json!({ "alg": "RS256", "kid": "op-1" }), &other, b"x");
    for token in [stolen.clone(), format!("{}.{signature}", stolen.rsplit_once('.').expect("parts").0)] {
        assert_eq!(service.shows(&token).await.status, 401);
    }
    let unsigned = token(&json!({ "alg": "none", "kid": "op-1" }), &good(), b"");
    assert_eq!(service.shows(&unsigned).await.status, 401);
    assert_eq!(service.world.calls("GET", PERSON, &[], String::new()).await.status, 401, "none at all");
}

#[tokio::test]
async fn a_scope_or_a_level_that_is_missing_is_told() {
    let service = Service::start().await;
    for scope in ["", "openid profile", OWN_LANGUAGE, CONTACT, "krr:user/spraak.read"] {
        let answer = service.gets(&service.claims(scope)).await;
        assert_eq!((answer.status, answer.error()), (403, "insufficient_scope"), "{scope}");
        assert!(answer.header("www-authenticate").contains(OWN_CONTACT));
    }
    for claims in [
        with(service.claims(OWN_CONTACT), "acr", json!("idporten-loa-low")),
        without(service.claims(OWN_CONTACT), "acr"),
    ] {
        let answer = service.gets(&claims).await;
        assert_eq!((answer.status, answer.error()), (403, "access_denied"));
    }
}

#[tokio::test]
async fn an_organisations_token_is_no_citizens_and_the_other_way() {
    let service = Service::start().await;
    let (world, maskinporten) = (&service.world, &service.maskinporten);
    // A token about one person looks much like hers, but nobody has logged in for it.
    let now = world.now().unix_timestamp();
    let mut about_her = maskinporten.claims(world, "991825827");
    about_her["pid"] = json!(service.person.identifier);
    about_her["scope"] = json!(format!("{OWN_CONTACT} {CONTACT}"));
    for claims in [about_her.clone(), with(about_her.clone(), "acr", json!("idporten-loa-high"))] {
        assert_eq!(service.shows(&published_key().sign(&claims)).await.status, 401);
    }
    let disguised = with(about_her, "iss", json!(service.idporten.url()));
    assert_eq!(service.shows(&published_key().sign(&disguised)).await.status, 401, "of another key");
    // Hers, at the addresses for organisations.
    let body = json!({ "personidentifikatorer": [service.person.identifier] });
    let hers = with(service.claims(CONTACT), "exp", json!(now + 100));
    assert_eq!(world.posts(V1, &service.idporten.key.sign(&hers), &body).await.status, 401);
    let disguised = with(hers, "iss", json!(maskinporten.issuer()));
    assert_eq!(world.posts(V1, &service.idporten.key.sign(&disguised), &body).await.status, 401);
}

#[tokio::test]
async fn she_chooses_her_language_and_sees_who_did_it() {
    let service = Service::start().await;
    let (world, person) = (&service.world, &service.person);
    let claims = service.claims(OWN_LANGUAGE);
    assert_eq!(service.patches(&claims, r#"{"spraak":"nn"}"#).await, (204, String::new()));
    assert_eq!(world.text_of(person, "language").await.as_deref(), Some("nn"));
    assert_eq!(world.changes(person).await, ["language_chosen"]);
    let done = "select count(*) from audit_event where actor = 'citizen' and action = 'choose_language_at_service'
        and consumer = '991825827' and supplier is null and support_code <> ''";
    assert_eq!(world.count(done).await, 1);
    assert_eq!(service.patches(&claims, r#"{"spraak":"nn"}"#).await.0, 204, "the same again");
    assert_eq!(world.changes(person).await.len(), 1, "and nothing has changed");
    let (one, two) = tokio::join!(
        service.patches(&claims, r#"{"spraak":"se"}"#),
        service.patches(&claims, r#"{"spraak":"se"}"#)
    );
    assert_eq!((one.0, two.0), (204, 204));
    assert_eq!(world.changes(person).await.len(), 2, "at the same time it is one change");
    let contact = service.gets(&service.claims(OWN_CONTACT)).await.body;
    assert_eq!(contact["spraak"], "se");
    let stranger = world.person().unregistered();
    let hers = with(claims, "pid", json!(stranger.identifier));
    assert_eq!(service.patches(&hers, r#"{"spraak":"en"}"#).await.0, 204);
    assert_eq!(world.changes(&stranger).await, ["person_registered", "language_chosen"]);
}

#[tokio::test]
async fn a_language_that_is_none_is_refused() {
    let service = Service::start().await;
    let claims = service.claims(OWN_LANGUAGE);
    for body in ["", "{}", r#"{"spraak":"sv"}"#, r#"{"spraak":"NN"}"#, r#"{"spraak":null}"#, r#"{"spraak":""}"#, "[]"] {
        let (status, text) = service.patches(&claims, body).await;
        assert_eq!(status, 400, "{body}");
        assert!(text.contains("invalid_request"), "{text}");
    }
    assert_eq!(service.patches(&service.claims(OWN_CONTACT), r#"{"spraak":"nn"}"#).await.0, 403);
    let bearer = format!("Bearer {}", service.idporten.key.sign(&claims));
    let plain = [("authorization", bearer.as_str()), ("content-type", "text/plain")];
    assert_eq!(service.world.calls("PATCH", PERSON, &plain, "{}".to_owned()).await.status, 415);
    let json = [("authorization", bearer.as_str()), ("content-type", "application/json")];
    let large = " ".repeat(70_000);
    assert_eq!(service.world.calls("PATCH", PERSON, &json, large).await.status, 413);
    let answer = service.world.calls("DELETE", PERSON, &json, String::new()).await;
    assert_eq!((answer.status, answer.header("allow")), (405, "GET, PATCH"));
    assert_eq!(service.world.text_of(&service.person, "language").await, None);
}
