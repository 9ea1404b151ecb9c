//! Where a person stands in the register: status, reservation, and whether she may be notified.

use time::OffsetDateTime;

named! {
    /// The status of a person who is or has been in the register (`AKTIV` and `SLETTET` in Digdir's docs,
    /// `krr_attributter`). A person who was never there has no status.
    pub enum Status {
        /// In the register.
        Active = "active",
        /// Taken out of the register, on request, at death, or when a D-number was replaced.
        Deleted = "deleted",
    }
}

/// Whether the person has opted out of digital delivery of decisions and other important letters
/// (eForvaltningsforskriften § 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reservation {
    /// Not opted out; the default.
    NotReserved,
    /// Opted out, so that such letters go on paper. Reminders and service messages still arrive digitally.
    Reserved {
        /// When the reservation was made.
        since: OffsetDateTime,
    },
}

impl Reservation {
    /// Whether the person is reserved now.
    pub const fn is_reserved(self) -> bool {
        matches!(self, Self::Reserved { .. })
    }

    /// Whether this is a reservation, and the other is none or a later one.
    pub fn is_before(self, other: Self) -> bool {
        match (self, other) {
            (Self::Reserved { since }, Self::Reserved { since: other }) => since < other,
            (Self::Reserved { .. }, Self::NotReserved) => true,
            (Self::NotReserved, _) => false,
        }
    }
}

named! {
    /// Whether a public body may notify the person digitally of an individual decision, as
    /// eForvaltningsforskriften §§ 8 and 32 set out (`varslingsstatus` in Digdir's docs).
    pub enum NotificationStatus {
        /// Active, not reserved, and at least one channel is fresh.
        CanBeNotified = "can_be_notified",
        /// Expired, reserved, deleted, not registered, or without any channel.
        CannotBeNotified = "cannot_be_notified",
    }
}
