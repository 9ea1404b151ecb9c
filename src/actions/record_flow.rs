//! What citizens have seen: noted in memory by each page, and written down in batches. No page waits for it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::store::flow::{self, NewStep};
use crate::store::{self, Db};

/// How often what has been noted is written down. What the program is killed with, it forgets; less than a second of it.
const WRITE_EVERY: Duration = Duration::from_millis(500);
/// How long the program stays for the last of it when it is told to stop.
const PATIENCE: Duration = Duration::from_secs(3);
/// So many steps are kept while the database is away: some 20 MB.
const ROOM: usize = 4000;
/// So many are written at once.
const AT_ONCE: usize = 200;
/// So many steps of visitors whose cookie nobody has looked into are kept each time.
const UNPROVEN: u64 = 20;
/// A batch that the database refuses so often, though it is there, would keep all later ones waiting.
const TRIES: u32 = 5;

/// Keeps steps until they are written down.
#[derive(Debug)]
pub struct FlowRecorder {
    noted: Mutex<Vec<NewStep>>,
    /// The batch that is being written, and how often it was refused. Only who writes waits for this lock.
    being_written: tokio::sync::Mutex<(Vec<NewStep>, u32)>,
    room: usize,
    dropped: AtomicU64,
    /// Since the last time it was written.
    unproven: AtomicU64,
}

impl Default for FlowRecorder {
    fn default() -> Self {
        Self::with_room(ROOM)
    }
}

impl FlowRecorder {
    /// One with room for so many steps.
    pub fn with_room(room: usize) -> Self {
        Self {
            noted: Mutex::default(),
            being_written: tokio::sync::Mutex::default(),
            room,
            dropped: AtomicU64::default(),
            unproven: AtomicU64::default(),
        }
    }

    fn noted(&self) -> MutexGuard<'_, Vec<NewStep>> {
        self.noted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes a step. When there is no room it is lost and counted: no citizen waits for her film.
    pub fn note(&self, step: NewStep) {
        let mut noted = self.noted();
        if noted.len() < self.room {
            noted.push(step);
        } else {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Notes a step of whoever sent a cookie that nobody has looked into: few at a time, so that nobody can fill the database.
    pub fn note_unproven(&self, step: NewStep) {
        if self.unproven.fetch_add(1, Ordering::Relaxed) < UNPROVEN {
            self.note(step);
        } else {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// How many steps were lost since the start.
    pub fn dropped(&self) -> u64 {
        self.dropped.load(Ordering::Relaxed)
    }

    /// How many steps wait to be written down.
    pub fn waiting(&self) -> usize {
        self.noted().len()
    }

    /// Writes down all that has been noted. What fails stays for the next time.
    pub async fn flush(&self, db: &Db) -> store::Result<()> {
        self.unproven.store(0, Ordering::Relaxed);
        let mut being_written = self.being_written.lock().await;
        loop {
            let (batch, refusals) = &mut *being_written;
            if batch.is_empty() {
                let mut noted = self.noted();
                let most = noted.len().min(AT_ONCE);
                batch.extend(noted.drain(..most));
                *refusals = 0;
            }
            if batch.is_empty() {
                return Ok(());
            }
            if let Err(error) = write(db, batch).await {
                *refusals += u32::from(matches!(error, store::Error::Refused(_)));
                if *refusals >= TRIES {
                    tracing::error!(lost = batch.len(), %error, "steps of citizens are given up");
                    self.dropped.fetch_add(batch.len() as u64, Ordering::Relaxed);
                    batch.clear();
                }
                return Err(error);
            }
            batch.clear();
        }
    }

    /// Writes regularly, for ever.
    pub async fn keep_writing(&self, db: &Db) {
        let mut is_well = true;
        loop {
            tokio::time::sleep(WRITE_EVERY).await;
            let written = self.flush(db).await;
            match &written {
                Err(error) if is_well => {
                    tracing::warn!(%error, "steps of citizens cannot be written down; trying again");
                }
                Ok(()) if !is_well => tracing::info!("steps of citizens are written down again"),
                _ => {}
            }
            is_well = written.is_ok();
        }
    }

    /// Writes the last of it when the program stops.
    pub async fn finish(&self, db: &Db) {
        if !matches!(tokio::time::timeout(PATIENCE, self.flush(db)).await, Ok(Ok(()))) {
            tracing::error!(lost = self.waiting(), "the last steps of citizens could not be written down");
        }
    }
}

async fn write(db: &Db, batch: &[NewStep]) -> store::Result<()> {
    let mut tx = db.begin().await?;
    flow::add(&mut tx, batch, env!("CARGO_PKG_VERSION")).await?;
    tx.commit().await
}
