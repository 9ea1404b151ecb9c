//! Searches that somebody of support has kept.

use time::OffsetDateTime;

use super::support_db::SupportDb;
use super::{Result, Tx};

/// Whose they are: a keyed hash of her and the organisation she works for.
pub type Owner = [u8; 32];

/// A search that has been kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedSearch {
    /// Its number.
    pub id: i64,
    /// What she calls it.
    pub name: String,
    /// The query of its address.
    pub criteria: String,
}

/// Hers, by name.
pub async fn all(db: &SupportDb, owner: &Owner) -> Result<Vec<SavedSearch>> {
    read!(
        sqlx::query_as!(
            SavedSearch,
            "select id, name, criteria from saved_search where owner = $1 order by lower(name), name",
            owner.as_slice()
        )
        .fetch_all(&db.pool)
    )
}

/// Keeps one, in place of another with the same name, unless she has so many. Says whether it was kept.
pub async fn save(
    tx: &mut Tx,
    owner: &Owner,
    (name, criteria): (&str, &str),
    most: i64,
    now: OffsetDateTime,
) -> Result<bool> {
    let kept = sqlx::query!(
        "insert into saved_search (owner, name, criteria, saved_at)
         select $1, $2::text, $3, $4 where $5 > (
             select count(*) from saved_search where owner = $1 and name <> $2)
         on conflict (owner, name) do update set criteria = excluded.criteria, saved_at = excluded.saved_at",
        owner.as_slice(),
        name,
        criteria,
        now,
        most
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(kept.rows_affected() > 0)
}

/// Forgets one of hers. Another's, or one that is not there, is left as it is.
pub async fn delete(tx: &mut Tx, owner: &Owner, id: i64) -> Result<()> {
    sqlx::query!("delete from saved_search where owner = $1 and id = $2", owner.as_slice(), id)
        .execute(&mut *tx.inner)
        .await?;
    Ok(())
}
