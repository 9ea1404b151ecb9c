//! A person as support sees her: what the register holds, what has happened, and what holds her back. Masked, until there is a
//! reason to see more.

mod facts;
mod limits;
mod messages;
mod relations;
mod source;

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use bekreft_domain::{LookKind, LookReason, Note};
use serde::Deserialize;

use super::look_up::{flow_of, person_at};
use super::why::{NoWhy, Question, Why};
use super::{Desk, Part, SupportForm, SupportViewer, words};
use crate::actions::support::look;
use crate::app::State;
use crate::store::access_log;
use crate::store::desk::{self, Record};
use crate::store::history::{self, SHOWN};
use crate::store::person::PersonId;
use crate::store::support_look::{self, Looked};
use crate::web::login::query_field;
use crate::web::profile::{self, Day, Happened};
use crate::web::{Page, WebError, html, see_other};
use facts::Group;
use limits::LimitLine;
use messages::Sent;

/// How a person is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum View {
    Key,
    Relations,
    Source,
}

impl View {
    fn of(request: &HttpRequest) -> Self {
        match query_field(request, "visning").as_deref() {
            Some("relasjoner") => Self::Relations,
            Some("kilde") => Self::Source,
            _ => Self::Key,
        }
    }
}

/// What all views of a person have in common.
struct Head {
    /// Where she is.
    place: String,
    identifier: String,
    view: View,
    is_revealed: bool,
    /// The question before her values are shown.
    why: Question,
    /// What is missing in an answer.
    wrong: Option<&'static str>,
}

impl Head {
    fn new(request: &HttpRequest, state: &State, page: &Page, record: &Record, looked: Looked) -> Self {
        let identifier = record.person().identifier();
        let wrong = query_field(request, "mangler").and_then(|word| NoWhy::parse(&word));
        Self {
            place: person_at(&record.id.to_string()),
            identifier: if looked.at_values { identifier.expose().to_owned() } else { identifier.masked() },
            view: View::of(request),
            is_revealed: looked.at_values,
            why: Question::new(page.tr, state, None),
            wrong: wrong.map(|wrong| wrong.words(page.tr)),
        }
    }

