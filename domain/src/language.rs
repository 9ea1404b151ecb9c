//! The written language a person wants letters in.

use time::OffsetDateTime;

use crate::{Event, Person, Status};

named! {
    /// The language choice kept in the register, by ISO 639-1 code (Digdir's docs: `spraak` in `krr_attributter`).
    ///
    /// It is a wish towards public bodies, not the language of our pages, and it is absent until chosen.
    pub enum RegisterLanguage {
        /// Norwegian Bokmål.
        Nb = "nb",
        /// Norwegian Nynorsk.
        Nn = "nn",
        /// Sámi; the pages use Northern Sámi.
        Se = "se",
        /// English.
        En = "en",
    }
}

/// Why a public body cannot set the language of letters to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LanguageObstacle {
    /// She has one, chosen by herself or set by somebody before.
    AlreadySet,
    /// She has been deleted from the register, and does not come back by herself.
    Deleted,
}

impl Person {
    /// A public body that knows the language a person wants letters in sets it here, so that she need not say it twice.
    /// Only where there is none: what she has chosen is never overwritten. Who never was in the register comes into it, with
    /// the language and nothing else (Digdir, "Språk i KRR").
    pub fn set_missing_language(
        &mut self,
        language: RegisterLanguage,
        now: OffsetDateTime,
    ) -> Result<Vec<Event>, LanguageObstacle> {
        match (self.status(), self.language()) {
            (Some(Status::Deleted), _) => Err(LanguageObstacle::Deleted),
            (_, Some(_)) => Err(LanguageObstacle::AlreadySet),
            _ => Ok(self.choose_language(language, now)),
        }
    }
}
