//! What has been looked up: noted in memory by each lookup, and written down in batches, for statistics and for the persons
//! themselves. No lookup waits for it.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bekreft_domain::{LookupPurpose, OrganisationNumber, oslo};
use time::OffsetDateTime;

use crate::clock::{Chance, Clock};
use crate::store::lookup_count::{self, Access, AccessKey, Batch, Count, CountKey};
use crate::store::person::PersonId;
use crate::store::{self, Db};

/// How often what has been noted is written down. What the program is killed with, it forgets; less than a second of it.
const WRITE_EVERY: Duration = Duration::from_millis(500);
/// How long the program stays for the last of it when it is told to stop.
const PATIENCE: Duration = Duration::from_secs(5);
/// How soon it is tried again then.
const AGAIN: Duration = Duration::from_millis(200);
/// So many lines for citizens are kept while the database is away: some 20 MB, and minutes of the country's busiest hour.
const ROOM: usize = 200_000;
/// So many lines are written at once: far from the time that a statement may take.
const AT_ONCE: usize = 10_000;
/// A batch that the database refuses so often, though it is there, would keep all later ones waiting.
const TRIES: u32 = 20;

/// Who has asked, and for what.
#[derive(Clone, Copy, Debug)]
pub struct Asker<'a> {
    /// The organisation that answers for it.
    pub consumer: &'a OrganisationNumber,
    /// The organisation that called on its behalf.
    pub supplier: Option<&'a OrganisationNumber>,
    /// What was asked for.
    pub purpose: LookupPurpose,
}

/// Keeps what has been looked up until it is written down.
#[derive(Debug)]
pub struct Recorder {
    noted: Mutex<Noted>,
    /// The batch that is being written. Only who writes waits for this lock.
    being_written: tokio::sync::Mutex<Option<Attempt>>,
    room: usize,
    dropped: AtomicU64,
    failures: AtomicU64,
}

#[derive(Debug, Default)]
struct Noted {
    counts: HashMap<CountKey, Count>,
    accesses: HashMap<AccessKey, Access>,
    /// When the oldest of it was noted.
    oldest: Option<OffsetDateTime>,
    /// The same of the batch that is being written.
    on_the_way: OnTheWay,
}

#[derive(Clone, Copy, Debug, Default)]
struct OnTheWay {
    lines: usize,
    oldest: Option<OffsetDateTime>,
}

#[derive(Debug)]
struct Attempt {
    batch: Batch,
    refusals: u32,
}

/// How it goes, for operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gauge {
    /// Lines for citizens that wait to be written.
    pub waiting: usize,
    /// How many there may be.
    pub room: usize,
    /// Since when the oldest has waited.
    pub oldest: Option<OffsetDateTime>,
    /// Lines that were lost, since the start.
    pub dropped: u64,
    /// How often the database did not take a batch, since the start.
    pub failures: u64,
}

impl Default for Recorder {
    fn default() -> Self {
        Self::with_room(ROOM)
    }
}

impl Recorder {
    /// One with room for so many lines.
    pub fn with_room(room: usize) -> Self {
        Self {
            noted: Mutex::default(),
            being_written: tokio::sync::Mutex::default(),
            room,
            dropped: AtomicU64::default(),
            failures: AtomicU64::default(),
        }
    }

    fn noted(&self) -> MutexGuard<'_, Noted> {
        self.noted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes one call that has been answered: about how many persons it was, and which of them are or have been in the register.
    /// Somebody who is asked about twice is noted twice.
    pub fn note(
        &self,
        by: Asker<'_>,
        asked: usize,
        found: impl IntoIterator<Item = PersonId>,
        now: OffsetDateTime,
    ) {
        let day = oslo::to_local(now).date();
        let key = CountKey {
            month: day.replace_day(1).unwrap_or(day),
            consumer: by.consumer.clone(),
            supplier: by.supplier.cloned(),
            purpose: by.purpose,
        };
        // Nine digits are a number below a billion.
        let consumer = by.consumer.as_str().parse().unwrap_or_default();
        let mut noted = self.noted();
        noted.oldest.get_or_insert(now);
        let count = noted.counts.entry(key).or_default();
        count.persons += i64::try_from(asked).unwrap_or(i64::MAX);
        count.calls += 1;
        let room = self.room.saturating_sub(noted.on_the_way.lines);
        let mut dropped = 0;
        for person in found {
            let key = AccessKey { person, day, consumer, purpose: by.purpose };
            let is_full = noted.accesses.len() >= room;
            match noted.accesses.get_mut(&key) {
                Some(access) => access.see(now),
                None if is_full => dropped += 1,
                None => {
                    noted.accesses.insert(key, Access { times: 1, first_at: now, last_at: now });
                }
            }
        }
        drop(noted);
        self.dropped.fetch_add(dropped, Ordering::Relaxed);
    }

