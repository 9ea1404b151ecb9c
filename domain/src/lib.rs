//! What the contact and reservation register is: values, rules and events.
//!
//! No I/O, no clock and no chance: time is an argument, and randomness comes in as bits. A value that exists has been
//! checked, a value that is personal masks itself in `Debug`, and the raw text needs an explicit `expose()`.
//!
//! Sources named in the comments: *eForvaltningsforskriften* is the regulation on electronic communication with and
//! within the public administration (FOR-2004-06-25-988); "Digdir's docs" is
//! `docs.digdir.no/docs/Kontaktregisteret`; *B:x* is Digdir's concept dictionary, entry x.
#![warn(missing_docs)]

#[macro_use]
mod named;
mod numbering;

pub mod channel;
pub mod code;
pub mod contact;
pub mod country;
pub mod customer;
pub mod deletion;
pub mod disclosure;
pub mod email_address;
mod email_suggestion;
pub mod event;
mod facet;
pub mod freshness;
pub mod language;
pub mod level;
pub mod life_event;
pub mod limits;
pub mod mailbox;
pub mod mailbox_certificate;
mod mailbox_report;
pub mod mobile_number;
pub mod organisation_number;
pub mod oslo;
pub mod person;
pub mod person_identifier;
pub mod sharing;
pub mod stand_in;
pub mod status;
pub mod support;
pub mod support_code;
pub mod verification;

pub use channel::Channel;
pub use code::Code;
pub use contact::Contact;
pub use country::Country;
pub use customer::{Allowance, Bucket, Customer, Flow, LookupPurpose, NoAccess, Sector};
pub use disclosure::{Disclosure, Expiry, Rights};
pub use email_address::{CanonicalEmail, EmailAddress, EmailAddressError};
pub use event::{Change, Event};
pub use facet::{AgeBand, Criterion, Dimension, Facets, Filter, Pattern, Verified};
pub use language::{LanguageObstacle, RegisterLanguage};
pub use level::Level;
pub use life_event::LifeEvent;
pub use limits::{Held, Limit, Limits, Sent};
pub use mailbox::{
    Mailbox, MailboxAddress, MailboxAddressError, MailboxObstacle, MailboxProvider, MailboxRefusal,
};
pub use mailbox_certificate::{CertificateError, MailboxCertificate};
pub use mobile_number::{MobileNumber, MobileNumberError};
pub use named::UnknownName;
pub use organisation_number::{OrganisationNumber, OrganisationNumberError};
pub use person::{Person, PersonSnapshot, Succession};
pub use person_identifier::{IdentifierKind, PersonIdentifier, PersonIdentifierError};
pub use sharing::{Declaration, Purpose, SharedReason, SharingAnswer};
pub use stand_in::StandIns;
pub use status::{NotificationStatus, Reservation, Status};
pub use support::{CaseState, ClearableLimit, LookKind, LookReason, Note, SupportRole, Wanted};
pub use support_code::{SupportCode, SupportCodeError};
pub use verification::{Expected, Proof, Rules};
