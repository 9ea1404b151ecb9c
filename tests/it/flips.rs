//! `duplisert` on the other persons: a change for each of them whose flag turns, and for nobody else.

use tokio::task::JoinSet;
use world::{Options, World};

const MOBILE: &str = "mobile_sharing_changed";
const EMAIL: &str = "email_sharing_changed";

/// The flag as a reader of the register sees it, for every active person: row number, number shared, address shared.
async fn flags(world: &World) -> Vec<(i64, bool, bool)> {
    sqlx::query_as(
        "select p.id,
                exists (select from person o where o.mobile = p.mobile and o.status = 'active' and o.id <> p.id),
                exists (select from person o where o.email_canonical = p.email_canonical
                        and o.status = 'active' and o.id <> p.id)
         from person p where p.status = 'active' order by p.id",
    )
    .fetch_all(&world.pool)
    .await
    .expect("the flags")
}

#[tokio::test]
async fn a_removed_value_is_no_longer_shared() {
    let world = World::start().await;
    let other = world.person().registered().await;
    let person = world.person().email(&other.email).registered().await;
    let citizen = world.citizen(&person).await;
    citizen.confirms(&[("email", "")]).await;
    assert!(world.changes(&other).await.is_empty(), "only asked so far");
    citizen.confirms(&[]).await;
    assert_eq!(world.changes(&other).await, [EMAIL]);
    assert_eq!(world.changes(&person).await, ["mobile_confirmed", "email_removed"]);
}

#[tokio::test]
async fn from_one_shared_value_to_another_both_others_hear_of_it() {
    let world = World::start().await;
    let (left, joined) = (world.person().registered().await, world.person().registered().await);
    let person = world.person().mobile(&left.mobile).registered().await;
    let citizen = world.citizen(&person).await;
    citizen.confirms(&[("mobile", &joined.mobile)]).await;
    citizen.confirms(&[]).await;
    assert_eq!(
        (world.changes(&left).await, world.changes(&joined).await),
        (vec![MOBILE.into()], vec![MOBILE.into()])
    );
}

#[tokio::test]
async fn both_channels_at_once_are_two_changes_for_the_other() {
    let world = World::start().await;
    let other = world.person().registered().await;
    let person = world.person().unregistered();
    let citizen = world.citizen(&person).await;
    citizen.confirms(&[("mobile", &other.mobile), ("email", &other.email)]).await;
    citizen.confirms(&[]).await;
    let mut changes = world.changes(&other).await;
    changes.sort();
    assert_eq!(changes, [EMAIL, MOBILE]);
}

#[tokio::test]
async fn a_third_who_leaves_turns_nobodys_flag_and_the_second_turns_one() {
    let world = World::start().await;
    let last = world.person().registered().await;
    let second = world.person().mobile(&last.mobile).registered().await;
    let third = world.person().mobile(&last.mobile).registered().await;
    world.citizen(&third).await.confirms(&[("mobile", "46 00 00 03")]).await;
    assert!(world.changes(&last).await.is_empty() && world.changes(&second).await.is_empty());
    world.citizen(&second).await.confirms(&[("mobile", "46 00 00 02")]).await;
    assert_eq!(world.changes(&last).await, [MOBILE]);
}

#[tokio::test]
async fn a_confirm_and_another_spelling_turn_no_flag() {
    let world = World::start().await;
    let other = world.person().email("felles.postkasse@gmail.com").registered().await;
    let person = world.person().email("felles.postkasse@gmail.com").registered().await;
    let citizen = world.citizen(&person).await;
    citizen.confirms(&[]).await;
    citizen.edits(&[("email", "FellesPostkasse@gmail.com")]).await;
    assert_eq!(world.text_of(&person, "email").await.as_deref(), Some("FellesPostkasse@gmail.com"));
    assert!(world.changes(&other).await.is_empty());
    let last = world.changes(&person).await.pop();
    assert_eq!(last.as_deref(), Some("email_updated"), "another spelling is another value to its owner");
}

#[tokio::test]
async fn every_row_names_its_person_and_the_numbers_grow() {
    let world = World::start().await;
    let other = world.person().registered().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.confirms(&[("mobile", &other.mobile)]).await;
    citizen.confirms(&[]).await;
    let rows: Vec<(i64, String, String)> = sqlx::query_as(
        "select c.number, p.person_identifier, c.change from change_log c join person p on p.id = c.person_id
         order by c.number",
    )
    .fetch_all(&world.pool)
    .await
    .expect("the change log");
    let named: Vec<(&str, &str)> = rows.iter().map(|(_, who, what)| (who.as_str(), what.as_str())).collect();
    let (hers, others) = (person.identifier.as_str(), other.identifier.as_str());
    assert_eq!(named, [(hers, "mobile_updated"), (hers, "email_confirmed"), (others, MOBILE)]);
    assert!(rows.windows(2).all(|pair| pair[0].0 < pair[1].0));
    let transactions = world.count("select count(distinct transaction_id) from change_log").await;
    assert_eq!(transactions, 1, "all of it became true at once");
}

