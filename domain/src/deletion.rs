//! Leaving the register: how long a wish to be deleted waits, and how long the history of a deleted person is kept.

use time::{Duration, OffsetDateTime};

use crate::oslo;

/// A wish to be deleted waits this long. Her number and address are told of it at once, so whoever has taken over a
/// citizen's login cannot delete her unseen, and she can think better of it (the project's own rule; Digdir deletes on a
/// form by post, which takes longer).
pub const WAIT: Duration = Duration::hours(24);

/// The history of a deleted person is kept for this many calendar months.
pub const HISTORY_KEPT_MONTHS: u32 = 18;

/// When somebody who asks for it now is deleted: [`WAIT`] from now, and then when the next minute begins, for that is the time
/// she is told.
pub fn due_at(now: OffsetDateTime) -> OffsetDateTime {
    let due = now + WAIT;
    let minute = due.replace_second(0).and_then(|due| due.replace_nanosecond(0)).unwrap_or(due);
    if minute == due { due } else { minute + Duration::MINUTE }
}

/// The history of those who were deleted before this is thrown away.
pub fn history_ends(now: OffsetDateTime) -> OffsetDateTime {
    oslo::minus_months(now, HISTORY_KEPT_MONTHS)
}
