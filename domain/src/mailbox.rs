//! The digital mailbox: one of two providers, and the address there.

use std::fmt;

use time::{Date, OffsetDateTime};

use crate::oslo;

named! {
    /// Who provides digital mailboxes for mail from public bodies (Digdir's docs, `krr_attributter`).
    pub enum MailboxProvider {
        /// Digipost, by Posten Bring AS.
        Digipost = "digipost",
        /// e-Boks, by e-Boks Norge AS.
        EBoks = "eboks",
    }
}

impl MailboxProvider {
    /// The name as citizens know it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Digipost => "Digipost",
            Self::EBoks => "e-Boks",
        }
    }

    /// The organisation number: the `postkasseleverandoeradresse` of the register's answers.
    pub const fn organisation_number(self) -> &'static str {
        match self {
            Self::Digipost => "984661185",
            Self::EBoks => "922020175",
        }
    }

    /// The provider with this organisation number.
    pub fn of_organisation(number: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|provider| provider.organisation_number() == number)
    }
}

/// A text is not the address of a mailbox: it has fewer than 8 or more than 100 letters, or spaces, or letters that cannot
/// be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a mailbox address has 8 to 100 visible characters and no spaces")]
pub struct MailboxAddressError;

/// Where a mailbox is at its provider: `ola.nordmann#9YDT` at Digipost, ten digits at e-Boks (B:postkasseadresse).
///
/// The form is the provider's own; only what the register has room for is checked. It is personal data: `Debug` masks it.
#[derive(Clone, PartialEq, Eq)]
pub struct MailboxAddress(String);

const ADDRESS_LENGTHS: std::ops::RangeInclusive<usize> = 8..=100;

impl MailboxAddress {
    /// Reads an address as a provider gives it.
    pub fn parse(text: &str) -> Result<Self, MailboxAddressError> {
        let plain = text.chars().all(|letter| !letter.is_control() && !letter.is_whitespace());
        if plain && ADDRESS_LENGTHS.contains(&text.chars().count()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(MailboxAddressError)
        }
    }

    /// The address. Not for logs.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The first letter and stars. For support, until there is a reason to see more.
    pub fn masked(&self) -> String {
        format!("{}***", self.0.chars().next().map(String::from).unwrap_or_default())
    }
}

impl fmt::Debug for MailboxAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MailboxAddress(…)")
    }
}

/// The one mailbox where a person gets digital mail from public bodies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// Whose it is.
    pub provider: MailboxProvider,
    /// Where it is there.
    pub address: MailboxAddress,
    /// When it was chosen or last changed.
    pub updated_at: OffsetDateTime,
}

/// Why a person cannot choose a mailbox now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MailboxObstacle {
    /// She is not in the register, or has been deleted from it (`BRUKER_IKKE_FUNNET`).
    NotRegistered,
    /// She has opted out of digital letters (`RESERVERT`; eForvaltningsforskriften § 9).
    Reserved,
    /// She is younger than a mailbox is offered to.
    TooYoung,
}

/// Whether somebody with this identifier's day of birth is younger than so many years, on the Norwegian calendar. Somebody
/// whose number does not tell when she was born is not: no source names an age limit, so nobody is refused on a guess.
pub fn is_younger(birth: Option<Date>, years: u8, now: OffsetDateTime) -> bool {
    let today = oslo::to_local(now).date();
    let Some(birth) = birth else { return false };
    let age = today.year() - birth.year();
    let had_birthday = (u8::from(today.month()), today.day()) >= (u8::from(birth.month()), birth.day());
    age - i32::from(!had_birthday) < i32::from(years)
}

/// What a provider, or the register towards a provider, says when it does not do what it is asked (B:beskrivelse).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MailboxRefusal {
    /// The person has opted out of digital letters.
    Reserved,
    /// The person already has an active mailbox.
    AlreadyActive,
    /// The person has no mailbox there.
    NoMailbox,
    /// The person is not known.
    PersonUnknown,
    /// The person has a mailbox there, and this is another.
    MailboxExists,
    /// The certificate cannot be read, is not valid now, or cannot encrypt.
    BadCertificate,
    /// The person identifier is not one.
    BadIdentifier,
    /// The e-mail address is not one.
    BadEmail,
    /// The organisation number is not that of a provider.
    BadOrganisation,
}

impl MailboxRefusal {
    /// Every refusal there is.
    pub const ALL: &'static [Self] = &[
        Self::Reserved,
        Self::AlreadyActive,
        Self::NoMailbox,
        Self::PersonUnknown,
        Self::MailboxExists,
        Self::BadCertificate,
        Self::BadIdentifier,
        Self::BadEmail,
        Self::BadOrganisation,
    ];

    /// The documented code, which is also the name under which it is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Reserved => "RESERVERT",
            Self::AlreadyActive => "ALLEREDE_AKTIV",
            Self::NoMailbox => "INGEN_POSTBOKS_FUNNET",
            Self::PersonUnknown => "BRUKER_IKKE_FUNNET",
            Self::MailboxExists => "POSTKASSE_EKSISTERER_ALLEREDE",
            Self::BadCertificate => "UGYLDIG_SERTIFIKAT",
            Self::BadIdentifier => "UGYLDIG_PERSONNUMMER",
            Self::BadEmail => "UGYLDIG_EPOSTADRESSE",
            Self::BadOrganisation => "UGYLDIG_ORGNR",
        }
    }

    /// The refusal with exactly this code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|refusal| refusal.code() == code)
    }
}
