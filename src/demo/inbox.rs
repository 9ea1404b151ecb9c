//! Every SMS and e-mail that the demo has "sent". The texts are made anew from the outbox: nothing more is stored for
//! them than in production.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use bekreft_domain::{Channel, Code, MobileNumber, oslo};
use serde::Serialize;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::actions::deliver;
use crate::app::State;
use crate::clients::outbox::{Habit, MAGIC};
use crate::i18n::Tr;
use crate::messages::{self, Content, Text};
use crate::store::demo::{self, InboxRow};
use crate::web::{Page, WebError, html};

/// A message, written out.
struct Entry {
    channel: Channel,
    to: String,
    text: Option<Text>,
    code: Option<Code>,
    /// `waiting`, `accepted`, `delivered`, `undelivered`, `failed`.
    state: String,
    language: &'static str,
    at: OffsetDateTime,
    /// The time and the state in words.
    asked_at: String,
    status: String,
}

/// As `/innboks?format=json` shows it.
#[derive(Serialize)]
struct JsonEntry<'a> {
    channel: &'static str,
    to: &'a str,
    subject: Option<&'a str>,
    text: Option<&'a str>,
    html: Option<&'a str>,
    status: &'a str,
    at: String,
    code: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "inbox.html")]
struct InboxPage {
    page: Page,
    entries: Vec<Entry>,
    magic: Vec<(String, &'static str, &'static str)>,
}

/// `GET /innboks`
pub async fn show(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    let (now, page) = (state.clock.now(), Page::public(&request, &state));
    let rows = demo::inbox(&state.db, None).await?;
    let entries = rows.into_iter().map(|row| entry(&state, page.tr, row, now)).collect::<Vec<_>>();
    let asks_json = url::form_urlencoded::parse(request.query_string().as_bytes())
        .any(|(name, value)| name == "format" && value == "json");
    if asks_json {
        return Ok(HttpResponse::Ok().json(entries.iter().map(json).collect::<Vec<_>>()));
    }
    let tr = page.tr;
    let magic = MAGIC.iter().map(|(number, address, habit)| (spaced(number), *address, what(tr, *habit)));
    html(&InboxPage { magic: magic.collect(), page, entries })
}

/// A message that has not arrived shows where it is, and not what it says: so it is with a telephone.
fn entry(state: &State, tr: Tr, row: InboxRow, now: OffsetDateTime) -> Entry {
    let message = row.message;
    let content = deliver::content(&state.code_keys, &message);
    let has_arrived = row.arrives_at.is_some_and(|at| at <= now);
    let text = content
        .filter(|_| has_arrived)
        .map(|content| messages::write(message.channel, content, message.locale, &state.host));
    let code = match content {
        Some(Content::Code(code, _)) if has_arrived => Some(code),
        _ => None,
    };
    Entry {
        channel: message.channel,
        to: message.destination,
        text,
        code,
        status: status(tr, &row.state, row.arrives_at.filter(|at| *at > now)),
        state: row.state,
        language: message.locale.tag(),
        at: row.created_at,
        asked_at: tr.date_and_clock(oslo::to_local(row.created_at)),
    }
}

fn json(entry: &Entry) -> JsonEntry<'_> {
    let mail = entry.text.as_ref().filter(|_| entry.channel == Channel::Email);
    JsonEntry {
        channel: if entry.is_sms() { "sms" } else { "email" },
        to: &entry.to,
        subject: mail.map(|text| text.subject.as_str()),
        text: entry.text.as_ref().map(|text| text.plain.as_str()),
        html: mail.map(|text| text.html.as_str()),
        status: &entry.state,
        at: entry.at.format(&Rfc3339).unwrap_or_default(),
        code: entry.code.as_ref().map(Code::expose),
    }
}

fn spaced(number: &str) -> String {
    MobileNumber::from_stored(number).map(|number| number.international()).unwrap_or_default()
}

fn what(tr: Tr, habit: Habit) -> &'static str {
    match habit {
        Habit::Prompt => "",
        Habit::Late => tr.inbox_late(),
        Habit::OutOfOrder => tr.inbox_out_of_order(),
        Habit::Lost => tr.inbox_lost(),
        Habit::Broken => tr.inbox_broken(),
        Habit::Silent => tr.inbox_silent(),
        Habit::Recovering => tr.inbox_recovering(),
        Habit::Refused => tr.inbox_refused(),
    }
}

impl Entry {
    fn is_sms(&self) -> bool {
        self.channel == Channel::Mobile
    }

    fn shown_to(&self) -> String {
        if self.is_sms() { spaced(&self.to) } else { self.to.clone() }
    }

    /// The paragraphs of an e-mail, or the lines of an SMS.
    fn lines(&self) -> Vec<&str> {
        self.text.as_ref().map(|text| text.plain.lines().collect()).unwrap_or_default()
    }
}

fn status(tr: Tr, state: &str, arrives_at: Option<OffsetDateTime>) -> String {
    if let Some(at) = arrives_at {
        return tr.inbox_arrives(tr.clock(oslo::to_local(at)));
    }
    match state {
        "waiting" => tr.inbox_waiting(),
        "accepted" => tr.inbox_accepted(),
        "delivered" => tr.inbox_delivered(),
        "undelivered" => tr.inbox_undelivered(),
        _ => tr.inbox_failed(),
    }
    .to_owned()
}
