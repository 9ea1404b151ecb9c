//! Somebody of support looks at persons: written down for those who inspect support, and for the persons.

use bekreft_domain::{Change, Event, LookKind, LookReason, Note};
use time::OffsetDateTime;

use super::{Staff, SupportWrites};
use crate::store::audit::{self, BySupport};
use crate::store::person::PersonId;
use crate::store::support_look::{self, Look};
use crate::store::{self};

/// Why somebody looks.
#[derive(Clone, Copy, Debug)]
pub struct Why<'a> {
    /// How much she sees.
    pub kind: LookKind,
    /// The reason.
    pub reason: LookReason,
    /// What she says beside it.
    pub note: &'a Note,
}

/// Writes down that somebody looks at these persons. The same look within the hour is one look.
pub async fn note(
    writes: &SupportWrites,
    persons: &[PersonId],
    why: Why<'_>,
    staff: Staff<'_>,
    now: OffsetDateTime,
) -> store::Result<()> {
    let mut tx = writes.0.begin().await?;
    support_look::lock(&mut tx, staff.identifier).await?;
    let look = Look {
        kind: why.kind,
        staff: staff.identifier,
        organisation: staff.organisation,
        reason: why.reason,
        note: why.note,
        support_code: staff.support_code,
    };
    let by =
        BySupport { organisation: staff.organisation, reason: why.reason, support_code: staff.support_code };
    let (action, change) = match why.kind {
        LookKind::Look => ("support_look", Change::LookedUpBySupport),
        LookKind::Reveal => ("support_reveal", Change::RevealedToSupport),
    };
    for person in persons {
        if support_look::note(&mut tx, &look, *person, now).await? {
            audit::record_support(&mut tx, *person, &by, action, Event { change, at: now }).await?;
        }
    }
    tx.commit().await
}
