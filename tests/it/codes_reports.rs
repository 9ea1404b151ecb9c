//! T14: what gateways report moves a message on, once, and proves nothing.

use world::{Options, World};

const SMS: &str = "/bekreft/kode/sms";

async fn key(world: &World) -> String {
    sqlx::query_scalar("select key from message order by id desc limit 1")
        .fetch_one(&world.pool)
        .await
        .expect("a message")
}

async fn state(world: &World) -> String {
    sqlx::query_scalar("select state from message order by id desc limit 1")
        .fetch_one(&world.pool)
        .await
        .expect("a message")
}

async fn report(world: &World, query: &str) -> u16 {
    world.stranger().asks("GET", &format!("/levering/kannel?{query}"), &[]).await.status().as_u16()
}

async fn world_with_an_accepted_message(settings: Vec<(&'static str, String)>) -> World {
    let world = World::with(Options { settings, ..Options::default() }).await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.asks_for_code("send-sms", &[]).await;
    world.works().await;
    assert_eq!(state(&world).await, "accepted");
    world
}

#[tokio::test]
async fn a_report_with_a_wrong_tag_is_refused_and_changes_nothing() {
    let world = world_with_an_accepted_message(Vec::new()).await;
    let key = key(&world).await;
    let other = world.state.code_keys.report_tag("another message");
    for tag in ["", "feil", &other] {
        assert_eq!(report(&world, &format!("m={key}&s={tag}&status=1")).await, 401);
    }
    let tag = world.state.code_keys.report_tag(&key);
    assert_eq!(report(&world, &format!("m={key}x&s={tag}&status=1")).await, 401);
    assert_eq!(state(&world).await, "accepted");
}

#[tokio::test]
async fn a_report_a_hundred_times_is_one_change_and_a_later_one_changes_nothing() {
    let world = world_with_an_accepted_message(Vec::new()).await;
    let key = key(&world).await;
    let good = format!("m={key}&s={}", world.state.code_keys.report_tag(&key));
    assert_eq!(report(&world, &format!("{good}&status=8")).await, 200, "taken by the SMS centre");
    assert_eq!(state(&world).await, "accepted");
    for _ in 0..100 {
        assert_eq!(report(&world, &format!("{good}&status=1")).await, 200);
    }
    assert_eq!(state(&world).await, "delivered");
    let first: time::OffsetDateTime =
        sqlx::query_scalar("select reported_at from message").fetch_one(&world.pool).await.expect("reported");
    assert!(first <= world.now());
    assert_eq!(report(&world, &format!("{good}&status=2")).await, 200, "out of order");
    assert_eq!(state(&world).await, "delivered");
    assert_eq!(report(&world, &format!("{good}&status=77")).await, 400);
    assert_eq!(report(&world, &format!("{good}&status=x")).await, 400);
}

#[tokio::test]
async fn a_report_never_verifies_anything() {
    let world = world_with_an_accepted_message(Vec::new()).await;
    let key = key(&world).await;
    report(&world, &format!("m={key}&s={}&status=1", world.state.code_keys.report_tag(&key))).await;
    assert_eq!(world.count("select count(*) from verification where proven_at is not null").await, 0);
    assert_eq!(world.count("select count(*) from person where mobile_validated_at is not null").await, 0);
    assert_eq!(world.count("select count(*) from audit_event").await, 0);
}

#[tokio::test]
async fn a_report_that_comes_before_we_have_noted_that_the_message_is_sent_counts() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.asks_for_code("send-sms", &[]).await;
    let key = key(&world).await;
    report(&world, &format!("m={key}&s={}&status=1", world.state.code_keys.report_tag(&key))).await;
    assert_eq!(state(&world).await, "delivered");
    world.works().await;
    assert_eq!(
        world.count("select attempts::bigint from message").await,
        0,
        "it has arrived: no need to send it"
    );
    assert!(citizen.opens(SMS).await.shows("SMS-en kom fram til telefonen kl."));
}

#[tokio::test]
async fn a_message_nobody_knew_about_that_arrives_after_all_is_told_to_have_arrived() {
    let world = World::start().await;
    let person = world.person().mobile("+4740000005").registered().await;
    let citizen = world.citizen(&person).await;
    citizen.asks_for_code("send-sms", &[]).await;
    world.works().await;
    world.advance(time::Duration::seconds(3));
    world.works().await;
    assert_eq!(state(&world).await, "failed");
    let key = key(&world).await;
    report(&world, &format!("m={key}&s={}&status=1", world.state.code_keys.report_tag(&key))).await;
    assert!(citizen.opens(SMS).await.shows("SMS-en kom fram til telefonen kl."));
}

#[tokio::test]
async fn link_mobility_reports_with_the_password_of_its_gate_only() {
    let link = [
        ("SMS_FALLBACK", "linkmobility"),
        ("LINKMOBILITY_URL", "http://127.0.0.1:9"),
        ("LINKMOBILITY_USER", "bruker"),
        ("LINKMOBILITY_PASSWORD", "passord"),
        ("LINKMOBILITY_PLATFORM", "COMMON_API"),
        ("LINKMOBILITY_PARTNER", "1"),
        ("LINKMOBILITY_SOURCE", "Register"),
        ("LINKMOBILITY_GATE", "port"),
        ("LINKMOBILITY_REPORT_USER", "port"),
        ("LINKMOBILITY_REPORT_PASSWORD", "hemmelig"),
    ];
    let settings = link.map(|(name, value)| (name, value.to_owned())).to_vec();
    let world = world_with_an_accepted_message(settings).await;
    let key = key(&world).await;
    let send = async |user: &str, password: &str, code: u32| {
        let body =
            format!(r#"{{"id":"x","refId":"{key}","resultCode":{code},"operator":"no.test","segments":1}}"#);
        reqwest::Client::new()
            .post(format!("{}/levering/linkmobility", world.url()))
            .basic_auth(user, Some(password))
            .header("content-type", "application/json")
            .body(body)
            .send()
            .await
            .expect("an answer")
            .status()
            .as_u16()
    };
    assert_eq!(send("port", "feil", 1001).await, 401);
    assert_eq!(state(&world).await, "accepted");
    assert_eq!(send("port", "hemmelig", 1011).await, 200);
    assert_eq!(state(&world).await, "accepted");
    assert_eq!(send("port", "hemmelig", 1002).await, 200);
    assert_eq!(state(&world).await, "undelivered");
}

#[tokio::test]
async fn without_a_gate_nobody_reports_as_link_mobility() {
    let world = World::start().await;
    let answer =
        world.stranger().asks("POST", "/levering/linkmobility", &[("authorization", "Basic Og==")]).await;
    assert_eq!(answer.status().as_u16(), 401);
}
