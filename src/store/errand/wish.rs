//! How her latest wish for a mailbox stands, for the citizen to see.

use bekreft_domain::{MailboxProvider, MailboxRefusal};
use time::OffsetDateTime;

use super::{End, read_provider};
use crate::store::{Error, Result};

/// How her latest wish for a mailbox stands, for the citizen to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Whose mailbox.
    pub provider: MailboxProvider,
    /// When she made it.
    pub ordered_at: OffsetDateTime,
    /// What has come of it; `None` as long as the provider has not answered.
    pub end: Option<End>,
}

impl Wish {
    /// How it stands, as the table has it.
    pub(in crate::store) fn columns(self) -> (&'static str, Option<&'static str>) {
        match self.end {
            None => ("waiting", None),
            Some(End::Done) => ("done", None),
            Some(End::Refused(why)) => ("refused", why.map(MailboxRefusal::code)),
            Some(End::GivenUp) => ("given_up", None),
        }
    }
}

pub(in crate::store) fn wish(
    provider: Option<String>,
    ordered_at: Option<OffsetDateTime>,
    state: Option<String>,
    refusal: Option<&str>,
) -> Result<Option<Wish>> {
    let (Some(provider), Some(ordered_at), Some(state)) = (provider, ordered_at, state) else {
        return Ok(None);
    };
    let why = || {
        let why = refusal
            .map(|code| MailboxRefusal::of_code(code).ok_or(Error::Unreadable("mailbox_errand.refusal")));
        why.transpose()
    };
    let end = match state.as_str() {
        "waiting" => None,
        "done" => Some(End::Done),
        "refused" => Some(End::Refused(why()?)),
        "given_up" => Some(End::GivenUp),
        // She has thought better of it, so there is nothing to tell.
        "superseded" => return Ok(None),
        _ => return Err(Error::Unreadable("mailbox_errand.state")),
    };
    Ok(Some(Wish { provider: read_provider(&provider)?, ordered_at, end }))
}
