//! Log in as support: the demo's stand-in for Ansattporten. Closed where Ansattporten is set up.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use bekreft_domain::{IdentifierKind, PersonIdentifier, SupportRole};
use serde::Deserialize;
use time::macros::date;

use crate::actions::sign_in::{self, Arrival};
use crate::app::{State, SupportLogin};
use crate::secrets::Token;
use crate::store::login_attempt::Kind;
use crate::store::login_event::{Action, LoginEvent};
use crate::store::support_session::NewSupportSession;
use crate::support::SupportForm;
use crate::web::{Page, WebError, html, paths, see_other};

/// An organisation number that the national register of organisations uses in its own test data.
const ORGANISATION: &str = "313409953";

/// Who can log in: name in the form, role, and which of the numbers is hers. Two approvers, so that one can ask and the other
/// decide.
const STAFF: [(&str, SupportRole, usize); 3] = [
    ("viewer", SupportRole::Viewer, 0),
    ("asks", SupportRole::Approver, 1),
    ("decides", SupportRole::Approver, 2),
];

#[derive(Template)]
#[template(path = "testid_support.html")]
struct TestIdSupportPage {
    page: Page,
    csrf: String,
}

impl TestIdSupportPage {
    /// The choices: value, words, and what she may do.
    fn staff(&self) -> [(&'static str, &'static str, &'static str); 3] {
        let tr = self.page.tr;
        [
            ("viewer", tr.testid_support_viewer(), tr.desk_role_viewer()),
            ("asks", tr.testid_support_asks(), tr.desk_role_approver()),
            ("decides", tr.testid_support_decides(), tr.desk_role_approver()),
        ]
    }
}

fn is_open(state: &State) -> Result<(), WebError> {
    if matches!(state.support_login, SupportLogin::TestId) { Ok(()) } else { Err(WebError::NotFound) }
}

/// `GET /testid/stotte`
pub async fn show(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    is_open(&state)?;
    // The form needs a cookie to be bound to; it opens nothing.
    let token = Token::draw(state.chance);
    let csrf = state.key.csrf_token(&token.hash(), state.chance);
    let mut response = html(&TestIdSupportPage { page: Page::public(&request, &state), csrf })?;
    response.add_cookie(&state.support_cookie.carry(&token)).map_err(|_| WebError::Unexpected("cookie"))?;
    Ok(response)
}

/// Who logs in; who only looks when nobody is chosen.
#[derive(Debug, Deserialize)]
pub struct LoginForm {
    #[serde(default)]
    who: String,
}

/// `POST /testid/stotte`
pub async fn submit(
    request: HttpRequest,
    state: web::Data<State>,
    SupportForm(form): SupportForm<LoginForm>,
) -> Result<HttpResponse, WebError> {
    is_open(&state)?;
    let chosen = STAFF.iter().find(|(name, ..)| *name == form.fields.who).unwrap_or(&STAFF[0]);
    let (role, identifier) = (chosen.1, support_worker(chosen.2));
    let identifier = identifier.ok_or(WebError::Unexpected("no test person"))?;
    let token = Token::draw(state.chance);
    let hash = token.hash();
    let new = NewSupportSession {
        token: &hash,
        identifier: &identifier,
        organisation: ORGANISATION,
        role,
        support_code: state.key.support_code(&hash),
        provider: None,
    };
    let event = LoginEvent {
        kind: Kind::Support,
        action: Action::Login,
        result: "ok",
        address: None,
        sid: None,
        support_code: Some(new.support_code),
    };
    let old = state.support_cookie.read(&request).map(|token| token.hash());
    let arrival = Arrival { old: old.as_ref(), attempt: None, event };
    sign_in::sign_in_support(&state.db, &arrival, &new, state.clock.now()).await?;
    let mut response = see_other(paths::SUPPORT);
    response.add_cookie(&state.support_cookie.carry(&token)).map_err(|_| WebError::Unexpected("cookie"))?;
    Ok(response)
}

/// Somebody who does not exist.
fn support_worker(which: usize) -> Option<PersonIdentifier> {
    let born = date!(1984 - 02 - 29);
    let all = (0..500).filter_map(|individual| {
        PersonIdentifier::synthetic(born, individual, IdentifierKind::NationalIdentityNumber)
    });
    all.into_iter().nth(which)
}
