//! Requests that are none: every error at the API is JSON in the documented form, and quotes nothing.

use serde_json::json;
use world::maskinporten::{DIGIPOST, Maskinporten};
use world::{Options, World};

const CAN_CHOOSE: &str = "/rest/v1/postkasse/kanVelge";

fn bearer(maskinporten: &Maskinporten, world: &World) -> String {
    format!("Bearer {}", maskinporten.token(world, DIGIPOST))
}

#[tokio::test]
async fn a_body_that_is_not_as_described_is_refused_and_not_quoted() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let person = world.person().registered().await;
    let bearer = bearer(&maskinporten, &world);
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json; charset=utf-8")];
    let pid = &person.identifier;
    for body in [
        String::new(),
        "null".to_owned(),
        "[]".to_owned(),
        "{}".to_owned(),
        pid.clone(),
        format!("{{\"personidentifikator\":{pid}}}"),
        format!("{{\"personidentifikator\":[\"{pid}\"]}}"),
        format!("{{\"personidentifikator\":\"{pid}\""),
        format!("{{\"personidentifikator\":\"{pid}\"}}x"),
        format!("{{\"personidentifikator\":\"{pid}\",\"personidentifikator\":\"{pid}\"}}"),
        format!("{}\"{pid}\"{}", "[".repeat(500), "]".repeat(500)),
    ] {
        let answer = world.calls("POST", CAN_CHOOSE, &headers, body.clone()).await;
        assert_eq!((answer.status, answer.error()), (400, "invalid_request"), "{body}");
        assert!(!answer.body.to_string().contains(pid.as_str()), "{}", answer.body);
    }
    let more = format!("{{\"personidentifikator\":\"{pid}\",\"nytt\":1}}");
    assert_eq!(
        world.calls("POST", CAN_CHOOSE, &headers, more).await.status,
        200,
        "what is not known is passed over"
    );
    let large = format!("{{\"personidentifikator\":\"{}\"}}", "1".repeat(70_000));
    let answer = world.calls("POST", CAN_CHOOSE, &headers, large).await;
    assert_eq!((answer.status, answer.error()), (413, "request_too_large"));
}

#[tokio::test]
async fn wrong_methods_types_and_addresses_are_told_in_json() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let bearer = bearer(&maskinporten, &world);
    let body = || json!({ "personidentifikator": "17859012310" }).to_string();
    let auth = ("authorization", bearer.as_str());
    for method in ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"] {
        let answer = world.calls(method, CAN_CHOOSE, &[auth], String::new()).await;
        assert_eq!(
            (answer.status, answer.error(), answer.header("allow")),
            (405, "method_not_allowed", "POST")
        );
    }
    for kind in ["text/plain", "application/x-www-form-urlencoded", "application/jose", "application/jsonp"] {
        let answer = world.calls("POST", CAN_CHOOSE, &[auth, ("content-type", kind)], body()).await;
        assert_eq!((answer.status, answer.error()), (415, "unsupported_media_type"), "{kind}");
    }
    assert_eq!(world.calls("POST", CAN_CHOOSE, &[auth], body()).await.status, 415, "no type at all");
    let json = ("content-type", "application/json");
    for accept in ["text/html", "application/jose", "application/json;q=0", "image/*, application/xml"] {
        let answer = world.calls("POST", CAN_CHOOSE, &[auth, json, ("accept", accept)], body()).await;
        assert_eq!((answer.status, answer.error()), (406, "not_acceptable"), "{accept}");
    }
    for accept in ["*/*", "application/*", "application/jose, application/json;q=0.1", "Application/JSON"] {
        let answer = world.calls("POST", CAN_CHOOSE, &[auth, json, ("accept", accept)], body()).await;
        assert_eq!(answer.status, 200, "{accept}");
    }
    for path in [
        "/rest",
        "/rest/",
        "/rest/v1/postkasse",
        "/rest/v1/postkasse/kanVelge/",
        "/rest/v1/postkasse/kanvelge",
        "/rest/v9/x",
    ] {
        let answer = world.calls("POST", path, &[auth, json], body()).await;
        assert_eq!((answer.status, answer.error()), (404, "not_found"), "{path}");
    }
    assert_eq!(world.stranger().opens("/restaurant").await.heading(), "Vi finner ikke siden");
}

#[tokio::test]
async fn who_is_not_known_learns_nothing_about_her_request() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    for (kind, body) in [("text/plain", "x"), ("application/json", "{"), ("application/json", "{}")] {
        let answer = world.calls("POST", CAN_CHOOSE, &[("content-type", kind)], body.to_owned()).await;
        assert_eq!(answer.status, 401, "{kind} {body}");
    }
}

#[tokio::test]
async fn a_register_that_is_away_says_so_and_when_to_come_back() {
    let maskinporten = Maskinporten::start().await;
    let options = Options {
        program_database_url: Some("postgres://nobody@127.0.0.1:9/none".to_owned()),
        settings: maskinporten.settings(),
        ..Options::default()
    };
    let world = World::with(options).await;
    let token = maskinporten.token(&world, DIGIPOST);
    let answer = world.posts(CAN_CHOOSE, &token, &json!({ "personidentifikator": "17859012310" })).await;
    assert_eq!((answer.status, answer.error(), answer.header("retry-after")), (503, "server_error", "5"));
    assert_eq!(answer.description(), "the register is not available at the moment");
}

#[tokio::test]
async fn the_correlation_id_leads_from_the_answer_to_the_log() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let answer = world.posts(CAN_CHOOSE, "nonsense", &json!({})).await;
    let id = answer.header("x-correlation-id");
    let heard = world::log::heard();
    let line = heard.lines().find(|line| line.contains(id)).expect("a line in the log");
    assert!(line.contains("status_code=401") && line.contains(CAN_CHOOSE), "{line}");
    assert!(!line.contains("nonsense"), "{line}");
    let other = world.posts(CAN_CHOOSE, "nonsense", &json!({})).await;
    assert_ne!(other.header("x-correlation-id"), id);
}
