//! What is thrown away when it is of no more use.

use time::{Duration, OffsetDateTime};

use super::{Result, Tx};

/// How many rows were thrown away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Purged {
    /// Sessions over a day past their end.
    pub sessions: u64,
    /// Drafts nobody came back to.
    pub drafts: u64,
    /// Comparisons outside the window.
    pub sharing_checks: u64,
    /// Notes of forms that can no longer be sent.
    pub sent_forms: u64,
}

/// Drafts and ended sessions are kept a day, so that a citizen who was interrupted finds what she typed.
const KEPT: Duration = Duration::hours(24);

/// Throws away what is no longer needed. May be run twice, or by several workers at once, without harm.
pub async fn purge(tx: &mut Tx, now: OffsetDateTime) -> Result<Purged> {
    let before = now - KEPT;
    let sessions =
        sqlx::query!("delete from session where expires_at < $1", before).execute(&mut *tx.inner).await?;
    let drafts =
        sqlx::query!("delete from draft where saved_at < $1", before).execute(&mut *tx.inner).await?;
    let checks = sqlx::query!("delete from sharing_check where checked_at < $1", before)
        .execute(&mut *tx.inner)
        .await?;
    // A form lives no longer than the session it was rendered in, which ends within two hours.
    let forms =
        sqlx::query!("delete from sent_form where sent_at < $1", before).execute(&mut *tx.inner).await?;
    Ok(Purged {
        sessions: sessions.rows_affected(),
        drafts: drafts.rows_affected(),
        sharing_checks: checks.rows_affected(),
        sent_forms: forms.rows_affected(),
    })
}
