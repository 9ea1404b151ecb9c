//! Words that several pages of the console have.

use bekreft_domain::{CaseState, Channel, ClearableLimit, SupportRole, oslo};
use time::OffsetDateTime;

use crate::i18n::Tr;

/// What somebody of support may do.
pub fn role(tr: Tr, role: SupportRole) -> &'static str {
    match role {
        SupportRole::Viewer => tr.desk_role_viewer(),
        SupportRole::Approver => tr.desk_role_approver(),
    }
}

/// A limit that can be cleared.
pub fn limit(tr: Tr, channel: Channel, what: ClearableLimit) -> &'static str {
    match (what, channel) {
        (ClearableLimit::WrongCodes, Channel::Mobile) => tr.desk_limit_wrong_mobile(),
        (ClearableLimit::WrongCodes, Channel::Email) => tr.desk_limit_wrong_email(),
        (ClearableLimit::Sends, Channel::Mobile) => tr.desk_limit_sends_mobile(),
        (ClearableLimit::Sends, Channel::Email) => tr.desk_limit_sends_email(),
        (ClearableLimit::NewNumbers, _) => tr.desk_limit_new_numbers(),
    }
}

/// What has become of a case: colour and words.
pub fn case_state(tr: Tr, state: CaseState) -> (&'static str, &'static str) {
    match state {
        CaseState::Open => ("info", tr.desk_case_open()),
        CaseState::Approved => ("success", tr.desk_case_approved()),
        CaseState::Refused => ("warning", tr.desk_case_refused()),
        CaseState::Expired => ("neutral", tr.desk_case_expired()),
    }
}

/// A channel.
pub fn channel(tr: Tr, channel: Channel) -> &'static str {
    match channel {
        Channel::Mobile => tr.desk_sms(),
        Channel::Email => tr.desk_email(),
    }
}

/// Yes or no.
pub fn yes_no(tr: Tr, is: bool) -> &'static str {
    if is { tr.desk_yes() } else { tr.desk_no() }
}

/// A day on the Norwegian clock.
pub fn date(tr: Tr, at: OffsetDateTime) -> String {
    tr.date_long(oslo::to_local(at).date())
}

/// An instant on the Norwegian clock.
pub fn moment(tr: Tr, at: OffsetDateTime) -> String {
    tr.date_and_clock(oslo::to_local(at))
}
