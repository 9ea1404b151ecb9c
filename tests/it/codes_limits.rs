//! T2, T10 and T11: nobody pays for messages nobody wanted, and nobody is bombed with them.

use time::Duration;
use tokio::task::JoinSet;
use world::{Fetched, Options, World};

const SMS: &str = "/bekreft/kode/sms";

async fn messages(world: &World) -> i64 {
    world.count("select count(*) from message").await
}

async fn asks(world: &World, number: &str) -> Fetched {
    let person = world.person().registered().await;
    world.citizen(&person).await.asks_for_code("send-sms", &[("mobile", number)]).await
}

#[tokio::test]
async fn thirty_two_wishes_at_once_are_one_message() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let second = world.second_instance().await;
    let form = citizen.opens("/bekreft/endre").await.form("form#confirm").with("action", "send-sms");
    let mut sends = JoinSet::new();
    for number in 0..32 {
        let sender = if number % 2 == 0 { citizen.clone() } else { citizen.at(&second) };
        let form = form.clone();
        sends.spawn(async move { sender.sends(&form).await });
    }
    for answer in sends.join_all().await {
        assert_eq!((answer.status, answer.location.as_deref()), (303, Some(SMS)));
    }
    world.works().await;
    second.works().await;
    let attempts = world.count("select coalesce(sum(attempts), 0)::bigint from message").await;
    assert_eq!((messages(&world).await, attempts), (1, 1));
}

#[tokio::test]
async fn twenty_persons_cannot_have_more_than_ten_codes_sent_to_one_number_in_a_day() {
    let world = World::start().await;
    let mut sent = 0;
    let mut refused = None;
    for _ in 0..20 {
        let page = asks(&world, "47 55 55 01").await;
        match page.status {
            303 => sent += 1,
            _ => refused = Some(page),
        }
        world.works().await;
        world.advance(Duration::minutes(3));
    }
    assert_eq!((sent, messages(&world).await), (10, 10));
    let refused = refused.expect("some are refused");
    assert_eq!(refused.status, 429);
    assert!(refused.shows("Det er sendt mange koder til dette mobilnummeret. Du kan be om en ny fra"));
    world.advance(Duration::hours(24));
    assert_eq!(asks(&world, "47 55 55 01").await.status, 303);
}

#[tokio::test]
async fn a_number_gets_three_codes_in_five_minutes_so_a_family_fits_in_an_evening() {
    let world = World::start().await;
    for _ in 0..3 {
        assert_eq!(asks(&world, "47 55 55 02").await.status, 303);
    }
    assert_eq!(asks(&world, "47 55 55 02").await.status, 429);
    world.advance(Duration::minutes(5));
    assert_eq!(asks(&world, "47 55 55 02").await.status, 303);
}

#[tokio::test]
async fn an_address_gets_ten_codes_in_a_day_over_all_persons() {
    let world = World::start().await;
    let mut statuses = Vec::new();
    for _ in 0..11 {
        let person = world.person().registered().await;
        let citizen = world.citizen(&person).await;
        statuses.push(
            citizen.asks_for_code("send-email", &[("email", "familien.hansen1@example.no")]).await.status,
        );
    }
    assert_eq!(statuses.iter().filter(|status| **status == 303).count(), 10);
    assert_eq!(statuses.last(), Some(&429));
}

#[tokio::test]
async fn a_person_has_five_sms_and_three_new_numbers_in_a_day() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    for number in ["47 55 55 11", "47 55 55 12", "47 55 55 13"] {
        assert_eq!(citizen.asks_for_code("send-sms", &[("mobile", number)]).await.status, 303);
    }
    let fourth = citizen.asks_for_code("send-sms", &[("mobile", "47 55 55 14")]).await;
    assert_eq!(fourth.status, 429);
    assert!(fourth.shows("Du har prøvd mange nye mobilnumre det siste døgnet."));
    let own = [("mobile", person.national_mobile())];
    let own = own.each_ref().map(|(name, value)| (*name, value.as_str()));
    assert_eq!(citizen.asks_for_code("send-sms", &own).await.status, 303, "her own is not new");
    world.advance(Duration::minutes(2));
    assert_eq!(citizen.asks_for_code("send-sms", &own).await.status, 303, "the fifth");
    world.advance(Duration::minutes(2));
    let sixth = citizen.asks_for_code("send-sms", &own).await;
    assert!(sixth.shows("Du har bedt om mange koder det siste døgnet."));
    assert_eq!(messages(&world).await, 5);
    assert!(sixth.shows("Det du har skrevet, er tatt vare på."));
}

#[tokio::test]
async fn one_prefix_pumped_by_a_hundred_persons_rests_while_others_get_their_codes() {
    let world = World::start().await;
    let mut sent = 0;
    // Each person may try three new numbers, so fifty tries of each say no more than the first few.
    for person in 0..100 {
        let pumper = world.person().registered().await;
        let citizen = world.citizen(&pumper).await;
        for number in 0..4 {
            let typed = format!("41 99 {person:02} {number:02}");
            sent += i32::from(citizen.asks_for_code("send-sms", &[("mobile", &typed)]).await.status == 303);
        }
        if sent < person * 2 {
            break;
        }
    }
    assert_eq!(sent, 60, "no more than sixty in a minute");
    world.works().await;
    assert_eq!(messages(&world).await, 60);
    let held = asks(&world, "41 99 88 77").await;
    assert!(held.shows("Det er sendt uvanlig mange koder til numre som ligner på ditt."));
    let metrics = world.metrics().await;
    assert!(metrics.contains("bekreft_sms_paused{prefix=\"+474199\"} 1"), "{metrics}");
    assert_eq!(
        asks(&world, "47 55 55 21").await.status,
        303,
        "a citizen with another number, in the same second"
    );
    world.advance(Duration::minutes(31));
    assert_eq!(asks(&world, "41 99 88 76").await.status, 303, "the rest is over");
    assert!(!world.metrics().await.contains("+474199"));
}

