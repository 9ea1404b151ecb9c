//! The search follows the register, beside it.

use bekreft::actions::index_persons::{check_some, index_some};
use bekreft::demo::persons;
use bekreft::store::search_index::waiting;
use bekreft_domain::{Facets, IdentifierKind, PersonIdentifier};
use time::Duration;
use world::{Person, World};

use crate::search::{index, support};

/// How many hits a search has.
async fn hits(world: &World, query: &str) -> String {
    support(world).await.opens(&format!("/stotte/sok?{query}")).await.text("#hits-title")
}

/// What the search says of somebody.
async fn facets(world: &World, person: &Person) -> Option<Facets> {
    let code: Option<i32> = sqlx::query_scalar(
        "select facets from person_search s join person p on p.id = s.person_id where p.person_identifier = $1",
    )
    .bind(&person.identifier)
    .fetch_optional(&world.pool)
    .await
    .expect("the search reads");
    code.and_then(Facets::from_code)
}

/// The counts are those of the rows, and there is a row for everybody.
async fn is_whole(world: &World) {
    let off = "select count(*) from (
                   select facets, count(*) as persons from person_search group by facets) s
               full join search_count c using (facets)
               where coalesce(s.persons, 0) <> coalesce(c.persons, 0)";
    assert_eq!(world.count(off).await, 0, "each count fits");
    let missing = "select count(*) from person p full join person_search s on s.person_id = p.id
                   where p.id is null or s.person_id is null";
    assert_eq!(world.count(missing).await, 0, "everybody is in it, and nobody else");
}

#[tokio::test]
async fn what_a_citizen_does_is_found_when_it_has_been_taken_in() {
    let world = World::start().await;
    let person = world.person().without_email().registered().await;
    let other = world.person().registered().await;
    index(&world).await;
    assert_eq!(hits(&world, "epost=nei").await, "1 treff");
    assert_eq!(hits(&world, "duplikat=ja").await, "0 treff");
    let citizen = world.citizen(&person).await;
    citizen.confirms(&[("mobile", &other.mobile), ("email", &person.email)]).await;
    citizen.confirms(&[("mobile", &other.mobile), ("email", &person.email)]).await;
    assert_eq!(world.text_of(&person, "mobile").await, Some(other.mobile.clone()), "it is in the register");
    let behind = support(&world).await.opens("/stotte/sok").await;
    assert!(behind.text("#waiting").contains("ikke helt oppdatert"));
    assert_eq!(hits(&world, "epost=nei").await, "1 treff", "no citizen waits for the search");
    index(&world).await;
    assert_eq!(hits(&world, "epost=nei").await, "0 treff");
    assert_eq!(hits(&world, "duplikat=ja").await, "2 treff", "the other one too");
    assert!(support(&world).await.opens("/stotte/sok").await.text("#waiting").is_empty());
    is_whole(&world).await;
}

#[tokio::test]
async fn every_choice_of_a_citizen_is_followed() {
    let world = World::start().await;
    let person = world.person().validated().registered().await;
    index(&world).await;
    let citizen = world.citizen_at_high_level(&person).await;
    let form = citizen.opens("/profil/reservasjon").await.form("#choice");
    citizen.sends(&form.with("choice", "yes")).await;
    let form = citizen.opens("/profil/sprak").await.form("#choice");
    citizen.sends(&form.with("choice", "nn")).await;
    index(&world).await;
    assert_eq!(hits(&world, "reservasjon=ja&malform=nn&varsling=kanikke&verifisert=ja").await, "1 treff");
    is_whole(&world).await;
}

#[tokio::test]
async fn time_alone_changes_what_is_found() {
    let world = World::start().await;
    let today = bekreft_domain::oslo::to_local(world.now()).date();
    let born = today - Duration::days(28 * 365 + 7);
    let number =
        |individual| PersonIdentifier::synthetic(born, individual, IdentifierKind::NationalIdentityNumber);
    let number = (0..1000).find_map(number).expect("every day has a number");
    let person = world.person().identifier(number.expose()).registered().await;
    index(&world).await;
    let last = world.time_of(&person, "mobile_confirmed_at").await.expect("confirmed");
    let expires = bekreft_domain::oslo::plus_months(last, 18);
    world.advance(expires - world.now() - Duration::hours(2));
    index(&world).await;
    assert_eq!(hits(&world, "varsling=kan").await, "1 treff");
    world.advance_days(5);
    assert!(waiting(&world.db, world.now()).await.expect("it is counted").looks > 0);
    index(&world).await;
    assert_eq!(hits(&world, "varsling=kanikke").await, "1 treff");
    world.advance(Duration::days(28 * 365 + 7 + 2 * 365 - 5) - (world.now() - born.midnight().assume_utc()));
    index(&world).await;
    assert_eq!(hits(&world, "alder=18-29").await, "1 treff");
    world.advance_days(30);
    index(&world).await;
    assert_eq!(hits(&world, "alder=18-29").await, "0 treff");
    assert_eq!(hits(&world, "alder=30-44").await, "1 treff");
    is_whole(&world).await;
}

