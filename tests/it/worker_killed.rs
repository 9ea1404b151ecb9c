//! The worker is killed in the middle of its work, again and again; nobody is left waiting for a code that never comes.

use std::collections::HashMap;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use wiremock::matchers::method;
use wiremock::{Mock, MockServer, ResponseTemplate};
use world::{Options, World};

const SMS: &str = "/bekreft/kode/sms";
const KEY: &str = "YSBrZXkgZm9yIHRlc3RzLCBsb25nIGVub3VnaCB0byBiZSBvbmU=";

fn settings(gateway: &str) -> Vec<(&'static str, String)> {
    let all = [
        ("BEKREFT_CODE_KEYS", format!("1:{KEY}")),
        ("SMS_PROVIDER", "kannel".to_owned()),
        ("KANNEL_URL", format!("{gateway}/cgi-bin/sendsms")),
        ("KANNEL_USER", "bekreft".to_owned()),
        ("KANNEL_PASSWORD", "hemmelig".to_owned()),
        ("LIMIT_SENDS_NETWORK", "1000".to_owned()),
    ];
    all.to_vec()
}

fn worker(world: &World, settings: &[(&'static str, String)]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_bekreft"))
        .arg("work")
        .env("BEKREFT_MODE", "test")
        .env("DATABASE_URL", world.database_url())
        .env("BEKREFT_COOKIE_KEY", KEY)
        .env("BEKREFT_PUBLIC_URL", "http://localhost")
        .envs(settings.iter().map(|(name, value)| (*name, value.as_str())))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts")
}

#[tokio::test]
async fn killed_at_ten_points_the_worker_leaves_every_citizen_with_exactly_one_code_that_works() {
    let gateway = MockServer::start().await;
    let taken = ResponseTemplate::new(202).set_body_string("0: Accepted for delivery");
    Mock::given(method("POST"))
        .respond_with(taken.set_delay(Duration::from_millis(30)))
        .mount(&gateway)
        .await;
    let settings = settings(&gateway.uri());
    let world = World::with(Options { settings: settings.clone(), ..Options::default() }).await;
    let mut citizens = HashMap::new();
    for _ in 0..40 {
        let person = world.person().registered().await;
        let citizen = world.citizen(&person).await;
        assert_eq!(citizen.asks_for_code("send-sms", &[]).await.status, 303);
        citizens.insert(person.mobile, citizen);
    }
    for round in 0..10_u64 {
        let mut victim = worker(&world, &settings);
        // Long enough to start, and then a little longer each time: before, within and after attempts.
        wait_until_it_works(&world).await;
        tokio::time::sleep(Duration::from_millis(round * 7)).await;
        victim.kill().expect("kill -9");
        victim.wait().expect("it is gone");
    }
    for _ in 0..5 {
        world.advance(time::Duration::seconds(21));
        world.works().await;
    }
    assert_eq!(world.count("select count(*) from message where state = 'accepted'").await, 40);
    assert_eq!(world.count("select count(*) from message where leased_until is not null").await, 0);
    let codes = codes(&gateway).await;
    for (mobile, citizen) in &citizens {
        let sent = &codes[mobile];
        assert!(sent.iter().all(|code| code == &sent[0]), "one code, however often it was sent");
        assert_eq!(citizen.enters(SMS, &sent[0]).await.status, 303);
    }
    let again = world.count("select count(*) from message where attempts > 1").await;
    assert!(again > 0, "some attempts were cut off");
}

/// The worker has taken a message that it has not finished.
async fn wait_until_it_works(world: &World) {
    for _ in 0..400 {
        let taken = "select count(*) from message where state = 'waiting' and leased_until > now()";
        let waiting = "select count(*) from message where state = 'waiting' and attempts = 0";
        if world.count(taken).await > 0 || world.count(waiting).await == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// What the gateway was given: the codes for each number, in order.
async fn codes(gateway: &MockServer) -> HashMap<String, Vec<String>> {
    let mut codes: HashMap<String, Vec<String>> = HashMap::new();
    for request in gateway.received_requests().await.expect("they are recorded") {
        let to = request.headers["x-kannel-to"].to_str().expect("a number").to_owned();
        let text = String::from_utf8(request.body).expect("a text");
        codes.entry(to).or_default().push(text[..6].to_owned());
    }
    codes
}
