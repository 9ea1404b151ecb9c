//! The database goes away in the middle of things.

use bekreft::i18n::{Locale, Tr};
use world::proxy::Mood;
use world::{Options, World};

#[tokio::test]
async fn a_page_without_a_database_is_honest_in_every_language() {
    let (world, proxy) = World::with_proxy().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let code = citizen.opens("/bekreft").await.support_code();
    proxy.becomes(Mood::Gone);
    for locale in Locale::ALL {
        let tr = Tr::new(locale);
        let page = citizen.opens(&format!("/bekreft?lang={}", locale.tag())).await;
        assert_eq!((page.status, page.heading().as_str()), (503, tr.error_unavailable_title()));
        assert!(page.shows(tr.error_unavailable_text()));
        assert_eq!(page.support_code(), code, "the same code as before");
        assert_eq!(page.text("main a.ds-button"), tr.error_try_again());
    }
}

#[tokio::test]
async fn public_pages_need_no_database() {
    let (world, proxy) = World::with_proxy().await;
    proxy.becomes(Mood::Gone);
    for path in [
        "/",
        "/hjelp",
        "/hjelp/kontaktregisteret",
        "/hjelp/duplikat",
        "/hjelp/verifikasjon",
        "/hjelp/reservasjon",
        "/hjelp/postkasse",
        "/hjelp/tilgjengelighet",
        "/hjelp/personvern",
        "/api-docs",
        "/utlogget",
    ] {
        assert_eq!(world.stranger().opens(path).await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn a_database_that_does_not_answer_holds_nobody_for_long() {
    let (world, proxy) = World::with_proxy().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    proxy.becomes(Mood::Silent);
    let patience = std::time::Duration::from_secs(20);
    let page = tokio::time::timeout(patience, citizen.opens("/bekreft")).await.expect("an answer");
    assert_eq!(page.status, 503);
}

#[tokio::test]
async fn a_form_sent_meanwhile_lies_ready_and_is_carried_out_once() {
    let (world, proxy) = World::with_proxy().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let page = citizen.opens("/bekreft").await;
    proxy.becomes(Mood::Gone);
    let page = citizen.confirms_on(&page, &[("mobile", "41 41 00 41")]).await;
    assert_eq!(page.status, 503);
    let again = page.form("main form");
    assert!(again.fields.contains(&("mobile".to_owned(), "41 41 00 41".to_owned())));
    assert_eq!(citizen.sends(&again).await.status, 503, "still away");
    proxy.becomes(Mood::Well);
    assert_eq!(citizen.sends(&again).await.location.as_deref(), Some("/bekreft/kvittering"));
    assert_eq!(citizen.sends(&again).await.location.as_deref(), Some("/bekreft/kvittering"));
    assert_eq!(world.changes(&person).await, ["mobile_updated", "email_confirmed"]);
}

#[tokio::test]
async fn everything_works_again_at_the_first_try_when_the_database_is_back() {
    let (world, proxy) = World::with_proxy().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    for _ in 0..3 {
        proxy.becomes(Mood::Gone);
        assert_eq!(citizen.opens("/bekreft").await.status, 503);
        proxy.becomes(Mood::Well);
        assert_eq!(citizen.opens("/bekreft").await.status, 200);
    }
}

/// A Postgres of its own, as it runs for real, stopped and started again.
#[tokio::test(flavor = "multi_thread")]
async fn a_restart_of_postgres_costs_an_error_page_at_most_and_loses_nothing() {
    let home = std::env::temp_dir().join(format!("bekreft-restart-{}", std::process::id()));
    let server = world::database::embedded(home.clone(), true);
    let url = server.url("bekreft");
    bekreft::store::create_database(&server.url("postgres"), "bekreft").await.expect("a database");
    let world = World::with(Options { database_url: Some(url), ..Options::default() }).await;
    world.db.migrate().await.expect("the schema");
    let (first, second) = (world.person().registered().await, world.person().registered().await);
    let (done, halfway) = (world.citizen(&first).await, world.citizen(&second).await);
    done.confirms(&[("mobile", "40 40 40 01")]).await;
    let page = halfway.opens("/bekreft").await;

    let actual_home = server.home().to_owned();
    server.stop();
    let meanwhile = halfway.confirms_on(&page, &[("mobile", "40 40 40 02")]).await;
    assert_eq!((meanwhile.status, meanwhile.heading().as_str()), (503, "Registeret svarer ikke akkurat nå"));
    let server = world::database::embedded(home, true);

    let answer = halfway.sends(&meanwhile.form("main form")).await;
    assert_eq!(answer.location.as_deref(), Some("/bekreft/kvittering"));
    world.pool.close().await;
    let pool = sqlx::PgPool::connect(&server.url("bekreft")).await.expect("it answers");
    let numbers: Vec<String> = sqlx::query_scalar("select mobile from person order by mobile")
        .fetch_all(&pool)
        .await
        .expect("persons");
    assert_eq!(numbers, ["+4740404001", "+4740404002"], "what was acknowledged is there");
    pool.close().await;
    world.db.close().await;
    server.stop();
    std::fs::remove_dir_all(actual_home).expect("the data folder goes");
}

#[tokio::test]
async fn the_log_of_postgres_holds_no_personal_data() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.confirms(&[("email", "kanarifugl@example.org")]).await;
    let breach = sqlx::query("update person set email = repeat($1, 100)")
        .bind("kanarifugl")
        .execute(&world.pool)
        .await;
    assert!(breach.is_err(), "the database guards the length");
    let log = std::fs::read_to_string(world::database::log_path()).expect("a log");
    assert!(!log.contains("kanarifugl") && !log.contains(&person.identifier) && !log.contains(&person.email));
}
