//! A search as it stands in an address: Norwegian names, and nothing about any person.

use bekreft_domain::{
    AgeBand, Criterion, Dimension, Filter, MailboxProvider, NotificationStatus, RegisterLanguage, Status,
};

use crate::store::search::{From, Place};
use crate::web::paths;

/// What is looked for, and where in the hits she is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// The criteria.
    pub filter: Filter,
    /// Which of the hits.
    pub from: From,
    /// What she has just done.
    pub notice: Option<Notice>,
}

/// What is said at the top of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A search has been kept.
    Saved,
    /// One has been forgotten.
    Deleted,
}

const NOTICES: [(Notice, &str); 2] = [(Notice::Saved, "lagret"), (Notice::Deleted, "slettet")];
const NOTICE: &str = "melding";
const AFTER: &str = "etter";
const BEFORE: &str = "for";

impl Query {
    /// Reads the query of an address. None when it asks for something that there is not. A field that is empty asks for
    /// nothing, as a form sends it.
    pub fn parse(text: &str) -> Option<Self> {
        let fields = serde_urlencoded::from_str::<Vec<(String, String)>>(text).ok()?;
        let mut query = Self { filter: Filter::default(), from: From::Start, notice: None };
        for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
            match name.as_str() {
                AFTER => query.from = From::After(place(value)?),
                BEFORE => query.from = From::Before(place(value)?),
                NOTICE => query.notice = NOTICES.iter().find(|(_, word)| word == value).map(|(it, _)| *it),
                name => {
                    if let Some(dimension) = Dimension::ALL.iter().find(|known| key(**known) == name) {
                        query.filter = query.filter.with(criterion(*dimension, value)?);
                    }
                }
            }
        }
        Some(query)
    }

    /// The criteria alone, as they are kept.
    pub fn criteria(&self) -> String {
        let fields =
            self.filter.criteria().iter().map(|one| format!("{}={}", key(one.dimension()), word(*one)));
        fields.collect::<Vec<_>>().join("&")
    }

    /// Criteria and place.
    pub fn text(&self) -> String {
        let place = match self.from {
            From::Start => None,
            From::After(place) => Some(format!("{AFTER}={}-{}", place.code, place.person)),
            From::Before(place) => Some(format!("{BEFORE}={}-{}", place.code, place.person)),
        };
        let word = |notice| NOTICES.iter().find(|(known, _)| *known == notice).map(|(_, word)| *word);
        let notice = self.notice.and_then(word).map(|word| format!("{NOTICE}={word}"));
        let parts = [Some(self.criteria()), place, notice].into_iter().flatten();
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("&")
    }

    /// Its address.
    pub fn address(&self) -> String {
        match self.text() {
            text if text.is_empty() => paths::SUPPORT_SEARCH.to_owned(),
            text => format!("{}?{text}", paths::SUPPORT_SEARCH),
        }
    }

    /// The same search from another place.
    #[must_use]
    pub fn at(&self, from: From) -> Self {
        Self { filter: self.filter.clone(), from, notice: None }
    }

    /// Without one criterion, from the start.
    #[must_use]
    pub fn without(&self, dimension: Dimension) -> Self {
        Self { filter: self.filter.clone().without(dimension), from: From::Start, notice: None }
    }
}

fn place(text: &str) -> Option<Place> {
    let (code, person) = text.split_once('-')?;
    Some(Place { code: code.parse().ok()?, person: person.parse().ok()? })
}

/// What a dimension is called in addresses and forms.
pub const fn key(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Status => "status",
        Dimension::Notification => "varsling",
        Dimension::Mobile => "mobil",
        Dimension::Email => "epost",
        Dimension::Shared => "duplikat",
        Dimension::Verified => "verifisert",
        Dimension::Mailbox => "postkasse",
        Dimension::Reserved => "reservasjon",
        Dimension::Language => "malform",
        Dimension::Age => "alder",
    }
}

/// What a criterion is called there.
pub const fn word(criterion: Criterion) -> &'static str {
    match criterion {
        Criterion::Status(Status::Active) => "aktiv",
        Criterion::Status(Status::Deleted) => "slettet",
        Criterion::Notification(NotificationStatus::CanBeNotified) => "kan",
        Criterion::Notification(NotificationStatus::CannotBeNotified) => "kanikke",
        Criterion::Mobile(wanted)
        | Criterion::Email(wanted)
        | Criterion::Shared(wanted)
        | Criterion::Verified(wanted)
        | Criterion::Mailbox(wanted)
        | Criterion::Reserved(wanted) => {
            if wanted {
                "ja"
            } else {
                "nei"
            }
        }
        Criterion::MailboxOf(provider) => match provider {
            MailboxProvider::Digipost => "digipost",
            MailboxProvider::EBoks => "eboks",
        },
        Criterion::Language(None) => "ingen",
        Criterion::Language(Some(language)) => match language {
            RegisterLanguage::Nb => "nb",
            RegisterLanguage::Nn => "nn",
            RegisterLanguage::Se => "se",
            RegisterLanguage::En => "en",
        },
        Criterion::Age(None) => "ukjent",
        Criterion::Age(Some(age)) => match age {
            AgeBand::Under18 => "under-18",
            AgeBand::From18 => "18-29",
            AgeBand::From30 => "30-44",
            AgeBand::From45 => "45-66",
            AgeBand::From67 => "67-79",
            AgeBand::From80 => "fra-80",
        },
    }
}

fn criterion(dimension: Dimension, value: &str) -> Option<Criterion> {
    let mut about = Criterion::all().into_iter().filter(|known| known.dimension() == dimension);
    about.find(|known| word(*known) == value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_criterion_can_be_written_and_read_again() {
        for one in Criterion::all() {
            let query = Query { filter: Filter::default().with(one), from: From::Start, notice: None };
            assert_eq!(Query::parse(&query.text()), Some(query));
        }
    }

    #[test]
    fn the_place_and_what_is_said_come_along() {
        let place = Place { code: 6213, person: 17 };
        for from in [From::Start, From::After(place), From::Before(place)] {
            for notice in [None, Some(Notice::Saved), Some(Notice::Deleted)] {
                let filter = Filter::default().with(Criterion::Mobile(true)).with(Criterion::Age(None));
                let query = Query { filter, from, notice };
                assert_eq!(Query::parse(&query.text()), Some(query));
            }
        }
    }

    #[test]
    fn what_there_is_not_is_not_searched_for() {
        for text in ["mobil=kanskje", "alder=30", "etter=x", "etter=1", "etter=1-x", "for=-", "status=Aktiv"]
        {
            assert_eq!(Query::parse(text), None, "{text}");
        }
    }

    #[test]
    fn empty_fields_and_those_of_others_ask_for_nothing() {
        let query = Query::parse("mobil=&epost=ja&lang=nn&annet=1").expect("a search");
        assert_eq!(query.text(), "epost=ja");
        assert_eq!(query.address(), "/stotte/sok?epost=ja");
        assert_eq!(Query::parse("").expect("a search").address(), "/stotte/sok");
    }
}
