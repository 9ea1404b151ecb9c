//! Opting out of digital decisions and important letters: what follows is said first, and what was chosen is said after.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use bekreft_domain::{Reservation, oslo};

use super::choice::{self, Choosing, Ground, Refused};
use super::{ChoiceForm, done};
use crate::actions::choose;
use crate::app::State;
use crate::web::login::Destination;
use crate::web::still::Scene;
use crate::web::{Citizen, Form, Page, WebError, paths};

#[derive(Template)]
#[template(path = "profile_reservation.html")]
pub struct ReservationPage {
    page: Page,
    token: String,
    /// Since when she is reserved.
    since: Option<String>,
    /// It has just been chosen: the page is a receipt.
    is_done: bool,
    /// Nothing was chosen.
    is_missing: bool,
}

impl Choosing for ReservationPage {
    const PLACE: Destination = Destination::Reservation;

    fn scene(done: Option<String>, refused: Option<Refused>) -> Scene {
        Scene::Reservation { done, refused }
    }

    fn new(ground: Ground<'_>) -> Self {
        let since = match ground.dialog.person.reservation() {
            Reservation::NotReserved => None,
            Reservation::Reserved { since } => Some(ground.page.tr.date_long(oslo::to_local(since).date())),
        };
        Self {
            is_done: ground.is_done(answer(since.is_some())),
            is_missing: ground.refused.is_some(),
            page: ground.page,
            token: ground.token,
            since,
        }
    }
}

/// `GET /profil/reservasjon`
pub async fn show(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    choice::show::<ReservationPage>(&request, &state).await
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
        "" => return choice::refuse::<ReservationPage>(&request, &state, Refused::Missing).await,
        _ => return Err(WebError::BadRequest),
    };
    let hash = form.fields.hash();
    let choice = choice::made_by(&request, &citizen, &hash);
    choose::set_reservation(&state.db, &choice, is_reserved, state.clock.now())
        .await
        .map_err(|error| WebError::from(error).with_form(&form.sent))?;
    Ok(done(paths::RESERVATION, answer(is_reserved)))
}

fn answer(is_reserved: bool) -> &'static str {
    if is_reserved { "yes" } else { "no" }
}
