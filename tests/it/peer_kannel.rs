//! SMS through a real Kannel and its fake SMS centre.

use std::time::Duration;

use bekreft::clients::Failure;
use bekreft::clients::sms::{Kannel as Client, KannelOptions, Sms};
use bekreft_domain::MobileNumber;
use world::kannel::Kannel;
use world::{Options, World};

const SMS: &str = "/bekreft/kode/sms";

#[tokio::test]
async fn the_sms_centre_receives_the_text_and_its_report_turns_the_citizens_line_to_delivered() {
    let kannel = Kannel::start().await;
    let world = World::with(Options { settings: kannel.settings(), ..Options::default() }).await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.asks_for_code("send-sms", &[]).await;
    world.works().await;
    let received = kannel.received().await;
    let text = received
        .lines()
        .find(|line| line.contains("er koden for å verifisere"))
        .expect("the text, with its å");
    assert!(text.contains(&person.mobile), "to the citizen's number");
    let code = received.split('#').nth(1).and_then(|rest| rest.get(..6)).expect("the code");
    assert!(received.contains(&format!("@localhost #{code}")));
    let mut arrived = false;
    for _ in 0..100 {
        arrived = citizen.opens(SMS).await.shows("SMS-en kom fram til telefonen kl.");
        if arrived {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(arrived, "the delivery report came back");
    assert_eq!(world.time_of(&person, "mobile_validated_at").await, None, "and proved nothing");
    assert_eq!(citizen.enters(SMS, code).await.status, 303);
    assert!(world.time_of(&person, "mobile_validated_at").await.is_some());
}

#[tokio::test]
async fn kannel_refuses_a_wrong_password_and_that_is_the_operators_business() {
    let kannel = Kannel::start().await;
    let client = |password: &str| {
        Client::new(KannelOptions {
            url: kannel.sendsms_url().parse().expect("an address"),
            user: "bekreft".to_owned(),
            password: password.to_owned().into(),
            from: Some("Register".to_owned()),
            smsc: None,
        })
    };
    let number = MobileNumber::from_stored("+4747551234").expect("a number");
    let sms =
        Sms { to: &number, text: "Hei", key: "nøkkel", valid_for: Duration::from_mins(8), report_url: None };
    assert_eq!(client("feil").send(&sms).await, Err(Failure::Misconfigured));
    assert!(client("hemmelig").send(&sms).await.is_ok());
}
