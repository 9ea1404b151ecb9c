//! «Bekreft og gå videre»: what it changes, and what it leaves alone.

use time::Duration;
use world::World;

#[tokio::test]
async fn a_clean_confirm_moves_only_the_confirmed_times() {
    let world = World::start().await;
    let person = world.person().validated().registered().await;
    let before = world.time_of(&person, "mobile_updated_at").await;
    let validated = world.time_of(&person, "email_validated_at").await;
    let answer = world.citizen(&person).await.confirms(&[]).await;
    assert_eq!((answer.status, answer.location.as_deref()), (303, Some("/bekreft/kvittering")));
    assert_eq!(world.time_of(&person, "mobile_updated_at").await, before);
    assert_eq!(world.time_of(&person, "email_validated_at").await, validated);
    let confirmed = world.time_of(&person, "mobile_confirmed_at").await.expect("confirmed");
    assert!(world.now() - confirmed < Duration::minutes(5));
    assert_eq!(
        world.time_of(&person, "email_confirmed_at").await,
        Some(confirmed),
        "both channels at the same instant"
    );
    assert_eq!(world.changes(&person).await, ["mobile_confirmed", "email_confirmed"]);
}

#[tokio::test]
async fn a_changed_number_is_updated_and_no_longer_verified_while_the_address_keeps_its_code() {
    let world = World::start().await;
    let person = world.person().validated().registered().await;
    world.citizen(&person).await.confirms(&[("mobile", "40 11 22 33")]).await;
    assert_eq!(world.text_of(&person, "mobile").await.as_deref(), Some("+4740112233"));
    assert_eq!(world.time_of(&person, "mobile_validated_at").await, None);
    assert_eq!(
        world.time_of(&person, "mobile_updated_at").await,
        world.time_of(&person, "mobile_confirmed_at").await
    );
    assert!(world.time_of(&person, "email_validated_at").await.is_some());
    assert_eq!(world.changes(&person).await, ["mobile_updated", "email_confirmed"]);
}

#[tokio::test]
async fn the_same_value_typed_differently_is_the_same_value() {
    let world = World::start().await;
    let person = world.person().validated().registered().await;
    let typed = format!("0047-{}", person.national_mobile().replace(' ', "-"));
    world.citizen(&person).await.confirms(&[("mobile", &typed)]).await;
    assert_eq!(world.changes(&person).await, ["mobile_confirmed", "email_confirmed"]);
    assert!(world.time_of(&person, "mobile_validated_at").await.is_some());
}

#[tokio::test]
async fn a_person_the_register_has_never_heard_of_is_registered() {
    let world = World::start().await;
    let person = world.person().unregistered();
    let citizen = world.citizen(&person).await;
    let page = citizen.opens("/bekreft").await;
    assert_eq!(
        (page.value("mobile"), page.value("email"), page.country()),
        (String::new(), String::new(), "NO".into())
    );
    assert!(page.shows("Det er frivillig, og du kan la feltene stå tomme."));
    let answer =
        citizen.confirms_on(&page, &[("mobile", &person.national_mobile()), ("email", &person.email)]).await;
    assert_eq!(answer.status, 303);
    assert_eq!(world.changes(&person).await, ["person_registered", "mobile_registered", "email_registered"]);
    assert_eq!(world.text_of(&person, "status").await.as_deref(), Some("active"));
    assert_eq!(world.text_of(&person, "email").await, Some(person.email));
}

#[tokio::test]
async fn one_channel_is_enough() {
    let world = World::start().await;
    let person = world.person().unregistered();
    world.citizen(&person).await.confirms(&[("email", &person.email)]).await;
    assert_eq!(world.text_of(&person, "mobile").await, None);
    assert_eq!(world.changes(&person).await, ["person_registered", "email_registered"]);
}

#[tokio::test]
async fn nothing_given_leaves_no_row_and_no_nagging_until_the_next_login() {
    let world = World::start().await;
    let person = world.person().unregistered();
    let citizen = world.citizen(&person).await;
    let receipt = citizen.confirms(&[]).await;
    assert_eq!(receipt.location.as_deref(), Some("/bekreft/kvittering"));
    assert_eq!(world.text_of(&person, "status").await, None);
    assert_eq!(citizen.opens("/bekreft").await.status, 303, "answered in this session");
    assert_eq!(
        citizen.opens("/bekreft/kvittering").await.heading(),
        "Du har ikke registrert kontaktopplysninger"
    );
    assert_eq!(
        world.citizen(&person).await.opens("/bekreft").await.status,
        200,
        "asked again at the next login"
    );
}

