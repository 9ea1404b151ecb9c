//! A person as she goes over the wire: the names and forms of Digdir's documentation (`krr_attributter`, and the answers
//! of `oppslagstjenesten_rest`). A field that is not told, or is not there, is left out, never null.
//!
//! Nothing is copied: the fields borrow what has been read, and a thousand persons are written into one buffer.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bekreft_domain::{
    Contact, Disclosure, EmailAddress, Expiry, MailboxProvider, MobileNumber, NotificationStatus,
    Reservation, Rights, Status, oslo,
};
use serde::{Serialize, Serializer};
use time::OffsetDateTime;
use utoipa::ToSchema;

use crate::store::lookup::{Certificate, Found};

/// An instant as `yyyy-MM-dd'T'HH:mm:ssX` on the Norwegian clock: whole seconds, and an offset of hours only (`+01` in
/// winter, `+02` in summer).
#[derive(Clone, Copy, Debug, ToSchema)]
#[schema(value_type = String, example = "2025-10-07T09:45:56+02")]
pub struct Instant(pub OffsetDateTime);

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let local = oslo::to_local(self.0);
        let mut text = *b"0000-00-00T00:00:00+00";
        let year = u16::try_from(local.year().clamp(0, 9999)).unwrap_or_default();
        let [century, year] = [year / 100, year % 100].map(|part| u8::try_from(part).unwrap_or_default());
        let parts = [
            (0, century),
            (2, year),
            (5, u8::from(local.month())),
            (8, local.day()),
            (11, local.hour()),
            (14, local.minute()),
            (17, local.second()),
            (20, local.offset().whole_hours().unsigned_abs()),
        ];
        for (place, value) in parts {
            text[place] = b'0' + value / 10;
            text[place + 1] = b'0' + value % 10;
        }
        serializer.serialize_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

/// Yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub enum YesNo {
    /// Yes.
    #[serde(rename = "JA")]
    Yes,
    /// No.
    #[serde(rename = "NEI")]
    No,
}

impl From<bool> for YesNo {
    fn from(is: bool) -> Self {
        if is { Self::Yes } else { Self::No }
    }
}

/// Where a person stands in the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub enum PersonStatus {
    /// In the register.
    #[serde(rename = "AKTIV")]
    Active,
    /// Has been in the register, and is not any more.
    #[serde(rename = "SLETTET")]
    Deleted,
    /// Never was in the register.
    #[serde(rename = "IKKE_REGISTRERT")]
    NotRegistered,
}

impl From<Option<Status>> for PersonStatus {
    fn from(status: Option<Status>) -> Self {
        match status {
            Some(Status::Active) => Self::Active,
            Some(Status::Deleted) => Self::Deleted,
            None => Self::NotRegistered,
        }
    }
}

/// Whether a person may be notified digitally (eForvaltningsforskriften §§ 8, 9 and 32).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub enum MayBeNotified {
    /// She may.
    #[serde(rename = "KAN_VARSLES")]
    Can,
    /// Reserved, expired, deleted, not registered, or without contact information.
    #[serde(rename = "KAN_IKKE_VARSLES")]
    Cannot,
}

impl From<NotificationStatus> for MayBeNotified {
    fn from(status: NotificationStatus) -> Self {
        match status {
            NotificationStatus::CanBeNotified => Self::Can,
            NotificationStatus::CannotBeNotified => Self::Cannot,
        }
    }
}

/// A person. What the scopes do not open, what is withheld and what is not there is left out.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PersonResource<'a> {
    /// The identifier that was asked about.
    #[schema(min_length = 11, max_length = 11, pattern = "^[0-9]{11}$")]
    pub personidentifikator: &'a str,
    /// Whether she has opted out of digital decisions and important letters. Of active persons only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reservasjon: Option<YesNo>,
    /// When she opted out; only while she has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reservasjonstidspunkt: Option<Instant>,
    /// When she last opted out or took that back, if she ever did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reservasjon_oppdatert: Option<Instant>,
    /// Where she stands in the register.
    pub status: PersonStatus,
    /// Whether she may be notified. Needs the scope for contact information.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub varslingsstatus: Option<MayBeNotified>,
    /// Number and address. Withheld when neither has been updated or confirmed for 18 months.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kontaktinformasjon: Option<ContactInformation<'a>>,
    /// Her digital mailbox. Withheld from a reserved person, and with the contact information.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digital_post: Option<DigitalMail<'a>>,
    /// The certificate of the mailbox's provider, to encrypt to: X.509 in DER, base64. Goes along with `digital_post`, if there is
    /// one that is valid now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sertifikat: Option<&'a str>,
    /// The written language she wants letters in: `nb`, `nn`, `se` or `en`. Left out when never chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spraak: Option<&'static str>,
    /// When she chose it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spraak_oppdatert: Option<Instant>,
}

