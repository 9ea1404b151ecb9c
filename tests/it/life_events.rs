//! A D-number becomes a fødselsnummer, a person dies: what is left, who is told, and who is not.

use std::io::Cursor;

use bekreft::actions::national_register::{Summary, import};
use bekreft::clock::Chance;
use serde_json::json;
use time::Duration;
use world::{Person, World};

const MOVED: &str = "Kontaktopplysningene dine er flyttet";

pub(crate) fn replaced(sequence: i64, old: &Person, new: &Person) -> String {
    json!({ "sequence": sequence, "kind": "number_replaced", "old": old.identifier, "new": new.identifier })
        .to_string()
}

pub(crate) fn died(sequence: i64, person: &Person) -> String {
    json!({ "sequence": sequence, "kind": "died", "person": person.identifier, "at": "2026-11-20T09:26:03.689+01:00" })
        .to_string()
}

pub(crate) async fn imports(world: &World, lines: &[String]) -> Summary {
    let file = Cursor::new(lines.join("\n"));
    import(&world.db, file, Chance, world.now()).await.expect("the file is read")
}

async fn happens(world: &World, line: String) -> Summary {
    imports(world, &[line]).await
}

/// Everything on a person's row but its number and who it is.
async fn row(world: &World, person: &Person) -> Option<serde_json::Value> {
    sqlx::query_scalar(
        "select to_jsonb(p) - 'id' - 'person_identifier' from person p where person_identifier = $1",
    )
    .bind(&person.identifier)
    .fetch_optional(&world.pool)
    .await
    .expect("the row reads")
}

async fn history(world: &World, person: &Person) -> Vec<(String, String)> {
    sqlx::query_as(
        "select a.actor, array_to_string(a.changes, ' ') from audit_event a join person p on p.id = a.person_id
         where p.person_identifier = $1 order by a.id",
    )
    .bind(&person.identifier)
    .fetch_all(&world.pool)
    .await
    .expect("the history")
}

async fn chooses_mailbox(world: &World, person: &Person) {
    sqlx::query(
        "update person set mailbox_provider = 'digipost', mailbox_address = 'ola.nordmann#9YDT',
             mailbox_updated_at = $2 where person_identifier = $1",
    )
    .bind(&person.identifier)
    .bind(world.now() - Duration::days(70))
    .execute(&world.pool)
    .await
    .expect("a mailbox");
}

/// What mailbox providers are asked to do: for whom, and what.
async fn errands(world: &World) -> Vec<(String, String)> {
    sqlx::query_as("select person_identifier, task from mailbox_errand where state = 'waiting' order by id")
        .fetch_all(&world.pool)
        .await
        .expect("the errands")
}

/// A deleted row with nothing on it.
async fn is_emptied(world: &World, person: &Person) -> bool {
    let row = row(world, person).await.expect("the row stays");
    let full = row.as_object().expect("columns").iter().filter(|(_, value)| !value.is_null());
    let names = full.map(|(name, _)| name.as_str()).collect::<Vec<_>>();
    row["status"] == "deleted" && names.iter().all(|name| ["status", "registered_at"].contains(name))
}

#[tokio::test]
async fn a_new_number_takes_over_everything_with_its_dates_and_mailbox() {
    let world = World::start().await;
    let old = world.person().with_d_number().validated().language("nn").reserved().registered().await;
    chooses_mailbox(&world, &old).await;
    let new = world.person().unregistered();
    let before = row(&world, &old).await;
    assert_eq!(happens(&world, replaced(1, &old, &new)).await, Summary { applied: 1, ..Summary::default() });
    assert_eq!(row(&world, &new).await, before);
    assert!(is_emptied(&world, &old).await && errands(&world).await.is_empty());
    assert_eq!(world.changes(&old).await, ["person_deleted"]);
    assert_eq!(world.changes(&new).await, ["moved_from_old_number"]);
    let by = |change: &str| vec![("national_register".to_owned(), change.to_owned())];
    assert_eq!(history(&world, &old).await, by("person_deleted"));
    assert_eq!(history(&world, &new).await, by("moved_from_old_number"));
    let page = world.citizen(&new).await.opens("/profil").await;
    let entry = page.text(".history > li");
    assert!(entry.contains("vart flytt hit") && entry.contains("av Folkeregisteret"), "{entry}");
}

