//! What happened to a person in the register.

use std::str::FromStr;

use time::OffsetDateTime;

use crate::{Channel, UnknownName};

/// One thing that happened, for the audit trail and the change log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Event {
    /// What happened.
    pub change: Change,
    /// When it counts as having happened.
    pub at: OffsetDateTime,
}

/// What happened, and to which channel. It carries no values: the audit trail must be readable without personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Change {
    /// A person who was never in the register came into it.
    PersonRegistered,
    /// A deleted person came back by registering contact information again.
    PersonReactivated,
    /// A channel that was empty got a value.
    Registered(Channel),
    /// A channel got another value than it had.
    Updated(Channel),
    /// A channel was emptied.
    Removed(Channel),
    /// The value was confirmed as still right.
    Confirmed(Channel),
    /// The code that was sent to the value was entered (`sist_validert` in Digdir's docs).
    Validated(Channel),
    /// Whether another person has the same value changed (`duplisert` in Digdir's docs); it happens to both.
    SharingChanged(Channel),
    /// The person said that the value is on others too on purpose.
    SharedOnPurpose(Channel),
    /// The person took that back.
    PurposeWithdrawn(Channel),
    /// The person opted out of digital decisions and important letters (eForvaltningsforskriften § 9).
    Reserved,
    /// The person took that back.
    ReservationWithdrawn,
    /// The person chose the written language of letters to her (`spraak` in Digdir's docs).
    LanguageChosen,
    /// The person asked for a digital mailbox; its provider has not answered yet.
    MailboxRequested,
    /// The person got a digital mailbox, having none.
    MailboxChosen,
    /// The digital mailbox became another: of another provider, or with another address.
    MailboxChanged,
    /// The digital mailbox was removed.
    MailboxRemoved,
    /// The digital mailbox that was asked for was not to be had.
    MailboxRefused,
    /// The person was reminded that her contact information expires soon.
    Reminded,
    /// The person asked to be deleted from the register; she still is in it for a while.
    DeletionRequested,
    /// The person thought better of it before she was deleted.
    DeletionWithdrawn,
    /// The person was deleted from the register (`SLETTET` in Digdir's docs), with everything it held of her.
    PersonDeleted,
    /// The contact information expired: it has not been updated or confirmed for 18 months (eForvaltningsforskriften
    /// § 32 second paragraph).
    Expired,
    /// What was registered on the person's old number was moved to this one.
    MovedFromOldNumber,
    /// The reservation on the person's old number was moved to this one; the rest of the old was deleted.
    ReservationMoved,
    /// What was registered on the person's old number was deleted, because this one has its own.
    OldNumberDeleted,
    /// Somebody of support looked at what is registered, with masked values.
    LookedUpBySupport,
    /// Somebody of support looked at the values, too.
    RevealedToSupport,
    /// A limit on codes to the channel was cleared by support.
    LimitCleared(Channel),
}

