//! Changes get the numbers by which the change feed tells them.

use crate::store::feed::{self, Feed};
use crate::store::{self, Db};

/// So many at a time: more than a page of the feed, so that a reader never catches up with who numbers while changes wait.
const AT_A_TIME: i64 = 5000;

/// Numbers changes that wait, in one transaction, and says whether more may wait. Done when somebody reads, so that she sees
/// what has just happened, and in the background, so that not much waits for her. Does nothing while somebody else is at it.
pub async fn number_changes(db: &Db, feed: Feed) -> store::Result<bool> {
    if !feed::is_waiting(db, feed).await? {
        return Ok(false);
    }
    let mut tx = db.begin().await?;
    let Some(turn) = feed::take_turn(&mut tx, feed).await? else { return Ok(false) };
    let numbered = feed::number(&mut tx, turn, AT_A_TIME).await?;
    tx.commit().await?;
    Ok(numbered >= AT_A_TIME)
}
