//! After 18 months her history tells that her contact information has expired.

use bekreft::actions::expire::{BATCH, note_some_expired};
use time::Duration;
use world::{Options, World};

const NOTED: &str = "select count(*) from audit_event where changes = '{expired}' and actor = 'system'";

async fn notes(world: &World) -> u64 {
    note_some_expired(&world.db, world.now()).await.expect("the register can be read")
}

#[tokio::test]
async fn it_is_written_into_her_history_once_with_the_time_it_expired() {
    let world = World::start().await;
    let person = world.person().confirmed_days_ago(500).registered().await;
    assert_eq!(notes(&world).await, 0, "not yet");
    world.advance_days(80);
    assert_eq!(notes(&world).await, 1);
    assert_eq!(notes(&world).await, 0, "once");
    world.advance_days(80);
    assert_eq!(notes(&world).await, 0, "once for good");
    assert_eq!(world.count(NOTED).await, 1);
    let expired_for: i64 = sqlx::query_scalar("select extract(day from $1 - at)::bigint from audit_event")
        .bind(world.now())
        .fetch_one(&world.pool)
        .await
        .expect("its time");
    assert!(
        (108..=114).contains(&expired_for),
        "660 days less 18 months, not when it was found out: {expired_for}"
    );
    let page = world.citizen(&person).await.opens("/profil").await;
    let entry = page.text(".history > li");
    assert!(
        entry.contains("Kontaktopplysningene utløp") && entry.contains("av kontaktregisteret"),
        "{entry}"
    );
    assert!(world.changes(&person).await.is_empty(), "readers of the change log reckon it themselves");
}

#[tokio::test]
async fn one_channel_that_is_fresh_is_enough_not_to_expire() {
    let world = World::start().await;
    let person = world.person().confirmed_days_ago(700).registered().await;
    sqlx::query("update person set mobile_confirmed_at = $1 where person_identifier = $2")
        .bind(world.now() - Duration::days(10))
        .bind(&person.identifier)
        .execute(&world.pool)
        .await
        .expect("a fresh number");
    world.person().deleted().registered().await;
    world.person().without_mobile().without_email().confirmed_days_ago(700).registered().await;
    assert_eq!(notes(&world).await, 0);
}

#[tokio::test]
async fn who_confirms_expires_anew_eighteen_months_later() {
    let world = World::start().await;
    let person = world.person().confirmed_days_ago(600).registered().await;
    assert_eq!(notes(&world).await, 1);
    world.citizen(&person).await.confirms(&[]).await;
    assert_eq!(notes(&world).await, 0);
    world.advance_days(560);
    assert_eq!(notes(&world).await, 1);
    assert_eq!(world.count(NOTED).await, 2);
}

#[tokio::test]
async fn many_are_noted_a_thousand_at_a_time_and_several_workers_note_each_once() {
    let world = World::start().await;
    let person = world.person().confirmed_days_ago(600).registered().await;
    sqlx::query(
        "insert into person (person_identifier, status, registered_at, mobile, mobile_updated_at)
         select lpad(number::text, 11, '0'), 'active', p.registered_at, p.mobile, p.mobile_updated_at
         from person p, generate_series(1, 1499) number where p.person_identifier = $1",
    )
    .bind(&person.identifier)
    .execute(&world.pool)
    .await
    .expect("many persons");
    assert_eq!(notes(&world).await, u64::try_from(BATCH).expect("a thousand"));
    let all = futures_util::future::join_all((0..4).map(|_| notes(&world))).await;
    assert!(all.iter().sum::<u64>() <= 500);
    while notes(&world).await > 0 {}
    assert_eq!(world.count(NOTED).await, 1500);
    assert_eq!(world.count("select count(distinct person_id) from audit_event").await, 1500);
}

#[tokio::test]
async fn those_to_be_noted_are_found_by_an_index_of_their_own() {
    let world = World::start().await;
    let mut connection = world.pool.acquire().await.expect("a connection");
    sqlx::query("set enable_seqscan = off").execute(&mut *connection).await.expect("a setting");
    let plan: Vec<String> = sqlx::query_scalar(
        "explain select id from person
         where status = 'active' and (mobile is not null or email is not null)
           and (expiry_noted_at is null or expiry_noted_at
                < greatest(mobile_updated_at, mobile_confirmed_at, email_updated_at, email_confirmed_at))
           and greatest(mobile_updated_at, mobile_confirmed_at, email_updated_at, email_confirmed_at) < now()
         order by greatest(mobile_updated_at, mobile_confirmed_at, email_updated_at, email_confirmed_at) limit 1000",
    )
    .fetch_all(&mut *connection)
    .await
    .expect("a plan");
    let plan = plan.join("\n");
    assert!(plan.contains("person_expiry_not_noted") && !plan.contains("Sort"), "{plan}");
}

#[tokio::test]
async fn a_database_that_is_away_is_no_harm() {
    let world = World::with(Options {
        program_database_url: Some("postgres://nobody@127.0.0.1:1/nothing".to_owned()),
        ..Options::default()
    })
    .await;
    assert!(note_some_expired(&world.db, world.now()).await.is_err());
}
