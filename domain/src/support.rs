//! What those who help citizens may do, and why they do it.

use time::Duration;

use crate::limits::Limit;
use crate::{CanonicalEmail, Country, EmailAddress, MobileNumber, PersonIdentifier, SupportCode};

named! {
    /// What somebody of support may do.
    pub enum SupportRole {
        /// Looks, and nothing else.
        Viewer = "viewer",
        /// May also ask that a limit is cleared, and decide over what others have asked.
        Approver = "approver",
    }
}

named! {
    /// Why somebody of support looks at a person. The citizen is told.
    pub enum LookReason {
        /// She has called or written.
        Called = "called",
        /// Somebody says that she cannot be reached.
        Notification = "notification",
        /// Something may be misuse.
        Abuse = "abuse",
        /// A case that is worked on.
        Case = "case",
        /// Trying out; where all persons are synthetic.
        Trial = "trial",
    }
}

named! {
    /// How much somebody of support has seen.
    pub enum LookKind {
        /// What is known of the person, with masked values.
        Look = "look",
        /// The values, too.
        Reveal = "reveal",
    }
}

named! {
    /// A limit of one person that may be cleared. Others protect somebody else, or pay for nobody's calls.
    pub enum ClearableLimit {
        /// She has entered many wrong codes.
        WrongCodes = "wrong_codes",
        /// She has asked for many codes.
        Sends = "sends",
        /// She has tried many new numbers.
        NewNumbers = "new_numbers",
    }
}

impl ClearableLimit {
    /// The one behind what holds a citizen back, if it may be cleared.
    pub const fn behind(limit: Limit) -> Option<Self> {
        match limit {
            Limit::WrongCodes => Some(Self::WrongCodes),
            Limit::Person => Some(Self::Sends),
            Limit::NewNumbers => Some(Self::NewNumbers),
            Limit::CoolDown | Limit::Destination | Limit::Abroad | Limit::Prefix => None,
        }
    }
}

named! {
    /// What has become of a case.
    pub enum CaseState {
        /// Nobody has decided.
        Open = "open",
        /// Another has agreed.
        Approved = "approved",
        /// Another has not.
        Refused = "refused",
        /// Nobody has decided in time.
        Expired = "expired",
    }
}

/// How long what has been looked up may be looked at, and how long the same look is one look.
pub const LOOK_LASTS: Duration = Duration::hours(1);

/// How long a case waits for somebody to decide.
pub const CASE_WAITS: Duration = Duration::hours(24);

/// The most characters of what is said beside a reason.
pub const LONGEST_NOTE: usize = 200;

/// What is said beside a reason, in one line; [`None`] if it is too long.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Note(String);

impl Note {
    /// Reads what was typed.
    pub fn parse(typed: &str) -> Option<Self> {
        let text = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_fine = text.chars().count() <= LONGEST_NOTE && !text.contains(char::is_control);
        is_fine.then_some(Self(text))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whom support looks for: one exact value, never a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// By the number of the person.
    Identifier(PersonIdentifier),
    /// By a mobile number, which several may have.
    Mobile(MobileNumber),
    /// By an address, in the form in which addresses are compared.
    Email(CanonicalEmail),
    /// Not a person: what a citizen saw.
    Code(SupportCode),
}

impl Wanted {
    /// Reads what was typed. A mobile number without calling code is Norwegian. What is both a mobile number and a support code
    /// is a mobile number: codes seldom are nothing but digits, and are shown with a hyphen.
    pub fn parse(typed: &str) -> Option<Self> {
        let text = typed.trim();
        if let Ok(identifier) = PersonIdentifier::parse(text) {
            return Some(Self::Identifier(identifier));
        }
        if text.contains('@') {
            return EmailAddress::parse(text).ok().map(|address| Self::Email(address.canonical()));
        }
        if let Ok(number) = MobileNumber::parse(text, Country::NORWAY) {
            return Some(Self::Mobile(number));
        }
        SupportCode::parse(text).ok().map(Self::Code)
    }
}
