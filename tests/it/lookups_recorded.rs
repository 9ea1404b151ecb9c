//! What is looked up is counted, and noted for the persons themselves, without any lookup waiting for it.

use bekreft::actions::record_lookups::{Asker, Recorder};
use bekreft::store::person::{self, PersonId};
use bekreft_domain::{LookupPurpose, OrganisationNumber, PersonIdentifier};
use time::Duration;
use time::macros::datetime;
use world::customers::{CUSTOMER, OTHER_CUSTOMER};
use world::proxy::Mood;
use world::{Person, World};

fn number(text: &str) -> OrganisationNumber {
    OrganisationNumber::parse(text).expect("a valid number")
}

async fn id(world: &World, person: &Person) -> PersonId {
    let identifier = PersonIdentifier::parse(&person.identifier).expect("a number of ours");
    let mut tx = world.db.begin().await.expect("a transaction");
    person::find(&mut tx, &identifier).await.expect("an answer").expect("she is there")
}

fn notes(world: &World, asked: usize, found: &[PersonId]) {
    notes_in(&world.state.recorder, world, asked, found);
}

fn notes_in(recorder: &Recorder, world: &World, asked: usize, found: &[PersonId]) {
    let consumer = number(CUSTOMER);
    let by = Asker { consumer: &consumer, supplier: None, purpose: LookupPurpose::Contact };
    recorder.note(by, asked, found.iter().copied(), world.now());
}

const PERSONS: &str = "select coalesce(sum(persons), 0)::bigint from lookup_count";
const CALLS: &str = "select coalesce(sum(calls), 0)::bigint from lookup_count";
const TIMES: &str = "select coalesce(sum(times), 0)::bigint from access_log";
const LINES: &str = "select count(*) from access_log";

#[tokio::test]
async fn a_call_about_a_thousand_persons_is_a_thousand_lookups_and_who_is_not_there_gets_no_line() {
    let world = World::start().await;
    let person = id(&world, &world.person().registered().await).await;
    notes(&world, 1000, &[person]);
    notes(&world, 1, &[]);
    world.writes_lookups_down().await;
    assert_eq!((world.count(PERSONS).await, world.count(CALLS).await), (1001, 2));
    assert_eq!((world.count(LINES).await, world.count(TIMES).await), (1, 1));
    let metrics = world.metrics().await;
    assert!(metrics.contains("bekreft_lookups_this_month 1001"), "{metrics}");
    assert!(metrics.contains("bekreft_lookups_waiting 0"), "{metrics}");
}

#[tokio::test]
async fn counts_are_kept_apart_by_customer_supplier_purpose_and_norwegian_month() {
    let world = World::start().await;
    let (one, other) = (number(CUSTOMER), number(OTHER_CUSTOMER));
    let now = datetime!(2026-03-31 21:59 UTC);
    let recorder = &world.state.recorder;
    let note = |consumer, supplier, purpose, at| {
        recorder.note(Asker { consumer, supplier, purpose }, 10, [], at);
    };
    for _ in 0..2 {
        note(&one, None, LookupPurpose::Contact, now);
        note(&one, Some(&other), LookupPurpose::Contact, now);
        note(&one, None, LookupPurpose::Mailbox, now);
        note(&other, None, LookupPurpose::ContactAndMailbox, now);
        // Summer time: it is April in Norway.
        note(&one, None, LookupPurpose::Contact, now + Duration::minutes(1));
        world.writes_lookups_down().await;
    }
    let rows: Vec<(String, String, String, String, i64, i64)> = sqlx::query_as(
        "select month::text, consumer, coalesce(supplier, '-'), purpose, persons, calls from lookup_count order by 1, 2, 3, 4",
    )
    .fetch_all(&world.pool)
    .await
    .expect("counts");
    let row = |month: &str, consumer: &str, supplier: &str, purpose: &str| {
        let texts = [month, consumer, supplier, purpose].map(str::to_owned);
        let [month, consumer, supplier, purpose] = texts;
        (month, consumer, supplier, purpose, 20, 2)
    };
    let expected = [
        row("2026-03-01", OTHER_CUSTOMER, "-", "contact_and_mailbox"),
        row("2026-03-01", CUSTOMER, "-", "contact"),
        row("2026-03-01", CUSTOMER, "-", "mailbox"),
        row("2026-03-01", CUSTOMER, OTHER_CUSTOMER, "contact"),
        row("2026-04-01", CUSTOMER, "-", "contact"),
    ];
    assert_eq!(rows, expected);
}

