//! The commercial SMS provider, and what any gateway's answers come to.

use std::time::{Duration, Instant};

use bekreft::clients::sms::{
    Kannel, KannelOptions, LinkMobility, LinkMobilityOptions, Sms, gsm7, linkmobility,
};
use bekreft::clients::{Accepted, Failure, Handed, Report};
use bekreft_domain::MobileNumber;
use wiremock::matchers::{body_partial_json, header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

fn link(url: &str) -> LinkMobility {
    LinkMobility::new(LinkMobilityOptions {
        url: url.parse().expect("an address"),
        user: "bruker".to_owned(),
        password: "passord".to_owned().into(),
        platform_id: "COMMON_API".to_owned(),
        platform_partner_id: "42".to_owned(),
        source: "Register".to_owned(),
        report_gate: Some("port".to_owned()),
    })
}

fn kannel(url: &str) -> Kannel {
    Kannel::new(KannelOptions {
        url: url.parse().expect("an address"),
        user: "bruker".to_owned(),
        password: "passord".to_owned().into(),
        from: Some("Register".to_owned()),
        smsc: None,
    })
}

fn number() -> MobileNumber {
    MobileNumber::from_stored("+4747551234").expect("a number")
}

fn sms(number: &MobileNumber) -> Sms<'_> {
    Sms {
        to: number,
        text: "Koden er 123456",
        key: "abc",
        valid_for: Duration::from_mins(8),
        report_url: Some("http://localhost/x?m=abc&s=def"),
    }
}

async fn answered(template: ResponseTemplate) -> (Handed, Handed) {
    let server = MockServer::start().await;
    Mock::given(method("POST")).respond_with(template).mount(&server).await;
    let number = number();
    (link(&server.uri()).send(&sms(&number)).await, kannel(&server.uri()).send(&sms(&number)).await)
}

#[tokio::test]
async fn a_message_goes_out_in_the_documented_form() {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/sms/send"))
        .and(header("authorization", "Basic YnJ1a2VyOnBhc3NvcmQ="))
        .and(body_partial_json(serde_json::json!({
            "source": "Register",
            "destination": "+4747551234",
            "userData": "Koden er 123456",
            "refId": "abc",
            "sourceTON": "ALPHANUMERIC",
            "relativeValidityTime": 480_000,
            "platformId": "COMMON_API",
            "platformPartnerId": "42",
            "ignoreResponse": false,
            "useDeliveryReport": true,
            "deliveryReportGates": ["port"],
        })))
        .respond_with(ResponseTemplate::new(200).set_body_json(serde_json::json!({
            "messageId": "m-1", "resultCode": 1005, "description": "Queued", "refId": "abc"
        })))
        .expect(1)
        .mount(&server)
        .await;
    let handed = link(&server.uri()).send(&sms(&number())).await;
    assert_eq!(handed, Ok(Accepted { reference: Some("m-1".to_owned()) }));
}

#[tokio::test]
async fn answers_are_told_apart() {
    let json = |status: u16, code: u32| {
        ResponseTemplate::new(status).set_body_json(serde_json::json!({ "resultCode": code }))
    };
    for (template, failure) in [
        (json(400, 106_200), Failure::Misconfigured),
        (json(403, 106_101), Failure::Misconfigured),
        (json(400, 106_000), Failure::Unavailable),
        (json(200, 1999), Failure::Misconfigured),
        (ResponseTemplate::new(401), Failure::Misconfigured),
        (ResponseTemplate::new(500), Failure::Unavailable),
        (ResponseTemplate::new(503), Failure::Unavailable),
        (ResponseTemplate::new(429), Failure::Unavailable),
        (ResponseTemplate::new(200).set_body_string("<html>"), Failure::Unclear),
    ] {
        assert_eq!(answered(template).await.0, Err(failure));
    }
    for (template, failure) in [
        (ResponseTemplate::new(403).set_body_string("Authorization failed"), Failure::Misconfigured),
        (ResponseTemplate::new(400).set_body_string("Sender missing"), Failure::Misconfigured),
        (ResponseTemplate::new(400).set_body_string("Number(s) has/have been denied"), Failure::BadAddress),
        (ResponseTemplate::new(503).set_body_string("Temporal failure"), Failure::Unavailable),
        (ResponseTemplate::new(202).set_body_string("?"), Failure::Unclear),
        (ResponseTemplate::new(302), Failure::Misconfigured),
    ] {
        assert_eq!(answered(template).await.1, Err(failure));
    }
    assert!(answered(ResponseTemplate::new(202).set_body_string("3: Queued for later")).await.1.is_ok());
}

