//! The way to login, and where to go afterwards.

mod arrive;
mod leave;
mod trouble;

use actix_web::{HttpRequest, HttpResponse, web};
use bekreft_domain::Level;

use super::{Visitor, WebError, paths, see_other};
use crate::actions::sign_in;
use crate::app::{LoginProvider, State};
use crate::return_urls::ReturnUrl;
use crate::secrets::Token;
use crate::store::login_attempt::{self, Attempt, Kind};
use crate::store::session::LoginAttempt;
pub use arrive::show as arrive;
pub(crate) use arrive::{Received, Stopped, receive};
pub(crate) use leave::{Leaving, network_address, send_to_provider};
pub use trouble::show as show_trouble;
pub(crate) use trouble::{Reason, Trouble, develop as develop_trouble, show_for as show_trouble_for};

/// The address in `gotoUrl`, the one query field that other services set, if it is on the allow-list. Anything else is
/// ignored and noted, never repeated.
pub fn asked_return_url(request: &HttpRequest, state: &State) -> Option<ReturnUrl> {
    let asked = query_field(request, "gotoUrl")?;
    let accepted = state.return_urls.accept(&asked);
    if accepted.is_none() {
        tracing::warn!(length = asked.len(), "a gotoUrl that is not on the allow-list was ignored");
    }
    accepted
}

pub(crate) fn query_field(request: &HttpRequest, name: &str) -> Option<String> {
    let mut fields = url::form_urlencoded::parse(request.query_string().as_bytes());
    fields.find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
}

/// `GET /logginn?gotoUrl=…&niva=hoyt&pa-nytt`: login, a higher level for somebody who is logged in, or a login in which the
/// provider asks whatever it knows.
pub async fn show(
    request: HttpRequest,
    state: web::Data<State>,
    visitor: Visitor,
) -> Result<HttpResponse, WebError> {
    let asked = asked_return_url(&request, &state);
    let level = match query_field(&request, "niva").as_deref() {
        Some("hoyt") => Level::High,
        _ => Level::Substantial,
    };
    if let Visitor::Citizen(citizen) = &visitor
        && citizen.level() >= level
    {
        if let Some(url) = asked {
            sign_in::set_return_url(&state.db, citizen.session(), url.as_str()).await?;
        }
        return Ok(see_other(paths::CONFIRM));
    }
    let mut wish = Wish { return_url: asked, level, ..Wish::to(visitor.destination()) };
    wish.anew = query_field(&request, "pa-nytt").is_some();
    if let Some(last) = last_try(&request, &state).await? {
        let going_to = last.return_url.as_deref().and_then(|url| state.return_urls.accept(url));
        wish.return_url = wish.return_url.or(going_to);
        wish.destination = Destination::at(&last.destination);
    }
    start(&request, &state, &visitor, wish).await
}

/// What this browser's last login was for, if it came to nothing.
async fn last_try(request: &HttpRequest, state: &State) -> Result<Option<Attempt>, WebError> {
    let Some(browser) = state.login_cookie.read(request) else { return Ok(None) };
    Ok(login_attempt::last(&state.db, &browser.hash(), Kind::Citizen, state.clock.now()).await?)
}

/// What those who log in know the provider by.
pub(crate) fn provider_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Citizen => "ID-porten",
        Kind::Support => "Ansattporten",
    }
}

/// Where a citizen is taken after login.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destination {
    /// The dialog, which sends on those who are not due.
    Dialog,
    /// The dialog, due or not.
    Editing,
    /// What the register holds.
    Receipt,
    /// Where the code from an SMS is entered.
    CodeSms,
    /// Where the code from an e-mail is entered.
    CodeEmail,
    /// All that the register holds about her.
    Profile,
    /// Where she reserves herself.
    Reservation,
    /// Where she chooses the language of letters.
    LetterLanguage,
    /// Where she chooses a digital mailbox.
    Mailbox,
    /// Where she asks to be deleted.
    Delete,
}