#[tokio::test]
async fn what_was_changed_without_the_registers_knowledge_is_found_out_in_time() {
    let world = World::start().await;
    let changed = world.person().registered().await;
    let gone = world.person().registered().await;
    index(&world).await;
    sqlx::query(
        "update person set language = 'se', language_updated_at = now() where person_identifier = $1",
    )
    .bind(&changed.identifier)
    .execute(&world.pool)
    .await
    .expect("a change");
    sqlx::query("delete from person where person_identifier = $1")
        .bind(&gone.identifier)
        .execute(&world.pool)
        .await
        .expect("gone");
    index(&world).await;
    assert_eq!(facets(&world, &changed).await.and_then(|facets| facets.language), None, "nobody has told");
    let checked = check_some(&world.db, world.now()).await.expect("a look");
    let rest = check_some(&world.db, world.now()).await.expect("the end, and from the start again");
    assert_eq!((checked.written, rest.written), (1, 1));
    assert_eq!(hits(&world, "malform=se").await, "1 treff");
    is_whole(&world).await;
    let again = check_some(&world.db, world.now()).await.expect("a look");
    assert_eq!(again.written, 0, "once is enough");
}

#[tokio::test]
async fn the_demo_persons_come_and_go_and_the_search_with_them() {
    let world = World::start().await;
    persons::refresh(&world.db, world.now()).await.expect("the demo persons");
    index(&world).await;
    is_whole(&world).await;
    let nobody = persons::showing(persons::Situation::Nothing).expect("one");
    let citizen = world.stranger();
    let page = citizen.opens("/testid").await;
    citizen.sends(&page.form("form:has(#pid)").with("pid", nobody.identifier.expose())).await;
    citizen.confirms(&[("mobile", "41 41 41 39"), ("email", "ny@example.no")]).await;
    index(&world).await;
    assert_eq!(hits(&world, "").await, "25 treff");
    persons::reset(&world.db, world.now()).await.expect("a reset");
    index(&world).await;
    assert_eq!(hits(&world, "").await, "24 treff");
    is_whole(&world).await;
}

#[tokio::test]
async fn several_workers_take_turns() {
    let world = World::start().await;
    for _ in 0..30 {
        world.person().registered().await;
    }
    let now = world.now();
    let work = || index_some(&world.db, now);
    let (one, two, three, four) = tokio::join!(work(), work(), check_some(&world.db, now), work());
    for done in [one, two, three, four] {
        done.expect("each has its turn");
    }
    index(&world).await;
    is_whole(&world).await;
    assert_eq!(world.count("select sum(persons)::bigint from search_count").await, 30);
}

#[tokio::test]
async fn a_row_that_cannot_be_read_stops_nobody_else() {
    let world = World::start().await;
    let broken = world.person().registered().await;
    let whole = world.person().registered().await;
    index(&world).await;
    sqlx::query("update person set mobile = '+0', email = 'x' where person_identifier = $1")
        .bind(&broken.identifier)
        .execute(&world.pool)
        .await
        .expect_err("the database guards its values");
    sqlx::query("update person set email = '@@@' where person_identifier = $1")
        .bind(&broken.identifier)
        .execute(&world.pool)
        .await
        .expect("a value that the database does not know to be wrong");
    let checked = check_some(&world.db, world.now()).await.expect("a look");
    assert_eq!((checked.unreadable, checked.written), (1, 1));
    assert!(facets(&world, &broken).await.is_none() && facets(&world, &whole).await.is_some());
}

#[tokio::test]
async fn operators_see_what_the_search_does_not_know_yet() {
    let world = World::start().await;
    let value = |metrics: &str| {
        let line = metrics.lines().find(|line| line.starts_with("bekreft_search_waiting "));
        line.and_then(|line| line.split(' ').nth(1)?.parse::<i64>().ok())
    };
    assert_eq!(value(&world.metrics().await), Some(0));
    let person = world.person().registered().await;
    assert_eq!(value(&world.metrics().await), Some(1), "she has not been brought in");
    index(&world).await;
    assert_eq!(value(&world.metrics().await), Some(0));
    let citizen = world.citizen(&person).await;
    citizen.confirms(&[]).await;
    assert!(value(&world.metrics().await).is_some_and(|waiting| waiting > 0), "what she has done");
    world.advance(Duration::days(600));
    index(&world).await;
    assert_eq!(value(&world.metrics().await), Some(0));
    world.advance(Duration::days(10_000));
    assert_eq!(value(&world.metrics().await), Some(1), "she has grown older");
}
