//! The feed of the national register: read in order, each event once, whatever stands in the way.

use std::time::Instant;

use bekreft::actions::national_register::{Followed, Halt, follow, start_after};
use bekreft::clients::national_register::{Failure, NationalRegister, NoToken};
use bekreft::clients::oidc::{ClientKey, ErrorCode};
use bekreft::clock::Chance;
use bekreft::{app, worker};
use serde_json::json;
use time::Duration;
use world::{Person, World, login};

use crate::fake_national_register::{Fake, in_use};
use crate::life_events::{died, imports};

const CURSOR: &str = "select sequence from national_register_cursor";
const EVENTS: &str = "select count(*) from national_register_event";

async fn reads(world: &World, register: &NationalRegister) -> Result<Followed, Halt> {
    follow(&world.db, register, Chance, &world.clock).await
}

/// A register that is read from its beginning.
async fn from_the_beginning() -> (World, Fake, NationalRegister) {
    let (world, fake) = (World::start().await, Fake::start().await);
    start_after(&world.db, 0, world.now()).await.expect("a cursor");
    let register = fake.register();
    (world, fake, register)
}

async fn is_deleted(world: &World, person: &Person) -> bool {
    world.text_of(person, "status").await.as_deref() == Some("deleted")
}

#[tokio::test]
async fn a_death_and_a_new_number_are_carried_out_and_the_rest_is_not_even_looked_into() {
    let (world, fake, register) = from_the_beginning().await;
    let (dead, other) = (world.person().registered().await, world.person().registered().await);
    let old = world.person().with_d_number().registered().await;
    let new = world.person().unregistered();
    fake.tells(1, "endringIBostedsadresse", &other, in_use(&other.identifier));
    fake.dies(2, &dead);
    fake.replaces(3, &old, &new);
    fake.tells(4, "endringINavn", &other, in_use(&other.identifier));
    assert_eq!(reads(&world, &register).await.expect("it is read"), Followed { of_interest: 2, more: false });
    assert!(is_deleted(&world, &dead).await && is_deleted(&world, &old).await);
    assert_eq!(world.text_of(&new, "mobile").await, Some(old.mobile.clone()));
    assert_eq!(world.count(CURSOR).await, 4);
    let asked = fake.state().asked.clone();
    assert_eq!(asked.len(), 3, "the feed and two documents: {asked:?}");
    assert_eq!(asked[0], "/v1/hendelser/feed?seq=1");
    let persons = [&dead, &old, &new, &other];
    let named = |address: &String| persons.iter().any(|person| address.contains(&person.identifier));
    assert!(!asked.iter().any(named), "no person's number stands in an address");
    assert_eq!(reads(&world, &register).await.expect("it is read"), Followed::default());
    assert_eq!(fake.state().asked.last().map(String::as_str), Some("/v1/hendelser/feed?seq=5"));
    assert_eq!(fake.state().tokens, 1, "one token is enough");
}

#[tokio::test]
async fn the_first_time_it_begins_with_what_happens_from_now_on() {
    let (world, fake) = (World::start().await, Fake::start().await);
    let register = fake.register();
    let (before, after) = (world.person().registered().await, world.person().registered().await);
    fake.dies(70, &before);
    assert_eq!(reads(&world, &register).await.expect("it is read"), Followed::default());
    fake.dies(71, &after);
    assert_eq!(reads(&world, &register).await.expect("it is read").of_interest, 1);
    assert!(!is_deleted(&world, &before).await && is_deleted(&world, &after).await);
}

#[tokio::test]
async fn a_page_out_of_order_is_put_in_order() {
    let (world, fake, register) = from_the_beginning().await;
    let old = world.person().with_d_number().registered().await;
    let new = world.person().unregistered();
    fake.dies(9, &new);
    fake.replaces(3, &old, &new);
    reads(&world, &register).await.expect("it is read");
    assert!(is_deleted(&world, &new).await, "first she got the number, then she died");
    assert_eq!(world.changes(&new).await, ["moved_from_old_number", "person_deleted"]);
}

#[tokio::test]
async fn a_page_that_comes_again_changes_nothing() {
    let (world, fake, register) = from_the_beginning().await;
    let person = world.person().registered().await;
    fake.dies(5, &person);
    fake.state().repeats_itself = true;
    reads(&world, &register).await.expect("it is read");
    let again = reads(&world, &register).await.expect("it is read");
    assert_eq!(again, Followed { of_interest: 0, more: false });
    assert_eq!(world.changes(&person).await, ["person_deleted"]);
    assert_eq!((world.count(CURSOR).await, world.count(EVENTS).await), (5, 1));
}

