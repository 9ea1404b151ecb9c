//! «Deler du mobilnummeret med vilje?»: what is said and asked about a value that is on others too, in the dialog and on the
//! profile. It never says who they are, nor how many.

use bekreft_domain::{Channel, Declaration, Purpose, SharedReason};
use time::OffsetDateTime;

use crate::i18n::Tr;
use crate::store::dialog::Dialog;

/// Whether it is on purpose, and why.
pub struct SharingQuestion {
    /// `mobile` or `email`.
    pub channel: &'static str,
    /// The question.
    pub label: &'static str,
    /// The answers: name, text, and whether it is the one that stands.
    pub answers: Vec<(&'static str, &'static str, bool)>,
    /// She has said that it is, and it is not yet time to ask again.
    pub is_settled: bool,
}

impl SharingQuestion {
    /// The question about the stored value of a channel, or the one that has been typed in its place: `said` is what she has
    /// answered on this page and not confirmed.
    pub fn new(
        tr: Tr,
        dialog: &Dialog,
        (channel, said): (Channel, Purpose),
        stored: bool,
        now: OffsetDateTime,
    ) -> Self {
        let declared = dialog.declared.of(channel).filter(|_| stored);
        let counts = |declaration: Declaration| declaration.counts(dialog.person.is_due(now), now);
        let (standing, is_settled) = match said {
            Purpose::Unsaid => {
                let standing = declared.map_or(Purpose::NotOnPurpose, |it| Purpose::OnPurpose(it.reason));
                (standing, declared.is_some_and(counts))
            }
            said => (said, matches!(said, Purpose::OnPurpose(_))),
        };
        let reasons = SharedReason::ALL.iter().map(|reason| Purpose::OnPurpose(*reason));
        let answers = [Purpose::NotOnPurpose]
            .into_iter()
            .chain(reasons)
            .map(|answer| (answer.as_str().unwrap_or_default(), words(tr, answer), answer == standing));
        Self {
            channel: channel.as_str(),
            label: match channel {
                Channel::Mobile => tr.sharing_mobile_question(),
                Channel::Email => tr.sharing_email_question(),
            },
            answers: answers.collect(),
            is_settled,
        }
    }
}

/// The answer in words.
pub fn words(tr: Tr, answer: Purpose) -> &'static str {
    match answer {
        Purpose::Unsaid | Purpose::NotOnPurpose => tr.sharing_no(),
        Purpose::OnPurpose(SharedReason::Child) => tr.sharing_child(),
        Purpose::OnPurpose(SharedReason::Spouse) => tr.sharing_spouse(),
        Purpose::OnPurpose(SharedReason::Ward) => tr.sharing_ward(),
        Purpose::OnPurpose(SharedReason::DNumber) => tr.sharing_d_number(),
        Purpose::OnPurpose(SharedReason::Other) => tr.sharing_other(),
    }
}

/// That she shares the value on purpose: the quiet line in place of the warning.
pub fn settled(tr: Tr, channel: Channel) -> &'static str {
    match channel {
        Channel::Mobile => tr.sharing_mobile_settled(),
        Channel::Email => tr.sharing_email_settled(),
    }
}

/// Reads an answer: none at all when the page did not ask.
pub fn purpose(answer: Option<&str>) -> Option<Purpose> {
    answer.map_or(Some(Purpose::Unsaid), Purpose::parse)
}
