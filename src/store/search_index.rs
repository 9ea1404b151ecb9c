//! What persons are found by in the console's search: written beside the register, from what stands in it.

use std::collections::HashMap;

use bekreft_domain::{Facets, Person, PersonIdentifier};
use time::OffsetDateTime;

use super::person::person_columns;
use super::support_db::SupportDb;
use super::{Db, Result, Tx};

/// How far the search has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Of the change feed.
    pub feed_number: i64,
    /// Everybody up to this row has been brought in.
    pub filled_to: i64,
    /// Everybody up to this row has been looked at once more.
    pub checked_to: i64,
}

/// Takes the turn to bring the search up to date, after whoever is at it, until the transaction ends.
pub async fn take_turn(tx: &mut Tx) -> Result<Position> {
    let position = sqlx::query_as!(
        Position,
        "select feed_number, filled_to, checked_to from search_position for update"
    )
    .fetch_one(&mut *tx.inner)
    .await?;
    Ok(position)
}

/// Notes how far it has come.
pub async fn save_position(tx: &mut Tx, position: Position) -> Result<()> {
    sqlx::query!(
        "update search_position set feed_number = $1, filled_to = $2, checked_to = $3",
        position.feed_number,
        position.filled_to,
        position.checked_to
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// The number of the last change in the feed of persons.
pub async fn last_change(tx: &mut Tx) -> Result<i64> {
    let last = sqlx::query_scalar!("select last_number from feed_position where feed = 'persons'")
        .fetch_one(&mut *tx.inner)
        .await?;
    Ok(last)
}

/// Some persons by their rows, and the last of what was looked through for them.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// The persons.
    pub persons: Vec<i64>,
    /// The last number or row; none when there was nothing.
    pub up_to: Option<i64>,
}

/// To whom something has happened after this number of the feed; at most so many changes. Up to the last number when there
/// are fewer: some numbers are not there any more.
pub async fn changed(tx: &mut Tx, after: i64, most: i64) -> Result<Batch> {
    let last = last_change(tx).await?;
    let rows = sqlx::query!(
        r#"select person_id, feed_number as "feed_number!" from change_log
           where feed_number > $1 and feed_number <= $2 order by feed_number limit $3"#,
        after,
        last,
        most
    )
    .fetch_all(&mut *tx.inner)
    .await?;
    let is_full = i64::try_from(rows.len()).is_ok_and(|count| count >= most);
    let up_to = rows.last().filter(|_| is_full).map(|row| row.feed_number).or(Some(last));
    Ok(Batch { persons: rows.into_iter().map(|row| row.person_id).collect(), up_to })
}

/// The next persons of the register after this row.
pub async fn next_persons(tx: &mut Tx, after: i64, most: i64) -> Result<Batch> {
    let persons =
        sqlx::query_scalar!("select id from person where id > $1 order by id limit $2", after, most)
            .fetch_all(&mut *tx.inner)
            .await?;
    Ok(Batch { up_to: persons.last().copied(), persons })
}

/// Whose time has come to be looked at again.
pub async fn to_look_again(tx: &mut Tx, most: i64, now: OffsetDateTime) -> Result<Vec<i64>> {
    let persons = sqlx::query_scalar!(
        "select person_id from person_search where look_again_at < $1 order by look_again_at limit $2",
        now,
        most
    )
    .fetch_all(&mut *tx.inner)
    .await?;
    Ok(persons)
}

/// Those in the search between these rows, the last one included, who are no longer in the register.
pub async fn gone(tx: &mut Tx, after: i64, up_to: i64) -> Result<Vec<i64>> {
    let persons = sqlx::query_scalar!(
        "select person_id from person_search s where person_id > $1 and person_id <= $2
           and not exists (select from person p where p.id = s.person_id)",
        after,
        up_to
    )
    .fetch_all(&mut *tx.inner)
    .await?;
    Ok(persons)
}

/// Somebody as she stands in the register.
#[derive(Debug)]
pub struct Registered {
    /// Her row.
    pub row: i64,
    /// What is registered of her; none when it cannot be read.
    pub person: Option<Person>,
    /// Whether her number or address is on others too.
    pub is_shared: bool,
}

struct Row {
    id: i64,
    person_identifier: String,
    status: Option<String>,
    language: Option<String>,
    language_updated_at: Option<OffsetDateTime>,
    reserved_at: Option<OffsetDateTime>,
    mobile: Option<String>,
    mobile_updated_at: Option<OffsetDateTime>,
    mobile_confirmed_at: Option<OffsetDateTime>,
    mobile_validated_at: Option<OffsetDateTime>,
    email: Option<String>,
    email_updated_at: Option<OffsetDateTime>,
    email_confirmed_at: Option<OffsetDateTime>,
    email_validated_at: Option<OffsetDateTime>,
    mailbox_provider: Option<String>,
    mailbox_address: Option<String>,
    mailbox_updated_at: Option<OffsetDateTime>,
    is_shared: bool,
}

impl Row {
    fn registered(self) -> Registered {
        let (row, is_shared) = (self.id, self.is_shared);
        let columns = person_columns!(self);
        let identifier = PersonIdentifier::parse(&self.person_identifier).ok();
        let person = identifier.and_then(|identifier| columns.into_person(identifier).ok());
        Registered { row, person, is_shared }
    }
}

/// Reads these persons in the register. Who is not in it is left out.
pub async fn registered(tx: &mut Tx, persons: &[i64]) -> Result<Vec<Registered>> {
    let rows = sqlx::query_as!(
        Row,
        r#"select p.id, p.person_identifier, p.status as "status?", p.language, p.language_updated_at, p.reserved_at,
                  p.mobile, p.mobile_updated_at, p.mobile_confirmed_at, p.mobile_validated_at,
                  p.email, p.email_updated_at, p.email_confirmed_at, p.email_validated_at,
                  p.mailbox_provider, p.mailbox_address, p.mailbox_updated_at,
                  (p.mobile is not null and exists (select from person o where o.mobile = p.mobile
                      and o.status = 'active' and o.id <> p.id))
                  or (p.email_canonical is not null and exists (select from person o
                      where o.email_canonical = p.email_canonical
                      and o.status = 'active' and o.id <> p.id)) as "is_shared!"
           from person p where p.id = any($1)"#,
        persons
    )
    .fetch_all(&mut *tx.inner)
    .await?;
    Ok(rows.into_iter().map(Row::registered).collect())
}

/// What somebody is found by.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// Her row.
    pub person: i64,
    /// What is true of her.
    pub facets: Facets,
    /// When it may be otherwise with nothing happening to her.
    pub look_again_at: Option<OffsetDateTime>,
}