#[tokio::test]
async fn two_persons_who_swap_numbers_at_once_do_not_wait_for_each_other_for_ever() {
    let world = World::start().await;
    let (one, two) = (world.person().registered().await, world.person().registered().await);
    let (first, second) = (world.citizen(&one).await, world.citizen(&two).await);
    let (to_two, to_one) = ([("mobile", two.mobile.as_str())], [("mobile", one.mobile.as_str())]);
    tokio::join!(first.confirms(&to_two), second.confirms(&to_one));
    let (a, b) = tokio::join!(first.confirms(&[]), second.confirms(&[]));
    assert_eq!((a.status, b.status), (303, 303));
    // Whoever was first shared with the other for a moment; whoever was second may have been asked about nothing.
    tokio::join!(first.edits(&to_two), second.edits(&to_one));
    assert_eq!(world.text_of(&one, "mobile").await, Some(two.mobile.clone()));
    assert_eq!(world.text_of(&two, "mobile").await, Some(one.mobile.clone()));
    assert!(flags(&world).await.iter().all(|(_, mobile, _)| !mobile));
    let (of_one, of_two) = (world.changes(&one).await, world.changes(&two).await);
    let flips = |changes: &[String]| changes.iter().filter(|change| *change == MOBILE).count();
    assert_eq!(
        (flips(&of_one) + flips(&of_two)) % 2,
        0,
        "what was turned on was turned off: {of_one:?} {of_two:?}"
    );
}

#[tokio::test]
async fn ten_persons_on_two_instances_who_take_one_number_at_once_turn_one_flag() {
    let direct = world::fresh_database().await;
    let here = World::with(Options { database_url: Some(direct.clone()), ..Options::default() }).await;
    let there = World::with(Options { database_url: Some(direct), ..Options::default() }).await;
    let mut takers = JoinSet::new();
    for number in 0..10 {
        let world = if number % 2 == 0 { &here } else { &there };
        let citizen = world.citizen(&here.person().unregistered()).await;
        takers.spawn(async move {
            let value = [("mobile", "+47 47 47 47 47")];
            citizen.edits(&value).await;
            citizen.edits(&value).await
        });
    }
    for answer in takers.join_all().await {
        assert_eq!(answer.status, 303);
    }
    assert_eq!(here.count("select count(*) from person where mobile = '+4747474747'").await, 10);
    let flips = here.count("select count(*) from change_log where change = 'mobile_sharing_changed'").await;
    assert_eq!(flips, 1, "the first stood alone until the second came; the others found both");
}

/// How many sessions of this database wait for a lock.
async fn waiting(world: &World) -> i64 {
    world
        .count(
            "select count(*) from pg_locks l join pg_database d on d.oid = l.database
             where d.datname = current_database() and not l.granted",
        )
        .await
}

#[tokio::test]
async fn two_who_have_both_written_and_not_yet_committed_cannot_miss_each_other() {
    let world = World::start().await;
    let (first, second) = (
        world.citizen(&world.person().unregistered()).await,
        world.citizen(&world.person().unregistered()).await,
    );
    let value = [("mobile", "+47 47 00 47 00")];
    // The audit trail is written last: whoever comes there has looked for others already.
    let mut gate = world.pool.begin().await.expect("a transaction");
    sqlx::query("lock table audit_event in exclusive mode").execute(&mut *gate).await.expect("a closed gate");
    let at_the_gate = async {
        while waiting(&world).await < 2 {
            tokio::task::yield_now().await;
        }
        gate.rollback().await.expect("the gate opens");
    };
    tokio::join!(first.edits(&value), second.edits(&value), at_the_gate);
    // Whoever came second was asked, and answers.
    first.edits(&value).await;
    second.edits(&value).await;
    assert_eq!(world.count("select count(*) from person where mobile = '+4747004700'").await, 2);
    let flips = world.count("select count(*) from change_log where change = 'mobile_sharing_changed'").await;
    assert_eq!(flips, 1, "the one who was first heard of the other");
}
