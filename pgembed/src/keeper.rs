//! The thread that keeps a server.
//!
//! The kernel sends the parent-death signal when the *thread* that forked ends, not the process. A thread of an
//! async runtime's blocking pool may end at any time, so each server has one of its own.

use std::io;
use std::process::{Child, Command};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::error::{Doing as _, Result};

const GLANCE: Duration = Duration::from_millis(200);
const PAUSE: Duration = Duration::from_millis(5);

/// Fast shutdown, immediate shutdown, the end; and how long each may take.
const WAYS_TO_END: [(Signal, Duration); 3] = [
    (Signal::INT, Duration::from_secs(20)),
    (Signal::QUIT, Duration::from_secs(5)),
    (Signal::KILL, Duration::from_secs(5)),
];

/// A running server. Dropping it stops the server and waits for its end.
#[derive(Debug)]
pub(crate) struct Keeper {
    postmaster: u32,
    stop: Sender<()>,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    pub(crate) fn start(mut command: Command) -> Result<Self> {
        let (stop, stopped) = mpsc::channel();
        let (tell, told) = mpsc::channel::<io::Result<u32>>();
        let keep_it = move || match command.spawn() {
            Ok(child) => {
                let _ = tell.send(Ok(child.id()));
                keep(child, &stopped);
            }
            Err(error) => {
                let _ = tell.send(Err(error));
            }
        };
        let thread = thread::Builder::new().name("pgembed".to_owned()).spawn(keep_it);
        let thread = thread.doing("start a thread")?;
        let spawned = told.recv().unwrap_or_else(|gone| Err(io::Error::other(gone)));
        let postmaster = spawned.doing("run postgres by setpriv")?;
        Ok(Self { postmaster, stop, thread: Some(thread) })
    }

    pub(crate) fn postmaster(&self) -> u32 {
        self.postmaster
    }

    pub(crate) fn server_has_ended(&self) -> bool {
        self.thread.as_ref().is_none_or(JoinHandle::is_finished)
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        let _ = self.stop.send(());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn keep(mut child: Child, stopped: &Receiver<()>) {
    while let Err(RecvTimeoutError::Timeout) = stopped.recv_timeout(GLANCE) {
        if let Ok(Some(status)) = child.try_wait() {
            tracing::error!(%status, "the embedded PostgreSQL has ended by itself; see its log");
            return;
        }
    }
    let pid = Pid::from_child(&child);
    for (signal, patience) in WAYS_TO_END {
        let _ = kill_process(pid, signal);
        if ended_within(&mut child, patience) {
            return;
        }
    }
}

fn ended_within(child: &mut Child, patience: Duration) -> bool {
    let deadline = Instant::now() + patience;
    while Instant::now() < deadline {
        if matches!(child.try_wait(), Ok(Some(_))) {
            return true;
        }
        thread::sleep(PAUSE);
    }
    false
}
