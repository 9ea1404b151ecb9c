//! Who has not confirmed for 16 months is reminded, once.

use bekreft::actions::deliver::LEASE;
use bekreft::actions::remind::{is_daytime, next_try, remind_some};
use bekreft::clock::Chance;
use bekreft::store::message::{Says, claim};
use time::macros::datetime;
use time::{Duration, OffsetDateTime};
use world::World;

async fn reminds(world: &World) -> usize {
    remind_some(&world.db, Chance, world.now()).await.expect("the register can be read")
}

#[tokio::test]
async fn a_person_is_reminded_by_mail_after_sixteen_months_and_not_again() {
    let world = World::start().await;
    let person = world.person().confirmed_days_ago(480).registered().await;
    assert_eq!(reminds(&world).await, 0, "not yet");
    world.advance_days(10);
    assert_eq!(reminds(&world).await, 1);
    assert_eq!(reminds(&world).await, 0, "once");
    world.works().await;
    world.advance_days(20);
    assert_eq!(reminds(&world).await, 0, "once for good");
    let inbox = world.inbox().await;
    assert_eq!(
        (inbox.len(), inbox[0].channel.as_str(), inbox[0].to.as_str()),
        (1, "email", person.email.as_str())
    );
    assert_eq!(inbox[0].subject, "Bekreft kontaktopplysningene dine");
    assert!(inbox[0].text.contains("Etter 18 måneder") && inbox[0].code.is_none());
    let page = world.citizen(&person).await.opens("/profil").await;
    let entry = page.text(".history > li");
    assert!(
        entry.contains("Kontaktregisteret minnet deg på å bekrefte")
            && entry.contains("av kontaktregisteret")
    );
}

#[tokio::test]
async fn without_an_address_the_reminder_is_an_sms_in_the_language_of_letters() {
    let world = World::start().await;
    let languages = [
        (None, "Du har ikke bekreftet"),
        (Some("nn"), "Du har ikkje stadfesta"),
        (Some("en"), "You have not confirmed"),
    ];
    for (language, words) in languages {
        let builder = world.person().without_email().confirmed_days_ago(500);
        let builder = if let Some(language) = language { builder.language(language) } else { builder };
        let person = builder.registered().await;
        assert_eq!(reminds(&world).await, 1);
        world.works().await;
        world.advance(Duration::minutes(1));
        let inbox = world.inbox().await;
        assert_eq!((inbox[0].channel.as_str(), inbox[0].to.as_str()), ("sms", person.mobile.as_str()));
        assert!(inbox[0].text.starts_with(words), "{}", inbox[0].text);
    }
}

#[tokio::test]
async fn those_who_have_expired_are_deleted_or_have_nothing_registered_are_left_alone() {
    let world = World::start().await;
    world.person().confirmed_days_ago(600).registered().await;
    world.person().deleted().registered().await;
    world.person().without_mobile().without_email().confirmed_days_ago(500).registered().await;
    world.person().confirmed_days_ago(30).registered().await;
    assert_eq!(reminds(&world).await, 0);
    assert_eq!(world.count("select count(*) from message").await, 0);
}

#[tokio::test]
async fn who_confirms_is_reminded_anew_sixteen_months_later() {
    let world = World::start().await;
    let person = world.person().confirmed_days_ago(500).registered().await;
    assert_eq!(reminds(&world).await, 1);
    let citizen = world.citizen(&person).await;
    citizen.confirms(&[]).await;
    assert_eq!(reminds(&world).await, 0);
    world.advance_days(500);
    assert_eq!(reminds(&world).await, 1);
}

#[tokio::test]
async fn several_workers_at_once_remind_once() {
    let world = World::start().await;
    for _ in 0..12 {
        world.person().confirmed_days_ago(500).registered().await;
    }
    let all = futures_util::future::join_all((0..4).map(|_| reminds(&world))).await;
    assert_eq!(all.iter().sum::<usize>(), 12);
    assert_eq!(world.count("select count(*) from message where kind = 'reminder'").await, 12);
    assert_eq!(world.count("select count(*) from audit_event where action = 'remind'").await, 12);
}

