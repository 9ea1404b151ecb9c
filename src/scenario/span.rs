//! Lengths of time as the file writes them: `61s`, `11min`, `2h`, `91d`, `18mo`.

use std::fmt;

use bekreft_domain::oslo;
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// `s`
    Second,
    /// `min`
    Minute,
    /// `h`
    Hour,
    /// `d`
    Day,
    /// `mo`, of the calendar.
    Month,
}

const UNITS: [(&str, Unit); 5] =
    [("s", Unit::Second), ("min", Unit::Minute), ("h", Unit::Hour), ("d", Unit::Day), ("mo", Unit::Month)];

/// A hundred years and more are a slip of the keyboard.
const LONGEST: Duration = Duration::days(36_500);

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Span {
    /// How many.
    pub amount: u32,
    /// Of what.
    pub unit: Unit,
}

impl Span {
    /// So many of these.
    pub const fn new(amount: u32, unit: Unit) -> Self {
        Self { amount, unit }
    }

    /// Reads `91d`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let digits = text.len() - text.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        let (amount, unit) = text.split_at(digits);
        let unit = UNITS.iter().find(|(name, _)| *name == unit).map(|(_, unit)| *unit);
        let span = amount.parse().ok().zip(unit).map(|(amount, unit)| Self { amount, unit });
        let span = span.filter(|span| span.roughly() <= LONGEST);
        span.ok_or_else(|| format!("{text:?} is no length of time; write 61s, 11min, 2h, 91d or 18mo"))
    }

    /// The time as long before.
    pub fn before(self, now: OffsetDateTime) -> OffsetDateTime {
        match self.unit {
            Unit::Month => oslo::minus_months(now, self.amount),
            _ => now - self.roughly(),
        }
    }

    fn roughly(self) -> Duration {
        let amount = i64::from(self.amount);
        match self.unit {
            Unit::Second => Duration::seconds(amount),
            Unit::Minute => Duration::seconds(amount * 60),
            Unit::Hour => Duration::seconds(amount * 3600),
            Unit::Day => Duration::seconds(amount * 86_400),
            Unit::Month => Duration::seconds(amount * 31 * 86_400),
        }
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = UNITS.iter().find(|(_, unit)| *unit == self.unit).map_or("", |(name, _)| *name);
        write!(f, "{}{unit}", self.amount)
    }
}

impl TryFrom<String> for Span {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text)
    }
}

impl From<Span> for String {
    fn from(span: Span) -> Self {
        span.to_string()
    }
}

/// A time before the scenario begins: `-91d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Ago(pub Span);

impl Ago {
    /// So many of these ago.
    pub const fn new(amount: u32, unit: Unit) -> Self {
        Self(Span::new(amount, unit))
    }

    /// When that was.
    pub fn at(self, now: OffsetDateTime) -> OffsetDateTime {
        self.0.before(now)
    }
}

impl TryFrom<String> for Ago {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let span =
            text.strip_prefix('-').ok_or_else(|| format!("{text:?}: a time before now begins with -"))?;
        Span::parse(span).map(Self)
    }
}

impl From<Ago> for String {
    fn from(ago: Ago) -> Self {
        format!("-{}", ago.0)
    }
}
