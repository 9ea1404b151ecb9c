//! Starting, using and stopping a server.

use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::Options;
use crate::cluster;
use crate::error::{Doing as _, Error, Result};
use crate::keeper::Keeper;
use crate::lock::{Lock, Turn};
use crate::places::Places;
use crate::processes::is_ready;
use crate::programs::Programs;
use crate::user::{OnDeath, User};

const PAUSE: Duration = Duration::from_millis(5);

const SETTINGS: [(&str, &str); 6] = [
    ("listen_addresses", ""),
    ("unix_socket_permissions", "0700"),
    ("max_connections", "200"),
    ("shared_buffers", "128MB"),
    ("timezone", "UTC"),
    ("log_timezone", "UTC"),
];

/// Personal data must not reach the log: no statements, no parameters, and no errors either, as
/// `invalid input syntax for type date: "…"` and the detail of a broken constraint quote values. The client is
/// told of its errors; the log keeps starts, stops, checkpoints and crashes (Postgres documentation, 20.8).
const QUIET_LOG: [(&str, &str); 7] = [
    ("log_min_messages", "log"),
    ("log_min_error_statement", "panic"),
    ("log_error_verbosity", "terse"),
    ("log_statement", "none"),
    ("log_min_duration_statement", "-1"),
    ("log_parameter_max_length", "0"),
    ("log_parameter_max_length_on_error", "0"),
];

const UNSAFE_BUT_FAST: [(&str, &str); 3] =
    [("fsync", "off"), ("synchronous_commit", "off"), ("full_page_writes", "off")];

/// A server that runs in this process or, attached, in another one.
#[derive(Debug)]
pub struct Server {
    places: Places,
    postmaster: u32,
    // Dropped in this order: the server ends before the lock is let go.
    running: Option<(Keeper, Lock)>,
}

impl Server {
    /// Starts the server, or attaches to the one another process already runs in the same home.
    pub fn start(options: &Options) -> Result<Self> {
        let started = Instant::now();
        let programs = Programs::find(&options.extra_bin_dirs)?;
        let places = Places::settle(&options.home, programs.major)?;
        let server = match Turn::take(&places, options.start_timeout)? {
            Turn::Ours(lock) => Self::run(places, &programs, lock, options)?,
            Turn::Theirs { postmaster } => Self { places, postmaster, running: None },
        };
        tracing::info!(
            home = %server.places.home.display(),
            version = programs.major,
            owned = server.owned(),
            took = ?started.elapsed(),
            "the embedded PostgreSQL is ready",
        );
        Ok(server)
    }

    fn run(places: Places, programs: &Programs, mut lock: Lock, options: &Options) -> Result<Self> {
        let user = User::for_cluster(&places.data)?;
        cluster::prepare(&places, programs, user, options)?;
        let keeper = Keeper::start(postgres(&places, programs, user, options)?)?;
        wait_until_ready(&places, &keeper, options.start_timeout)?;
        let postmaster = keeper.postmaster();
        lock.announce(postmaster)?;
        Ok(Self { places, postmaster, running: Some((keeper, lock)) })
    }

    /// A connection URL for one of its databases (`postgres` always exists).
    pub fn url(&self, database: &str) -> String {
        let socket_dir = self.socket_dir().as_os_str().as_encoded_bytes();
        format!(
            "postgres://postgres@localhost/{}?host={}",
            percent_encoded(database.as_bytes()),
            percent_encoded(socket_dir),
        )
    }

    /// The directory of the socket `.s.PGSQL.5432`: what `psql -h` takes.
    pub fn socket_dir(&self) -> &Path {
        &self.places.socket_dir
    }

    /// Where the server's files lie, which is elsewhere than asked for when other users may not pass there.
    pub fn home(&self) -> &Path {
        &self.places.home
    }

    /// The server's log.
    pub fn log_path(&self) -> &Path {
        &self.places.log
    }

    /// The process number of the postmaster.
    pub fn postmaster(&self) -> u32 {
        self.postmaster
    }

    /// Does the server end with this value? Not when attached to another process's server.
    pub fn owned(&self) -> bool {
        self.running.is_some()
    }

    /// Stops the server, when it is ours, and waits for its orderly end. Dropping does the same.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some((_, lock)) = &self.running {
            lock.withdraw();
        }
    }
}

fn postgres(places: &Places, programs: &Programs, user: User, options: &Options) -> Result<Command> {
    let mut command = user.command(&programs.postgres(), OnDeath::Interrupt);
    command.arg("-D").arg(&places.data).arg("-k").arg(&places.socket_dir);
    let speed: &[(&str, &str)] = if options.fsync { &[] } else { &UNSAFE_BUT_FAST };
    for (name, value) in SETTINGS.iter().chain(&QUIET_LOG).chain(speed) {
        command.arg("-c").arg(format!("{name}={value}"));
    }
    for (name, value) in &options.settings {
        command.arg("-c").arg(format!("{name}={value}"));
    }
    let log = OpenOptions::new().create(true).append(true).mode(0o600).open(&places.log);
    let log = log.doing(format!("open {}", places.log.display()))?;
    command.stdin(Stdio::null());
    command.stdout(log.try_clone().doing("share the log")?);
    command.stderr(log);
    // Ctrl-C in the terminal is for us first; we then stop the server.
    command.process_group(0);
    Ok(command)
}

fn wait_until_ready(places: &Places, keeper: &Keeper, timeout: Duration) -> Result<()> {
    let deadline = Instant::now() + timeout;
    while !is_ready(places, keeper.postmaster()) {
        if keeper.server_has_ended() {
            return Err(Error::Died { log_tail: places.log_tail() });
        }
        if Instant::now() > deadline {
            return Err(Error::Timeout { waited: timeout, log_tail: places.log_tail() });
        }
        thread::sleep(PAUSE);
    }
    Ok(())
}

/// RFC 3986: unreserved characters and the slash stay.
fn percent_encoded(bytes: &[u8]) -> String {
    let mut encoded = String::with_capacity(bytes.len());
    for &byte in bytes {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_in_urls_are_percent_encoded() {
        assert_eq!(percent_encoded(b"/srv/a-b_c.d~1"), "/srv/a-b_c.d~1");
        assert_eq!(percent_encoded("/mitt område?&%".as_bytes()), "/mitt%20omr%C3%A5de%3F%26%25");
    }
}
