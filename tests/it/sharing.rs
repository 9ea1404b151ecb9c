//! The duplicate warning: tells, asks once, never blocks, and cannot be used to search the register.

use world::{Citizen, Fetched, Person, World};

const NUMBER_SHARED: &str = "Dette mobilnummeret er registrert på andre personer.";
const ADDRESS_SHARED: &str = "Denne e-postadressen er registrert på andre personer.";
const LIMIT: &str = "Du har prøvd mange nye mobilnumre i dag.";

async fn confirms_and_looks(citizen: &Citizen, fields: &[(&str, &str)]) -> Fetched {
    citizen.edits(fields).await;
    citizen.opens("/bekreft/endre").await
}

#[tokio::test]
async fn a_stored_shared_value_is_told_about_and_confirmed_in_one_go() {
    let world = World::start().await;
    let first = world.person().registered().await;
    let second = world.person().mobile(&first.mobile).email(&first.email).registered().await;
    let citizen = world.citizen(&second).await;
    let page = citizen.opens("/bekreft").await;
    assert!(page.shows(NUMBER_SHARED) && page.shows(ADDRESS_SHARED));
    assert_eq!(citizen.confirms_on(&page, &[]).await.location.as_deref(), Some("/bekreft/kvittering"));
}

#[tokio::test]
async fn a_value_of_ones_own_is_not_told_about() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let page = world.citizen(&person).await.opens("/bekreft").await;
    assert!(!page.shows(NUMBER_SHARED) && !page.shows(ADDRESS_SHARED));
}

#[tokio::test]
async fn a_new_shared_value_is_asked_about_once_and_saved_at_the_second_confirm() {
    let world = World::start().await;
    let other = world.person().registered().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let asked = citizen.confirms(&[("mobile", &other.mobile)]).await;
    assert_eq!(asked.location.as_deref(), Some("/bekreft"));
    assert_eq!(world.text_of(&person, "mobile").await, Some(person.mobile.clone()), "not saved yet");
    let page = citizen.opens("/bekreft").await;
    assert!(page.shows(NUMBER_SHARED) && page.shows("Vi har ikke lagret noe ennå."));
    assert!(page.title().starts_with("Sjekk opplysningene: "));
    assert_eq!(page.attribute("#mobile", "aria-invalid"), None, "a warning is not an error");
    citizen.confirms_on(&page, &[]).await;
    assert_eq!(world.text_of(&person, "mobile").await, Some(other.mobile));
}

#[tokio::test]
async fn another_new_shared_value_is_asked_about_anew() {
    let world = World::start().await;
    let (one, two) = (world.person().registered().await, world.person().registered().await);
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.confirms(&[("mobile", &one.mobile)]).await;
    let asked = citizen.confirms(&[("mobile", &two.mobile)]).await;
    assert_eq!(asked.location.as_deref(), Some("/bekreft"));
    assert_eq!(world.text_of(&person, "mobile").await, Some(person.mobile));
}

#[tokio::test]
async fn the_one_other_person_gets_a_change_when_sharing_begins_and_when_it_ends() {
    let world = World::start().await;
    let other = world.person().registered().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.confirms(&[("mobile", &other.mobile)]).await;
    citizen.confirms(&[]).await;
    assert_eq!(world.changes(&other).await, ["mobile_sharing_changed"]);
    citizen.edits(&[("mobile", "41 99 88 77")]).await;
    assert_eq!(world.changes(&other).await, ["mobile_sharing_changed", "mobile_sharing_changed"]);
}

#[tokio::test]
async fn with_two_others_nobodys_flag_flips() {
    let world = World::start().await;
    let one = world.person().registered().await;
    let two = world.person().email(&one.email).registered().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.confirms(&[("email", &one.email)]).await;
    citizen.confirms(&[]).await;
    assert_eq!(world.text_of(&person, "email").await, Some(one.email.clone()));
    assert!(world.changes(&one).await.is_empty() && world.changes(&two).await.is_empty());
}

#[tokio::test]
async fn two_persons_who_take_the_same_new_value_at_once_do_not_miss_each_other() {
    let world = World::start().await;
    let (one, two) = (world.person().unregistered(), world.person().unregistered());
    let (first, second) = (world.citizen(&one).await, world.citizen(&two).await);
    let value = [("mobile", "+47 41 41 41 41")];
    tokio::join!(first.edits(&value), second.edits(&value));
    // Whoever came second was asked, and answers.
    tokio::join!(first.edits(&value), second.edits(&value));
    let flips = world.count("select count(*) from change_log where change = 'mobile_sharing_changed'").await;
    assert_eq!(flips, 1, "exactly one of them was there first");
    assert_eq!(world.count("select count(*) from person where mobile = '+4741414141'").await, 2);
}

#[tokio::test]
async fn addresses_are_compared_in_their_canonical_form() {
    let world = World::start().await;
    world.person().email("kari.nordmann@gmail.com").registered().await;
    for (person, typed) in [
        (world.person().registered().await, "KariNordmann+stat@Gmail.com"),
        (world.person().registered().await, "karinordmann@googlemail.com"),
    ] {
        let page = confirms_and_looks(&world.citizen(&person).await, &[("email", typed)]).await;
        assert!(page.shows(ADDRESS_SHARED), "{typed}");
        assert_eq!(page.value("email"), typed, "shown as it was typed");
    }
}

