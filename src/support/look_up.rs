//! Looking somebody up by one exact value, with a reason. The value is posted, so that it stands in no address and no log.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use bekreft_domain::{Contact, EmailAddress, LookKind, MobileNumber, Status, Wanted};
use serde::Deserialize;

use super::viewer::MaybeViewer;
use super::why::{Question, Why};
use super::{Desk, Part, SupportForm, SupportViewer};
use crate::actions::support::look;
use crate::app::State;
use crate::i18n::Tr;
use crate::store::desk::{self, Record};
use crate::web::{Page, WebError, html, paths, see_other};

/// So many are shown, and written down. More have nothing in common that helps anybody.
const MOST: i64 = 20;

/// Somebody who has been found, with masked values.
struct Hit {
    id: String,
    identifier: String,
    contact: String,
    is_deleted: bool,
}

/// What has come of it.
enum Outcome {
    /// Nothing is asked yet.
    Asked,
    /// What was typed, or why, cannot be taken: field and words.
    Wrong(Vec<(&'static str, &'static str)>),
    /// Nobody has it.
    Nobody,
    /// These have; whether there may be more.
    Found(Vec<Hit>, bool),
}

#[derive(Template)]
#[template(path = "support_look_up.html")]
struct LookUpPage {
    page: Page,
    desk: Desk,
    typed: String,
    why: Question,
    outcome: Outcome,
}

impl Outcome {
    /// What is wrong with a field.
    fn wrong(&self, field: &str) -> Option<&'static str> {
        let Self::Wrong(wrong) = self else { return None };
        wrong.iter().find(|(name, _)| *name == field).map(|(_, words)| *words)
    }
}

/// `GET /stotte/oppslag`
pub async fn show(
    request: HttpRequest,
    state: web::Data<State>,
    MaybeViewer(viewer): MaybeViewer,
) -> Result<HttpResponse, WebError> {
    let Some(viewer) = viewer else { return Ok(see_other(paths::SUPPORT_LOG_IN)) };
    page(&request, &state, &viewer, (String::new(), None), Outcome::Asked)
}

fn page(
    request: &HttpRequest,
    state: &web::Data<State>,
    viewer: &SupportViewer,
    (typed, why): (String, Option<&Why>),
    outcome: Outcome,
) -> Result<HttpResponse, WebError> {
    let desk = Desk::new(request, state, viewer, Part::Search);
    let page = desk.page.clone();
    let wrong = outcome.wrong("reason");
    let why = Question { wrong, ..Question::new(page.tr, state, why) };
    html(&LookUpPage { page, desk, typed, why, outcome })
}

/// What was typed and why.
#[derive(Debug, Deserialize)]
pub struct LookUpForm {
    #[serde(default)]
    value: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    note: String,
}

/// `POST /stotte/oppslag`
pub async fn submit(
    request: HttpRequest,
    state: web::Data<State>,
    viewer: SupportViewer,
    SupportForm(form): SupportForm<LookUpForm>,
) -> Result<HttpResponse, WebError> {
    let fields = form.fields;
    let wanted = Wanted::parse(&fields.value);
    // What a citizen saw says nothing about who she is, and is looked at elsewhere.
    if let Some(Wanted::Code(code)) = wanted {
        return Ok(see_other(&flow_of(&code.to_string())));
    }
    let tr = Page::public(&request, &state).tr;
    let why = Why::read(&fields.reason, &fields.note, &state);
    let (wanted, why) = match (wanted, why) {
        (Some(wanted), Ok(why)) => (wanted, why),
        (wanted, why) => {
            let value = wanted.is_none().then(|| {
                let words = if fields.value.trim().is_empty() {
                    tr.desk_value_missing()
                } else {
                    tr.desk_value_unreadable()
                };
                ("value", words)
            });
            let reason = why.as_ref().err().map(|no| ("reason", no.words(tr)));
            let wrong = value.into_iter().chain(reason).collect();
            return page(&request, &state, &viewer, (fields.value, why.as_ref().ok()), Outcome::Wrong(wrong));
        }
    };
    let found = desk::find(&state.support_db, &wanted, MOST + 1).await?;
    let is_more = i64::try_from(found.len()).is_ok_and(|many| many > MOST);
    let shown = found.into_iter().take(usize::try_from(MOST).unwrap_or(usize::MAX)).collect::<Vec<_>>();
    if shown.is_empty() {
        return page(&request, &state, &viewer, (fields.value, Some(&why)), Outcome::Nobody);
    }
    let looks = look::Why { kind: LookKind::Look, reason: why.reason, note: &why.note };
    look::note(&state.support_writes, &shown, looks, viewer.staff(&request), state.clock.now()).await?;
    if let [only] = shown[..] {
        return Ok(see_other(&person_at(&only.to_string())));
    }
    let records = desk::records(&state.support_db, &shown).await?;
    let hits = records.iter().map(|record| hit(tr, record)).collect();
    page(&request, &state, &viewer, (String::new(), Some(&why)), Outcome::Found(hits, is_more))
}

/// Where a person is.
pub fn person_at(id: &str) -> String {
    paths::SUPPORT_PERSON.replace("{id}", id)
}

/// Where support sees what a citizen saw.
pub fn flow_of(code: &str) -> String {
    format!("{}/flyt/{code}", paths::SUPPORT)
}

fn hit(tr: Tr, record: &Record) -> Hit {
    let person = record.person();
    let mobile = person.mobile().map(Contact::value).map(MobileNumber::masked);
    let email = person.email().map(Contact::value).map(EmailAddress::masked);
    let contact = mobile.into_iter().chain(email).collect::<Vec<_>>().join(", ");
    Hit {
        id: record.id.to_string(),
        identifier: person.identifier().masked(),
        contact: if contact.is_empty() { tr.receipt_not_registered().to_owned() } else { contact },
        is_deleted: person.status() == Some(Status::Deleted),
    }
}