#[tokio::test]
async fn a_register_that_is_down_is_asked_again_from_where_it_was() {
    let (world, fake, register) = from_the_beginning().await;
    let persons = [world.person().registered().await, world.person().registered().await];
    fake.dies(2, &persons[0]);
    reads(&world, &register).await.expect("it is read");
    fake.dies(4, &persons[1]);
    fake.state().moods = vec![(503, 0)];
    let halt = reads(&world, &register).await.expect_err("it is down");
    assert!(matches!(halt, Halt::Register(Failure::Unavailable(_))), "{halt}");
    assert_eq!(world.count(CURSOR).await, 2);
    let fresh = fake.register();
    assert_eq!(reads(&world, &fresh).await.expect("it is up").of_interest, 1, "after a restart of ours");
    assert!(is_deleted(&world, &persons[1]).await);
}

#[tokio::test]
async fn down_between_two_events_the_first_stays_applied_and_the_second_follows() {
    let (world, fake, register) = from_the_beginning().await;
    let persons = [world.person().registered().await, world.person().registered().await];
    fake.dies(2, &persons[0]);
    fake.dies(4, &persons[1]);
    fake.state().down_after = Some(2);
    assert!(reads(&world, &register).await.is_err());
    assert_eq!(world.count(CURSOR).await, 2);
    assert!(is_deleted(&world, &persons[0]).await && !is_deleted(&world, &persons[1]).await);
    fake.state().down_after = None;
    assert_eq!(reads(&world, &register).await.expect("it is up").of_interest, 1);
    assert!(is_deleted(&world, &persons[1]).await);
    assert_eq!(world.changes(&persons[0]).await, ["person_deleted"], "not again");
}

#[tokio::test]
async fn a_register_that_hangs_is_not_waited_for() {
    let (world, fake, register) = from_the_beginning().await;
    fake.state().moods = vec![(200, 60)];
    let begun = Instant::now();
    let halt = reads(&world, &register).await.expect_err("it hangs");
    assert!(matches!(halt, Halt::Register(Failure::Unavailable("no answer in time"))), "{halt}");
    assert!(begun.elapsed() < std::time::Duration::from_secs(25));
}

#[tokio::test]
async fn a_token_that_is_not_taken_gives_way_to_a_new_one_and_to_no_third() {
    let (world, fake, register) = from_the_beginning().await;
    reads(&world, &register).await.expect("it is read");
    fake.state().moods = vec![(401, 0)];
    reads(&world, &register).await.expect("with a new token");
    assert_eq!(fake.state().tokens, 2);
    fake.state().moods = vec![(401, 0), (401, 0)];
    let halt = reads(&world, &register).await.expect_err("neither is taken");
    assert!(matches!(halt, Halt::Register(Failure::Refused(401))), "{halt}");
    assert_eq!(fake.state().tokens, 3);
}

#[tokio::test]
async fn a_token_is_renewed_before_it_ends() {
    let (world, fake, register) = from_the_beginning().await;
    reads(&world, &register).await.expect("it is read");
    world.advance(Duration::seconds(60));
    reads(&world, &register).await.expect("it is read");
    assert_eq!(fake.state().tokens, 1);
    world.advance(Duration::seconds(60));
    reads(&world, &register).await.expect("it is read");
    assert_eq!(fake.state().tokens, 2);
}

#[tokio::test]
async fn without_a_token_it_is_said_who_refuses_and_nothing_is_asked_of_the_register() {
    let (world, fake, register) = from_the_beginning().await;
    let refusals = [
        (400, json!({ "error": "invalid_scope" }), NoToken::Refused(ErrorCode::Other)),
        (401, json!({ "error": "invalid_client" }), NoToken::Refused(ErrorCode::InvalidClient)),
        (500, json!({}), NoToken::Unavailable),
    ];
    for (status, body, expected) in refusals {
        fake.state().token_refusal = Some((status, body));
        match reads(&world, &register).await {
            Err(Halt::Register(Failure::NoToken(why))) => assert_eq!(why, expected),
            other => panic!("{other:?}"),
        }
    }
    assert!(fake.state().asked.is_empty());
}

