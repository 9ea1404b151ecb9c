//! Proof that somebody of support has logged in.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use bekreft_domain::SupportRole;

use crate::actions::support::Staff;
use crate::app::State;
use crate::secrets::TokenHash;
use crate::store::support_session::SupportSession;
use crate::web::{Frame, WebError};

/// Somebody of support, who may look. It can only be had from a session of the console that holds.
#[derive(Debug)]
pub struct SupportViewer {
    session: SupportSession,
    token: TokenHash,
}

impl SupportViewer {
    /// Her session.
    pub fn session(&self) -> &SupportSession {
        &self.session
    }

    /// Who does something, as it is written down.
    pub fn staff(&self, request: &HttpRequest) -> Staff<'_> {
        Staff {
            identifier: &self.session.identifier,
            organisation: &self.session.organisation,
            role: self.session.role,
            support_code: Frame::of(request).support_code,
        }
    }

    /// Whether she may do more than look.
    pub fn is_approver(&self) -> bool {
        self.session.role == SupportRole::Approver
    }

    /// Its cookie, by its hash.
    pub fn token(&self) -> &TokenHash {
        &self.token
    }
}

/// Somebody of support, or nobody: a stranger is sent to login rather than refused.
#[derive(Debug)]
pub struct MaybeViewer(pub Option<SupportViewer>);

impl FromRequest for MaybeViewer {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, WebError>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let state = request.app_data::<web::Data<State>>().ok_or(WebError::Unexpected("state"))?;
            let Some(token) = state.support_cookie.read(&request) else { return Ok(Self(None)) };
            let token = token.hash();
            let session = state.support_writes.session(&token, state.clock.now()).await?;
            // Who could see something in a way that also lets her change it, sees nothing.
            if session.is_some() && !state.support_db.is_open().await? {
                return Err(WebError::ConsoleClosed);
            }
            Ok(Self(session.map(|session| SupportViewer { session, token })))
        })
    }
}

impl FromRequest for SupportViewer {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, WebError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let viewer = MaybeViewer::from_request(request, payload);
        Box::pin(async move { viewer.await?.0.ok_or(WebError::NotSignedIn { kept: false }) })
    }
}

/// Somebody of support who may do more than look: ask, and decide over what others ask. Whoever only looks is refused.
#[derive(Debug)]
pub struct SupportApprover(pub SupportViewer);

impl FromRequest for SupportApprover {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, WebError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let viewer = SupportViewer::from_request(request, payload);
        Box::pin(async move {
            let viewer = viewer.await?;
            if viewer.is_approver() { Ok(Self(viewer)) } else { Err(WebError::NotApprover) }
        })
    }
}
