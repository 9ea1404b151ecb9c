//! What surrounds every call: its correlation id, errors as JSON and never as a page, and one line in the log for each.

use std::panic::AssertUnwindSafe;

use actix_web::ResponseError as _;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::header::{CACHE_CONTROL, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use bekreft_domain::SupportCode;
use futures_util::FutureExt as _;

use super::error::ApiError;
use crate::web::Frame;

/// The code that the log, the audit trail and the answer share. On pages it is called support code.
const CORRELATION_ID: HeaderName = HeaderName::from_static("x-correlation-id");

/// The middleware.
pub async fn frame(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let code = Frame::of(request.request()).support_code;
    let Ok(response) = AssertUnwindSafe(next.call(request)).catch_unwind().await else {
        // The request is lost with the handler.
        let error = ApiError::Unexpected("panic");
        note(&error, None, code);
        let mut response = error.error_response();
        add_correlation_id(response.headers_mut(), code);
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        return Err(InternalError::from_response("panic", response).into());
    };
    let response = response?.map_into_boxed_body();
    let mut response = match response.response().error() {
        Some(_) => error_body(response, code),
        None => response,
    };
    add_correlation_id(response.headers_mut(), code);
    Ok(response)
}

/// An answer of its own, with no error in it any more: the frame around us would make a page of it.
fn error_body(response: ServiceResponse<BoxBody>, code: SupportCode) -> ServiceResponse<BoxBody> {
    let (request, response) = response.into_parts();
    let fallback = ApiError::InvalidRequest("the request cannot be read");
    let known = response.error().and_then(|error| error.as_error::<ApiError>()).unwrap_or(&fallback);
    note(known, request.match_pattern().as_deref(), code);
    ServiceResponse::new(request, known.error_response())
}

fn add_correlation_id(headers: &mut HeaderMap, code: SupportCode) {
    if let Ok(value) = HeaderValue::from_str(&code.to_string()) {
        headers.insert(CORRELATION_ID, value);
    }
}

fn note(error: &ApiError, endpoint: Option<&str>, support_code: SupportCode) {
    let (status, cause) = (error.status_code(), error.cause());
    let (endpoint, status_code) = (endpoint.unwrap_or("none"), status.as_u16());
    if status.is_server_error() {
        tracing::error!(%support_code, endpoint, status_code, cause, "no answer");
    } else {
        tracing::info!(%support_code, endpoint, status_code, cause, "no answer");
    }
}
