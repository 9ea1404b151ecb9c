//! Logging out: a form, never a link, and a page that says it is done.

use actix_web::http::header::HeaderName;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::{Form, Page, WebError, html, paths, see_other};
use crate::actions::sign_in;
use crate::app::State;

/// The form holds nothing but its CSRF token.
#[derive(Debug, Deserialize)]
pub struct LogoutForm {}

/// `POST /loggut`
pub async fn submit(
    request: HttpRequest,
    state: web::Data<State>,
    form: Form<LogoutForm>,
) -> Result<HttpResponse, WebError> {
    if let Some(token) = state.session_cookie.read(&request) {
        sign_in::sign_out(&state.db, &token.hash())
            .await
            .map_err(|error| WebError::from(error).with_form(&form.sent))?;
    }
    let mut response = see_other(paths::LOGGED_OUT);
    response.add_cookie(&state.session_cookie.remove()).map_err(|_| WebError::Unexpected("cookie"))?;
    response.headers_mut().insert(
        HeaderName::from_static("clear-site-data"),
        actix_web::http::header::HeaderValue::from_static("\"cache\", \"storage\""),
    );
    Ok(response)
}

#[derive(Template)]
#[template(path = "logged_out.html")]
struct LoggedOutPage {
    page: Page,
}

/// `GET /utlogget`
pub async fn done(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    html(&LoggedOutPage { page: Page::public(&request, &state) })
}
