//! What has been sent to a person, and what became of it.

use bekreft_domain::Channel;

use crate::clients::Failure;
use crate::i18n::Tr;
use crate::store::codes::State;
use crate::store::desk::{MessageKind, MessageLine};
use crate::store::message::Trouble;
use crate::support::words::{channel, moment};

/// A message in words.
pub struct Sent {
    pub when: String,
    pub what: String,
    /// Colour and words of how far it has come.
    pub tone: &'static str,
    pub state: String,
}

impl Sent {
    /// Puts a message into words.
    pub fn new(tr: Tr, line: &MessageLine, is_revealed: bool) -> Self {
        let (masked, shown) = &line.destination;
        let to = if is_revealed { shown } else { masked };
        let (tone, state) = state(tr, line.channel, line.state);
        Self {
            when: moment(tr, line.created_at),
            what: tr.desk_message(channel(tr, line.channel), to, kind(tr, line.kind)),
            tone,
            state,
        }
    }
}

fn kind(tr: Tr, kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::Code => tr.desk_message_code(),
        MessageKind::ChangeNotice => tr.desk_message_change(),
        MessageKind::Reminder => tr.desk_message_reminder(),
        MessageKind::Mailbox => tr.desk_message_mailbox(),
        MessageKind::Deletion => tr.desk_message_deletion(),
        MessageKind::NumberMoved => tr.desk_message_moved(),
    }
}

fn state(tr: Tr, channel: Channel, state: State) -> (&'static str, String) {
    match state {
        State::Waiting(None) => ("info", tr.desk_state_waiting().to_owned()),
        State::Waiting(Some(why)) => ("warning", tr.desk_state_again(trouble(tr, why))),
        State::Accepted(at) => ("info", tr.desk_state_accepted(moment(tr, at))),
        State::Delivered(at) => ("success", tr.desk_state_delivered(moment(tr, at))),
        State::Undelivered(at) => match channel {
            Channel::Mobile => ("warning", tr.desk_state_undelivered_sms(moment(tr, at))),
            Channel::Email => ("warning", tr.desk_state_undelivered_email(moment(tr, at))),
        },
        State::Failed(why) => ("warning", tr.desk_state_failed(trouble(tr, why))),
    }
}

fn trouble(tr: Tr, trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::Provider(Failure::Unavailable) => tr.desk_trouble_unavailable(),
        Trouble::Provider(Failure::Unclear) => tr.desk_trouble_unclear(),
        Trouble::Provider(Failure::BadAddress) => tr.desk_trouble_address(),
        Trouble::Provider(Failure::Misconfigured) | Trouble::NoKey => tr.desk_trouble_ours(),
        Trouble::TooLate => tr.desk_trouble_late(),
    }
}
