//! Our own faults: an honest page, one line in the log to find it by, and nothing half done.

use world::{World, log};

#[tokio::test]
async fn what_the_database_refuses_is_logged_once_with_the_support_code_and_without_values() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let page = citizen.opens("/bekreft").await;
    sqlx::query("alter table person add constraint nobody_in_april check (mobile !~ '^.474040')")
        .execute(&world.pool)
        .await
        .expect("a rule that the program does not know");
    let page = citizen.confirms_on(&page, &[("mobile", "40 40 40 77"), ("email", "april@example.org")]).await;
    assert_eq!(page.status, 500);
    let log = log::heard();
    let lines: Vec<&str> = log.lines().filter(|line| line.contains(&page.support_code())).collect();
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].contains("ERROR") && lines[0].contains("23514"), "{}", lines[0]);
    assert!(!page.body.contains("23514") && !page.body.contains("nobody_in_april"), "not for citizens");
}

#[tokio::test]
async fn a_failure_in_the_middle_leaves_nothing_half_done_and_the_form_still_good() {
    let world = World::start().await;
    let person = world.person().validated().registered().await;
    let citizen = world.citizen(&person).await;
    let page = citizen.opens("/bekreft").await;
    let rename = "alter table audit_event rename to mislaid";
    sqlx::query(rename).execute(&world.pool).await.expect("the last table to be written is away");
    assert_eq!(citizen.confirms_on(&page, &[("mobile", "40 40 40 78")]).await.status, 500);
    assert_eq!(world.text_of(&person, "mobile").await, Some(person.mobile.clone()));
    assert!(world.time_of(&person, "mobile_validated_at").await.is_some());
    assert!(world.changes(&person).await.is_empty());
    let back = "alter table mislaid rename to audit_event";
    sqlx::query(back).execute(&world.pool).await.expect("the table is back");
    let answer = citizen.confirms_on(&page, &[("mobile", "40 40 40 78")]).await;
    assert_eq!(answer.location.as_deref(), Some("/bekreft/kvittering"));
    assert_eq!(world.changes(&person).await, ["mobile_updated", "email_confirmed"]);
}

#[tokio::test]
async fn an_unreadable_row_is_our_fault_and_says_nothing_of_what_stands_in_it() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    sqlx::query("update person set email = 'ingen.krollalfa.her', email_canonical = 'ingen.krollalfa.her'")
        .execute(&world.pool)
        .await
        .expect("a row nobody can have written");
    let page = citizen.opens("/bekreft").await;
    assert_eq!(page.status, 500);
    assert!(!page.body.contains("krollalfa") && !log::heard().contains("krollalfa"));
    assert!(log::heard().contains("unreadable row: person.email"));
}

#[tokio::test]
async fn what_a_visitor_did_wrong_is_noted_under_her_support_code() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let page = world.citizen(&person).await.opens("/finnes-ikke?lang=nb").await;
    let log = log::heard();
    let line = log.lines().find(|line| line.contains(&page.support_code())).expect("a line");
    assert!(line.contains("INFO") && line.contains("not found"), "{line}");
}

#[tokio::test]
async fn what_stands_in_an_address_is_not_logged() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let (number, address) = (&person.identifier, person.email.replace('@', "%40"));
    for path in [
        format!("/finnes-ikke/{number}?epost={address}"),
        format!("/bekreft?fnr={number}&gotoUrl=https%3A%2F%2Fond.example%2F%3Fepost%3D{address}"),
        format!("/logginn?gotoUrl={address}"),
        format!("/static/{number}.css"),
        format!("/testid?{number}"),
    ] {
        assert!(citizen.opens(&path).await.status < 500, "{path}");
    }
    // The world looks through the log when it ends.
}
