//! Writing down that contact information has expired, so that her history tells a citizen from when she could not be
//! notified. Whether it has is always computed (`bekreft_domain::freshness`); nothing depends on this.

use bekreft_domain::{freshness, oslo};
use time::OffsetDateTime;

use crate::store::{self, Db, expiry};

/// How many at a time: a transaction stays short, also when the register has been taken over with a million expired.
pub const BATCH: i64 = 1000;

/// Writes it down for up to a thousand persons, and says for how many. May be run twice, or by several workers at once,
/// without harm.
pub async fn note_some_expired(db: &Db, now: OffsetDateTime) -> store::Result<u64> {
    let before = oslo::minus_months(now, freshness::EXPIRE_AFTER_MONTHS);
    let mut tx = db.begin().await?;
    let noted = expiry::note(&mut tx, before, BATCH, now).await?;
    tx.commit().await?;
    Ok(noted)
}
