//! What a citizen has typed is kept: when the form has errors, when she switches language, when her session has timed out.

use bekreft_domain::PersonIdentifier;
use time::OffsetDateTime;

use crate::store::draft::{Draft, Typed};
use crate::store::{self, Db, dialog, draft, person};

/// Why the draft is kept, which decides whether the page comes back with its errors marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// The form was sent in and has errors.
    Rejected,
    /// The language was switched, or the session had timed out: the page comes back as it was.
    Interrupted,
}

/// Keeps what was typed in place of any earlier draft; what the page has already asked about stays asked.
pub async fn keep_draft(
    db: &Db,
    identifier: &PersonIdentifier,
    typed: Typed,
    because: Because,
    now: OffsetDateTime,
) -> store::Result<()> {
    let mut tx = db.begin().await?;
    person::lock(&mut tx, identifier).await?;
    let earlier = dialog::read_locked(&mut tx, identifier).await?.draft.unwrap_or_default();
    let submitted = earlier.submitted || because == Because::Rejected;
    draft::save(&mut tx, identifier, &Draft { typed, submitted, ..earlier }, now).await?;
    tx.commit().await
}