#[tokio::test]
async fn a_reminder_counts_for_no_limit_on_codes() {
    let world = World::start().await;
    let person = world.person().without_email().confirmed_days_ago(500).registered().await;
    assert_eq!(reminds(&world).await, 1);
    let citizen = world.citizen(&person).await;
    let form = citizen.opens("/bekreft").await.form("form#confirm").with("action", "send-sms");
    assert_eq!(citizen.sends(&form).await.location.as_deref(), Some("/bekreft/kode/sms"));
    assert_eq!(world.count("select count(*) from message where kind = 'code'").await, 1);
}

#[tokio::test]
async fn a_code_goes_before_reminders_that_have_waited_longer() {
    let world = World::start().await;
    for _ in 0..3 {
        world.person().confirmed_days_ago(500).registered().await;
    }
    assert_eq!(reminds(&world).await, 3);
    world.advance(Duration::minutes(1));
    let citizen = world.citizen(&world.person().registered().await).await;
    let form = citizen.opens("/bekreft").await.form("form#confirm").with("action", "send-sms");
    citizen.sends(&form).await;
    let mut tx = world.db.begin().await.expect("a transaction");
    let first = claim(&mut tx, LEASE, world.now()).await.expect("the outbox").expect("a message");
    assert!(matches!(first.says, Says::Code(Some(_))));
}

#[tokio::test]
async fn a_row_that_cannot_be_read_keeps_nobody_else_from_being_reminded() {
    let world = World::start().await;
    let spoiled = world.person().confirmed_days_ago(520).registered().await;
    sqlx::query("update person set person_identifier = '00000000000' where person_identifier = $1")
        .bind(&spoiled.identifier)
        .execute(&world.pool)
        .await
        .expect("a wrong number");
    let unreadable = world.person().confirmed_days_ago(510).registered().await;
    sqlx::query("update person set mobile = '+9990000000' where person_identifier = $1")
        .bind(&unreadable.identifier)
        .execute(&world.pool)
        .await
        .expect("a number of no country");
    world.person().confirmed_days_ago(500).registered().await;
    assert_eq!(reminds(&world).await, 1);
    assert_eq!(reminds(&world).await, 0, "and it ends");
}

#[tokio::test]
async fn a_reminder_that_still_waits_is_taken_back_when_she_confirms() {
    let world = World::start().await;
    let person = world.person().confirmed_days_ago(500).registered().await;
    assert_eq!(reminds(&world).await, 1);
    world.citizen(&person).await.confirms(&[]).await;
    assert_eq!(world.count("select count(*) from message").await, 0);
}

#[tokio::test]
async fn an_address_that_has_expired_is_not_written_to_when_there_is_a_number() {
    let world = World::start().await;
    let person = world.person().confirmed_days_ago(500).registered().await;
    sqlx::query(
        "update person set email_updated_at = $1, email_confirmed_at = $1 where person_identifier = $2",
    )
    .bind(world.now() - Duration::days(600))
    .bind(&person.identifier)
    .execute(&world.pool)
    .await
    .expect("an old address");
    assert_eq!(reminds(&world).await, 1);
    assert_eq!(world.count("select count(*) from message where channel = 'mobile'").await, 1);
}

#[tokio::test]
async fn no_more_are_reminded_while_a_hundred_reminders_wait() {
    let world = World::start().await;
    for _ in 0..101 {
        world.person().confirmed_days_ago(500).registered().await;
    }
    assert_eq!(reminds(&world).await, 100);
    assert_eq!(reminds(&world).await, 0);
    world.works().await;
    assert_eq!(reminds(&world).await, 1);
}

#[test]
fn nobody_is_woken_by_a_reminder_in_summer_or_in_winter() {
    let by_day =
        [datetime!(2026-07-01 06:00 UTC), datetime!(2026-07-01 17:59 UTC), datetime!(2026-12-01 07:00 UTC)];
    let by_night =
        [datetime!(2026-07-01 05:59 UTC), datetime!(2026-07-01 18:00 UTC), datetime!(2026-12-01 06:59 UTC)];
    assert!(by_day.into_iter().all(is_daytime));
    assert!(!by_night.into_iter().any(is_daytime));
    let hours = (0..24).map(|hour| datetime!(2026-10-24 00:00 UTC) + Duration::hours(hour));
    assert!(hours.map(next_try).all(|at: OffsetDateTime| is_daytime(at)), "nor by a later try");
}
