//! The change feed: changes, numbered in the order in which they became visible.
//!
//! Numbering is done after the commit of a change, by one transaction at a time: it holds the feed's row in `feed_position`
//! until it commits. Whoever sees a number therefore sees all lower ones (those that retention has thrown away excepted),
//! however long the transactions are that the changes were made in, and in whatever order they end.

use bekreft_domain::{MailboxProvider, PersonIdentifier};

use super::{Db, Error, Result, Tx};

/// The feeds there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feed {
    /// What happens to persons.
    Persons,
    /// The certificates of mailbox providers.
    MailboxProviders,
}

impl Feed {
    fn as_str(self) -> &'static str {
        match self {
            Self::Persons => "persons",
            Self::MailboxProviders => "mailbox_providers",
        }
    }
}

/// The right to number the changes of a feed, until the transaction ends.
#[derive(Debug)]
pub struct Turn {
    feed: Feed,
    last_number: i64,
}

/// Whether changes of this feed have no number yet. Asked without a transaction: most often there are none.
pub async fn is_waiting(db: &Db, feed: Feed) -> Result<bool> {
    match feed {
        Feed::Persons => read!(
            sqlx::query_scalar!(
                r#"select exists (select from change_log where feed_number is null) as "waiting!""#
            )
            .fetch_one(&db.pool)
        ),
        Feed::MailboxProviders => read!(
            sqlx::query_scalar!(
                r#"select exists (select from mailbox_certificate where feed_number is null) as "waiting!""#
            )
            .fetch_one(&db.pool)
        ),
    }
}

/// Takes the turn to number, after whoever is at it. The changes must be looked for in a later statement than this one, which
/// then sees all that the one before has numbered.
pub async fn take_turn(tx: &mut Tx, feed: Feed) -> Result<Turn> {
    let last_number = sqlx::query_scalar!(
        "select last_number from feed_position where feed = $1 for update",
        feed.as_str()
    )
    .fetch_one(&mut *tx.inner)
    .await?;
    Ok(Turn { feed, last_number })
}

/// Numbers the changes that wait, at most so many, and says how many. Those of one transaction stay in their order.
pub async fn number(tx: &mut Tx, turn: Turn, most: i64) -> Result<i64> {
    // What is counted is what was found: a row that disappears meanwhile leaves a gap, which does no harm.
    let count = match turn.feed {
        Feed::Persons => {
            sqlx::query_scalar!(
                r#"with waiting as (
                       select number, row_number() over (order by number) as place
                       from (select number from change_log where feed_number is null order by number limit $2) first
                   ), numbered as (
                       update change_log c set feed_number = $1 + waiting.place
                       from waiting where c.number = waiting.number
                   )
                   select count(*) as "count!" from waiting"#,
                turn.last_number,
                most
            )
            .fetch_one(&mut *tx.inner)
            .await?
        }
        Feed::MailboxProviders => {
            sqlx::query_scalar!(
                r#"with waiting as (
                       select provider, row_number() over (order by updated_at, provider) as place
                       from mailbox_certificate where feed_number is null order by updated_at, provider limit $2
                   ), numbered as (
                       update mailbox_certificate c set feed_number = $1 + waiting.place
                       from waiting where c.provider = waiting.provider and c.feed_number is null
                   )
                   select count(*) as "count!" from waiting"#,
                turn.last_number,
                most
            )
            .fetch_one(&mut *tx.inner)
            .await?
        }
    };
    sqlx::query!(
        "update feed_position set last_number = $2 where feed = $1",
        turn.feed.as_str(),
        turn.last_number + count
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(count)
}

/// The number of the last change of a feed.
pub async fn last_number(db: &Db, feed: Feed) -> Result<i64> {
    read!(
        sqlx::query_scalar!("select last_number from feed_position where feed = $1", feed.as_str())
            .fetch_one(&db.pool)
    )
}

/// What has changed after a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// Each once, in the order of its last change.
    pub changed: Vec<T>,
    /// Everything up to this number has been told.
    pub up_to: i64,
    /// The last number there is.
    pub last: i64,
}

struct PersonRow {
    feed_number: i64,
    person_identifier: String,
}

/// The persons of the changes after a number; at most so many changes. What stands in the register of them must be read later
/// than this: it is then at least as new as the change.
pub async fn persons(db: &Db, after: i64, last: i64, most: i64) -> Result<Page<PersonIdentifier>> {
    let rows = read!(
        sqlx::query_as!(
            PersonRow,
            r#"select c.feed_number as "feed_number!", p.person_identifier
               from change_log c join person p on p.id = c.person_id
               where c.feed_number > $1 and c.feed_number <= $2
               order by c.feed_number limit $3"#,
            after,
            last,
            most
        )
        .fetch_all(&db.pool)
    )?;
    let is_full = i64::try_from(rows.len()).is_ok_and(|count| count >= most);
    let up_to = rows.last().filter(|_| is_full).map_or(last.max(after), |row| row.feed_number);
    let mut seen = std::collections::HashSet::new();
    let mut latest = rows.iter().rev().filter(|row| seen.insert(&row.person_identifier)).collect::<Vec<_>>();
    latest.reverse();
    let read = |row: &PersonRow| {
        PersonIdentifier::parse(&row.person_identifier)
            .map_err(|_| Error::Unreadable("person.person_identifier"))
    };
    Ok(Page { changed: latest.into_iter().map(read).collect::<Result<_>>()?, up_to, last })
}

/// A certificate of a mailbox provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderChange {
    /// Whose.
    pub provider: MailboxProvider,
    /// In DER.
    pub certificate: Vec<u8>,
}

struct ProviderRow {
    provider: String,
    certificate: Vec<u8>,
}

/// The certificates that became others after a number.
pub async fn providers(db: &Db, after: i64, last: i64) -> Result<Page<ProviderChange>> {
    let rows = read!(
        sqlx::query_as!(
            ProviderRow,
            "select provider, certificate from mailbox_certificate
             where feed_number > $1 and feed_number <= $2 order by feed_number",
            after,
            last
        )
        .fetch_all(&db.pool)
    )?;
    let read = rows.into_iter().map(|row| {
        let provider =
            MailboxProvider::parse(&row.provider).ok_or(Error::Unreadable("mailbox_certificate.provider"))?;
        Ok(ProviderChange { provider, certificate: row.certificate })
    });
    Ok(Page { changed: read.collect::<Result<_>>()?, up_to: last.max(after), last })
}
