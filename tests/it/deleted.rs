//! The day has passed: what the worker does, what is left, and the way back.

use bekreft::actions::delete::{By, delete_due, delete_in_tx};
use bekreft::actions::purge::purge;
use bekreft::clock::Chance;
use bekreft::i18n::Locale;
use bekreft::store::history::Actor;
use bekreft::store::person::lock;
use bekreft_domain::{PersonIdentifier, SupportCode};
use serde_json::Value;
use time::Duration;
use world::{Citizen, Person, World};

async fn asks_for_it(citizen: &Citizen) {
    let form = citizen.opens("/profil/slett").await.form("form#choice").with("choice", "yes");
    assert_eq!(citizen.sends(&form).await.status, 303);
}

async fn deletes(world: &World) -> usize {
    delete_due(&world.db, Chance, world.now()).await.expect("the register can be read")
}

/// Somebody who has asked, and whose day has passed.
async fn deleted(world: &World, person: &Person) {
    asks_for_it(&world.citizen(person).await).await;
    world.advance(Duration::hours(25));
    assert_eq!(deletes(world).await, 1);
}

/// The columns of a row that hold anything.
async fn left(world: &World, person: &Person) -> Vec<String> {
    sqlx::query_scalar(
        "select key from person p, jsonb_each(to_jsonb(p)) where p.person_identifier = $1 and value <> 'null' order by key",
    )
    .bind(&person.identifier)
    .fetch_all(&world.pool)
    .await
    .expect("a row")
}

#[tokio::test]
async fn she_is_deleted_when_the_minute_has_come_and_not_before() {
    let world = World::start().await;
    let person = world.person().validated().language("nn").reserved().registered().await;
    asks_for_it(&world.citizen(&person).await).await;
    assert_eq!(deletes(&world).await, 0);
    world.advance(Duration::hours(24) - Duration::minutes(1));
    assert_eq!(deletes(&world).await, 0);
    world.advance(Duration::minutes(2));
    assert_eq!(deletes(&world).await, 1);
    assert_eq!(deletes(&world).await, 0, "once");
    assert_eq!(world.text_of(&person, "status").await.as_deref(), Some("deleted"));
    assert_eq!(
        left(&world, &person).await,
        ["deleted_at", "id", "person_identifier", "registered_at", "status"],
        "that she was there, and nothing of what she had"
    );
    assert_eq!(world.changes(&person).await, ["person_deleted"]);
    assert_eq!(world.count("select count(*) from deletion_wish").await, 0);
}

#[tokio::test]
async fn who_withdraws_in_the_last_minute_stays() {
    let world = World::start().await;
    let person = world.person().registered().await;
    asks_for_it(&world.citizen(&person).await).await;
    world.advance(Duration::hours(25));
    let citizen = world.citizen(&person).await;
    let page = citizen.opens("/profil/slett").await;
    assert!(
        page.shows("Du blir slettet om et øyeblikk"),
        "the worker is late, and the page says no wrong time"
    );
    citizen.sends(&page.form("form#choice")).await;
    assert_eq!(deletes(&world).await, 0);
    assert_eq!(world.text_of(&person, "email").await, Some(person.email.clone()));
}

#[tokio::test]
async fn four_workers_at_once_delete_once() {
    let world = World::start().await;
    let mut persons = Vec::new();
    for _ in 0..5 {
        let person = world.person().registered().await;
        asks_for_it(&world.citizen(&person).await).await;
        persons.push(person);
    }
    world.advance(Duration::hours(25));
    let (one, two, three, four) =
        tokio::join!(deletes(&world), deletes(&world), deletes(&world), deletes(&world));
    assert_eq!(one + two + three + four, 5);
    for person in &persons {
        assert_eq!(world.changes(person).await, ["person_deleted"]);
    }
    assert_eq!(world.count("select count(*) from audit_event where action = 'delete'").await, 5);
}

