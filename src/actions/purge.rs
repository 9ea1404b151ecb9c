//! Throwing away what is of no more use.

use bekreft_domain::customer::access_log_begins;
use time::OffsetDateTime;

use crate::store::{self, Db, access_log, flow, retention};

/// So many lines of the access log go in one transaction, and so many times that in one round: ten times what the whole
/// country looks up in ten minutes.
const AT_ONCE: i64 = 10_000;
const ROUNDS: usize = 20;

/// Throws away what is of no more use, once.
pub async fn purge(db: &Db, now: OffsetDateTime) -> store::Result<retention::Purged> {
    let mut tx = db.begin().await?;
    let mut purged = retention::purge(&mut tx, now).await?;
    tx.commit().await?;
    for _ in 0..ROUNDS {
        let mut tx = db.begin().await?;
        let gone = access_log::purge(&mut tx, access_log_begins(now), AT_ONCE).await?;
        tx.commit().await?;
        purged.accesses += gone;
        if gone == 0 {
            break;
        }
    }
    for _ in 0..ROUNDS {
        let mut tx = db.begin().await?;
        let gone = flow::purge(&mut tx, now - flow::KEPT, AT_ONCE).await?;
        tx.commit().await?;
        purged.steps += gone;
        if gone == 0 {
            break;
        }
    }
    Ok(purged)
}
