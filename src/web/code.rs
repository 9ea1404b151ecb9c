//! The page where a code is entered, and asking for one.

mod view;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use bekreft_domain::{Channel, Code, Held, Limit};
use serde::Deserialize;
use time::OffsetDateTime;

use super::login::{self, Destination as Goal, Wish};
use super::page::{html_with_status, text};
use super::signed_in::{Visitor, open_dialog_and_codes};
use super::still::{self, Scene, Shot};
use super::{Citizen, Form, Frame, Page, WebError, paths, see_other};
use crate::actions::send_code::{self, Destination, Request, send_code};
use crate::actions::verify_code::{self, Answer, verify_code};
use crate::app::State;
use crate::store::dialog::Dialog;
use crate::store::draft::Typed;
use crate::store::flow::CodesRecord;
use view::CodePage;
pub use view::Situation;
pub(crate) use view::held_words;

/// `GET /bekreft/kode/sms`
pub async fn show_sms(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    show(&request, &state, Channel::Mobile, Situation::Open).await
}

/// `GET /bekreft/kode/epost`
pub async fn show_email(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    show(&request, &state, Channel::Email, Situation::Open).await
}

async fn show(
    request: &HttpRequest,
    state: &web::Data<State>,
    channel: Channel,
    situation: Situation,
) -> Result<HttpResponse, WebError> {
    let (visitor, found) = open_dialog_and_codes(request, state, channel).await?;
    let (Visitor::Citizen(citizen), Some((dialog, recent, wrong_tries))) = (&visitor, found) else {
        return login::start(request, state, &visitor, Wish::to(Goal::at(page_of(channel)))).await;
    };
    let now = state.clock.now();
    let back = dialog_path(citizen, dialog.person.is_due(now));
    let Some(destination) = Destination::read(&dialog.typed(), channel) else { return Ok(see_other(back)) };
    let status = situation.status();
    let retry_after = situation.held().map(|held| (held.until - now).whole_seconds().max(1));
    let page = Page::personal(request, state, citizen);
    still::note(request, state, Shot::of(citizen, &dialog, None), |stand_ins| Scene::Code {
        channel: channel.as_str().to_owned(),
        situation: situation.into(),
        codes: CodesRecord::of((&recent, &wrong_tries), channel, stand_ins),
        is_edit: back == paths::EDIT,
    });
    let exhausted = state.rules.exhausted(&wrong_tries, now);
    let view = CodePage::new(page, (&destination, back), &recent, (situation, exhausted), now);
    let mut response = html_with_status(&view, status)?;
    if let Some(seconds) = retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from(seconds));
    }
    Ok(response)
}

/// The page as it was then.
pub fn develop(
    page: Page,
    (dialog, codes): (&Dialog, &CodesRecord),
    (channel, situation): (Channel, Situation),
    back: &'static str,
    now: OffsetDateTime,
) -> Result<String, WebError> {
    let destination =
        Destination::read(&dialog.typed(), channel).ok_or(WebError::Unexpected("a code to nowhere"))?;
    let (recent, wrong_tries) = codes.codes()?;
    let exhausted = page.state.rules.exhausted(&wrong_tries, now);
    text(&CodePage::new(page, (&destination, back), &recent, (situation, exhausted), now))
}

/// The dialog as this citizen came to it.
fn dialog_path(citizen: &Citizen, is_due: bool) -> &'static str {
    if is_due && !citizen.has_answered() { paths::CONFIRM } else { paths::EDIT }
}

/// The field of the page.
#[derive(Deserialize)]
pub struct CodeForm {
    #[serde(default)]
    code: String,
}

/// `POST /bekreft/kode/sms`
pub async fn submit_sms(
    request: HttpRequest,
    state: web::Data<State>,
    citizen: Citizen,
    form: Form<CodeForm>,
) -> Result<HttpResponse, WebError> {
    Box::pin(submit(&request, &state, &citizen, form, Channel::Mobile)).await
}

/// `POST /bekreft/kode/epost`
pub async fn submit_email(
    request: HttpRequest,
    state: web::Data<State>,
    citizen: Citizen,
    form: Form<CodeForm>,
) -> Result<HttpResponse, WebError> {
    Box::pin(submit(&request, &state, &citizen, form, Channel::Email)).await
}

async fn submit(
    request: &HttpRequest,
    state: &web::Data<State>,
    citizen: &Citizen,
    form: Form<CodeForm>,
    channel: Channel,
) -> Result<HttpResponse, WebError> {
    let Some(code) = Code::parse(&form.fields.code) else {
        let situation =
            if form.fields.code.trim().is_empty() { Situation::Missing } else { Situation::NotSixDigits };
        return show(request, state, channel, situation).await;
    };
    let answer = Answer {
        identifier: citizen.identifier(),
        channel,
        code: &code,
        support_code: Frame::of(request).support_code,
    };
    let outcome = verify_code(&state.db, state.policy(), answer, state.clock.now())
        .await
        .map_err(|error| WebError::from(error).with_form(&form.sent))?;
    match outcome {
        verify_code::Outcome::Verified => Ok(see_other(after_proof(request, state).await?)),
        verify_code::Outcome::Wrong { tries_left } => {
            show(request, state, channel, Situation::Wrong { tries_left }).await
        }
        verify_code::Outcome::UsedUp => show(request, state, channel, Situation::UsedUp).await,
        verify_code::Outcome::Expired => show(request, state, channel, Situation::Expired).await,
        verify_code::Outcome::NothingSent => show(request, state, channel, Situation::NothingSent).await,
        verify_code::Outcome::Held(held) => show(request, state, channel, Situation::Held(held)).await,
    }
}

