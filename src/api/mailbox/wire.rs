//! The names on the wire (Digdir's concept dictionary, B:KanVelge and following).
//!
//! Texts are described without limits on purpose: each of them is a request, and one that does not fit is answered with a code.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bekreft_domain::{MailboxAddress, MailboxCertificate, MailboxProvider, MailboxRefusal};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use utoipa::ToSchema;

use crate::actions::mailbox_report::Where;

/// Who it is about.
#[derive(Deserialize, ToSchema)]
pub struct Person {
    /// Fødselsnummer or D-number, 11 digits; what is none gets `UGYLDIG_PERSONNUMMER`.
    pub personidentifikator: String,
}

/// A mailbox at the provider that tells of it.
#[derive(Deserialize, ToSchema)]
pub struct Registration {
    /// Fødselsnummer or D-number, 11 digits; what is none gets `UGYLDIG_PERSONNUMMER`.
    pub personidentifikator: String,
    /// The provider's own organisation number, the same as in its access token: 984661185 (Digipost) or 922020175 (e-Boks). Any
    /// other gets `UGYLDIG_ORGNR`.
    pub organisasjonsnummer: String,
    /// The mailbox's address at the provider: 8 to 100 visible characters; anything else gets `UGYLDIG_EPOSTADRESSE`.
    pub postkasseadresse: String,
    /// The certificate that mail to the provider is encrypted to: X.509 in DER, base64; PEM is taken too. It counts for all
    /// mailboxes of the provider.
    pub sertifikat: Option<String>,
}

/// A mailbox that is no more.
#[derive(Deserialize, ToSchema)]
pub struct Deletion {
    /// Fødselsnummer or D-number, 11 digits; what is none gets `UGYLDIG_PERSONNUMMER`.
    pub personidentifikator: String,
    /// The provider's own organisation number, the same as in its access token; any other gets `UGYLDIG_ORGNR`.
    pub organisasjonsnummer: String,
}

impl Registration {
    /// Where the mailbox is, or what is wrong with that. Of the documented codes, the one for an e-mail address is nearest to
    /// an address that is none.
    pub fn place(&self, provider: MailboxProvider, now: OffsetDateTime) -> Result<Where, MailboxRefusal> {
        let address = MailboxAddress::parse(&self.postkasseadresse).map_err(|_| MailboxRefusal::BadEmail)?;
        let certificate = self.sertifikat.as_deref().map(|text| {
            let der = der(text).ok_or(MailboxRefusal::BadCertificate)?;
            MailboxCertificate::check(&der, provider, now).map_err(|_| MailboxRefusal::BadCertificate)
        });
        Ok(Where { address, certificate: certificate.transpose()? })
    }
}

/// DER out of base64, with or without the lines around it that PEM has.
fn der(text: &str) -> Option<Vec<u8>> {
    let lines = text.lines().filter(|line| !line.starts_with("-----"));
    let base64 = lines.flat_map(|line| line.chars().filter(|it| !it.is_whitespace())).collect::<String>();
    STANDARD.decode(base64).ok()
}

/// Whether something was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub enum Status {
    /// It stands in the register.
    #[serde(rename = "OK")]
    Ok,
    /// It was refused.
    #[serde(rename = "FEILET")]
    Failed,
}

/// Whether something may be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub enum Decision {
    /// Yes.
    #[serde(rename = "JA")]
    Yes,
    /// No.
    #[serde(rename = "NEI")]
    No,
}

/// Why not.
///
/// | code | meaning |
/// |---|---|
/// | `RESERVERT` | the person is reserved against digital mail |
/// | `ALLEREDE_AKTIV` | the person has an active mailbox; in `opprettOgVelg`: at the other provider |
/// | `INGEN_POSTBOKS_FUNNET` | the person has no mailbox at this provider |
/// | `BRUKER_IKKE_FUNNET` | the person is not in the register, or has been deleted from it |
/// | `POSTKASSE_EKSISTERER_ALLEREDE` | the person has a mailbox at this provider with another address |
/// | `UGYLDIG_SERTIFIKAT` | the certificate cannot be read, is not valid now, cannot encrypt, or is another organisation's |
/// | `UGYLDIG_PERSONNUMMER` | the person identifier is not one |
/// | `UGYLDIG_EPOSTADRESSE` | the mailbox address is not one |
/// | `UGYLDIG_ORGNR` | the organisation number is not that of the access token |
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Code {
    Reservert,
    AlleredeAktiv,
    IngenPostboksFunnet,
    BrukerIkkeFunnet,
    PostkasseEksistererAllerede,
    UgyldigSertifikat,
    UgyldigPersonnummer,
    UgyldigEpostadresse,
    UgyldigOrgnr,
}

impl From<MailboxRefusal> for Code {
    fn from(refusal: MailboxRefusal) -> Self {
        match refusal {
            MailboxRefusal::Reserved => Self::Reservert,
            MailboxRefusal::AlreadyActive => Self::AlleredeAktiv,
            MailboxRefusal::NoMailbox => Self::IngenPostboksFunnet,
            MailboxRefusal::PersonUnknown => Self::BrukerIkkeFunnet,
            MailboxRefusal::MailboxExists => Self::PostkasseEksistererAllerede,
            MailboxRefusal::BadCertificate => Self::UgyldigSertifikat,
            MailboxRefusal::BadIdentifier => Self::UgyldigPersonnummer,
            MailboxRefusal::BadEmail => Self::UgyldigEpostadresse,
            MailboxRefusal::BadOrganisation => Self::UgyldigOrgnr,
        }
    }
}

/// Whether somebody may get a mailbox.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct CanChoose {
    /// The answer.
    pub status: Decision,
    /// Why not; only with `NEI`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beskrivelse: Option<Code>,
}

impl CanChoose {
    pub(super) fn yes() -> Self {
        Self { status: Decision::Yes, beskrivelse: None }
    }

    pub(super) fn no(refusal: MailboxRefusal) -> Self {
        Self { status: Decision::No, beskrivelse: Some(refusal.into()) }
    }
}

/// What came of it.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct Answer {
    /// Whether it was done.
    pub status: Status,
    /// Why not; only with `FEILET`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beskrivelse: Option<Code>,
}

impl Answer {
    pub(super) fn done() -> Self {
        Self { status: Status::Ok, beskrivelse: None }
    }

    pub(super) fn refused(refusal: MailboxRefusal) -> Self {
        Self { status: Status::Failed, beskrivelse: Some(refusal.into()) }
    }
}