#[tokio::test]
async fn a_silent_gateway_is_waited_for_three_seconds_and_a_closed_one_not_at_all() {
    let started = Instant::now();
    let late = ResponseTemplate::new(200).set_delay(Duration::from_secs(20));
    let server = MockServer::start().await;
    Mock::given(method("POST")).respond_with(late).mount(&server).await;
    let number = number();
    let message = sms(&number);
    let (link, kannel) = (link(&server.uri()), kannel(&server.uri()));
    assert_eq!(
        tokio::join!(link.send(&message), kannel.send(&message)),
        (Err(Failure::Unclear), Err(Failure::Unclear))
    );
    assert!(started.elapsed() < Duration::from_secs(6));
    let closed = "http://127.0.0.1:9";
    assert_eq!(self::link(closed).send(&message).await, Err(Failure::Unavailable));
    assert_eq!(self::kannel(closed).send(&message).await, Err(Failure::Unavailable));
}

#[tokio::test]
async fn when_the_first_route_is_down_the_second_attempt_goes_the_other_way() {
    let server = MockServer::start().await;
    let taken = serde_json::json!({ "messageId": "m-1", "resultCode": 1005 });
    Mock::given(method("POST"))
        .respond_with(ResponseTemplate::new(200).set_body_json(taken))
        .expect(1)
        .mount(&server)
        .await;
    let settings = [
        ("SMS_PROVIDER", "kannel"),
        ("KANNEL_URL", "http://127.0.0.1:9/cgi-bin/sendsms"),
        ("KANNEL_USER", "bruker"),
        ("KANNEL_PASSWORD", "passord"),
        ("SMS_FALLBACK", "linkmobility"),
        ("LINKMOBILITY_URL", &server.uri()),
        ("LINKMOBILITY_USER", "bruker"),
        ("LINKMOBILITY_PASSWORD", "passord"),
        ("LINKMOBILITY_PLATFORM", "COMMON_API"),
        ("LINKMOBILITY_PARTNER", "1"),
        ("LINKMOBILITY_SOURCE", "Register"),
    ];
    let settings = settings.map(|(name, value)| (name, value.to_owned())).to_vec();
    let world = world::World::with(world::Options { settings, ..world::Options::default() }).await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.asks_for_code("send-sms", &[]).await;
    world.works().await;
    assert!(citizen.opens("/bekreft/kode/sms").await.shows("SMS-en ble sendt kl."));
    assert_eq!(
        world.count("select count(*) from message where provider = 'linkmobility' and attempts = 2").await,
        1
    );
}

#[test]
fn reports_are_told_apart() {
    let read = |code: u32| {
        let body = serde_json::json!({
            "refId": "abc", "id": "m-1", "operator": "no.example", "resultCode": code, "segments": 1
        });
        linkmobility::report(body.to_string().as_bytes()).map(|(key, report)| {
            assert_eq!(key, "abc");
            report
        })
    };
    for code in [1001, 1007] {
        assert_eq!(read(code), Some(Report::Delivered), "{code}");
    }
    for code in [1000, 1011, 1012, 1010, 4] {
        assert_eq!(read(code), Some(Report::Buffered), "{code}");
    }
    for code in [0, 2, 1002, 1004, 1006, 2104, 2105, 2106] {
        assert_eq!(read(code), Some(Report::Undelivered), "{code}");
    }
    assert_eq!(linkmobility::report(br#"{"refId": null, "resultCode": 1001}"#), None);
}

#[test]
fn what_is_shown_of_a_gateway_holds_no_secret_and_no_text() {
    let number = number();
    let shown = format!("{:?} {:?} {:?}", link("http://x"), kannel("http://x"), sms(&number));
    assert!(!shown.contains("passord") && !shown.contains("123456") && !shown.contains("4755"));
}

#[test]
fn letters_are_counted_as_telephones_count_them() {
    assert_eq!(gsm7::septets("æøåÆØÅ@\n"), Some(8));
    assert_eq!(gsm7::septets("[€]"), Some(6));
    assert_eq!(gsm7::septets("«hei»"), None);
    assert_eq!(gsm7::septets("hard\u{a0}space"), None);
}
