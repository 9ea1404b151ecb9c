//! Somebody of support keeps a search, and forgets it again. The register is not touched.

use time::OffsetDateTime;

use super::support::SupportWrites;
use crate::store;
use crate::store::saved_search::{self, Owner};

/// How many one may keep: more are no help.
pub const MOST: i64 = 50;
/// The longest name, in characters.
pub const LONGEST_NAME: usize = 60;

/// What came of keeping one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is kept.
    Saved,
    /// It has no name.
    NoName,
    /// Its name is too long.
    LongName,
    /// She has so many that there is no room.
    TooMany,
}

/// Keeps a search under a name of her own, in place of another of hers with the same name.
pub async fn save(
    db: &SupportWrites,
    owner: &Owner,
    (name, criteria): (&str, &str),
    now: OffsetDateTime,
) -> store::Result<Outcome> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.chars().filter(|letter| !letter.is_control()).collect::<String>();
    if name.is_empty() {
        return Ok(Outcome::NoName);
    }
    if name.chars().count() > LONGEST_NAME {
        return Ok(Outcome::LongName);
    }
    let mut tx = db.0.begin().await?;
    let is_kept = saved_search::save(&mut tx, owner, (&name, criteria), MOST, now).await?;
    tx.commit().await?;
    Ok(if is_kept { Outcome::Saved } else { Outcome::TooMany })
}

/// Forgets one of hers.
pub async fn delete(db: &SupportWrites, owner: &Owner, id: i64) -> store::Result<()> {
    let mut tx = db.0.begin().await?;
    saved_search::delete(&mut tx, owner, id).await?;
    tx.commit().await
}