impl Change {
    /// Every change there is.
    pub const ALL: &'static [Self] = &[
        Self::PersonRegistered,
        Self::PersonReactivated,
        Self::Registered(Channel::Mobile),
        Self::Registered(Channel::Email),
        Self::Updated(Channel::Mobile),
        Self::Updated(Channel::Email),
        Self::Removed(Channel::Mobile),
        Self::Removed(Channel::Email),
        Self::Confirmed(Channel::Mobile),
        Self::Confirmed(Channel::Email),
        Self::Validated(Channel::Mobile),
        Self::Validated(Channel::Email),
        Self::SharingChanged(Channel::Mobile),
        Self::SharingChanged(Channel::Email),
        Self::SharedOnPurpose(Channel::Mobile),
        Self::SharedOnPurpose(Channel::Email),
        Self::PurposeWithdrawn(Channel::Mobile),
        Self::PurposeWithdrawn(Channel::Email),
        Self::Reserved,
        Self::ReservationWithdrawn,
        Self::LanguageChosen,
        Self::MailboxRequested,
        Self::MailboxChosen,
        Self::MailboxChanged,
        Self::MailboxRemoved,
        Self::MailboxRefused,
        Self::Reminded,
        Self::DeletionRequested,
        Self::DeletionWithdrawn,
        Self::PersonDeleted,
        Self::Expired,
        Self::MovedFromOldNumber,
        Self::ReservationMoved,
        Self::OldNumberDeleted,
        Self::LookedUpBySupport,
        Self::RevealedToSupport,
        Self::LimitCleared(Channel::Mobile),
        Self::LimitCleared(Channel::Email),
    ];

    /// The stable name, as stored; not for people.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PersonRegistered => "person_registered",
            Self::PersonReactivated => "person_reactivated",
            Self::Registered(Channel::Mobile) => "mobile_registered",
            Self::Registered(Channel::Email) => "email_registered",
            Self::Updated(Channel::Mobile) => "mobile_updated",
            Self::Updated(Channel::Email) => "email_updated",
            Self::Removed(Channel::Mobile) => "mobile_removed",
            Self::Removed(Channel::Email) => "email_removed",
            Self::Confirmed(Channel::Mobile) => "mobile_confirmed",
            Self::Confirmed(Channel::Email) => "email_confirmed",
            Self::Validated(Channel::Mobile) => "mobile_validated",
            Self::Validated(Channel::Email) => "email_validated",
            Self::SharingChanged(Channel::Mobile) => "mobile_sharing_changed",
            Self::SharingChanged(Channel::Email) => "email_sharing_changed",
            Self::SharedOnPurpose(Channel::Mobile) => "mobile_shared_on_purpose",
            Self::SharedOnPurpose(Channel::Email) => "email_shared_on_purpose",
            Self::PurposeWithdrawn(Channel::Mobile) => "mobile_purpose_withdrawn",
            Self::PurposeWithdrawn(Channel::Email) => "email_purpose_withdrawn",
            Self::Reserved => "reserved",
            Self::ReservationWithdrawn => "reservation_withdrawn",
            Self::LanguageChosen => "language_chosen",
            Self::MailboxRequested => "mailbox_requested",
            Self::MailboxChosen => "mailbox_chosen",
            Self::MailboxChanged => "mailbox_changed",
            Self::MailboxRemoved => "mailbox_removed",
            Self::MailboxRefused => "mailbox_refused",
            Self::Reminded => "reminded",
            Self::DeletionRequested => "deletion_requested",
            Self::DeletionWithdrawn => "deletion_withdrawn",
            Self::PersonDeleted => "person_deleted",
            Self::Expired => "expired",
            Self::MovedFromOldNumber => "moved_from_old_number",
            Self::ReservationMoved => "reservation_moved",
            Self::OldNumberDeleted => "old_number_deleted",
            Self::LookedUpBySupport => "looked_up_by_support",
            Self::RevealedToSupport => "revealed_to_support",
            Self::LimitCleared(Channel::Mobile) => "mobile_limit_cleared",
            Self::LimitCleared(Channel::Email) => "email_limit_cleared",
        }
    }

    /// The change with exactly this name; the opposite of [`Change::as_str`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|change| change.as_str() == name)
    }

    /// The channel it happened to; none for what happened to the person as a whole.
    pub const fn channel(self) -> Option<Channel> {
        match self {
            Self::PersonRegistered
            | Self::PersonReactivated
            | Self::Reserved
            | Self::ReservationWithdrawn
            | Self::LanguageChosen
            | Self::Reminded
            | Self::Expired
            | Self::PersonDeleted
            | Self::MovedFromOldNumber
            | Self::ReservationMoved
            | Self::OldNumberDeleted
            | Self::LookedUpBySupport
            | Self::RevealedToSupport
            | Self::MailboxRequested
            | Self::MailboxChosen
            | Self::MailboxChanged
            | Self::MailboxRemoved
            | Self::MailboxRefused
            | Self::DeletionRequested
            | Self::DeletionWithdrawn => None,
            Self::Registered(channel)
            | Self::Updated(channel)
            | Self::Removed(channel)
            | Self::Confirmed(channel)
            | Self::Validated(channel)
            | Self::SharingChanged(channel)
            | Self::SharedOnPurpose(channel)
            | Self::PurposeWithdrawn(channel)
            | Self::LimitCleared(channel) => Some(channel),
        }
    }
}

impl FromStr for Change {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::parse(name).ok_or(UnknownName)
    }
}
