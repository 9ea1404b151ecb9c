//! What the register is, and the way in.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::page::text;
use super::{Page, WebError, html, paths};
use crate::app::State;

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    page: Page,
    log_in: &'static str,
}

/// The page in a frame of somebody else's.
pub fn develop(page: Page) -> Result<String, WebError> {
    text(&HomePage { page, log_in: paths::CONFIRM })
}

/// `GET /`
pub async fn show(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    html(&HomePage { page: Page::public(&request, &state), log_in: paths::CONFIRM })
}
