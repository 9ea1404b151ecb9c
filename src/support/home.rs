//! The first page of the console.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use bekreft_domain::oslo;

use super::viewer::MaybeViewer;
use super::{Desk, Part, words};
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
}

/// `GET /stotte`
pub async fn show(
    request: HttpRequest,
    state: web::Data<State>,
    MaybeViewer(viewer): MaybeViewer,
) -> Result<HttpResponse, WebError> {
    let Some(viewer) = viewer else { return Ok(see_other(paths::SUPPORT_LOG_IN)) };
    let desk = Desk::new(&request, &state, &viewer, Part::Home);
    let page = desk.page.clone();
    let tr = page.tr;
    let until = tr.clock(oslo::to_local(viewer.session().life.ends_at));
    html(&HomePage {
        page,
        desk,
        organisation: viewer.session().organisation.to_string(),
        role: words::role(tr, viewer.session().role),
        until,
    })
}
