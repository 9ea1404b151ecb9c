//! The demo persons are what the list says, today and next month.

use bekreft::actions::delete::delete_due;
use bekreft::clock::Chance;
use bekreft::demo::persons::{self, Situation};
use bekreft_domain::PersonIdentifier;
use time::OffsetDateTime;
use world::World;

async fn seeded() -> World {
    let world = World::start().await;
    persons::refresh(&world.db, world.now()).await.expect("the demo persons come in");
    world
}

fn number(situation: Situation) -> String {
    persons::showing(situation).expect("somebody shows it").identifier.expose().to_owned()
}

async fn logs_in(world: &World, situation: Situation) -> world::Citizen {
    let citizen = world.stranger();
    let form = citizen.opens("/testid").await.form("form:has(#pid)").with("pid", &number(situation));
    assert_eq!(citizen.sends(&form).await.status, 303);
    citizen
}

#[test]
fn all_demo_persons_are_different_valid_and_synthetic() {
    let mut numbers: Vec<&str> = persons::all().iter().map(|person| person.identifier.expose()).collect();
    assert_eq!(numbers.len(), 23);
    for number in &numbers {
        assert!(PersonIdentifier::parse(number).expect("valid").is_synthetic());
    }
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), 23);
}

#[tokio::test]
async fn each_demo_person_is_in_her_situation_also_after_forty_days() {
    let world = seeded().await;
    for days in [0, 40] {
        world.advance_days(days);
        persons::refresh(&world.db, world.now()).await.expect("a refresh");
        for person in persons::all() {
            let page = logs_in(&world, person.situation).await.goes_to("/bekreft").await;
            let due = person.situation != Situation::NotDue;
            assert_eq!(
                page.title().contains("kvittering") || !page.body.contains("id=\"confirm\""),
                !due,
                "{person:?}"
            );
        }
        assert!(
            logs_in(&world, Situation::NineteenMonths)
                .await
                .opens("/bekreft")
                .await
                .shows("mer enn 18 måneder")
        );
        assert!(
            !logs_in(&world, Situation::SeventeenMonths)
                .await
                .opens("/bekreft")
                .await
                .shows("mer enn 18 måneder")
        );
    }
}

#[tokio::test]
async fn the_duplicates_are_duplicates() {
    let world = seeded().await;
    for (situation, number, address) in [
        (Situation::DuplicateMobile, true, false),
        (Situation::DuplicateEmail, false, true),
        (Situation::DuplicateBoth, true, true),
        (Situation::Due, false, false),
    ] {
        let page = logs_in(&world, situation).await.opens("/bekreft").await;
        assert_eq!(
            page.shows("Dette mobilnummeret er registrert på andre personer."),
            number,
            "{situation:?}"
        );
        assert_eq!(
            page.shows("Denne e-postadressen er registrert på andre personer."),
            address,
            "{situation:?}"
        );
    }
}

#[tokio::test]
async fn a_demo_person_somebody_has_changed_is_left_alone_until_she_is_reset() {
    let world = seeded().await;
    let citizen = logs_in(&world, Situation::Due).await;
    citizen.confirms(&[("mobile", "48 48 48 48")]).await;
    world.advance_days(1);
    persons::refresh(&world.db, world.now()).await.expect("a refresh");
    let mine = "select mobile from person where person_identifier = $1";
    let after_refresh: String = sqlx::query_scalar(mine)
        .bind(number(Situation::Due))
        .fetch_one(&world.pool)
        .await
        .expect("she is there");
    assert_eq!(after_refresh, "+4748484848");
    let citizen = logs_in(&world, Situation::NotDue).await;
    let page = citizen.opens("/testid").await;
    let answer = citizen.sends(&page.form("form[action='/testid/nullstill']")).await;
    assert_eq!(answer.location.as_deref(), Some("/testid?nullstilt"));
    assert!(citizen.opens("/testid?nullstilt").await.shows("Testpersonene er stilt tilbake."));
    let after_reset: String = sqlx::query_scalar(mine)
        .bind(number(Situation::Due))
        .fetch_one(&world.pool)
        .await
        .expect("she is there");
    assert_ne!(after_reset, "+4748484848");
}

#[tokio::test]
async fn a_reset_makes_the_unregistered_one_unregistered_again() {
    let world = seeded().await;
    logs_in(&world, Situation::Nothing).await.confirms(&[("email", "ny@example.org")]).await;
    persons::reset(&world.db, world.now()).await.expect("a reset");
    let query = sqlx::query_scalar("select count(*) from person where person_identifier = $1");
    let rows: i64 = query.bind(number(Situation::Nothing)).fetch_one(&world.pool).await.expect("a count");
    assert_eq!(rows, 0);
}

#[tokio::test]
async fn a_reset_brings_back_who_has_left_and_keeps_who_was_about_to() {
    let world = seeded().await;
    let asks = async |situation| {
        let citizen = logs_in(&world, situation).await;
        let form = citizen.opens("/profil/slett").await.form("form#choice").with("choice", "yes");
        assert_eq!(citizen.sends(&form).await.status, 303);
    };
    asks(Situation::NotDue).await;
    world.advance_days(2);
    assert_eq!(delete_due(&world.db, Chance, world.now()).await.expect("the worker works"), 1);
    asks(Situation::Due).await;
    persons::refresh(&world.db, world.now()).await.expect("a refresh");
    assert_eq!(world.count("select count(*) from deletion_wish").await, 1, "a refresh leaves it");
    persons::reset(&world.db, world.now()).await.expect("a reset");
    assert_eq!(world.count("select count(*) from deletion_wish").await, 0);
    let query = sqlx::query_scalar("select status from person where person_identifier = $1");
    let status: String =
        query.bind(number(Situation::NotDue)).fetch_one(&world.pool).await.expect("a status");
    assert_eq!(status, "active");
}

#[tokio::test]
async fn the_fixed_kinds_have_their_mailboxes_and_reservations() {
    let world = seeded().await;
    for (situation, provider, reserved) in [
        (Situation::Digipost, Some("digipost"), false),
        (Situation::EBoks, Some("eboks"), false),
        (Situation::DigipostReserved, Some("digipost"), true),
        (Situation::Reserved, None, true),
    ] {
        let row: (Option<String>, Option<OffsetDateTime>) =
            sqlx::query_as("select mailbox_provider, reserved_at from person where person_identifier = $1")
                .bind(number(situation))
                .fetch_one(&world.pool)
                .await
                .expect("the person");
        assert_eq!((row.0.as_deref(), row.1.is_some()), (provider, reserved), "{situation:?}");
    }
}

#[tokio::test]
async fn the_front_page_leads_to_a_service_and_back() {
    let world = seeded().await;
    let citizen = logs_in(&world, Situation::Due).await;
    let front = citizen.opens("/").await;
    let link = front.attribute("a[href*=gotoUrl]", "href").expect("the way in");
    assert!(citizen.opens(&link).await.shows("Du er på vei til Eksempeletaten"));
    let answer = citizen.confirms(&[]).await;
    let location = answer.location.expect("a way on");
    assert!(location.ends_with("/testid/tjeneste"));
    assert_eq!(citizen.opens(&location).await.heading(), "Du er framme hos Eksempeletaten");
}
