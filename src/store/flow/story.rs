//! What has happened to a person, as a step keeps it. It names organisations, and no values of hers.

use bekreft_domain::{Change, LookReason, LookupPurpose};
use serde::{Deserialize, Serialize};
use time::Date;

use super::{Micros, micros, time_of};
use crate::store::access_log::Seen;
use crate::store::history::{Actor, Entry, Story};
use crate::store::{Error, Result};

/// Day (Julian), organisation, its name, for what, how often, first and last time.
pub type LookupRecord = (i32, String, Option<String>, String, i32, Micros, Micros);

/// When, by whom, whose program, what changed, and why support looked.
pub type EntryRecord = (Micros, String, Option<String>, Vec<String>, Option<String>);

/// What the profile shows beside the dialog.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct StoryRecord {
    /// When she last opted out or took that back.
    pub reservation_updated: Option<Micros>,
    /// What has happened.
    pub entries: Vec<EntryRecord>,
    /// Who has looked her up.
    pub lookups: Vec<LookupRecord>,
}

impl StoryRecord {
    /// Of a story.
    pub fn of(story: &Story) -> Self {
        let entry = |entry: &Entry| {
            let changes = entry.changes.iter().map(|change| change.as_str().to_owned()).collect();
            let reason = entry.reason.map(|reason| reason.as_str().to_owned());
            (micros(entry.at), entry.actor.as_str().to_owned(), entry.organisation.clone(), changes, reason)
        };
        let seen = |seen: &Seen| {
            (
                seen.day.to_julian_day(),
                seen.consumer.clone(),
                seen.name.clone(),
                seen.purpose.as_str().to_owned(),
                seen.times,
                micros(seen.first_at),
                micros(seen.last_at),
            )
        };
        Self {
            reservation_updated: story.reservation_updated_at.map(micros),
            entries: story.entries.iter().map(entry).collect(),
            lookups: story.lookups.iter().map(seen).collect(),
        }
    }

    /// As the profile takes it.
    pub fn story(&self) -> Result<Story> {
        let mut story = Story {
            reservation_updated_at: self.reservation_updated.map(time_of).transpose()?,
            ..Story::default()
        };
        for (at, actor, organisation, changes, reason) in &self.entries {
            let changes = changes.iter().map(|name| Change::parse(name)).collect::<Option<_>>();
            story.entries.push(Entry {
                at: time_of(*at)?,
                actor: Actor::parse(actor).ok_or(Error::Unreadable("flow_step.actor"))?,
                organisation: organisation.clone(),
                reason: reason.as_deref().and_then(LookReason::parse),
                changes: changes.ok_or(Error::Unreadable("flow_step.changes"))?,
            });
        }
        for (day, consumer, name, purpose, times, first, last) in &self.lookups {
            story.lookups.push(Seen {
                day: Date::from_julian_day(*day).map_err(|_| Error::Unreadable("flow_step.day"))?,
                consumer: consumer.clone(),
                name: name.clone(),
                purpose: LookupPurpose::parse(purpose).ok_or(Error::Unreadable("flow_step.purpose"))?,
                times: *times,
                first_at: time_of(*first)?,
                last_at: time_of(*last)?,
            });
        }
        Ok(story)
    }
}
