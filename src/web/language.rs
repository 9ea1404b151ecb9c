//! The language of the pages: what the citizen chose in this browser, else what the register has for her, else bokmål.

use actix_web::HttpRequest;
use actix_web::cookie::{Cookie, SameSite, time::Duration};
use bekreft_domain::RegisterLanguage;

use crate::i18n::Locale;

/// Remembers the language; holds nothing else.
const COOKIE: &str = "bekreft-lang";
/// Marks a language that came from the register, so that the next person in the same browser is not bound by it.
const FROM_REGISTER: &str = "-register";

/// A language, and whether the citizen chose it herself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language {
    /// The language.
    pub locale: Locale,
    /// She chose it in this browser.
    pub chosen: bool,
}

/// The language of `?lang=…`.
pub fn asked(query: &str) -> Option<Locale> {
    let value = query.split('&').find_map(|pair| pair.strip_prefix("lang="))?;
    Locale::ALL.into_iter().find(|locale| locale.tag() == value)
}

/// The language of the cookie.
pub fn remembered(request: &HttpRequest) -> Option<Language> {
    let cookie = request.cookie(COOKIE)?;
    let (tag, chosen) = match cookie.value().strip_suffix(FROM_REGISTER) {
        Some(tag) => (tag, false),
        None => (cookie.value(), true),
    };
    let locale = Locale::ALL.into_iter().find(|locale| locale.tag() == tag)?;
    Some(Language { locale, chosen })
}

/// Remembers a chosen language for a year.
pub fn chosen_cookie(locale: Locale, https: bool) -> Cookie<'static> {
    let mut cookie = cookie(locale.tag().to_owned(), https);
    cookie.set_max_age(Duration::days(365));
    cookie
}

/// At login: the register's language until the browser is closed. Sami pages are not there yet, and nothing chosen means
/// bokmål, so both take an earlier person's language away.
pub fn login_cookie(language: Option<RegisterLanguage>, https: bool) -> Cookie<'static> {
    let locale = match language {
        Some(RegisterLanguage::Nn) => Locale::Nn,
        Some(RegisterLanguage::En) => Locale::En,
        Some(RegisterLanguage::Nb | RegisterLanguage::Se) | None => Locale::Nb,
    };
    cookie(format!("{}{FROM_REGISTER}", locale.tag()), https)
}

fn cookie(value: String, https: bool) -> Cookie<'static> {
    Cookie::build(COOKIE, value).path("/").same_site(SameSite::Lax).http_only(true).secure(https).finish()
}
