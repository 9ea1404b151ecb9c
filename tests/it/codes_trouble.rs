//! T15 and the magic numbers: when messages do not get through, the citizen is told the truth and goes on.

use std::time::Instant;

use time::Duration;
use world::{Citizen, Options, Person, World};

const SMS: &str = "/bekreft/kode/sms";
const EMAIL: &str = "/bekreft/kode/epost";

async fn somebody(world: &World, mobile: &str, email: &str) -> (Person, Citizen) {
    let person = world.person().mobile(mobile).email(email).registered().await;
    let citizen = world.citizen(&person).await;
    (person, citizen)
}

#[tokio::test]
async fn a_provider_that_hangs_holds_no_page_and_nothing_is_sent_after_the_codes_life() {
    // A listener that takes connections and never answers.
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = silent.local_addr().expect("an address");
    let settings = vec![
        ("SMS_PROVIDER", "kannel".to_owned()),
        ("KANNEL_URL", format!("http://{address}/cgi-bin/sendsms")),
        ("KANNEL_USER", "bruker".to_owned()),
        ("KANNEL_PASSWORD", "passord".to_owned()),
    ];
    let world = World::with(Options { settings, ..Options::default() }).await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let (started, worker) =
        (Instant::now(), bekreft::worker::start(&world.db, &world.clock, &world.dispatch));
    assert_eq!(citizen.asks_for_code("send-sms", &[]).await.status, 303);
    let page = citizen.opens(SMS).await;
    assert!(started.elapsed() < std::time::Duration::from_secs(4), "no page waits for a provider");
    assert!(page.shows("Du ba om koden kl."));
    assert_eq!(citizen.confirms(&[]).await.location.as_deref(), Some("/bekreft/kvittering"));
    world.advance(Duration::minutes(9));
    for _ in 0..100 {
        if world.count("select count(*) from message where state = 'failed'").await == 1 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    worker.stop().await;
    assert!(world.count("select attempts::bigint from message").await <= 2);
    assert!(citizen.opens(SMS).await.shows("Vi får ikke sendt SMS akkurat nå. Det er ikke din feil."));
}

#[tokio::test]
async fn a_message_is_not_sent_when_its_code_has_less_than_two_minutes_left() {
    let world = World::start().await;
    let (_, citizen) = somebody(&world, "+4747550001", "trege1@example.no").await;
    citizen.asks_for_code("send-sms", &[]).await;
    world.advance(Duration::seconds(8 * 60 + 1));
    assert!(
        citizen.opens(SMS).await.shows("Vi får ikke sendt SMS akkurat nå."),
        "even before the worker says so"
    );
    world.works().await;
    assert_eq!(world.count("select count(*) from message where failure = 'too_late'").await, 1);
    assert!(world.inbox().await[0].code.is_none());
}

#[tokio::test]
async fn an_error_of_the_provider_is_told_and_tried_again_with_pauses_until_it_is_too_late() {
    let world = World::start().await;
    let (_, citizen) = somebody(&world, "+4740000004", "feil500@innboks.example").await;
    citizen.asks_for_code("send-sms", &[]).await;
    world.works().await;
    let page = citizen.opens(SMS).await;
    assert!(page.shows("Vi får den ikke av gårde akkurat nå, men prøver fram til kl."));
    assert_eq!(world.count("select attempts::bigint from message").await, 1, "a pause before the next");
    for attempts in 2..=4 {
        world.advance(Duration::seconds(1 << (attempts - 1)));
        world.works().await;
        assert_eq!(world.count("select attempts::bigint from message").await, attempts);
    }
    for _ in 0..10 {
        world.advance(Duration::seconds(61));
        world.works().await;
    }
    assert_eq!(world.count("select count(*) from message where state = 'failed'").await, 1);
    let page = citizen.opens(SMS).await;
    assert!(page.shows("Du kan gå videre og verifisere nummeret en annen dag."));
    assert_eq!(citizen.confirms(&[]).await.location.as_deref(), Some("/bekreft/kvittering"));
}

#[tokio::test]
async fn a_second_attempt_that_succeeds_brings_the_code() {
    let world = World::start().await;
    let (_, citizen) = somebody(&world, "+4740000006", "andre.forsok@innboks.example").await;
    for (action, channel, path) in [("send-sms", "sms", SMS), ("send-email", "email", EMAIL)] {
        citizen.asks_for_code(action, &[]).await;
        world.works().await;
        world.advance(Duration::seconds(3));
        let code = world.code(channel).await;
        assert_eq!(citizen.enters(path, &code).await.status, 303);
    }
}

#[tokio::test]
async fn a_silent_provider_may_have_sent_it_so_it_is_asked_twice_and_counted() {
    let world = World::start().await;
    let (_, citizen) = somebody(&world, "+4740000005", "tidsavbrudd@innboks.example").await;
    citizen.asks_for_code("send-sms", &[]).await;
    world.works().await;
    world.advance(Duration::seconds(3));
    world.works().await;
    assert_eq!(
        world.count("select attempts::bigint from message where state = 'failed' and may_have_left").await,
        2
    );
    assert!(citizen.opens(SMS).await.shows("Vi får ikke sendt SMS akkurat nå."));
}

#[tokio::test]
async fn a_refused_number_and_a_message_that_never_arrives_are_told_apart() {
    let world = World::start().await;
    let (_, citizen) = somebody(&world, "+4740000007", "avvist@innboks.example").await;
    citizen.asks_for_code("send-sms", &[]).await;
    citizen.asks_for_code("send-email", &[]).await;
    world.works().await;
    assert!(citizen.opens(SMS).await.shows("Det går ikke an å sende SMS til dette nummeret."));
    assert!(citizen.opens(EMAIL).await.shows("Det går ikke an å sende e-post til denne adressen."));

    let (_, citizen) = somebody(&world, "+4740000003", "ikke.levert@innboks.example").await;
    citizen.asks_for_code("send-sms", &[]).await;
    citizen.asks_for_code("send-email", &[]).await;
    world.works().await;
    assert!(citizen.opens(SMS).await.shows("Vi har ennå ikke fått beskjed om at den er kommet fram."));
    world.advance(Duration::seconds(4));
    world.works().await;
    assert!(citizen.opens(SMS).await.shows("SMS-en kom ikke fram. Sjekk at nummeret er riktig"));
    assert!(citizen.opens(EMAIL).await.shows("E-posten kom ikke fram."));
}

#[tokio::test]
async fn a_late_message_is_waited_for_and_works() {
    let world = World::start().await;
    let (_, citizen) = somebody(&world, "+4740000001", "sen@innboks.example").await;
    citizen.asks_for_code("send-sms", &[]).await;
    world.works().await;
    assert!(world.inbox().await[0].code.is_none());
    assert!(citizen.opens(SMS).await.shows("Sjekk igjen"));
    world.advance(Duration::seconds(91));
    let code = world.code("sms").await;
    assert_eq!(citizen.enters(SMS, &code).await.status, 303);
}

#[tokio::test]
async fn every_magic_number_and_address_is_documented_where_messages_are_read() {
    let world = World::start().await;
    let page = world.stranger().opens("/innboks").await;
    for (number, address, _) in bekreft::clients::outbox::MAGIC {
        let spaced = format!("+47 {} {} {} {}", &number[3..5], &number[5..7], &number[7..9], &number[9..]);
        assert!(page.shows(&spaced) && page.shows(address), "{number}");
    }
}

#[tokio::test]
async fn a_worker_that_dies_with_a_message_in_its_hands_loses_nothing() {
    let world = World::start().await;
    let (_, citizen) = somebody(&world, "+4747550002", "trege2@example.no").await;
    citizen.asks_for_code("send-sms", &[]).await;
    // Taken, and never heard of again.
    let mut tx = world.db.begin().await.expect("a transaction");
    let taken = bekreft::store::message::claim(&mut tx, bekreft::actions::deliver::LEASE, world.now()).await;
    assert!(taken.expect("it reads").is_some());
    tx.commit().await.expect("it is taken");
    world.works().await;
    assert!(world.inbox().await[0].code.is_none(), "the lease holds");
    world.advance(Duration::seconds(21));
    let code = world.code("sms").await;
    assert_eq!(citizen.enters(SMS, &code).await.status, 303);
    assert_eq!(world.count("select attempts::bigint from message").await, 2);
}

#[tokio::test]
async fn several_workers_share_the_outbox_and_send_everything_once() {
    let world = World::start().await;
    for number in 0..20 {
        let person = world.person().registered().await;
        let typed = format!("47 55 58 {number:02}");
        world.citizen(&person).await.asks_for_code("send-sms", &[("mobile", &typed)]).await;
    }
    let second = world.second_instance().await;
    tokio::join!(world.works(), second.works(), world.works(), second.works());
    assert_eq!(
        world.count("select count(*) from message where state <> 'waiting' and attempts = 1").await,
        20
    );
}
