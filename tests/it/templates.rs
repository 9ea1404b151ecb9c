//! Every template in every language; what every page must have is looked at as it comes in.

use std::collections::BTreeSet;

use bekreft::i18n::{Locale, Tr};
use world::{Citizen, Fetched, World};

/// Each template and where it is seen.
const SEEN_AT: &[(&str, &str)] = &[
    ("api_docs.html", "/api-docs"),
    ("code.html", "/bekreft/kode/sms"),
    ("confirm.html", "/bekreft"),
    ("error.html", "/finnes-ikke"),
    ("help.html", "/hjelp"),
    ("help_article.html", "/hjelp/kontaktregisteret"),
    ("help_duplicate.html", "/hjelp/duplikat"),
    ("home.html", "/"),
    ("logged_out.html", "/utlogget"),
    ("inbox.html", "/innboks"),
    ("receipt.html", "/bekreft/kvittering"),
    ("test_service.html", "/testid/tjeneste"),
    ("testid.html", "/testid"),
    ("testid_support.html", "/testid/stotte"),
    ("sandbox.html", "/testid/scenario"),
    ("profile.html", "/profil"),
    ("profile_delete.html", "/profil/slett"),
    ("profile_language.html", "/profil/sprak"),
    ("profile_mailbox.html", "/profil/postkasse"),
    ("profile_print.html", "/profil/utskrift"),
    ("profile_reservation.html", "/profil/reservasjon"),
    ("login_trouble.html", "/logginn/hindring?grunn=cancelled"),
    ("support_logged_out.html", "/stotte/utlogget"),
];

/// What the others are made of.
const PARTS: &[&str] = &[
    "field.html",
    "layout.html",
    "mail.html",
    "mailbox.html",
    "support_facts.html",
    "support_layout.html",
    "support_screen_part.html",
    "support_head.html",
    "support_why.html",
];

/// What needs more than an address to be seen, and is looked at in tests of its own.
const SEEN_ELSEWHERE: &[&str] = &[
    "logging_out.html",
    "support_closed.html",
    "support_flow.html",
    "support_gallery.html",
    "support_home.html",
    "support_screen.html",
    "support_search.html",
    "support_step.html",
    "support_cases.html",
    "support_look_up.html",
    "support_person.html",
    "support_relations.html",
    "support_source.html",
    "support_scenario.html",
    "support_scenarios.html",
];

#[test]
fn every_template_is_looked_at() {
    let files: BTreeSet<String> = std::fs::read_dir(world::root().join("templates"))
        .expect("the templates")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    let parts = PARTS.iter().chain(SEEN_ELSEWHERE).copied();
    let known = SEEN_AT.iter().map(|(name, _)| *name).chain(parts);
    assert_eq!(files, known.map(str::to_owned).collect());
}

#[tokio::test]
async fn every_template_speaks_one_language_at_a_time() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    for (template, path) in SEEN_AT {
        let mut pages = Vec::new();
        for locale in Locale::ALL {
            citizen.opens(&format!("/?lang={}", locale.tag())).await;
            let page = citizen.opens(path).await;
            assert_eq!(page.language(), locale.tag(), "{template}");
            assert!(page.shows(Tr::new(locale).footer_support_code_why()), "{template}: the frame too");
            assert!(page.attribute("meta[name=description]", "content").is_some_and(|it| it.len() > 20));
            pages.push((page.title(), page.heading(), page.text("main")));
        }
        assert_ne!(pages[0].0, pages[2].0, "{template}: the title");
        assert_ne!(pages[0].1, pages[2].1, "{template}: the heading");
        assert!(pages[0].2 != pages[1].2 && pages[1].2 != pages[2].2, "{template}: the text");
    }
}

#[tokio::test]
async fn every_page_offers_the_other_languages_and_marks_its_own() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    for (template, path) in SEEN_AT {
        let page = citizen.opens(path).await;
        let offered = page.texts("nav.lang a, nav.lang button");
        assert_eq!(offered, Locale::ALL.map(Locale::name), "{template}");
        assert_eq!(page.texts("nav.lang [aria-current=true]"), ["Bokmål"], "{template}");
    }
}

