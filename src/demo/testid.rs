//! Log in as anybody: the demo's stand-in for a login provider.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use bekreft_domain::{Level, PersonIdentifier};
use serde::Deserialize;

use super::mailboxes::{self, Switch};
use super::persons::{self, DemoPerson};
use crate::actions::sign_in::{self, Arrival, Entry};
use crate::app::State;
use crate::i18n::Tr;
use crate::return_urls::ReturnUrl;
use crate::secrets::{Token, TokenHash};
use crate::store::login_attempt::Kind;
use crate::store::login_event::{Action, LoginEvent};
use crate::store::session::{LoginAttempt, NewSession};
use crate::web::login::query_field;
use crate::web::{
    Form, Frame, Page, Visitor, WebError, allow_form_target, html_with_status, language, paths, see_other,
};

#[derive(Template)]
#[template(path = "testid.html")]
struct TestIdPage {
    page: Page,
    csrf: String,
    persons: &'static [DemoPerson],
    typed: String,
    error: Option<&'static str>,
    reset: bool,
    /// How the demo's own mailbox providers behave.
    switches: Vec<Switch>,
    /// It has just been chosen.
    switched: bool,
    /// The level that is asked for is chosen already.
    is_high: bool,
}

/// `GET /testid`
pub async fn show(
    request: HttpRequest,
    state: web::Data<State>,
    visitor: Visitor,
) -> Result<HttpResponse, WebError> {
    let reset = request.query_string().contains("nullstilt");
    if let Some(session) = visitor.open_session() {
        let return_url = return_url(&state, &visitor);
        let shown = Shown { session, return_url, typed: String::new(), error: None, reset };
        return shown.page(&request, &state).await;
    }
    // The list needs a session to bind its form to.
    let token = Token::draw(state.chance);
    let hash = token.hash();
    let return_url = return_url(&state, &visitor);
    let attempt = LoginAttempt {
        token: &hash,
        return_url: return_url.as_ref().map(ReturnUrl::as_str),
        destination: paths::CONFIRM,
        support_code: state.key.support_code(&hash),
    };
    sign_in::begin_login(&state.db, None, &attempt, state.clock.now()).await?;
    let mut response = Shown { session: &hash, return_url, typed: String::new(), error: None, reset }
        .page(&request, &state)
        .await?;
    response.add_cookie(&state.session_cookie.carry(&token)).map_err(|_| WebError::Unexpected("cookie"))?;
    Ok(response)
}

/// What the page is made of.
struct Shown<'a> {
    session: &'a TokenHash,
    return_url: Option<ReturnUrl>,
    typed: String,
    error: Option<&'static str>,
    reset: bool,
}

impl Shown<'_> {
    async fn page(self, request: &HttpRequest, state: &web::Data<State>) -> Result<HttpResponse, WebError> {
        let page = Page::public(request, state);
        let status = if self.error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        let view = TestIdPage {
            switches: mailboxes::switches(state, page.tr).await?,
            switched: request.query_string().contains("postkasse"),
            page,
            csrf: state.key.csrf_token(self.session, state.chance),
            persons: persons::all(),
            typed: self.typed,
            error: self.error,
            reset: self.reset,
            is_high: query_field(request, "niva").as_deref() == Some("hoyt"),
        };
        let mut response = html_with_status(&view, status)?;
        // A person who is not due is sent on to the service in the same breath.
        if let Some(url) = &self.return_url {
            allow_form_target(&mut response, url.origin(), state);
        }
        Ok(response)
    }
}

fn return_url(state: &State, visitor: &Visitor) -> Option<ReturnUrl> {
    state.return_urls.accept(visitor.return_url()?)
}

/// The fields of both forms on the page.
#[derive(Deserialize)]
pub struct TestIdForm {
    pid: String,
    level: String,
}

/// `POST /testid`
pub async fn submit(
    request: HttpRequest,
    state: web::Data<State>,
    visitor: Visitor,
    form: Form<TestIdForm>,
) -> Result<HttpResponse, WebError> {
    let Some(old) = visitor.open_session() else { return Err(WebError::NotSignedIn { kept: false }) };
    let level = Level::parse(&form.fields.level).ok_or(WebError::BadRequest)?;
    let identifier = match PersonIdentifier::parse(&form.fields.pid) {
        Ok(identifier) if identifier.is_synthetic() => identifier,
        refused => {
            let error = refusal(Page::public(&request, &state).tr, refused.is_ok());
            let return_url = return_url(&state, &visitor);
            let shown =
                Shown { session: old, return_url, typed: form.fields.pid, error: Some(error), reset: false };
            return shown.page(&request, &state).await;
        }
    };
    let token = Token::draw(state.chance);
    let hash = token.hash();
    let return_url = return_url(&state, &visitor);
    let new = NewSession {
        token: &hash,
        identifier: &identifier,
        level,
        return_url: return_url.as_ref().map(ReturnUrl::as_str),
        support_code: state.key.support_code(&hash),
        provider: None,
    };
    let event = LoginEvent {
        kind: Kind::Citizen,
        action: Action::Login,
        result: "ok",
        address: None,
        sid: None,
        support_code: Some(new.support_code),
    };
    let arrival = Arrival { old: Some(old), attempt: None, event };
    let entry = sign_in::sign_in(&state.db, &arrival, &new, state.clock.now()).await?;
    let Entry::Open(registered) = entry else { return Err(WebError::Unexpected("no provider")) };
    let mut response = see_other(visitor.destination().path());
    if !Frame::of(&request).has_chosen {
        let cookie = language::login_cookie(registered, state.https);
        response.add_cookie(&cookie).map_err(|_| WebError::Unexpected("cookie"))?;
    }
    response.add_cookie(&state.session_cookie.carry(&token)).map_err(|_| WebError::Unexpected("cookie"))?;
    Ok(response)
}

/// Real numbers are refused like wrong ones: nobody's real number belongs in a demo.
fn refusal(tr: Tr, is_valid: bool) -> &'static str {
    if is_valid { tr.testid_not_synthetic() } else { tr.testid_invalid() }
}

/// The form holds nothing but its CSRF token.
#[derive(Debug, Deserialize)]
pub struct ResetForm {}

/// `POST /testid/nullstill`: the demo persons as they were.
pub async fn reset(state: web::Data<State>, _form: Form<ResetForm>) -> Result<HttpResponse, WebError> {
    persons::reset(&state.db, state.clock.now()).await?;
    Ok(see_other(&format!("{}?nullstilt", paths::TEST_ID)))
}
