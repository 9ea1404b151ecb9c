//! The certificate to which digital mail is encrypted: one per mailbox provider.

use std::fmt;

use time::OffsetDateTime;
use x509_parser::prelude::{FromDer as _, X509Certificate};

use crate::MailboxProvider;

/// Why a certificate cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CertificateError {
    /// It is not one X.509 certificate in DER.
    #[error("is not an X.509 certificate")]
    Unreadable,
    /// Its time is over.
    #[error("has expired")]
    Expired,
    /// Its time has not come.
    #[error("is not valid yet")]
    NotYetValid,
    /// Its key usage lets it neither encipher keys nor agree on them (RFC 5280, 4.2.1.3), so that nothing can be encrypted
    /// to it.
    #[error("may not be used to encrypt")]
    CannotEncrypt,
    /// It is a certificate authority's own, not that of an organisation.
    #[error("is a certificate authority's")]
    Authority,
    /// It names another organisation.
    #[error("belongs to another organisation")]
    OtherOrganisation,
}

/// A provider's certificate that was valid and fit for its use when it was checked.
///
/// Whether its issuer is trusted is not checked here: it comes over an authenticated connection from the provider itself, or
/// from an operator.
#[derive(Clone, PartialEq, Eq)]
pub struct MailboxCertificate {
    der: Vec<u8>,
    not_before: OffsetDateTime,
    not_after: OffsetDateTime,
}

/// `organizationIdentifier`, in which enterprise certificates (ETSI EN 319 412-1) have the number as `NTRNO-984661185`.
const ORGANISATION_IDENTIFIER: &str = "2.5.4.97";
/// `serialNumber`, in which older Norwegian enterprise certificates (SEID) have it.
const SERIAL_NUMBER: &str = "2.5.4.5";

impl MailboxCertificate {
    /// Reads and checks a certificate in DER, as it is at `now`.
    pub fn check(
        der: &[u8],
        provider: MailboxProvider,
        now: OffsetDateTime,
    ) -> Result<Self, CertificateError> {
        let (rest, certificate) = X509Certificate::from_der(der).map_err(|_| CertificateError::Unreadable)?;
        if !rest.is_empty() {
            return Err(CertificateError::Unreadable);
        }
        let validity = certificate.validity();
        let (not_before, not_after) = (validity.not_before.to_datetime(), validity.not_after.to_datetime());
        if now < not_before {
            return Err(CertificateError::NotYetValid);
        }
        if now > not_after {
            return Err(CertificateError::Expired);
        }
        if certificate.is_ca() {
            return Err(CertificateError::Authority);
        }
        if !can_encrypt(&certificate)? {
            return Err(CertificateError::CannotEncrypt);
        }
        if names_another(&certificate, provider) {
            return Err(CertificateError::OtherOrganisation);
        }
        Ok(Self { der: der.to_owned(), not_before, not_after })
    }

    /// The certificate in DER.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The first instant at which it is valid.
    pub const fn not_before(&self) -> OffsetDateTime {
        self.not_before
    }

    /// The last instant at which it is valid.
    pub const fn not_after(&self) -> OffsetDateTime {
        self.not_after
    }
}

impl fmt::Debug for MailboxCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MailboxCertificate({} bytes, until {})", self.der.len(), self.not_after.date())
    }
}

/// A certificate without key usage may be used for everything.
fn can_encrypt(certificate: &X509Certificate<'_>) -> Result<bool, CertificateError> {
    let usage = certificate.key_usage().map_err(|_| CertificateError::Unreadable)?;
    Ok(usage.is_none_or(|usage| {
        usage.value.key_encipherment() || usage.value.data_encipherment() || usage.value.key_agreement()
    }))
}

/// Whether the certificate names an organisation by its number, and it is another's.
fn names_another(certificate: &X509Certificate<'_>, provider: MailboxProvider) -> bool {
    let numbers = certificate
        .subject()
        .iter_attributes()
        .filter(|attribute| {
            let name = attribute.attr_type().to_id_string();
            name == ORGANISATION_IDENTIFIER || name == SERIAL_NUMBER
        })
        .filter_map(|attribute| attribute.as_str().ok())
        .filter_map(organisation_number);
    let mut named = numbers.peekable();
    named.peek().is_some() && named.all(|number| number != provider.organisation_number())
}

/// The organisation number in `NTRNO-984661185` or `984661185`; other texts name no Norwegian organisation.
fn organisation_number(text: &str) -> Option<&str> {
    let number = text.strip_prefix("NTRNO-").unwrap_or(text);
    (number.len() == 9 && number.bytes().all(|letter| letter.is_ascii_digit())).then_some(number)
}
