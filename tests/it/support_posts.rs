//! T13: whoever only looks changes nothing, wherever she sends something.

use bekreft::api::routes::{OPEN, TABLE as API};
use bekreft::demo::routes::TABLE as DEMO;
use bekreft::support::routes::TABLE as SUPPORT;
use bekreft::web::routes::TABLE as CITIZENS;
use sqlx::AssertSqlSafe;
use world::support::VIEWER;
use world::{Form, World};

/// What a viewer may send, because it only looks or is about her own desk. Each has tests of its own.
const HERS: &[&str] = &[
    "/stotte/loggut",
    "/stotte/oppslag",
    "/stotte/person/{id}/vis",
    // Searches that she keeps for herself.
    "/stotte/sok/lagre",
    "/stotte/sok/slett",
    // Logging in as another: the demo's own.
    "/testid/stotte",
];
/// What anybody may send, and what changes nothing.
const ANYBODYS: &[&str] = &["/hjelp"];

/// Every table and what stands in it, so that any change is seen.
async fn everything(world: &World) -> Vec<(String, String)> {
    let tables: Vec<String> =
        sqlx::query_scalar("select tablename::text from pg_tables where schemaname = 'public' order by 1")
            .fetch_all(&world.pool)
            .await
            .expect("tables");
    let mut found = Vec::new();
    for table in tables {
        let query =
            format!("select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from {table} t");
        let hash: String =
            sqlx::query_scalar(AssertSqlSafe(query)).fetch_one(&world.pool).await.expect("a hash");
        found.push((table, hash));
    }
    found
}

#[tokio::test]
async fn every_post_of_somebody_who_only_looks_is_refused_and_changes_nothing() {
    let world = World::start().await;
    let person = world.person().registered().await;
    sqlx::query(
        "insert into support_case (person_id, channel, what, reason, note, organisation, asked_by, asked_at, expires_at, state)
         select id, 'mobile', 'sends', 'called', '', '313409953', '01010100000', $1, $1 + interval '1 day', 'open' from person",
    )
    .bind(world.now())
    .execute(&world.pool)
    .await
    .expect("a case that waits");
    let viewer = world.support(VIEWER).await;
    let own = viewer.opens("/stotte").await.attribute("input[name=csrf]", "value").expect("a token");
    let before = everything(&world).await;
    let all = CITIZENS.iter().chain(SUPPORT).chain(OPEN).chain(API).chain(DEMO);
    let mut sent = 0;
    for (_, path) in all.filter(|(method, path)| *method == "POST" && !HERS.contains(path)) {
        let place =
            path.replace("{id}", "1").replace("{provider}", "digipost").replace("{operation}", "opprett");
        let form = Form { action: place, fields: Vec::new() };
        let form =
            form.with("csrf", &own).with("token", "t").with("pid", &person.identifier).with("level", "high");
        let form = form.with("action", "confirm").with("choice", "yes").with("decision", "approve");
        let form =
            form.with("person", "1").with("channel", "email").with("what", "sends").with("reason", "called");
        let form = form.with("mobile", "47 11 22 33").with("email", "annen@example.no").with("country", "NO");
        let page = viewer.sends(&form).await;
        let is_of_support = path.starts_with("/stotte") && !path.ends_with("/bakkanal");
        let fine: &[u16] = match path {
            path if ANYBODYS.contains(path) => &[200],
            _ if is_of_support => &[403],
            _ => &[400, 401, 403, 404, 415],
        };
        assert!(fine.contains(&page.status), "{path}: {}", page.status);
        sent += 1;
    }
    assert!(sent > 25, "{sent}");
    for ((table, before), (_, after)) in before.iter().zip(everything(&world).await) {
        assert_eq!(*before, after, "{table} has changed");
    }
}

#[tokio::test]
async fn what_a_viewer_may_send_changes_nothing_that_the_register_holds() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let viewer = world.support(VIEWER).await;
    let place = world.at_support(&person).await;
    let before = everything(&world).await;
    viewer.looks_up(&person.mobile, "called").await;
    let form = viewer.opens(&place).await.form("#reveal form");
    viewer.sends(&form).await;
    viewer.sends(&viewer.opens("/stotte").await.form("form[action='/stotte/loggut']")).await;
    let after = everything(&world).await;
    let changed = before.iter().zip(&after).filter(|(before, after)| before != after);
    let changed: Vec<&str> = changed.map(|(before, _)| before.0.as_str()).collect();
    assert_eq!(changed, ["audit_event", "login_event", "support_look", "support_session"]);
}
