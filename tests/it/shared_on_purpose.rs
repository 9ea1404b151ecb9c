//! «Deler du mobilnummeret med vilje?»: said once, the warning is a quiet line until it is time to confirm again.

use world::{Citizen, Fetched, Person, World};

const WARNING: &str = "Dette mobilnummeret er registrert på andre personer.";
const QUIET: &str = "Du har sagt at du deler mobilnummeret med vilje.";
const SELECT: &str = "#shared-mobile";

fn is_quiet(page: &Fetched) -> bool {
    page.shows(QUIET) && !page.shows(WARNING)
}

fn answer(page: &Fetched) -> Option<String> {
    page.attribute("#shared-mobile option[selected]", "value")
}

/// Two with the same number, and the second of them.
async fn sharer(world: &World) -> (Person, Person) {
    let other = world.person().registered().await;
    let person = world.person().mobile(&other.mobile).registered().await;
    (other, person)
}

async fn says(citizen: &Citizen, reason: &str) -> Fetched {
    citizen.edits(&[("shared_reason_mobile", reason)]).await
}

#[tokio::test]
async fn a_family_of_five_with_one_number_says_so_once_each_and_is_asked_again_after_90_days() {
    let world = World::start().await;
    let first = world.person().registered().await;
    let mut family = vec![first.clone()];
    for _ in 0..4 {
        family.push(world.person().mobile(&first.mobile).registered().await);
    }
    for person in &family {
        let citizen = world.citizen(person).await;
        let page = citizen.opens("/bekreft").await;
        assert!(page.shows(WARNING), "not said yet");
        assert_eq!(answer(&page).as_deref(), Some("no"));
        let done = citizen.confirms_on(&page, &[("shared_reason_mobile", "child")]).await;
        assert_eq!(done.location.as_deref(), Some("/bekreft/kvittering"), "in one go");
    }
    world.advance_days(89);
    for person in &family {
        let citizen = world.citizen(person).await;
        assert_eq!(citizen.opens("/bekreft").await.status, 303, "not due: nobody is asked");
        let page = citizen.opens("/bekreft/endre").await;
        assert!(is_quiet(&page) && !page.title().starts_with("Sjekk opplysningene"));
        assert_eq!(page.attribute("#mobile-note-1", "data-color").as_deref(), Some("neutral"));
        assert!(is_quiet(&citizen.opens("/profil").await));
    }
    world.advance_days(2);
    for person in &family {
        let citizen = world.citizen(person).await;
        let page = citizen.opens("/bekreft").await;
        assert!(page.shows(WARNING) && !page.shows(QUIET), "asked again");
        assert_eq!(answer(&page).as_deref(), Some("child"), "with her answer still there");
        citizen.confirms_on(&page, &[]).await;
        assert!(is_quiet(&citizen.opens("/bekreft/endre").await), "said again by confirming");
    }
}

#[tokio::test]
async fn a_new_shared_number_is_asked_about_once_and_may_be_said_to_be_on_purpose_in_the_same_go() {
    let world = World::start().await;
    let other = world.person().registered().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.confirms(&[("mobile", &other.mobile)]).await;
    let page = citizen.opens("/bekreft").await;
    assert!(page.shows(WARNING) && page.shows("Stemmer opplysningene?"));
    citizen.confirms_on(&page, &[("shared_reason_mobile", "spouse")]).await;
    assert_eq!(world.text_of(&person, "mobile").await.as_ref(), Some(&other.mobile));
    assert_eq!(world.text_of(&person, "mobile_shared_reason").await.as_deref(), Some("spouse"));
    let page = citizen.opens("/bekreft/endre").await;
    assert!(is_quiet(&page) && !page.shows("Stemmer opplysningene?"));
}

#[tokio::test]
async fn an_answer_that_is_kept_unconfirmed_quiets_the_question_but_not_another_one() {
    let world = World::start().await;
    let other = world.person().registered().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.confirms(&[("mobile", &other.mobile)]).await;
    let page = citizen.opens("/bekreft").await;
    citizen.confirms_on(&page, &[("shared_reason_mobile", "ward"), ("email", "kari@gmial.com")]).await;
    let page = citizen.opens("/bekreft").await;
    assert!(page.shows("Stemmer opplysningene?"), "the address");
    assert!(is_quiet(&page));
    assert_eq!(answer(&page).as_deref(), Some("ward"), "nothing she chose is lost");
    assert_eq!(world.text_of(&person, "mobile_shared_reason").await, None, "not confirmed");
}

