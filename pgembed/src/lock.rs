//! One process runs the server of a home; the lock says which.
//!
//! The lock file holds the postmaster's process number while the server may be used: others attach by it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Seek as _, Write as _};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::Pid;

use crate::error::{Doing as _, Error, Result};
use crate::places::Places;
use crate::processes::{is_ready, working_in};

const PAUSE: Duration = Duration::from_millis(20);

/// Whose turn it is to run the server.
#[derive(Debug)]
pub(crate) enum Turn {
    /// Ours, as long as the lock lives.
    Ours(Lock),
    /// Another's, whose server is ready.
    Theirs { postmaster: u32 },
}

/// Released by the kernel when the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct Lock {
    file: File,
}

impl Turn {
    /// Takes the lock, or waits until its holder has a server to attach to. A holder that ends meanwhile leaves
    /// the lock to us.
    pub(crate) fn take(places: &Places, timeout: Duration) -> Result<Self> {
        let what = format!("lock {}", places.lock.display());
        let file = OpenOptions::new().create(true).truncate(false).read(true).write(true).open(&places.lock);
        let file = file.doing(what.as_str())?;
        let deadline = Instant::now() + timeout;
        loop {
            match file.try_lock() {
                Ok(()) => {
                    let lock = Lock { file };
                    lock.withdraw();
                    return Ok(Self::Ours(lock));
                }
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(source)) => return Err(Error::Io { what, source }),
            }
            if let Some(postmaster) = announced(places) {
                return Ok(Self::Theirs { postmaster });
            }
            if Instant::now() > deadline {
                return Err(Error::Timeout { waited: timeout, log_tail: places.log_tail() });
            }
            thread::sleep(PAUSE);
        }
    }
}

impl Lock {
    /// From now on others may attach.
    pub(crate) fn announce(&mut self, postmaster: u32) -> Result<()> {
        self.file.rewind().and_then(|()| writeln!(self.file, "{postmaster}")).doing("write the lock file")
    }

    /// From now on nobody should. Failing to say so costs a late-comer a clear connection error, no more.
    pub(crate) fn withdraw(&self) {
        let _ = self.file.set_len(0);
    }
}

fn announced(places: &Places) -> Option<u32> {
    let postmaster: u32 = fs::read_to_string(&places.lock).ok()?.trim().parse().ok()?;
    let pid = Pid::from_raw(i32::try_from(postmaster).ok()?)?;
    let alive = working_in(&places.data).contains(&pid);
    (alive && is_ready(places, postmaster)).then_some(postmaster)
}
