//! «Clear this limit»: one of support asks, another decides, and the citizen sees it.

use bekreft::i18n::{Locale, Tr};
use time::Duration;
use tokio::task::JoinSet;
use world::support::{ASKS, DECIDES, VIEWER};
use world::{Citizen, Fetched, Form, Person, World};

const SMS: &str = "/bekreft/kode/sms";
const HELD: &str = "Det er skrevet inn feil kode mange ganger";

/// Somebody who has entered too many wrong codes on both channels.
async fn locked_out(world: &World) -> Person {
    let person = world.person().registered().await;
    for channel in ["mobile", "email"] {
        for _ in 0..15 {
            sqlx::query("insert into wrong_try (person_identifier, channel, tried_at) values ($1, $2, $3)")
                .bind(&person.identifier)
                .bind(channel)
                .bind(world.now() - Duration::minutes(1))
                .execute(&world.pool)
                .await
                .expect("a wrong try");
        }
    }
    person
}

/// The form by which a limit is asked about.
async fn form(world: &World, worker: &Citizen, person: &Person, channel: &str, what: &str) -> Form {
    let page = worker.opens(&world.at_support(person).await).await;
    page.form(&format!("#limits form:has([name=channel][value={channel}]):has([name=what][value={what}])"))
}

async fn asks(world: &World, worker: &Citizen, person: &Person) -> Fetched {
    let form = form(world, worker, person, "mobile", "wrong_codes").await;
    worker.sends(&form.with("reason", "called").with("note", "har ringt to ganger")).await
}

async fn decides(worker: &Citizen, decision: &str) -> Fetched {
    let form = worker.opens("/stotte/saker").await.form("#open form");
    worker.sends(&form.with("decision", decision)).await
}

async fn states(world: &World) -> Vec<String> {
    sqlx::query_scalar("select state from support_case order by id")
        .fetch_all(&world.pool)
        .await
        .expect("cases")
}

#[tokio::test]
async fn a_limit_is_cleared_when_two_agree_and_the_citizen_gets_codes_again_and_sees_it() {
    let world = World::start().await;
    let person = locked_out(&world).await;
    let citizen = world.citizen(&person).await;
    assert!(citizen.asks_for_code("send-sms", &[]).await.shows(HELD));
    let (first, second) = (world.support(ASKS).await, world.support(DECIDES).await);
    let asked = asks(&world, &first, &person).await;
    assert_eq!(asked.location.as_deref(), Some("/stotte/saker?utfall=spurt"));
    assert!(citizen.asks_for_code("send-sms", &[]).await.shows(HELD), "asking alone does nothing");
    let list = first.opens("/stotte/saker").await;
    assert!(list.shows("Du har bedt om dette selv") && list.texts("#open form").is_empty());
    assert!(list.shows(&format!("{} *****", &person.identifier[..6])) && list.shows("har ringt to ganger"));
    assert!(!list.body.contains(&person.identifier));
    let again = asks_again(&world, &first, &person).await;
    assert_eq!(again.location.as_deref(), Some("/stotte/saker?utfall=spurt-for"));
    let answer = decides(&second, "approve").await;
    assert_eq!(answer.location.as_deref(), Some("/stotte/saker?utfall=godkjent"));
    assert_eq!(states(&world).await, ["approved"]);
    assert!(second.opens(&world.at_support(&person).await).await.text("#limits").contains("0 av 15"));
    assert_eq!(citizen.asks_for_code("send-sms", &[]).await.location.as_deref(), Some(SMS));
    let code = world.code("sms").await;
    assert_eq!(citizen.enters(SMS, &code).await.status, 303, "the code is taken");
    assert!(
        citizen.asks_for_code("send-email", &[]).await.shows(HELD),
        "the other channel was not asked about"
    );
    for locale in Locale::ALL {
        let tr = Tr::new(locale);
        let page = citizen.opens(&format!("/profil?lang={}", locale.tag())).await;
        assert!(page.shows(tr.profile_change_mobile_limit()) && !page.shows(tr.profile_change_email_limit()));
        assert!(page.shows(&tr.profile_by_support_because("313409953", tr.lookups_reason_called())));
    }
}

