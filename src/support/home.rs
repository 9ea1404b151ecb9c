//! The first page of the console.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use bekreft_domain::{SupportCode, oslo};
use serde::Deserialize;

use super::viewer::MaybeViewer;
use super::{Desk, Part, flow, words};
use crate::app::State;
use crate::web::{Page, WebError, html, paths, see_other};

#[derive(Template)]
#[template(path = "support_home.html")]
struct HomePage {
    page: Page,
    desk: Desk,
    organisation: String,
    role: &'static str,
    until: String,
    /// What was typed, and what is wrong with it.
    typed: String,
    error: Option<&'static str>,
}

/// What is asked for in the address.
#[derive(Deserialize)]
pub struct Asked {
    kode: Option<String>,
}

/// `GET /stotte?kode=…`: a support code names no person, so it may stand in an address.
pub async fn show(
    request: HttpRequest,
    state: web::Data<State>,
    MaybeViewer(viewer): MaybeViewer,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, WebError> {
    let Some(viewer) = viewer else { return Ok(see_other(paths::SUPPORT_LOG_IN)) };
    let typed = asked.into_inner().kode.unwrap_or_default();
    let code = (!typed.trim().is_empty()).then(|| SupportCode::parse(&typed));
    if let Some(Ok(code)) = code {
        return Ok(see_other(&flow::path_of(code)));
    }
    let desk = Desk::new(&request, &state, &viewer, Part::Home);
    let page = desk.page.clone();
    let tr = page.tr;
    let until = tr.clock(oslo::to_local(viewer.session().life.ends_at));
    let error = code.and_then(Result::err).map(|error| flow::code_error(tr, error));
    html(&HomePage {
        // No longer than a code can be.
        typed: typed.chars().take(40).collect(),
        error,
        page,
        desk,
        organisation: viewer.session().organisation.to_string(),
        role: words::role(tr, viewer.session().role),
        until,
    })
}