#[tokio::test]
async fn an_answer_about_one_number_is_none_about_the_next() {
    let world = World::start().await;
    let (other, person) = sharer(&world).await;
    let third = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let page = citizen.opens("/bekreft").await;
    citizen
        .confirms_on(&page, &[("shared_reason_mobile", "child"), ("mobile", &third.national_mobile())])
        .await;
    let page = citizen.opens("/bekreft").await;
    assert!(page.shows(WARNING) && page.shows("Stemmer opplysningene?"));
    assert_eq!(answer(&page).as_deref(), Some("no"), "it was said of {}", other.national_mobile());
}

#[tokio::test]
async fn what_she_said_falls_with_the_value() {
    let world = World::start().await;
    for new in ["41 99 88 77", ""] {
        let (_, person) = sharer(&world).await;
        let citizen = world.citizen(&person).await;
        says(&citizen, "child").await;
        assert_eq!(world.text_of(&person, "mobile_shared_reason").await.as_deref(), Some("child"));
        citizen.edits(&[("mobile", new)]).await;
        citizen.edits(&[("mobile", new)]).await;
        assert_ne!(world.text_of(&person, "mobile").await.as_ref(), Some(&person.mobile));
        assert_eq!(world.text_of(&person, "mobile_shared_reason").await, None, "{new:?}");
        assert_eq!(world.time_of(&person, "mobile_declared_at").await, None, "{new:?}");
    }
}

#[tokio::test]
async fn the_database_itself_forgets_it_of_a_deleted_person_and_of_a_changed_address() {
    let world = World::start().await;
    let other = world.person().registered().await;
    let person = world.person().mobile(&other.mobile).email(&other.email).registered().await;
    let citizen = world.citizen(&person).await;
    citizen.edits(&[("shared_reason_mobile", "child"), ("shared_reason_email", "other")]).await;
    assert_eq!(world.text_of(&person, "email_shared_reason").await.as_deref(), Some("other"));
    sqlx::query(
        "update person set status = 'deleted', deleted_at = now(), mobile = null, mobile_updated_at = null, mobile_confirmed_at = null,
             email = null, email_canonical = null, email_updated_at = null, email_confirmed_at = null
         where person_identifier = $1",
    )
    .bind(&person.identifier)
    .execute(&world.pool)
    .await
    .expect("deleted");
    assert_eq!(world.text_of(&person, "mobile_shared_reason").await, None);
    assert_eq!(world.text_of(&person, "email_shared_reason").await, None);
}

#[tokio::test]
async fn she_can_take_it_back_in_the_dialog() {
    let world = World::start().await;
    let (_, person) = sharer(&world).await;
    let citizen = world.citizen(&person).await;
    says(&citizen, "d_number").await;
    says(&citizen, "no").await;
    assert_eq!(world.text_of(&person, "mobile_shared_reason").await, None);
    let page = citizen.opens("/profil").await;
    assert!(page.shows(WARNING) && !page.shows(QUIET));
    assert!(page.shows("Du sier ikke lenger at du deler mobilnummeret med vilje"));
    let changes = world.changes(&person).await;
    assert!(
        !changes.iter().any(|change| change.contains("purpose")),
        "public bodies are not told: {changes:?}"
    );
}

#[tokio::test]
async fn on_the_profile_it_is_said_and_taken_back_and_stands_in_history_and_file() {
    let world = World::start().await;
    let (_, person) = sharer(&world).await;
    let citizen = world.citizen(&person).await;
    citizen.confirms(&[]).await;
    let page = citizen.opens("/profil").await;
    assert!(page.shows(WARNING));
    let form = page.form("#mobile form").with("shared_reason", "ward");
    for _ in 0..2 {
        assert_eq!(citizen.sends(&form).await.location.as_deref(), Some("/profil#mobile"));
    }
    let page = citizen.opens("/profil").await;
    assert!(is_quiet(&page));
    let told = page.texts("ol.history li li");
    let said = "Du sa at du deler mobilnummeret med vilje";
    assert_eq!(told.iter().filter(|text| *text == said).count(), 1, "the same form twice is once");
    let file = citizen.opens("/profil/data.json").await.body;
    assert!(file.contains("\"mobiltelefonnummer_delt_med_vilje\": \"HJELPER_NOEN\""));
    assert!(file.contains("mobile_shared_on_purpose"));
    citizen.sends(&page.form("#mobile form").with("shared_reason", "no")).await;
    assert!(!is_quiet(&citizen.opens("/profil").await));
    assert!(!citizen.opens("/profil/data.json").await.body.contains("delt_med_vilje"));
}

