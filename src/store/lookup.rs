//! Many persons at once, as public bodies look them up: one statement, whatever the number.

use bekreft_domain::{MailboxProvider, Person, PersonIdentifier};
use time::OffsetDateTime;

use super::person::{PersonId, person_columns};
use super::read::ReadDb;
use super::{Db, Error, Result};

/// A person, registered or not, with what the register knows beside her.
#[derive(Clone, Debug)]
pub struct Found {
    /// Her row, if she is or has been in the register.
    pub id: Option<PersonId>,
    /// What the register holds of her.
    pub person: Person,
    /// When she last opted out or took that back.
    pub reservation_updated_at: Option<OffsetDateTime>,
    /// Whether her number is on another active person too.
    pub mobile_shared: bool,
    /// Whether her address is.
    pub email_shared: bool,
}

/// A provider's certificate, in DER.
#[derive(Clone, Debug)]
pub struct Certificate {
    /// Whose.
    pub provider: MailboxProvider,
    /// The certificate.
    pub der: Vec<u8>,
}

/// What has been looked up.
#[derive(Clone, Debug, Default)]
pub struct Looked {
    /// One for each identifier, in the same order, repetitions included.
    pub persons: Vec<Found>,
    /// The certificates that are valid now.
    pub certificates: Vec<Certificate>,
}

struct Row {
    id: Option<i64>,
    status: Option<String>,
    language: Option<String>,
    language_updated_at: Option<OffsetDateTime>,
    reserved_at: Option<OffsetDateTime>,
    reservation_updated_at: Option<OffsetDateTime>,
    mobile: Option<String>,
    mobile_updated_at: Option<OffsetDateTime>,
    mobile_confirmed_at: Option<OffsetDateTime>,
    mobile_validated_at: Option<OffsetDateTime>,
    mobile_shared: bool,
    email: Option<String>,
    email_updated_at: Option<OffsetDateTime>,
    email_confirmed_at: Option<OffsetDateTime>,
    email_validated_at: Option<OffsetDateTime>,
    email_shared: bool,
    mailbox_provider: Option<String>,
    mailbox_address: Option<String>,
    mailbox_updated_at: Option<OffsetDateTime>,
    providers: Option<Vec<String>>,
    certificates: Option<Vec<Vec<u8>>>,
}

impl Row {
    fn found(self, identifier: PersonIdentifier) -> Result<Found> {
        let columns = person_columns!(self);
        Ok(Found {
            id: self.id.map(PersonId),
            person: columns.into_person(identifier)?,
            reservation_updated_at: self.reservation_updated_at,
            mobile_shared: self.mobile_shared,
            email_shared: self.email_shared,
        })
    }
}

/// Looks persons up. Whether their values are on others is only looked at `with_sharing`; it is false otherwise.
pub async fn look_up(
    db: &ReadDb,
    identifiers: Vec<PersonIdentifier>,
    with_sharing: bool,
    now: OffsetDateTime,
) -> Result<Looked> {
    if identifiers.is_empty() {
        return Ok(Looked::default());
    }
    let digits = identifiers.iter().map(PersonIdentifier::expose).collect::<Vec<_>>();
    let mut rows = db.ask(now, async |db| rows(db, &digits, with_sharing, now).await).await?;
    let certificates = rows.first_mut().map(certificates).transpose()?.unwrap_or_default();
    let persons = rows.into_iter().zip(identifiers).map(|(row, identifier)| row.found(identifier));
    Ok(Looked { persons: persons.collect::<Result<_>>()?, certificates })
}

/// One row for each identifier, in their order. The certificates, which are few, come along on the first one: they cost
/// no round trip of their own, and are not sent a thousand times.
async fn rows(db: &Db, digits: &[&str], with_sharing: bool, now: OffsetDateTime) -> Result<Vec<Row>> {
    read!(
        sqlx::query_as!(
            Row,
            r#"select p.id as "id?", p.status as "status?", p.language, p.language_updated_at, p.reserved_at, p.reservation_updated_at,
                      p.mobile, p.mobile_updated_at, p.mobile_confirmed_at, p.mobile_validated_at,
                      $2 and p.mobile is not null and exists (select from person o where o.mobile = p.mobile
                          and o.status = 'active' and o.id <> p.id) as "mobile_shared!",
                      p.email, p.email_updated_at, p.email_confirmed_at, p.email_validated_at,
                      $2 and p.email_canonical is not null and exists (select from person o
                          where o.email_canonical = p.email_canonical
                          and o.status = 'active' and o.id <> p.id) as "email_shared!",
                      p.mailbox_provider, p.mailbox_address, p.mailbox_updated_at,
                      case when wanted.place = 1 then array(select provider from mailbox_certificate
                          where not_before <= $3 and not_after >= $3 order by provider) end as "providers",
                      case when wanted.place = 1 then array(select certificate from mailbox_certificate
                          where not_before <= $3 and not_after >= $3 order by provider) end as "certificates"
               from unnest($1::text[]) with ordinality as wanted (person_identifier, place)
               left join person p on p.person_identifier = wanted.person_identifier
               order by wanted.place"#,
            digits as &[&str],
            with_sharing,
            now
        )
        .fetch_all(&db.pool)
    )
}

fn certificates(first: &mut Row) -> Result<Vec<Certificate>> {
    let providers = first.providers.take().unwrap_or_default();
    let certificates = first.certificates.take().unwrap_or_default();
    let both = providers.into_iter().zip(certificates);
    both.map(|(provider, der)| {
        let provider =
            MailboxProvider::parse(&provider).ok_or(Error::Unreadable("mailbox_certificate.provider"))?;
        Ok(Certificate { provider, der })
    })
    .collect()
}
