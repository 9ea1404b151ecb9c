//! Digital mailboxes of persons, and the certificates of their providers.

use bekreft_domain::{
    Mailbox, MailboxAddress, MailboxCertificate, MailboxProvider, Person, PersonIdentifier,
};
use time::OffsetDateTime;

use super::person::{PersonColumns, PersonId};
use super::{Db, Error, Result, Tx};

pub(super) fn restored(
    provider: Option<String>,
    address: Option<String>,
    updated_at: Option<OffsetDateTime>,
) -> Result<Option<Mailbox>> {
    let (Some(provider), Some(address), Some(updated_at)) = (provider, address, updated_at) else {
        return Ok(None);
    };
    Ok(Some(Mailbox {
        provider: MailboxProvider::parse(&provider).ok_or(Error::Unreadable("person.mailbox_provider"))?,
        address: MailboxAddress::parse(&address).map_err(|_| Error::Unreadable("person.mailbox_address"))?,
        updated_at,
    }))
}

struct HolderRow {
    status: String,
    reserved_at: Option<OffsetDateTime>,
    mailbox_provider: Option<String>,
    mailbox_address: Option<String>,
    mailbox_updated_at: Option<OffsetDateTime>,
}

/// What decides whether a person may get a mailbox: whether she is in the register, reserved, and has one. Contact
/// information is not read.
pub async fn holder(db: &Db, identifier: &PersonIdentifier) -> Result<Person> {
    let row = read!(
        sqlx::query_as!(
            HolderRow,
            "select status, reserved_at, mailbox_provider, mailbox_address, mailbox_updated_at
             from person where person_identifier = $1",
            identifier.expose()
        )
        .fetch_optional(&db.pool)
    )?;
    let columns = row.map_or_else(PersonColumns::default, |row| PersonColumns {
        status: Some(row.status),
        reserved_at: row.reserved_at,
        mailbox_provider: row.mailbox_provider,
        mailbox_address: row.mailbox_address,
        mailbox_updated_at: row.mailbox_updated_at,
        ..PersonColumns::default()
    });
    columns.into_person(identifier.clone())
}

/// Writes the mailbox of a person who is in the register, and gives the row number; `None` if she is not there.
pub async fn save(tx: &mut Tx, person: &Person) -> Result<Option<PersonId>> {
    let mailbox = person.mailbox();
    let id = sqlx::query_scalar!(
        "update person set mailbox_provider = $2, mailbox_address = $3, mailbox_updated_at = $4
         where person_identifier = $1 and status = 'active' returning id",
        person.identifier().expose(),
        mailbox.map(|mailbox| mailbox.provider.as_str()),
        mailbox.map(|mailbox| mailbox.address.expose()),
        mailbox.map(|mailbox| mailbox.updated_at)
    )
    .fetch_optional(&mut *tx.inner)
    .await?;
    Ok(id.map(PersonId))
}

/// Keeps a provider's certificate in place of any earlier one. Says whether it is another; then it waits for a new number in
/// the feed of providers.
pub async fn save_certificate(
    tx: &mut Tx,
    provider: MailboxProvider,
    certificate: &MailboxCertificate,
    now: OffsetDateTime,
) -> Result<bool> {
    let changed = sqlx::query!(
        "insert into mailbox_certificate as c (provider, certificate, not_before, not_after, updated_at)
         values ($1, $2, $3, $4, $5)
         on conflict (provider) do update set certificate = excluded.certificate, not_before = excluded.not_before,
             not_after = excluded.not_after, updated_at = excluded.updated_at, feed_number = null
         where c.certificate <> excluded.certificate and c.not_before <= excluded.not_before",
        provider.as_str(),
        certificate.der(),
        certificate.not_before(),
        certificate.not_after(),
        now
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(changed.rows_affected() == 1)
}

/// A provider's certificate as stored. It may have expired since.
#[derive(Clone, Debug)]
pub struct StoredCertificate {
    /// Whose.
    pub provider: MailboxProvider,
    /// In DER.
    pub der: Vec<u8>,
    /// The last instant at which it is valid.
    pub not_after: OffsetDateTime,
}

/// The certificates of all providers that have one.
pub async fn certificates(db: &Db) -> Result<Vec<StoredCertificate>> {
    let rows =
        sqlx::query!("select provider, certificate, not_after from mailbox_certificate order by provider")
            .fetch_all(&db.pool)
            .await?;
    rows.into_iter()
        .map(|row| {
            Ok(StoredCertificate {
                provider: MailboxProvider::parse(&row.provider)
                    .ok_or(Error::Unreadable("mailbox_certificate.provider"))?,
                der: row.certificate,
                not_after: row.not_after,
            })
        })
        .collect()
}
