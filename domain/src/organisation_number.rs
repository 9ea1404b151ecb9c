//! Who an organisation is: the nine digits of Enhetsregisteret.

use std::fmt;

/// Why a text is not an organisation number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OrganisationNumberError {
    /// Something else than nine digits.
    #[error("an organisation number has nine digits")]
    NotNineDigits,
    /// The last digit does not fit the first eight.
    #[error("the control digit of the organisation number does not fit")]
    ControlDigit,
}

/// A valid organisation number: nine digits, the last of which is a control digit (modulus 11).
///
/// It is public: Enhetsregisteret shows it to anybody, and it may be logged.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OrganisationNumber(String);

const DIGITS: usize = 9;

/// Weights of the nine digits (Brønnøysundregistrene, "Organisasjonsnummeret"); the control digit counts once.
const WEIGHTS: [u32; DIGITS] = [3, 2, 7, 6, 5, 4, 3, 2, 1];

/// How tokens name organisations: ISO 6523, where 0192 stands for Enhetsregisteret.
const ISO6523_PREFIX: &str = "0192:";

impl OrganisationNumber {
    /// Reads nine digits, and nothing around them: this comes from programs, not from people.
    pub fn parse(text: &str) -> Result<Self, OrganisationNumberError> {
        if text.len() != DIGITS || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(OrganisationNumberError::NotNineDigits);
        }
        let digits = text.bytes().map(|byte| u32::from(byte - b'0'));
        let sum = digits.zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum::<u32>();
        // A remainder of 10 needs a control digit that no single digit is, so no such number is given out.
        if sum.is_multiple_of(11) {
            Ok(Self(text.to_owned()))
        } else {
            Err(OrganisationNumberError::ControlDigit)
        }
    }

    /// Reads it in the form that tokens of Maskinporten have, such as `0192:991825827` (Digdir's docs, Maskinporten,
    /// "`access_token`").
    pub fn from_iso6523(text: &str) -> Option<Self> {
        Self::parse(text.strip_prefix(ISO6523_PREFIX)?).ok()
    }

    /// The form that tokens of Maskinporten have.
    pub fn to_iso6523(&self) -> String {
        format!("{ISO6523_PREFIX}{}", self.0)
    }

    /// The nine digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OrganisationNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
