//! What surrounds every request: its language and support code before, security headers and error pages after.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header;
use actix_web::middleware::Next;
use actix_web::{HttpMessage as _, HttpRequest, web};
use bekreft_domain::SupportCode;

use super::{WebError, error, headers};
use crate::app::State;
use crate::i18n::Locale;
use crate::secrets::Token;

/// The language a citizen has chosen; holds nothing else.
pub const LANGUAGE_COOKIE: &str = "bekreft-lang";

/// Language and support code of a request.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// The language of the answer.
    pub locale: Locale,
    /// The code the answer bears.
    pub support_code: SupportCode,
    /// Whether the citizen has chosen the language herself, now or before.
    pub chosen: bool,
}

impl Frame {
    /// The frame of this request.
    pub fn of(request: &HttpRequest) -> Self {
        let known = request.extensions().get::<Self>().copied();
        known.unwrap_or(Self { locale: Locale::Nb, support_code: SupportCode::from_bits(0), chosen: false })
    }
}

/// The middleware.
pub async fn frame(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let asked = language_in_query(request.query_string());
    let frame = Frame {
        locale: asked.or_else(|| remembered_language(request.request())).unwrap_or(Locale::Nb),
        support_code: support_code(request.request()),
        chosen: asked.is_some() || remembered_language(request.request()).is_some(),
    };
    request.extensions_mut().insert(frame);
    let response = next.call(request).await?.map_into_boxed_body();
    let mut response = if response.response().error().is_some() { error_page(response) } else { response };
    headers::add_security_headers(response.headers_mut());
    if let Some(locale) = asked {
        let cookie = language_cookie(locale, response.request());
        response.response_mut().add_cookie(&cookie)?;
    }
    Ok(response)
}

fn error_page(response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    let (request, response) = response.into_parts();
    let fallback = WebError::BadRequest;
    let error = response.error();
    let known = error.and_then(|error| error.as_error::<WebError>()).unwrap_or(&fallback);
    let page = error::page(known, &request);
    ServiceResponse::new(request, page)
}

fn language_in_query(query: &str) -> Option<Locale> {
    let value = query.split('&').find_map(|pair| pair.strip_prefix("lang="))?;
    Locale::ALL.into_iter().find(|locale| locale.tag() == value)
}

fn remembered_language(request: &HttpRequest) -> Option<Locale> {
    Locale::from_tag(request.cookie(LANGUAGE_COOKIE)?.value())
}

/// The cookie that remembers a language for a year.
pub fn language_cookie(locale: Locale, request: &HttpRequest) -> Cookie<'static> {
    let https = request.app_data::<web::Data<State>>().is_some_and(|state| state.https);
    Cookie::build(LANGUAGE_COOKIE, locale.tag())
        .path("/")
        .max_age(Duration::days(365))
        .same_site(SameSite::Lax)
        .http_only(true)
        .secure(https)
        .finish()
}

/// The code of the session, or a new one for a visitor without.
fn support_code(request: &HttpRequest) -> SupportCode {
    let Some(state) = request.app_data::<web::Data<State>>() else { return SupportCode::from_bits(0) };
    match state.session_cookie.read(request) {
        Some(token) => state.key.support_code(&token.hash()),
        None => state.key.support_code(&Token::draw(state.chance).hash()),
    }
}

/// Lets the forms of the page that answers this request lead on to an allow-listed origin.
pub fn allow_form_target(response: &mut actix_web::HttpResponse, origin: &str) {
    let policy = headers::content_security_policy(Some(origin));
    if let Ok(value) = header::HeaderValue::from_str(&policy) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, value);
    }
}
