//! Help pages.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::{Page, WebError, html};
use crate::app::State;

#[derive(Template)]
#[template(path = "help_register.html")]
struct RegisterPage {
    page: Page,
}

/// `GET /hjelp/kontaktregisteret`
pub async fn register(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    html(&RegisterPage { page: Page::public(&request, &state) })
}

#[derive(Template)]
#[template(path = "help_duplicate.html")]
struct DuplicatePage {
    page: Page,
}

/// `GET /hjelp/duplikat`
pub async fn duplicate(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    html(&DuplicatePage { page: Page::public(&request, &state) })
}
