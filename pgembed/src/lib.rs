//! A private Postgres for the demo and the tests.
//!
//! It listens on a Unix socket in a 0700 directory and on no TCP port, never runs as root, and ends with the
//! process that started it, also when that process is killed. A second process that asks for the same home
//! directory attaches to the running server.
//!
//! ```no_run
//! # fn main() -> pgembed::Result<()> {
//! let server = pgembed::Server::start(&pgembed::Options::new("data/postgres"))?;
//! let url = server.url("postgres");
//! # let _ = url;
//! server.stop();
//! # Ok(())
//! # }
//! ```
//!
//! Starting and stopping block the calling thread for up to a second: inside an async runtime, use its
//! blocking pool.

mod cluster;
mod error;
mod keeper;
mod lock;
mod places;
mod processes;
mod programs;
mod server;
mod user;

pub use error::{Error, Result};
pub use programs::{OLDEST_MAJOR, Programs};
pub use server::Server;

use std::path::PathBuf;
use std::time::Duration;

/// How a server is to be run.
#[derive(Debug, Clone)]
pub struct Options {
    /// The directory that holds everything: data, socket, lock and log. Made when missing. Run as root below
    /// a directory that other users may not pass, it moves to a directory of its own in `/var/lib`; see
    /// [`Server::home`].
    pub home: PathBuf,
    /// Where to look for the Postgres programs after `PG_BIN`, Debian's directories and `PATH`.
    pub extra_bin_dirs: Vec<PathBuf>,
    /// `false` trades safety for speed: only for clusters that may be thrown away.
    pub fsync: bool,
    /// How long [`Server::start`] may wait for another process, for leftovers of a killed run, or for the
    /// server to accept connections.
    pub start_timeout: Duration,
    /// Further server settings (`-c name=value`). They win over those of this crate.
    pub settings: Vec<(String, String)>,
}

impl Options {
    /// Safe settings and a generous timeout for a server in `home`.
    pub fn new(home: impl Into<PathBuf>) -> Self {
        Self {
            home: home.into(),
            extra_bin_dirs: Vec::new(),
            fsync: true,
            start_timeout: Duration::from_mins(1),
            settings: Vec::new(),
        }
    }
}