#[tokio::test]
async fn a_line_tells_how_often_and_the_first_and_the_last_time_of_the_day() {
    let world = World::start().await;
    let person = id(&world, &world.person().registered().await).await;
    let consumer = number(CUSTOMER);
    let by = Asker { consumer: &consumer, supplier: None, purpose: LookupPurpose::Contact };
    let morning = datetime!(2026-11-25 08:00 UTC);
    // Two calls before it is written down, one after; the last one in the order they come, not of the clock.
    for (at, times) in [(morning + Duration::hours(2), 2), (morning, 1), (morning + Duration::hours(1), 1)] {
        world.state.recorder.note(by, times, vec![person; times], at);
        if at == morning {
            world.writes_lookups_down().await;
        }
    }
    world.state.recorder.note(by, 1, [person], morning + Duration::days(1));
    world.writes_lookups_down().await;
    let lines: Vec<(String, i32, String, String)> = sqlx::query_as(
        "select day::text, times, to_char(first_at at time zone 'UTC', 'HH24:MI'), to_char(last_at at time zone 'UTC', 'HH24:MI')
         from access_log order by day",
    )
    .fetch_all(&world.pool)
    .await
    .expect("lines");
    let line = |day: &str, times, first: &str, last: &str| {
        (day.to_owned(), times, first.to_owned(), last.to_owned())
    };
    assert_eq!(lines, [line("2026-11-25", 4, "08:00", "10:00"), line("2026-11-26", 1, "08:00", "08:00")]);
}

#[tokio::test]
async fn eight_threads_note_while_it_is_written_down_and_nothing_is_lost_or_doubled() {
    let world = World::start().await;
    let mut persons = Vec::new();
    for _ in 0..20 {
        persons.push(id(&world, &world.person().registered().await).await);
    }
    let (state, persons) = (world.state.clone(), std::sync::Arc::new(persons));
    let threads = (0..8).map(|_| {
        let (state, persons) = (state.clone(), persons.clone());
        tokio::task::spawn_blocking(move || {
            for _ in 0..250 {
                let consumer = number(CUSTOMER);
                let by = Asker { consumer: &consumer, supplier: None, purpose: LookupPurpose::Contact };
                state.recorder.note(by, 25, persons.iter().copied(), state.clock.now());
                std::thread::sleep(std::time::Duration::from_micros(200));
            }
        })
    });
    let noting = futures_util::future::join_all(threads.collect::<Vec<_>>());
    let other = world.second_instance().await;
    let writing = async {
        for _ in 0..30 {
            // Another instance writes the same lines in between.
            notes_in(&other.state.recorder, &world, 25, &persons);
            let both = futures_util::future::join(world.writes_lookups_down(), other.writes_lookups_down());
            Box::pin(both).await;
        }
    };
    Box::pin(futures_util::future::join(noting, writing)).await;
    world.writes_lookups_down().await;
    let calls = 8 * 250 + 30;
    assert_eq!((world.count(CALLS).await, world.count(PERSONS).await), (calls, calls * 25));
    assert_eq!(world.count(TIMES).await, calls * 20);
}

#[tokio::test]
async fn what_is_noted_while_the_database_is_away_is_written_down_when_it_is_back() {
    let (world, proxy) = World::with_proxy().await;
    let person = id(&world, &world.person().registered().await).await;
    notes(&world, 3, &[person]);
    proxy.becomes(Mood::Gone);
    let flushed = world.state.recorder.flush(&world.db, world.state.chance, world.now()).await;
    assert!(flushed.is_err());
    notes(&world, 4, &[person]);
    let gauge = world.state.recorder.gauge();
    assert!(gauge.failures > 0 && gauge.oldest.is_some() && gauge.dropped == 0, "{gauge:?}");
    proxy.becomes(Mood::Well);
    world.writes_lookups_down().await;
    assert_eq!((world.count(PERSONS).await, world.count(TIMES).await), (7, 2));
    assert_eq!(world.state.recorder.gauge().oldest, None);
}

#[tokio::test]
async fn a_batch_whose_answer_got_lost_is_not_counted_twice() {
    let (world, proxy) = World::with_proxy().await;
    let person = id(&world, &world.person().registered().await).await;
    notes(&world, 5, &[person]);
    proxy.cuts_after("COMMIT");
    // Nobody knows whether it has been written; it may be the program itself that tried.
    let _ = world.state.recorder.flush(&world.db, world.state.chance, world.now()).await;
    assert_eq!(world.state.recorder.gauge().failures, 1);
    world.writes_lookups_down().await;
    assert_eq!((world.count(PERSONS).await, world.count(TIMES).await), (5, 1));
}

