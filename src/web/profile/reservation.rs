//! Opting out of digital decisions and important letters: what follows is said first, and what was chosen is said after.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use bekreft_domain::{Person, Reservation, oslo};

use super::{ChoiceForm, done, is_done, support_code};
use crate::actions::choose::{self, Choice};
use crate::app::State;
use crate::secrets::Token;
use crate::web::login::{self, Destination, Wish};
use crate::web::signed_in::open_dialog;
use crate::web::{Citizen, Form, Page, Visitor, WebError, html_with_status, paths};

#[derive(Template)]
#[template(path = "profile_reservation.html")]
struct ReservationPage {
    page: Page,
    token: String,
    /// Since when she is reserved.
    since: Option<String>,
    /// It has just been chosen: the page is a receipt.
    is_done: bool,
    /// Nothing was chosen.
    is_missing: bool,
}

/// `GET /profil/reservasjon`
pub async fn show(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    match open_dialog(&request, &state).await? {
        (Visitor::Citizen(citizen), Some(dialog)) => {
            page(&request, &state, (&citizen, &dialog.person), false)
        }
        (visitor, _) => login::start(&request, &state, &visitor, Wish::to(Destination::Reservation)).await,
    }
}

fn page(
    request: &HttpRequest,
    state: &web::Data<State>,
    (citizen, person): (&Citizen, &Person),
    is_missing: bool,
) -> Result<HttpResponse, WebError> {
    let page = Page::personal(request, state, citizen);
    let since = match person.reservation() {
        Reservation::NotReserved => None,
        Reservation::Reserved { since } => Some(page.tr.date_long(oslo::to_local(since).date())),
    };
    let token = Token::draw(state.chance).expose().to_owned();
    let status = if is_missing { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let is_done = !is_missing && is_done(request, answer(since.is_some()));
    html_with_status(&ReservationPage { page, token, since, is_done, is_missing }, status)
}

/// `POST /profil/reservasjon`
pub async fn submit(
    request: HttpRequest,
    state: web::Data<State>,
    citizen: Citizen,
    form: Form<ChoiceForm>,
) -> Result<HttpResponse, WebError> {
    let is_reserved = match form.fields.choice.as_str() {
        "yes" => true,
        "no" => false,
        "" => return missing(&request, &state).await,
        _ => return Err(WebError::BadRequest),
    };
    let choice = Choice {
        identifier: citizen.identifier(),
        form: &form.fields.hash(),
        support_code: support_code(&request),
    };
    choose::set_reservation(&state.db, &choice, is_reserved, state.clock.now())
        .await
        .map_err(|error| WebError::from(error).with_form(&form.sent))?;
    Ok(done(paths::RESERVATION, answer(is_reserved)))
}

fn answer(is_reserved: bool) -> &'static str {
    if is_reserved { "yes" } else { "no" }
}

async fn missing(request: &HttpRequest, state: &web::Data<State>) -> Result<HttpResponse, WebError> {
    match open_dialog(request, state).await? {
        (Visitor::Citizen(citizen), Some(dialog)) => page(request, state, (&citizen, &dialog.person), true),
        _ => Err(WebError::NotSignedIn { kept: false }),
    }
}
