//! What a provider says of itself, kept for a day. When it cannot be had anew, the old one serves on.

use std::sync::{Arc, PoisonError, RwLock};

use time::{Duration, OffsetDateTime};

use super::turns::Turns;
use super::{Failure, PATIENCE_FOR_NEWS};

/// How long it is used without asking (Digdir's docs: metadata may be kept for 24 hours).
const KEPT: Duration = Duration::hours(24);
/// When it cannot be had anew, this long goes by before the next question.
const BETWEEN_QUESTIONS: Duration = Duration::minutes(1);

#[derive(Debug)]
struct Entry<T> {
    value: Arc<T>,
    ask_again_at: OffsetDateTime,
}

/// One thing that is asked for and kept.
#[derive(Debug)]
pub(in crate::clients) struct Kept<T> {
    entry: RwLock<Option<Entry<T>>>,
    turns: Turns,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self { entry: RwLock::default(), turns: Turns::default() }
    }
}

impl<T> Kept<T> {
    /// What we know of it; nobody is asked.
    pub(in crate::clients) fn known(&self) -> Option<Arc<T>> {
        self.look().map(|(value, _)| value)
    }

    fn look(&self) -> Option<(Arc<T>, OffsetDateTime)> {
        let entry = self.entry.read().unwrap_or_else(PoisonError::into_inner);
        entry.as_ref().map(|entry| (entry.value.clone(), entry.ask_again_at))
    }

    fn remember(&self, value: Arc<T>, ask_again_at: OffsetDateTime) {
        *self.entry.write().unwrap_or_else(PoisonError::into_inner) = Some(Entry { value, ask_again_at });
    }

    /// What we know of it, asked for when that is nothing, or old.
    pub(in crate::clients) async fn get(
        &self,
        fetch: impl Future<Output = Result<T, Failure>>,
        now: OffsetDateTime,
    ) -> Result<Arc<T>, Failure> {
        let question = async { fetch.await.map(|value| self.remember(Arc::new(value), now + KEPT)) };
        let Some((value, ask_again_at)) = self.look() else {
            self.turns.ask(question).await?;
            return self.known().ok_or(Failure::Unavailable("no metadata"));
        };
        if now < ask_again_at {
            return Ok(value);
        }
        // The old one serves on: one request asks for news, and waits for them a moment at the most.
        self.remember(value.clone(), now + BETWEEN_QUESTIONS);
        match tokio::time::timeout(PATIENCE_FOR_NEWS, question).await {
            Ok(Ok(())) => Ok(self.known().unwrap_or(value)),
            Ok(Err(_)) | Err(_) => Ok(value),
        }
    }
}
