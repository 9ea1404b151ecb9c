//! Many want to know the same of a provider at the same time: one asks, the others take its answer. So a provider that is
//! slow or down is not asked by every request at once, and nobody can make us ask it over and over.

use std::sync::{Mutex, PoisonError};

use super::Failure;

/// What came of the last question, and how many there were.
#[derive(Debug, Default)]
struct Last {
    number: u64,
    failure: Option<Failure>,
}

/// One question at a time.
#[derive(Debug, Default)]
pub(in crate::clients) struct Turns {
    turn: tokio::sync::Mutex<()>,
    last: Mutex<Last>,
}

impl Turns {
    fn last(&self) -> std::sync::MutexGuard<'_, Last> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks, or takes what came of a question that ended while we waited for our turn. `Ok` means that somebody has got
    /// an answer and kept it.
    pub(in crate::clients) async fn ask(
        &self,
        question: impl Future<Output = Result<(), Failure>>,
    ) -> Result<(), Failure> {
        let before = self.last().number;
        let _turn = self.turn.lock().await;
        if self.last().number != before {
            return self.last().failure.clone().map_or(Ok(()), Err);
        }
        // A question that is broken off leaves no trace, and the next one asks.
        let answer = question.await;
        *self.last() = Last { number: before + 1, failure: answer.clone().err() };
        answer
    }
}
