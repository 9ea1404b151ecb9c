//! The background work, and the checks for operators.

use std::net::TcpListener;

use bekreft::actions::purge::purge;
use bekreft::{app, worker};
use time::Duration;
use world::World;

#[tokio::test]
async fn what_is_of_no_more_use_is_thrown_away_after_a_day_and_nothing_else() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.confirms(&[("mobile", "41 41 41 39")]).await;
    citizen.edits(&[("mobile", "feil")]).await;
    let none = purge(&world.db, world.now()).await.expect("a purge");
    assert_eq!((none.sessions, none.drafts, none.sharing_checks, none.sent_forms), (0, 0, 0, 0));
    world.advance(Duration::hours(27));
    let some = purge(&world.db, world.now()).await.expect("a purge");
    assert_eq!((some.sessions, some.drafts, some.sharing_checks, some.sent_forms), (1, 1, 1, 1));
    let again = purge(&world.db, world.now()).await.expect("a purge");
    assert_eq!(again.sessions, 0, "twice does no harm");
    assert_eq!(world.text_of(&person, "mobile").await.as_deref(), Some("+4741414139"));
}

#[tokio::test]
async fn a_worker_stops_when_it_is_told_to() {
    let world = World::start().await;
    let worker = worker::start(&world.db, &world.clock, &world.dispatch);
    tokio::time::timeout(std::time::Duration::from_secs(10), worker.stop()).await.expect("it stops");
}

#[tokio::test]
async fn operators_see_that_the_program_lives_and_is_ready() {
    let world = World::start().await;
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    let server = app::serve_health(world.state.clone(), listener).expect("it starts");
    tokio::spawn(server);
    let stranger = world.stranger();
    let ask = async |path: &str| stranger.asks("GET", &format!("http://{address}{path}"), &[]).await;
    assert_eq!(ask("/helse/live").await.status().as_u16(), 200);
    let ready = ask("/helse/klar").await;
    assert_eq!(ready.status().as_u16(), 200);
    assert!(ready.text().await.expect("text").starts_with("ready"));
    sqlx::query("delete from _sqlx_migrations where version = (select max(version) from _sqlx_migrations)")
        .execute(&world.pool)
        .await
        .expect("an older schema");
    assert_eq!(ask("/helse/klar").await.status().as_u16(), 503, "the schema is too old");
}

#[tokio::test]
async fn health_is_not_shown_to_citizens() {
    let world = World::start().await;
    for path in ["/helse/live", "/helse/klar", "/metrics"] {
        assert_eq!(world.stranger().opens(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn migrations_may_run_from_several_instances_at_once() {
    let world = World::start().await;
    let (one, two, three) = tokio::join!(world.db.migrate(), world.db.migrate(), world.db.migrate());
    assert!(one.is_ok() && two.is_ok() && three.is_ok());
}
