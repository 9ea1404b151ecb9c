//! What of a person in the register is told to whom: the one rule behind lookups, the person's own data and the change feed.

use time::OffsetDateTime;

use crate::{NotificationStatus, Person, Status};

/// What somebody who asks may be told, by the two kinds of scope there are (Digdir's docs, `krr_scopes`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rights {
    /// Notification status, contact information and language (`kontaktinformasjon.read`).
    pub contact_information: bool,
    /// The digital mailbox and its provider's certificate (`digitalpost.read`).
    pub digital_mail: bool,
}

/// Whether what has expired is withheld.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Expiry {
    /// It is withheld: in lookups, which are made to notify somebody now (Digdir's docs, `krr_18mnd`).
    Withheld,
    /// It is told with its dates: in the change feed, whose readers judge for themselves, later.
    Told,
}

/// Which groups of fields are told. Identifier and status always are; a group that is told may still be empty.
///
/// | situation | reservation | notification status | contact information | mailbox | language |
/// |---|---|---|---|---|---|
/// | active, some channel fresh | told | can be notified | both channels, an expired one too | told | told |
/// | active, none fresh | told | cannot | withheld | withheld | told |
/// | reserved, some channel fresh | told | cannot | told | withheld | told |
/// | reserved, none fresh | told | cannot | withheld | withheld | told |
/// | deleted, or never registered | withheld | cannot | withheld | withheld | withheld |
///
/// The evidence is Digdir's sheet of test persons with expected answers: contact information of a reserved person is told,
/// for service messages, and her mailbox is not. Who may be told of mailboxes only learns no notification status, and so
/// nothing of the 18 months: her answer is not filtered by them (B:Person).
#[expect(clippy::struct_excessive_bools, reason = "each group of fields is told or not by itself")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Disclosure {
    /// Whether and when she has opted out.
    pub reservation: bool,
    /// Whether she may be notified.
    pub notification_status: Option<NotificationStatus>,
    /// Number and address, each with its dates.
    pub contact_information: bool,
    /// Mailbox, and its provider's certificate.
    pub mailbox: bool,
    /// The language of letters to her.
    pub language: bool,
}

impl Person {
    /// What of this person is told to somebody with these rights.
    pub fn disclosure(&self, rights: Rights, expiry: Expiry, now: OffsetDateTime) -> Disclosure {
        let is_active = self.status() == Some(Status::Active);
        let contact = rights.contact_information;
        let is_usable = |filtered: bool| !filtered || self.has_fresh_contact(now);
        let withheld = expiry == Expiry::Withheld;
        Disclosure {
            reservation: is_active,
            notification_status: contact.then(|| self.notification_status(now)),
            contact_information: contact && is_active && is_usable(withheld),
            mailbox: rights.digital_mail
                && is_active
                && !self.reservation().is_reserved()
                && is_usable(withheld && contact),
            language: contact && is_active,
        }
    }
}
