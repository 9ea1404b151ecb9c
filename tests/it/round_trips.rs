//! How often the program waits for the database.

use world::proxy::Proxy;
use world::{Citizen, World};

/// What a page costs by itself: without connecting and preparing the statement, which each connection of the pool does once.
async fn round_trips_of(proxy: &Proxy, citizen: &Citizen, path: &str) -> usize {
    let first = citizen.opens(path).await;
    for _ in 0..100 {
        let (prepared, before) = (proxy.preparations(), proxy.round_trips());
        let again = citizen.opens(path).await;
        assert_eq!((again.status, again.location), (first.status, first.location.clone()));
        if proxy.preparations() == prepared {
            return proxy.round_trips() - before;
        }
    }
    usize::MAX
}

#[tokio::test]
async fn a_person_who_is_not_due_goes_on_after_one_round_trip() {
    let (world, proxy) = World::with_proxy().await;
    let person = world.person().confirmed_days_ago(1).registered().await;
    let citizen = world.citizen(&person).await;
    assert_eq!(citizen.opens("/bekreft").await.status, 303);
    assert_eq!(round_trips_of(&proxy, &citizen, "/bekreft").await, 1);
}

#[tokio::test]
async fn the_dialog_and_the_receipt_cost_one_round_trip_each() {
    let (world, proxy) = World::with_proxy().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    for path in ["/bekreft", "/bekreft/endre", "/bekreft/kvittering"] {
        assert_eq!(citizen.opens(path).await.status, 200, "{path}");
        assert_eq!(round_trips_of(&proxy, &citizen, path).await, 1, "{path}");
    }
}

#[tokio::test]
async fn the_profile_asks_four_things_at_the_same_time() {
    let (world, proxy) = World::with_proxy().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    for path in ["/profil", "/profil/data.json", "/profil/utskrift"] {
        assert_eq!(citizen.opens(path).await.status, 200, "{path}");
        assert_eq!(round_trips_of(&proxy, &citizen, path).await, 4, "{path}");
    }
}

#[tokio::test]
async fn the_dialog_costs_no_more_with_a_draft_and_a_question_in_it() {
    let (world, proxy) = World::with_proxy().await;
    let other = world.person().registered().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.confirms(&[("mobile", &other.mobile), ("email", "kari@gmial.com")]).await;
    assert_eq!(round_trips_of(&proxy, &citizen, "/bekreft").await, 1);
}

#[tokio::test]
async fn public_pages_do_without_the_database() {
    let (world, proxy) = World::with_proxy().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    for path in [
        "/",
        "/hjelp",
        "/hjelp/kontaktregisteret",
        "/hjelp/duplikat",
        "/hjelp/verifikasjon",
        "/hjelp/reservasjon",
        "/hjelp/postkasse",
        "/hjelp/tilgjengelighet",
        "/hjelp/personvern",
        "/api-docs",
        "/utlogget",
        "/finnes-ikke",
    ] {
        assert_eq!(round_trips_of(&proxy, &citizen, path).await, 0, "{path}");
    }
}

#[tokio::test]
async fn a_confirm_is_one_transaction() {
    let (world, proxy) = World::with_proxy().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let page = citizen.opens("/bekreft").await;
    let before = proxy.queries().len();
    citizen.confirms_on(&page, &[("mobile", "46 46 46 46")]).await;
    assert_eq!(proxy.queries()[before..], ["BEGIN", "COMMIT"]);
}

#[tokio::test]
async fn a_question_and_a_refusal_are_one_transaction_each_too() {
    let (world, proxy) = World::with_proxy().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    for fields in [[("mobile", "")], [("mobile", "12")]] {
        let page = citizen.opens("/bekreft").await;
        let before = proxy.queries().len();
        citizen.confirms_on(&page, &fields).await;
        assert_eq!(proxy.queries()[before..], ["BEGIN", "COMMIT"], "{fields:?}");
    }
}

#[tokio::test]
async fn a_form_that_was_carried_out_before_writes_nothing() {
    let (world, proxy) = World::with_proxy().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let page = citizen.opens("/bekreft").await;
    citizen.confirms_on(&page, &[]).await;
    let before = proxy.queries().len();
    citizen.confirms_on(&page, &[]).await;
    assert!(!proxy.queries()[before..].contains(&"COMMIT".to_owned()), "what was begun is taken back");
}
