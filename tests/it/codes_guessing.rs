//! T3 and T4: a code cannot be guessed, and fits only what it was sent for.

use time::Duration;
use tokio::task::JoinSet;
use world::{Citizen, Person, World};

const SMS: &str = "/bekreft/kode/sms";
const EMAIL: &str = "/bekreft/kode/epost";

async fn somebody_with_a_code(world: &World) -> (Person, Citizen) {
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.asks_for_code("send-sms", &[]).await;
    (person, citizen)
}

#[tokio::test]
async fn a_code_is_refused_after_five_wrong_tries() {
    let world = World::start().await;
    let (person, citizen) = somebody_with_a_code(&world).await;
    let right = world.code("sms").await;
    let wrong = world.wrong_code("sms").await;
    let first = citizen.opens(SMS).await;
    for left in ["4 ganger", "3 ganger", "2 ganger", "1 gang"] {
        let page = citizen.enters(SMS, &wrong).await;
        assert_eq!(page.status, 422);
        assert!(page.shows(&format!("Du kan prøve {left} til.")), "{left}");
    }
    let last = citizen.enters(SMS, &wrong).await;
    assert!(last.shows("Koden er feil, og den kan ikke brukes mer. Be om en ny kode."));
    assert!(last.attribute("#code", "name").is_none(), "there is nothing more to enter");
    let late = citizen.sends(&first.form("form#verify").with("code", &right)).await;
    assert_eq!(late.status, 422, "the right code is dead too");
    assert_eq!(world.time_of(&person, "mobile_validated_at").await, None);
    world.advance(Duration::seconds(31));
    citizen.asks_again(SMS).await;
    let new = world.code("sms").await;
    assert_ne!(new, right);
    assert_eq!(citizen.enters(SMS, &new).await.status, 303, "a new code works");
}

#[tokio::test]
async fn two_hundred_wrong_codes_at_once_on_two_instances_are_five_tries() {
    let world = World::start().await;
    let (_, citizen) = somebody_with_a_code(&world).await;
    let wrong = world.wrong_code("sms").await;
    let second = world.second_instance().await;
    let form = citizen.opens(SMS).await.form("form#verify").with("code", &wrong);
    let mut sends = JoinSet::new();
    for number in 0..200 {
        let sender = if number % 2 == 0 { citizen.clone() } else { citizen.at(&second) };
        let form = form.clone();
        sends.spawn(async move { sender.sends(&form).await.status });
    }
    let statuses = sends.join_all().await;
    assert!(statuses.iter().all(|status| matches!(status, 422 | 503)), "{statuses:?}");
    assert_eq!(world.count("select tries::bigint from verification").await, 5);
    assert_eq!(world.count("select count(*) from wrong_try").await, 5);
}

#[tokio::test]
async fn the_count_of_wrong_tries_survives_a_new_session_a_resend_and_another_value_in_between() {
    let world = World::start().await;
    let (person, citizen) = somebody_with_a_code(&world).await;
    let wrong = world.wrong_code("sms").await;
    citizen.enters(SMS, &wrong).await;
    citizen.enters(SMS, &wrong).await;
    world.advance(Duration::seconds(31));
    citizen.asks_again(SMS).await;
    assert!(citizen.enters(SMS, &wrong).await.shows("2 ganger"), "after a resend");
    let again = world.citizen(&person).await;
    assert!(again.enters(SMS, &wrong).await.shows("1 gang"), "in a new session");
    again.asks_for_code("send-sms", &[("mobile", "47 11 22 34")]).await;
    assert_eq!(again.opens(SMS).await.text("form#verify label"), "Kode fra SMS");
    again.asks_for_code("send-sms", &[("mobile", &person.national_mobile())]).await;
    let restarted = world.second_instance().await;
    let last = again.at(&restarted).enters(SMS, &wrong).await;
    assert!(last.shows("kan ikke brukes mer"), "after a restart, and with the value changed and back");
}

