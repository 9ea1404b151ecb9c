//! The console's search is brought up to date with the register, beside it: no citizen waits for this.
//!
//! It follows the change feed, in which every change of a person has a number, also that her value is on others too now. Who
//! has no row yet is brought in by row number; that covers the first start and a register that was filled at once. What
//! becomes otherwise with time has a time to be looked at again. And everybody is looked at once more, slowly and for ever,
//! in case something was changed without the register's knowledge.

use bekreft_domain::Facets;
use time::OffsetDateTime;

use crate::actions::feed::number_changes;
use crate::store::feed::Feed;
use crate::store::search_index::{self, Batch, Entry, Position, Registered};
use crate::store::{self, Db, Tx};

/// So many at a time: a second's work at the most, and nobody waits for it.
pub const AT_A_TIME: i64 = 2000;
/// So many are looked at once more at a time.
pub const CHECKED_AT_A_TIME: i64 = 500;

/// What has been done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Indexed {
    /// For how many persons the search now says something else.
    pub written: usize,
    /// How many could not be read in the register, and cannot be found.
    pub unreadable: usize,
    /// Whether more waits.
    pub more_waits: bool,
}

/// Takes in what waits, in one transaction and up to a limit. May be run by several workers at once: they take turns.
pub async fn index_some(db: &Db, now: OffsetDateTime) -> store::Result<Indexed> {
    let more_unnumbered = number_changes(db, Feed::Persons).await?;
    let mut tx = db.begin().await?;
    let mut position = search_index::take_turn(&mut tx).await?;
    if position == (Position { feed_number: 0, filled_to: 0, checked_to: 0 }) {
        // Nobody is in it yet. All will be brought in, as they are after these changes.
        position.feed_number = search_index::last_change(&mut tx).await?;
    }
    let changed = search_index::changed(&mut tx, position.feed_number, AT_A_TIME).await?;
    position.feed_number = changed.up_to.unwrap_or(0).max(position.feed_number);
    let new = search_index::next_persons(&mut tx, position.filled_to, AT_A_TIME).await?;
    position.filled_to = new.up_to.unwrap_or(position.filled_to);
    let due = search_index::to_look_again(&mut tx, AT_A_TIME, now).await?;
    let is_full = [&changed.persons, &new.persons, &due].map(|persons| is_full(persons));
    let more_waits = more_unnumbered || is_full.contains(&true);
    let indexed = renew(&mut tx, [changed.persons, new.persons, due].concat(), now).await?;
    search_index::save_position(&mut tx, position).await?;
    tx.commit().await?;
    Ok(Indexed { more_waits, ..indexed })
}

/// Looks at the next ones once more, whether or not anything is known to have happened to them.
pub async fn check_some(db: &Db, now: OffsetDateTime) -> store::Result<Indexed> {
    let mut tx = db.begin().await?;
    let mut position = search_index::take_turn(&mut tx).await?;
    let Batch { mut persons, up_to } =
        search_index::next_persons(&mut tx, position.checked_to, CHECKED_AT_A_TIME).await?;
    // After the last person of the register there can only be some who are gone.
    persons.extend(search_index::gone(&mut tx, position.checked_to, up_to.unwrap_or(i64::MAX)).await?);
    position.checked_to = up_to.unwrap_or(0);
    let indexed = renew(&mut tx, persons, now).await?;
    search_index::save_position(&mut tx, position).await?;
    tx.commit().await?;
    Ok(indexed)
}

fn is_full(persons: &[i64]) -> bool {
    i64::try_from(persons.len()).is_ok_and(|count| count >= AT_A_TIME)
}

/// Makes the search say of these persons what is true of them now. They are read after it was known that something has
/// happened to them, so what is read is at least as new as that.
async fn renew(tx: &mut Tx, mut persons: Vec<i64>, now: OffsetDateTime) -> store::Result<Indexed> {
    if persons.is_empty() {
        return Ok(Indexed::default());
    }
    persons.sort_unstable();
    persons.dedup();
    let registered = search_index::registered(tx, &persons).await?;
    let unreadable = registered.iter().filter(|found| found.person.is_none()).count();
    let entries = registered.iter().filter_map(|found| entry(found, now)).collect::<Vec<_>>();
    let written = search_index::replace(tx, &persons, &entries).await?;
    Ok(Indexed { written, unreadable, more_waits: false })
}

fn entry(found: &Registered, now: OffsetDateTime) -> Option<Entry> {
    let person = found.person.as_ref()?;
    Some(Entry {
        person: found.row,
        facets: Facets::of(person, found.is_shared, now)?,
        look_again_at: Facets::next_look(person, now),
    })
}