/// Every page that says why there is no page, and the words it must have.
fn says(page: &Fetched, status: u16, title: &str, text: &str, way_on: &str) {
    assert_eq!((page.status, page.heading().as_str()), (status, title));
    assert!(page.shows(text), "{title}");
    assert!(page.title().starts_with(title), "{title}");
    assert_eq!(page.text("main a.ds-button"), way_on, "{title}: a way on");
}

async fn visitor(world: &World, locale: Locale) -> Citizen {
    let stranger = world.stranger();
    stranger.opens(&format!("/?lang={}", locale.tag())).await;
    stranger
}

#[tokio::test]
async fn every_refusal_is_a_page_in_every_language_with_a_way_on() {
    let world = World::start().await;
    let person = world.person().registered().await;
    for locale in Locale::ALL {
        let tr = Tr::new(locale);
        let citizen = world.citizen(&person).await;
        citizen.opens(&format!("/?lang={}", locale.tag())).await;
        let form = citizen.opens("/bekreft").await.form("form#confirm").with("action", "confirm");
        let not_found = citizen.opens("/finnes-ikke").await;
        says(&not_found, 404, tr.error_not_found_title(), tr.error_not_found_text(), tr.error_to_front());
        let wrong = citizen.sends(&form.clone().with("action", "explode")).await;
        says(&wrong, 400, tr.error_bad_request_title(), tr.error_bad_request_text(), tr.error_to_front());
        let foreign = citizen.sends(&form.clone().with("csrf", "x").without("owner")).await;
        let way_on = tr.error_to_my_contact();
        says(&foreign, 403, tr.error_other_login_title(), tr.error_other_login_text(), way_on);
        let nobody = visitor(&world, locale).await.sends(&form).await;
        let way_on = tr.error_log_in_again();
        says(&nobody, 401, tr.error_expired_title(), tr.error_expired_text(), way_on);
    }
}

#[tokio::test]
async fn a_failure_of_ours_is_a_page_in_every_language() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    sqlx::query("alter table draft rename to mislaid").execute(&world.pool).await.expect("a broken schema");
    for locale in Locale::ALL {
        let tr = Tr::new(locale);
        let page = citizen.opens(&format!("/bekreft?lang={}", locale.tag())).await;
        let way_on = tr.error_try_again();
        says(&page, 500, tr.error_unexpected_title(), tr.error_unexpected_text(), way_on);
    }
}

#[tokio::test]
async fn every_question_of_the_dialog_is_put_in_every_language() {
    let world = World::start().await;
    let other = world.person().registered().await;
    for locale in Locale::ALL {
        let tr = Tr::new(locale);
        let person = world.person().registered().await;
        let citizen = world.citizen(&person).await;
        citizen.opens(&format!("/?lang={}", locale.tag())).await;
        citizen.confirms(&[("mobile", &other.mobile), ("email", &other.email)]).await;
        let page = citizen.opens("/bekreft").await;
        assert!(page.title().starts_with(tr.confirm_title_asks()));
        assert!(page.shows(tr.confirm_asks_title()) && page.shows(tr.confirm_asks_text()));
        assert!(page.shows(tr.confirm_mobile_shared()) && page.shows(tr.confirm_mobile_shared_help()));
        assert!(page.shows(tr.confirm_email_shared()) && page.shows(tr.confirm_email_shared_help()));
        citizen.confirms(&[("mobile", ""), ("email", "kari@gmial.com")]).await;
        let page = citizen.opens("/bekreft").await;
        assert!(page.shows(tr.confirm_mobile_removed()));
        assert!(page.shows(&tr.confirm_email_suggestion("kari@gmail.com")));
        assert!(page.texts("main button").contains(&tr.confirm_email_use("kari@gmail.com")));
        citizen.confirms(&[("mobile", &person.mobile), ("email", "")]).await;
        assert!(citizen.opens("/bekreft").await.shows(tr.confirm_email_removed()));
    }
}
