//! Lookups are read on a replica when there is one, and on the database itself while it is away.

use std::time::{Duration, Instant};

use serde_json::json;
use world::maskinporten::Maskinporten;
use world::proxy::{Mood, Proxy};
use world::{Options, World};

use crate::lookup::{CONTACT, V1};

/// A world whose replica is reached through a proxy. It is the same database, so it is never behind.
async fn world_with_replica(maskinporten: &Maskinporten) -> (World, Proxy) {
    let direct = world::fresh_database().await;
    let (proxy, url) = Proxy::in_front_of(&direct).await;
    let mut settings = maskinporten.settings();
    settings.push(("DATABASE_READ_URL", url));
    (World::with(Options { database_url: Some(direct), settings, ..Options::default() }).await, proxy)
}

async fn is_told(maskinporten: &Maskinporten, world: &World, pid: &str) -> bool {
    let body = json!({ "personidentifikatorer": [pid] });
    let answer = world.posts(V1, &maskinporten.reader(world, CONTACT), &body).await;
    answer.status == 200 && answer.body["personer"][0]["status"] == "AKTIV"
}

#[tokio::test]
async fn lookups_go_to_the_replica_and_nothing_else_does() {
    let maskinporten = Maskinporten::start().await;
    let (world, proxy) = world_with_replica(&maskinporten).await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.opens("/bekreft").await;
    assert_eq!(proxy.round_trips(), 0, "pages are read where they are written");
    assert!(is_told(&maskinporten, &world, &person.identifier).await);
    assert!(proxy.round_trips() > 0);
}

#[tokio::test]
async fn a_replica_that_is_away_is_done_without_and_left_alone_for_a_while() {
    let maskinporten = Maskinporten::start().await;
    let (world, proxy) = world_with_replica(&maskinporten).await;
    let person = world.person().registered().await;
    assert!(is_told(&maskinporten, &world, &person.identifier).await);
    proxy.becomes(Mood::Gone);
    assert!(is_told(&maskinporten, &world, &person.identifier).await, "nobody notices");
    let before = Instant::now();
    for _ in 0..5 {
        assert!(is_told(&maskinporten, &world, &person.identifier).await);
    }
    assert!(before.elapsed() < Duration::from_secs(3), "and nobody waits");
    assert!(world.metrics().await.contains("bekreft_replica_up 0"));
    proxy.becomes(Mood::Silent);
    world.advance(time::Duration::seconds(6));
    let before = Instant::now();
    assert!(is_told(&maskinporten, &world, &person.identifier).await, "nor when it hangs");
    assert!(before.elapsed() < Duration::from_secs(4));
    proxy.becomes(Mood::Well);
    world.advance(time::Duration::seconds(6));
    let round_trips = proxy.round_trips();
    assert!(is_told(&maskinporten, &world, &person.identifier).await);
    assert!(proxy.round_trips() > round_trips, "it is asked again");
}

#[tokio::test]
async fn operators_are_told_how_far_behind_it_is_when_there_is_one() {
    let maskinporten = Maskinporten::start().await;
    let (world, _proxy) = world_with_replica(&maskinporten).await;
    let metrics = world.metrics().await;
    assert!(metrics.contains("bekreft_replica_lag_seconds 0") && metrics.contains("bekreft_replica_up 1"));
    let without = maskinporten.world().await;
    assert!(!without.metrics().await.contains("bekreft_replica"));
}
