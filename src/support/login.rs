//! Login of support staff: Ansattporten, and proof that the one who logs in acts for the organisation that runs the
//! register and has its resource in Altinn. Being an employee somewhere is not enough.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use bekreft_domain::{Level, SupportRole};
use serde::Deserialize;
use serde_json::{Value, json};

use super::form::SupportForm;
use super::viewer::MaybeViewer;
use crate::actions::sign_in::{self, Arrival, Entry};
use crate::app::{State, SupportLogin};
use crate::clients::oidc::RelyingParty;
use crate::secrets::Token;
use crate::store::login_attempt::Kind;
use crate::store::login_event::{Action, LoginEvent};
use crate::store::session::ProviderSession;
use crate::store::support_session::NewSupportSession;
use crate::web::login::{self, Leaving, Reason, Received, Stopped, Trouble, network_address};
use crate::web::logout::{self, back_for, front_for};
use crate::web::{Page, WebError, html, html_with_status, paths, see_other};

/// The level that Ansattporten is asked for, in its own words: whoever looks into the register proves well who she is.
const ACR: &str = "high";

#[derive(Template)]
#[template(path = "support_closed.html")]
struct ClosedPage {
    page: Page,
}

/// `GET /stotte/logginn`
pub async fn start(
    request: HttpRequest,
    state: web::Data<State>,
    MaybeViewer(viewer): MaybeViewer,
) -> Result<HttpResponse, WebError> {
    if viewer.is_some() {
        return Ok(see_other(paths::SUPPORT));
    }
    match &state.support_login {
        SupportLogin::Closed => {
            html_with_status(&ClosedPage { page: Page::public(&request, &state) }, StatusCode::NOT_FOUND)
        }
        SupportLogin::TestId => Ok(see_other(paths::TEST_ID_SUPPORT)),
        SupportLogin::Ansattporten { party, resource, approver_resource, .. } => {
            // Without the first nobody gets in; the second is asked for, and does not stop those who lack it.
            let asked = |resource: &String, is_required: bool| {
                json!({
                    "type": "ansattporten:altinn:resource",
                    "resource": format!("urn:altinn:resource:{resource}"),
                    "representation_is_required": is_required,
                })
            };
            let others = approver_resource.iter().map(|resource| asked(resource, false));
            let details = std::iter::once(asked(resource, true)).chain(others).collect::<Value>().to_string();
            let leaving = Leaving {
                kind: Kind::Support,
                level: Level::High,
                acr: ACR,
                return_url: None,
                return_url_of: None,
                destination: paths::SUPPORT,
                anew: login::query_field(&request, "pa-nytt").is_some(),
                authorization_details: Some(&details),
            };
            login::send_to_provider(&request, &state, party, &leaving).await
        }
    }
}

/// `GET /stotte/logginn/retur`
pub async fn arrive(
    request: HttpRequest,
    state: web::Data<State>,
    MaybeViewer(viewer): MaybeViewer,
) -> Result<HttpResponse, WebError> {
    let SupportLogin::Ansattporten { party, organisation, resource, approver_resource } =
        &state.support_login
    else {
        return Err(WebError::NotFound);
    };
    let received = Box::pin(login::receive(&request, &state, party, Kind::Support)).await?;
    match received {
        Ok(received) if received.identity.may_act_for(organisation, resource) => {
            let approves = |resource: &String| received.identity.may_act_for(organisation, resource);
            let role = match approver_resource {
                Some(resource) if approves(resource) => SupportRole::Approver,
                _ => SupportRole::Viewer,
            };
            let_in(&request, &state, (party, organisation, role), received).await
        }
        Ok(_) => Trouble::new(Reason::NotSupport, Kind::Support).page(&request, &state).await,
        Err(Stopped::Used) if viewer.is_some() => Ok(see_other(paths::SUPPORT)),
        Err(Stopped::Used) => Trouble::new(Reason::Used, Kind::Support).page(&request, &state).await,
        Err(Stopped::Trouble(trouble)) => trouble.page(&request, &state).await,
    }
}

async fn let_in(
    request: &HttpRequest,
    state: &web::Data<State>,
    (party, organisation, role): (&RelyingParty, &str, SupportRole),
    received: Received,
) -> Result<HttpResponse, WebError> {
    let token = Token::draw(state.chance);
    let hash = token.hash();
    let provider = ProviderSession {
        issuer: party.issuer().to_owned(),
        subject: received.identity.subject,
        sid: received.identity.session,
        id_token: received.identity.id_token,
    };
    let new = NewSupportSession {
        token: &hash,
        identifier: &received.identifier,
        organisation,
        role,
        support_code: state.key.support_code(&hash),
        provider: Some(&provider),
    };
    let address = network_address(request);
    let old = state.support_cookie.read(request).map(|token| token.hash());
    let arrival = Arrival {
        old: old.as_ref(),
        attempt: Some(&received.ticket),
        event: LoginEvent {
            kind: Kind::Support,
            action: Action::Login,
            result: "ok",
            address: address.as_deref(),
            sid: provider.sid.as_deref(),
            support_code: Some(new.support_code),
        },
    };
    let entry = sign_in::sign_in_support(&state.db, &arrival, &new, state.clock.now()).await?;
    if entry == Entry::EndedMeanwhile {
        return Trouble::new(Reason::Cancelled, Kind::Support).page(request, state).await;
    }
    let mut response = see_other(paths::SUPPORT);
    response.add_cookie(&state.support_cookie.carry(&token)).map_err(|_| WebError::Unexpected("cookie"))?;
    Ok(response)
}

/// `GET /stotte/logginn/hindring?grunn=…`
pub async fn trouble(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    login::show_trouble_for(&request, &state, Kind::Support).await
}

/// The form holds nothing but its CSRF token.
#[derive(Debug, Deserialize)]
pub struct LogoutForm {}

/// `POST /stotte/loggut`
pub async fn log_out(
    request: HttpRequest,
    state: web::Data<State>,
    SupportForm(form): SupportForm<LogoutForm>,
) -> Result<HttpResponse, WebError> {
    logout::log_out(&request, &state, &form.sent, Kind::Support).await
}

#[derive(Template)]
#[template(path = "support_logged_out.html")]
struct LoggedOutPage {
    page: Page,
}

/// `GET /stotte/utlogget`
pub async fn logged_out(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    html(&LoggedOutPage { page: Page::public(&request, &state) })
}

/// `GET /stotte/loggut/frontkanal?iss=…&sid=…`
pub async fn front_channel(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    front_for(&request, &state, state.support_login.party(), Kind::Support).await
}

/// `POST /stotte/loggut/bakkanal`
pub async fn back_channel(state: web::Data<State>, body: web::Bytes) -> Result<HttpResponse, WebError> {
    back_for(&body, &state, state.support_login.party(), Kind::Support).await
}
