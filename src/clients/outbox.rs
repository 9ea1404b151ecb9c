//! The provider of the demo: takes every message and keeps it in the house. Some numbers and addresses fail in
//! interesting ways, so that each line a citizen can see can be tried.

use time::Duration;

use super::{Accepted, Failure, Handed, Report};

/// What the provider does with messages to a certain number or address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Habit {
    /// Arrives at once and is reported delivered.
    Prompt,
    /// Arrives after a minute and a half.
    Late,
    /// The first message arrives after a minute and a half, later ones at once.
    OutOfOrder,
    /// Is taken, and reported undelivered after three seconds.
    Lost,
    /// The provider answers that it has an error.
    Broken,
    /// The provider does not answer.
    Silent,
    /// The first attempt meets an error, the second does not.
    Recovering,
    /// The provider refuses the address.
    Refused,
}

/// Magic numbers, the addresses that go with them, and what happens.
pub const MAGIC: [(&str, &str, Habit); 7] = [
    ("+4740000001", "sen@innboks.example", Habit::Late),
    ("+4740000002", "feil.rekkefolge@innboks.example", Habit::OutOfOrder),
    ("+4740000003", "ikke.levert@innboks.example", Habit::Lost),
    ("+4740000004", "feil500@innboks.example", Habit::Broken),
    ("+4740000005", "tidsavbrudd@innboks.example", Habit::Silent),
    ("+4740000006", "andre.forsok@innboks.example", Habit::Recovering),
    ("+4740000007", "avvist@innboks.example", Habit::Refused),
];

/// How long a late message takes.
pub const LATE: Duration = Duration::seconds(90);
const SOON: Duration = Duration::seconds(3);

/// When a message that was taken arrives, and what is reported when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fate {
    /// After this long; never when not given.
    pub arrives_after: Option<Duration>,
    /// What is reported.
    pub report: Report,
    /// After this long.
    pub reports_after: Duration,
}

impl Habit {
    /// The habit for a number or an address, canonical.
    pub fn of(value: &str) -> Self {
        MAGIC
            .iter()
            .find(|(number, address, _)| *number == value || *address == value)
            .map_or(Self::Prompt, |(_, _, habit)| *habit)
    }

    /// By the name that is stored for a person.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "prompt" => Self::Prompt,
            "late" => Self::Late,
            "out-of-order" => Self::OutOfOrder,
            "lost" => Self::Lost,
            "broken" => Self::Broken,
            "silent" => Self::Silent,
            "recovering" => Self::Recovering,
            "refused" => Self::Refused,
            _ => return None,
        })
    }

    /// What the provider answers.
    pub fn answer(self, attempt: u32) -> Handed {
        match self {
            Self::Broken => Err(Failure::Unavailable),
            Self::Recovering if attempt == 1 => Err(Failure::Unavailable),
            Self::Silent => Err(Failure::Unclear),
            Self::Refused => Err(Failure::BadAddress),
            _ => Ok(Accepted { reference: None }),
        }
    }

    /// What becomes of a message that was taken.
    pub fn fate(self, is_first: bool) -> Fate {
        let late = matches!((self, is_first), (Self::Late, _) | (Self::OutOfOrder, true));
        match self {
            Self::Lost => Fate { arrives_after: None, report: Report::Undelivered, reports_after: SOON },
            _ if late => Fate { arrives_after: Some(LATE), report: Report::Delivered, reports_after: LATE },
            _ => Fate {
                arrives_after: Some(Duration::ZERO),
                report: Report::Delivered,
                reports_after: Duration::SECOND,
            },
        }
    }
}
