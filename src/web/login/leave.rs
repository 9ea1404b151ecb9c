//! Out to the login provider: announced first, so that nothing that matters goes through the browser.

use actix_web::{HttpRequest, HttpResponse, web};
use bekreft_domain::{Level, PersonIdentifier};

use super::{Reason, Trouble};
use crate::actions::sign_in;
use crate::app::State;
use crate::clients::oidc::{Asked, RelyingParty};
use crate::return_urls::ReturnUrl;
use crate::secrets::Token;
use crate::store::login_attempt::{Kind, NewAttempt};
use crate::web::{Frame, WebError, see_other};

/// A browser on its way out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Leaving<'a> {
    pub kind: Kind,
    pub level: Level,
    /// The level as this provider names it.
    pub acr: &'a str,
    pub return_url: Option<&'a ReturnUrl>,
    /// Whose ended session the address was taken over from.
    pub return_url_of: Option<&'a PersonIdentifier>,
    pub destination: &'a str,
    /// Whether the provider must ask her even if it knows her.
    pub anew: bool,
    pub authorization_details: Option<&'a str>,
}

/// The network address a request comes from, as the proxy in front of us names it. For the notes that the login provider
/// demands; nothing is decided by it.
pub(crate) fn network_address(request: &HttpRequest) -> Option<String> {
    let info = request.connection_info();
    info.realip_remote_addr()?.parse::<std::net::IpAddr>().ok().map(|address| address.to_string())
}

/// Announces the login and sends the browser out. A provider that does not answer gets a page that says so.
pub(crate) async fn send_to_provider(
    request: &HttpRequest,
    state: &web::Data<State>,
    party: &RelyingParty,
    leaving: &Leaving<'_>,
) -> Result<HttpResponse, WebError> {
    let now = state.clock.now();
    let frame = Frame::of(request);
    let ticket = Token::draw(state.chance);
    let hash = ticket.hash();
    // The same cookie for all tabs of a browser: each has a ticket of its own.
    let browser = state.login_cookie.read(request).unwrap_or_else(|| Token::draw(state.chance));
    let language = frame.has_chosen.then(|| frame.locale.tag());
    let asked = Asked {
        state: ticket.expose(),
        nonce: &state.key.nonce(&hash),
        verifier: &state.key.verifier(&hash),
        acr: leaving.acr,
        ui_locales: language,
        prompt: leaving.anew.then_some("login"),
        authorization_details: leaving.authorization_details,
    };
    let attempt = NewAttempt {
        state: &hash,
        browser: &browser.hash(),
        kind: leaving.kind,
        level: leaving.level,
        language,
        return_url: leaving.return_url.map(ReturnUrl::as_str),
        return_url_of: leaving.return_url_of,
        destination: leaving.destination,
        support_code: match state.session_cookie.read(request) {
            Some(_) => frame.support_code,
            None => state.key.support_code(&browser.hash()),
        },
    };
    // Noted first: when the provider does not answer, the next try still knows where she was going.
    sign_in::leave(&state.db, &attempt, now).await?;
    let announced = party.announce(&asked, state.chance, now).await;
    let mut response = match announced {
        Ok(url) => see_other(url.as_str()),
        Err(failure) => {
            let trouble = Trouble {
                reason: Reason::of(&failure),
                kind: leaving.kind,
                level: leaving.level,
                destination: leaving.destination.to_owned(),
                return_url: leaving.return_url.cloned(),
                language: None,
            };
            trouble.page(request, state).await?
        }
    };
    response.add_cookie(&state.login_cookie.carry(&browser)).map_err(|_| WebError::Unexpected("cookie"))?;
    Ok(response)
}
