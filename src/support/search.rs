//! The console's search: persons by what is true of them, where all of them are synthetic.
//!
//! Among real persons nobody browses. There, who looks for somebody names her, and says why.

pub mod csv;
pub mod query;
mod view;
mod words;

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::form::SupportForm;
use super::viewer::{MaybeViewer, SupportViewer};
use super::{Desk, Part};
use crate::actions::saved_search::{self as keep, Outcome};
use crate::app::State;
use crate::i18n::Tr;
use crate::store;
use crate::store::saved_search::{self, Owner};
use crate::web::{Frame, WebError, html, html_with_status, paths, see_other};
use query::{Notice, Query};
use view::{Read, Refused, SearchPage};
pub use words::hits_in_words;

/// So many on a page.
pub const A_PAGE: usize = 20;
/// Up to so many hits the number is said as it is counted, also when the search is behind the register.
pub const EXACT_UP_TO: i64 = 10_000;

/// `GET /stotte/sok`
pub async fn show(
    request: HttpRequest,
    state: web::Data<State>,
    MaybeViewer(viewer): MaybeViewer,
) -> Result<HttpResponse, WebError> {
    let Some(viewer) = viewer else { return Ok(see_other(paths::SUPPORT_LOG_IN)) };
    if !state.is_synthetic {
        return Ok(see_other(paths::SUPPORT_LOOK_UP));
    }
    let text = request.query_string();
    let query = Query::parse(text).ok_or(WebError::BadRequest)?;
    if text.split('&').any(|field| field.ends_with('=')) {
        // A form sends a field for everything that is not asked, too. The address is to be read and sent on.
        return Ok(see_other(&query.address()));
    }
    html(&page(&request, &state, &viewer, query, None).await?)
}

async fn page(
    request: &HttpRequest,
    state: &web::Data<State>,
    viewer: &SupportViewer,
    query: Query,
    refused: Option<Refused>,
) -> Result<SearchPage, WebError> {
    let desk = Desk::new(request, state, viewer, Part::Search);
    let owner = owner(state, viewer);
    let pattern = query.filter.pattern();
    let most = i64::try_from(A_PAGE + 1).unwrap_or(i64::MAX);
    let (found, waiting, saved) = futures_util::future::join3(
        store::search::find(&state.support_db, pattern, query.from, most),
        store::search_index::waiting_for_support(&state.support_db, state.clock.now()),
        saved_search::all(&state.support_db, &owner),
    )
    .await;
    let result = Read { found: found?, waiting: waiting?, saved: saved? };
    Ok(SearchPage::new(desk, &query, result, refused))
}

/// `GET /stotte/sok.csv`
pub async fn download(
    request: HttpRequest,
    state: web::Data<State>,
    _viewer: SupportViewer,
) -> Result<HttpResponse, WebError> {
    if !state.is_synthetic {
        return Err(WebError::NotFound);
    }
    let query = Query::parse(request.query_string()).ok_or(WebError::BadRequest)?;
    let tr = Tr::new(Frame::of(&request).locale);
    let file = csv::file(&state.support_db, tr, &query.filter, csv::MOST).await?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8"))
        .insert_header((CONTENT_DISPOSITION, r#"attachment; filename="sok.csv""#))
        .body(file))
}

/// What is kept.
#[derive(Debug, Deserialize)]
pub struct SaveForm {
    /// What she calls it.
    #[serde(default)]
    pub name: String,
    /// The query of its address.
    #[serde(default)]
    pub criteria: String,
}

/// `POST /stotte/sok/lagre`
pub async fn save(
    request: HttpRequest,
    state: web::Data<State>,
    viewer: SupportViewer,
    SupportForm(form): SupportForm<SaveForm>,
) -> Result<HttpResponse, WebError> {
    if !state.is_synthetic {
        return Err(WebError::NotFound);
    }
    let query = Query::parse(&form.fields.criteria).ok_or(WebError::BadRequest)?;
    let (owner, criteria) = (owner(&state, &viewer), query.criteria());
    let (name, now) = (form.fields.name, state.clock.now());
    let outcome = keep::save(&state.support_writes, &owner, (&name, &criteria), now).await?;
    if outcome == Outcome::Saved {
        return Ok(see_other(&Query { notice: Some(Notice::Saved), ..query }.address()));
    }
    let refused = Refused { outcome, name };
    let page = page(&request, &state, &viewer, query, Some(refused)).await?;
    html_with_status(&page, StatusCode::UNPROCESSABLE_ENTITY)
}

/// What is forgotten.
#[derive(Debug, Deserialize)]
pub struct DeleteForm {
    /// Its number.
    pub id: i64,
    /// The query of the address where she is.
    #[serde(default)]
    pub criteria: String,
}

/// `POST /stotte/sok/slett`
pub async fn delete(
    state: web::Data<State>,
    viewer: SupportViewer,
    SupportForm(form): SupportForm<DeleteForm>,
) -> Result<HttpResponse, WebError> {
    if !state.is_synthetic {
        return Err(WebError::NotFound);
    }
    let query = Query::parse(&form.fields.criteria).ok_or(WebError::BadRequest)?;
    keep::delete(&state.support_writes, &owner(&state, &viewer), form.fields.id).await?;
    Ok(see_other(&Query { notice: Some(Notice::Deleted), ..query }.address()))
}

fn owner(state: &State, viewer: &SupportViewer) -> Owner {
    let session = viewer.session();
    state.key.support_mark(session.organisation.as_str(), &session.identifier)
}
