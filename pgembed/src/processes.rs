//! Which Postgres processes run on a cluster. Its pid file may lie; `/proc` does not.

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::places::Places;

/// Time for an orderly end, before the rough one.
const PATIENCE: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(20);

/// Every Postgres process works in its data directory. A zombie works nowhere.
pub(crate) fn working_in(data: &Path) -> Vec<Pid> {
    let (Ok(data), Ok(entries)) = (data.canonicalize(), fs::read_dir("/proc")) else {
        return Vec::new();
    };
    entries
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter_map(Pid::from_raw)
        .filter(|pid| works_in(*pid, &data))
        .collect()
}

/// The name too: a shell that happens to stand in the directory is left alone.
fn works_in(pid: Pid, data: &Path) -> bool {
    let process = Path::new("/proc").join(pid.as_raw_nonzero().to_string());
    let here = fs::read_link(process.join("cwd")).is_ok_and(|cwd| cwd == data);
    here && fs::read_to_string(process.join("comm")).is_ok_and(|name| name.trim_end() == "postgres")
}

/// Asks what is left of a killed run to end, and waits for it. `false` when something is still there at
/// `deadline`. Only the holder of the lock may do this.
pub(crate) fn end_leftovers(data: &Path, deadline: Instant) -> bool {
    let rough_from = Instant::now() + PATIENCE;
    let mut asked = HashSet::new();
    loop {
        let left = working_in(data);
        if left.is_empty() {
            return true;
        }
        let now = Instant::now();
        if now > deadline {
            return false;
        }
        let signal = if now > rough_from { Signal::QUIT } else { Signal::INT };
        for pid in left {
            // Once each: the checkpointer takes each interrupt as a wish for a checkpoint.
            if asked.insert((pid, signal.as_raw())) {
                tracing::info!(pid = pid.as_raw_nonzero(), "ending a PostgreSQL process of a killed run");
                let _ = kill_process(pid, signal);
            }
        }
        thread::sleep(PAUSE);
    }
}

/// The postmaster writes "ready" in line 8 of its pid file, which is what `pg_ctl` itself waits for.
pub(crate) fn is_ready(places: &Places, pid: u32) -> bool {
    fs::read_to_string(places.pid_file()).is_ok_and(|text| says_ready(&text, pid))
}

fn says_ready(pid_file: &str, pid: u32) -> bool {
    let mut lines = pid_file.lines().map(str::trim);
    let writer = lines.next().and_then(|line| line.parse().ok());
    writer == Some(pid) && lines.nth(6) == Some("ready")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PID_FILE: &str = "812\n/d\n1700000000\n5432\n/d/sock\n\n  1 2\nready   \n";

    #[test]
    fn a_server_is_ready_when_its_own_pid_file_says_so() {
        assert!(says_ready(PID_FILE, 812));
        assert!(!says_ready(PID_FILE, 813));
        assert!(!says_ready(&PID_FILE.replace("ready", "starting"), 812));
        assert!(!says_ready("812\n/d\n", 812));
        assert!(!says_ready("", 812));
    }
}
