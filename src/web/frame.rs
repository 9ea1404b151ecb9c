//! What surrounds every request: its language and support code before, security headers and error pages after.

use std::panic::AssertUnwindSafe;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::header;
use actix_web::middleware::Next;
use actix_web::{HttpMessage as _, HttpRequest, web};
use bekreft_domain::SupportCode;
use futures_util::FutureExt as _;

use super::{Page, WebError, error, headers, language, still};
use crate::app::State;
use crate::i18n::{Locale, Tr};
use crate::secrets::{Flow, Token};

/// Language and support code of a request.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// The language of the answer.
    pub locale: Locale,
    /// The code the answer bears.
    pub support_code: SupportCode,
    /// The session that the step is part of.
    pub flow: Flow,
    /// Whether the citizen has chosen the language herself, now or before.
    pub has_chosen: bool,
}

impl Frame {
    /// The frame of this request.
    pub fn of(request: &HttpRequest) -> Self {
        let known = request.extensions().get::<Self>().copied();
        known.unwrap_or(Self {
            locale: Locale::Nb,
            support_code: SupportCode::from_bits(0),
            flow: Flow::default(),
            has_chosen: false,
        })
    }
}

/// The middleware.
pub async fn frame(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let asked = language::asked(request.query_string());
    let remembered = language::remembered(request.request());
    let (support_code, flow) = codes(request.request());
    let frame = Frame {
        locale: asked.or(remembered.map(|language| language.locale)).unwrap_or(Locale::Nb),
        support_code,
        flow,
        has_chosen: asked.is_some() || remembered.is_some_and(|language| language.chosen),
    };
    request.extensions_mut().insert(frame);
    let panic_page = PanicPage::of(&request);
    let Ok(response) = AssertUnwindSafe(next.call(request)).catch_unwind().await else {
        return Err(panic_page.into_error(frame));
    };
    let response = response?.map_into_boxed_body();
    let mut response = if response.response().error().is_some() { error_page(response) } else { response };
    still::keep(&response, frame);
    let state = response.request().app_data::<web::Data<State>>().cloned();
    let login_origins = state.as_ref().map(|state| state.login_origins()).unwrap_or_default();
    headers::add_security_headers(response.headers_mut(), &login_origins);
    if let Some(locale) = asked.filter(|_| !still::is_one(&response)) {
        let https = state.is_some_and(|state| state.https);
        let cookie = language::chosen_cookie(locale, https);
        response.response_mut().add_cookie(&cookie)?;
    }
    Ok(response)
}

/// What a page needs when the handler, and the request with it, is lost to a panic.
struct PanicPage {
    state: Option<web::Data<State>>,
    path: String,
}

impl PanicPage {
    fn of(request: &ServiceRequest) -> Self {
        Self { state: request.app_data::<web::Data<State>>().cloned(), path: request.path().to_owned() }
    }

    fn into_error(self, frame: Frame) -> actix_web::Error {
        let error = WebError::Unexpected("panic");
        tracing::error!(support_code = %frame.support_code, %error, "no page");
        let Some(state) = self.state else { return error.into() };
        let login_origins = state.login_origins();
        let page = Page {
            tr: Tr::new(frame.locale),
            state,
            path: self.path,
            support_code: frame.support_code.to_string(),
            csrf: None,
            session: None,
            is_sandbox: false,
        };
        let mut response = error::render(&error, page);
        headers::add_security_headers(response.headers_mut(), &login_origins);
        InternalError::from_response(error, response).into()
    }
}

fn error_page(response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    let (request, response) = response.into_parts();
    let fallback = WebError::BadRequest;
    let error = response.error();
    let known = error.and_then(|error| error.as_error::<WebError>()).unwrap_or(&fallback);
    let page = error::page(known, &request);
    ServiceResponse::new(request, page)
}

/// The code of the session, else of the login under way, or a new one for a visitor without either.
fn codes(request: &HttpRequest) -> (SupportCode, Flow) {
    let Some(state) = request.app_data::<web::Data<State>>() else {
        return (SupportCode::from_bits(0), Flow::default());
    };
    let session = state.session_cookie.read(request);
    let token = session.or_else(|| state.login_cookie.read(request));
    let hash = token.unwrap_or_else(|| Token::draw(state.chance)).hash();
    (state.key.support_code(&hash), state.key.flow(&hash))
}

/// Lets the forms of the page that answers this request lead on to an allow-listed origin.
pub fn allow_form_target(response: &mut actix_web::HttpResponse, origin: &str, state: &State) {
    let policy = headers::content_security_policy(Some(origin), &state.login_origins());
    if let Ok(value) = header::HeaderValue::from_str(&policy) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, value);
    }
}
