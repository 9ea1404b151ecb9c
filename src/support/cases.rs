//! «Clear this limit»: asked for by one of support, decided by another.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use bekreft_domain::{CaseState, Channel, ClearableLimit};
use serde::Deserialize;

use super::look_up::person_at;
use super::viewer::MaybeViewer;
use super::why::Why;
use super::{Desk, Part, SupportApprover, SupportForm, words};
use crate::actions::support::cases::{self, Asked, Decided};
use crate::app::State;
use crate::i18n::Tr;
use crate::store::person::PersonId;
use crate::store::support_case::{self, Case, CaseId, Subject};
use crate::web::login::query_field;
use crate::web::profile::reason_words;
use crate::web::{Page, WebError, html, paths, see_other};

/// So many are shown; older ones are in the history of their persons.
const MOST: i64 = 100;

/// A case in words.
pub struct Line {
    id: String,
    what: &'static str,
    person: String,
    person_at: String,
    reason: &'static str,
    note: String,
    asked: String,
    /// When it ended or ends.
    end: String,
    state: (&'static str, &'static str),
    /// Whoever looks may decide.
    is_to_decide: bool,
    /// Whoever looks has asked.
    is_own: bool,
}

impl Line {
    fn new(tr: Tr, case: &Case, is_approver: bool) -> Self {
        let is_open = case.state == CaseState::Open;
        Self {
            id: case.id.to_string(),
            what: words::limit(tr, case.subject.channel, case.subject.what),
            person: case.identifier.masked(),
            person_at: person_at(&case.subject.person.to_string()),
            reason: reason_words(tr, case.reason),
            note: case.note.clone(),
            asked: tr.desk_case_asked(words::moment(tr, case.asked_at)),
            end: match case.decided_at {
                Some(at) => tr.desk_case_decided(words::moment(tr, at)),
                None if is_open => tr.desk_case_waits(words::moment(tr, case.expires_at)),
                None => tr.desk_case_ended(words::moment(tr, case.expires_at)),
            },
            state: words::case_state(tr, case.state),
            is_to_decide: is_open && is_approver && !case.is_own,
            is_own: is_open && case.is_own,
        }
    }
}

#[derive(Template)]
#[template(path = "support_cases.html")]
struct CasesPage {
    page: Page,
    desk: Desk,
    /// Colour and words of what has just been done.
    said: Option<(&'static str, &'static str)>,
    open: Vec<Line>,
    closed: Vec<Line>,
    is_approver: bool,
}

/// `GET /stotte/saker`
pub async fn show(
    request: HttpRequest,
    state: web::Data<State>,
    MaybeViewer(viewer): MaybeViewer,
) -> Result<HttpResponse, WebError> {
    let Some(viewer) = viewer else { return Ok(see_other(paths::SUPPORT_LOG_IN)) };
    let who = (&viewer.session().identifier, None);
    let cases = support_case::list(&state.support_db, who, MOST, state.clock.now()).await?;
    let desk = Desk::new(&request, &state, &viewer, Part::Cases);
    let page = desk.page.clone();
    let (tr, is_approver) = (page.tr, viewer.is_approver());
    let said = query_field(&request, SAID).and_then(|word| said(tr, &word));
    let (open, closed) = cases.iter().partition::<Vec<_>, _>(|case| case.state == CaseState::Open);
    let lines = |cases: Vec<&Case>| cases.into_iter().map(|case| Line::new(tr, case, is_approver)).collect();
    let (open, closed) = (lines(open), lines(closed));
    html(&CasesPage { page, desk, said, open, closed, is_approver })
}

/// The word in the address that says what has just been done.
const SAID: &str = "utfall";

fn said(tr: Tr, word: &str) -> Option<(&'static str, &'static str)> {
    match word {
        "spurt" => Some(("success", tr.desk_said_asked())),
        "spurt-for" => Some(("info", tr.desk_said_asked_before())),
        "godkjent" => Some(("success", tr.desk_said_approved())),
        "avslatt" => Some(("success", tr.desk_said_refused())),
        "avgjort" => Some(("info", tr.desk_said_before())),
        "utgatt" => Some(("warning", tr.desk_said_expired())),
        "egen" => Some(("warning", tr.desk_said_own())),
        _ => None,
    }
}

fn back(word: &str) -> HttpResponse {
    see_other(&format!("{}?{SAID}={word}", paths::SUPPORT_CASES))
}

/// Which limit of whom, and why.
#[derive(Debug, Deserialize)]
pub struct AskForm {
    #[serde(default)]
    person: String,
    #[serde(default)]
    channel: String,
    #[serde(default)]
    what: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    note: String,
}

/// `POST /stotte/saker`
pub async fn ask(
    request: HttpRequest,
    state: web::Data<State>,
    SupportApprover(approver): SupportApprover,
    SupportForm(form): SupportForm<AskForm>,
) -> Result<HttpResponse, WebError> {
    let fields = form.fields;
    let read = || {
        Some(Subject {
            person: PersonId::parse(&fields.person)?,
            channel: Channel::parse(&fields.channel)?,
            what: ClearableLimit::parse(&fields.what)?,
        })
    };
    let subject = read().ok_or(WebError::BadRequest)?;
    // Whoever asks has seen what holds the person back, and her looking has been written down.
    super::person::access(&request, &state, &approver, subject.person).await?;
    let why = match Why::read(&fields.reason, &fields.note, &state) {
        Ok(why) => why,
        Err(no) => {
            let person = person_at(&fields.person);
            return Ok(see_other(&format!("{person}?mangler={}", no.as_str())));
        }
    };
    let staff = approver.staff(&request);
    let reason = (why.reason, &why.note);
    let asked = cases::ask(&state.support_writes, subject, reason, staff, state.clock.now()).await?;
    match asked {
        Asked::Opened => Ok(back("spurt")),
        Asked::Before => Ok(back("spurt-for")),
        Asked::NotAllowed => Err(WebError::NotApprover),
    }
}

/// Yes or no.
#[derive(Debug, Deserialize)]
pub struct DecisionForm {
    #[serde(default)]
    decision: String,
}

/// `POST /stotte/saker/{id}/avgjor`
pub async fn decide(
    request: HttpRequest,
    state: web::Data<State>,
    SupportApprover(approver): SupportApprover,
    id: web::Path<String>,
    SupportForm(form): SupportForm<DecisionForm>,
) -> Result<HttpResponse, WebError> {
    let id = CaseId::parse(&id).ok_or(WebError::NotFound)?;
    let is_approved = match form.fields.decision.as_str() {
        "approve" => true,
        "refuse" => false,
        _ => return Err(WebError::BadRequest),
    };
    let staff = approver.staff(&request);
    let decided = cases::decide(&state.support_writes, (id, is_approved), staff, state.clock.now()).await?;
    match decided {
        Decided::Approved => Ok(back("godkjent")),
        Decided::Refused => Ok(back("avslatt")),
        Decided::Before => Ok(back("avgjort")),
        Decided::Expired => Ok(back("utgatt")),
        Decided::Own => Ok(back("egen")),
        Decided::NotAllowed => Err(WebError::NotApprover),
        Decided::NotFound => Err(WebError::NotFound),
    }
}
