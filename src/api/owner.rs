//! Proof that a citizen has logged in at a service, and lets it ask about herself: an access token of ID-porten (Digdir's docs,
//! "Brukerspesifikt oppslag").

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use bekreft_domain::{OrganisationNumber, PersonIdentifier, Rights};

use super::accept::{self, AnswerForm};
use super::consumer::bearer_token;
use super::error::ApiError;
use super::scope::{OwnContactRead, OwnMailRead, Scope};
use crate::app::State;
use crate::clients::oidc::Flaw;

/// The citizen who has logged in, by a token with the scope `S`.
#[derive(Debug)]
pub struct Owner<S> {
    /// Who.
    pub identifier: PersonIdentifier,
    /// Whose service she uses, when the token says so.
    pub consumer: Option<OrganisationNumber>,
    /// Who runs it on the consumer's behalf, when the token says so.
    pub supplier: Option<OrganisationNumber>,
    /// The form she, or the service, wants the answer in.
    pub form: AnswerForm,
    scopes: Vec<String>,
    scope: PhantomData<S>,
}

impl<S> Owner<S> {
    /// What the service may be told.
    pub fn rights(&self) -> Rights {
        Rights {
            contact_information: OwnContactRead::is_among(&self.scopes),
            digital_mail: OwnMailRead::is_among(&self.scopes),
        }
    }
}

impl<S: Scope> FromRequest for Owner<S> {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { identify(&request).await })
    }
}

/// The token itself, then its scope, then whom it is of.
async fn identify<S: Scope>(request: &HttpRequest) -> Result<Owner<S>, ApiError> {
    let state = request.app_data::<web::Data<State>>().ok_or(ApiError::Unexpected("state"))?;
    let token = state.owner_issuer.open(bearer_token(request)?, state.clock.now()).await?;
    if token.is_test_login() && !state.is_synthetic {
        return Err(Flaw::TestLogin.into());
    }
    let scopes = token.scopes().map(str::to_owned).collect::<Vec<_>>();
    if !S::is_among(&scopes) {
        return Err(ApiError::InsufficientScope(S::NAME));
    }
    let pid = token.pid().ok_or(Flaw::Malformed)?;
    let identifier = PersonIdentifier::parse(pid).map_err(|_| Flaw::Malformed)?;
    if token.level().is_none() {
        return Err(ApiError::AccessDenied(
            "the login behind the access token is below the level substantial",
        ));
    }
    Ok(Owner {
        identifier,
        consumer: token.consumer().ok(),
        supplier: token.supplier().ok().flatten(),
        form: accept::wanted(request, S::IS_SIGNED && state.signer.is_some())?,
        scopes,
        scope: PhantomData,
    })
}
