//! Why somebody of support looks or asks: the question and its answer.

use bekreft_domain::{LookReason, Note};

use crate::app::State;
use crate::i18n::Tr;
use crate::web::profile::reason_words;

/// The question, for a template.
#[derive(Clone, Debug)]
pub struct Question {
    /// Value, words, and whether it is chosen. Trying out is offered where nobody is real, and is chosen there already.
    pub reasons: Vec<(&'static str, &'static str, bool)>,
    /// Nothing is chosen: it has to be.
    pub is_open: bool,
    /// What is said beside it.
    pub note: String,
    /// What is wrong with the answer.
    pub wrong: Option<&'static str>,
}

impl Question {
    /// The question with the answer given so far, if there is one.
    pub fn new(tr: Tr, state: &State, answered: Option<&Why>) -> Self {
        let standing = state.is_synthetic.then_some(LookReason::Trial);
        let chosen = answered.map(|why| why.reason).or(standing);
        let reasons = LookReason::ALL.iter().copied().filter(|reason| is_offered(*reason, state));
        Self {
            reasons: reasons
                .map(|reason| (reason.as_str(), reason_words(tr, reason), Some(reason) == chosen))
                .collect(),
            is_open: chosen.is_none(),
            note: answered.map(|why| why.note.as_str().to_owned()).unwrap_or_default(),
            wrong: None,
        }
    }
}

fn is_offered(reason: LookReason, state: &State) -> bool {
    state.is_synthetic || reason != LookReason::Trial
}

/// The answer.
#[derive(Clone, Debug)]
pub struct Why {
    /// The reason.
    pub reason: LookReason,
    /// What is said beside it.
    pub note: Note,
}

/// Why it is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoWhy {
    /// No reason is chosen.
    Missing,
    /// What is said beside it is too long.
    TooLong,
}

impl Why {
    /// Reads an answer.
    pub fn read(reason: &str, note: &str, state: &State) -> Result<Self, NoWhy> {
        let reason = LookReason::parse(reason).filter(|reason| is_offered(*reason, state));
        let reason = reason.ok_or(NoWhy::Missing)?;
        Ok(Self { reason, note: Note::parse(note).ok_or(NoWhy::TooLong)? })
    }
}

impl NoWhy {
    /// What to do about it.
    pub fn words(self, tr: Tr) -> &'static str {
        match self {
            Self::Missing => tr.desk_reason_missing(),
            Self::TooLong => tr.desk_note_too_long(),
        }
    }

    /// As it stands in an address.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "grunn",
            Self::TooLong => "tekst",
        }
    }

    /// The opposite of [`NoWhy::as_str`].
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Missing, Self::TooLong].into_iter().find(|why| why.as_str() == text)
    }
}
