//! Proof that an organisation may do what it asks for.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, web};
use bekreft_domain::{OrganisationNumber, PersonIdentifier};

use super::error::{ApiError, Refused};
use super::scope::{Callers, Scope};
use crate::app::State;
use crate::clients::oidc::Flaw;

/// Who asks: the organisation that a token stands for. It can only be had from a token that holds.
#[derive(Clone, Debug)]
pub struct Consumer {
    organisation: OrganisationNumber,
    supplier: Option<OrganisationNumber>,
    delegation_source: Option<String>,
    scopes: Vec<String>,
    pid: Option<PersonIdentifier>,
}

impl Consumer {
    /// The organisation that decides and answers for what is asked.
    pub fn organisation(&self) -> &OrganisationNumber {
        &self.organisation
    }

    /// The organisation that asks on its behalf, when another one does. It decides nothing, and is noted.
    pub fn supplier(&self) -> Option<&OrganisationNumber> {
        self.supplier.as_ref()
    }

    /// Who vouches for it that the supplier may.
    pub fn delegation_source(&self) -> Option<&str> {
        self.delegation_source.as_deref()
    }

    /// Whether the token has this scope too.
    pub fn has<S: Scope>(&self) -> bool {
        S::is_among(&self.scopes)
    }

    /// Whether it may ask about everybody: a token that is about one person is not for that.
    pub fn may_ask_about_all(&self) -> Result<(), ApiError> {
        if self.pid.is_some() { Err(ApiError::OtherPerson) } else { Ok(()) }
    }

    /// Whether it may ask about this person: a token that is about one person is about no other. Nobody has logged in for
    /// it (Digdir's docs, Maskinporten, "pid-begrensede tokens").
    pub fn may_ask_about(&self, person: &PersonIdentifier) -> Result<(), ApiError> {
        match &self.pid {
            Some(pid) if pid != person => Err(ApiError::OtherPerson),
            _ => Ok(()),
        }
    }

    /// The same by eleven digits, which need not be anybody's.
    pub fn may_ask_about_digits(&self, digits: &str) -> bool {
        self.pid.as_ref().is_none_or(|pid| pid.expose() == digits)
    }
}

/// A consumer whose token has the scope `S`.
#[derive(Debug)]
pub struct Scoped<S> {
    /// Who.
    pub consumer: Consumer,
    scope: PhantomData<S>,
}

impl<S: Scope> FromRequest for Scoped<S> {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let consumer = identify::<S>(&request).await?;
            Ok(Self { consumer, scope: PhantomData })
        })
    }
}

/// The order of the checks is fixed: the token itself, then its scope, then whom it stands for, then whether that is a customer.
async fn identify<S: Scope>(request: &HttpRequest) -> Result<Consumer, ApiError> {
    let state = request.app_data::<web::Data<State>>().ok_or(ApiError::Unexpected("state"))?;
    let token = bearer_token(request)?;
    let token = state.token_issuer.open(token, state.clock.now()).await?;
    let scopes = token.scopes().map(str::to_owned).collect::<Vec<_>>();
    if !S::is_among(&scopes) {
        return Err(ApiError::InsufficientScope(S::NAME));
    }
    let pid = token.pid().map(PersonIdentifier::parse).transpose().map_err(|_| Flaw::Malformed)?;
    let (organisation, supplier) = (token.consumer()?, token.supplier()?);
    if S::FOR == Callers::Customers {
        state.customers.admit(&state.db, &organisation, state.clock.now()).await?;
    }
    Ok(Consumer {
        organisation,
        supplier,
        delegation_source: token.delegation_source().map(str::to_owned),
        scopes,
        pid,
    })
}

/// The token, from the one place where it may be: an address or a body would be logged on the way (RFC 6750 section 5.3).
pub(super) fn bearer_token(request: &HttpRequest) -> Result<&str, ApiError> {
    let mut sent = request.headers().get_all(header::AUTHORIZATION);
    let (Some(value), None) = (sent.next(), sent.next()) else {
        return Err(ApiError::InvalidToken(Refused::Missing));
    };
    let value = value.to_str().map_err(|_| Flaw::Malformed)?;
    let (scheme, token) = value.split_once(' ').ok_or(ApiError::InvalidToken(Refused::Missing))?;
    if !scheme.eq_ignore_ascii_case("bearer") || token.trim().is_empty() {
        return Err(ApiError::InvalidToken(Refused::Missing));
    }
    Ok(token.trim())
}
