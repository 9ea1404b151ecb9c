//! What the API of Folkeregisteret looks like: everything we believe about it, in one place. Sources, and what could not be
//! verified: `docs/integration/national-register.md`.

use bekreft_domain::{LifeEvent, PersonIdentifier};
use serde::Deserialize;
use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::{Failure, Told, Unreadable};

/// How many events a page of the feed has when there are more.
pub const PAGE: usize = 1000;

/// Where the number of the newest event stands.
pub const NEWEST: &str = "/v1/hendelser/siste/sekvensnummer";

/// Where the events from a number on stand.
pub fn feed(from: i64) -> String {
    format!("/v1/hendelser/feed?seq={from}")
}

/// The kinds of event that may be about a death or a number; the others are passed by unread.
const OF_INTEREST: [&str; 2] = ["endringIDoedsfall", "endringIIdentifikasjonsnummer"];
/// A number that counts.
const IN_USE: &str = "iBruk";
/// A number that does not count any more.
const CEASED: &str = "opphoert";
/// A person who has died.
const DEAD: &str = "doed";

/// One element of the feed.
#[derive(Clone)]
pub struct Element {
    /// Its number.
    pub sequence: i64,
    kind: &'static str,
    happened_at: Option<OffsetDateTime>,
    identifier: Option<String>,
    document: Option<String>,
    payload: String,
}

impl std::fmt::Debug for Element {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Element({}, {})", self.sequence, self.kind)
    }
}

#[derive(Deserialize)]
struct Raw {
    sekvensnummer: i64,
    #[serde(default)]
    hendelse: RawEvent,
}

#[derive(Default, Deserialize)]
struct RawEvent {
    // Skatteetaten's page has both spellings, programs that read the feed have the first.
    #[serde(alias = "hendelsestype")]
    hendelsetype: Option<String>,
    folkeregisteridentifikator: Option<String>,
    persondokument: Option<String>,
    ajourholdstidspunkt: Option<String>,
}

impl Element {
    /// `None` without a number.
    fn read(value: &Value) -> Option<Self> {
        let sequence = value.get("sekvensnummer")?.as_i64()?;
        // What does not read is of a kind that we cannot tell, so it is looked into, and fails there.
        let raw =
            Raw::deserialize(value).unwrap_or(Raw { sekvensnummer: sequence, hendelse: RawEvent::default() });
        let told = raw.hendelse.hendelsetype;
        let known = |told: &str| OF_INTEREST.into_iter().find(|kind| kind.eq_ignore_ascii_case(told));
        let kind = told.as_deref().map_or("unreadable", |told| known(told).unwrap_or(""));
        let at = raw.hendelse.ajourholdstidspunkt;
        Some(Self {
            sequence: raw.sekvensnummer,
            kind,
            happened_at: at.and_then(|text| OffsetDateTime::parse(&text, &Rfc3339).ok()),
            identifier: raw.hendelse.folkeregisteridentifikator,
            document: raw.hendelse.persondokument,
            payload: value.to_string(),
        })
    }

    /// Whether it may concern us.
    pub fn is_of_interest(&self) -> bool {
        !self.kind.is_empty()
    }

    /// Where the person's document stands, as it was after the event. The key of the document, not the person's number, is
    /// in the address.
    pub(super) fn document_path(&self) -> Option<String> {
        let key = self.document.as_deref()?;
        let is_key = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        is_key.then(|| format!("/v1/personer/arkiv/{key}"))
    }

    /// The element with what it means.
    pub(super) fn told(self, events: Result<Vec<LifeEvent>, Unreadable>) -> Told {
        Told {
            sequence: self.sequence,
            kind: self.kind.to_owned(),
            happened_at: self.happened_at,
            events,
            payload: self.payload,
        }
    }

    /// What the person's document says.
    pub(super) fn events(&self, document: &[u8]) -> Result<Vec<LifeEvent>, Unreadable> {
        let document = serde_json::from_slice::<Document>(document)
            .map_err(|_| Unreadable("its document does not read"))?;
        let told = self.identifier.as_deref().ok_or(Unreadable("it names no person"))?;
        let told = PersonIdentifier::parse(told).map_err(|_| Unreadable("its person has no valid number"))?;
        document.events(&told)
    }
}