    /// The views: address, words, and whether it is the one that is shown.
    fn views(&self, page: &Page) -> [(String, &'static str, bool); 3] {
        let tr = page.tr;
        [
            (View::Key, "nokkel", tr.desk_view_key()),
            (View::Relations, "relasjoner", tr.desk_view_relations()),
            (View::Source, "kilde", tr.desk_view_source()),
        ]
        .map(|(view, name, words)| (format!("{}?visning={name}", self.place), words, view == self.view))
    }
}

#[derive(Template)]
#[template(path = "support_person.html")]
struct KeyPage {
    page: Page,
    desk: Desk,
    head: Head,
    tone: &'static str,
    standing: String,
    /// What she reads herself.
    own_words: String,
    groups: Vec<Group>,
    limits: Vec<LimitLine>,
    counts: Vec<(&'static str, String)>,
    is_approver: bool,
    id: String,
    sent: Vec<Sent>,
    history: Vec<Happened>,
    lookups: Vec<Day>,
    /// Codes of her latest pages: the code, where it leads, and when.
    codes: Vec<(String, String, String)>,
}

#[derive(Template)]
#[template(path = "support_relations.html")]
struct RelationsPage {
    page: Page,
    desk: Desk,
    head: Head,
    shared: Vec<relations::Shared>,
    groups: Vec<Group>,
}

#[derive(Template)]
#[template(path = "support_source.html")]
struct SourcePage {
    page: Page,
    desk: Desk,
    head: Head,
    json: String,
}

/// Lets somebody of support see a person: within an hour after she has said why, or where nobody is real. Then that she looks is
/// written down all the same.
pub async fn access(
    request: &HttpRequest,
    state: &State,
    viewer: &SupportViewer,
    id: PersonId,
) -> Result<(Record, Looked), WebError> {
    let now = state.clock.now();
    let looked = support_look::lately(&state.support_db, &viewer.session().identifier, id, now).await?;
    if !looked.at_her && !state.is_synthetic {
        return Err(WebError::NotLookedUp);
    }
    let record = desk::records(&state.support_db, &[id]).await?.pop().ok_or(WebError::NotFound)?;
    if !looked.at_her {
        let note = Note::default();
        let why = look::Why { kind: LookKind::Look, reason: LookReason::Trial, note: &note };
        look::note(&state.support_writes, &[id], why, viewer.staff(request), now).await?;
    }
    Ok((record, looked))
}

/// `GET /stotte/person/{id}?visning=…`
pub async fn show(
    request: HttpRequest,
    state: web::Data<State>,
    viewer: SupportViewer,
    id: web::Path<String>,
) -> Result<HttpResponse, WebError> {
    let id = PersonId::parse(&id).ok_or(WebError::NotFound)?;
    let (record, looked) = access(&request, &state, &viewer, id).await?;
    let desk = Desk::new(&request, &state, &viewer, Part::Search);
    let page = desk.page.clone();
    let head = Head::new(&request, &state, &page, &record, looked);
    match head.view {
        View::Key => html(&key_page(&state, &viewer, (page, desk, head), &record).await?),
        View::Relations => {
            let shared = relations::shared(&state, page.tr, &record).await?;
            let groups = relations::groups(page.tr, &record, looked.at_values, state.clock.now());
            html(&RelationsPage { page, desk, head, shared, groups })
        }
        View::Source => {
            let json = source::json(&record, looked.at_values, state.clock.now())?;
            html(&SourcePage { page, desk, head, json })
        }
    }
}

/// So many messages, and codes of pages, are shown.
const MESSAGES: i64 = 30;
const CODES: i64 = 10;

async fn key_page(
    state: &State,
    viewer: &SupportViewer,
    (page, desk, head): (Page, Desk, Head),
    record: &Record,
) -> Result<KeyPage, WebError> {
    let (tr, now, db) = (page.tr, state.clock.now(), &state.support_db);
    let (history, lookups, messages, codes, limits) = futures_util::future::join5(
        history::for_support(db, record.id, SHOWN),
        access_log::for_support(db, record.id, SHOWN),
        desk::messages(db, record.person().identifier(), MESSAGES),
        desk::support_codes(db, record, CODES),
        limits::in_force(state, viewer, tr, record),
    )
    .await;
    let (history, limits) = (history?, limits?);
    let (is_good, standing) = facts::standing(tr, record, now);
    Ok(KeyPage {
        tone: if is_good { "success" } else { "warning" },
        standing,
        own_words: profile::standing(tr, &record.dialog, now).1,
        groups: facts::groups(tr, record, head.is_revealed, now),
        counts: limits.counts,
        limits: limits.lines,
        is_approver: viewer.is_approver(),
        id: record.id.to_string(),
        sent: messages?.iter().map(|line| Sent::new(tr, line, head.is_revealed)).collect(),
        lookups: profile::days(tr, &lookups?, &history),
        history: history.iter().map(|entry| profile::happened(tr, entry)).collect(),
        codes: codes?
            .into_iter()
            .map(|(code, at)| (code.clone(), flow_of(&code), words::moment(tr, at)))
            .collect(),
        page,
        desk,
        head,
    })
}

/// Why her values are to be seen.
#[derive(Debug, Deserialize)]
pub struct RevealForm {
    #[serde(default)]
    reason: String,
    #[serde(default)]
    note: String,
}

/// `POST /stotte/person/{id}/vis`
pub async fn reveal(
    request: HttpRequest,
    state: web::Data<State>,
    viewer: SupportViewer,
    id: web::Path<String>,
    SupportForm(form): SupportForm<RevealForm>,
) -> Result<HttpResponse, WebError> {
    let id = PersonId::parse(&id).ok_or(WebError::NotFound)?;
    access(&request, &state, &viewer, id).await?;
    let place = person_at(&id.to_string());
    let why = match Why::read(&form.fields.reason, &form.fields.note, &state) {
        Ok(why) => why,
        Err(no) => return Ok(see_other(&format!("{place}?mangler={}", no.as_str()))),
    };
    let looks = look::Why { kind: LookKind::Reveal, reason: why.reason, note: &why.note };
    look::note(&state.support_writes, &[id], looks, viewer.staff(&request), state.clock.now()).await?;
    Ok(see_other(&place))
}
