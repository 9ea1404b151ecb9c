//! Posted forms. A [`Form`] can only be had when its CSRF token fits the session, so a handler that takes one needs no check.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header::HeaderMap;
use actix_web::{FromRequest, HttpRequest, web};
use serde::de::DeserializeOwned;

use super::{TokenCookie, WebError, still};
use crate::app::State;

/// The fields of a form that was made for this very session.
#[derive(Debug)]
pub struct Form<T> {
    /// The fields, read.
    pub fields: T,
    /// All fields as sent, so that a page can offer to send them again when the database was away.
    pub sent: Sent,
}

/// Fields as they came.
#[derive(Clone, PartialEq, Eq)]
pub struct Sent(pub Vec<(String, String)>);

impl std::fmt::Debug for Sent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Sent({} fields)", self.0.len())
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Form<T> {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, WebError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let form = read_form(request, payload, |state| state.session_cookie);
        let request = request.clone();
        Box::pin(async move {
            let form: Self = form.await?;
            still::note_sent(&request, &form.sent.0);
            Ok(form)
        })
    }
}

/// A form of the dialog. What is typed there is worth keeping also when the session it was made for is no longer the
/// browser's: she has logged in anew in another tab.
#[derive(Debug)]
pub enum DialogForm<T> {
    /// Of this very session.
    Own(Form<T>),
    /// Of another one, and whose it says it is: to be kept for her, never to be carried out.
    Earlier { fields: T, owner: String },
}

impl<T: DeserializeOwned + 'static> FromRequest for DialogForm<T> {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, WebError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let body = web::Bytes::from_request(request, payload);
        let request = request.clone();
        Box::pin(async move {
            let sent = sent(body.await)?;
            let owner = sent.iter().find(|(name, _)| name == "owner").map(|(_, value)| value.clone());
            match (check(&request, &sent, |state| state.session_cookie), owner) {
                (Ok(()), _) => {
                    still::note_sent(&request, &sent);
                    Ok(Self::Own(Form { fields: parsed(&sent)?, sent: Sent(sent) }))
                }
                (Err(WebError::Forbidden), Some(owner)) if !comes_from_elsewhere(request.headers()) => {
                    Ok(Self::Earlier { fields: parsed(&sent)?, owner })
                }
                (Err(error), _) => Err(error),
            }
        })
    }
}

fn sent(body: Result<web::Bytes, actix_web::Error>) -> Result<Vec<(String, String)>, WebError> {
    let body = body.map_err(|_| WebError::BadRequest)?;
    serde_urlencoded::from_bytes(&body).map_err(|_| WebError::BadRequest)
}

fn parsed<T: DeserializeOwned>(sent: &[(String, String)]) -> Result<T, WebError> {
    let encoded = serde_urlencoded::to_string(sent).map_err(|_| WebError::BadRequest)?;
    serde_urlencoded::from_str(&encoded).map_err(|_| WebError::BadRequest)
}

/// Reads a form that was made for the session that a cookie carries.
pub(crate) fn read_form<T: DeserializeOwned + 'static>(
    request: &HttpRequest,
    payload: &mut Payload,
    cookie: fn(&State) -> TokenCookie,
) -> impl Future<Output = Result<Form<T>, WebError>> + 'static {
    let body = web::Bytes::from_request(request, payload);
    let request = request.clone();
    async move {
        let sent = sent(body.await)?;
        check(&request, &sent, cookie)?;
        Ok(Form { fields: parsed(&sent)?, sent: Sent(sent) })
    }
}

fn check(
    request: &HttpRequest,
    sent: &[(String, String)],
    cookie: fn(&State) -> TokenCookie,
) -> Result<(), WebError> {
    let state = request.app_data::<web::Data<State>>().ok_or(WebError::Unexpected("state"))?;
    if comes_from_elsewhere(request.headers()) {
        return Err(WebError::Forbidden);
    }
    let session = cookie(state).read(request).ok_or(WebError::NotSignedIn { kept: false })?;
    let csrf = sent.iter().find(|(name, _)| name == "csrf").map_or("", |(_, value)| value);
    if state.key.accepts_csrf_token(&session.hash(), csrf) { Ok(()) } else { Err(WebError::Forbidden) }
}

/// What the browser itself says about where the form was.
fn comes_from_elsewhere(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
    matches!(site, Some("cross-site" | "same-site"))
}
