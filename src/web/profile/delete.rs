//! Leaving the register: what follows is said first, then a day passes in which she can think better of it.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use bekreft_domain::{Status, oslo};
use time::OffsetDateTime;

use super::choice::{self, Choosing, Ground, Refused};
use super::{ChoiceForm, done};
use crate::actions::deletion_wish::{Outcome, request_deletion, withdraw_deletion};
use crate::app::State;
use crate::i18n::Tr;
use crate::store::deletion::Waiting;
use crate::web::login::Destination;
use crate::web::still::Scene;
use crate::web::{Citizen, Form, Frame, Page, WebError, paths};

/// How she stands to the register.
enum Stands {
    /// She is in it.
    There,
    /// She has asked to be deleted: when that is, and whether there is anything to tell it to.
    Leaving(String, bool),
    /// She has been deleted, then.
    Gone(String),
    /// She has never been in it.
    Never,
}

#[derive(Template)]
#[template(path = "profile_delete.html")]
pub struct DeletePage {
    page: Page,
    token: String,
    title: &'static str,
    stands: Stands,
    /// The page is a receipt: of the wish, or that it has been withdrawn.
    is_done: bool,
    refused: Option<Refused>,
}

impl Choosing for DeletePage {
    const PLACE: Destination = Destination::Delete;

    fn scene(done: Option<String>, refused: Option<Refused>) -> Scene {
        Scene::Delete { done, refused }
    }

    fn new(ground: Ground<'_>) -> Self {
        let tr = ground.page.tr;
        let stands = stands(tr, &ground);
        let (title, answer) = match stands {
            Stands::There => (tr.delete_title(), NO),
            Stands::Leaving(..) => (tr.delete_waiting_title(), YES),
            Stands::Gone(_) => (tr.delete_gone_title(), ""),
            Stands::Never => (tr.delete_nothing_title(), ""),
        };
        Self {
            is_done: ground.is_done(answer),
            refused: ground.refused,
            page: ground.page,
            token: ground.token,
            title,
            stands,
        }
    }
}

fn stands(tr: Tr, ground: &Ground<'_>) -> Stands {
    let (person, deleted_at) = (&ground.dialog.person, ground.dialog.deleted_at);
    match (person.status(), ground.dialog.deletion, deleted_at) {
        (Some(Status::Active), Some(waiting), _) => {
            let is_told = person.mobile().is_some() || person.email().is_some();
            Stands::Leaving(leaving(tr, waiting, ground.now), is_told)
        }
        (Some(Status::Active), None, _) => Stands::There,
        (_, _, Some(at)) => Stands::Gone(tr.date_long(oslo::to_local(at).date())),
        (_, _, None) => Stands::Never,
    }
}

/// When she is deleted. A worker that is late makes the time no lie.
pub fn leaving(tr: Tr, waiting: Waiting, now: OffsetDateTime) -> String {
    if waiting.due_at <= now {
        return tr.delete_waiting_soon().to_owned();
    }
    tr.delete_waiting(tr.date_and_clock(oslo::to_local(waiting.due_at)))
}

const YES: &str = "yes";
const NO: &str = "no";

/// `GET /profil/slett`
pub async fn show(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    choice::show::<DeletePage>(&request, &state).await
}

/// `POST /profil/slett`
pub async fn submit(
    request: HttpRequest,
    state: web::Data<State>,
    citizen: Citizen,
    form: Form<ChoiceForm>,
) -> Result<HttpResponse, WebError> {
    let hash = form.fields.hash();
    let choice = choice::made_by(&request, &citizen, &hash);
    let now = state.clock.now();
    let outcome = match form.fields.choice.as_str() {
        YES => {
            let locale = Frame::of(&request).locale;
            request_deletion(&state.db, &choice, locale, state.chance, now).await.map(Some)
        }
        NO => withdraw_deletion(&state.db, &choice, now).await.map(|()| None),
        "" => return choice::refuse::<DeletePage>(&request, &state, Refused::Missing).await,
        _ => return Err(WebError::BadRequest),
    };
    match outcome.map_err(|error| WebError::from(error).with_form(&form.sent))? {
        Some(Outcome::TooOften) => choice::refuse::<DeletePage>(&request, &state, Refused::NotNow).await,
        // Who is not in the register finds a page that says so.
        Some(Outcome::Waits | Outcome::NotRegistered) => Ok(done(paths::DELETE, YES)),
        None => Ok(done(paths::DELETE, NO)),
    }
}
