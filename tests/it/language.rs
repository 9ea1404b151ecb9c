//! Three languages, switched without losing anything.

use bekreft::i18n::{Locale, Tr};
use world::World;

#[tokio::test]
async fn a_switch_of_language_keeps_everything_typed() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let page = citizen.opens("/bekreft").await;
    let form = page.form("form#confirm");
    let form =
        form.with("mobile", "  070-1 ").with("country", "SE").with("email", "halv@").with("lang", "nn");
    let answer = citizen.sends(&form).await;
    assert_eq!((answer.status, answer.location.as_deref()), (303, Some("/bekreft")));
    let page = citizen.opens("/bekreft").await;
    assert_eq!(
        (page.language().as_str(), page.heading().as_str()),
        ("nn", "Er kontaktopplysningane dine rette?")
    );
    assert_eq!(
        (page.value("mobile"), page.value("email"), page.country()),
        ("  070-1 ".into(), "halv@".into(), "SE".into())
    );
    assert!(page.texts(".ds-error-summary").is_empty(), "nothing was sent in yet");
}

#[tokio::test]
async fn a_switch_of_language_keeps_the_errors() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let page = citizen.confirms(&[("mobile", "12")]).await;
    citizen.sends(&page.form("form#confirm").with("lang", "en")).await;
    let page = citizen.opens("/bekreft").await;
    assert_eq!(page.text("#mobile-error"), Tr::new(Locale::En).confirm_mobile_too_short());
    assert_eq!(page.value("mobile"), "12");
}

#[tokio::test]
async fn a_switch_of_language_keeps_the_question() {
    let world = World::start().await;
    let other = world.person().registered().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.confirms(&[("mobile", &other.mobile)]).await;
    let page = citizen.opens("/bekreft").await;
    citizen.sends(&page.form("form#confirm").with("lang", "nn")).await;
    let page = citizen.opens("/bekreft").await;
    assert!(page.shows("Dette mobilnummeret er registrert på andre personar."));
    citizen.confirms_on(&page, &[]).await;
    assert_eq!(world.text_of(&person, "mobile").await, Some(other.mobile), "it was asked already");
}

#[tokio::test]
async fn a_switch_of_language_stays_on_the_edit_address() {
    let world = World::start().await;
    let person = world.person().confirmed_days_ago(1).registered().await;
    let citizen = world.citizen(&person).await;
    let form =
        citizen.opens("/bekreft/endre").await.form("form#confirm").with("lang", "en").with("email", "x");
    assert_eq!(citizen.sends(&form).await.location.as_deref(), Some("/bekreft/endre"));
    assert_eq!(citizen.opens("/bekreft/endre").await.value("email"), "x");
}

#[tokio::test]
async fn every_public_page_comes_in_every_language_and_stays_where_it_is() {
    let world = World::start().await;
    let stranger = world.stranger();
    for path in [
        "/",
        "/utlogget",
        "/hjelp",
        "/hjelp/kontaktregisteret",
        "/hjelp/duplikat",
        "/hjelp/verifikasjon",
        "/hjelp/reservasjon",
        "/hjelp/postkasse",
        "/hjelp/tilgjengelighet",
        "/hjelp/personvern",
        "/api-docs",
        "/testid",
        "/testid/tjeneste",
        "/finnes-ikke",
    ] {
        let mut headings = Vec::new();
        for locale in Locale::ALL {
            let page = stranger.opens(&format!("{path}?lang={}", locale.tag())).await;
            assert_eq!(page.language(), locale.tag(), "{path}");
            assert_eq!(stranger.opens(path).await.language(), locale.tag(), "{path}: remembered");
            headings.push(page.heading());
        }
        assert_ne!(headings[0], headings[2], "{path}");
    }
}

#[tokio::test]
async fn every_state_of_the_dialog_comes_in_every_language() {
    let world = World::start().await;
    let other = world.person().registered().await;
    for locale in Locale::ALL {
        let tr = Tr::new(locale);
        let person = world.person().confirmed_days_ago(600).mobile(&other.mobile).registered().await;
        let citizen = world.browser_of(&person);
        citizen.opens(&format!("/?lang={}", locale.tag())).await;
        citizen.logs_in().await;
        let page = citizen.opens("/bekreft").await;
        let (sms, email) = (tr.confirm_send_sms(), tr.confirm_send_email());
        let buttons = [sms, email, tr.mailbox_step_up_button(), tr.confirm_button()];
        assert_eq!(page.texts(".panel button"), buttons);
        for words in [
            tr.confirm_info(),
            tr.confirm_reason_expired(),
            tr.confirm_mobile_shared(),
            tr.confirm_not_verified(),
        ] {
            assert!(page.shows(words), "{words}");
        }
        citizen.confirms(&[("email", "")]).await;
        let page = citizen.opens("/bekreft").await;
        assert!(page.shows(tr.confirm_email_removed()) && page.shows(tr.confirm_asks_text()));
        let receipt = {
            citizen.confirms(&[]).await;
            citizen.opens("/bekreft/kvittering").await
        };
        assert_eq!(receipt.heading(), tr.receipt_title());
        let person = world.person().unregistered();
        let newcomer = world.browser_of(&person);
        newcomer.opens(&format!("/?lang={}", locale.tag())).await;
        newcomer.logs_in().await;
        assert!(newcomer.opens("/bekreft").await.shows(tr.confirm_reason_nothing()));
    }
}

