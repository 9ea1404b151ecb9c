//! A call with a body: who asks, and for what.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::http::header;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest, web};
use serde::de::DeserializeOwned;

use super::consumer::{Consumer, Scoped};
use super::error::ApiError;
use super::scope::Scope;

/// A call by a consumer whose token has the scope `S`, with a body `B` in JSON. Nothing of the body is read before the token
/// has been found good.
#[derive(Debug)]
pub struct Call<S, B> {
    /// Who asks.
    pub by: Scoped<S>,
    /// For what.
    pub body: B,
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
            takes_json(&request)?;
            if !request.content_type().eq_ignore_ascii_case(JSON) {
                return Err(ApiError::UnsupportedMediaType);
            }
            let bytes = bytes.await.map_err(|error| match error.as_error::<PayloadError>() {
                Some(PayloadError::Overflow) => ApiError::TooLarge,
                _ => ApiError::InvalidRequest("the body cannot be read"),
            })?;
            // What the parser says is dropped: it quotes values.
            let body = serde_json::from_slice(&bytes).map_err(|error| {
                ApiError::InvalidRequest(if error.is_data() {
                    "the body lacks a field, or a field is not of its type; see /openapi.json"
                } else {
                    "the body is not JSON"
                })
            })?;
            Ok(Self { by, body })
        })
    }
}

const JSON: &str = "application/json";

/// Whether the client can read what we answer. Who does not say so takes anything (RFC 9110 section 12.5.1).
fn takes_json(request: &HttpRequest) -> Result<(), ApiError> {
    let mut accepted = request.headers().get_all(header::ACCEPT).peekable();
    if accepted.peek().is_none() {
        return Ok(());
    }
    let mut ranges = accepted.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    if ranges.any(includes_json) { Ok(()) } else { Err(ApiError::NotAcceptable) }
}

fn includes_json(range: &str) -> bool {
    let mut parts = range.split(';').map(str::trim);
    let kind = parts.next().unwrap_or_default().to_ascii_lowercase();
    let quality = parts.find_map(|part| part.strip_prefix("q=")).and_then(|it| it.parse::<f32>().ok());
    [JSON, "application/*", "*/*"].contains(&kind.as_str()) && quality.is_none_or(|quality| quality > 0.0)
}
