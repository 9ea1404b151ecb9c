//! What all pages have in common.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::WebError;
use super::frame::Frame;
use super::session_notice::SessionNotice;
use super::signed_in::Citizen;
use crate::app::State;
use crate::i18n::{Locale, Tr};

/// The frame of a page: language, assets, support code, and whether somebody can log out.
#[derive(Clone, Debug)]
pub struct Page {
    /// The words of its language.
    pub tr: Tr,
    /// Assets and settings.
    pub state: web::Data<State>,
    /// Where it is, for language links.
    pub path: String,
    /// The code that support can find it by.
    pub support_code: String,
    /// CSRF token of the one who is logged in.
    pub csrf: Option<String>,
    /// When her session ends and what is said about it.
    pub session: Option<SessionNotice>,
    /// Somebody plays through a scenario in this browser.
    pub is_sandbox: bool,
}

impl Page {
    /// A page for anybody.
    pub fn public(request: &HttpRequest, state: &web::Data<State>) -> Self {
        let frame = Frame::of(request);
        Self {
            tr: Tr::new(frame.locale),
            state: state.clone(),
            path: request.path().to_owned(),
            support_code: frame.support_code.to_string(),
            csrf: None,
            session: None,
            is_sandbox: state.is_synthetic && state.sandbox_cookie.read(request).is_some(),
        }
    }

    /// A page for the one who is logged in.
    pub fn personal(request: &HttpRequest, state: &web::Data<State>, citizen: &Citizen) -> Self {
        let csrf = state.key.csrf_token(citizen.session(), state.chance);
        let public = Self::public(request, state);
        let session = SessionNotice::new(public.tr, citizen.life(), state.clock.now());
        Self { csrf: Some(csrf), session: Some(session), ..public }
    }

    /// All languages, for the language switch.
    pub fn locales(&self) -> [Locale; 3] {
        Locale::ALL
    }

    /// Whether the strip that says so is shown.
    pub fn is_synthetic(&self) -> bool {
        self.state.is_synthetic
    }
}

/// Renders a page.
pub fn html(page: &impl Template) -> Result<HttpResponse, WebError> {
    html_with_status(page, actix_web::http::StatusCode::OK)
}

/// Renders a page with a status of its own.
pub fn html_with_status(
    page: &impl Template,
    status: actix_web::http::StatusCode,
) -> Result<HttpResponse, WebError> {
    let body = page.render().map_err(|_| WebError::Unexpected("template"))?;
    Ok(HttpResponse::build(status).content_type("text/html; charset=utf-8").body(body))
}

/// Renders a page to be shown somewhere else.
pub(crate) fn text(page: &impl Template) -> Result<String, WebError> {
    page.render().map_err(|_| WebError::Unexpected("template"))
}

/// Sends the browser on with a GET.
pub fn see_other(location: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, location)).finish()
}
