//! Logging out: a form, never a link, and a page that says it is done. A session of ID-porten ends there too.

mod channels;

use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::login::{network_address, provider_name};
use super::{Form, Frame, Page, Sent, WebError, html, paths, see_other};
use crate::actions::sign_in;
use crate::app::State;
use crate::clients::oidc::RelyingParty;
use crate::store::login_attempt::Kind;
use crate::store::login_event::{Action, LoginEvent};
use crate::store::session::ProviderSession;
pub use channels::{back, front};
pub(crate) use channels::{back_for, front_for};

/// The form holds nothing but its CSRF token.
#[derive(Debug, Deserialize)]
pub struct LogoutForm {}

/// `POST /loggut`
pub async fn submit(
    request: HttpRequest,
    state: web::Data<State>,
    form: Form<LogoutForm>,
) -> Result<HttpResponse, WebError> {
    log_out(&request, &state, &form.sent, Kind::Citizen).await
}

/// Ends a session here, and offers to end the provider's.
pub(crate) async fn log_out(
    request: &HttpRequest,
    state: &web::Data<State>,
    sent: &Sent,
    kind: Kind,
) -> Result<HttpResponse, WebError> {
    let (cookie, party, done) = match kind {
        Kind::Citizen => (state.session_cookie, state.login.party(), paths::LOGGED_OUT),
        Kind::Support => (state.support_cookie, state.support_login.party(), paths::SUPPORT_LOGGED_OUT),
    };
    let mut provider = None;
    if let Some(token) = cookie.read(request) {
        let address = network_address(request);
        let event = LoginEvent {
            kind,
            action: Action::Logout,
            result: "ok",
            address: address.as_deref(),
            sid: None,
            support_code: Some(Frame::of(request).support_code),
        };
        provider = sign_in::sign_out(&state.db, &token.hash(), event, state.clock.now())
            .await
            .map_err(|error| WebError::from(error).with_form(sent))?;
    }
    let mut response = match onward(party, provider, kind) {
        Some(onward) => html(&LoggingOutPage { page: Page::public(request, state), onward })?,
        None => see_other(done),
    };
    response.add_cookie(&cookie.remove()).map_err(|_| WebError::Unexpected("cookie"))?;
    // What the browser has kept of personal pages goes.
    let name = HeaderName::from_static("clear-site-data");
    response.headers_mut().insert(name, HeaderValue::from_static("\"cache\", \"storage\""));
    Ok(response)
}

/// The form that ends the provider's session too.
struct Onward {
    /// Where it goes.
    address: String,
    /// Whose session; by POST, since it tells who she is and an address is kept in the history of a browser.
    id_token: String,
    client_id: String,
    /// Where she comes back.
    back: String,
    /// What the provider is called.
    provider: &'static str,
}

/// How to log out at the provider as well; nothing when it has no part in the session, or has not told how.
fn onward(party: Option<&RelyingParty>, session: Option<ProviderSession>, kind: Kind) -> Option<Onward> {
    let (party, session) = (party?, session?);
    let address = party.known_metadata()?.end_session_endpoint.clone()?;
    Some(Onward {
        address: address.into(),
        id_token: session.id_token,
        client_id: party.client_id().to_owned(),
        back: party.post_logout_uri().to_owned(),
        provider: provider_name(kind),
    })
}

/// Logged out here; one press, which script takes over, and she is logged out there too.
#[derive(Template)]
#[template(path = "logging_out.html")]
struct LoggingOutPage {
    page: Page,
    onward: Onward,
}

#[derive(Template)]
#[template(path = "logged_out.html")]
struct LoggedOutPage {
    page: Page,
}

/// `GET /utlogget`
pub async fn done(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    html(&LoggedOutPage { page: Page::public(&request, &state) })
}
