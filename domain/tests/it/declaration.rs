//! What stands after the citizen has answered whether a value is on others on purpose.

use bekreft_domain::sharing::declare;
use bekreft_domain::{Change, Channel, Declaration, Purpose, SharedReason};
use time::{Duration, OffsetDateTime, macros::datetime};

const NOW: OffsetDateTime = datetime!(2026-03-01 12:00 UTC);

fn said(reason: SharedReason, days_ago: i64) -> Declaration {
    Declaration { reason, declared_at: NOW - Duration::days(days_ago) }
}

fn answered(before: Option<Declaration>, purpose: Purpose) -> (Option<Declaration>, Option<Change>) {
    let (after, event) = declare(Channel::Email, before, purpose, NOW);
    (after, event.map(|event| event.change))
}

#[test]
fn the_table_of_answers() {
    let (child, spouse) = (SharedReason::Child, SharedReason::Spouse);
    let yes = Some(Change::SharedOnPurpose(Channel::Email));
    let withdrawn = Some(Change::PurposeWithdrawn(Channel::Email));
    for (before, purpose, after, change) in [
        (None, Purpose::Unsaid, None, None),
        (None, Purpose::NotOnPurpose, None, None),
        (None, Purpose::OnPurpose(child), Some(said(child, 0)), yes),
        (Some(said(child, 10)), Purpose::Unsaid, Some(said(child, 10)), None),
        (Some(said(child, 10)), Purpose::NotOnPurpose, None, withdrawn),
        (Some(said(child, 10)), Purpose::OnPurpose(child), Some(said(child, 0)), None),
        (Some(said(child, 10)), Purpose::OnPurpose(spouse), Some(said(spouse, 0)), yes),
        (Some(said(child, 91)), Purpose::OnPurpose(child), Some(said(child, 0)), yes),
    ] {
        assert_eq!(answered(before, purpose), (after, change), "{before:?} {purpose:?}");
    }
}

#[test]
fn it_counts_for_90_days_and_not_when_the_dialog_is_due() {
    let at = |days| said(SharedReason::Other, days);
    assert!(at(0).counts(false, NOW) && at(90).counts(false, NOW));
    assert!(!at(91).counts(false, NOW) && !at(0).counts(true, NOW));
}

#[test]
fn every_answer_reads_back_and_no_other_does() {
    let reasons = SharedReason::ALL.iter().map(|reason| Purpose::OnPurpose(*reason));
    for purpose in reasons.chain([Purpose::NotOnPurpose]) {
        assert_eq!(purpose.as_str().and_then(Purpose::parse), Some(purpose));
    }
    assert_eq!(Purpose::Unsaid.as_str(), None);
    assert!(["", "yes", "No", "child "].iter().all(|name| Purpose::parse(name).is_none()));
}