#[tokio::test]
async fn said_of_a_number_that_nobody_else_has_it_is_stored_alike_and_shows_nothing() {
    let world = World::start().await;
    let (_, shares) = sharer(&world).await;
    let alone = world.person().registered().await;
    let mut answers = Vec::new();
    for person in [&shares, &alone] {
        let citizen = world.citizen(person).await;
        citizen.confirms(&[]).await;
        let page = citizen.opens("/bekreft/endre").await;
        let done = citizen.confirms_on(&page, &[("shared_reason_mobile", "child")]).await;
        let csrf = page.attribute("input[name=csrf]", "value").expect("a token");
        let form = world::Form { action: "/profil/deling".into(), fields: Vec::new() };
        let form = form.with("csrf", &csrf).with("token", "t").with("channel", "mobile");
        let said = citizen.sends(&form.with("shared_reason", "other")).await;
        let stored = world.text_of(person, "mobile_shared_reason").await;
        answers.push((done.status, done.location, said.status, said.location, stored));
    }
    assert_eq!(answers[0], answers[1]);
    let citizen = world.citizen(&alone).await;
    for path in ["/bekreft/endre", "/profil"] {
        let page = citizen.opens(path).await;
        assert!(!page.shows(QUIET) && !page.shows(WARNING), "{path}");
        assert_eq!(page.attribute(SELECT, "name"), None, "{path}");
    }
}

#[tokio::test]
async fn a_number_that_is_too_new_to_be_compared_stays_silent_whatever_is_said_of_it() {
    let world = World::start().await;
    let known = world.person().registered().await;
    let person = world.person().confirmed_days_ago(1).registered().await;
    let citizen = world.citizen(&person).await;
    for number in 0..3 {
        citizen.edits(&[("mobile", &format!("4400 000{number}"))]).await;
    }
    citizen.edits(&[("mobile", &known.mobile)]).await;
    citizen.edits(&[]).await;
    assert_eq!(world.text_of(&person, "mobile").await, Some(known.mobile));
    says(&citizen, "child").await;
    for path in ["/bekreft/endre", "/profil"] {
        let page = citizen.opens(path).await;
        assert!(!page.shows(QUIET) && !page.shows(WARNING), "{path}");
    }
}

#[tokio::test]
async fn without_a_value_there_is_nothing_to_say_and_no_other_answer_is_taken() {
    let world = World::start().await;
    let person = world.person().without_mobile().registered().await;
    let citizen = world.citizen(&person).await;
    let csrf = citizen.opens("/bekreft").await.attribute("input[name=csrf]", "value").expect("a token");
    let form = world::Form { action: "/profil/deling".into(), fields: Vec::new() };
    let form = form.with("csrf", &csrf).with("token", "t").with("channel", "mobile");
    assert_eq!(citizen.sends(&form.clone().with("shared_reason", "child")).await.status, 303);
    assert_eq!(world.text_of(&person, "mobile_shared_reason").await, None);
    assert_eq!(world.count("select count(*) from audit_event").await, 0);
    for (field, wrong) in [("shared_reason", "fordi"), ("shared_reason", ""), ("channel", "fax")] {
        let form = form.clone().with("shared_reason", "child").with(field, wrong);
        assert_eq!(citizen.sends(&form).await.status, 400, "{field}={wrong}");
    }
    assert_eq!(says(&citizen, "fordi").await.status, 400);
}

#[tokio::test]
async fn the_question_is_put_in_every_language() {
    let world = World::start().await;
    let (_, person) = sharer(&world).await;
    let citizen = world.citizen(&person).await;
    for (lang, question, last) in [
        ("nb", "Deler du mobilnummeret med vilje?", "Ja, av en annen grunn"),
        ("nn", "Deler du mobilnummeret med vilje?", "Ja, av ein annan grunn"),
        ("en", "Do you share this mobile number on purpose?", "Yes, for another reason"),
    ] {
        citizen.opens(&format!("/?lang={lang}")).await;
        let page = citizen.opens("/bekreft").await;
        assert_eq!(page.text("label[for=shared-mobile]"), question);
        assert_eq!(page.texts("#shared-mobile option").last().map(String::as_str), Some(last));
    }
}

#[tokio::test]
async fn the_same_form_eight_times_at_once_is_said_once() {
    let world = World::start().await;
    let (_, person) = sharer(&world).await;
    let citizen = world.citizen(&person).await;
    let form = citizen.opens("/profil").await.form("#mobile form").with("shared_reason", "child");
    let sent = futures_util::future::join_all((0..8).map(|_| citizen.sends(&form))).await;
    assert!(sent.iter().all(|answer| answer.status == 303));
    assert_eq!(world.count("select count(*) from audit_event where action = 'declare_shared'").await, 1);
}