#[tokio::test]
async fn who_confirms_in_the_very_moment_is_in_the_register_afterwards_whoever_is_first() {
    let world = World::start().await;
    for _ in 0..5 {
        let person = world.person().registered().await;
        let citizen = world.citizen(&person).await;
        asks_for_it(&citizen).await;
        world.advance(Duration::hours(25));
        citizen.logs_in().await;
        let page = citizen.opens("/bekreft").await;
        let (answer, _) = tokio::join!(citizen.confirms_on(&page, &[]), deletes(&world));
        assert_eq!(answer.location.as_deref(), Some("/bekreft/kvittering"));
        assert_eq!(world.text_of(&person, "email").await, Some(person.email.clone()));
        assert_eq!(world.text_of(&person, "status").await.as_deref(), Some("active"));
        assert_eq!(deletes(&world).await, 0);
    }
}

#[tokio::test]
async fn the_worker_does_it_by_itself() {
    let world = World::start().await;
    let person = world.person().registered().await;
    asks_for_it(&world.citizen(&person).await).await;
    world.advance(Duration::hours(25));
    let worker = bekreft::worker::start(&world.db, &world.clock, &world.dispatch);
    for _ in 0..200 {
        if world.text_of(&person, "status").await.as_deref() == Some("deleted") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    worker.stop().await;
    assert_eq!(world.text_of(&person, "status").await.as_deref(), Some("deleted"));
}

#[tokio::test]
async fn the_old_values_are_told_that_it_is_done_in_the_language_she_asked_in() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.opens("/?lang=en").await;
    asks_for_it(&citizen).await;
    world.works().await;
    world.advance(Duration::hours(25));
    deletes(&world).await;
    world.works().await;
    world.advance(Duration::minutes(1));
    let inbox = world.inbox().await;
    let done = inbox.iter().filter(|message| message.text.starts_with("You are deleted")).collect::<Vec<_>>();
    let mut told = done.iter().map(|message| message.to.as_str()).collect::<Vec<_>>();
    told.sort_unstable();
    assert_eq!(told, [person.mobile.as_str(), person.email.as_str()]);
    assert!(done.iter().all(|message| !message.text.contains("http")));
}

#[tokio::test]
async fn those_who_shared_a_value_with_her_hear_of_it() {
    let world = World::start().await;
    let other = world.person().registered().await;
    let person = world.person().mobile(&other.mobile).registered().await;
    deleted(&world, &person).await;
    assert_eq!(world.changes(&other).await, ["mobile_sharing_changed"]);
    assert!(!world.citizen(&other).await.opens("/bekreft").await.shows("registrert på andre"));
}

#[tokio::test]
async fn a_draft_codes_and_reminders_of_hers_end_with_it_and_limits_do_not() {
    let world = World::start().await;
    let person = world.person().confirmed_days_ago(500).registered().await;
    let citizen = world.citizen(&person).await;
    asks_for_it(&citizen).await;
    world.advance(Duration::hours(24) - Duration::minutes(3));
    citizen.logs_in().await;
    citizen.asks_for_code("send-sms", &[]).await;
    world.code("sms").await;
    citizen.asks_for_code("send-email", &[("email", "ny@example.org")]).await;
    assert_eq!(
        bekreft::actions::remind::remind_some(&world.db, Chance, world.now()).await.expect("reminded"),
        1
    );
    world.advance(Duration::minutes(5));
    assert_eq!(deletes(&world).await, 1);
    assert_eq!(world.count("select count(*) from draft").await, 0);
    let unsent = "select count(*) from message where state = 'waiting' and kind in ('code', 'reminder')";
    assert_eq!(world.count(unsent).await, 0);
    assert_eq!(citizen.opens("/bekreft/kode/sms").await.status, 303, "there is nothing to enter it for");
    citizen.confirms(&[("mobile", &person.mobile)]).await;
    let page = citizen.opens("/bekreft/kode/sms").await;
    assert!(page.status == 200 && !page.body.contains("id=\"verify\""), "the old code has ended");
    assert_eq!(world.time_of(&person, "mobile_validated_at").await, None, "an old code proves nothing");
    assert!(
        world.count("select count(*) from message where kind = 'code'").await > 0,
        "what was sent counts"
    );
}

