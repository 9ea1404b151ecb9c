//! The one-time code: six digits, the same in a message, in a form and in a comparison.

use std::fmt;

/// How many digits a code has.
pub const LENGTH: usize = 6;

/// A one-time code, `000000` to `999999`. A text everywhere: leading zeros count.
///
/// It proves possession of a number or an address (Digdir's docs, `krr_attributter`: "validert vha engangskode"), so it
/// has no `Display` and masks itself in `Debug`.
#[derive(Clone, Copy)]
pub struct Code([u8; LENGTH]);

impl Code {
    /// The code that these bits stand for: their remainder by a million. From 64 bits no code is more likely than another
    /// by more than one part in 10^13.
    pub fn from_bits(bits: u64) -> Self {
        let mut rest = bits % 1_000_000;
        let mut digits = [b'0'; LENGTH];
        for digit in digits.iter_mut().rev() {
            *digit += u8::try_from(rest % 10).unwrap_or(0);
            rest /= 10;
        }
        Self(digits)
    }

    /// Reads what a person typed or pasted. Spaces, hyphens and dots between the digits are hers; anything else, or
    /// another number of digits, is no code.
    pub fn parse(typed: &str) -> Option<Self> {
        let bare = typed
            .chars()
            .filter(|letter| {
                !letter.is_whitespace() && !matches!(letter, '-' | '.' | '\u{2010}'..='\u{2013}')
            })
            .map(|letter| letter.is_ascii_digit().then(|| u8::try_from(letter).ok()).flatten())
            .collect::<Option<Vec<u8>>>()?;
        bare.try_into().ok().map(Self)
    }

    /// The six digits, for the message.
    pub fn expose(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Whether the codes are the same. Takes the same time wherever they differ.
    pub fn matches(&self, other: &Self) -> bool {
        self.0.iter().zip(other.0).fold(0, |difference, (one, another)| difference | (one ^ another)) == 0
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(…)")
    }
}
