//! The register's persons.

use bekreft_domain::{
    Contact, EmailAddress, MobileNumber, Person, PersonIdentifier, PersonSnapshot, RegisterLanguage,
    Reservation, Status,
};
use time::OffsetDateTime;

use super::{Error, Result, Tx};

/// A person's row number: what the change log and the audit trail refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PersonId(pub(super) i64);

impl PersonId {
    /// As it stands in an address of the console. It says nothing about the person.
    pub fn parse(text: &str) -> Option<Self> {
        text.parse().ok().filter(|number| *number > 0).map(Self)
    }
}

impl std::fmt::Display for PersonId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// The columns of a person as they come from the database, where a left join may leave all of them empty.
#[derive(Default)]
pub(super) struct PersonColumns {
    pub(super) status: Option<String>,
    pub(super) language: Option<String>,
    pub(super) language_updated_at: Option<OffsetDateTime>,
    pub(super) reserved_at: Option<OffsetDateTime>,
    pub(super) mobile: Option<String>,
    pub(super) mobile_updated_at: Option<OffsetDateTime>,
    pub(super) mobile_confirmed_at: Option<OffsetDateTime>,
    pub(super) mobile_validated_at: Option<OffsetDateTime>,
    pub(super) email: Option<String>,
    pub(super) email_updated_at: Option<OffsetDateTime>,
    pub(super) email_confirmed_at: Option<OffsetDateTime>,
    pub(super) email_validated_at: Option<OffsetDateTime>,
    pub(super) mailbox_provider: Option<String>,
    pub(super) mailbox_address: Option<String>,
    pub(super) mailbox_updated_at: Option<OffsetDateTime>,
}

/// The columns of a person out of a row that has them all: which rows they come in differs, what they are does not.
macro_rules! person_columns {
    ($row:expr) => {
        $crate::store::person::PersonColumns {
            status: $row.status,
            language: $row.language,
            language_updated_at: $row.language_updated_at,
            reserved_at: $row.reserved_at,
            mobile: $row.mobile,
            mobile_updated_at: $row.mobile_updated_at,
            mobile_confirmed_at: $row.mobile_confirmed_at,
            mobile_validated_at: $row.mobile_validated_at,
            email: $row.email,
            email_updated_at: $row.email_updated_at,
            email_confirmed_at: $row.email_confirmed_at,
            email_validated_at: $row.email_validated_at,
            mailbox_provider: $row.mailbox_provider,
            mailbox_address: $row.mailbox_address,
            mailbox_updated_at: $row.mailbox_updated_at,
        }
    };
}
pub(super) use person_columns;

impl PersonColumns {
    pub(super) fn into_person(self, identifier: PersonIdentifier) -> Result<Person> {
        let Some(status) = self.status else { return Ok(Person::unregistered(identifier)) };
        let mobile = match (self.mobile, self.mobile_updated_at) {
            (Some(text), Some(updated_at)) => {
                let number =
                    MobileNumber::from_stored(&text).map_err(|_| Error::Unreadable("person.mobile"))?;
                Some(Contact::restored(
                    number,
                    updated_at,
                    self.mobile_confirmed_at,
                    self.mobile_validated_at,
                ))
            }
            _ => None,
        };
        let email = match (self.email, self.email_updated_at) {
            (Some(text), Some(updated_at)) => {
                let address =
                    EmailAddress::from_stored(&text).map_err(|_| Error::Unreadable("person.email"))?;
                Some(Contact::restored(address, updated_at, self.email_confirmed_at, self.email_validated_at))
            }
            _ => None,
        };
        let language = match (self.language, self.language_updated_at) {
            (Some(text), Some(at)) => {
                Some((RegisterLanguage::parse(&text).ok_or(Error::Unreadable("person.language"))?, at))
            }
            _ => None,
        };
        Ok(Person::restored(PersonSnapshot {
            identifier,
            status: Some(Status::parse(&status).ok_or(Error::Unreadable("person.status"))?),
            reservation: self
                .reserved_at
                .map_or(Reservation::NotReserved, |since| Reservation::Reserved { since }),
            language,
            mobile,
            email,
            mailbox: super::mailbox::restored(
                self.mailbox_provider,
                self.mailbox_address,
                self.mailbox_updated_at,
            )?,
        }))
    }
}

/// Waits until no other transaction works on this person; also for a person who has no row yet.
pub async fn lock(tx: &mut Tx, identifier: &PersonIdentifier) -> Result<()> {
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended($1, 1))", identifier.expose())
        .execute(&mut *tx.inner)
        .await?;
    Ok(())
}

