//! The warning that a value is registered on someone else too.
//!
//! The warning tells whether a value is in the register, so how often one person may ask is limited.

use time::Duration;

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
