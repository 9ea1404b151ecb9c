//! What the pages have in common on which she decides one thing: what stands in the register, a form, and the same page again
//! as a receipt.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::support_code;
use crate::actions::choose::Choice;
use crate::app::State;
use crate::secrets::{Token, TokenHash};
use crate::store::dialog::Dialog;
use crate::web::login::{self, Destination, Wish};
use crate::web::page::text;
use crate::web::signed_in::open_dialog;
use crate::web::still::{self, Scene, Shot};
use crate::web::{Citizen, Page, Visitor, WebError, html_with_status};

/// A page on which she decides one thing.
pub trait Choosing: Template {
    /// Where she is taken after login.
    const PLACE: Destination;

    /// Puts the page together.
    fn new(ground: Ground<'_>) -> Self;

    /// What is kept of it.
    fn scene(done: Option<String>, refused: Option<Refused>) -> Scene;
}

/// Why the page comes back without what she sent having been done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// Nothing was chosen.
    Missing,
    /// Not now.
    NotNow,
}

/// What such a page is made of.
pub struct Ground<'a> {
    pub page: Page,
    /// The token of the form's rendering.
    pub token: String,
    pub dialog: &'a Dialog,
    pub refused: Option<Refused>,
    pub now: OffsetDateTime,
    /// What she has just chosen, as the address of the page says.
    pub done: Option<String>,
}

impl Ground<'_> {
    /// Whether the page is a receipt: this, which stands in the register, is what she has just chosen.
    pub fn is_done(&self, stands: &str) -> bool {
        self.refused.is_none() && self.done.as_deref() == Some(stands)
    }
}

/// `GET`
pub async fn show<P: Choosing>(
    request: &HttpRequest,
    state: &web::Data<State>,
) -> Result<HttpResponse, WebError> {
    match open_dialog(request, state).await? {
        (Visitor::Citizen(citizen), Some(dialog)) => {
            page::<P>(request, state, (&citizen, &dialog), None, StatusCode::OK)
        }
        (visitor, _) => login::start(request, state, &visitor, Wish::to(P::PLACE)).await,
    }
}

/// The page again, in answer to a form that was not carried out.
pub async fn refuse<P: Choosing>(
    request: &HttpRequest,
    state: &web::Data<State>,
    why: Refused,
) -> Result<HttpResponse, WebError> {
    match open_dialog(request, state).await? {
        (Visitor::Citizen(citizen), Some(dialog)) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            page::<P>(request, state, (&citizen, &dialog), Some(why), status)
        }
        _ => Err(WebError::NotSignedIn { kept: false }),
    }
}

fn page<P: Choosing>(
    request: &HttpRequest,
    state: &web::Data<State>,
    (citizen, dialog): (&Citizen, &Dialog),
    refused: Option<Refused>,
    status: StatusCode,
) -> Result<HttpResponse, WebError> {
    let page = Page::personal(request, state, citizen);
    let token = Token::draw(state.chance).expose().to_owned();
    let done = login::query_field(request, "lagret");
    let shot = Shot::of(citizen, dialog, None);
    still::note(request, state, shot, |_| P::scene(done.clone(), refused));
    let ground = Ground { page, token, dialog, refused, now: state.clock.now(), done };
    html_with_status(&P::new(ground), status)
}

/// The page as it was then.
pub fn develop<P: Choosing>(
    page: Page,
    dialog: &Dialog,
    (done, refused): (Option<String>, Option<Refused>),
    now: OffsetDateTime,
) -> Result<String, WebError> {
    text(&P::new(Ground { page, token: String::new(), dialog, refused, now, done }))
}

/// Who decides, and with which form.
pub fn made_by<'a>(request: &HttpRequest, citizen: &'a Citizen, form: &'a TokenHash) -> Choice<'a> {
    Choice { identifier: citizen.identifier(), form, support_code: support_code(request) }
}
