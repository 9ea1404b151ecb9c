//! The stable names that are stored: changing one would make old rows unreadable.

use std::collections::HashSet;

use bekreft_domain::{
    Change, Channel, IdentifierKind, NotificationStatus, RegisterLanguage, SharedReason, Status, UnknownName,
};
use proptest::prelude::*;

#[test]
fn the_stored_names_are_these() {
    let names = |all: &[&'static str]| all.join(" ");
    assert_eq!(names(&Channel::ALL.iter().map(|it| it.as_str()).collect::<Vec<_>>()), "mobile email");
    assert_eq!(names(&Status::ALL.iter().map(|it| it.as_str()).collect::<Vec<_>>()), "active deleted");
    assert_eq!(names(&RegisterLanguage::ALL.iter().map(|it| it.as_str()).collect::<Vec<_>>()), "nb nn se en");
    assert_eq!(
        names(&NotificationStatus::ALL.iter().map(|it| it.as_str()).collect::<Vec<_>>()),
        "can_be_notified cannot_be_notified"
    );
    assert_eq!(
        names(&IdentifierKind::ALL.iter().map(|it| it.as_str()).collect::<Vec<_>>()),
        "national_identity_number d_number"
    );
    assert_eq!(
        names(&SharedReason::ALL.iter().map(|it| it.as_str()).collect::<Vec<_>>()),
        "child spouse ward d_number other"
    );
    assert_eq!(
        names(&Change::ALL.iter().map(|it| it.as_str()).collect::<Vec<_>>()),
        "person_registered person_reactivated mobile_registered email_registered mobile_updated email_updated \
         mobile_removed email_removed mobile_confirmed email_confirmed mobile_validated email_validated mobile_sharing_changed email_sharing_changed \
         mobile_shared_on_purpose email_shared_on_purpose mobile_purpose_withdrawn email_purpose_withdrawn reserved reservation_withdrawn language_chosen \
         mailbox_requested mailbox_chosen mailbox_changed mailbox_removed mailbox_refused reminded \
         deletion_requested deletion_withdrawn person_deleted \
         expired moved_from_old_number reservation_moved old_number_deleted \
         looked_up_by_support revealed_to_support mobile_limit_cleared email_limit_cleared"
    );
}

#[test]
fn every_name_reads_back() {
    assert!(
        Channel::ALL
            .iter()
            .all(|it| Channel::parse(it.as_str()) == Some(*it) && it.as_str().parse() == Ok(*it))
    );
    assert!(
        Status::ALL
            .iter()
            .all(|it| Status::parse(it.as_str()) == Some(*it) && it.as_str().parse() == Ok(*it))
    );
    assert!(RegisterLanguage::ALL.iter().all(|it| RegisterLanguage::parse(it.as_str()) == Some(*it)));
    assert!(NotificationStatus::ALL.iter().all(|it| NotificationStatus::parse(it.as_str()) == Some(*it)));
    assert!(
        Change::ALL
            .iter()
            .all(|it| Change::parse(it.as_str()) == Some(*it) && it.as_str().parse() == Ok(*it))
    );
}

#[test]
fn no_two_changes_have_the_same_name() {
    let names: HashSet<&str> = Change::ALL.iter().map(|change| change.as_str()).collect();
    assert_eq!(names.len(), Change::ALL.len());
}

#[test]
fn every_change_of_a_channel_exists_for_both() {
    let of = |channel| Change::ALL.iter().filter(|change| change.channel() == Some(channel)).count();
    assert_eq!(of(Channel::Mobile), 9);
    assert_eq!(of(Channel::Email), 9);
    for change in Change::ALL {
        let Some(channel) = change.channel() else { continue };
        assert!(change.as_str().starts_with(channel.as_str()), "{change:?}");
    }
}

#[test]
fn names_are_exact() {
    for name in ["", "Mobile", "MOBILE", " mobile", "mobil", "sms"] {
        assert_eq!(Channel::parse(name), None, "{name:?}");
        assert_eq!(name.parse::<Channel>(), Err(UnknownName), "{name:?}");
    }
    assert_eq!(RegisterLanguage::parse("no"), None);
    assert_eq!("mobile_sent".parse::<Change>(), Err(UnknownName));
}

proptest! {
    #[test]
    fn no_other_text_is_a_name(text in "[a-z_]{0,24}") {
        if let Some(change) = Change::parse(&text) {
            prop_assert_eq!(change.as_str(), text);
        }
    }
}