#[tokio::test]
async fn a_deleted_person_who_registers_again_is_active() {
    let world = World::start().await;
    let person = world.person().deleted().registered().await;
    world.citizen(&person).await.confirms(&[("mobile", &person.mobile)]).await;
    assert_eq!(world.text_of(&person, "status").await.as_deref(), Some("active"));
    assert_eq!(world.changes(&person).await, ["person_reactivated", "mobile_registered"]);
}

#[tokio::test]
async fn taking_a_value_away_is_asked_about_once_and_then_done() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let asked = citizen.confirms(&[("mobile", "")]).await;
    assert_eq!((asked.status, asked.location.as_deref()), (303, Some("/bekreft")));
    assert_eq!(world.text_of(&person, "mobile").await, Some(person.mobile.clone()), "nothing is saved yet");
    let page = citizen.opens("/bekreft").await;
    assert!(page.shows("Du har tatt bort mobilnummeret."));
    assert_eq!(page.value("mobile"), "");
    assert_eq!(citizen.confirms_on(&page, &[]).await.location.as_deref(), Some("/bekreft/kvittering"));
    assert_eq!(world.text_of(&person, "mobile").await, None);
    assert_eq!(world.changes(&person).await, ["mobile_removed", "email_confirmed"]);
}

#[tokio::test]
async fn a_confirmed_person_is_not_asked_for_ninety_days() {
    let world = World::start().await;
    let person = world.person().registered().await;
    world.citizen(&person).await.confirms(&[]).await;
    world.advance_days(89);
    assert_eq!(world.citizen(&person).await.opens("/bekreft").await.status, 303);
    world.advance_days(2);
    assert_eq!(world.citizen(&person).await.opens("/bekreft").await.status, 200);
}

#[tokio::test]
async fn the_edit_address_shows_the_dialog_to_a_person_who_is_not_due() {
    let world = World::start().await;
    let person = world.person().confirmed_days_ago(1).registered().await;
    let citizen = world.citizen(&person).await;
    assert_eq!(citizen.opens("/bekreft").await.location.as_deref(), Some("/bekreft/kvittering"));
    citizen.edits(&[("email", "ny.adresse@example.org")]).await;
    assert_eq!(world.text_of(&person, "email").await.as_deref(), Some("ny.adresse@example.org"));
}

#[tokio::test]
async fn a_confirm_leaves_one_audit_row_without_values_but_with_the_support_code() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let page = citizen.opens("/bekreft").await;
    citizen.confirms_on(&page, &[("email", "annen@example.org")]).await;
    let row: (String, String, Vec<String>, Option<String>) =
        sqlx::query_as("select actor, action, changes, support_code from audit_event")
            .fetch_one(&world.pool)
            .await
            .expect("exactly one row");
    assert_eq!((row.0.as_str(), row.1.as_str()), ("citizen", "confirm_contact"));
    assert_eq!(row.2, ["mobile_confirmed", "email_updated"]);
    assert_eq!(row.3, Some(page.support_code()));
    let whole: String = sqlx::query_scalar("select audit_event::text from audit_event")
        .fetch_one(&world.pool)
        .await
        .expect("the row as text");
    assert!(!whole.contains('@') && !whole.contains(&person.identifier));
}

#[tokio::test]
async fn the_same_form_eight_times_at_once_is_carried_out_once() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let page = citizen.opens("/bekreft").await;
    let form = page.form("form#confirm").with("action", "confirm").with("mobile", "41 22 33 44");
    let mut sends = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let (citizen, form) = (citizen.clone(), form.clone());
        sends.spawn(async move { citizen.sends(&form).await });
    }
    for answer in sends.join_all().await {
        assert_eq!(answer.location.as_deref(), Some("/bekreft/kvittering"));
    }
    assert_eq!(world.changes(&person).await, ["mobile_updated", "email_confirmed"]);
    assert_eq!(world.count("select count(*) from audit_event").await, 1);
}

#[tokio::test]
async fn an_old_form_sent_again_after_a_later_change_changes_nothing() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let old = citizen.opens("/bekreft").await;
    citizen.confirms_on(&old, &[("mobile", "41 00 00 01")]).await;
    citizen.edits(&[("mobile", "41 00 00 02")]).await;
    let again = citizen.confirms_on(&old, &[("mobile", "41 00 00 01")]).await;
    assert_eq!(again.location.as_deref(), Some("/bekreft/kvittering"));
    assert_eq!(world.text_of(&person, "mobile").await.as_deref(), Some("+4741000002"));
}

