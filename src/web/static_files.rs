//! Style sheet, script, font and icon.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};

use super::WebError;
use crate::app::State;

/// `GET /static/{file}`: names carry a hash of the contents, so a browser may keep them for ever.
pub async fn serve(
    request: HttpRequest,
    state: web::Data<State>,
    name: web::Path<String>,
) -> Result<HttpResponse, WebError> {
    let file = state.assets.file(&name).ok_or(WebError::NotFound)?;
    let accepted = request.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    let (encoding, body) = file.body(accepted.unwrap_or_default());
    let lifetime = if state.assets.is_built() { "public, max-age=31536000, immutable" } else { "no-cache" };
    Ok(HttpResponse::Ok()
        .content_type(file.mime)
        .insert_header(encoding)
        .insert_header((header::VARY, "accept-encoding"))
        .insert_header((header::CACHE_CONTROL, lifetime))
        .body(body))
}

/// `GET /robots.txt`: what is public may be found; what is personal is behind the login anyway.
pub async fn robots() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("User-agent: *\nAllow: /\n")
}
