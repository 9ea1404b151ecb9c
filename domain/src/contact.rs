//! A value of one channel, with its three dates.

use time::OffsetDateTime;

use crate::freshness;

/// A mobile number or e-mail address as it stands in the register, with the three dates of Digdir's docs
/// (`krr_attributter`):
///
/// | here | in the API | set when |
/// |---|---|---|
/// | `updated_at` | `oppdatert` | the value was registered or changed |
/// | `confirmed_at` | `sist_verifisert` | the person said that the value is right |
/// | `validated_at` | `sist_validert` | the code sent to this very value was entered |
///
/// [`Contact::confirm`] and [`Contact::validate`] only move their date forward, and neither touches the other's, so
/// that they commute: parallel requests and late deliveries end in the same state whatever the order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact<T> {
    value: T,
    updated_at: OffsetDateTime,
    confirmed_at: Option<OffsetDateTime>,
    validated_at: Option<OffsetDateTime>,
}

impl<T> Contact<T> {
    /// A value the person registered or changed at this instant, which confirms it too, but proves nothing.
    pub const fn registered(value: T, at: OffsetDateTime) -> Self {
        Self { value, updated_at: at, confirmed_at: Some(at), validated_at: None }
    }

    /// A value as it was stored. Old rows may lack a confirmation.
    pub const fn restored(
        value: T,
        updated_at: OffsetDateTime,
        confirmed_at: Option<OffsetDateTime>,
        validated_at: Option<OffsetDateTime>,
    ) -> Self {
        Self { value, updated_at, confirmed_at, validated_at }
    }

    /// The value itself.
    pub const fn value(&self) -> &T {
        &self.value
    }

    /// When the value was registered or changed.
    pub const fn updated_at(&self) -> OffsetDateTime {
        self.updated_at
    }

    /// When the person last said that the value is right.
    pub const fn confirmed_at(&self) -> Option<OffsetDateTime> {
        self.confirmed_at
    }

    /// When a code sent to this value was last entered.
    pub const fn validated_at(&self) -> Option<OffsetDateTime> {
        self.validated_at
    }

    /// Whether a code sent to this value has been entered; the pages call it "Verifisert".
    pub const fn is_validated(&self) -> bool {
        self.validated_at.is_some()
    }

    /// The latest of the two dates that eForvaltningsforskriften § 32 counts: updated and confirmed.
    pub fn last_assured_at(&self) -> OffsetDateTime {
        self.confirmed_at.map_or(self.updated_at, |confirmed| confirmed.max(self.updated_at))
    }

    /// Whether the value may be used to notify; see [`freshness::is_fresh`].
    pub fn is_fresh(&self, now: OffsetDateTime) -> bool {
        freshness::is_fresh(self.last_assured_at(), now)
    }

    /// Whether the person should be reminded that the value expires; see [`freshness::needs_reminder`].
    pub fn needs_reminder(&self, now: OffsetDateTime) -> bool {
        freshness::needs_reminder(self.last_assured_at(), now)
    }

    /// Whether the person should be asked to confirm at login; see [`freshness::is_due`].
    pub fn is_due(&self, now: OffsetDateTime) -> bool {
        freshness::is_due(self.last_assured_at(), now)
    }

    /// Records that the person said the value is right. Never goes backwards, and never before the value was there.
    pub fn confirm(&mut self, at: OffsetDateTime) {
        self.confirmed_at = Some(at.max(self.last_assured_at()));
    }

    /// Records that a code sent to this value was entered. Never goes backwards.
    pub fn validate(&mut self, at: OffsetDateTime) {
        self.validated_at = Some(self.validated_at.map_or(at, |before| before.max(at)));
    }
}
