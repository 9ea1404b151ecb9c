//! The console's search is kept up to date.

use std::time::{Duration, Instant};

use tokio::sync::watch;

use crate::actions::index_persons::{Indexed, check_some, index_some};
use crate::clock::Clock;
use crate::store::{self, Db};

/// How often it is looked whether something has happened: what somebody changes is found a second later.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// Between some thousand and the next: others want the database, too.
const PAUSE: Duration = Duration::from_millis(5);
/// How often some are looked at once more: five million persons in a good day.
const CHECK_EVERY: Duration = Duration::from_secs(10);

pub(super) async fn index_regularly(db: Db, clock: Clock, mut stopped: watch::Receiver<bool>) {
    let mut checked = Instant::now();
    loop {
        let indexed = index_some(&db, clock.now()).await;
        let more_waits = indexed.as_ref().is_ok_and(|indexed| indexed.more_waits);
        tell(indexed);
        if !more_waits && checked.elapsed() >= CHECK_EVERY {
            checked = Instant::now();
            tell(check_some(&db, clock.now()).await);
        }
        tokio::select! {
            _ = stopped.changed() => return,
            () = tokio::time::sleep(if more_waits { PAUSE } else { LOOK_EVERY }) => {}
        }
    }
}

fn tell(indexed: store::Result<Indexed>) {
    match indexed {
        Ok(indexed) if indexed.unreadable > 0 => {
            tracing::error!(?indexed, "persons whose rows cannot be read; the search does not find them");
        }
        Ok(indexed) => tracing::debug!(?indexed, "indexed"),
        Err(error) => tracing::warn!(%error, "the search could not be brought up to date; trying again"),
    }
}