#[tokio::test]
async fn her_provider_gives_up_the_mailbox() {
    let world = World::start().await;
    let person = world.person().mailbox("digipost", "kari.test#9YDT").registered().await;
    deleted(&world, &person).await;
    let errands = "select count(*) from mailbox_errand where provider = 'digipost' and task = 'delete' and state = 'waiting'";
    assert_eq!(world.count(errands).await, 1);
    assert_eq!(world.text_of(&person, "mailbox_address").await, None);
}

#[tokio::test]
async fn her_session_lives_on_and_says_that_she_is_deleted() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    asks_for_it(&citizen).await;
    world.advance(Duration::hours(24) - Duration::minutes(5));
    citizen.logs_in().await;
    world.advance(Duration::minutes(7));
    deletes(&world).await;
    let page = citizen.opens("/profil").await;
    assert!(
        page.shows("Du ble slettet fra registeret") && page.shows("Du kan registrere deg på nytt når du vil")
    );
    assert!(!page.body.contains(&person.email));
    let entries = page.texts(".history > li");
    assert!(
        entries[0].contains("Du ble slettet fra registeret") && entries[0].contains("av kontaktregisteret")
    );
    let page = citizen.opens("/profil/slett").await;
    assert_eq!(page.heading(), "Du er slettet fra registeret");
    let file: Value = serde_json::from_str(&citizen.opens("/profil/data.json").await.body).expect("JSON");
    assert_eq!(file["status"], "SLETTET");
    assert!(
        file["slettet"].is_string() && file.get("sletting").is_none() && file.get("reservasjon").is_none()
    );
}

#[tokio::test]
async fn a_deleted_person_can_register_again_and_her_history_shows_it_all() {
    let world = World::start().await;
    let person = world.person().registered().await;
    deleted(&world, &person).await;
    let citizen = world.browser_of(&person);
    assert_eq!(citizen.opens("/bekreft").await.location.as_deref(), Some("/testid"));
    citizen.logs_in().await;
    let page = citizen.opens("/bekreft").await;
    assert_eq!((page.status, page.value("mobile").as_str(), page.value("email").as_str()), (200, "", ""));
    let answer = citizen.confirms_on(&page, &[("mobile", &person.mobile), ("email", "ny@example.org")]).await;
    assert_eq!(answer.location.as_deref(), Some("/bekreft/kvittering"));
    assert_eq!(world.text_of(&person, "status").await.as_deref(), Some("active"));
    assert_eq!(world.time_of(&person, "deleted_at").await, None);
    assert_eq!(
        world.changes(&person).await,
        ["person_deleted", "person_reactivated", "mobile_registered", "email_registered"]
    );
    let history = citizen.opens("/profil").await.text(".history");
    for words in ["Du ba om å bli slettet", "Du ble slettet fra registeret", "Du kom inn i registeret igjen"]
    {
        assert!(history.contains(words), "{words}: {history}");
    }
    asks_for_it(&citizen).await;
    assert_eq!(world.count("select count(*) from deletion_wish").await, 1, "and she may leave again");
}

#[tokio::test]
async fn a_row_that_cannot_be_read_keeps_nobody_else_from_being_deleted() {
    let world = World::start().await;
    let spoiled = world.person().registered().await;
    let person = world.person().registered().await;
    for one in [&spoiled, &person] {
        asks_for_it(&world.citizen(one).await).await;
    }
    sqlx::query("update person set mobile = '+9990000000' where person_identifier = $1")
        .bind(&spoiled.identifier)
        .execute(&world.pool)
        .await
        .expect("a number of no country");
    world.advance(Duration::hours(25));
    assert_eq!(deletes(&world).await, 1);
    assert_eq!(deletes(&world).await, 0, "and it ends");
    assert_eq!(world.text_of(&person, "status").await.as_deref(), Some("deleted"));
}

