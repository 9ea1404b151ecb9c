//! Listens to the program's log, and finds what must not be in it.

use std::collections::HashSet;
use std::io::{Read as _, Seek as _, SeekFrom, Write};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use aho_corasick::AhoCorasick;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

use crate::database;

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
    codes: Arc<Mutex<HashSet<String>>>,
    /// How much had been logged before, by the program and by Postgres.
    since: usize,
    since_in_postgres: u64,
}

impl Default for Canaries {
    fn default() -> Self {
        Self {
            values: Arc::default(),
            codes: Arc::default(),
            since: length(),
            since_in_postgres: postgres_length(),
        }
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

    /// Keeps a code. Six digits may stand in a log for other reasons, so they count as a word of their own.
    pub fn add_code(&self, code: &str) {
        self.codes.lock().unwrap_or_else(PoisonError::into_inner).insert(code.to_owned());
    }

    /// Fails when one of the values was logged, by the program or by Postgres.
    pub fn assert_silence(&self) {
        let log = heard_since(self.since);
        let values = self.values.lock().unwrap_or_else(PoisonError::into_inner);
        // All of them in one pass: the log of Postgres is long.
        let all = AhoCorasick::new(values.iter().flat_map(|value| spellings(value))).expect("words");
        assert!(!all.is_match(&log), "personal data was logged");
        let postgres = postgres_since(self.since_in_postgres);
        assert!(!all.is_match(&postgres), "personal data stands in the log of Postgres");
        for code in self.codes.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            assert!(!log.lines().any(|line| has_word(line, code)), "a code was logged");
        }
    }
}

/// Looks behind the time at the beginning of the line, which has six digits of its own.
fn has_word(line: &str, word: &str) -> bool {
    let (_, rest) = line.split_once(' ').unwrap_or_default();
    rest.split(|letter: char| !letter.is_ascii_alphanumeric()).any(|it| it == word)
}

fn postgres_length() -> u64 {
    database::known_log_path().and_then(|path| path.metadata().ok()).map_or(0, |file| file.len())
}

fn postgres_since(start: u64) -> String {
    let read = || {
        let mut file = std::fs::File::open(database::known_log_path()?).ok()?;
        file.seek(SeekFrom::Start(start)).ok()?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).ok()?;
        Some(of_the_program(&String::from_utf8_lossy(&bytes)))
    };
    read().unwrap_or_default()
}

/// What Postgres has logged of the program's doings. What a test itself asks the database, it may ask with values.
fn of_the_program(log: &str) -> String {
    let mut keep = false;
    let mut kept = String::new();
    for line in log.lines() {
        // A statement of several lines goes with its first.
        if line.starts_with("20") {
            keep = line.contains("] bekreft ");
        }
        if keep {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

/// What a text becomes inside a longer one that is encoded in base64: it may begin at each of three places in a group, and
/// only its inner letters are the same whatever stands around it.
fn in_base64(text: &str) -> Vec<String> {
    (0..3)
        .filter_map(|offset| {
            let padded = [&vec![b' '; offset], text.as_bytes()].concat();
            let encoded = STANDARD_NO_PAD.encode(&padded);
            let start = (offset * 8).div_ceil(6);
            let end = padded.len() * 8 / 6;
            encoded.get(start..end).map(str::to_owned)
        })
        .flat_map(|it| [it.replace('+', "-").replace('/', "_"), it])
        .collect()
}

/// As it is, without spaces and country code, and as it stands in an address or a form that is sent.
fn spellings(value: &str) -> Vec<String> {
    let bare = value.replace(' ', "");
    let national = bare.trim_start_matches("+47").to_owned();
    let encoded = bare.replace('@', "%40").replace('+', "%2B");
    let (plus, percent) = (value.replace(' ', "+"), value.replace(' ', "%20"));
    let pairs = national.as_bytes().chunks(2).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ");
    let encodings = [value, &bare, &national].into_iter().flat_map(in_base64).collect::<Vec<_>>();
    [value.to_owned(), bare, national, encoded, plus, percent, pairs]
        .into_iter()
        .chain(encodings)
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
    fn a_value_is_known_inside_any_text_in_base64() {
        for before in ["", "x", "xy", "xyz"] {
            for after in ["", ".", ".."] {
                let text = format!("{before}kanari7@example.no{after}");
                let encoded = base64::engine::general_purpose::STANDARD.encode(text);
                assert!(spellings("kanari7@example.no").iter().any(|it| encoded.contains(it)), "{encoded}");
            }
        }
    }

    #[test]
    #[should_panic(expected = "a code was logged")]
    fn a_logged_code_is_found() {
        listen();
        let canaries = Canaries::default();
        canaries.add_code("135791");
        tracing::info!("the code is 135791");
        canaries.assert_silence();
    }

    #[tokio::test]
    #[should_panic(expected = "personal data stands in the log of Postgres")]
    async fn a_value_in_the_log_of_postgres_is_found() {
        use sqlx::Connection as _;
        let url = format!("{}&application_name=bekreft", database::fresh_database().await);
        let canaries = Canaries::default();
        canaries.add("kanari8@example.no");
        let mut connection = sqlx::PgConnection::connect(&url).await.expect("it answers");
        sqlx::query("select 'kanari8@example.no'").execute(&mut connection).await.expect("it is logged");
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
