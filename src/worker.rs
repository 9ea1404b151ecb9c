//! The background work, in a process of its own or beside the web.

use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::actions::purge::purge;
use crate::clock::Clock;
use crate::store::Db;

/// How often what is of no more use is thrown away.
const PURGE_EVERY: Duration = Duration::from_mins(10);

/// A worker that runs.
#[derive(Debug)]
pub struct Worker {
    stop: watch::Sender<bool>,
    purging: JoinHandle<()>,
}

/// Starts the background work.
pub fn start(db: Db, clock: Clock) -> Worker {
    let (stop, stopped) = watch::channel(false);
    let purging = tokio::task::spawn(purge_regularly(db, clock, stopped));
    Worker { stop, purging }
}

impl Worker {
    /// Lets the work in hand finish, then ends.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        let _ = self.purging.await;
    }
}

async fn purge_regularly(db: Db, clock: Clock, mut stopped: watch::Receiver<bool>) {
    loop {
        match purge(&db, clock.now()).await {
            Ok(purged) => tracing::debug!(?purged, "purged"),
            Err(error) => tracing::warn!(%error, "could not purge; trying again later"),
        }
        tokio::select! {
            _ = stopped.changed() => return,
            () = tokio::time::sleep(PURGE_EVERY) => {}
        }
    }
}