/// What is written for somebody: facets as a code, and when to look again.
type Written = (i32, Option<OffsetDateTime>);

/// Makes the search say this of these persons, and nothing of those for whom there is no entry. Says for how many that was
/// anything else than before. The turn must be held, or the counts would not fit.
pub async fn replace(tx: &mut Tx, persons: &[i64], entries: &[Entry]) -> Result<usize> {
    let before = written(tx, persons).await?;
    let after = entries.iter().map(|entry| (entry.person, (entry.facets.code(), entry.look_again_at)));
    let after = after.collect::<HashMap<i64, Written>>();
    let changed = after.iter().filter(|(person, now)| before.get(person) != Some(now));
    let changed = changed.map(|(person, now)| (*person, *now)).collect::<Vec<_>>();
    let removed = before.keys().filter(|person| !after.contains_key(person)).copied().collect::<Vec<_>>();
    if changed.is_empty() && removed.is_empty() {
        return Ok(0);
    }
    let mut differences = HashMap::<i32, i64>::new();
    for (person, (facets, _)) in &changed {
        *differences.entry(*facets).or_default() += 1;
        if let Some((facets, _)) = before.get(person) {
            *differences.entry(*facets).or_default() -= 1;
        }
    }
    for (facets, _) in removed.iter().filter_map(|person| before.get(person)) {
        *differences.entry(*facets).or_default() -= 1;
    }
    write(tx, &changed).await?;
    sqlx::query!("delete from person_search where person_id = any($1)", &removed)
        .execute(&mut *tx.inner)
        .await?;
    count(tx, differences).await?;
    Ok(changed.len() + removed.len())
}

