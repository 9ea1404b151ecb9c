//! A short code that a citizen can read aloud to support staff.

use std::fmt;
use std::str::FromStr;

/// Douglas Crockford's base 32 alphabet: no I, L, O (too like digits) and no U (fewer accidental words).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// How many characters carry the 35 bits.
const DATA_CHARACTERS: u32 = 7;

/// 35 random bits and a check character, shown as `7K3M-9QX` plus the check character: the reference on error pages
/// and in logs, which support staff search by.
///
/// The check character is a weighted sum over the field with 32 elements, and all eight weights differ. One wrong
/// character, or any two characters that changed places, therefore always gives another sum.
///
/// It says nothing about the person, so it may be shown and logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SupportCode {
    bits: u64,
}

/// Why a text is not a support code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SupportCodeError {
    /// Not eight characters.
    #[error("a support code has eight characters")]
    Length,
    /// A character that is not in the alphabet.
    #[error("a support code has only digits and letters, and not the letter U")]
    Character,
    /// The check character does not fit: something was misread or swapped.
    #[error("the check character does not fit the others")]
    Check,
}

impl SupportCode {
    /// The code with the low 35 bits of this; the rest is ignored.
    pub const fn from_bits(bits: u64) -> Self {
        Self { bits: bits & ((1 << (5 * DATA_CHARACTERS)) - 1) }
    }

    /// The 35 bits.
    pub const fn to_bits(self) -> u64 {
        self.bits
    }

    /// Reads a code as people type it: upper or lower case, with or without hyphens and spaces, and O for 0, I or L
    /// for 1.
    pub fn parse(typed: &str) -> Result<Self, SupportCodeError> {
        let mut values = typed.chars().filter(|c| !c.is_whitespace() && !is_hyphen(*c)).map(value_of);
        let mut bits = 0;
        for _ in 0..DATA_CHARACTERS {
            let value = values.next().ok_or(SupportCodeError::Length)?.ok_or(SupportCodeError::Character)?;
            bits = bits << 5 | u64::from(value);
        }
        let check = values.next().ok_or(SupportCodeError::Length)?.ok_or(SupportCodeError::Character)?;
        if values.next().is_some() {
            return Err(SupportCodeError::Length);
        }
        let code = Self::from_bits(bits);
        if code.check() == check { Ok(code) } else { Err(SupportCodeError::Check) }
    }

    /// The seven five-bit values, first character first.
    fn values(self) -> impl Iterator<Item = u8> {
        (0..DATA_CHARACTERS).rev().map(move |place| ((self.bits >> (5 * place)) & 31) as u8)
    }

    fn check(self) -> u8 {
        self.values().fold(0, |sum, value| times_x(sum ^ value))
    }
}

/// Multiplies by x in GF(32), built with the primitive polynomial x^5 + x^2 + 1. Powers of x repeat after 31 steps, so
/// the weights x^7 to x^1 and 1 all differ.
const fn times_x(value: u8) -> u8 {
    let doubled = value << 1;
    if doubled & 0b10_0000 == 0 { doubled } else { doubled ^ 0b10_0101 }
}

fn value_of(typed: char) -> Option<u8> {
    let character = match typed.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = ALPHABET.iter().position(|known| char::from(*known) == character)?;
    u8::try_from(place).ok()
}

const fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

impl fmt::Display for SupportCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, value) in self.values().chain([self.check()]).enumerate() {
            let separator = if index == 4 { "-" } else { "" };
            write!(f, "{separator}{}", char::from(ALPHABET[usize::from(value)]))?;
        }
        Ok(())
    }
}

impl FromStr for SupportCode {
    type Err = SupportCodeError;

    fn from_str(typed: &str) -> Result<Self, Self::Err> {
        Self::parse(typed)
    }
}
