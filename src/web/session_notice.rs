//! The session is about to end: said five minutes and one minute before, with a button that lets it go on. Style shows it
//! when its time has come, so that it needs no script; script announces it and presses the button without leaving the page.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use bekreft_domain::oslo;
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

use super::login::{self, Destination, Wish};
use super::{Form, Frame, Visitor, WebError, see_other};
use crate::app::State;
use crate::i18n::Tr;
use crate::store::session::Life;

/// When it is said first.
const FIRST: Duration = Duration::minutes(5);

/// What a page says about the end of its session, and when.
#[derive(Clone, Debug, Serialize)]
pub struct SessionNotice {
    /// Whole minutes from now until it is said first.
    pub minutes: i64,
    /// And seconds beside them, in tens.
    pub seconds: i64,
    /// By how many seconds that time has passed already, in tens: the page came in the last five minutes.
    pub late: i64,
    /// What is said five minutes before the end.
    pub first: String,
    /// What is said one minute before.
    pub last: String,
    /// What is said when it has ended.
    pub over: &'static str,
    /// What stands on the button.
    pub button: &'static str,
    /// What is said when the button was pressed.
    pub done: String,
}

impl SessionNotice {
    /// The notice of a session.
    pub fn new(tr: Tr, life: Life, now: OffsetDateTime) -> Self {
        let clock = tr.clock(oslo::to_local(life.ends_at));
        let (first, last, button) = if life.can_be_extended() {
            (tr.session_first(clock.as_str()), tr.session_last(clock.as_str()), tr.session_extend())
        } else {
            (tr.session_first_anew(clock.as_str()), tr.session_last_anew(clock.as_str()), tr.session_anew())
        };
        // Rounded so that nothing is said too late.
        let until = (life.ends_at - now - FIRST).whole_seconds().div_euclid(10) * 10;
        let (minutes, seconds) = (until.max(0) / 60, until.max(0) % 60);
        Self {
            minutes,
            seconds,
            late: (-until).clamp(0, 300),
            first,
            last,
            over: tr.session_over(),
            button,
            done: tr.session_done(clock.as_str()),
        }
    }
}

/// The field of the form.
#[derive(Debug, Deserialize)]
pub struct ExtendForm {
    #[serde(default)]
    page: String,
}

/// `POST /okt/forleng`: back to the page, or to script that asks for JSON the new notice.
pub async fn extend(
    request: HttpRequest,
    state: web::Data<State>,
    visitor: Visitor,
    form: Form<ExtendForm>,
) -> Result<HttpResponse, WebError> {
    let Visitor::Citizen(citizen) = &visitor else { return Err(WebError::NotSignedIn { kept: false }) };
    let wants_json = request.headers().get(header::ACCEPT).is_some_and(|value| value == "application/json");
    if wants_json {
        // A new login needs the whole window, and what is typed: script sends the form itself then.
        if !lives_on(citizen.life(), &state) {
            return Ok(HttpResponse::Conflict().finish());
        }
        let tr = Tr::new(Frame::of(&request).locale);
        return Ok(HttpResponse::Ok().json(SessionNotice::new(tr, citizen.life(), state.clock.now())));
    }
    go_on(&request, &state, &visitor, Destination::at(&form.fields.page)).await
}

/// Being asked for has made the session live longer, unless it comes to its last end.
fn lives_on(life: Life, state: &State) -> bool {
    life.ends_at - state.clock.now() > FIRST
}

/// The page again with a session that lives on, by a new login if it must be.
pub async fn go_on(
    request: &HttpRequest,
    state: &web::Data<State>,
    visitor: &Visitor,
    destination: Destination,
) -> Result<HttpResponse, WebError> {
    match visitor {
        Visitor::Citizen(citizen) if lives_on(citizen.life(), state) => Ok(see_other(destination.path())),
        Visitor::Citizen(citizen) => {
            let wish = Wish { level: citizen.level(), ..Wish::to(destination) };
            login::start(request, state, visitor, wish).await
        }
        Visitor::Expired { .. } | Visitor::BeforeLogin { .. } | Visitor::Stranger => {
            Err(WebError::NotSignedIn { kept: false })
        }
    }
}
