//! Whether an organisation may call, and how much. Customers are kept in memory and read again every few seconds, so that a call
//! costs no question of its own; how much each has asked is counted in this process alone.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use bekreft_domain::{Allowance, Bucket, Customer, Flow, NoAccess, OrganisationNumber};
use time::{Duration, OffsetDateTime};

use super::error::ApiError;
use crate::store::{self, Db, customer};

/// What is known of customers counts so long: who is switched off is out after it.
const LIFE: Duration = Duration::seconds(5);
/// Who is refused may have been let in meanwhile, so it is read again sooner; but not for each refused call.
const LIFE_OF_A_NO: Duration = Duration::seconds(1);

/// The customers, and what they have asked lately.
#[derive(Debug, Default)]
pub struct Customers {
    known: RwLock<Arc<Known>>,
    /// One asks the database, the others take its answer.
    turn: tokio::sync::Mutex<()>,
    questions: AtomicU64,
    asked: Mutex<HashMap<OrganisationNumber, Asked>>,
    refused: [AtomicU64; Refusal::ALL.len()],
}

#[derive(Debug, Default)]
struct Known {
    read_at: Option<OffsetDateTime>,
    customers: HashMap<OrganisationNumber, Customer>,
}

/// What is left of what one customer may ask.
#[derive(Debug)]
struct Asked {
    persons: Bucket,
    calls: Bucket,
}

/// Why calls were refused, for operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Not a customer.
    Unknown,
    /// Has not accepted the terms.
    Terms,
    /// Is switched off.
    SwitchedOff,
    /// Too many calls in a second.
    Calls,
    /// Too many persons in a minute.
    Persons,
}

impl Refusal {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 5] = [Self::Unknown, Self::Terms, Self::SwitchedOff, Self::Calls, Self::Persons];

    /// The name in metrics.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Terms => "terms",
            Self::SwitchedOff => "switched_off",
            Self::Calls => "too_many_calls",
            Self::Persons => "too_many_persons",
        }
    }
}

impl Known {
    fn is_younger_than(&self, life: Duration, now: OffsetDateTime) -> bool {
        // Also when the clock has been set back.
        self.read_at.is_some_and(|at| (now - at).abs() < life)
    }

    fn access(&self, organisation: &OrganisationNumber) -> Result<Allowance, NoAccess> {
        let customer = self.customers.get(organisation).ok_or(NoAccess::NotACustomer)?;
        customer.access().map(|()| customer.allowance)
    }
}

impl Customers {
    /// Lets an organisation's call in, or says why not: it must be a customer, and not call too often.
    pub async fn admit(
        &self,
        db: &Db,
        organisation: &OrganisationNumber,
        now: OffsetDateTime,
    ) -> Result<(), ApiError> {
        let allowance = match self.access(db, organisation, now).await? {
            Ok(allowance) => allowance,
            Err(no) => {
                self.count(match no {
                    NoAccess::NotACustomer => Refusal::Unknown,
                    NoAccess::TermsNotAccepted => Refusal::Terms,
                    NoAccess::SwitchedOff => Refusal::SwitchedOff,
                });
                return Err(ApiError::NoAccess(no));
            }
        };
        let flow = calls(allowance);
        let taken = self.with_asked(organisation, allowance, now, |asked| asked.calls.take(1, flow, now));
        taken.map_err(|wait| self.too_many(Refusal::Calls, wait))
    }

    /// Lets a call that has been let in ask about so many persons, or says how long to wait.
    pub fn admit_persons(
        &self,
        organisation: &OrganisationNumber,
        persons: usize,
        now: OffsetDateTime,
    ) -> Result<(), ApiError> {
        let known = self.known();
        // Whoever has been let in is known; who has been switched off since then is let through this once.
        let Some(customer) = known.customers.get(organisation) else { return Ok(()) };
        let (allowance, flow) = (customer.allowance, self::persons(customer.allowance));
        let persons = u32::try_from(persons).unwrap_or(u32::MAX);
        let taken =
            self.with_asked(organisation, allowance, now, |asked| asked.persons.take(persons, flow, now));
        taken.map_err(|wait| self.too_many(Refusal::Persons, wait))
    }

    /// How often calls were refused since the start, and why.
    pub fn refused(&self) -> impl Iterator<Item = (Refusal, u64)> {
        Refusal::ALL.into_iter().map(|why| (why, self.refused[why as usize].load(Ordering::Relaxed)))
    }

    fn count(&self, why: Refusal) {
        self.refused[why as usize].fetch_add(1, Ordering::Relaxed);
    }

    fn too_many(&self, why: Refusal, wait: Duration) -> ApiError {
        self.count(why);
        let retry_after = u64::try_from(wait.whole_seconds()).unwrap_or_default() + 1;
        ApiError::TooMany { what: why.as_str(), retry_after }
    }

    fn known(&self) -> Arc<Known> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    async fn access(
        &self,
        db: &Db,
        organisation: &OrganisationNumber,
        now: OffsetDateTime,
    ) -> store::Result<Result<Allowance, NoAccess>> {
        let mut known = self.known();
        if !known.is_younger_than(LIFE, now) {
            known = self.read(db, now).await?;
        }
        let access = known.access(organisation);
        if access.is_ok() || known.is_younger_than(LIFE_OF_A_NO, now) {
            return Ok(access);
        }
        Ok(self.read(db, now).await?.access(organisation))
    }

    async fn read(&self, db: &Db, now: OffsetDateTime) -> store::Result<Arc<Known>> {
        let before = self.questions.load(Ordering::Acquire);
        let _turn = self.turn.lock().await;
        if self.questions.load(Ordering::Acquire) != before {
            let known = self.known();
            // The one before us has asked in vain, and we would, too.
            let is_fresh = known.is_younger_than(LIFE, now);
            return if is_fresh { Ok(known) } else { Err(store::Error::Unavailable("no answer in time")) };
        }
        let answer = customer::all(db).await;
        self.questions.fetch_add(1, Ordering::Release);
        let customers =
            answer?.into_iter().map(|customer| (customer.organisation.clone(), customer)).collect();
        let known = Arc::new(Known { read_at: Some(now), customers });
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = known.clone();
        Ok(known)
    }

    fn with_asked<T>(
        &self,
        organisation: &OrganisationNumber,
        allowance: Allowance,
        now: OffsetDateTime,
        work: impl FnOnce(&mut Asked) -> T,
    ) -> T {
        let mut asked: MutexGuard<'_, _> = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let asked = asked.entry(organisation.clone()).or_insert_with(|| Asked {
            persons: Bucket::full(persons(allowance), now),
            calls: Bucket::full(calls(allowance), now),
        });
        work(asked)
    }
}

fn persons(allowance: Allowance) -> Flow {
    Flow { most: allowance.persons_per_minute, fills_in: Duration::minutes(1) }
}

fn calls(allowance: Allowance) -> Flow {
    Flow { most: allowance.calls_per_second, fills_in: Duration::seconds(1) }
}
