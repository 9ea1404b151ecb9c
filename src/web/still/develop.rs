//! A still becomes a page again.

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse, web};
use askama::filters::{Html, escape};
use bekreft_domain::{Channel, Level};
use time::OffsetDateTime;

use super::{Scene, Still};
use crate::app::State;
use crate::i18n::{Locale, Tr};
use crate::store::dialog::Dialog;
use crate::store::flow::Masks;
use crate::web::profile::{DeletePage, LanguagePage, ReservationPage};
use crate::web::{Page, WebError, code, confirm, error, help, home, login, logout, paths, profile, receipt};

/// The answer is a still.
pub struct Developed;

/// Where and when a still was taken, and in which language it is shown.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The language.
    pub locale: Locale,
    /// The code that the page bore.
    pub support_code: String,
    /// Its address.
    pub path: String,
    /// When it was made.
    pub at: OffsetDateTime,
}

/// The page that a citizen saw, as HTML, with masks where her values stood. `None` where there was no page.
pub fn develop(still: &Still, shown: &Shown, state: &web::Data<State>) -> Result<Option<String>, WebError> {
    let page = Page {
        tr: Tr::new(shown.locale),
        state: state.clone(),
        path: shown.path.clone(),
        support_code: shown.support_code.clone(),
        csrf: still.level.as_ref().map(|_| String::new()),
        session: None,
        is_sandbox: false,
    };
    let html = match &still.scene {
        Scene::Onward { .. } => return Ok(None),
        Scene::Error { name } => error::develop(page, name)?,
        Scene::Trouble { reason } => {
            let service = still.service.as_deref().and_then(|name| state.return_urls.of_service(name));
            login::develop_trouble(page, reason, service)?
        }
        Scene::Public => public(page)?,
        _ => {
            let dialog =
                still.dialog.as_ref().ok_or(WebError::Unexpected("a still without a dialog"))?.dialog()?;
            personal(page, still, &dialog, shown.at)?
        }
    };
    Ok(Some(masked(html, &still.masks)))
}

fn public(page: Page) -> Result<String, WebError> {
    let path = page.path.clone();
    match path.as_str() {
        paths::HOME => home::develop(page),
        paths::LOGGED_OUT => logout::develop(page),
        _ => help::develop(page, &path).unwrap_or(Err(WebError::NotFound)),
    }
}

fn personal(page: Page, still: &Still, dialog: &Dialog, now: OffsetDateTime) -> Result<String, WebError> {
    let level = still.level.as_deref().and_then(Level::parse).unwrap_or(Level::Substantial);
    let service = || still.service.as_deref().and_then(|name| page.state.return_urls.of_service(name));
    match &still.scene {
        Scene::Confirm { is_edit } => {
            let service = still.service.clone();
            confirm::develop(page, (dialog, level), service, dialog_path(*is_edit), now)
        }
        Scene::Code { channel, situation, codes, is_edit } => {
            let channel = [Channel::Mobile, Channel::Email].into_iter().find(|it| it.as_str() == channel);
            let channel = channel.ok_or(WebError::Unexpected("a still of no channel"))?;
            let situation = situation.situation().ok_or(WebError::Unexpected("a still of no situation"))?;
            code::develop(page, (dialog, codes), (channel, situation), dialog_path(*is_edit), now)
        }
        Scene::Receipt => {
            let service = service();
            receipt::develop(page, (dialog, still.has_answered), service, now)
        }
        Scene::Profile { story } => {
            let service = service();
            profile::develop(page, (dialog, &story.story()?), service, now)
        }
        Scene::Print { story } => profile::develop_print(page, (dialog, &story.story()?), now),
        Scene::Mailbox { done, is_missing } => {
            profile::develop_mailbox(page, (dialog, level), (done.as_deref(), *is_missing), now)
        }
        Scene::Reservation { done, refused } => {
            profile::develop_choice::<ReservationPage>(page, dialog, (done.clone(), *refused), now)
        }
        Scene::Language { done, refused } => {
            profile::develop_choice::<LanguagePage>(page, dialog, (done.clone(), *refused), now)
        }
        Scene::Delete { done, refused } => {
            profile::develop_choice::<DeletePage>(page, dialog, (done.clone(), *refused), now)
        }
        Scene::Error { .. } | Scene::Trouble { .. } | Scene::Public | Scene::Onward { .. } => {
            Err(WebError::Unexpected("a still of nobody"))
        }
    }
}

fn dialog_path(is_edit: bool) -> &'static str {
    if is_edit { paths::EDIT } else { paths::CONFIRM }
}

/// Texts that are shorter may stand anywhere on a page; they are only masked where they stand in a field.
const LONG: usize = 6;

fn masked(mut html: String, masks: &Masks) -> String {
    for (stand_in, mask) in masks.iter().filter(|(stand_in, _)| !stand_in.is_empty()) {
        let (from, to) = (escaped(stand_in), escaped(mask));
        html = html.replace(&format!("value=\"{from}\""), &format!("value=\"{to}\""));
        if stand_in.len() >= LONG {
            html = html.replace(&from, &to);
        }
    }
    html
}

/// As the templates write it.
fn escaped(text: &str) -> String {
    let Ok(safe) = escape(text, Html);
    safe.to_string()
}

/// Sends a still to a frame of the console: nothing in it can be sent, and no script of it runs.
pub fn as_a_picture(request: &HttpRequest, html: String) -> HttpResponse {
    request.extensions_mut().insert(Developed);
    let mut response =
        HttpResponse::build(StatusCode::OK).content_type("text/html; charset=utf-8").body(html);
    let policy = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; form-action 'none'; \
                  base-uri 'none'; frame-ancestors 'self'; sandbox allow-same-origin";
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    response
}

/// Lets a page of the console show stills.
pub fn with_pictures(response: &mut HttpResponse) {
    let policy = "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self' data:; \
                  connect-src 'self'; frame-src 'self'; form-action 'self'; object-src 'none'; base-uri 'none'; \
                  frame-ancestors 'none'";
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
}
