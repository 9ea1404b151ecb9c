//! How an answer goes out: JSON in one buffer, with our signature around it for who wants that.

use actix_web::HttpResponse;
use actix_web::http::header;
use serde::Serialize;

use super::accept::AnswerForm;
use super::error::ApiError;
use crate::app::State;

/// Room for one person with everything but a certificate.
pub const ROOM_FOR_ONE: usize = 900;

/// The answer in the form that is wanted; `room` is a guess at its length.
pub fn answer(
    state: &State,
    form: AnswerForm,
    value: &impl Serialize,
    room: usize,
) -> Result<HttpResponse, ApiError> {
    let mut body = Vec::with_capacity(room);
    serde_json::to_writer(&mut body, value).map_err(|_| ApiError::Unexpected("an answer is not JSON"))?;
    let mut response = HttpResponse::Ok();
    // What is told depends on who asks, and in which form.
    response.insert_header((header::VARY, "Accept, Authorization"));
    match form {
        AnswerForm::Json => Ok(response.content_type("application/json").body(body)),
        AnswerForm::Signed => {
            let signed = state.signer.as_ref().and_then(|signer| signer.sign(&body));
            let signed = signed.ok_or(ApiError::Unexpected("an answer could not be signed"))?;
            Ok(response.content_type("application/jose").body(signed))
        }
    }
}