#[tokio::test]
async fn the_program_writes_by_itself_within_a_second() {
    let world = World::start().await;
    notes(&world, 7, &[]);
    let written = async {
        while world.count(PERSONS).await != 7 {
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(10), written).await.expect("it is written");
}

#[tokio::test]
async fn there_is_room_for_so_much_and_what_does_not_fit_is_counted_and_never_waits() {
    let world = World::start().await;
    let mut persons = Vec::new();
    for _ in 0..5 {
        persons.push(id(&world, &world.person().registered().await).await);
    }
    let recorder = Recorder::with_room(3);
    notes_in(&recorder, &world, 5, &persons);
    notes_in(&recorder, &world, 5, &persons);
    let gauge = recorder.gauge();
    assert_eq!((gauge.waiting, gauge.dropped), (3, 4), "those who have a line are counted on");
    recorder.flush(&world.db, world.state.chance, world.now()).await.expect("written");
    assert_eq!((world.count(PERSONS).await, world.count(TIMES).await), (10, 6), "statistics lose nothing");
    notes_in(&recorder, &world, 5, &persons);
    assert_eq!(recorder.gauge().waiting, 3, "there is room again");
}

#[tokio::test]
async fn more_than_goes_into_one_statement_is_written_in_several() {
    let world = World::start().await;
    let consumer = number(CUSTOMER);
    let person = id(&world, &world.person().registered().await).await;
    let by = Asker { consumer: &consumer, supplier: None, purpose: LookupPurpose::Contact };
    let begin = datetime!(1950-01-01 12:00 UTC);
    for day in 0..25_000 {
        world.state.recorder.note(by, 1, [person], begin + Duration::days(day));
    }
    world.writes_lookups_down().await;
    assert_eq!((world.count(LINES).await, world.count(PERSONS).await), (25_000, 25_000));
    assert!(world.count("select count(*) from lookup_batch").await >= 3);
    assert_eq!(world.state.recorder.gauge().waiting, 0);
}

#[tokio::test]
async fn a_batch_that_the_database_refuses_for_good_does_not_hold_the_others_for_ever() {
    let world = World::start().await;
    let consumer = number(CUSTOMER);
    let by = Asker { consumer: &consumer, supplier: None, purpose: LookupPurpose::Contact };
    let recorder = Recorder::default();
    sqlx::query("alter table lookup_count add constraint none check (persons <> 13)")
        .execute(&world.pool)
        .await
        .expect("a constraint");
    recorder.note(by, 13, [], world.now());
    let mut failures = 0;
    while recorder.flush(&world.db, world.state.chance, world.now()).await.is_err() {
        failures += 1;
        assert!(failures < 100, "it is given up some time");
    }
    recorder.note(by, 2, [], world.now());
    recorder.flush(&world.db, world.state.chance, world.now()).await.expect("the next one is written");
    assert_eq!(world.count(PERSONS).await, 2);
}

#[tokio::test]
async fn what_is_older_than_eighteen_months_is_thrown_away() {
    let world = World::start().await;
    let person = id(&world, &world.person().registered().await).await;
    notes(&world, 1, &[person]);
    world.writes_lookups_down().await;
    let purge =
        async || bekreft::actions::purge::purge(&world.db, world.now()).await.expect("purged").accesses;
    world.advance_days(540);
    assert_eq!((purge().await, world.count(LINES).await), (0, 1));
    world.advance_days(12);
    assert_eq!((purge().await, world.count(LINES).await), (1, 0));
    assert_eq!(world.count(PERSONS).await, 1, "statistics stay; nobody stands in them");
    assert_eq!(world.count("select count(*) from lookup_batch").await, 0);
}

#[tokio::test]
async fn a_forgotten_person_takes_her_lines_along() {
    let world = World::start().await;
    let person = world.person().deleted().registered().await;
    sqlx::query("update person set deleted_at = $1")
        .bind(world.now() - Duration::days(600))
        .execute(&world.pool)
        .await
        .expect("long ago");
    let person = id(&world, &person).await;
    notes(&world, 1, &[person]);
    world.writes_lookups_down().await;
    bekreft::actions::purge::purge(&world.db, world.now()).await.expect("purged");
    assert_eq!(world.count(LINES).await, 0);
}