#[tokio::test]
async fn a_prefix_whose_codes_do_not_come_back_rests() {
    let settings = vec![("BREAKER_SAMPLE", "10".to_owned()), ("LIMIT_OTHER_COUNTRY", "1000".to_owned())];
    let world = World::with(Options { settings, ..Options::default() }).await;
    for number in 0..10 {
        let page = asks(&world, &format!("+1 212 555 01{number:02}")).await;
        assert_eq!(page.status, 303, "{number}");
    }
    world.works().await;
    world.advance(Duration::minutes(11));
    let held = asks(&world, "+1 212 555 0199").await;
    assert!(held.shows("Det er sendt uvanlig mange koder til numre som ligner på ditt."));
    world.advance(Duration::minutes(31));
    assert_eq!(asks(&world, "+1 212 555 0198").await.status, 303, "judged anew after the rest");
}

#[tokio::test]
async fn a_country_outside_the_eea_gets_fifty_in_a_day_and_norway_is_never_full() {
    let settings = vec![("LIMIT_OTHER_COUNTRY", "3".to_owned()), ("LIMIT_OTHER_COUNTRIES", "4".to_owned())];
    let world = World::with(Options { settings, ..Options::default() }).await;
    for number in 0..3 {
        assert_eq!(asks(&world, &format!("+1 212 555 01{number:02}")).await.status, 303);
    }
    let held = asks(&world, "+1 212 555 0150").await;
    assert!(held.shows("Det er sendt mange koder til utenlandske numre det siste døgnet."));
    assert_eq!(asks(&world, "+44 7400 123456").await.status, 303, "another country, the fourth in all");
    assert_eq!(asks(&world, "+44 7400 123457").await.status, 429, "all together");
    assert_eq!(asks(&world, "+46 70 123 45 67").await.status, 303, "the EEA counts for itself");
    assert_eq!(asks(&world, "47 55 55 31").await.status, 303);
}

#[tokio::test]
async fn numbers_that_are_no_telephones_of_persons_are_refused_before_anything_is_sent() {
    let world = World::start().await;
    for (number, why) in [
        ("58 00 00 00 00 01", "Numre med 12 sifre er for maskiner"),
        ("580000000001", "Numre med 12 sifre er for maskiner"),
        ("590000000001", "Numre med 12 sifre er for maskiner"),
        ("02800", "for få sifre"),
        ("829 00 000", "Norske mobilnumre har 8 sifre"),
        ("22 33 44 55", "Norske mobilnumre har 8 sifre"),
        ("+870 773 123 456", "Mobilnummeret er ugyldig."),
        ("+881 6 123 45678", "Mobilnummeret er ugyldig."),
        ("+882 16 1234 5678", "Mobilnummeret er ugyldig."),
        ("+883 5100 1234 5678", "Mobilnummeret er ugyldig."),
    ] {
        let page = asks(&world, number).await;
        assert_eq!(page.status, 422, "{number}");
        assert!(page.shows(why), "{number}: {:?}", page.texts(".ds-validation-message"));
    }
    assert_eq!(messages(&world).await, 0);
}

#[tokio::test]
async fn looking_at_any_address_sends_nothing() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let tables = bekreft::web::routes::TABLE.iter().chain(bekreft::demo::routes::TABLE);
    for (_, path) in tables.filter(|(_, path)| !path.contains('{')) {
        for method in ["GET", "HEAD"] {
            citizen.asks(method, path, &[("sec-purpose", "prefetch")]).await;
        }
        citizen.asks("GET", &format!("{path}?action=send-sms&mobile=47555541"), &[]).await;
    }
    assert_eq!(messages(&world).await, 0);
}

#[tokio::test]
async fn a_message_that_certainly_never_left_does_not_count_against_the_citizen() {
    let world = World::start().await;
    let person = world.person().mobile("+4740000004").registered().await;
    let citizen = world.citizen(&person).await;
    for _ in 0..6 {
        assert_eq!(citizen.asks_for_code("send-sms", &[]).await.status, 303);
        world.advance(Duration::minutes(9));
        world.works().await;
        world.advance(Duration::minutes(2));
    }
    assert_eq!(world.count("select count(*) from message where state = 'failed'").await, 6);
}

#[tokio::test]
async fn networks_are_counted_by_a_keyed_hash_and_refused_nothing() {
    let settings = vec![("LIMIT_SENDS_NETWORK", "2".to_owned())];
    let world = World::with(Options { settings, ..Options::default() }).await;
    for number in 0..4 {
        assert_eq!(asks(&world, &format!("47 55 56 0{number}")).await.status, 303);
    }
    assert_eq!(world.count("select sends::bigint from network_sends").await, 4);
    let text: String = sqlx::query_scalar("select encode(network, 'escape') from network_sends")
        .fetch_one(&world.pool)
        .await
        .expect("one network");
    assert!(!text.contains("127.0.0.1"));
}
