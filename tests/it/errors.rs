//! What is wrong is said in words, at the field and in the summary, and nothing typed is lost.

use bekreft::i18n::{Locale, Tr};
use world::World;

async fn refused(world: &World, locale: Locale, mobile: &str, email: &str) -> world::Fetched {
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.opens(&format!("/?lang={}", locale.tag())).await;
    citizen.confirms(&[("mobile", mobile), ("email", email)]).await
}

async fn is_said(typed: (&str, &str), field: &str, words: fn(Tr) -> &'static str) {
    let world = World::start().await;
    for locale in Locale::ALL {
        let page = refused(&world, locale, typed.0, typed.1).await;
        let words = words(Tr::new(locale));
        assert_eq!(page.status, 422);
        assert_eq!(page.text(&format!("#{field}-error")), words);
        assert_eq!(
            page.text(&format!(".ds-error-summary a[href='#{field}']")),
            words,
            "the same words in the summary"
        );
        assert_eq!(page.attribute(&format!("#{field}"), "aria-invalid").as_deref(), Some("true"));
        assert_eq!(
            (page.value("mobile").as_str(), page.value("email").as_str()),
            typed,
            "typed values are kept"
        );
        assert!(page.title().starts_with(if locale == Locale::En { "Error: " } else { "Feil: " }));
    }
}

macro_rules! says {
    ($($name:ident: $mobile:literal, $email:literal, $field:literal, $words:ident;)*) => {$(
        #[tokio::test]
        async fn $name() {
            is_said(($mobile, $email), $field, Tr::$words).await;
        }
    )*};
}

says! {
    letters_are_not_a_number: "ring meg", "", "mobile", confirm_mobile_not_a_number;
    a_number_can_be_too_short: "1234567", "", "mobile", confirm_mobile_too_short;
    a_number_can_be_too_long: "987654321", "", "mobile", confirm_mobile_too_long;
    a_norwegian_landline_is_not_a_mobile: "22 22 22 22", "", "mobile", confirm_mobile_norwegian_not_mobile;
    a_machine_has_no_reader: "580000000000", "", "mobile", confirm_mobile_norwegian_machine;
    a_foreign_landline_is_not_a_mobile: "+46 8 123 456 78", "", "mobile", confirm_mobile_not_mobile;
    a_country_code_must_exist: "+999 123 456 78", "", "mobile", confirm_mobile_unknown_country_code;
    an_address_needs_an_at_sign: "", "kari.example.no", "email", confirm_email_missing_at;
    an_address_has_one_at_sign: "", "kari@ola@example.no", "email", confirm_email_several_at;
    an_address_has_no_space: "", "kari nordmann@example.no", "email", confirm_email_space;
    the_part_before_the_at_sign_is_looked_at: "", ".kari@example.no", "email", confirm_email_local_part;
    the_part_after_the_at_sign_is_looked_at: "", "kari@example", "email", confirm_email_domain;
}

#[tokio::test]
async fn an_address_can_be_too_long() {
    let world = World::start().await;
    let long = format!("{}@{}.no", "k".repeat(60), "e".repeat(250));
    let page = refused(&world, Locale::Nb, "", &long).await;
    assert_eq!(page.text("#email-error"), Tr::new(Locale::Nb).confirm_email_too_long());
    assert_eq!(page.value("email"), long);
}

#[tokio::test]
async fn several_errors_are_told_at_once_in_the_order_of_the_fields() {
    let world = World::start().await;
    let page = refused(&world, Locale::Nb, "1", "kari").await;
    assert_eq!(page.text(".ds-error-summary h2"), "Du må rette 2 feil før du kan gå videre");
    let links = page.texts(".ds-error-summary a");
    assert!(
        links[0].starts_with("Mobilnummeret er ugyldig.")
            && links[1].starts_with("E-postadressen er ugyldig.")
    );
}

#[tokio::test]
async fn one_error_is_told_in_the_singular() {
    let world = World::start().await;
    let page = refused(&world, Locale::Nn, "1", "").await;
    assert_eq!(page.text(".ds-error-summary h2"), "Du må rette 1 feil før du kan gå vidare");
}

#[tokio::test]
async fn the_number_of_the_source_is_invalid() {
    let world = World::start().await;
    let page = refused(&world, Locale::Nb, "+4700000000", "").await;
    assert!(page.text("#mobile-error").starts_with("Mobilnummeret er ugyldig."));
}

#[tokio::test]
async fn nothing_is_saved_when_one_of_the_fields_is_wrong() {
    let world = World::start().await;
    let person = world.person().registered().await;
    world.citizen(&person).await.confirms(&[("mobile", "41 23 45 67"), ("email", "feil")]).await;
    assert_eq!(world.text_of(&person, "mobile").await, Some(person.mobile.clone()));
    assert!(world.changes(&person).await.is_empty());
}

#[tokio::test]
async fn a_chosen_country_is_kept_with_the_error() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let page = world.citizen(&person).await.confirms(&[("country", "SE"), ("mobile", "12")]).await;
    assert_eq!((page.status, page.country()), (422, "SE".to_owned()));
}

#[tokio::test]
async fn hostile_input_is_refused_politely_and_shown_harmlessly() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let long = "9".repeat(900);
    for hostile in [
        "<script>alert(1)</script>",
        "\u{202e}12345678",
        "🙂🙂",
        "'; drop table person; --",
        "\0\0",
        "{{7*7}}",
        &long,
    ] {
        let page = citizen.confirms(&[("mobile", hostile), ("email", &format!("x{hostile}"))]).await;
        assert_eq!(page.status, 422, "{hostile:?}");
        assert!(!page.body.contains("<script>alert"));
    }
    assert_eq!(world.count("select count(*) from person").await, 1);
}

#[tokio::test]
async fn what_no_page_of_ours_sends_is_a_bad_request() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let form = citizen.opens("/bekreft").await.form("form#confirm");
    let far_too_long = "9".repeat(2000);
    for wrong in [
        form.clone(),
        form.clone().with("action", "explode"),
        form.clone().with("action", "confirm").without("token"),
        form.clone().with("action", "confirm").with("mobile", &far_too_long),
    ] {
        let page = citizen.sends(&wrong).await;
        assert_eq!((page.status, page.heading().as_str()), (400, "Vi forsto ikke det som ble sendt"));
    }
}

#[tokio::test]
async fn a_body_larger_than_any_form_is_refused() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let form = citizen.opens("/bekreft").await.form("form#confirm").with("mobile", &"9".repeat(100_000));
    assert_eq!(citizen.sends(&form).await.status, 400);
}
