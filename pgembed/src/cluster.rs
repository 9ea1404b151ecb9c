//! The data directory: made once, checked and tidied before each start.

use std::fs;
use std::io::ErrorKind;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::Options;
use crate::error::{Doing as _, Error, Result};
use crate::places::Places;
use crate::processes::end_leftovers;
use crate::programs::Programs;
use crate::user::{OnDeath, User};

/// Makes the cluster when there is none, and clears away what a killed run has left. The caller holds the lock.
pub(crate) fn prepare(places: &Places, programs: &Programs, user: User, options: &Options) -> Result<()> {
    user.private_dir(&places.socket_dir)?;
    if !places.data.join("PG_VERSION").exists() {
        make(places, programs, user, options)?;
    }
    check_version(places, programs)?;
    end_all_in(places, &places.data, options.start_timeout)?;
    // Nobody works there, so a pid file is stale, even if its number is now a zombie or another program.
    for path in places.stale_files() {
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(error).doing(format!("remove {}", path.display()));
            }
            _ => {}
        }
    }
    Ok(())
}

/// An interrupted initdb leaves half a cluster: it is made beside, then renamed.
fn make(places: &Places, programs: &Programs, user: User, options: &Options) -> Result<()> {
    for other in places.other_clusters() {
        tracing::warn!(
            kept = %other.display(),
            new = programs.major,
            "a cluster of another PostgreSQL version is left as it is; a new one is made",
        );
    }
    let unfinished = places.unfinished_data();
    if unfinished.exists() {
        end_all_in(places, &unfinished, options.start_timeout)?;
        fs::remove_dir_all(&unfinished).doing(format!("remove half-made {}", unfinished.display()))?;
    }
    user.private_dir(&unfinished)?;
    let mut initdb = user.command(&programs.initdb(), OnDeath::Kill);
    initdb.arg("-D").arg(&unfinished);
    initdb.args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]);
    initdb.args(["--data-checksums", "--no-instructions"]);
    if !options.fsync {
        initdb.arg("--no-sync");
    }
    let started = Instant::now();
    let output = initdb.stdin(Stdio::null()).output().doing("run initdb by setpriv")?;
    if !output.status.success() {
        return Err(Error::Program {
            program: "initdb",
            status: output.status.to_string(),
            stderr: String::from_utf8_lossy(&output.stderr).trim().to_owned(),
        });
    }
    fs::rename(&unfinished, &places.data).doing(format!("rename {}", unfinished.display()))?;
    tracing::info!(data = %places.data.display(), took = ?started.elapsed(), "made a PostgreSQL cluster");
    Ok(())
}

fn check_version(places: &Places, programs: &Programs) -> Result<()> {
    let path = places.data.join("PG_VERSION");
    let made_by = fs::read_to_string(&path).doing(format!("read {}", path.display()))?;
    let made_by = made_by.trim();
    if made_by == programs.major.to_string() {
        return Ok(());
    }
    Err(Error::Version { data: places.data.clone(), made_by: made_by.to_owned(), found: programs.major })
}

fn end_all_in(places: &Places, data: &std::path::Path, timeout: Duration) -> Result<()> {
    if end_leftovers(data, Instant::now() + timeout) {
        return Ok(());
    }
    Err(Error::Timeout { waited: timeout, log_tail: places.log_tail() })
}
