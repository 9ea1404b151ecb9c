//! Wishes to be deleted from the register, until they are withdrawn or carried out.

use bekreft_domain::{PersonIdentifier, SupportCode};
use time::OffsetDateTime;

use super::person::PersonId;
use super::{Db, Error, Result, Tx};
use crate::i18n::Locale;

/// A wish that waits, for the citizen to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// When she asked.
    pub wished_at: OffsetDateTime,
    /// When she is deleted.
    pub due_at: OffsetDateTime,
}

pub(super) fn waiting(wished_at: Option<OffsetDateTime>, due_at: Option<OffsetDateTime>) -> Option<Waiting> {
    Some(Waiting { wished_at: wished_at?, due_at: due_at? })
}

/// What the old number and address are told when somebody leaves the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// It has been asked for, and is done then.
    Requested(OffsetDateTime),
    /// It is done.
    Done,
}

impl News {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Requested(_) => "deletion_requested",
            Self::Done => "deleted",
        }
    }

    pub(super) fn due_at(self) -> Option<OffsetDateTime> {
        match self {
            Self::Requested(due_at) => Some(due_at),
            Self::Done => None,
        }
    }

    pub(super) fn read(kind: &str, due_at: Option<OffsetDateTime>) -> Result<Self> {
        match (kind, due_at) {
            ("deletion_requested", Some(due_at)) => Ok(Self::Requested(due_at)),
            ("deleted", _) => Ok(Self::Done),
            _ => Err(Error::Unreadable("message.kind")),
        }
    }
}

/// A wish, as it is made.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// When she asked, and when she is deleted.
    pub waiting: Waiting,
    /// The language in which she is told that it is done.
    pub locale: Locale,
    /// The code her pages bore.
    pub support_code: SupportCode,
}

/// Notes a wish of somebody who is in the register, and gives her row number; `None` if she is not, or has wished it
/// already. Under [`super::person::lock`].
pub async fn note(tx: &mut Tx, identifier: &PersonIdentifier, wish: &Wish) -> Result<Option<PersonId>> {
    let id = sqlx::query_scalar!(
        "with noted as (
             insert into deletion_wish (person_identifier, wished_at, due_at, language, support_code)
             select person_identifier, $2, $3, $4, $5 from person where person_identifier = $1 and status = 'active'
             on conflict (person_identifier) do nothing returning person_identifier)
         select p.id from person p join noted using (person_identifier)",
        identifier.expose(),
        wish.waiting.wished_at,
        wish.waiting.due_at,
        wish.locale.tag(),
        wish.support_code.to_string()
    )
    .fetch_optional(&mut *tx.inner)
    .await?;
    Ok(id.map(PersonId))
}

/// Takes a wish back. Gives the row number of the person, if there was one to take back.
pub async fn withdraw(tx: &mut Tx, identifier: &PersonIdentifier) -> Result<Option<PersonId>> {
    let id = sqlx::query_scalar!(
        "delete from deletion_wish w using person p
         where w.person_identifier = $1 and p.person_identifier = w.person_identifier returning p.id",
        identifier.expose()
    )
    .fetch_optional(&mut *tx.inner)
    .await?;
    Ok(id.map(PersonId))
}

/// Lets a wish follow the person to her new number, unless there is one there, and with it what her number and address are
/// told of it and have not been told yet.
pub async fn move_to(tx: &mut Tx, old: &PersonIdentifier, new: &PersonIdentifier) -> Result<()> {
    sqlx::query!(
        "update deletion_wish set person_identifier = $2 where person_identifier = $1
         and not exists (select from deletion_wish where person_identifier = $2)",
        old.expose(),
        new.expose()
    )
    .execute(&mut *tx.inner)
    .await?;
    sqlx::query!(
        "update message set person_identifier = $2
         where person_identifier = $1 and state = 'waiting' and kind = 'deletion_requested'",
        old.expose(),
        new.expose()
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// Persons whose wish is due. One whose identifier cannot be read is `None`. The first `skip` are passed by.
pub async fn due(
    db: &Db,
    now: OffsetDateTime,
    (skip, most): (i64, i64),
) -> Result<Vec<Option<PersonIdentifier>>> {
    let found = sqlx::query_scalar!(
        "select person_identifier from deletion_wish where due_at <= $1 order by due_at, person_identifier
         limit $2 offset $3",
        now,
        most,
        skip
    )
    .fetch_all(&db.pool)
    .await?;
    Ok(found.into_iter().map(|text| PersonIdentifier::parse(&text).ok()).collect())
}

/// The wish of a person, if it is due: read again under [`super::person::lock`], for she may have withdrawn it.
pub async fn due_of(tx: &mut Tx, identifier: &PersonIdentifier, now: OffsetDateTime) -> Result<Option<Wish>> {
    let row = sqlx::query!(
        "select wished_at, due_at, language, support_code from deletion_wish
         where person_identifier = $1 and due_at <= $2",
        identifier.expose(),
        now
    )
    .fetch_optional(&mut *tx.inner)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Wish {
        waiting: Waiting { wished_at: row.wished_at, due_at: row.due_at },
        locale: Locale::from_tag(&row.language).ok_or(Error::Unreadable("deletion_wish.language"))?,
        support_code: SupportCode::parse(&row.support_code)
            .map_err(|_| Error::Unreadable("deletion_wish.support_code"))?,
    }))
}

/// How often it has been asked for lately.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// By this person.
    pub by_her: i64,
    /// How many notices of it have gone to that one of these values that got most, whoever asked.
    pub told: i64,
}

/// Counts wishes since then, withdrawn ones too.
pub async fn asked_since(
    tx: &mut Tx,
    identifier: &PersonIdentifier,
    values: &[String],
    since: OffsetDateTime,
) -> Result<Asked> {
    let row = sqlx::query!(
        r#"select (select count(*) from audit_event a join person p on p.id = a.person_id
                   where p.person_identifier = $1 and a.action = 'request_deletion' and a.at > $3) as "by_her!",
                  coalesce((select max(told) from (select count(*) as told from message
                      where value = any($2) and kind = 'deletion_requested' and created_at > $3 group by value) as each), 0)
                      as "told!""#,
        identifier.expose(),
        values,
        since
    )
    .fetch_one(&mut *tx.inner)
    .await?;
    Ok(Asked { by_her: row.by_her, told: row.told })
}

/// Takes back the messages that wait to be sent to a person who is deleted: codes, reminders, and news of what she no longer
/// has. Notices stay, for they go to whoever has the number or the address.
pub async fn withdraw_messages(tx: &mut Tx, identifier: &PersonIdentifier) -> Result<()> {
    sqlx::query!(
        "delete from message where person_identifier = $1 and state = 'waiting'
         and kind not in ('change_notice', 'deletion_requested', 'deleted')",
        identifier.expose()
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}
