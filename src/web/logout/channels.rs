//! The provider tells that somebody has logged out elsewhere: through her browser, in a frame of its page that bears none
//! of our cookies, and directly, with a token that it has signed.

use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use crate::actions::sign_in::{self, Told};
use crate::app::State;
use crate::clients::oidc::{Failure, LoggedOut, RelyingParty};
use crate::secrets::Token;
use crate::store::login_attempt::Kind;
use crate::store::login_event::{Action, LoginEvent};
use crate::web::WebError;
use crate::web::login::{network_address, query_field};

/// `GET /loggut/frontkanal?iss=…&sid=…`
pub async fn front(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    front_for(&request, &state, state.login.party(), Kind::Citizen).await
}

/// `POST /loggut/bakkanal`
pub async fn back(state: web::Data<State>, body: web::Bytes) -> Result<HttpResponse, WebError> {
    back_for(&body, &state, state.login.party(), Kind::Citizen).await
}

/// Ends the sessions of one session of the provider. Whoever can name it may end it: it is as secret as a cookie. The
/// answer is the same whether there was one.
pub(crate) async fn front_for(
    request: &HttpRequest,
    state: &State,
    party: Option<&RelyingParty>,
    kind: Kind,
) -> Result<HttpResponse, WebError> {
    let party = party.ok_or(WebError::NotFound)?;
    let (Some(iss), Some(sid)) = (query_field(request, "iss"), query_field(request, "sid")) else {
        return Err(WebError::BadRequest);
    };
    let is_name = !sid.is_empty() && sid.len() <= 255 && sid.bytes().all(|byte| byte.is_ascii_graphic());
    if !party.is_issuer(&iss) || !is_name {
        return Err(WebError::BadRequest);
    }
    let address = network_address(request);
    let event = LoginEvent { address: address.as_deref(), ..event(kind, Action::FrontChannelLogout) };
    let who = LoggedOut::Session(sid);
    sign_in::sign_out_at_provider(&state.db, (party.issuer(), &who, None), event, state.clock.now()).await?;
    let mut response =
        HttpResponse::Ok().content_type("text/html; charset=utf-8").body("<!doctype html><title>OK</title>");
    let origins = match party.known_metadata() {
        Some(metadata) => metadata.browser_origins().join(" "),
        None => "'none'".to_owned(),
    };
    let policy = format!(
        "default-src 'none'; form-action 'none'; object-src 'none'; base-uri 'none'; frame-ancestors {origins}"
    );
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    // A page of the provider's that isolates itself may still hold it.
    let cross_origin = HeaderValue::from_static("cross-origin");
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), cross_origin);
    Ok(response)
}

/// Ends the sessions that a signed message of the provider names (`OpenID` Connect Back-Channel Logout 1.0).
pub(crate) async fn back_for(
    body: &[u8],
    state: &State,
    party: Option<&RelyingParty>,
    kind: Kind,
) -> Result<HttpResponse, WebError> {
    #[derive(Deserialize)]
    struct Message {
        logout_token: String,
    }
    let party = party.ok_or(WebError::NotFound)?;
    let now = state.clock.now();
    let Ok(message) = serde_urlencoded::from_bytes::<Message>(body) else { return Ok(refused()) };
    let message = match party.read_logout(&message.logout_token, now).await {
        Ok(message) => message,
        Err(Failure::Token(flaw)) => {
            tracing::warn!(%flaw, ?kind, "a logout token was refused");
            return Ok(refused());
        }
        Err(failure) => {
            tracing::error!(%failure, ?kind, "a logout token could not be checked");
            return Ok(HttpResponse::ServiceUnavailable().finish());
        }
    };
    let event = event(kind, Action::BackChannelLogout);
    let number = Token::received(&message.number).hash();
    let told = (party.issuer(), &message.who, Some(&number));
    match sign_in::sign_out_at_provider(&state.db, told, event, now).await {
        Ok(Told::Ended) => Ok(HttpResponse::Ok().finish()),
        Ok(Told::Before) => Ok(refused()),
        Err(error) => {
            tracing::error!(%error, ?kind, "a logout of the provider was not carried out");
            Ok(HttpResponse::ServiceUnavailable().finish())
        }
    }
}

fn event<'a>(kind: Kind, action: Action) -> LoginEvent<'a> {
    LoginEvent { kind, action, result: "ok", address: None, sid: None, support_code: None }
}

/// The answer that the specification prescribes.
fn refused() -> HttpResponse {
    HttpResponse::BadRequest().json(serde_json::json!({ "error": "invalid_request" }))
}
