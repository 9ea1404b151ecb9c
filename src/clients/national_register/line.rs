//! A file of events, one JSON object a line; the format is ours, `docs/integration/national-register.md`.

use bekreft_domain::{LifeEvent, PersonIdentifier};
use serde::Deserialize;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::{Told, Unreadable};

/// What a line turned out to be.
#[derive(Debug)]
pub enum Line {
    /// An event, though perhaps one that cannot be understood.
    Event(Told),
    /// An event of a kind that does not concern us.
    OtherKind,
    /// Nothing that has a number.
    NoEvent,
}

#[derive(Deserialize)]
struct Head {
    sequence: i64,
    kind: String,
}

#[derive(Deserialize)]
struct Body {
    at: Option<String>,
    person: Option<String>,
    old: Option<String>,
    new: Option<String>,
}

/// The number of a line's event, if it has one.
pub fn sequence(line: &str) -> Option<i64> {
    serde_json::from_str::<Head>(line).ok().map(|head| head.sequence).filter(|number| *number > 0)
}

/// Reads a line.
pub fn read(line: &str) -> Line {
    let Ok(head) = serde_json::from_str::<Head>(line) else { return Line::NoEvent };
    if head.sequence < 1 {
        return Line::NoEvent;
    }
    let read: fn(&Body) -> Result<LifeEvent, Unreadable> = match head.kind.as_str() {
        "number_replaced" => |body| {
            let (old, new) = (number(body.old.as_ref())?, number(body.new.as_ref())?);
            if old == new {
                return Err(Unreadable("the old and the new number are the same"));
            }
            Ok(LifeEvent::NumberReplaced { old, new })
        },
        "died" => |body| Ok(LifeEvent::Died { identifier: number(body.person.as_ref())? }),
        "ceased" => |body| Ok(LifeEvent::Ceased { identifier: number(body.person.as_ref())? }),
        _ => return Line::OtherKind,
    };
    let body = serde_json::from_str::<Body>(line).map_err(|_| Unreadable("a field is not a text"));
    let at = body.as_ref().ok().and_then(|body| body.at.as_deref());
    let happened_at = at.map(|text| OffsetDateTime::parse(text, &Rfc3339));
    let events = match (&body, happened_at) {
        (_, Some(Err(_))) => Err(Unreadable("its time does not read")),
        (Ok(body), _) => read(body).map(|event| vec![event]),
        (Err(unreadable), _) => Err(*unreadable),
    };
    Line::Event(Told {
        sequence: head.sequence,
        kind: head.kind,
        happened_at: happened_at.and_then(Result::ok),
        events,
        payload: line.to_owned(),
    })
}

fn number(text: Option<&String>) -> Result<PersonIdentifier, Unreadable> {
    let text = text.ok_or(Unreadable("a number is missing"))?;
    PersonIdentifier::parse(text).map_err(|_| Unreadable("a number is not valid"))
}