/// Writes the person's status and contact information, and gives the row number.
pub async fn save_contact(tx: &mut Tx, person: &Person, now: OffsetDateTime) -> Result<PersonId> {
    let (mobile, email) = (person.mobile(), person.email());
    let id = sqlx::query_scalar!(
        "insert into person as p (person_identifier, status, registered_at,
                mobile, mobile_updated_at, mobile_confirmed_at, mobile_validated_at,
                email, email_canonical, email_updated_at, email_confirmed_at, email_validated_at)
         values ($1, 'active', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (person_identifier) do update set status = 'active', deleted_at = null, forgotten_at = null,
                mobile = excluded.mobile, mobile_updated_at = excluded.mobile_updated_at,
                mobile_confirmed_at = excluded.mobile_confirmed_at, mobile_validated_at = excluded.mobile_validated_at,
                email = excluded.email, email_canonical = excluded.email_canonical,
                email_updated_at = excluded.email_updated_at,
                email_confirmed_at = excluded.email_confirmed_at, email_validated_at = excluded.email_validated_at
         returning p.id",
        person.identifier().expose(),
        now,
        mobile.map(|contact| contact.value().expose()),
        mobile.map(Contact::updated_at),
        mobile.and_then(Contact::confirmed_at),
        mobile.and_then(Contact::validated_at),
        email.map(|contact| contact.value().expose()),
        email.map(|contact| contact.value().canonical().expose().to_owned()),
        email.map(Contact::updated_at),
        email.and_then(Contact::confirmed_at),
        email.and_then(Contact::validated_at),
    )
    .fetch_one(&mut *tx.inner)
    .await?;
    Ok(PersonId(id))
}

/// Writes the person's status, reservation and language, and gives the row number. Contact information stays as it is.
pub async fn save_choices(
    tx: &mut Tx,
    person: &Person,
    reservation_changed: bool,
    now: OffsetDateTime,
) -> Result<PersonId> {
    let reserved_at = match person.reservation() {
        Reservation::NotReserved => None,
        Reservation::Reserved { since } => Some(since),
    };
    let id = sqlx::query_scalar!(
        "insert into person as p (person_identifier, status, registered_at, language, language_updated_at,
                reserved_at, reservation_updated_at)
         values ($1, 'active', $2, $3, $4, $5::timestamptz, coalesce($6::timestamptz, $5))
         on conflict (person_identifier) do update set status = 'active', deleted_at = null, forgotten_at = null,
                language = excluded.language, language_updated_at = excluded.language_updated_at,
                reserved_at = excluded.reserved_at,
                reservation_updated_at = coalesce($6::timestamptz, p.reservation_updated_at)
         returning p.id",
        person.identifier().expose(),
        now,
        person.language().map(|(language, _)| language.as_str()),
        person.language().map(|(_, at)| at),
        reserved_at,
        reservation_changed.then_some(now)
    )
    .fetch_one(&mut *tx.inner)
    .await?;
    Ok(PersonId(id))
}

/// Empties the row of a person who has been deleted, and gives the row number: that she was in the register stays.
pub async fn clear(tx: &mut Tx, identifier: &PersonIdentifier, now: OffsetDateTime) -> Result<PersonId> {
    let id = sqlx::query_scalar!(
        "update person set status = 'deleted', deleted_at = $2, forgotten_at = null, reminded_at = null,
             language = null, language_updated_at = null, reserved_at = null, reservation_updated_at = null,
             mailbox_provider = null, mailbox_address = null, mailbox_updated_at = null,
             mobile = null, mobile_updated_at = null, mobile_confirmed_at = null, mobile_validated_at = null,
             email = null, email_canonical = null, email_updated_at = null, email_confirmed_at = null,
             email_validated_at = null, expiry_noted_at = null
         where person_identifier = $1 returning id",
        identifier.expose(),
        now
    )
    .fetch_one(&mut *tx.inner)
    .await?;
    Ok(PersonId(id))
}

/// The row number of a person who is or was in the register.
pub async fn find(tx: &mut Tx, identifier: &PersonIdentifier) -> Result<Option<PersonId>> {
    let id = sqlx::query_scalar!("select id from person where person_identifier = $1", identifier.expose())
        .fetch_optional(&mut *tx.inner)
        .await?;
    Ok(id.map(PersonId))
}

/// The language the register has for a person, if she has chosen one.
pub async fn language(tx: &mut Tx, identifier: &PersonIdentifier) -> Result<Option<RegisterLanguage>> {
    let language = sqlx::query_scalar!(
        "select language from person where person_identifier = $1 and status = 'active'",
        identifier.expose()
    )
    .fetch_optional(&mut *tx.inner)
    .await?
    .flatten();
    language
        .map(|text| RegisterLanguage::parse(&text).ok_or(Error::Unreadable("person.language")))
        .transpose()
}