#[tokio::test]
async fn a_number_that_is_in_the_register_keeps_its_own_and_a_reservation_survives() {
    let world = World::start().await;
    let old = world.person().with_d_number().reserved().confirmed_days_ago(300).registered().await;
    let new = world.person().registered().await;
    let before = row(&world, &new).await.expect("her row");
    let since = world.time_of(&old, "reserved_at").await;
    happens(&world, replaced(1, &old, &new)).await;
    let mut after = row(&world, &new).await.expect("her row");
    assert_eq!(world.time_of(&new, "reserved_at").await, since);
    for column in ["reserved_at", "reservation_updated_at"] {
        assert!(!after[column].is_null(), "{column}");
        after[column] = serde_json::Value::Null;
    }
    assert_eq!(after, before, "nothing else");
    assert!(is_emptied(&world, &old).await);
    assert_eq!(world.changes(&old).await, ["person_deleted"]);
    assert_eq!(world.changes(&new).await, ["reservation_moved"]);
}

#[tokio::test]
async fn a_deleted_person_does_not_come_back_with_a_new_number() {
    let world = World::start().await;
    let old = world.person().with_d_number().reserved().registered().await;
    let new = world.person().deleted().registered().await;
    assert_eq!(happens(&world, replaced(1, &old, &new)).await.applied, 1);
    assert!(is_emptied(&world, &old).await && is_emptied(&world, &new).await);
    assert!(world.changes(&new).await.is_empty());
    assert_eq!(world.count("select count(*) from message").await, 0, "she may be dead");
}

#[tokio::test]
async fn she_is_told_by_mail_in_her_language_without_numbers_or_links() {
    let world = World::start().await;
    let old = world.person().with_d_number().registered().await;
    let new = world.person().unregistered();
    happens(&world, replaced(1, &old, &new)).await;
    world.works().await;
    let inbox = world.inbox().await;
    assert_eq!(inbox.len(), 1);
    let mail = &inbox[0];
    assert_eq!(
        (mail.channel.as_str(), mail.to.as_str(), mail.subject.as_str()),
        ("email", old.email.as_str(), MOVED)
    );
    let hidden = [old.identifier.as_str(), new.identifier.as_str(), "http", "www", ".no"];
    assert!(hidden.iter().all(|text| !mail.text.contains(text)), "{}", mail.text);
    assert!(!mail.text.chars().any(|letter| letter.is_ascii_digit()), "{}", mail.text);
}

#[tokio::test]
async fn who_has_no_address_is_not_woken_by_an_sms() {
    let world = World::start().await;
    let old = world.person().with_d_number().without_email().registered().await;
    happens(&world, replaced(1, &old, &world.person().unregistered())).await;
    assert_eq!(world.count("select count(*) from message").await, 0);
}

#[tokio::test]
async fn an_address_that_is_dropped_is_told_so_and_one_that_is_kept_is_not() {
    let world = World::start().await;
    let (old, new) = (world.person().with_d_number().registered().await, world.person().registered().await);
    happens(&world, replaced(1, &old, &new)).await;
    world.works().await;
    let inbox = world.inbox().await;
    assert_eq!((inbox.len(), inbox[0].to.as_str()), (1, old.email.as_str()));
    assert_eq!(inbox[0].subject, "Kontaktopplysningene er endret");
    let other = world.person().with_d_number().email(&new.email).registered().await;
    happens(&world, replaced(2, &other, &new)).await;
    world.works().await;
    assert_eq!(world.inbox().await.len(), 1, "hers is the same as before");
}

#[tokio::test]
async fn what_is_moved_turns_nobodys_flag_and_what_is_dropped_turns_one() {
    let world = World::start().await;
    let family = world.person().registered().await;
    let shares = || world.person().with_d_number().mobile(&family.mobile).email(&family.email);
    let moved = shares().registered().await;
    let new = world.person().unregistered();
    happens(&world, replaced(1, &moved, &new)).await;
    assert!(world.changes(&family).await.is_empty(), "still shared with the same person");
    happens(&world, died(2, &new)).await;
    assert_eq!(world.changes(&family).await, ["mobile_sharing_changed", "email_sharing_changed"]);
    assert_eq!(world.changes(&new).await, ["moved_from_old_number", "person_deleted"]);
    let dropped = shares().registered().await;
    let own = world.person().registered().await;
    happens(&world, replaced(3, &dropped, &own)).await;
    assert_eq!(world.changes(&family).await.len(), 4);
    assert_eq!(world.changes(&own).await, ["old_number_deleted"]);
}

#[tokio::test]
async fn her_own_two_numbers_with_one_telephone_no_longer_share_it() {
    let world = World::start().await;
    let new = world.person().registered().await;
    let old = world.person().with_d_number().mobile(&new.mobile).registered().await;
    happens(&world, replaced(1, &old, &new)).await;
    assert_eq!(world.changes(&new).await, ["old_number_deleted", "mobile_sharing_changed"]);
}

