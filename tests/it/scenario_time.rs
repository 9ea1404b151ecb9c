//! Time that passes for one person only.

use std::collections::BTreeSet;

use bekreft::store::sandbox::{Jump, aged_columns, make_older};
use bekreft_domain::PersonIdentifier;
use time::Duration;
use world::World;

/// Times that are not a person's, or not hers alone.
const OF_OTHERS: &[&str] = &[
    "_sqlx_migrations",
    "customer",
    "customer_event",
    "feed_reader",
    // Of a session, and whose it was is not kept.
    "flow_step",
    "login_attempt",
    "login_event",
    "logout_message",
    "lookup_batch",
    "mailbox_certificate",
    "national_register_cursor",
    "national_register_event",
    "network_sends",
    "pause",
    "saved_search",
    "support_session",
];

#[tokio::test]
async fn every_time_that_is_hers_becomes_older() {
    let world = World::start().await;
    let columns: Vec<(String, String)> = sqlx::query_as(
        "select table_name::text, column_name::text from information_schema.columns
         where table_schema = 'public' and data_type in ('timestamp with time zone', 'date')",
    )
    .fetch_all(&world.pool)
    .await
    .expect("the columns");
    let there = columns.iter().map(|(table, column)| (table.as_str(), column.as_str()));
    let hers: BTreeSet<_> = there.filter(|(table, _)| !OF_OTHERS.contains(table)).collect();
    // A day is shifted by days, not by seconds.
    let aged: BTreeSet<_> = aged_columns().chain([("access_log", "day")]).collect();
    let forgotten: Vec<_> = hers.iter().filter(|it| !aged.contains(*it) && it.0 != "lookup_count").collect();
    assert!(forgotten.is_empty(), "these stand still when time passes for a person: {forgotten:?}");
    let unknown: Vec<_> = aged.iter().filter(|it| !hers.contains(*it)).collect();
    assert!(unknown.is_empty(), "these are not there: {unknown:?}");
}

#[tokio::test]
async fn time_passes_for_her_and_for_nobody_else() {
    let world = World::start().await;
    let (her, other) = (world.person().registered().await, world.person().registered().await);
    let (citizen, stranger) = (world.citizen(&her).await, world.citizen(&other).await);
    for (person, browser) in [(&her, &citizen), (&other, &stranger)] {
        browser.asks_for_code("send-sms", &[]).await;
        let looked_up = "insert into access_log (person_id, day, consumer, purpose, times, first_at, last_at)
            select id, current_date - day, '991825827', 'contact', 1, now(), now() from person, generate_series(0, 5) day
            where person_identifier = $1";
        sqlx::query(looked_up).bind(&person.identifier).execute(&world.pool).await.expect("she is looked up");
    }
    let identifier = PersonIdentifier::parse(&her.identifier).expect("a number");
    let before = world.time_of(&her, "mobile_confirmed_at").await.expect("confirmed");
    let of_other = world.time_of(&other, "mobile_confirmed_at").await;
    let mut tx = world.db.begin().await.expect("a transaction");
    let jump = Jump { by: Duration::days(91), sessions: false };
    make_older(&mut tx, &identifier, jump).await.expect("time passes");
    tx.commit().await.expect("committed");
    assert_eq!(world.time_of(&her, "mobile_confirmed_at").await, Some(before - Duration::days(91)));
    assert_eq!(world.time_of(&other, "mobile_confirmed_at").await, of_other);
    let days = "select count(*) from access_log where day > current_date - 90";
    assert_eq!(world.count(days).await, 6, "those of the other");
    assert_eq!(
        world.count("select count(*) from message where created_at < now() - interval '90 days'").await,
        1
    );
    assert_eq!(citizen.opens("/profil").await.status, 200, "she is still logged in");
    let mut tx = world.db.begin().await.expect("a transaction");
    make_older(&mut tx, &identifier, Jump { by: Duration::minutes(31), sessions: true })
        .await
        .expect("time passes");
    tx.commit().await.expect("committed");
    assert_eq!(citizen.opens("/profil").await.status, 303, "she has been away");
    assert_eq!(stranger.opens("/profil").await.status, 200);
}