#[tokio::test]
async fn somebody_else_may_be_behind_it_and_then_nobody_is_told() {
    let world = World::start().await;
    let person = world.person().registered().await;
    asks_for_it(&world.citizen(&person).await).await;
    let notices = world.count("select count(*) from message").await;
    let identifier = PersonIdentifier::parse(&person.identifier).expect("a number");
    let by = By {
        actor: Actor::NationalRegister,
        action: "died",
        locale: Locale::Nb,
        support_code: SupportCode::from_bits(7),
    };
    for expected in [true, false] {
        let mut tx = world.db.begin().await.expect("a transaction");
        lock(&mut tx, &identifier).await.expect("the lock");
        let before = delete_in_tx(&mut tx, &identifier, &by, Chance, world.now()).await.expect("deleted");
        assert_eq!(before.is_some(), expected, "once");
        tx.commit().await.expect("committed");
    }
    assert_eq!(world.count("select count(*) from deletion_wish").await, 0, "her own wish is done with");
    assert_eq!(world.count("select count(*) from message").await, notices);
    let entry = world.citizen(&person).await.opens("/profil").await.text(".history > li");
    assert!(
        entry.contains("av Folkeregisteret") && entry.contains("Du ble slettet fra registeret"),
        "{entry}"
    );
}

#[tokio::test]
async fn her_history_is_kept_for_eighteen_months_and_then_only_that_she_is_deleted() {
    let world = World::start().await;
    let person = world.person().registered().await;
    world.citizen(&person).await.confirms(&[]).await;
    deleted(&world, &person).await;
    let stays = world.person().registered().await;
    world.citizen(&stays).await.confirms(&[]).await;
    world.advance_days(540);
    assert_eq!(purge(&world.db, world.now()).await.expect("a purge").forgotten, 0, "not yet");
    assert_eq!(world.count("select count(*) from audit_event").await, 4);
    world.advance_days(10);
    let (one, two) = tokio::join!(purge(&world.db, world.now()), purge(&world.db, world.now()));
    assert_eq!(one.expect("a purge").forgotten + two.expect("another").forgotten, 1, "two workers, once");
    assert_eq!(purge(&world.db, world.now()).await.expect("a purge").forgotten, 0);
    assert_eq!(world.count("select count(*) from audit_event").await, 1, "of the one who stays");
    assert_eq!(world.changes(&person).await, ["person_deleted"], "what the feed tells");
    assert_eq!(world.text_of(&person, "status").await.as_deref(), Some("deleted"), "what a lookup tells");
    assert!(world.time_of(&person, "deleted_at").await.is_some());
    let page = world.citizen(&person).await.opens("/profil").await;
    assert!(page.shows("Du ble slettet fra registeret") && page.shows("Historikken er slettet"));
}

#[tokio::test]
async fn nothing_is_thrown_away_of_who_has_come_back() {
    let world = World::start().await;
    let person = world.person().registered().await;
    deleted(&world, &person).await;
    world.advance_days(300);
    world.citizen(&person).await.confirms(&[("mobile", &person.mobile)]).await;
    world.advance_days(300);
    assert_eq!(purge(&world.db, world.now()).await.expect("a purge").forgotten, 0);
    assert_eq!(world.count("select count(*) from audit_event").await, 3);
    deleted(&world, &person).await;
    world.advance_days(300);
    assert_eq!(
        purge(&world.db, world.now()).await.expect("a purge").forgotten,
        0,
        "counted from the last time"
    );
}

#[tokio::test]
async fn the_database_guards_that_a_deleted_person_has_a_time_and_no_other_has() {
    let world = World::start().await;
    let person = world.person().registered().await;
    for breach in [
        "update person set deleted_at = now()",
        "update person set forgotten_at = now()",
        "insert into deletion_wish (person_identifier, wished_at, due_at, language, support_code)
         values ('1', now(), now(), 'nb', '')",
    ] {
        assert!(sqlx::query(breach).execute(&world.pool).await.is_err(), "{breach}");
    }
    assert!(world.time_of(&person, "deleted_at").await.is_none());
}
