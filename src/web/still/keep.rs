//! What becomes of a still when the answer goes out.

use actix_web::body::BoxBody;
use actix_web::dev::ServiceResponse;
use actix_web::http::{Method, header};
use actix_web::{HttpMessage as _, HttpRequest, web};
use bekreft_domain::stand_in::masked_text;
use bekreft_domain::{Code, Country, EmailAddress, MobileNumber, StandIns};

use super::develop::Developed;
use super::{Noted, Scene, Still};
use crate::app::State;
use crate::store::flow::{Masks, NewStep};
use crate::web::{Frame, paths};

/// Pages that are made of nothing but their address.
const PUBLIC: &[&str] = &[
    paths::HOME,
    paths::HELP,
    paths::HELP_REGISTER,
    paths::HELP_DUPLICATE,
    paths::HELP_CODE,
    paths::HELP_RESERVATION,
    paths::HELP_MAILBOX,
    paths::HELP_ACCESSIBILITY,
    paths::HELP_PRIVACY,
    paths::LOGGED_OUT,
];

/// Whether the answer is a still itself.
pub fn is_one(response: &ServiceResponse<BoxBody>) -> bool {
    response.request().extensions().contains::<Developed>()
}

/// Keeps the page that goes out as a step of the session.
pub fn keep(response: &ServiceResponse<BoxBody>, frame: Frame) {
    let request = response.request();
    let Some(state) = request.app_data::<web::Data<State>>() else { return };
    if !is_citizens(request.path()) {
        return;
    }
    let noted = request.extensions_mut().remove::<Noted>().unwrap_or_default();
    let status = response.status();
    let is_known = state.session_cookie.read(request).is_some() || state.login_cookie.read(request).is_some();
    let is_proven = noted.still.is_some() && !noted.is_error;
    let has_sent = !noted.sent.is_empty();
    let still = match noted.still {
        Some(still) if is_proven || is_known || status.is_server_error() => still,
        None if has_sent => Still::plain(Scene::Onward { to: destination(response) }),
        None if is_known && status.is_success() && PUBLIC.contains(&request.path()) => {
            Still::plain(Scene::Public)
        }
        Some(_) | None => return,
    };
    let Some(step) =
        step(request, (state, frame), with_sent(still, &noted.sent, (state, frame)), status.as_u16())
    else {
        return;
    };
    if is_proven || has_sent { state.flow.note(step) } else { state.flow.note_unproven(step) }
}

/// Pages of citizens and the public; support, programs and the demo's own pages have no film.
fn is_citizens(path: &str) -> bool {
    let others = [paths::SUPPORT, paths::REST, paths::TEST_ID, paths::INBOX, "/static"];
    !others
        .iter()
        .any(|other| path.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

/// Where a redirect leads: an address of ours as it is, and of another only that it is one.
fn destination(response: &ServiceResponse<BoxBody>) -> Option<String> {
    let location = response.headers().get(header::LOCATION)?.to_str().ok()?;
    let path = location.split(['?', '#']).next()?;
    Some(if path.starts_with('/') { path.to_owned() } else { "service".to_owned() })
}

fn step(
    request: &HttpRequest,
    (state, frame): (&State, Frame),
    still: Still,
    status: u16,
) -> Option<NewStep> {
    Some(NewStep {
        support_code: frame.support_code,
        flow: frame.flow,
        at: state.clock.now(),
        method: if request.method() == Method::POST { "POST" } else { "GET" },
        // A path that is in no table may hold anything.
        path: request.match_pattern().unwrap_or_default(),
        status,
        locale: frame.locale,
        state: serde_json::to_value(still).ok()?,
    })
}

/// The fields of a form that tell what she did, with stand-ins for what she typed.
fn with_sent(mut still: Still, sent: &[(String, String)], (state, frame): (&State, Frame)) -> Still {
    let draw = |value: &str| state.key.stand_in(&frame.flow, value);
    let stand_ins = StandIns::new(&draw);
    let of = |name: &str| sent.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let country = of("country").and_then(Country::from_alpha2).unwrap_or(Country::NORWAY);
    let mut masks = Masks::new();
    still.sent = sent
        .iter()
        .filter_map(|(name, value)| {
            let kept = match name.as_str() {
                "mobile" => mobile(value, country, &stand_ins, &mut masks),
                "email" => email(value, &stand_ins, &mut masks),
                "code" => code(value),
                "country"
                | "mailbox"
                | "provider"
                | "shared_reason_mobile"
                | "shared_reason_email"
                | "action"
                | "lang"
                | "choice"
                | "channel"
                | "reason" => word(value)?,
                _ => return None,
            };
            Some((name.clone(), kept))
        })
        .collect();
    still.masks.extend(masks);
    still
}

fn mobile(typed: &str, country: Country, stand_ins: &StandIns<'_>, masks: &mut Masks) -> String {
    let stand_in = stand_ins.typed_mobile(typed, country);
    let mask =
        MobileNumber::parse(typed, country).map_or_else(|_| masked_text(typed), |number| number.masked());
    masks.push((stand_in.clone(), mask));
    stand_in
}

fn email(typed: &str, stand_ins: &StandIns<'_>, masks: &mut Masks) -> String {
    let stand_in = stand_ins.typed_email(typed);
    let mask = EmailAddress::parse(typed).map_or_else(|_| masked_text(typed), |address| address.masked());
    masks.push((stand_in.clone(), mask));
    stand_in
}

/// Whether it was one, and not which: the page that answers says whether it was right.
fn code(typed: &str) -> String {
    if Code::parse(typed).is_some() {
        "••••••".to_owned()
    } else {
        masked_text(typed.get(..40).unwrap_or(typed))
    }
}

/// A word of ours; what somebody has made up is nothing to keep.
fn word(value: &str) -> Option<String> {
    let is_plain = |letter: char| letter.is_ascii_alphabetic() || letter == '-' || letter == '_';
    (value.len() <= 24 && value.chars().all(is_plain)).then(|| value.to_owned())
}
