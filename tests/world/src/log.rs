//! Listens to the program's log, and finds what must not be in it.

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
    let heard = HEARD.get().map(|heard| heard.0.lock().unwrap_or_else(PoisonError::into_inner).clone());
    String::from_utf8_lossy(&heard.unwrap_or_default()).into_owned()
}

/// Values that must not be logged by anybody.
#[derive(Debug, Default)]
pub struct Canaries(Mutex<Vec<String>>);

impl Canaries {
    /// Keeps a value.
    pub fn add(&self, value: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(value.to_owned());
    }

    /// Fails when one of the values was logged.
    pub fn assert_silence(&self) {
        let log = heard();
        for value in self.0.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            let encoded = value.replace('@', "%40").replace('+', "%2B");
            assert!(!log.contains(value) && !log.contains(&encoded), "personal data was logged");
        }
    }
}