/// Reads a page, in order of the numbers and each once. An element without a number is passed by; if all are, this is not
/// the feed that we know.
pub fn read_page(body: &[u8]) -> Result<Vec<Element>, Failure> {
    let values =
        serde_json::from_slice::<Vec<Value>>(body).map_err(|_| Failure::Unreadable("it is not a list"))?;
    let mut elements = values.iter().filter_map(Element::read).collect::<Vec<_>>();
    if elements.len() < values.len() {
        tracing::warn!(elements = values.len() - elements.len(), "elements of the feed have no number");
    }
    if elements.is_empty() && !values.is_empty() {
        return Err(Failure::Unreadable("no element has a number"));
    }
    elements.sort_by_key(|element| element.sequence);
    elements.dedup_by_key(|element| element.sequence);
    Ok(elements)
}

/// Reads the newest number: bare, or in an object.
pub fn read_newest(body: &[u8]) -> Result<i64, Failure> {
    let value =
        serde_json::from_slice::<Value>(body).map_err(|_| Failure::Unreadable("it is not a number"))?;
    value
        .as_i64()
        .or_else(|| value.get("sekvensnummer")?.as_i64())
        .ok_or(Failure::Unreadable("it is not a number"))
}

/// What we read of a person's document.
#[derive(Deserialize)]
struct Document {
    #[serde(default)]
    identifikasjonsnummer: Vec<Number>,
    #[serde(default)]
    status: Vec<PersonStatus>,
    doedsfall: Option<Deaths>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Number {
    foedsels_eller_d_nummer: String,
    status: String,
    #[serde(default = "yes")]
    er_gjeldende: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PersonStatus {
    status: String,
    #[serde(default = "yes")]
    er_gjeldende: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Death {
    #[serde(default = "yes")]
    er_gjeldende: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Deaths {
    One(Death),
    Several(Vec<Death>),
}

fn yes() -> bool {
    true
}

impl Document {
    fn is_of_dead(&self) -> bool {
        let died = match &self.doedsfall {
            None => false,
            Some(Deaths::One(death)) => death.er_gjeldende,
            Some(Deaths::Several(deaths)) => deaths.iter().any(|death| death.er_gjeldende),
        };
        died || self.status.iter().any(|status| status.er_gjeldende && status.status == DEAD)
    }

    fn numbers(&self, wanted: impl Fn(&Number) -> bool) -> Result<Vec<PersonIdentifier>, Unreadable> {
        let mut numbers = Vec::new();
        for number in self.identifikasjonsnummer.iter().filter(|number| wanted(number)) {
            let number = PersonIdentifier::parse(&number.foedsels_eller_d_nummer)
                .map_err(|_| Unreadable("its document has a number that is not valid"))?;
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
        Ok(numbers)
    }

    fn events(&self, told: &PersonIdentifier) -> Result<Vec<LifeEvent>, Unreadable> {
        let current = self.numbers(|number| number.status == IN_USE && number.er_gjeldende)?;
        let mut ceased = self.numbers(|number| number.status == CEASED)?;
        ceased.retain(|number| !current.contains(number));
        if !current.contains(told) && !ceased.contains(told) {
            return Err(Unreadable("its document is another person's"));
        }
        if self.is_of_dead() {
            let numbers = current.into_iter().chain(ceased);
            return Ok(numbers.map(|identifier| LifeEvent::Died { identifier }).collect());
        }
        match current.as_slice() {
            [new] => {
                let replaced = |old| LifeEvent::NumberReplaced { old, new: new.clone() };
                Ok(ceased.into_iter().map(replaced).collect())
            }
            [] => Ok(ceased.into_iter().map(|identifier| LifeEvent::Ceased { identifier }).collect()),
            _ => Err(Unreadable("its person has two numbers in use")),
        }
    }
}
