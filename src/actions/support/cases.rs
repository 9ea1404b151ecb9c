//! «Clear this limit»: one of support asks, another decides.

use bekreft_domain::{CaseState, Change, Event, LookReason, Note, SupportRole};
use time::OffsetDateTime;

use super::{Staff, SupportWrites};
use crate::store;
use crate::store::audit::{self, BySupport};
use crate::store::support_case::{self, CaseId, NewCase, Subject};

/// What came of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Another can decide now.
    Opened,
    /// It has been asked for already, and nobody has decided yet.
    Before,
    /// Who only looks may not ask.
    NotAllowed,
}

/// Asks that a limit is cleared.
pub async fn ask(
    writes: &SupportWrites,
    subject: Subject,
    (reason, note): (LookReason, &Note),
    staff: Staff<'_>,
    now: OffsetDateTime,
) -> store::Result<Asked> {
    if staff.role != SupportRole::Approver {
        return Ok(Asked::NotAllowed);
    }
    let mut tx = writes.0.begin().await?;
    let new = NewCase { subject, reason, note, asked_by: staff.identifier, organisation: staff.organisation };
    let is_opened = support_case::open(&mut tx, &new, now).await?;
    tx.commit().await?;
    Ok(if is_opened { Asked::Opened } else { Asked::Before })
}

/// What came of deciding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// The limit is cleared.
    Approved,
    /// It stays.
    Refused,
    /// Somebody has decided before, so nothing is done.
    Before,
    /// It was decided too late.
    Expired,
    /// She has asked for it herself.
    Own,
    /// Who only looks may not decide.
    NotAllowed,
    /// There is no such case.
    NotFound,
}

/// Decides over a case. Four eyes: never the one who has asked. The same decision twice is one.
pub async fn decide(
    writes: &SupportWrites,
    (id, is_approved): (CaseId, bool),
    staff: Staff<'_>,
    now: OffsetDateTime,
) -> store::Result<Decided> {
    if staff.role != SupportRole::Approver {
        return Ok(Decided::NotAllowed);
    }
    let mut tx = writes.0.begin().await?;
    let Some(case) = support_case::lock(&mut tx, id, now).await? else { return Ok(Decided::NotFound) };
    match case.state {
        CaseState::Open => {}
        CaseState::Approved | CaseState::Refused => return Ok(Decided::Before),
        CaseState::Expired => return Ok(Decided::Expired),
    }
    if case.asked_by == *staff.identifier {
        return Ok(Decided::Own);
    }
    support_case::decide(&mut tx, &case, (is_approved, staff.identifier), now).await?;
    if is_approved {
        support_case::clear(&mut tx, &case, now).await?;
        let by = BySupport {
            organisation: staff.organisation,
            reason: case.reason,
            support_code: staff.support_code,
        };
        let event = Event { change: Change::LimitCleared(case.subject.channel), at: now };
        audit::record_support(&mut tx, case.subject.person, &by, "clear_limit", event).await?;
    }
    tx.commit().await?;
    Ok(if is_approved { Decided::Approved } else { Decided::Refused })
}