/// The page offers it no more, but the form may still be open in another tab.
async fn asks_again(world: &World, worker: &Citizen, person: &Person) -> Fetched {
    let place = world.at_support(person).await;
    let page = worker.opens(&place).await;
    assert!(page.shows("Noen har bedt om at grensen blir fjernet"));
    let form = form(world, worker, person, "email", "wrong_codes").await;
    worker.sends(&form.with("channel", "mobile").with("reason", "case")).await
}

#[tokio::test]
async fn nobody_decides_over_what_she_has_asked_for_herself() {
    let world = World::start().await;
    let person = locked_out(&world).await;
    let worker = world.support(ASKS).await;
    asks(&world, &worker, &person).await;
    // The same person at another desk is the same person.
    let elsewhere = world.support(ASKS).await;
    let csrf =
        elsewhere.opens("/stotte/saker").await.attribute("input[name=csrf]", "value").expect("a token");
    let form = Form { action: "/stotte/saker/1/avgjor".to_owned(), fields: Vec::new() };
    let form = form.with("csrf", &csrf).with("decision", "approve");
    let answer = elsewhere.sends(&form).await;
    assert_eq!(answer.location.as_deref(), Some("/stotte/saker?utfall=egen"));
    for locale in Locale::ALL {
        let page = elsewhere.opens(&format!("/stotte/saker?utfall=egen&lang={}", locale.tag())).await;
        assert!(page.shows(Tr::new(locale).desk_said_own()) && page.shows(Tr::new(locale).desk_case_own()));
    }
    assert_eq!(states(&world).await, ["open"]);
    let refused = sqlx::query(
        "update support_case set state = 'approved', decided_by = asked_by, decided_at = asked_at where id = 1",
    )
    .execute(&world.pool)
    .await
    .expect_err("the database says no, too");
    assert_eq!(
        refused.into_database_error().and_then(|it| it.constraint().map(str::to_owned)).as_deref(),
        Some("four_eyes")
    );
    let nothing = elsewhere.sends(&Form { action: "/stotte/saker/77/avgjor".to_owned(), ..form }).await;
    assert_eq!(nothing.status, 404);
}

#[tokio::test]
async fn eight_approvals_at_once_are_one() {
    let world = World::start().await;
    let person = locked_out(&world).await;
    asks(&world, &world.support(ASKS).await, &person).await;
    let worker = world.support(DECIDES).await;
    let form = worker.opens("/stotte/saker").await.form("#open form").with("decision", "approve");
    let mut sends = JoinSet::new();
    for _ in 0..8 {
        let (worker, form) = (worker.clone(), form.clone());
        sends.spawn(async move { worker.sends(&form).await.location });
    }
    let answers = sends.join_all().await;
    let approved = answers.iter().filter(|to| to.as_deref() == Some("/stotte/saker?utfall=godkjent")).count();
    assert_eq!(approved, 1, "{answers:?}");
    assert_eq!(world.count("select count(*) from audit_event where action = 'clear_limit'").await, 1);
    assert_eq!(world.count("select count(*) from limit_clearing").await, 1);
    let late = worker.sends(&form.with("decision", "refuse")).await;
    assert_eq!(late.location.as_deref(), Some("/stotte/saker?utfall=avgjort"), "it stays approved");
}

