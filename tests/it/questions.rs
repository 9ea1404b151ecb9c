//! The limit on questions about new values, from all sides: no way of asking more, and one answer for known and unknown.

use bekreft::i18n::{Locale, Tr};
use time::Duration;
use world::{Citizen, Person, World};

/// Three new addresses, each looked at and none of them saved twice.
async fn uses_up_the_questions(citizen: &Citizen, name: &str) {
    for number in 0..3 {
        citizen.edits(&[("email", &format!("{name}{number}@example.org"))]).await;
    }
}

async fn with_no_questions_left(world: &World) -> (Person, Citizen) {
    let person = world.person().confirmed_days_ago(1).registered().await;
    let citizen = world.citizen(&person).await;
    uses_up_the_questions(&citizen, &person.email[..person.email.len() - "@example.no".len()]).await;
    (person, citizen)
}

#[tokio::test]
async fn the_fourth_new_address_is_answered_alike_in_every_language() {
    let world = World::start().await;
    let known = world.person().registered().await;
    for locale in Locale::ALL {
        let tr = Tr::new(locale);
        let mut pages = Vec::new();
        for fourth in [known.email.as_str(), "ukjent.for.alle@example.org"] {
            let (_, citizen) = with_no_questions_left(&world).await;
            citizen.opens(&format!("/?lang={}", locale.tag())).await;
            let answer = citizen.edits(&[("email", fourth)]).await;
            let page = citizen.opens("/bekreft/endre").await;
            assert!(page.shows(tr.confirm_email_limit()) && !page.shows(tr.confirm_email_shared()));
            pages.push((answer.status, answer.location, page.status, page.texts("main p, main h1, main h2")));
        }
        assert_eq!(pages[0], pages[1]);
    }
}

#[tokio::test]
async fn the_limit_of_one_channel_leaves_the_other_alone() {
    let world = World::start().await;
    let known = world.person().registered().await;
    let (_, citizen) = with_no_questions_left(&world).await;
    citizen.edits(&[("mobile", &known.mobile)]).await;
    assert!(citizen.opens("/bekreft/endre").await.shows(Tr::new(Locale::Nb).confirm_mobile_shared()));
}

#[tokio::test]
async fn the_limit_of_one_person_leaves_the_others_alone() {
    let world = World::start().await;
    let known = world.person().registered().await;
    with_no_questions_left(&world).await;
    let next = world.person().confirmed_days_ago(1).registered().await;
    let citizen = world.citizen(&next).await;
    citizen.edits(&[("email", &known.email)]).await;
    assert!(citizen.opens("/bekreft/endre").await.shows(Tr::new(Locale::Nb).confirm_email_shared()));
}

#[tokio::test]
async fn a_new_login_gives_no_new_questions() {
    let world = World::start().await;
    let known = world.person().registered().await;
    let (person, _) = with_no_questions_left(&world).await;
    let citizen = world.citizen(&person).await;
    citizen.edits(&[("email", &known.email)]).await;
    assert!(citizen.opens("/bekreft/endre").await.shows(Tr::new(Locale::Nb).confirm_email_limit()));
}

#[tokio::test]
async fn the_limit_never_keeps_a_citizen_from_saving() {
    let world = World::start().await;
    let (person, citizen) = with_no_questions_left(&world).await;
    let typed = [("email", "den.fjerde@example.org")];
    assert_eq!(citizen.edits(&typed).await.location.as_deref(), Some("/bekreft/endre"));
    assert_eq!(citizen.edits(&typed).await.location.as_deref(), Some("/bekreft/kvittering"));
    assert_eq!(world.text_of(&person, "email").await.as_deref(), Some("den.fjerde@example.org"));
}

#[tokio::test]
async fn drafts_ask_nothing_whoever_keeps_them() {
    let world = World::start().await;
    let known = world.person().registered().await;
    let person = world.person().confirmed_days_ago(1).registered().await;
    let citizen = world.citizen(&person).await;
    let warning = Tr::new(Locale::Nb).confirm_mobile_shared();
    let form = citizen.opens("/bekreft/endre").await.form("form#confirm").with("mobile", &known.mobile);
    citizen.sends(&form.clone().with("lang", "nb")).await;
    assert!(!citizen.opens("/bekreft/endre").await.shows(warning), "a switch of language");
    citizen.sends(&form.clone().with("action", "use-suggestion")).await;
    assert!(!citizen.opens("/bekreft/endre").await.shows(warning), "a suggestion that was taken");
    citizen.sends(&form.clone().with("action", "confirm").with("email", "feil")).await;
    assert!(!citizen.opens("/bekreft/endre").await.shows(warning), "an error in the other field");
    world.advance(Duration::minutes(40));
    citizen.sends(&form.with("action", "confirm")).await;
    citizen.logs_in().await;
    assert!(!citizen.opens("/bekreft/endre").await.shows(warning), "an expired session");
    assert_eq!(world.count("select count(*) from sharing_check").await, 0);
}

#[tokio::test]
async fn a_question_that_was_put_is_not_put_about_another_spelling_of_the_value() {
    let world = World::start().await;
    let known = world.person().registered().await;
    let person = world.person().confirmed_days_ago(1).registered().await;
    let citizen = world.citizen(&person).await;
    citizen.edits(&[("mobile", &known.mobile)]).await;
    let answer = citizen.edits(&[("mobile", &known.national_mobile())]).await;
    assert_eq!(answer.location.as_deref(), Some("/bekreft/kvittering"));
}

#[tokio::test]
async fn questions_at_the_same_time_are_counted_one_by_one() {
    let world = World::start().await;
    let person = world.person().confirmed_days_ago(1).registered().await;
    let citizen = world.citizen(&person).await;
    let form = citizen.opens("/bekreft/endre").await.form("form#confirm").with("action", "confirm");
    let mut sends = tokio::task::JoinSet::new();
    for number in 0..8 {
        let form = form.clone().with("email", &format!("samtidig{number}@gmial.com"));
        let citizen = citizen.clone();
        sends.spawn(async move { citizen.sends(&form).await });
    }
    sends.join_all().await;
    assert_eq!(world.count("select count(*) from sharing_check").await, 3);
}
