//! Back from the login provider.

use actix_web::cookie::Cookie;
use actix_web::{HttpRequest, HttpResponse, web};
use bekreft_domain::{Level, PersonIdentifier, RegisterLanguage};

use super::{Destination, Reason, Trouble, network_address, query_field};
use crate::actions::sign_in::{self, Arrival, Entry};
use crate::app::State;
use crate::clients::oidc::{ErrorCode, Identity, RelyingParty};
use crate::i18n::Locale;
use crate::return_urls::ReturnUrl;
use crate::secrets::{Token, TokenHash};
use crate::store::login_attempt::{Attempt, Found, Kind};
use crate::store::login_event::{Action, LoginEvent};
use crate::store::session::{NewSession, ProviderSession};
use crate::web::{Frame, Visitor, WebError, language, paths, see_other};

/// Somebody has come back, and the provider vouches for her at the level that was asked for.
#[derive(Debug)]
pub(crate) struct Received {
    /// What was noted when she left.
    pub attempt: Attempt,
    /// The ticket she came back with.
    pub ticket: TokenHash,
    /// Who she is to the provider.
    pub identity: Identity,
    /// Who she is.
    pub identifier: PersonIdentifier,
}

/// Why nobody is let in.
#[derive(Debug)]
pub(crate) enum Stopped {
    /// The ticket has been used; whoever has a session can go on with it.
    Used,
    /// Something stood in the way.
    Trouble(Trouble),
}

/// Reads the answer of the provider: the ticket first, which is then used up whatever the rest may be.
pub(crate) async fn receive(
    request: &HttpRequest,
    state: &State,
    party: &RelyingParty,
    kind: Kind,
) -> Result<Result<Received, Stopped>, WebError> {
    let now = state.clock.now();
    let (Some(ticket), Some(browser)) = (query_field(request, "state"), state.login_cookie.read(request))
    else {
        return Ok(Err(Stopped::Trouble(Trouble::new(Reason::OtherBrowser, kind))));
    };
    let ticket = Token::received(&ticket).hash();
    let found = sign_in::come_back(&state.db, (&ticket, &browser.hash()), kind, now).await?;
    let accept = |url: Option<String>| url.and_then(|url| state.return_urls.accept(&url));
    let attempt = match found {
        Found::Attempt(attempt) => attempt,
        Found::Used => return Ok(Err(Stopped::Used)),
        Found::NotOurs => return Ok(Err(Stopped::Trouble(Trouble::new(Reason::OtherBrowser, kind)))),
        Found::TooLate { return_url } => {
            let trouble = Trouble { return_url: accept(return_url), ..Trouble::new(Reason::TooLate, kind) };
            return Ok(Err(Stopped::Trouble(trouble)));
        }
    };
    let stopped = |reason, language| {
        Stopped::Trouble(Trouble {
            reason,
            language,
            kind,
            level: attempt.level,
            destination: attempt.destination.clone(),
            return_url: accept(attempt.return_url.clone()),
        })
    };
    let identity = match vouched_for(request, state, party, &ticket).await {
        Ok(identity) => identity,
        Err(reason) => return Ok(Err(stopped(reason, None))),
    };
    Ok(match who(state, &identity, attempt.level) {
        Ok(identifier) => Ok(Received { attempt, ticket, identity, identifier }),
        Err(reason) => Err(stopped(reason, chosen_there(&identity, &attempt))),
    })
}

/// The provider's word for who has logged in.
async fn vouched_for(
    request: &HttpRequest,
    state: &State,
    party: &RelyingParty,
    ticket: &TokenHash,
) -> Result<Identity, Reason> {
    let now = state.clock.now();
    let of = |failure| Reason::of(&failure);
    let iss = query_field(request, "iss");
    if !party.is_answer_of_provider(iss.as_deref(), now).await.map_err(of)? {
        return Err(Reason::NotBelieved("the answer is of another issuer"));
    }
    if let Some(error) = query_field(request, "error") {
        return Err(match ErrorCode::read(&error) {
            ErrorCode::AccessDenied => Reason::Cancelled,
            ErrorCode::Unavailable => Reason::Unavailable("it says so itself"),
            code => Reason::Refused(code),
        });
    }
    let Some(code) = query_field(request, "code") else {
        return Err(Reason::NotBelieved("the answer holds no code"));
    };
    let secrets = (code.as_str(), &*state.key.verifier(ticket), &*state.key.nonce(ticket));
    party.redeem(secrets, state.chance, now).await.map_err(of)
}

