//! Logging out: a form, never a link, and a page that says it is done. A session of ID-porten ends there too.

mod channels;

use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use url::Url;

use super::login::{network_address, provider_name};
use super::{Form, Frame, Page, Sent, WebError, html, page, paths, see_other};
use crate::actions::sign_in;
use crate::app::State;
use crate::clients::oidc::RelyingParty;
use crate::secrets::Token;
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
    let mut response = match (party, provider) {
        (Some(party), Some(session)) => {
            let page = Page::public(request, state);
            match party.metadata(state.clock.now()).await.ok().and_then(|it| it.end_session_endpoint.clone())
            {
                Some(address) => there_too(page, &address, Onward::new(party, session, kind))?,
                None => html(&LoggedOutPage { page, provider: Some(provider_name(kind)) })?,
            }
        }
        _ => see_other(done),
    };
    // A browser lets go of the pages it keeps for its Back button when a cookie changes, and does not count one that is
    // taken away. So it gets a token that opens nothing.
    for cookie in [cookie.carry(&Token::draw(state.chance)), state.login_cookie.remove()] {
        response.add_cookie(&cookie).map_err(|_| WebError::Unexpected("cookie"))?;
    }
    // What the browser has kept of personal pages goes.
    let name = HeaderName::from_static("clear-site-data");
    response.headers_mut().insert(name, HeaderValue::from_static("\"cache\", \"storage\""));
    Ok(response)
}

/// What the form that ends the provider's session holds.
struct Onward {
    /// Whose session; by POST, since it tells who she is and an address is kept in the history of a browser.
    id_token: String,
    client_id: String,
    /// Where she comes back.
    back: String,
    /// What the provider is called.
    provider: &'static str,
}

impl Onward {
    fn new(party: &RelyingParty, session: ProviderSession, kind: Kind) -> Self {
        Self {
            id_token: session.id_token,
            client_id: party.client_id().to_owned(),
            back: party.post_logout_uri().to_owned(),
            provider: provider_name(kind),
        }
    }
}

fn there_too(page: Page, address: &Url, onward: Onward) -> Result<HttpResponse, WebError> {
    let mut response = html(&LoggingOutPage { page, address: address.to_string(), onward })?;
    // Without any, the form would come from nowhere («Origin: null»), which a provider may refuse.
    response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("strict-origin"));
    Ok(response)
}

/// Logged out here; one press, which script takes over, and she is logged out there too.
#[derive(Template)]
#[template(path = "logging_out.html")]
struct LoggingOutPage {
    page: Page,
    address: String,
    onward: Onward,
}

#[derive(Template)]
#[template(path = "logged_out.html")]
struct LoggedOutPage {
    page: Page,
    /// The provider, when it did not say how to log out there.
    provider: Option<&'static str>,
}

/// The page in a frame of somebody else's.
pub(crate) fn develop(page: Page) -> Result<String, WebError> {
    page::text(&LoggedOutPage { page, provider: None })
}

/// `GET /utlogget`
pub async fn done(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    html(&LoggedOutPage { page: Page::public(&request, &state), provider: None })
}
