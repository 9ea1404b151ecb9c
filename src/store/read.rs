//! Where lookups are read: on a replica of the database when there is one, else on the database itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use time::OffsetDateTime;

use super::{Db, Error, Result};

/// How long a replica that did not answer is left alone: whoever asks meanwhile shall not wait for it, too.
const REST_SECONDS: i64 = 5;
/// Longest wait for the replica: the database itself must have time to answer, too.
const PATIENCE: Duration = Duration::from_millis(1500);

/// Connections for reads that may be a moment behind.
#[derive(Clone, Debug)]
pub struct ReadDb {
    replica: Option<Db>,
    primary: Db,
    rests_until: Arc<AtomicI64>,
}

/// How the replica is doing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Replica {
    /// There is none.
    None,
    /// It does not answer.
    Down,
    /// It answers, and is so many seconds behind the last transaction it has been told of; `None` before the first.
    Behind(Option<f64>),
}

impl ReadDb {
    /// Reads on `replica`, and on `primary` while that does not answer.
    pub fn new(primary: Db, replica: Option<Db>) -> Self {
        Self { replica, primary, rests_until: Arc::default() }
    }

    /// Asks the replica, and the database itself if that is of no use.
    pub(super) async fn ask<T>(
        &self,
        now: OffsetDateTime,
        query: impl AsyncFn(&Db) -> Result<T>,
    ) -> Result<T> {
        let rests = self.rests_until.load(Ordering::Relaxed) > now.unix_timestamp();
        if let Some(replica) = self.replica.as_ref().filter(|_| !rests) {
            let answer = tokio::time::timeout(PATIENCE, query(replica)).await;
            match answer.unwrap_or(Err(Error::Unavailable("no answer in time"))) {
                Err(error @ Error::Unavailable(_)) => {
                    self.rests_until.store(now.unix_timestamp() + REST_SECONDS, Ordering::Relaxed);
                    tracing::warn!(%error, "the replica does not answer; lookups go to the database itself");
                }
                answer => return answer,
            }
        }
        query(&self.primary).await
    }

    /// How the replica is doing, for operators.
    pub async fn replica(&self) -> Replica {
        let Some(replica) = &self.replica else { return Replica::None };
        let lag = sqlx::query_scalar!(
            r#"select case when pg_is_in_recovery() then extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp())
                      else 0 end::float8 as "lag""#
        )
        .fetch_one(&replica.pool)
        .await;
        lag.map_or(Replica::Down, Replica::Behind)
    }

    /// Gives back the connections to the replica; those to the database itself are its own.
    pub async fn close(&self) {
        if let Some(replica) = &self.replica {
            replica.close().await;
        }
    }
}