#[tokio::test]
async fn the_registers_language_is_used_from_login() {
    let world = World::start().await;
    for (stored, shown) in [("nn", "nn"), ("en", "en"), ("nb", "nb"), ("se", "nb")] {
        let person = world.person().language(stored).registered().await;
        assert_eq!(world.citizen(&person).await.opens("/bekreft").await.language(), shown, "{stored}");
    }
}

#[tokio::test]
async fn a_language_chosen_in_the_browser_wins_over_the_registers() {
    let world = World::start().await;
    let person = world.person().language("nn").registered().await;
    let citizen = world.browser_of(&person);
    citizen.opens("/?lang=en").await;
    citizen.logs_in().await;
    assert_eq!(citizen.opens("/bekreft").await.language(), "en");
}

#[tokio::test]
async fn the_registers_language_does_not_bind_the_next_person_in_the_same_browser() {
    let world = World::start().await;
    let first = world.person().language("nn").registered().await;
    let second = world.person().registered().await;
    let browser = world.citizen(&first).await;
    assert_eq!(browser.opens("/bekreft").await.language(), "nn");
    let form = browser.opens("/testid").await.form("form:has(#pid)").with("pid", &second.identifier);
    browser.sends(&form).await;
    assert_eq!(browser.opens("/bekreft").await.language(), "nb");
}

#[tokio::test]
async fn an_unknown_language_is_ignored() {
    let world = World::start().await;
    let page = world.stranger().opens("/?lang=tlh").await;
    assert_eq!((page.status, page.language().as_str()), (200, "nb"));
    assert!(page.cookies().is_empty());
}

#[tokio::test]
async fn the_fixed_sentences_are_word_for_word() {
    let nb = Tr::new(Locale::Nb);
    assert_eq!(nb.confirm_title(), "Er kontaktopplysningene dine korrekte?");
    assert_eq!(
        nb.confirm_info(),
        "Informasjonen nedenfor lagres i et felles kontaktregister som stat og kommune skal bruke når de kontakter deg."
    );
    assert_eq!((nb.confirm_mobile_label(), nb.confirm_email_label()), ("Mobilnummer:", "Epostadresse:"));
    assert_eq!(
        (nb.confirm_not_verified(), nb.confirm_button()),
        ("Mangler verifikasjon", "Bekreft og gå videre")
    );
    let nn = Tr::new(Locale::Nn);
    assert_eq!(nn.confirm_title(), "Er kontaktopplysningane dine rette?");
    assert_eq!(
        (nn.confirm_not_verified(), nn.confirm_button()),
        ("Manglar verifikasjon", "Stadfest og gå vidare")
    );
    let en = Tr::new(Locale::En);
    assert_eq!(en.confirm_title(), "Maintain your contact information here");
    assert_eq!(
        en.confirm_info(),
        "The information below is stored in a common contact register that will be used by public authorities when getting in contact with you."
    );
    assert_eq!(
        (en.confirm_mobile_label(), en.confirm_email_label()),
        ("Mobile phone number:", "E-mail address:")
    );
    assert_eq!((en.confirm_not_verified(), en.confirm_button()), ("Not verified", "Confirm and continue"));
}

#[tokio::test]
async fn errors_and_questions_survive_a_switch_on_the_edit_address_too() {
    let world = World::start().await;
    let other = world.person().registered().await;
    let person = world.person().confirmed_days_ago(1).registered().await;
    let citizen = world.citizen(&person).await;
    let page = citizen.edits(&[("mobile", "12"), ("email", "halv@")]).await;
    citizen.sends(&page.form("form#confirm").with("lang", "en")).await;
    let page = citizen.opens("/bekreft/endre").await;
    assert_eq!(page.text("#mobile-error"), Tr::new(Locale::En).confirm_mobile_too_short());
    assert_eq!((page.value("mobile").as_str(), page.value("email").as_str()), ("12", "halv@"));
    citizen.edits(&[("mobile", &other.mobile), ("email", &person.email)]).await;
    let page = citizen.opens("/bekreft/endre").await;
    citizen.sends(&page.form("form#confirm").with("lang", "nn")).await;
    let page = citizen.opens("/bekreft/endre").await;
    let nn = Tr::new(Locale::Nn);
    assert!(page.shows(nn.confirm_mobile_shared()) && page.shows(nn.confirm_asks_text()));
    assert_eq!(citizen.confirms_on(&page, &[]).await.location.as_deref(), Some("/bekreft/kvittering"));
}

#[tokio::test]
async fn a_language_that_the_form_does_not_know_changes_nothing() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let form = citizen.opens("/bekreft").await.form("form#confirm").with("lang", "tlh");
    assert_eq!(citizen.sends(&form).await.status, 400);
    assert_eq!(citizen.opens("/bekreft").await.language(), "nb");
}