#[tokio::test]
async fn fifteen_wrong_codes_in_a_day_end_the_trying_until_the_first_is_a_day_old() {
    let world = World::start().await;
    let (person, citizen) = somebody_with_a_code(&world).await;
    for round in 0..3 {
        if round > 0 {
            world.advance(Duration::minutes(6));
            citizen.asks_again(SMS).await;
        }
        let wrong = world.wrong_code("sms").await;
        for _ in 0..5 {
            citizen.enters(SMS, &wrong).await;
        }
    }
    assert_eq!(world.count("select count(*) from wrong_try").await, 15);
    world.advance(Duration::minutes(6));
    let page = citizen.opens(SMS).await;
    assert!(page.shows("Det er skrevet inn feil kode mange ganger."));
    let asked = citizen.asks_for_code("send-sms", &[]).await;
    assert_eq!(asked.status, 429);
    assert!(asked.header("retry-after").parse::<i64>().is_ok_and(|seconds| seconds > 80_000));
    let mail = citizen.asks_for_code("send-email", &[]).await;
    assert_eq!(mail.location.as_deref(), Some(EMAIL), "the other channel is open");
    world.advance(Duration::hours(24));
    let again = world.citizen(&person).await;
    assert_eq!(again.asks_for_code("send-sms", &[]).await.location.as_deref(), Some(SMS));
}

#[tokio::test]
async fn a_code_fits_no_other_value_channel_or_person() {
    let world = World::start().await;
    let (_, citizen) = somebody_with_a_code(&world).await;
    let code = world.code("sms").await;

    citizen.asks_for_code("send-email", &[]).await;
    world.works().await;
    assert_eq!(citizen.enters(EMAIL, &code).await.status, 422, "another channel");

    citizen.asks_for_code("send-sms", &[("mobile", "47 11 22 35")]).await;
    world.works().await;
    assert_eq!(citizen.enters(SMS, &code).await.status, 422, "another value");

    let (_, other) = somebody_with_a_code(&world).await;
    world.works().await;
    assert_eq!(other.enters(SMS, &code).await.status, 422, "another person");
    assert_eq!(world.count("select count(*) from verification where proven_at is not null").await, 0);
}

#[tokio::test]
async fn a_code_for_one_of_two_persons_with_the_same_number_is_nothing_to_the_other() {
    let world = World::start().await;
    let (person, _) = somebody_with_a_code(&world).await;
    let code = world.code("sms").await;
    let spouse = world.person().mobile(&person.mobile).registered().await;
    let citizen = world.citizen(&spouse).await;
    citizen.asks_for_code("send-sms", &[]).await;
    world.works().await;
    assert_eq!(citizen.enters(SMS, &code).await.status, 422);
    assert_eq!(world.time_of(&spouse, "mobile_validated_at").await, None);
}

#[tokio::test]
async fn the_value_that_stands_in_the_dialog_when_the_code_is_entered_decides() {
    let world = World::start().await;
    let (person, citizen) = somebody_with_a_code(&world).await;
    let code = world.code("sms").await;
    let page = citizen.opens(SMS).await;
    citizen.asks_for_code("send-sms", &[("mobile", "47 11 22 36")]).await;
    let answer = citizen.sends(&page.form("form#verify").with("code", &code)).await;
    assert_eq!(answer.status, 422, "a page left open in another tab proves nothing for the new number");
    citizen.asks_for_code("send-sms", &[("mobile", &person.national_mobile())]).await;
    assert_eq!(citizen.enters(SMS, &code).await.status, 303, "back at the old number its code works");
}

#[tokio::test]
async fn a_code_entered_by_a_stranger_or_without_the_form_s_token_is_not_even_tried() {
    let world = World::start().await;
    let (_, citizen) = somebody_with_a_code(&world).await;
    let code = world.code("sms").await;
    let form = citizen.opens(SMS).await.form("form#verify").with("code", &code);
    assert_eq!(world.stranger().sends(&form).await.status, 401);
    assert_eq!(citizen.sends(&form.clone().with("csrf", "feil")).await.status, 403);
    let elsewhere = [("sec-fetch-site", "cross-site")];
    assert_eq!(citizen.sends_with(&form, &elsewhere).await.status, 403);
    assert_eq!(world.count("select tries::bigint from verification").await, 0);
}

#[tokio::test]
async fn the_database_holds_no_code() {
    let world = World::start().await;
    let (_, citizen) = somebody_with_a_code(&world).await;
    let code = world.code("sms").await;
    citizen.enters(SMS, &world.wrong_code("sms").await).await;
    for table in
        ["message", "challenge", "verification", "wrong_try", "demo_delivery", "draft", "audit_event"]
    {
        let query = format!("select coalesce(string_agg(t::text, ' '), '') from {table} t");
        let text: String =
            sqlx::query_scalar(sqlx::AssertSqlSafe(query)).fetch_one(&world.pool).await.expect("it reads");
        // A nonce or a key in hexadecimal may hold any six digits.
        let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
        assert!(!words.into_iter().any(|word| word == code), "{table}");
    }
}
