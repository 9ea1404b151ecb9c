//! The only reader of time and chance; everything else takes them as arguments.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use time::{Duration, OffsetDateTime};

/// Tells the time. A test may move it; nothing else can.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    ahead_seconds: Arc<AtomicI64>,
}

impl Clock {
    /// The time now, in UTC, cut to the microseconds that Postgres keeps.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    pub fn now(&self) -> OffsetDateTime {
        let ahead = Duration::seconds(self.ahead_seconds.load(Ordering::Relaxed));
        let now = OffsetDateTime::now_utc() + ahead;
        now.replace_microsecond(now.microsecond()).unwrap_or(now)
    }

    /// Moves this clock, and every clone of it, forward.
    pub fn advance(&self, by: Duration) {
        self.ahead_seconds.fetch_add(by.whole_seconds(), Ordering::Relaxed);
    }
}

/// Draws random bytes from the operating system's generator.
#[derive(Clone, Copy, Debug, Default)]
pub struct Chance;

impl Chance {
    /// `N` random bytes. The generator is seeded at start; a machine that cannot do that cannot serve TLS either.
    #[expect(clippy::disallowed_methods, reason = "the one place that draws")]
    pub fn bytes<const N: usize>(self) -> [u8; N] {
        let mut bytes = [0; N];
        aws_lc_rs::rand::fill(&mut bytes).expect("the operating system gives random bytes");
        bytes
    }
}
