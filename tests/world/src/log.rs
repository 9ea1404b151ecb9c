//! Listens to the program's log, and finds what must not be in it.

use std::collections::HashSet;
use std::io::Write;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<u8>>>);

static HEARD: OnceLock<Heard> = OnceLock::new();

impl Write for Heard {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Heard {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Starts listening, once for the whole test program. Everything of ours is heard, the rest as in production.
pub fn listen() {
    HEARD.get_or_init(|| {
        let heard = Heard::default();
        let filter = EnvFilter::new("info,sqlx=off,bekreft=trace,bekreft_domain=trace,pgembed=trace");
        let subscriber =
            tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false).with_writer(heard.clone());
        // Another listener is as good as ours for a program that does not ask.
        let _ = subscriber.try_init();
        heard
    });
}

/// All that has been logged so far.
pub fn heard() -> String {
    heard_since(0)
}

fn heard_since(start: usize) -> String {
    let Some(heard) = HEARD.get() else { return String::new() };
    let bytes = heard.0.lock().unwrap_or_else(PoisonError::into_inner);
    String::from_utf8_lossy(bytes.get(start..).unwrap_or_default()).into_owned()
}

/// Values that must not be logged by anybody, in any spelling.
#[derive(Clone, Debug)]
pub struct Canaries {
    values: Arc<Mutex<HashSet<String>>>,
    /// How much had been logged before.
    since: usize,
}

impl Default for Canaries {
    fn default() -> Self {
        Self { values: Arc::default(), since: length() }
    }
}

fn length() -> usize {
    HEARD.get().map_or(0, |heard| heard.0.lock().unwrap_or_else(PoisonError::into_inner).len())
}

/// What is shorter may stand in a log for other reasons.
const SHORTEST: usize = 7;

impl Canaries {
    /// Keeps a value.
    pub fn add(&self, value: &str) {
        if value.len() >= SHORTEST && value.contains(|letter: char| letter.is_ascii_digit() || letter == '@')
        {
            self.values.lock().unwrap_or_else(PoisonError::into_inner).insert(value.to_owned());
        }
    }

    /// Fails when one of the values was logged.
    pub fn assert_silence(&self) {
        let log = heard_since(self.since);
        for value in self.values.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            assert!(!spellings(value).iter().any(|it| log.contains(it)), "personal data was logged");
        }
    }
}

/// As it is, without spaces and country code, and as it stands in an address or a form that is sent.
fn spellings(value: &str) -> Vec<String> {
    let bare = value.replace(' ', "");
    let national = bare.trim_start_matches("+47").to_owned();
    let encoded = bare.replace('@', "%40").replace('+', "%2B");
    let (plus, percent) = (value.replace(' ', "+"), value.replace(' ', "%20"));
    [value.to_owned(), bare, national, encoded, plus, percent]
        .into_iter()
        .filter(|it| it.len() >= SHORTEST)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_known_in_every_spelling() {
        let all = spellings("+47 91 23 00 01");
        for one in ["+47 91 23 00 01", "+4791230001", "91230001", "%2B4791230001", "+47%2091%2023%2000%2001"]
        {
            assert!(all.iter().any(|it| it == one), "{one}");
        }
    }

    #[test]
    #[should_panic(expected = "personal data was logged")]
    fn what_is_logged_is_found() {
        listen();
        let canaries = Canaries::default();
        canaries.add("logged.by.mistake@example.org");
        tracing::info!(address = "logged.by.mistake%40example.org", "a mistake");
        canaries.assert_silence();
    }

    #[test]
    fn short_words_are_no_secrets() {
        let canaries = Canaries::default();
        canaries.add("12");
        canaries.add("confirm");
        assert!(canaries.values.lock().unwrap().is_empty());
    }
}
