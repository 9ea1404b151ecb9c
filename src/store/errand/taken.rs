//! Taking an errand upon oneself.

use bekreft_domain::{EmailAddress, MailboxProvider, PersonIdentifier, SupportCode};
use time::{Duration, OffsetDateTime};

use super::{ErrandId, Task, read_provider};
use crate::i18n::Locale;
use crate::store::{Error, Result, Tx};

/// An errand that somebody has taken upon herself.
#[derive(Clone)]
pub struct Claimed {
    /// Its row.
    pub id: ErrandId,
    /// What the provider knows it by.
    pub key: String,
    /// For whom.
    pub identifier: PersonIdentifier,
    /// With whom.
    pub provider: MailboxProvider,
    /// What.
    pub task: Task,
    /// The language in which she is told.
    pub locale: Locale,
    /// The code her pages bear.
    pub support_code: SupportCode,
    /// Given up after this.
    pub not_after: OffsetDateTime,
    /// Which attempt this is, from 1.
    pub attempt: u32,
    /// Where the provider can reach her.
    pub email: Option<EmailAddress>,
}

impl std::fmt::Debug for Claimed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Claimed({:?} {:?} at {:?}, attempt {})", self.id, self.task, self.provider, self.attempt)
    }
}

/// An errand that has been taken, as it lies in the database.
#[derive(Clone)]
pub struct Taken {
    /// Its row.
    pub id: ErrandId,
    key: String,
    person_identifier: String,
    provider: String,
    task: String,
    language: String,
    support_code: String,
    not_after: OffsetDateTime,
    attempts: i32,
    email: Option<String>,
}

impl std::fmt::Debug for Taken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Taken({:?})", self.id)
    }
}

impl Taken {
    /// Reads it. One that does not read must not stand in the way of the others, so it is taken first and read then.
    pub fn read(self) -> Result<Claimed> {
        Ok(Claimed {
            id: self.id,
            key: self.key,
            identifier: PersonIdentifier::parse(&self.person_identifier)
                .map_err(|_| Error::Unreadable("mailbox_errand.person_identifier"))?,
            provider: read_provider(&self.provider)?,
            task: Task::parse(&self.task)?,
            locale: Locale::from_tag(&self.language).ok_or(Error::Unreadable("mailbox_errand.language"))?,
            support_code: SupportCode::parse(&self.support_code)
                .map_err(|_| Error::Unreadable("mailbox_errand.support_code"))?,
            not_after: self.not_after,
            attempt: u32::try_from(self.attempts).unwrap_or(u32::MAX),
            email: self.email.and_then(|email| EmailAddress::from_stored(&email).ok()),
        })
    }
}

/// Takes the errand at this provider that has been due longest, also one whose worker has died: its lease has run out. An
/// errand of a person waits for her earlier ones there, so that "delete" never overtakes "choose" nor the other way.
pub async fn claim(
    tx: &mut Tx,
    provider: MailboxProvider,
    lease: Duration,
    now: OffsetDateTime,
) -> Result<Option<Taken>> {
    let row = sqlx::query!(
        r#"with taken as (
             update mailbox_errand set leased_until = $1, attempts = attempts + 1
             where id = (select e.id from mailbox_errand e
                         where e.provider = $3 and e.state = 'waiting' and e.run_at <= $2
                           and (e.leased_until is null or e.leased_until <= $2)
                           and not exists (select from mailbox_errand earlier
                               where earlier.person_identifier = e.person_identifier and earlier.provider = e.provider
                                 and earlier.state = 'waiting' and earlier.id < e.id)
                         order by e.run_at, e.id for update skip locked limit 1)
             returning id, key, person_identifier, provider, task, language, support_code, not_after, attempts)
           select t.*, p.email as "email?" from taken t
           left join person p on p.person_identifier = t.person_identifier and p.status = 'active'"#,
        now + lease,
        now,
        provider.as_str()
    )
    .fetch_optional(&mut *tx.inner)
    .await?;
    Ok(row.map(|row| Taken {
        id: ErrandId(row.id),
        key: row.key,
        person_identifier: row.person_identifier,
        provider: row.provider,
        task: row.task,
        language: row.language,
        support_code: row.support_code,
        not_after: row.not_after,
        attempts: row.attempts,
        email: row.email,
    }))
}