/// The person, if she has proven it well enough, and if she is one that this installation is for.
fn who(state: &State, identity: &Identity, asked: Level) -> Result<PersonIdentifier, Reason> {
    let Some(pid) = &identity.pid else { return Err(Reason::NoPersonIdentifier) };
    if identity.level.is_none_or(|level| level < asked) {
        return Err(Reason::LevelTooLow);
    }
    match PersonIdentifier::parse(pid) {
        // A real person's number has no place where everybody may look, nor an invented one among the real.
        Ok(identifier) if identifier.is_synthetic() == state.is_synthetic => Ok(identifier),
        Ok(_) => Err(Reason::NotBelieved("the person is not of this environment")),
        Err(_) => Err(Reason::NotBelieved("the person identifier is not valid")),
    }
}

/// `GET /logginn/retur`
pub async fn show(
    request: HttpRequest,
    state: web::Data<State>,
    visitor: Visitor,
) -> Result<HttpResponse, WebError> {
    let Some(party) = state.login.party() else { return Err(WebError::NotFound) };
    match Box::pin(receive(&request, &state, party, Kind::Citizen)).await? {
        Ok(received) => let_in(&request, &state, party, received).await,
        Err(Stopped::Used) if matches!(visitor, Visitor::Citizen(_)) => Ok(see_other(paths::CONFIRM)),
        Err(Stopped::Used) => Trouble::new(Reason::Used, Kind::Citizen).page(&request, &state).await,
        Err(Stopped::Trouble(trouble)) => trouble.page(&request, &state).await,
    }
}

async fn let_in(
    request: &HttpRequest,
    state: &web::Data<State>,
    party: &RelyingParty,
    received: Received,
) -> Result<HttpResponse, WebError> {
    let Received { attempt, ticket, identity, identifier } = received;
    let chosen_there = chosen_there(&identity, &attempt);
    let token = Token::draw(state.chance);
    let hash = token.hash();
    let old = state.session_cookie.read(request).map(|token| token.hash());
    let return_url = attempt.return_url_for(&identifier).and_then(|url| state.return_urls.accept(url));
    let provider = ProviderSession {
        issuer: party.issuer().to_owned(),
        subject: identity.subject,
        sid: identity.session,
        id_token: identity.id_token,
    };
    let new = NewSession {
        token: &hash,
        identifier: &identifier,
        level: identity.level.unwrap_or(Level::Substantial),
        return_url: return_url.as_ref().map(ReturnUrl::as_str),
        support_code: state.key.support_code(&hash),
        provider: Some(&provider),
    };
    let address = network_address(request);
    let arrival = Arrival {
        old: old.as_ref(),
        attempt: Some(&ticket),
        event: LoginEvent {
            kind: Kind::Citizen,
            action: Action::Login,
            result: "ok",
            address: address.as_deref(),
            sid: provider.sid.as_deref(),
            support_code: Some(new.support_code),
        },
    };
    let entry = sign_in::sign_in(&state.db, &arrival, &new, state.clock.now()).await?;
    let Entry::Open(registered) = entry else {
        return Trouble::new(Reason::Cancelled, Kind::Citizen).page(request, state).await;
    };
    let mut response = see_other(Destination::at(&attempt.destination).path());
    let cookies =
        [Some(state.session_cookie.carry(&token)), language_cookie(request, state, chosen_there, registered)];
    for cookie in cookies.into_iter().flatten() {
        response.add_cookie(&cookie).map_err(|_| WebError::Unexpected("cookie"))?;
    }
    Ok(response)
}

/// The language that she has chosen at the provider. The one we passed on, or nothing but the provider's own default, says
/// nothing new.
fn chosen_there(identity: &Identity, attempt: &Attempt) -> Option<Locale> {
    let there = identity.locale.as_deref().and_then(Locale::from_tag)?;
    let passed_on = attempt.language.as_deref().and_then(Locale::from_tag);
    (there != passed_on.unwrap_or(Locale::Nb)).then_some(there)
}

/// The language chosen at the provider is the language here; else what she has chosen here holds, or what the register has.
fn language_cookie(
    request: &HttpRequest,
    state: &State,
    chosen_there: Option<Locale>,
    registered: Option<RegisterLanguage>,
) -> Option<Cookie<'static>> {
    match chosen_there {
        Some(there) => Some(language::chosen_cookie(there, state.https)),
        None if Frame::of(request).has_chosen => None,
        None => Some(language::login_cookie(registered, state.https)),
    }
}
