//! What the national register of persons (Folkeregisteret) tells about a person's number and life.

use crate::PersonIdentifier;

/// What happened in a person's life, as far as it concerns the register.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum LifeEvent {
    /// The person got another number, most often a fødselsnummer for a D-number; the old one has ceased.
    NumberReplaced {
        /// The number that has ceased.
        old: PersonIdentifier,
        /// The one that counts from now on.
        new: PersonIdentifier,
    },
    /// The person has died.
    Died {
        /// Who.
        identifier: PersonIdentifier,
    },
    /// The number has ceased (`opphørt`), and no other has taken its place.
    Ceased {
        /// Which number.
        identifier: PersonIdentifier,
    },
}