#[tokio::test]
async fn deleted_persons_do_not_count() {
    let world = World::start().await;
    let gone = world.person().deleted().registered().await;
    let person = world.person().registered().await;
    let page = confirms_and_looks(&world.citizen(&person).await, &[("mobile", &gone.mobile)]).await;
    assert!(!page.shows(NUMBER_SHARED));
}

async fn uses_up_the_questions(citizen: &Citizen, prefix: &str) {
    for number in 0..3 {
        citizen.edits(&[("mobile", &format!("{prefix}{number}"))]).await;
    }
}

#[tokio::test]
async fn the_fourth_new_number_is_answered_alike_whether_it_is_known_or_not() {
    let world = World::start().await;
    let known = world.person().registered().await;
    let mut pages = Vec::new();
    for fourth in [known.mobile.as_str(), "+4741234567"] {
        let person = world.person().confirmed_days_ago(1).registered().await;
        let citizen = world.citizen(&person).await;
        uses_up_the_questions(&citizen, "4100 000").await;
        let asked = citizen.edits(&[("mobile", fourth)]).await;
        assert_eq!(asked.location.as_deref(), Some("/bekreft/endre"));
        let page = citizen.opens("/bekreft/endre").await;
        assert!(page.shows(LIMIT) && !page.shows(NUMBER_SHARED));
        pages.push((page.status, page.texts("main p, main h1, main h2")));
    }
    assert_eq!(pages[0], pages[1]);
}

#[tokio::test]
async fn two_hundred_free_numbers_and_one_known_give_no_answer_beyond_the_third() {
    let world = World::start().await;
    let known = world.person().registered().await;
    let person = world.person().confirmed_days_ago(1).registered().await;
    let citizen = world.citizen(&person).await;
    uses_up_the_questions(&citizen, "4200 000").await;
    for number in 0..200 {
        let typed = if number == 120 { known.mobile.clone() } else { format!("4300 {number:04}") };
        let answer = citizen.edits(&[("mobile", &typed)]).await;
        assert_eq!(answer.location.as_deref(), Some("/bekreft/endre"), "{number}");
    }
    let page = confirms_and_looks(&citizen, &[("mobile", &known.mobile)]).await;
    assert!(!page.shows(NUMBER_SHARED));
    assert_eq!(world.count("select count(*) from sharing_check").await, 3);
}

#[tokio::test]
async fn saving_a_value_and_looking_again_is_no_way_around_the_limit() {
    let world = World::start().await;
    let known = world.person().registered().await;
    let person = world.person().confirmed_days_ago(1).registered().await;
    let citizen = world.citizen(&person).await;
    uses_up_the_questions(&citizen, "4400 000").await;
    citizen.edits(&[("mobile", &known.mobile)]).await;
    citizen.edits(&[]).await;
    assert_eq!(world.text_of(&person, "mobile").await, Some(known.mobile.clone()), "it never blocks");
    assert!(!citizen.opens("/bekreft/endre").await.shows(NUMBER_SHARED));
    world.advance_days(1);
    world.advance(time::Duration::minutes(1));
    let page = world.citizen(&person).await.opens("/bekreft/endre").await;
    assert!(page.shows(NUMBER_SHARED), "after a day it is a value like any other");
}

#[tokio::test]
async fn questions_come_back_after_a_day() {
    let world = World::start().await;
    let known = world.person().registered().await;
    let person = world.person().confirmed_days_ago(1).registered().await;
    uses_up_the_questions(&world.citizen(&person).await, "4500 000").await;
    world.advance_days(1);
    world.advance(time::Duration::minutes(1));
    let page = confirms_and_looks(&world.citizen(&person).await, &[("mobile", &known.mobile)]).await;
    assert!(page.shows(NUMBER_SHARED));
}

#[tokio::test]
async fn the_same_value_again_costs_no_question() {
    let world = World::start().await;
    let known = world.person().registered().await;
    let person = world.person().confirmed_days_ago(1).registered().await;
    let citizen = world.citizen(&person).await;
    for _ in 0..5 {
        citizen.edits(&[("mobile", &known.mobile), ("email", "feil")]).await;
        citizen.edits(&[("mobile", &known.mobile), ("email", &person.email)]).await;
        citizen.edits(&[("mobile", &person.mobile)]).await;
    }
    assert_eq!(world.count("select count(*) from sharing_check where channel = 'mobile'").await, 1);
}

#[tokio::test]
async fn the_page_never_tells_who_or_how_many() {
    let world = World::start().await;
    let first = world.person().registered().await;
    let mut last: Option<Person> = None;
    for _ in 0..3 {
        last = Some(world.person().mobile(&first.mobile).registered().await);
    }
    let page = world.citizen(&last.expect("three more")).await.opens("/bekreft").await;
    assert!(page.shows(NUMBER_SHARED));
    assert!(!page.body.contains(&first.identifier) && !page.body.contains(&first.email));
    assert_eq!(page.text("#mobile-note-1").matches(char::is_numeric).count(), 0);
}
