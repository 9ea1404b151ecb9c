//! A citizen changes her mind about a mailbox while its provider is slow, away or being asked: what it holds and what the register
//! holds are the same in the end.

use futures_util::future::join;
use serde_json::json;
use time::Duration;
use world::{Citizen, Person, World};

use crate::mailbox_errands::{answers, asks_for_digipost, has_mailbox, made, says, world_with_provider};

/// The mailboxes that the demo's providers hold, and the one that the register holds.
async fn held(world: &World, person: &Person) -> (Vec<String>, Option<String>) {
    let there = sqlx::query_scalar("select provider from demo_mailbox order by provider")
        .fetch_all(&world.pool)
        .await
        .expect("the mailboxes read");
    (there, world.text_of(person, "mailbox_provider").await)
}

async fn chooses(citizen: &Citizen, choice: &str) {
    let form = citizen.opens("/profil/postkasse").await.form("form#choice").with("choice", choice);
    assert_eq!(citizen.sends(&form).await.status, 303);
}

#[tokio::test]
async fn a_mailbox_given_up_while_the_provider_was_down_and_chosen_again_stays() {
    let world = World::start().await;
    let (person, citizen) = asks_for_digipost(&world).await;
    world.provider_behaves("digipost", "down").await;
    chooses(&citizen, "none").await;
    world.runs_errands().await;
    world.provider_behaves("digipost", "works").await;
    chooses(&citizen, "digipost").await;
    world.advance(Duration::minutes(30));
    world.runs_errands().await;
    let digipost = "digipost".to_owned();
    assert_eq!(held(&world, &person).await, (vec![digipost.clone()], Some(digipost)));
}

#[tokio::test]
async fn a_wish_waits_for_the_end_of_the_old_mailbox_that_is_under_way() {
    let (world, provider) = world_with_provider().await;
    answers(&provider, "kanVelge", says(json!({ "status": "JA" }))).await;
    answers(&provider, "opprettOgVelg", made()).await;
    answers(
        &provider,
        "slett",
        says(json!({ "status": "OK" })).set_delay(std::time::Duration::from_millis(1500)),
    )
    .await;
    let (person, citizen) = asks_for_digipost(&world).await;
    chooses(&citizen, "none").await;
    let again = async {
        tokio::time::sleep(std::time::Duration::from_millis(400)).await;
        chooses(&citizen, "digipost").await;
        assert!(!has_mailbox(&world, &person).await, "not while the old one is being given up");
    };
    join(Box::pin(world.runs_errands()), Box::pin(again)).await;
    world.runs_errands().await;
    assert!(has_mailbox(&world, &person).await);
    let requests = provider.received_requests().await.expect("recorded");
    let last = requests.iter().rev().take(2).map(|request| request.url.path()).collect::<Vec<_>>();
    assert_eq!(last, ["/v1/opprettOgVelg", "/v1/kanVelge"], "nothing is given up after that");
}

#[tokio::test]
async fn a_wish_taken_back_in_the_middle_of_a_slow_attempt_leaves_nothing_at_the_provider() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen_at_high_level(&person).await;
    world.provider_behaves("digipost", "slow").await;
    // The page goes on after 2.5 seconds; the provider is at it for longer.
    citizen.confirms(&[("mailbox", "yes"), ("provider", "digipost")]).await;
    world.provider_behaves("digipost", "works").await;
    chooses(&citizen, "none").await;
    assert_eq!(world.runs_errands().await, 0, "what may be under way must be there first");
    world.advance(Duration::seconds(16));
    assert_eq!(world.runs_errands().await, 1);
    assert_eq!(held(&world, &person).await, (Vec::new(), None));
}

#[tokio::test]
async fn a_provider_that_hangs_does_not_hold_the_errands_of_the_other() {
    let (world, provider) = world_with_provider().await;
    let hangs = says(json!({ "status": "JA" })).set_delay(std::time::Duration::from_mins(1));
    answers(&provider, "kanVelge", hangs).await;
    for _ in 0..3 {
        asks_for_digipost(&world).await;
    }
    world.provider_behaves("eboks", "down").await;
    let person = world.person().registered().await;
    let citizen = world.citizen_at_high_level(&person).await;
    citizen.confirms(&[("mailbox", "yes"), ("provider", "eboks")]).await;
    world.provider_behaves("eboks", "works").await;
    world.advance(Duration::minutes(1));
    let worker = bekreft::worker::start(&world.db, &world.clock, &world.dispatch);
    for _ in 0..80 {
        if has_mailbox(&world, &person).await {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert!(has_mailbox(&world, &person).await, "long before the other has been waited for three times");
    drop(worker);
}

#[tokio::test]
async fn an_errand_that_cannot_be_read_does_not_stand_in_the_way() {
    let world = World::start().await;
    world.provider_behaves("digipost", "down").await;
    asks_for_digipost(&world).await;
    sqlx::query("update mailbox_errand set support_code = 'x', ordered_at = ordered_at - interval '1 day'")
        .execute(&world.pool)
        .await
        .expect("a broken row");
    let (person, _) = asks_for_digipost(&world).await;
    world.provider_behaves("digipost", "works").await;
    world.advance(Duration::minutes(1));
    assert_eq!(world.runs_errands().await, 2);
    assert!(has_mailbox(&world, &person).await);
    assert_eq!(world.runs_errands().await, 0, "put off, not turned over and over");
}

#[tokio::test]
async fn who_is_deleted_while_a_wish_waits_gets_no_mailbox() {
    let world = World::start().await;
    world.provider_behaves("digipost", "down").await;
    let (person, citizen) = asks_for_digipost(&world).await;
    let form = citizen.opens("/profil/slett").await.form("form#choice");
    let tick = citizen.opens("/profil/slett").await.attribute("form#choice input[type=checkbox]", "name");
    citizen.sends(&form.with(&tick.expect("a tick"), "yes")).await;
    world.advance(Duration::hours(25));
    bekreft::actions::delete::delete_due(&world.db, bekreft::clock::Chance, world.now())
        .await
        .expect("deleted");
    assert_eq!(world.text_of(&person, "status").await.as_deref(), Some("deleted"));
    world.provider_behaves("digipost", "works").await;
    world.advance(Duration::hours(1));
    world.runs_errands().await;
    assert_eq!(held(&world, &person).await, (Vec::new(), None));
}