#[tokio::test]
async fn of_a_dead_person_nothing_is_left_and_nothing_is_sent() {
    let world = World::start().await;
    let person = world.person().validated().language("en").registered().await;
    chooses_mailbox(&world, &person).await;
    let citizen = world.citizen(&person).await;
    let form = citizen.opens("/bekreft/endre").await.form("form#confirm").with("mobile", "41 41 41 52");
    citizen.sends(&form.with("action", "send-sms")).await;
    assert_eq!(world.count("select count(*) from message where state = 'waiting'").await, 1);
    assert_eq!(happens(&world, died(7, &person)).await.applied, 1);
    assert!(is_emptied(&world, &person).await);
    assert_eq!(world.changes(&person).await, ["person_deleted"]);
    assert_eq!(errands(&world).await, [(person.identifier.clone(), "delete".into())], "and Digipost is told");
    for traces in [
        "select count(*) from message",
        "select count(*) from draft",
        "select count(*) from verification",
        "select count(*) from challenge",
        "select count(*) from sharing_check",
        "select count(*) from session where person_identifier is not null",
    ] {
        assert_eq!(world.count(traces).await, 0, "{traces}");
    }
    world.works().await;
    assert!(world.inbox().await.is_empty());
    assert_eq!(citizen.opens("/profil").await.status, 303, "logged out");
}

#[tokio::test]
async fn a_session_under_the_old_number_ends() {
    let world = World::start().await;
    let old = world.person().with_d_number().registered().await;
    let citizen = world.citizen(&old).await;
    assert_eq!(citizen.opens("/profil").await.status, 200);
    happens(&world, replaced(1, &old, &world.person().unregistered())).await;
    assert_eq!(citizen.opens("/profil").await.status, 303);
    assert_eq!(world.count("select count(*) from session where person_identifier is not null").await, 0);
}

#[tokio::test]
async fn a_number_that_has_ceased_is_deleted() {
    let world = World::start().await;
    let person = world.person().with_d_number().registered().await;
    let line = json!({ "sequence": 4, "kind": "ceased", "person": person.identifier }).to_string();
    assert_eq!(happens(&world, line).await.applied, 1);
    assert!(is_emptied(&world, &person).await);
}

#[tokio::test]
async fn a_death_that_was_told_by_mistake_can_be_lived_down() {
    let world = World::start().await;
    let person = world.person().registered().await;
    happens(&world, died(1, &person)).await;
    let citizen = world.citizen(&person).await;
    citizen.confirms(&[("mobile", &person.mobile), ("email", "")]).await;
    assert_eq!(world.text_of(&person, "mobile").await, Some(person.mobile.clone()));
    assert_eq!(happens(&world, died(1, &person)).await.already_applied, 1);
    assert_eq!(
        world.text_of(&person, "status").await.as_deref(),
        Some("active"),
        "told once, carried out once"
    );
}

#[tokio::test]
async fn a_row_that_cannot_be_read_is_left_as_it_is_and_the_event_is_kept() {
    let world = World::start().await;
    let (person, next) = (world.person().registered().await, world.person().registered().await);
    sqlx::query("update person set mobile = '+9990000000' where person_identifier = $1")
        .bind(&person.identifier)
        .execute(&world.pool)
        .await
        .expect("a number of no country");
    let lines = [died(1, &person), died(2, &next)];
    let summary = imports(&world, &lines).await;
    assert_eq!((summary.applied, summary.failed), (1, vec![1]));
    assert_eq!(world.text_of(&person, "status").await.as_deref(), Some("active"));
    sqlx::query("update person set mobile = $2 where person_identifier = $1")
        .bind(&person.identifier)
        .bind(&person.mobile)
        .execute(&world.pool)
        .await
        .expect("it is put right");
    let again = imports(&world, &lines).await;
    assert_eq!((again.applied, again.already_applied, again.failed), (1, 1, vec![]));
}

#[tokio::test]
async fn a_mailbox_that_is_dropped_is_given_up_and_one_that_is_kept_is_not() {
    let world = World::start().await;
    let (old, new) = (world.person().with_d_number().registered().await, world.person().registered().await);
    chooses_mailbox(&world, &old).await;
    happens(&world, replaced(1, &old, &new)).await;
    assert_eq!(errands(&world).await, [(old.identifier.clone(), "delete".into())]);
    let (older, newer) =
        (world.person().with_d_number().registered().await, world.person().registered().await);
    chooses_mailbox(&world, &older).await;
    chooses_mailbox(&world, &newer).await;
    happens(&world, replaced(2, &older, &newer)).await;
    assert_eq!(errands(&world).await.len(), 1, "both numbers had the same");
    assert_eq!(world.text_of(&newer, "mailbox_provider").await.as_deref(), Some("digipost"));
}
