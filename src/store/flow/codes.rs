//! Codes that have been sent, as a step keeps them.

use bekreft_domain::{Channel, StandIns};
use serde::{Deserialize, Serialize};

use super::dialog::canonical;
use super::{Micros, micros, time_of};
use crate::store::Result;
use crate::store::codes::{Recent, State, read_state};

/// What has been sent lately on a channel, and when the wrong tries were.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CodesRecord {
    /// The latest verification of each value.
    pub recent: Vec<RecentRecord>,
    /// Wrong tries of the last 30 days, newest first.
    pub wrong_tries: Vec<Micros>,
}

/// The latest verification of one value.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RecentRecord {
    /// The stand-in, in the form in which values are compared.
    pub value: String,
    /// Tries that were used.
    pub tries: u32,
    /// When the right code was entered.
    pub proven: Option<Micros>,
    /// When the latest code ends.
    pub expires: Micros,
    /// When each message was asked for, newest first.
    pub sent: Vec<Micros>,
    /// How far the latest message has come, as the outbox has it.
    pub state: String,
    /// What stands in its way.
    pub failure: Option<String>,
    /// When the provider took it, reported it delivered, or gave it up.
    pub state_at: Option<Micros>,
    /// Until when sending is attempted.
    pub not_after: Micros,
}

impl CodesRecord {
    /// With stand-ins for the values.
    pub fn of(
        (recent, wrong_tries): (&[Recent], &[time::OffsetDateTime]),
        channel: Channel,
        stand_ins: &StandIns<'_>,
    ) -> Self {
        Self {
            recent: recent.iter().map(|recent| RecentRecord::of(recent, channel, stand_ins)).collect(),
            wrong_tries: wrong_tries.iter().copied().map(micros).collect(),
        }
    }

    /// As the code page takes it.
    pub fn codes(&self) -> Result<(Vec<Recent>, Vec<time::OffsetDateTime>)> {
        let recent = self.recent.iter().map(RecentRecord::recent).collect::<Result<_>>()?;
        let wrong_tries = self.wrong_tries.iter().copied().map(time_of).collect::<Result<_>>()?;
        Ok((recent, wrong_tries))
    }
}

impl RecentRecord {
    fn of(recent: &Recent, channel: Channel, stand_ins: &StandIns<'_>) -> Self {
        let (state, trouble, state_at) = match recent.state {
            State::Waiting(trouble) => ("waiting", trouble, None),
            State::Accepted(at) => ("accepted", None, Some(at)),
            State::Delivered(at) => ("delivered", None, Some(at)),
            State::Undelivered(at) => ("undelivered", None, Some(at)),
            State::Failed(trouble) => ("failed", Some(trouble), None),
        };
        Self {
            value: canonical(stand_ins, channel, &recent.value),
            tries: recent.tries,
            proven: recent.proven_at.map(micros),
            expires: micros(recent.expires_at),
            sent: recent.sent_at.iter().copied().map(micros).collect(),
            state: state.to_owned(),
            failure: trouble.map(|trouble| trouble.as_str().to_owned()),
            state_at: state_at.map(micros),
            not_after: micros(recent.not_after),
        }
    }

    fn recent(&self) -> Result<Recent> {
        let at = self.state_at.map(time_of).transpose()?;
        Ok(Recent {
            value: self.value.clone(),
            tries: self.tries,
            proven_at: self.proven.map(time_of).transpose()?,
            expires_at: time_of(self.expires)?,
            sent_at: self.sent.iter().copied().map(time_of).collect::<Result<_>>()?,
            state: read_state(&self.state, self.failure.as_deref(), (at, at))?,
            not_after: time_of(self.not_after)?,
        })
    }
}