#[tokio::test]
async fn change_numbers_only_grow() {
    let world = World::start().await;
    for _ in 0..3 {
        let person = world.person().registered().await;
        world.citizen(&person).await.confirms(&[("mobile", &person.mobile.replace("+479", "+474"))]).await;
    }
    let numbers: Vec<i64> = sqlx::query_scalar("select number from change_log order by at, number")
        .fetch_all(&world.pool)
        .await
        .expect("the change log reads");
    assert_eq!(numbers.len(), 6);
    assert!(numbers.is_sorted());
}

#[tokio::test]
async fn a_reserved_person_confirms_and_stays_reserved() {
    let world = World::start().await;
    let person = world.person().reserved().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.confirms(&[]).await;
    assert!(world.time_of(&person, "reserved_at").await.is_some());
    assert!(citizen.opens("/bekreft/kvittering").await.shows("Du har reservert deg mot digital post"));
}

#[tokio::test]
async fn a_language_in_the_register_survives_a_confirm() {
    let world = World::start().await;
    let person = world.person().language("se").registered().await;
    world.citizen(&person).await.confirms(&[]).await;
    assert_eq!(world.text_of(&person, "language").await.as_deref(), Some("se"));
}

#[tokio::test]
async fn information_older_than_eighteen_months_is_said_to_be_unusable_until_it_is_confirmed() {
    let world = World::start().await;
    let person = world.person().confirmed_days_ago(580).registered().await;
    let citizen = world.citizen(&person).await;
    assert!(
        citizen.opens("/bekreft").await.shows("Det er mer enn 18 måneder siden du bekreftet opplysningene.")
    );
    citizen.confirms(&[]).await;
    assert!(citizen.opens("/bekreft/kvittering").await.shows("Det offentlige kan varsle deg."));
}

#[tokio::test]
async fn information_younger_than_eighteen_months_is_not_said_to_be_unusable() {
    let world = World::start().await;
    let person = world.person().confirmed_days_ago(510).registered().await;
    assert!(!world.citizen(&person).await.opens("/bekreft").await.shows("mer enn 18 måneder"));
}

#[tokio::test]
async fn verified_and_unverified_values_say_so() {
    let world = World::start().await;
    let proven = world.person().validated().registered().await;
    let page = world.citizen(&proven).await.opens("/bekreft").await;
    assert_eq!(page.texts("[data-color=success]").len(), 2);
    assert!(page.text("#mobile-note-1").starts_with("Verifisert "));
    let unproven = world.person().registered().await;
    let page = world.citizen(&unproven).await.opens("/bekreft").await;
    assert_eq!(page.texts(".ds-validation-message"), ["Mangler verifikasjon", "Mangler verifikasjon"]);
    let buttons =
        ["Send kode på SMS", "Send kode på e-post", "Logg inn på høyt nivå", "Bekreft og gå videre"];
    assert_eq!(page.texts("main button"), buttons);
}

#[tokio::test]
async fn a_foreign_number_is_shown_with_its_country() {
    let world = World::start().await;
    let person = world.person().mobile("+46701740605").registered().await;
    let page = world.citizen(&person).await.opens("/bekreft").await;
    assert_eq!(page.country(), "SE");
    world.citizen(&person).await.confirms(&[]).await;
    assert_eq!(world.changes(&person).await, ["mobile_confirmed", "email_confirmed"]);
}

#[tokio::test]
async fn a_number_with_a_country_code_wins_over_the_selected_country() {
    let world = World::start().await;
    let person = world.person().registered().await;
    world.citizen(&person).await.confirms(&[("country", "NO"), ("mobile", "+46 70 174 06 05")]).await;
    assert_eq!(world.text_of(&person, "mobile").await.as_deref(), Some("+46701740605"));
}

#[tokio::test]
async fn a_probable_slip_of_the_keys_is_asked_about_and_one_button_mends_it() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.confirms(&[("email", "kari@gmial.com"), ("mobile", "41 55 66 77")]).await;
    let page = citizen.opens("/bekreft").await;
    assert!(page.shows("Mente du kari@gmail.com?"));
    let answer = citizen.sends(&page.form("form#confirm").with("action", "use-suggestion")).await;
    assert_eq!(answer.location.as_deref(), Some("/bekreft"));
    let page = citizen.opens("/bekreft").await;
    assert_eq!(
        (page.value("email").as_str(), page.value("mobile").as_str()),
        ("kari@gmail.com", "41 55 66 77")
    );
    citizen.confirms_on(&page, &[]).await;
    assert_eq!(world.text_of(&person, "email").await.as_deref(), Some("kari@gmail.com"));
}

#[tokio::test]
async fn an_unusual_address_goes_through_at_the_second_confirm() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.confirms(&[("email", "kari@gmial.com")]).await;
    citizen.confirms(&[]).await;
    assert_eq!(world.text_of(&person, "email").await.as_deref(), Some("kari@gmial.com"));
}
