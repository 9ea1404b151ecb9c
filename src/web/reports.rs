//! What SMS gateways report. A report can move a message on, once, and nothing else: it never proves anything.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::ExposeSecret as _;
use serde::Deserialize;

use super::WebError;
use crate::actions::deliver::enter_report;
use crate::app::State;
use crate::clients::sms::{kannel, linkmobility};

/// What Kannel calls back with. The address was given to it with the message; the tag proves that.
#[derive(Deserialize)]
pub struct KannelReport {
    m: String,
    s: String,
    status: u32,
}

/// `GET /levering/kannel`
pub async fn kannel(
    state: web::Data<State>,
    query: web::Query<KannelReport>,
) -> Result<HttpResponse, WebError> {
    if !state.code_keys.accepts_report_tag(&query.m, &query.s) {
        tracing::warn!("a delivery report with a wrong tag");
        return Ok(HttpResponse::Unauthorized().finish());
    }
    let Some(report) = kannel::report(query.status) else { return Ok(HttpResponse::BadRequest().finish()) };
    enter_report(&state.db, &query.m, report, state.clock.now()).await?;
    Ok(HttpResponse::Ok().finish())
}

/// `POST /levering/linkmobility`
pub async fn linkmobility(
    request: HttpRequest,
    state: web::Data<State>,
    body: web::Bytes,
) -> Result<HttpResponse, WebError> {
    if !is_the_gate(&request, &state) {
        tracing::warn!("a delivery report without the gate's password");
        return Ok(HttpResponse::Unauthorized().finish());
    }
    let Some((message, report)) = linkmobility::report(&body) else {
        return Ok(HttpResponse::BadRequest().finish());
    };
    enter_report(&state.db, &message, report, state.clock.now()).await?;
    Ok(HttpResponse::Ok().finish())
}

fn is_the_gate(request: &HttpRequest, state: &State) -> bool {
    let Some(login) = &state.report_login else { return false };
    let right =
        format!("Basic {}", STANDARD.encode(format!("{}:{}", login.user, login.password.expose_secret())));
    let shown = request.headers().get(header::AUTHORIZATION).map_or(&[][..], header::HeaderValue::as_bytes);
    aws_lc_rs::constant_time::verify_slices_are_equal(right.as_bytes(), shown).is_ok()
}
