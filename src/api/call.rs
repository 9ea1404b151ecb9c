//! A call with a body: who asks, and for what.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest, web};
use serde::de::DeserializeOwned;

use super::accept::{self, AnswerForm};
use super::consumer::{Consumer, Scoped};
use super::error::ApiError;
use super::routes::LARGEST_BODY;
use super::scope::Scope;
use crate::app::State;

/// A call by a consumer whose token has the scope `S`, with a body `B` in JSON. Nothing of the body is read before the token
/// has been found good.
#[derive(Debug)]
pub struct Call<S, B> {
    /// Who asks.
    pub by: Scoped<S>,
    /// For what.
    pub body: B,
    /// In which form the answer is wanted.
    pub form: AnswerForm,
}

fn is_signing(request: &HttpRequest) -> bool {
    request.app_data::<web::Data<State>>().is_some_and(|state| state.signer.is_some())
}

impl<S, B> Call<S, B> {
    /// Who asks.
    pub fn consumer(&self) -> &Consumer {
        &self.by.consumer
    }
}

impl<S: Scope, B: DeserializeOwned + 'static> FromRequest for Call<S, B> {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let by = Scoped::<S>::from_request(request, payload);
        let bytes = web::Bytes::from_request(request, payload);
        let request = request.clone();
        Box::pin(async move {
            let by = by.await?;
            let form = accept::wanted(&request, S::IS_SIGNED && is_signing(&request))?;
            if !request.content_type().eq_ignore_ascii_case(JSON) {
                return Err(ApiError::UnsupportedMediaType);
            }
            let bytes = bytes.await.map_err(|error| match error.as_error::<PayloadError>() {
                Some(PayloadError::Overflow) => ApiError::TooLarge,
                _ => ApiError::InvalidRequest("the body cannot be read"),
            })?;
            let body = parse(&bytes)?;
            Ok(Self { by, body, form })
        })
    }
}

const JSON: &str = "application/json";

/// Reads a body of JSON.
pub(super) async fn read_json<B: DeserializeOwned>(
    content_type: &str,
    payload: web::Payload,
) -> Result<B, ApiError> {
    if !content_type.eq_ignore_ascii_case(JSON) {
        return Err(ApiError::UnsupportedMediaType);
    }
    let bytes = payload.to_bytes_limited(LARGEST_BODY).await.map_err(|_| ApiError::TooLarge)?;
    let bytes = bytes.map_err(|_| ApiError::InvalidRequest("the body cannot be read"))?;
    parse(&bytes)
}

/// What the parser says is dropped: it quotes values.
fn parse<B: DeserializeOwned>(bytes: &[u8]) -> Result<B, ApiError> {
    serde_json::from_slice(bytes).map_err(|error| {
        ApiError::InvalidRequest(if error.is_data() {
            "the body lacks a field, or a field is not of its type; see /openapi.json"
        } else {
            "the body is not JSON"
        })
    })
}