#[tokio::test]
async fn an_event_that_cannot_be_understood_is_kept_and_counted_and_the_rest_goes_on() {
    let (world, fake, register) = from_the_beginning().await;
    let person = world.person().registered().await;
    let (strange, stranger) = (world.person().registered().await, world.person().registered().await);
    fake.tells(1, "endringIDoedsfall", &strange, json!({ "identifikasjonsnummer": "hei" }));
    fake.tells(2, "endringIDoedsfall", &strange, in_use(&stranger.identifier));
    fake.tells(3, "endringIDoedsfall", &strange, json!({}));
    fake.state().documents.pop();
    let without = json!({ "sekvensnummer": 4, "hendelse": { "hendelsetype": "endringIDoedsfall" } });
    let unreadable = json!({ "sekvensnummer": 5, "hendelse": "endringIDoedsfall" });
    let no_number = json!({ "hendelse": { "hendelsetype": "endringIDoedsfall" } });
    let hostile = json!({ "sekvensnummer": 6, "hendelse": {
        "hendelsetype": "endringIDoedsfall", "persondokument": "../../v1/hendelser/feed?seq=1" } });
    fake.state().elements.extend([without, unreadable, no_number, hostile]);
    fake.dies(7, &person);
    assert_eq!(reads(&world, &register).await.expect("it is read").of_interest, 7);
    assert!(is_deleted(&world, &person).await);
    assert!(!is_deleted(&world, &strange).await && !is_deleted(&world, &stranger).await);
    let metrics = app::metrics::render(&world.state).await.expect("figures");
    for line in [
        "bekreft_life_events{outcome=\"failed\"} 6",
        "bekreft_life_events{outcome=\"applied\"} 1",
        "bekreft_national_register_silent_seconds 0",
    ] {
        assert!(metrics.contains(line), "{line}: {metrics}");
    }
    world.advance_days(2);
    let metrics = app::metrics::render(&world.state).await.expect("figures");
    assert!(metrics.contains("outcome=\"failed\"} 6") && metrics.contains("outcome=\"applied\"} 0"));
    assert!(metrics.contains("silent_seconds 172800"), "{metrics}");
}

#[tokio::test]
async fn an_answer_that_is_not_the_feed_is_no_reason_to_go_on() {
    let (world, fake, register) = from_the_beginning().await;
    fake.state().repeats_itself = true;
    fake.state().elements = vec![json!({ "nummer": 1 }), json!({ "nummer": 2 })];
    let halt = reads(&world, &register).await.expect_err("it is another feed");
    assert!(matches!(halt, Halt::Register(Failure::Unreadable(_))), "{halt}");
    assert_eq!(world.count(CURSOR).await, 0);
}

#[tokio::test]
async fn what_says_nothing_of_death_or_a_replaced_number_changes_nobody() {
    let (world, fake, register) = from_the_beginning().await;
    let person = world.person().registered().await;
    let mut annulled = in_use(&person.identifier);
    annulled["doedsfall"] = json!([{ "erGjeldende": false, "doedsdato": "2026-11-19" }]);
    fake.tells(1, "endringIDoedsfall", &person, annulled);
    fake.tells(2, "EndringIIdentifikasjonsnummer", &person, in_use(&person.identifier));
    reads(&world, &register).await.expect("it is read");
    assert!(world.changes(&person).await.is_empty());
    let nothing = "select count(*) from national_register_event where outcome = 'nothing'";
    assert_eq!(world.count(nothing).await, 2);
}

#[tokio::test]
async fn who_dies_is_deleted_under_all_her_numbers_and_a_ceased_one_alone() {
    let (world, fake, register) = from_the_beginning().await;
    let (old, new) = (world.person().with_d_number().registered().await, world.person().registered().await);
    let ceased = world.person().with_d_number().registered().await;
    let numbers = |status: &str| {
        json!([{ "status": "opphoert", "foedselsEllerDNummer": old.identifier },
               { "status": status, "foedselsEllerDNummer": new.identifier }])
    };
    let status = json!([{ "status": "doed" }]);
    fake.tells(
        1,
        "endringIDoedsfall",
        &new,
        json!({ "identifikasjonsnummer": numbers("iBruk"), "status": status }),
    );
    let alone = json!([{ "status": "opphoert", "foedselsEllerDNummer": ceased.identifier }]);
    fake.tells(2, "endringIIdentifikasjonsnummer", &ceased, json!({ "identifikasjonsnummer": alone }));
    reads(&world, &register).await.expect("it is read");
    for person in [&old, &new, &ceased] {
        assert!(is_deleted(&world, person).await);
    }
}

