//! The screens that are made of nothing of the person's: login, errors, help.

use super::{Group, Screen};
use crate::web::paths;
use crate::web::still::{Scene, Still};

/// The names of what can stand in the way of a page and of a login, with the words they have in addresses.
const ERRORS: [(&str, &str); 8] = [
    ("not_signed_in", "okten-er-over"),
    ("not_signed_in_kept", "okten-er-over-husket"),
    ("bad_request", "ugyldig-foresporsel"),
    ("forbidden", "annen-innlogging"),
    ("not_found", "finnes-ikke"),
    ("unavailable", "utilgjengelig"),
    ("unavailable_kept", "utilgjengelig-husket"),
    ("unexpected", "uventet"),
];
const TROUBLES: [(&str, &str); 10] = [
    ("cancelled", "avbrutt"),
    ("level_too_low", "for-lavt-niva"),
    ("clocks_differ", "klokker"),
    ("provider_unavailable", "svarer-ikke"),
    ("provider_refuses", "avvist"),
    ("not_believed", "ikke-trodd"),
    ("used", "brukt"),
    ("other_browser", "annen-nettleser"),
    ("too_late", "for-sent"),
    ("no_person_identifier", "uten-fodselsnummer"),
];
const HELP: [(&str, &str); 8] = [
    ("hjelp", paths::HELP),
    ("hjelp-kontaktregisteret", paths::HELP_REGISTER),
    ("hjelp-duplikat", paths::HELP_DUPLICATE),
    ("hjelp-verifikasjon", paths::HELP_CODE),
    ("hjelp-reservasjon", paths::HELP_RESERVATION),
    ("hjelp-postkasse", paths::HELP_MAILBOX),
    ("hjelp-personvern", paths::HELP_PRIVACY),
    ("hjelp-tilgjengelighet", paths::HELP_ACCESSIBILITY),
];

/// All of them.
pub fn all() -> Vec<Screen> {
    let screen = |name: String, group, path, scene| Screen { name, group, path, still: Still::plain(scene) };
    let mut screens = vec![
        screen("forside".to_owned(), Group::Login, paths::HOME, Scene::Public),
        screen("utlogget".to_owned(), Group::Login, paths::LOGGED_OUT, Scene::Public),
    ];
    screens.extend(TROUBLES.iter().map(|(reason, name)| {
        let scene = Scene::Trouble { reason: (*reason).to_owned() };
        screen(format!("innlogging-{name}"), Group::Login, paths::LOGIN_TROUBLE, scene)
    }));
    screens.extend(ERRORS.iter().map(|(error, name)| {
        let scene = Scene::Error { name: (*error).to_owned() };
        screen(format!("feil-{name}"), Group::Errors, paths::CONFIRM, scene)
    }));
    screens
        .extend(HELP.iter().map(|(name, path)| screen((*name).to_owned(), Group::Help, path, Scene::Public)));
    screens
}
