//! Criteria and numbers in words.

use bekreft_domain::{AgeBand, Criterion, Dimension, NotificationStatus, RegisterLanguage, Status};

use crate::i18n::Tr;

/// What is chosen among.
pub(super) fn dimension(tr: Tr, dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Status => tr.search_status(),
        Dimension::Notification => tr.search_notification(),
        Dimension::Mobile => tr.search_mobile(),
        Dimension::Email => tr.search_email(),
        Dimension::Shared => tr.search_shared(),
        Dimension::Verified => tr.search_verified(),
        Dimension::Mailbox => tr.search_mailbox(),
        Dimension::Reserved => tr.search_reserved(),
        Dimension::Language => tr.search_language(),
        Dimension::Age => tr.search_age(),
    }
}

/// What is chosen.
pub(super) fn criterion(tr: Tr, criterion: Criterion) -> &'static str {
    match criterion {
        Criterion::Status(it) => status(tr, it),
        Criterion::Notification(it) => notification(tr, it),
        Criterion::Mobile(true)
        | Criterion::Email(true)
        | Criterion::Shared(true)
        | Criterion::Reserved(true) => tr.search_yes(),
        Criterion::Mobile(false)
        | Criterion::Email(false)
        | Criterion::Shared(false)
        | Criterion::Mailbox(false)
        | Criterion::Reserved(false) => tr.search_no(),
        Criterion::Verified(true) => tr.search_verified_all(),
        Criterion::Verified(false) => tr.search_verified_not_all(),
        Criterion::Mailbox(true) => tr.search_mailbox_any(),
        Criterion::MailboxOf(provider) => provider.name(),
        Criterion::Language(None) => tr.search_language_none(),
        Criterion::Language(Some(it)) => language(tr, it),
        Criterion::Age(it) => age(tr, it),
    }
}

pub(super) fn status(tr: Tr, status: Status) -> &'static str {
    match status {
        Status::Active => tr.search_active(),
        Status::Deleted => tr.search_deleted(),
    }
}

pub(super) fn notification(tr: Tr, status: NotificationStatus) -> &'static str {
    match status {
        NotificationStatus::CanBeNotified => tr.search_can_be_notified(),
        NotificationStatus::CannotBeNotified => tr.search_cannot_be_notified(),
    }
}

fn language(tr: Tr, language: RegisterLanguage) -> &'static str {
    match language {
        RegisterLanguage::Nb => tr.profile_language_nb(),
        RegisterLanguage::Nn => tr.profile_language_nn(),
        RegisterLanguage::Se => tr.profile_language_se(),
        RegisterLanguage::En => tr.profile_language_en(),
    }
}

pub(super) fn age(tr: Tr, age: Option<AgeBand>) -> &'static str {
    match age {
        None => tr.search_age_unknown(),
        Some(AgeBand::Under18) => tr.search_age_under_18(),
        Some(AgeBand::From18) => tr.search_age_18(),
        Some(AgeBand::From30) => tr.search_age_30(),
        Some(AgeBand::From45) => tr.search_age_45(),
        Some(AgeBand::From67) => tr.search_age_67(),
        Some(AgeBand::From80) => tr.search_age_80(),
    }
}

/// How many hits there are. While the search is behind the register a large number is said to be about right; a small one is
/// what has been counted, and the page says beside it that something is missing.
pub fn hits_in_words(tr: Tr, persons: i64, is_behind: bool, exact_up_to: i64) -> String {
    if is_behind && persons > exact_up_to { tr.search_hits_about(persons) } else { tr.search_hits(persons) }
}
