//! The warning that a value is registered on someone else too.
//!
//! The warning tells whether a value is in the register, so how often one person may ask is limited.

use time::{Duration, OffsetDateTime};

use crate::{Change, Channel, Event, freshness};

/// How many new values one person may have checked, per channel and [`WINDOW`].
pub const NEW_VALUES_PER_DAY: usize = 3;

/// The time over which the new values are counted.
pub const WINDOW: Duration = Duration::hours(24);

/// What the citizen may be told about a value. Never who else has it, and never how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SharingAnswer {
    /// No other active person has the value.
    Alone,
    /// At least one other active person has it.
    Shared,
    /// It was not looked up, because the person has asked about too many values. Known and unknown values get this
    /// answer alike.
    LimitReached,
}

/// Whether one more value may be checked, given how many distinct new values the person has had checked on this channel
/// within [`WINDOW`], and whether this value is among them (or is her own stored value). Asking again about the same
/// value reveals nothing new, so it is always allowed.
pub const fn may_check(distinct_new_values_checked_in_window: usize, already_checked: bool) -> bool {
    already_checked || distinct_new_values_checked_in_window < NEW_VALUES_PER_DAY
}

named! {
    /// Why a value is on somebody else too. It says nothing of who that is.
    pub enum SharedReason {
        /// Her child has no number or address of its own.
        Child = "child",
        /// Her spouse or partner uses it too.
        Spouse = "spouse",
        /// She is the guardian of somebody, or helps somebody who cannot manage alone.
        Ward = "ward",
        /// She herself has been in the register before, under a D-number.
        DNumber = "d_number",
        /// Something else.
        Other = "other",
    }
}

/// What the citizen answers when she is asked whether a value is on others on purpose.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Nothing, or she was not asked.
    #[default]
    Unsaid,
    /// It is not, or she does not know.
    NotOnPurpose,
    /// It is.
    OnPurpose(SharedReason),
}

impl Purpose {
    /// The name in forms and in the database; none for no answer.
    pub const fn as_str(self) -> Option<&'static str> {
        match self {
            Self::Unsaid => None,
            Self::NotOnPurpose => Some("no"),
            Self::OnPurpose(reason) => Some(reason.as_str()),
        }
    }

    /// The answer with exactly this name.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "no" => Some(Self::NotOnPurpose),
            name => SharedReason::parse(name).map(Self::OnPurpose),
        }
    }
}

/// The citizen has said that a value of hers is on others too on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Declaration {
    /// Why.
    pub reason: SharedReason,
    /// When she last said so.
    pub declared_at: OffsetDateTime,
}

impl Declaration {
    /// Whether the warning may be a quiet line: until she is to confirm again, 90 days later at the latest. Then she is asked
    /// anew, for what was on purpose may have been forgotten since.
    pub fn counts(&self, is_due: bool, now: OffsetDateTime) -> bool {
        !is_due && !freshness::is_due(self.declared_at, now)
    }
}

/// What stands after an answer, and what happened by it. Saying the same again before the time is up only prolongs it.
pub fn declare(
    channel: Channel,
    before: Option<Declaration>,
    purpose: Purpose,
    now: OffsetDateTime,
) -> (Option<Declaration>, Option<Event>) {
    let event = |change| Some(Event { change, at: now });
    match purpose {
        Purpose::Unsaid => (before, None),
        Purpose::NotOnPurpose => (None, before.and_then(|_| event(Change::PurposeWithdrawn(channel)))),
        Purpose::OnPurpose(reason) => {
            let stands =
                before.is_some_and(|said| said.reason == reason && !freshness::is_due(said.declared_at, now));
            let event = if stands { None } else { event(Change::SharedOnPurpose(channel)) };
            (Some(Declaration { reason, declared_at: now }), event)
        }
    }
}
