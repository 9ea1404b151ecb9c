//! Which organisations may call, and how much.

use actix_web::ResponseError as _;
use actix_web::http::header::RETRY_AFTER;
use bekreft::actions::customers::{self, Outcome, Wish};
use bekreft::api::ApiError;
use bekreft_domain::{Allowance, OrganisationNumber};
use time::Duration;
use world::World;
use world::customers::{CUSTOMER, OTHER_CUSTOMER};
use world::proxy::Mood;

fn number(text: &str) -> OrganisationNumber {
    OrganisationNumber::parse(text).expect("a valid number")
}

async fn calls(world: &World, organisation: &str) -> Result<(), ApiError> {
    world.state.customers.admit(&world.db, &number(organisation), world.now()).await
}

fn asks(world: &World, persons: usize) -> Result<(), ApiError> {
    world.state.customers.admit_persons(&number(CUSTOMER), persons, world.now())
}

async fn changes(world: &World, wish: Wish) -> Outcome {
    customers::change(&world.db, &number(CUSTOMER), &wish, "kari", world.now()).await.expect("an outcome")
}

/// Status, and how many seconds to wait.
fn told(answer: Result<(), ApiError>) -> (u16, Option<i64>) {
    let Err(error) = answer else { return (200, None) };
    let response = error.error_response();
    let wait = response.headers().get(RETRY_AFTER).map(|value| value.to_str().expect("a number"));
    (response.status().as_u16(), wait.map(|wait| wait.parse().expect("a number")))
}

#[tokio::test]
async fn an_organisation_that_nobody_has_made_a_customer_is_refused_and_told_why() {
    let world = World::start().await;
    let error = calls(&world, CUSTOMER).await.expect_err("nobody");
    assert!(error.to_string().ends_with("is not a customer of the register"), "{error}");
    assert_eq!(told(Err(error)), (403, None));
}

#[tokio::test]
async fn a_new_customer_gets_in_within_a_second_and_one_that_is_switched_off_is_out_within_five() {
    let world = World::start().await;
    assert_eq!(told(calls(&world, CUSTOMER).await), (403, None));
    world.customer(CUSTOMER, "Digdir").await;
    world.advance(Duration::seconds(1));
    assert_eq!(told(calls(&world, CUSTOMER).await), (200, None));
    assert_eq!(changes(&world, Wish::SwitchOff).await, Outcome::Done);
    world.advance(Duration::seconds(5));
    let error = calls(&world, CUSTOMER).await.expect_err("it is out");
    assert!(error.to_string().ends_with("has been switched off"), "{error}");
    assert_eq!(told(Err(error)), (403, None));
    assert_eq!(changes(&world, Wish::SwitchOn).await, Outcome::Done);
    world.advance(Duration::seconds(1));
    assert_eq!(told(calls(&world, CUSTOMER).await), (200, None));
}

#[tokio::test]
async fn a_customer_that_has_not_accepted_the_terms_waits_until_it_has() {
    let world = World::start().await;
    world.customer(CUSTOMER, "Digdir").await;
    sqlx::query("update customer set terms_accepted_at = null").execute(&world.pool).await.expect("done");
    let error = calls(&world, CUSTOMER).await.expect_err("no terms");
    assert!(error.to_string().ends_with("has not accepted the terms of the register"), "{error}");
    assert_eq!(told(Err(error)), (403, None));
    assert_eq!(changes(&world, Wish::AcceptTerms(world.now())).await, Outcome::Done);
    world.advance(Duration::seconds(1));
    assert_eq!(told(calls(&world, CUSTOMER).await), (200, None));
}

#[tokio::test]
async fn a_call_costs_no_question_to_the_database() {
    let (world, proxy) = World::with_proxy().await;
    world.customer(CUSTOMER, "Digdir").await;
    assert_eq!(told(calls(&world, CUSTOMER).await), (200, None));
    let before = proxy.round_trips();
    for _ in 0..100 {
        assert_eq!(told(calls(&world, CUSTOMER).await), (200, None));
    }
    assert_eq!(proxy.round_trips(), before);
}

#[tokio::test]
async fn many_who_come_at_once_ask_the_database_once_also_when_it_is_away() {
    let (world, proxy) = World::with_proxy().await;
    world.customer(CUSTOMER, "Digdir").await;
    let together = async || {
        futures_util::future::join_all((0..40).map(|_| async { told(calls(&world, CUSTOMER).await).0 })).await
    };
    assert_eq!(together().await, [200; 40]);
    world.advance(Duration::seconds(6));
    let (before, preparations) = (proxy.round_trips(), proxy.preparations());
    assert_eq!(together().await, [200; 40]);
    let cost = proxy.round_trips() - before;
    assert!(cost <= 2 + proxy.preparations() - preparations, "{cost}");
    world.advance(Duration::seconds(6));
    proxy.becomes(Mood::Gone);
    assert_eq!(together().await, [503; 40], "nobody is let in on what is not known any more");
    proxy.becomes(Mood::Well);
    assert_eq!(told(calls(&world, CUSTOMER).await), (200, None));
}