/// Address and number, each with its dates: `…_oppdatert` when it was registered or changed, `…_sist_verifisert` when she last
/// said that it is right, `…_sist_validert` when a code sent to it was last entered. A channel may be older than 18 months
/// while the other is not: look at its dates before using it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ContactInformation<'a> {
    /// E-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub epostadresse: Option<&'a str>,
    /// When it was registered or changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub epostadresse_oppdatert: Option<Instant>,
    /// When she last said that it is right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub epostadresse_sist_verifisert: Option<Instant>,
    /// When a code sent to it was last entered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub epostadresse_sist_validert: Option<Instant>,
    /// Whether another active person has it too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub epostadresse_duplisert: Option<YesNo>,
    /// Mobile number in E.164, such as `+4798765432`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mobiltelefonnummer: Option<&'a str>,
    /// When it was registered or changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mobiltelefonnummer_oppdatert: Option<Instant>,
    /// When she last said that it is right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mobiltelefonnummer_sist_verifisert: Option<Instant>,
    /// When a code sent to it was last entered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mobiltelefonnummer_sist_validert: Option<Instant>,
    /// Whether another active person has it too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mobiltelefonnummer_duplisert: Option<YesNo>,
}

/// A digital mailbox.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DigitalMail<'a> {
    /// Where it is at its provider.
    pub postkasseadresse: &'a str,
    /// The provider's organisation number: 984661185 (Digipost) or 922020175 (e-Boks).
    pub postkasseleverandoeradresse: &'static str,
}

/// The certificates of mailbox providers, as they go over the wire. Encoded once, however many persons they go along with.
#[derive(Clone, Debug, Default)]
pub struct Certificates(Vec<(MailboxProvider, String)>);

impl Certificates {
    /// Those that are valid now.
    pub fn new(valid: &[Certificate]) -> Self {
        Self(valid.iter().map(|one| (one.provider, STANDARD.encode(&one.der))).collect())
    }

    /// The one of a provider.
    pub fn of(&self, provider: MailboxProvider) -> Option<&str> {
        self.0.iter().find(|(whose, _)| *whose == provider).map(|(_, text)| text.as_str())
    }
}

impl<'a> PersonResource<'a> {
    /// Somebody whom the register has never heard of.
    pub fn not_registered(personidentifikator: &'a str, rights: Rights) -> Self {
        let varslingsstatus = rights.contact_information.then_some(MayBeNotified::Cannot);
        Self {
            personidentifikator,
            reservasjon: None,
            reservasjonstidspunkt: None,
            reservasjon_oppdatert: None,
            status: PersonStatus::NotRegistered,
            varslingsstatus,
            kontaktinformasjon: None,
            digital_post: None,
            sertifikat: None,
            spraak: None,
            spraak_oppdatert: None,
        }
    }

    /// Whether she never was in the register.
    pub fn is_not_registered(&self) -> bool {
        self.status == PersonStatus::NotRegistered
    }

    /// What somebody with these rights is told of a person now.
    pub fn of(
        found: &'a Found,
        (rights, expiry): (Rights, Expiry),
        certificates: &'a Certificates,
        now: OffsetDateTime,
    ) -> Self {
        let person = &found.person;
        let told = person.disclosure(rights, expiry, now);
        let since = match person.reservation() {
            Reservation::Reserved { since } if told.reservation => Some(Instant(since)),
            _ => None,
        };
        let language = person.language().filter(|_| told.language);
        let mailbox = person.mailbox().filter(|_| told.mailbox);
        Self {
            personidentifikator: person.identifier().expose(),
            reservasjon: told.reservation.then(|| since.is_some().into()),
            reservasjonstidspunkt: since,
            reservasjon_oppdatert: found.reservation_updated_at.filter(|_| told.reservation).map(Instant),
            status: person.status().into(),
            varslingsstatus: told.notification_status.map(Into::into),
            kontaktinformasjon: ContactInformation::of(found, told),
            digital_post: mailbox.map(|mailbox| DigitalMail {
                postkasseadresse: mailbox.address.expose(),
                postkasseleverandoeradresse: mailbox.provider.organisation_number(),
            }),
            sertifikat: mailbox.and_then(|mailbox| certificates.of(mailbox.provider)),
            spraak: language.map(|(language, _)| language.as_str()),
            spraak_oppdatert: language.map(|(_, at)| Instant(at)),
        }
    }
}

impl<'a> ContactInformation<'a> {
    fn of(found: &'a Found, told: Disclosure) -> Option<Self> {
        let email = found.person.email().filter(|_| told.contact_information);
        let mobile = found.person.mobile().filter(|_| told.contact_information);
        if email.is_none() && mobile.is_none() {
            return None;
        }
        Some(Self {
            epostadresse: email.map(Contact::value).map(EmailAddress::expose),
            epostadresse_oppdatert: email.map(Contact::updated_at).map(Instant),
            epostadresse_sist_verifisert: email.and_then(Contact::confirmed_at).map(Instant),
            epostadresse_sist_validert: email.and_then(Contact::validated_at).map(Instant),
            epostadresse_duplisert: email.map(|_| found.email_shared.into()),
            mobiltelefonnummer: mobile.map(Contact::value).map(MobileNumber::expose),
            mobiltelefonnummer_oppdatert: mobile.map(Contact::updated_at).map(Instant),
            mobiltelefonnummer_sist_verifisert: mobile.and_then(Contact::confirmed_at).map(Instant),
            mobiltelefonnummer_sist_validert: mobile.and_then(Contact::validated_at).map(Instant),
            mobiltelefonnummer_duplisert: mobile.map(|_| found.mobile_shared.into()),
        })
    }
}