impl Destination {
    const ALL: [Self; 10] = [
        Self::Dialog,
        Self::Editing,
        Self::Receipt,
        Self::CodeSms,
        Self::CodeEmail,
        Self::Profile,
        Self::Reservation,
        Self::LetterLanguage,
        Self::Mailbox,
        Self::Delete,
    ];

    /// Its address.
    pub fn path(self) -> &'static str {
        match self {
            Self::Dialog => paths::CONFIRM,
            Self::Editing => paths::EDIT,
            Self::Receipt => paths::RECEIPT,
            Self::CodeSms => paths::CODE_SMS,
            Self::CodeEmail => paths::CODE_EMAIL,
            Self::Profile => paths::PROFILE,
            Self::Reservation => paths::RESERVATION,
            Self::LetterLanguage => paths::LETTER_LANGUAGE,
            Self::Mailbox => paths::MAILBOX,
            Self::Delete => paths::DELETE,
        }
    }

    /// The page at an address of ours; the dialog for all others. A code page may have come in answer to its button.
    pub fn at(path: &str) -> Self {
        let path = path.strip_suffix("/send").unwrap_or(path);
        Self::ALL.into_iter().find(|place| place.path() == path).unwrap_or(Self::Dialog)
    }
}

/// What a login is for.
#[derive(Clone, Debug)]
pub struct Wish {
    /// The service to go on to.
    pub return_url: Option<ReturnUrl>,
    /// The page to come back to.
    pub destination: Destination,
    /// How well she must prove who she is.
    pub level: Level,
    /// Whether the provider must ask her even if it knows her: the same login again would end the same way.
    pub anew: bool,
}

impl Wish {
    /// Back to a page of ours, at the level that everything but the mailbox asks for.
    pub fn to(destination: Destination) -> Self {
        Self { return_url: None, destination, level: Level::Substantial, anew: false }
    }
}

/// Begins a login, of a stranger or anew.
pub async fn start(
    request: &HttpRequest,
    state: &web::Data<State>,
    visitor: &Visitor,
    wish: Wish,
) -> Result<HttpResponse, WebError> {
    let earlier = visitor.return_url().and_then(|url| state.return_urls.accept(url));
    let return_url_of = match visitor {
        Visitor::Expired { identifier, .. } if wish.return_url.is_none() => Some(identifier),
        _ => None,
    };
    let wish = Wish { return_url: wish.return_url.or(earlier), ..wish };
    match &state.login {
        LoginProvider::TestId => choose_test_person(state, visitor, &wish).await,
        LoginProvider::IdPorten(party) => {
            let leaving = Leaving {
                kind: Kind::Citizen,
                level: wish.level,
                acr: wish.level.idporten_acr(),
                return_url: wish.return_url.as_ref(),
                return_url_of,
                destination: wish.destination.path(),
                anew: wish.anew,
                authorization_details: None,
            };
            send_to_provider(request, state, party, &leaving).await
        }
    }
}

/// The browser gets a session of its own, which remembers where it wanted to go.
async fn choose_test_person(state: &State, visitor: &Visitor, wish: &Wish) -> Result<HttpResponse, WebError> {
    let token = Token::draw(state.chance);
    let hash = token.hash();
    let attempt = LoginAttempt {
        token: &hash,
        return_url: wish.return_url.as_ref().map(ReturnUrl::as_str),
        destination: wish.destination.path(),
        support_code: state.key.support_code(&hash),
    };
    sign_in::begin_login(&state.db, visitor.open_session(), &attempt, state.clock.now()).await?;
    let mut response = match wish.level {
        Level::Substantial => see_other(paths::TEST_ID),
        Level::High => see_other(&format!("{}?niva=hoyt", paths::TEST_ID)),
    };
    response.add_cookie(&state.session_cookie.carry(&token)).map_err(|_| WebError::Unexpected("cookie"))?;
    Ok(response)
}
