//! What messages are about: as they are written, and as they are read again.

use bekreft_domain::MailboxProvider;
use time::OffsetDateTime;

use crate::store::deletion::News as DeletionNews;
use crate::store::verification::ChallengeId;
use crate::store::{Error, Result};

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A code.
    Code(ChallengeId),
    /// The value it goes to has been changed or removed.
    ChangeNotice,
    /// What is registered expires soon.
    Reminder,
    /// What is registered has been moved to the person's new number.
    NumberMoved,
    /// What has come of a wish about a digital mailbox.
    Mailbox(MailboxNews, MailboxProvider),
    /// The person whose value it is leaves the register.
    Deletion(DeletionNews),
}

/// What has come of a wish about a digital mailbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailboxNews {
    /// She has it.
    Chosen,
    /// She does not have it any more.
    Removed,
    /// It was not to be had.
    Refused,
}

impl MailboxNews {
    pub(in crate::store) fn as_str(self) -> &'static str {
        match self {
            Self::Chosen => "mailbox_chosen",
            Self::Removed => "mailbox_removed",
            Self::Refused => "mailbox_refused",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Chosen, Self::Removed, Self::Refused].into_iter().find(|news| news.as_str() == text)
    }
}

/// The code that a message carries, as far as the database knows it.
#[derive(Clone, Debug)]
pub struct Nonce {
    /// What the code follows from, with the key.
    pub nonce: [u8; 16],
    /// Which key.
    pub key_version: i32,
    /// When it ends.
    pub expires_at: OffsetDateTime,
}

/// What a message that has been written says.
#[derive(Clone, Debug)]
pub enum Says {
    /// A code; `None` when what it follows from is gone.
    Code(Option<Nonce>),
    /// The value it goes to has been changed or removed.
    ChangeNotice,
    /// What is registered expires soon.
    Reminder,
    /// What is registered has been moved to the person's new number.
    NumberMoved,
    /// What has come of a wish about a digital mailbox.
    Mailbox(MailboxNews, MailboxProvider),
    /// The person whose value it is leaves the register.
    Deletion(DeletionNews),
}

impl Says {
    /// Of the columns: the kind, nonce, key version and end of the code, the mailbox provider, and the time of a deletion.
    pub(in crate::store) fn read(
        kind: &str,
        code: (Option<Vec<u8>>, Option<i32>, Option<OffsetDateTime>),
        provider: Option<&str>,
        deletion_due_at: Option<OffsetDateTime>,
    ) -> Result<Self> {
        if let (Some(news), Some(provider)) = (MailboxNews::parse(kind), provider) {
            let provider =
                MailboxProvider::parse(provider).ok_or(Error::Unreadable("message.mailbox_provider"))?;
            return Ok(Self::Mailbox(news, provider));
        }
        match (kind, code) {
            ("code", (Some(nonce), Some(key_version), Some(expires_at))) => Ok(Self::Code(Some(Nonce {
                nonce: nonce.try_into().map_err(|_| Error::Unreadable("challenge.nonce"))?,
                key_version,
                expires_at,
            }))),
            ("code", _) => Ok(Self::Code(None)),
            ("change_notice", _) => Ok(Self::ChangeNotice),
            ("reminder", _) => Ok(Self::Reminder),
            ("number_moved", _) => Ok(Self::NumberMoved),
            _ => DeletionNews::read(kind, deletion_due_at).map(Self::Deletion),
        }
    }
}
