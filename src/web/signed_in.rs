//! Proof of login. A [`Citizen`] can only be had from a session that holds, so whoever is given one needs no check.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use bekreft_domain::{Channel, Level, PersonIdentifier};
use time::OffsetDateTime;

use super::login::Destination;
use super::{WebError, paths};
use crate::app::State;
use crate::secrets::TokenHash;
use crate::store::codes::{self, Recent};
use crate::store::dialog::{self, Dialog};
use crate::store::session::{self, Found, Life, Session};

/// Somebody who is logged in.
#[derive(Debug)]
pub struct Citizen {
    session: Session,
    token: TokenHash,
}

impl Citizen {
    /// Who she is.
    pub fn identifier(&self) -> &PersonIdentifier {
        &self.session.identifier
    }

    /// How well she has proven it.
    pub fn level(&self) -> Level {
        self.session.level
    }

    /// When her session ends.
    pub fn life(&self) -> Life {
        self.session.life
    }

    /// Her session, by its hash.
    pub fn session(&self) -> &TokenHash {
        &self.token
    }

    /// Where she wants to go on to, not yet held against the allow-list of today.
    pub fn return_url(&self) -> Option<&str> {
        self.session.return_url.as_deref()
    }

    /// Whether she has answered the dialog in this session.
    pub fn has_answered(&self) -> bool {
        self.session.answered_at.is_some()
    }
}

/// Whoever sends the request.
#[derive(Debug)]
pub enum Visitor {
    /// Logged in.
    Citizen(Citizen),
    /// Was logged in; only good for keeping what she typed.
    Expired { identifier: PersonIdentifier, return_url: Option<String> },
    /// On the way to login.
    BeforeLogin { token: TokenHash, return_url: Option<String>, destination: Destination },
    /// Nobody we know.
    Stranger,
}

impl Visitor {
    fn of(found: Found, token: TokenHash) -> Self {
        match found {
            Found::SignedIn(session) => Self::Citizen(Citizen { session, token }),
            Found::Expired { identifier, return_url } => Self::Expired { identifier, return_url },
            Found::BeforeLogin { return_url, destination } => {
                let destination = destination.as_deref().map_or(Destination::Dialog, Destination::at);
                Self::BeforeLogin { token, return_url, destination }
            }
            Found::Nothing => Self::Stranger,
        }
    }

    /// The token of a session that still holds, logged in or not.
    pub fn open_session(&self) -> Option<&TokenHash> {
        match self {
            Self::Citizen(citizen) => Some(citizen.session()),
            Self::BeforeLogin { token, .. } => Some(token),
            Self::Expired { .. } | Self::Stranger => None,
        }
    }

    /// Where this visitor is taken after login.
    pub fn destination(&self) -> Destination {
        match self {
            Self::BeforeLogin { destination, .. } => *destination,
            Self::Citizen(_) | Self::Expired { .. } | Self::Stranger => Destination::Dialog,
        }
    }

    /// Where this visitor wanted to go.
    pub fn return_url(&self) -> Option<&str> {
        match self {
            Self::Citizen(citizen) => citizen.return_url(),
            Self::Expired { return_url, .. } | Self::BeforeLogin { return_url, .. } => return_url.as_deref(),
            Self::Stranger => None,
        }
    }
}

/// Who sends the request and, when logged in, her dialog: one round trip for both.
pub async fn open_dialog(
    request: &HttpRequest,
    state: &State,
) -> Result<(Visitor, Option<Dialog>), WebError> {
    let Some(token) = state.session_cookie.read(request) else { return Ok((Visitor::Stranger, None)) };
    let token = token.hash();
    let (found, dialog) = dialog::open(&state.db, &token, state.clock.now()).await?;
    Ok((Visitor::of(found, token), dialog))
}

/// What has been sent lately on a channel, and when the wrong tries of the last 30 days were.
pub type Codes = (Dialog, Vec<Recent>, Vec<OffsetDateTime>);

/// As [`open_dialog`], together with the codes sent lately: two questions, asked at the same time.
pub async fn open_dialog_and_codes(
    request: &HttpRequest,
    state: &State,
    channel: Channel,
) -> Result<(Visitor, Option<Codes>), WebError> {
    let Some(token) = state.session_cookie.read(request) else { return Ok((Visitor::Stranger, None)) };
    let token = token.hash();
    let now = state.clock.now();
    let (opened, recent) = futures_util::future::join(
        dialog::open(&state.db, &token, now),
        codes::recent(&state.db, &token, channel, now),
    )
    .await;
    let (found, dialog) = opened?;
    let (recent, wrong_tries) = recent?;
    Ok((Visitor::of(found, token), dialog.map(|dialog| (dialog, recent, wrong_tries))))
}

impl FromRequest for Citizen {
    type Error = WebError;
    type Future = Pending<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        let path = request.path().to_owned();
        Box::pin(async move {
            match find(request).await? {
                Visitor::Citizen(citizen) => Ok(citizen),
                Visitor::Expired { .. } => {
                    // A choice is made, not typed: it is not kept, and she must not believe that it is.
                    let is_choice = paths::CHOICES.contains(&path.as_str());
                    Err(WebError::NotSignedIn { kept: !is_choice })
                }
                Visitor::BeforeLogin { .. } | Visitor::Stranger => Err(WebError::NotSignedIn { kept: false }),
            }
        })
    }
}

async fn find(request: HttpRequest) -> Result<Visitor, WebError> {
    let state = request.app_data::<web::Data<State>>().ok_or(WebError::Unexpected("state"))?;
    let Some(token) = state.session_cookie.read(&request) else { return Ok(Visitor::Stranger) };
    let token = token.hash();
    Ok(Visitor::of(session::find(&state.db, &token, state.clock.now()).await?, token))
}

type Pending<T> = Pin<Box<dyn Future<Output = Result<T, WebError>>>>;

impl FromRequest for Visitor {
    type Error = WebError;
    type Future = Pending<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        Box::pin(find(request.clone()))
    }
}
