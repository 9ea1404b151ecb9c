//! What can go wrong, in words that say what to do.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

/// The result of everything in this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// Why there is no server.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No `postgres` and `initdb` of a version that will do.
    #[error(
        "no PostgreSQL programs of version {oldest} or later found (looked at {looked_at}); \
             install Debian's postgresql-15, set PG_BIN to their directory, or set DATABASE_URL"
    )]
    NotFound {
        /// The oldest major version that will do.
        oldest: u32,
        /// The places tried, with what was wrong.
        looked_at: String,
    },
    /// `PG_BIN` names a directory without usable programs. What is set is not silently passed over.
    #[error("PG_BIN is {bin_dir}, but there {problem}")]
    PgBin {
        /// The value of `PG_BIN`.
        bin_dir: PathBuf,
        /// What is wrong there.
        problem: String,
    },
    /// The operating system said no.
    #[error("{what}: {source}")]
    Io {
        /// What was tried.
        what: String,
        /// The answer.
        source: io::Error,
    },
    /// A Postgres program ended with a failure.
    #[error("{program} failed ({status}): {stderr}")]
    Program {
        /// Its name.
        program: &'static str,
        /// Its exit status.
        status: String,
        /// What it wrote.
        stderr: String,
    },
    /// The server ended while starting.
    #[error("postgres ended before it was ready; last log lines:\n{log_tail}")]
    Died {
        /// The end of its log.
        log_tail: String,
    },
    /// The server was not ready in time.
    #[error("postgres was not ready within {waited:?}; last log lines:\n{log_tail}")]
    Timeout {
        /// The timeout that passed.
        waited: Duration,
        /// The end of its log.
        log_tail: String,
    },
    /// Run as root, but no other user to run Postgres as.
    #[error("no unprivileged system user (postgres or nobody) to run PostgreSQL as")]
    NoUser,
    /// The socket directory belongs to someone else or is no directory.
    #[error("{path} is not a directory of ours; remove it")]
    NotOurs {
        /// The directory.
        path: PathBuf,
    },
    /// The data directory belongs to another major version.
    #[error("{data} was made by PostgreSQL {made_by}, the programs found are {found}")]
    Version {
        /// The data directory.
        data: PathBuf,
        /// What its `PG_VERSION` says.
        made_by: String,
        /// The major version of the programs.
        found: u32,
    },
}

/// Adds what was tried to an [`io::Error`].
pub(crate) trait Doing<T> {
    fn doing(self, what: impl Into<String>) -> Result<T>;
}

impl<T> Doing<T> for io::Result<T> {
    fn doing(self, what: impl Into<String>) -> Result<T> {
        self.map_err(|source| Error::Io { what: what.into(), source })
    }
}
