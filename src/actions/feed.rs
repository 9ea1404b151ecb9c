//! Changes get the numbers by which the change feed tells them; and citizens are to know who is told of them.

use bekreft_domain::{LookupPurpose, OrganisationNumber, oslo};
use time::OffsetDateTime;

use crate::store::feed::{self, Feed};
use crate::store::{self, Db, feed_reader};

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

/// Notes that an organisation keeps a copy of the register, before it is told anything. A write once a day.
pub async fn note_reader(
    db: &Db,
    who: &OrganisationNumber,
    purpose: LookupPurpose,
    now: OffsetDateTime,
) -> store::Result<()> {
    let today = oslo::to_local(now).date();
    if feed_reader::is_known(db, who, purpose, today).await? {
        return Ok(());
    }
    let mut tx = db.begin().await?;
    feed_reader::note(&mut tx, who, purpose, today).await?;
    tx.commit().await?;
    tracing::info!(organisation = who.as_str(), purpose = purpose.as_str(), "reads the change feed");
    Ok(())
}