#[tokio::test]
async fn a_case_that_is_refused_or_too_old_clears_nothing_and_can_be_asked_for_again() {
    let world = World::start().await;
    let person = locked_out(&world).await;
    let citizen = world.citizen(&person).await;
    asks(&world, &world.support(ASKS).await, &person).await;
    let answer = decides(&world.support(DECIDES).await, "refuse").await;
    assert_eq!(answer.location.as_deref(), Some("/stotte/saker?utfall=avslatt"));
    assert!(citizen.asks_for_code("send-sms", &[]).await.shows(HELD));
    asks(&world, &world.support(ASKS).await, &person).await;
    let open = world.support(DECIDES).await.opens("/stotte/saker").await.form("#open form");
    world.advance(Duration::hours(24));
    sqlx::query("update wrong_try set tried_at = $1")
        .bind(world.now())
        .execute(&world.pool)
        .await
        .expect("still held");
    let worker = world.support(DECIDES).await;
    let list = worker.opens("/stotte/saker").await;
    assert!(list.texts("#open form").is_empty() && list.text("#closed").contains("Falt bort"));
    let csrf = list.attribute("input[name=csrf]", "value").expect("a token");
    let answer = worker.sends(&open.with("csrf", &csrf).with("decision", "approve")).await;
    assert_eq!(answer.location.as_deref(), Some("/stotte/saker?utfall=utgatt"));
    let asked = asks(&world, &world.support(ASKS).await, &person).await;
    assert_eq!(asked.location.as_deref(), Some("/stotte/saker?utfall=spurt"));
    assert_eq!(states(&world).await, ["refused", "expired", "open"]);
    assert_eq!(world.count("select count(*) from limit_clearing").await, 0);
}

#[tokio::test]
async fn who_only_looks_may_neither_ask_nor_decide() {
    let world = World::start().await;
    let person = locked_out(&world).await;
    let viewer = world.support(VIEWER).await;
    let page = viewer.opens(&world.at_support(&person).await).await;
    assert!(page.shows(HELD) && page.texts("#limits form").is_empty());
    let approver = world.support(ASKS).await;
    let asking = form(&world, &approver, &person, "mobile", "wrong_codes").await.with("reason", "called");
    asks(&world, &approver, &person).await;
    let list = viewer.opens("/stotte/saker").await;
    assert!(list.texts("#open form").is_empty());
    let csrf = list.attribute("input[name=csrf]", "value").expect("a token");
    let deciding = Form { action: "/stotte/saker/1/avgjor".to_owned(), fields: Vec::new() };
    for form in [asking, deciding.with("decision", "approve")] {
        for locale in Locale::ALL {
            let tr = Tr::new(locale);
            viewer.opens(&format!("/stotte?lang={}", locale.tag())).await;
            let page = viewer.sends(&form.clone().with("csrf", &csrf)).await;
            assert_eq!((page.status, page.heading().as_str()), (403, tr.error_not_approver_title()));
            assert!(page.shows(tr.error_not_approver_text()));
        }
    }
    assert_eq!(states(&world).await, ["open"]);
}

#[tokio::test]
async fn sends_and_new_numbers_are_cleared_alone() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    for last in ["34", "35", "36"] {
        citizen.asks_for_code("send-sms", &[("mobile", &format!("47 11 22 {last}"))]).await;
        world.advance(Duration::minutes(6));
    }
    let new = [("mobile", "47 11 22 37")];
    let held = "Du har prøvd mange nye mobilnumre det siste døgnet";
    assert!(citizen.asks_for_code("send-sms", &new).await.shows(held));
    let worker = world.support(ASKS).await;
    let form = form(&world, &worker, &person, "mobile", "new_numbers").await;
    worker.sends(&form.with("reason", "called")).await;
    decides(&world.support(DECIDES).await, "approve").await;
    world.advance(Duration::minutes(1));
    assert_eq!(citizen.asks_for_code("send-sms", &new).await.location.as_deref(), Some(SMS));
    world.advance(Duration::minutes(6));
    citizen.asks_for_code("send-sms", &new).await;
    world.advance(Duration::minutes(6));
    let held = "Du har bedt om mange koder det siste døgnet";
    assert!(
        citizen.asks_for_code("send-sms", &new).await.shows(held),
        "the other limit has gone on counting"
    );
    let worker = world.support(ASKS).await;
    let asking = self::form(&world, &worker, &person, "mobile", "sends").await;
    worker.sends(&asking.with("reason", "called")).await;
    decides(&world.support(DECIDES).await, "approve").await;
    world.advance(Duration::minutes(1));
    assert_eq!(citizen.asks_for_code("send-sms", &new).await.location.as_deref(), Some(SMS));
}
