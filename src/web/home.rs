//! What the register is, and the way in.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::{Page, WebError, html, paths};
use crate::app::State;

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    page: Page,
    log_in: &'static str,
}

/// `GET /`
pub async fn show(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    html(&HomePage { page: Page::public(&request, &state), log_in: paths::CONFIRM })
}
