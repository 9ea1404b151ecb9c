//! Proof that a person has the telephone or the mailbox she names, by a code sent there.
//!
//! One verification is about one value of one person. It may send several codes (a new one when the old is nearly over),
//! all of which work while they live, and counts the wrong tries of them all.

use time::{Duration, OffsetDateTime};

use crate::{Channel, Code};

/// The figures behind codes. [`Rules::default`] is the policy; an installation may set others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// How long a code sent by SMS works.
    pub sms_life: Duration,
    /// How long a code sent by e-mail works; longer, because of greylisting.
    pub email_life: Duration,
    /// A message is not sent later than this before its code ends.
    pub last_call: Duration,
    /// Asked again while the code has at least this left, the same code is sent again.
    pub same_code_left: Duration,
    /// Wrong tries of one verification.
    pub tries: u32,
    /// Wrong tries of a person on a channel in 24 hours.
    pub tries_per_day: u32,
    /// Wrong tries of a person on a channel in 30 days.
    pub tries_per_month: u32,
    /// How long after the first message to a value the next may be asked for.
    pub first_resend: Duration,
    /// How long after any later message to a value the next may be asked for.
    pub cool_down: Duration,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            sms_life: Duration::minutes(10),
            email_life: Duration::minutes(30),
            last_call: Duration::minutes(2),
            same_code_left: Duration::minutes(5),
            tries: 5,
            tries_per_day: 15,
            tries_per_month: 30,
            first_resend: Duration::seconds(30),
            cool_down: Duration::seconds(60),
        }
    }
}

impl Rules {
    /// How long a code works.
    pub const fn life(&self, channel: Channel) -> Duration {
        match channel {
            Channel::Mobile => self.sms_life,
            Channel::Email => self.email_life,
        }
    }

    /// Whether a code that ends then is sent once more, rather than a new one.
    pub fn sends_same_code(&self, expires_at: OffsetDateTime, now: OffsetDateTime) -> bool {
        expires_at - now >= self.same_code_left
    }

    /// From when a further message may be asked for, given the earlier ones to the value; [`None`] if there was none.
    pub fn next_send(&self, sent_at: &[OffsetDateTime]) -> Option<OffsetDateTime> {
        let last = sent_at.iter().max()?;
        Some(*last + if sent_at.len() == 1 { self.first_resend } else { self.cool_down })
    }

    /// Why no further code may be tried, given the wrong tries of the person on the channel, newest first, if that is so.
    pub fn exhausted(&self, wrong_tries: &[OffsetDateTime], now: OffsetDateTime) -> Option<OffsetDateTime> {
        let day = full_until(wrong_tries, self.tries_per_day, Duration::days(1), now);
        let month = full_until(wrong_tries, self.tries_per_month, Duration::days(30), now);
        day.max(month)
    }
}

/// When there is room for one more, if `max` within `window` are allowed and these have been, newest first; [`None`] if
/// there is room now.
pub fn full_until(
    newest_first: &[OffsetDateTime],
    max: u32,
    window: Duration,
    now: OffsetDateTime,
) -> Option<OffsetDateTime> {
    let Some(decisive) = usize::try_from(max).ok()?.checked_sub(1) else { return Some(now + window) };
    newest_first.get(decisive).map(|at| *at + window).filter(|until| *until > now)
}

/// Proof that a right code was entered. Only [`Expected::prove`] makes one, so whoever is given one needs no check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    at: OffsetDateTime,
}

impl Proof {
    /// A proof that was stored when the code was entered, for a value that is confirmed only now.
    pub const fn restored(at: OffsetDateTime) -> Self {
        Self { at }
    }

    /// When the code was entered.
    pub const fn at(&self) -> OffsetDateTime {
        self.at
    }
}

/// A code that was sent, and until when it works.
#[derive(Clone, Debug)]
pub struct Expected {
    /// The code.
    pub code: Code,
    /// The first instant at which it no longer works.
    pub expires_at: OffsetDateTime,
}

impl Expected {
    /// Whether the code can still be used.
    pub fn is_alive(&self, now: OffsetDateTime) -> bool {
        now < self.expires_at
    }

    /// Proof, if the given code is this one and it still works.
    pub fn prove(&self, given: &Code, now: OffsetDateTime) -> Option<Proof> {
        (self.is_alive(now) && self.code.matches(given)).then_some(Proof { at: now })
    }
}