    /// What has been noted so far, as far as it goes into one batch.
    fn take_batch(&self, chance: Chance) -> Option<Batch> {
        let mut noted = self.noted();
        let oldest = noted.oldest?;
        let counts = std::mem::take(&mut noted.counts);
        let mut accesses = noted.take_accesses().into_iter().collect::<Vec<_>>();
        noted.on_the_way = OnTheWay { lines: accesses.len(), oldest: Some(oldest) };
        noted.oldest = (!noted.accesses.is_empty()).then_some(oldest);
        drop(noted);
        accesses.sort_unstable_by_key(|(key, _)| *key);
        Some(Batch { id: chance.bytes(), counts: counts.into_iter().collect(), accesses })
    }

    /// Writes down all that has been noted, also by others who write at the same time. What fails stays for the next time, as
    /// the same batch.
    pub async fn flush(&self, db: &Db, chance: Chance, now: OffsetDateTime) -> store::Result<()> {
        let mut being_written = self.being_written.lock().await;
        loop {
            if being_written.is_none() {
                *being_written = self.take_batch(chance).map(|batch| Attempt { batch, refusals: 0 });
            }
            let Some(attempt) = being_written.as_mut() else { return Ok(()) };
            let written = write(db, &attempt.batch, now).await;
            let Err(error) = written else {
                *being_written = None;
                self.noted().on_the_way = OnTheWay::default();
                continue;
            };
            self.failures.fetch_add(1, Ordering::Relaxed);
            attempt.refusals += u32::from(matches!(error, store::Error::Refused(_)));
            if attempt.refusals >= TRIES {
                let lost = attempt.batch.accesses.len();
                tracing::error!(lost, counts = ?attempt.batch.counts, %error, "a batch of lookups is given up");
                self.dropped.fetch_add(lost as u64, Ordering::Relaxed);
                *being_written = None;
                self.noted().on_the_way = OnTheWay::default();
            }
            return Err(error);
        }
    }

    /// How it goes.
    pub fn gauge(&self) -> Gauge {
        let noted = self.noted();
        Gauge {
            waiting: noted.accesses.len() + noted.on_the_way.lines,
            room: self.room,
            oldest: noted.on_the_way.oldest.or(noted.oldest),
            dropped: self.dropped.load(Ordering::Relaxed),
            failures: self.failures.load(Ordering::Relaxed),
        }
    }

    /// Writes regularly, for ever.
    pub async fn keep_writing(&self, db: &Db, chance: Chance, clock: &Clock) {
        let mut is_well = true;
        loop {
            tokio::time::sleep(WRITE_EVERY).await;
            match self.flush(db, chance, clock.now()).await {
                Ok(()) if is_well => {}
                Ok(()) => {
                    tracing::info!("lookups are written down again");
                    is_well = true;
                }
                // Twice a second is too often to be told of.
                Err(_) if !is_well => {}
                Err(error) => {
                    tracing::warn!(%error, "lookups cannot be written down; they are kept and tried again");
                    is_well = false;
                }
            }
        }
    }

    /// Writes the last of it when the program stops. Nothing is noted any more by then.
    pub async fn finish(&self, db: &Db, chance: Chance, clock: &Clock) {
        let written = tokio::time::timeout(PATIENCE, async {
            while self.flush(db, chance, clock.now()).await.is_err() {
                tokio::time::sleep(AGAIN).await;
            }
        });
        if written.await.is_err() {
            let lost = self.gauge().waiting;
            tracing::error!(lost, "the last lookups could not be written down");
        }
    }
}

impl Noted {
    fn take_accesses(&mut self) -> HashMap<AccessKey, Access> {
        if self.accesses.len() <= AT_ONCE {
            return std::mem::take(&mut self.accesses);
        }
        let keys = self.accesses.keys().take(AT_ONCE).copied().collect::<Vec<_>>();
        keys.into_iter().filter_map(|key| self.accesses.remove_entry(&key)).collect()
    }
}

trait See {
    fn see(&mut self, at: OffsetDateTime);
}

impl See for Access {
    fn see(&mut self, at: OffsetDateTime) {
        self.times = self.times.saturating_add(1);
        self.first_at = self.first_at.min(at);
        self.last_at = self.last_at.max(at);
    }
}

async fn write(db: &Db, batch: &Batch, now: OffsetDateTime) -> store::Result<()> {
    let mut tx = db.begin().await?;
    lookup_count::add(&mut tx, batch, now).await?;
    tx.commit().await
}