#[tokio::test]
async fn a_full_page_is_followed_by_the_next_at_once() {
    let (world, fake, register) = from_the_beginning().await;
    let person = world.person().registered().await;
    for sequence in 1..=1000 {
        fake.tells(sequence, "endringINavn", &person, json!({}));
    }
    fake.dies(1001, &person);
    assert_eq!(reads(&world, &register).await.expect("a page"), Followed { of_interest: 0, more: true });
    assert_eq!(reads(&world, &register).await.expect("a page"), Followed { of_interest: 1, more: false });
    assert!(is_deleted(&world, &person).await);
}

#[tokio::test]
async fn several_workers_at_once_apply_each_event_once() {
    let (world, fake, register) = from_the_beginning().await;
    for sequence in 1..=5 {
        let old = world.person().with_d_number().registered().await;
        fake.replaces(sequence, &old, &world.person().unregistered());
    }
    let all = futures_util::future::join_all((0..3).map(|_| reads(&world, &register))).await;
    let applied = all.into_iter().map(|followed| followed.expect("it is read").of_interest).sum::<usize>();
    assert_eq!(applied, 5);
    assert_eq!(world.count("select count(*) from change_log").await, 10);
    assert_eq!(world.count("select count(*) from message").await, 5);
}

#[tokio::test]
async fn the_worker_reads_the_feed_by_itself_and_stops_when_it_is_told_to() {
    let (world, fake, register) = from_the_beginning().await;
    let person = world.person().registered().await;
    fake.dies(1, &person);
    let mut worker = worker::start(&world.db, &world.clock, &world.dispatch);
    worker.follow(&world.db, &world.clock, register);
    let begun = Instant::now();
    while !is_deleted(&world, &person).await {
        assert!(begun.elapsed() < std::time::Duration::from_secs(20), "it is read");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    tokio::time::timeout(std::time::Duration::from_secs(10), worker.stop()).await.expect("it stops");
}

#[tokio::test]
async fn while_our_database_is_away_nothing_is_lost() {
    let (world, fake, register) = from_the_beginning().await;
    let person = world.person().registered().await;
    fake.dies(1, &person);
    let nowhere = app::open_database("postgres://nobody@127.0.0.1:1/nothing").expect("an address");
    let halt = follow(&nowhere, &register, Chance, &world.clock).await.expect_err("it is away");
    assert!(matches!(halt, Halt::Store(_)), "{halt}");
    assert!(fake.state().asked.is_empty(), "what could not be written down is not asked for");
    assert_eq!(reads(&world, &register).await.expect("it is back").of_interest, 1);
}

#[tokio::test]
async fn two_maskinporten_keys_may_follow_each_other_without_a_pause() {
    let (world, fake) = (World::start().await, Fake::start().await);
    start_after(&world.db, 0, world.now()).await.expect("a cursor");
    let (next, _) = ClientKey::generate("bekreft-2").expect("a key");
    let known = &login::client_key().0;
    let register = fake.register_with_keys(&format!("{{\"keys\":[{next},{known}]}}"));
    reads(&world, &register).await.expect("with the key that is known there");
    assert_eq!(fake.state().tokens, 1);
}

#[tokio::test]
async fn the_feed_and_a_file_tell_the_same_events_by_their_numbers() {
    let (world, fake, register) = from_the_beginning().await;
    let (dead, misread) = (world.person().registered().await, world.person().registered().await);
    imports(&world, &[died(1, &dead)]).await;
    fake.dies(1, &dead);
    fake.tells(2, "endringIDoedsfall", &misread, json!({ "identifikasjonsnummer": "hei" }));
    assert_eq!(reads(&world, &register).await.expect("it is read").of_interest, 1, "the first is known");
    assert_eq!(world.changes(&dead).await, ["person_deleted"]);
    assert!(!is_deleted(&world, &misread).await);
    assert_eq!(imports(&world, &[died(2, &misread)]).await.applied, 1, "somebody has looked into it");
    assert!(is_deleted(&world, &misread).await);
    let failed =
        "select count(*) from national_register_event where outcome = 'failed' or payload is not null";
    assert_eq!((world.count(failed).await, world.count(CURSOR).await), (0, 2));
}
