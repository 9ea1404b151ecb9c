//! For who sends letters on paper through the print supplier: to whom, and encrypted to what. And our own public key. Both are
//! for anybody to read.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use utoipa::ToSchema;

use super::error::{ApiError, ErrorBody};
use crate::app::State;

/// The print supplier.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[expect(non_snake_case, reason = "as it is called on the wire")]
pub struct PrintSupplier {
    /// Its organisation number.
    pub postkasseleverandoerAdresse: String,
    /// Its certificate: X.509 in DER, base64.
    pub x509Sertifikat: String,
}

impl PrintSupplier {
    /// A supplier with a certificate in DER.
    pub fn new(organisation: &str, certificate: &[u8]) -> Self {
        Self {
            postkasseleverandoerAdresse: organisation.to_owned(),
            x509Sertifikat: STANDARD.encode(certificate),
        }
    }
}

/// It changes once a year at most.
const KEPT: &str = "public, max-age=3600";

#[utoipa::path(
    get,
    path = "/rest/v2/printSertifikat",
    operation_id = "printSertifikat",
    tag = "Print",
    summary = "The print supplier and its certificate",
    description = "For anybody, without a token; may be kept for an hour. 404 where no print supplier is set.",
    responses(
        (status = 200, description = "The supplier", body = PrintSupplier, examples(
            ("supplier" = (value = json!({
                "postkasseleverandoerAdresse": "974761076", "x509Sertifikat": "MIIC…" }))),
        )),
        (status = 404, description = "There is none", body = ErrorBody),
    ),
)]
/// `GET /rest/v2/printSertifikat`
pub async fn certificate(state: web::Data<State>) -> Result<HttpResponse, ApiError> {
    let supplier = state.print.as_ref().ok_or(ApiError::NotSetUp("no print supplier is set up here"))?;
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, KEPT)).json(supplier))
}

#[utoipa::path(
    get,
    path = "/rest/v1/jwks",
    operation_id = "jwks",
    tag = "Print",
    summary = "The public key behind signed answers",
    description = "A set of keys (RFC 7517) with the certificate chain; a signed answer (`application/jose`) names its key by `kid`. \
        For anybody, without a token; may be kept for an hour. 404 where nothing is signed.",
    responses(
        (status = 200, description = "The key", body = serde_json::Value, examples(
            ("key" = (value = json!({ "keys": [{
                "kty": "RSA", "use": "sig", "alg": "RS256", "kid": "x1dX…", "n": "sXch…", "e": "AQAB", "x5c": ["MIIC…"] }] }))),
        )),
        (status = 404, description = "There is none", body = ErrorBody),
    ),
)]
/// `GET /rest/v1/jwks`
pub async fn keys(state: web::Data<State>) -> Result<HttpResponse, ApiError> {
    let signer = state.signer.as_ref().ok_or(ApiError::NotSetUp("answers are not signed here"))?;
    let mut response = HttpResponse::Ok();
    response.insert_header((header::CACHE_CONTROL, KEPT));
    Ok(response.content_type("application/json").body(signer.jwks().to_owned()))
}