#[tokio::test]
async fn too_many_calls_in_a_second_are_told_to_wait_and_then_go_through() {
    let world = World::start().await;
    world.customer(CUSTOMER, "Digdir").await;
    world.customer(OTHER_CUSTOMER, "Skatteetaten").await;
    let few = Wish::Limit { persons_per_minute: None, calls_per_second: Some(5) };
    assert_eq!(changes(&world, few).await, Outcome::Done);
    let mut answers = Vec::new();
    for _ in 0..10 {
        answers.push(told(calls(&world, CUSTOMER).await));
    }
    assert_eq!(answers[..5], [(200, None); 5]);
    // Real time goes on, so some of the second is over.
    let refused = answers.iter().filter(|answer| **answer == (429, Some(1))).count();
    assert!(refused > 0 && answers[5..].iter().all(|answer| [429, 200].contains(&answer.0)), "{answers:?}");
    assert_eq!(told(calls(&world, OTHER_CUSTOMER).await), (200, None), "others are not held back by it");
    world.advance(Duration::seconds(1));
    assert_eq!(told(calls(&world, CUSTOMER).await), (200, None));
}

#[tokio::test]
async fn persons_count_and_who_waits_as_long_as_told_goes_through() {
    let world = World::start().await;
    world.customer(CUSTOMER, "Digdir").await;
    let few = Wish::Limit { persons_per_minute: Some(3000), calls_per_second: None };
    assert_eq!(changes(&world, few).await, Outcome::Done);
    assert_eq!(told(calls(&world, CUSTOMER).await), (200, None));
    for _ in 0..3 {
        assert_eq!(told(asks(&world, 1000)), (200, None));
    }
    let (status, wait) = told(asks(&world, 1000));
    let wait = wait.expect("a time");
    assert!(status == 429 && (19..=21).contains(&wait), "{status} {wait}");
    assert_eq!(told(asks(&world, 1000)).0, 429, "to be refused costs nothing");
    world.advance(Duration::seconds(wait));
    assert_eq!(told(asks(&world, 1000)), (200, None));
    let metrics = world.metrics().await;
    assert!(metrics.contains("bekreft_api_calls_refused_total{why=\"too_many_persons\"} 2"), "{metrics}");
}

#[tokio::test]
async fn in_parallel_nobody_gets_more_than_the_limit() {
    let world = World::start().await;
    world.customer(CUSTOMER, "Digdir").await;
    let few = Wish::Limit { persons_per_minute: Some(2000), calls_per_second: None };
    assert_eq!(changes(&world, few).await, Outcome::Done);
    assert_eq!(told(calls(&world, CUSTOMER).await), (200, None));
    let now = world.now();
    let state = &world.state;
    let through = std::thread::scope(|scope| {
        let all = (0..8)
            .map(|_| {
                scope.spawn(move || {
                    let ask = || state.customers.admit_persons(&number(CUSTOMER), 100, now).is_ok();
                    (0..100).filter(|_| ask()).count()
                })
            })
            .collect::<Vec<_>>();
        all.into_iter().map(|thread| thread.join().expect("it ends")).sum::<usize>()
    });
    assert_eq!(through, 20);
}

#[tokio::test]
async fn what_is_done_about_a_customer_is_noted_once_with_who_did_it() {
    let world = World::start().await;
    world.customer(CUSTOMER, "Digdir").await;
    for outcome in [Outcome::Done, Outcome::Nothing] {
        assert_eq!(changes(&world, Wish::SwitchOff).await, outcome);
    }
    let noted: Vec<(String, String)> = sqlx::query_as("select what, by_whom from customer_event order by id")
        .fetch_all(&world.pool)
        .await
        .expect("a history");
    assert_eq!(noted, [("switched off".to_owned(), "kari".to_owned())]);
    let stranger = number(OTHER_CUSTOMER);
    let unknown = customers::change(&world.db, &stranger, &Wish::SwitchOn, "kari", world.now()).await;
    assert_eq!(unknown.expect("an outcome"), Outcome::Unknown);
    let too_little = Wish::Limit { persons_per_minute: Some(10), calls_per_second: None };
    assert_eq!(changes(&world, too_little).await, Outcome::TooLittle);
    assert_eq!(Allowance::MOST_PERSONS_IN_A_CALL, 1000);
}

#[tokio::test]
async fn the_demo_has_customers_and_leaves_alone_what_has_been_changed_about_them() {
    let world = World::start().await;
    bekreft::demo::customers::refresh(&world.db, world.now()).await.expect("customers");
    assert_eq!(told(calls(&world, CUSTOMER).await), (200, None));
    assert_eq!(told(calls(&world, "313700526").await).0, 403, "one of them has not accepted the terms");
    assert_eq!(changes(&world, Wish::SwitchOff).await, Outcome::Done);
    bekreft::demo::customers::refresh(&world.db, world.now()).await.expect("customers");
    world.advance(Duration::seconds(5));
    assert_eq!(told(calls(&world, CUSTOMER).await), (403, None));
}
