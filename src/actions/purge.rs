//! Throwing away what is of no more use.

use time::OffsetDateTime;

use crate::store::{self, Db, retention};

/// Throws away what is of no more use, once.
pub async fn purge(db: &Db, now: OffsetDateTime) -> store::Result<retention::Purged> {
    let mut tx = db.begin().await?;
    let purged = retention::purge(&mut tx, now).await?;
    tx.commit().await?;
    Ok(purged)
}
