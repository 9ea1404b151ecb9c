//! Changes get the numbers by which the change feed tells them.

use crate::store::feed::{self, Feed};
use crate::store::{self, Db};

/// So many at a time: more than a page of the feed, so that a reader never catches up with who numbers while changes wait.
const AT_A_TIME: i64 = 2000;

/// Numbers changes that wait, in one transaction, and says whether more may wait. Done when somebody reads, so that she sees
/// all that has been committed when she asks, and in the background, so that not much waits for her.
pub async fn number_changes(db: &Db, feed: Feed) -> store::Result<bool> {
    if !feed::is_waiting(db, feed).await? {
        return Ok(false);
    }
    let mut tx = db.begin().await?;
    let turn = feed::take_turn(&mut tx, feed).await?;
    let numbered = feed::number(&mut tx, turn, AT_A_TIME).await?;
    tx.commit().await?;
    Ok(numbered >= AT_A_TIME)
}