/// Back in the dialog, where the value now stands as verified.
async fn after_proof(request: &HttpRequest, state: &web::Data<State>) -> Result<&'static str, WebError> {
    match super::signed_in::open_dialog(request, state).await? {
        (Visitor::Citizen(citizen), Some(dialog)) => {
            Ok(dialog_path(&citizen, dialog.person.is_due(state.clock.now())))
        }
        _ => Ok(paths::CONFIRM),
    }
}

/// The form holds nothing but its CSRF token.
#[derive(Debug, Deserialize)]
pub struct SendForm {}

/// `POST /bekreft/kode/sms/send`
pub async fn send_sms(
    request: HttpRequest,
    state: web::Data<State>,
    citizen: Citizen,
    form: Form<SendForm>,
) -> Result<HttpResponse, WebError> {
    Box::pin(send_again(&request, &state, &citizen, form, Channel::Mobile)).await
}

/// `POST /bekreft/kode/epost/send`
pub async fn send_email(
    request: HttpRequest,
    state: web::Data<State>,
    citizen: Citizen,
    form: Form<SendForm>,
) -> Result<HttpResponse, WebError> {
    Box::pin(send_again(&request, &state, &citizen, form, Channel::Email)).await
}

async fn send_again(
    request: &HttpRequest,
    state: &web::Data<State>,
    citizen: &Citizen,
    form: Form<SendForm>,
    channel: Channel,
) -> Result<HttpResponse, WebError> {
    let (Visitor::Citizen(_), Some(dialog)) = super::signed_in::open_dialog(request, state).await? else {
        return Err(WebError::NotSignedIn { kept: false });
    };
    let Some(destination) = Destination::read(&dialog.typed(), channel) else {
        return Ok(see_other(dialog_path(citizen, dialog.person.is_due(state.clock.now()))));
    };
    ask(request, state, citizen, (destination, None)).await.map_err(|error| error.with_form(&form.sent))
}

/// The button «Send kode …» of the dialog: what stands in the dialog is kept, and the code goes to what stands in the field.
pub async fn send_from_dialog(
    request: &HttpRequest,
    state: &web::Data<State>,
    citizen: &Citizen,
    (destination, typed): (Destination, Typed),
) -> Result<HttpResponse, WebError> {
    ask(request, state, citizen, (destination, Some(typed))).await
}

async fn ask(
    request: &HttpRequest,
    state: &web::Data<State>,
    citizen: &Citizen,
    (destination, typed): (Destination, Option<Typed>),
) -> Result<HttpResponse, WebError> {
    let channel = destination.channel();
    let frame = Frame::of(request);
    let network = network(request);
    let wish = Request {
        identifier: citizen.identifier(),
        destination,
        typed,
        locale: frame.locale,
        support_code: frame.support_code,
        network: network.as_deref(),
    };
    let outcome = send_code(&state.db, state.policy(), wish, state.chance, state.clock.now()).await?;
    match outcome {
        // A code just sent is what she is waiting for: the page where it is entered.
        send_code::Outcome::Queued | send_code::Outcome::Held(Held { by: Limit::CoolDown, .. }) => {
            Ok(see_other(page_of(channel)))
        }
        send_code::Outcome::AlreadyVerified => Ok(see_other(after_proof(request, state).await?)),
        send_code::Outcome::Held(held) => show(request, state, channel, Situation::Held(held)).await,
    }
}

fn page_of(channel: Channel) -> &'static str {
    match channel {
        Channel::Mobile => paths::CODE_SMS,
        Channel::Email => paths::CODE_EMAIL,
    }
}

/// The network a request comes from: an IPv4 address or the first half of an IPv6 address. It is only counted, so that a
/// proxy may name it.
fn network(request: &HttpRequest) -> Option<String> {
    let info = request.connection_info();
    match info.realip_remote_addr()?.parse().ok()? {
        std::net::IpAddr::V4(address) => Some(address.to_string()),
        std::net::IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Some(format!("{a:x}:{b:x}:{c:x}:{d:x}::/64"))
        }
    }
}

impl Situation {
    fn status(&self) -> StatusCode {
        match self {
            Self::Open => StatusCode::OK,
            Self::Held(_) => StatusCode::TOO_MANY_REQUESTS,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    fn held(&self) -> Option<Held> {
        match self {
            Self::Held(held) => Some(*held),
            _ => None,
        }
    }
}
