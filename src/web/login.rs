//! The way to login, and where to go afterwards.

use actix_web::{HttpRequest, HttpResponse, web};

use super::{Visitor, WebError, paths, see_other};
use crate::actions::sign_in;
use crate::app::State;
use crate::return_urls::ReturnUrl;
use crate::secrets::Token;
use crate::store::session::LoginAttempt;

/// The address in `gotoUrl`, the one query field that other services set, if it is on the allow-list. Anything else is
/// ignored and noted, never repeated.
pub fn asked_return_url(request: &HttpRequest, state: &State) -> Option<ReturnUrl> {
    let mut fields = url::form_urlencoded::parse(request.query_string().as_bytes());
    let (_, asked) = fields.find(|(name, _)| name == "gotoUrl")?;
    let accepted = state.return_urls.accept(&asked);
    if accepted.is_none() {
        tracing::warn!(length = asked.len(), "a gotoUrl that is not on the allow-list was ignored");
    }
    accepted
}

/// `GET /logginn?gotoUrl=…`
pub async fn show(
    request: HttpRequest,
    state: web::Data<State>,
    visitor: Visitor,
) -> Result<HttpResponse, WebError> {
    let asked = asked_return_url(&request, &state);
    if let Visitor::Citizen(citizen) = &visitor {
        if let Some(url) = asked {
            sign_in::set_return_url(&state.db, citizen.session(), url.as_str()).await?;
        }
        return Ok(see_other(paths::CONFIRM));
    }
    start(&state, &visitor, asked, Destination::Dialog).await
}

/// Where a citizen is taken after login.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destination {
    /// The dialog, which sends on those who are not due.
    Dialog,
    /// The dialog, due or not.
    Editing,
}

impl Destination {
    /// Its address.
    pub fn path(self) -> &'static str {
        match self {
            Self::Dialog => paths::CONFIRM,
            Self::Editing => paths::EDIT,
        }
    }
}

/// Begins a login: the browser gets a session of its own, which remembers where it wanted to go.
pub async fn start(
    state: &State,
    visitor: &Visitor,
    return_url: Option<ReturnUrl>,
    destination: Destination,
) -> Result<HttpResponse, WebError> {
    let token = Token::draw(state.chance);
    let hash = token.hash();
    let earlier = || visitor.return_url().and_then(|url| state.return_urls.accept(url));
    let return_url = return_url.or_else(earlier);
    let attempt = LoginAttempt {
        token: &hash,
        return_url: return_url.as_ref().map(ReturnUrl::as_str),
        is_editing: destination == Destination::Editing,
        support_code: state.key.support_code(&hash),
    };
    sign_in::begin_login(&state.db, visitor.open_session(), &attempt, state.clock.now()).await?;
    let mut response = see_other(state.login_path);
    response.add_cookie(&state.session_cookie.carry(&token)).map_err(|_| WebError::Unexpected("cookie"))?;
    Ok(response)
}