async fn written(tx: &mut Tx, persons: &[i64]) -> Result<HashMap<i64, Written>> {
    let rows = sqlx::query!(
        "select person_id, facets, look_again_at from person_search where person_id = any($1)",
        persons
    )
    .fetch_all(&mut *tx.inner)
    .await?;
    Ok(rows.into_iter().map(|row| (row.person_id, (row.facets, row.look_again_at))).collect())
}

async fn write(tx: &mut Tx, changed: &[(i64, Written)]) -> Result<()> {
    let persons = changed.iter().map(|(person, _)| *person).collect::<Vec<_>>();
    let facets = changed.iter().map(|(_, (facets, _))| *facets).collect::<Vec<_>>();
    let looks = changed.iter().map(|(_, (_, look))| *look).collect::<Vec<_>>();
    sqlx::query!(
        "insert into person_search (person_id, facets, look_again_at)
         select * from unnest($1::bigint[], $2::integer[], $3::timestamptz[])
         on conflict (person_id) do update set facets = excluded.facets, look_again_at = excluded.look_again_at",
        &persons,
        &facets,
        &looks as &[Option<OffsetDateTime>]
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

async fn count(tx: &mut Tx, differences: HashMap<i32, i64>) -> Result<()> {
    let differences = differences.into_iter().filter(|(_, by)| *by != 0);
    let (facets, by): (Vec<i32>, Vec<i64>) = differences.unzip();
    sqlx::query!(
        "insert into search_count (facets, persons) select facets, 0 from unnest($1::integer[]) as new (facets)
         on conflict (facets) do nothing",
        &facets
    )
    .execute(&mut *tx.inner)
    .await?;
    sqlx::query!(
        "update search_count c set persons = c.persons + difference.by
         from unnest($1::integer[], $2::bigint[]) as difference (facets, by) where c.facets = difference.facets",
        &facets,
        &by
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// What the search does not know yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Changes that it has not followed.
    pub changes: i64,
    /// Persons who have not been brought in, by the numbers of their rows; the numbers have gaps, so there may be fewer.
    pub persons: i64,
    /// Persons whose time has come to be looked at again.
    pub looks: i64,
}

impl Waiting {
    /// All of them.
    pub const fn all(self) -> i64 {
        self.changes + self.persons + self.looks
    }
}

/// Beyond so many it makes no difference how many there are.
const COUNTED_TO: i64 = 100_000;

/// Counts what waits.
pub async fn waiting(db: &Db, now: OffsetDateTime) -> Result<Waiting> {
    waiting_in(&db.pool, now).await
}

/// The same for the console, which has a way to the database of its own.
pub async fn waiting_for_support(db: &SupportDb, now: OffsetDateTime) -> Result<Waiting> {
    waiting_in(&db.pool, now).await
}

async fn waiting_in(pool: &sqlx::PgPool, now: OffsetDateTime) -> Result<Waiting> {
    read!(
        sqlx::query_as!(
            Waiting,
            r#"select
                 (select last_number from feed_position where feed = 'persons') - p.feed_number
                   + (select count(*) from (select from change_log where feed_number is null limit $2) new) as "changes!",
                 greatest(coalesce((select max(id) from person), 0) - p.filled_to, 0) as "persons!",
                 (select count(*) from (
                     select from person_search where look_again_at < $1 limit $2) due) as "looks!"
               from search_position p"#,
            now,
            COUNTED_TO
        )
        .fetch_one(pool)
    )
}
