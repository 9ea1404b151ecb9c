//! Every page and state a citizen can meet is in the gallery, in every language.

use std::collections::{BTreeMap, BTreeSet};

use bekreft::i18n::{Locale, Tr, keys};
use bekreft::support::gallery::all_screens;
use bekreft::web::visible_text;
use world::{Citizen, World};

/// Files whose texts stand on pages of citizens.
const FILES: &[&str] = &[
    "code", "common", "confirm", "delete", "error", "help", "home", "lookups", "mailbox", "print", "profile",
    "receipt", "sharing",
];

/// What stands on no screen of the gallery, and why.
const ELSEWHERE: &[(&str, &str)] = &[
    ("code-description", "for search engines"),
    ("confirm-description", "for search engines"),
    ("receipt-description", "for search engines"),
    ("delete-mail-done", "in messages"),
    ("delete-mail-done-do", "in messages"),
    ("delete-mail-done-subject", "in messages"),
    ("delete-mail-done-what", "in messages"),
    ("delete-mail-requested", "in messages"),
    ("delete-mail-requested-do", "in messages"),
    ("delete-mail-requested-what", "in messages"),
    ("delete-sms-done", "in messages"),
    ("delete-sms-requested", "in messages"),
    ("footer-phone-html", "where the telephone number is set"),
    ("help-search-found", "made of what is typed"),
    ("help-search-nothing", "made of what is typed"),
    ("help-search-title", "made of what is typed"),
    ("mailbox-not-offered", "where no provider is set up"),
    ("error-console-closed-text", "of the console"),
    ("error-console-closed-title", "of the console"),
    ("error-not-approver-text", "of the console"),
    ("error-not-approver-title", "of the console"),
    ("error-not-looked-up-text", "of the console"),
    ("error-not-looked-up-title", "of the console"),
    ("error-to-console", "of the console"),
    ("error-to-look-up", "of the console"),
    ("lookups-copies", "where somebody reads the feed"),
    ("lookups-copy", "where somebody reads the feed"),
    ("lookups-reason-abuse", "where support has looked"),
    ("lookups-reason-case", "where support has looked"),
    ("lookups-reason-notification", "where support has looked"),
    ("lookups-reason-trial", "where support has looked"),
    ("lookups-support", "where support has looked"),
    ("lookups-support-values", "where support has looked"),
    ("profile-reason-expired-apart", "depends on two dates"),
];

fn keys_of(file: &str) -> Vec<String> {
    let path = world::root().join(format!("locales/nb/{file}.ftl"));
    let text = std::fs::read_to_string(path).expect("the file");
    let keys = text.lines().filter(|line| line.starts_with(|letter: char| letter.is_ascii_lowercase()));
    keys.filter_map(|line| line.split_once(" =")).map(|(key, _)| key.to_owned()).collect()
}

#[tokio::test]
async fn every_text_of_a_citizens_page_is_on_some_screen() {
    let world = World::start().await;
    let all = FILES.iter().flat_map(|file| keys_of(file));
    let mut missing = all.filter(|key| keys::can_be_found(key)).collect::<BTreeSet<_>>();
    for (_, html) in all_screens(&world.state, Locale::Nb).expect("screens") {
        let text = visible_text(&html);
        missing.retain(|key| keys::is_shown(key, &text, Locale::Nb) == Some(false));
    }
    let elsewhere = ELSEWHERE.iter().map(|(key, _)| (*key).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(missing, elsewhere);
}

#[tokio::test]
async fn every_screen_is_whole_in_every_language() {
    let world = World::start().await;
    let mut headings = BTreeMap::<String, Vec<String>>::new();
    for locale in Locale::ALL {
        for (name, html) in all_screens(&world.state, locale).expect("screens") {
            let text = visible_text(&html);
            assert!(html.contains(&format!("<html lang=\"{}\"", locale.tag())), "{name}");
            assert!(!text.contains("{$") && !text.contains("{ $"), "{name}");
            headings.entry(name).or_default().push(text);
        }
    }
    assert!(headings.len() > 120, "{}", headings.len());
    for (name, texts) in headings {
        assert!(texts[0] != texts[1] && texts[1] != texts[2] && texts[0] != texts[2], "{name}");
    }
}

async fn support(world: &World) -> Citizen {
    let support = world.stranger();
    support.logs_in_as_support().await;
    support
}

#[tokio::test]
async fn a_screen_is_found_by_what_was_read_in_whatever_language() {
    let world = World::start().await;
    let support = support(&world).await;
    let page = support.opens("/stotte/skjermbilder?q=han+kan+ikkje+brukast+meir").await;
    let links = page.links(".gallery a");
    assert!(
        links.iter().any(|link| link.starts_with("/stotte/skjermbilder/kode-sms-brukt-opp?sprak=nn")),
        "{links:?}"
    );
    assert!(links.len() < 6, "{links:?}");
    assert_eq!(support.opens("/stotte/skjermbilder?q=zzzz").await.links(".gallery a").len(), 0);
    for locale in Locale::ALL {
        let tr = Tr::new(locale);
        let page = support.opens(&format!("/stotte/skjermbilder?gruppe=koder&lang={}", locale.tag())).await;
        assert_eq!(page.heading(), tr.support_menu_gallery());
        assert!(page.shows(tr.code_used_up()) && page.shows(tr.gallery_group_codes()));
        assert_eq!(page.texts(".tabs [aria-current=page]"), [tr.gallery_group_codes()]);
        let page = support.opens("/stotte/skjermbilder/kode-sms-brukt-opp").await;
        assert_eq!(page.heading(), tr.code_title_mobile());
        assert!(page.texts("dt code").contains(&"code-used-up".to_owned()));
        let path = format!("/stotte/skjermbilder/kode-sms-brukt-opp/bilde?sprak={}", locale.tag());
        assert!(support.looks_at(&path).await.contains(tr.code_used_up()));
    }
    assert_eq!(support.opens("/stotte/skjermbilder/finnes-ikke").await.status, 404);
    assert_eq!(world.stranger().opens("/stotte/skjermbilder").await.status, 401);
}

#[tokio::test]
async fn looking_at_a_page_in_another_language_does_not_change_ones_own() {
    let world = World::start().await;
    let support = support(&world).await;
    support.opens("/stotte?lang=nb").await;
    support.looks_at("/stotte/skjermbilder/dialog/bilde?lang=en").await;
    assert_eq!(support.opens("/stotte").await.language(), "nb");
}
