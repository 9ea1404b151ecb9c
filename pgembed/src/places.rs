//! Where the files of one server lie.

use std::ffi::OsStr;
use std::fs::{self, File, Permissions};
use std::io::{Read as _, Seek as _, SeekFrom};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use crate::error::{Doing as _, Result};
use crate::user::we_are_root;

/// `sun_path` of a Unix socket address holds 108 bytes, the last one zero.
const LONGEST_SOCKET_PATH: usize = 107;
const SOCKET: &str = ".s.PGSQL.5432";
const SOCKET_LOCK: &str = ".s.PGSQL.5432.lock";
const LOG_TAIL_BYTES: u64 = 16 * 1024;
const LOG_TAIL_LINES: usize = 12;

#[derive(Debug, Clone)]
pub(crate) struct Places {
    pub(crate) home: PathBuf,
    /// The cluster; one for each major version, as they cannot read each other's.
    pub(crate) data: PathBuf,
    pub(crate) socket_dir: PathBuf,
    pub(crate) log: PathBuf,
    pub(crate) lock: PathBuf,
}

impl Places {
    /// Makes the home directory. The same `home` gives the same places in every process of a user.
    pub(crate) fn settle(home: &Path, major: u32) -> Result<Self> {
        let home = make_home(home)?;
        let data = home.join(format!("data{major}"));
        let socket_dir = socket_dir(&home);
        let log = home.join("postgres.log");
        let lock = home.join("lock");
        Ok(Self { home, data, socket_dir, log, lock })
    }

    /// The cluster while initdb makes it.
    pub(crate) fn unfinished_data(&self) -> PathBuf {
        self.data.with_extension("new")
    }

    pub(crate) fn pid_file(&self) -> PathBuf {
        self.data.join("postmaster.pid")
    }

    /// What a killed server leaves behind, and the next one would stumble on.
    pub(crate) fn stale_files(&self) -> [PathBuf; 3] {
        [self.pid_file(), self.socket_dir.join(SOCKET_LOCK), self.socket_dir.join(SOCKET)]
    }

    /// Clusters in this home that belong to another major version.
    pub(crate) fn other_clusters(&self) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(&self.home) else {
            return Vec::new();
        };
        let paths = entries.flatten().map(|entry| entry.path());
        paths.filter(|path| *path != self.data && path.join("PG_VERSION").exists()).collect()
    }

    /// The last lines of the log, for error messages.
    pub(crate) fn log_tail(&self) -> String {
        let text = read_end(&self.log).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(LOG_TAIL_LINES)..].join("\n")
    }
}

fn read_end(path: &Path) -> std::io::Result<String> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(LOG_TAIL_BYTES)))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// As root, the server runs as another user, who cannot pass a directory such as `/root`.
fn make_home(wanted: &Path) -> Result<PathBuf> {
    let wanted = std::path::absolute(wanted).doing(format!("find {}", wanted.display()))?;
    if we_are_root() && !others_may_pass(&wanted) {
        return make_elsewhere(&wanted);
    }
    fs::create_dir_all(&wanted).doing(format!("create {}", wanted.display()))?;
    // Again: a strict umask may just have closed it.
    if we_are_root() && !others_may_pass(&wanted) {
        return make_elsewhere(&wanted);
    }
    wanted.canonicalize().doing(format!("find {}", wanted.display()))
}

/// Two checkouts that both ask for `data` must not meet: the name carries a hash of the whole path.
fn make_elsewhere(wanted: &Path) -> Result<PathBuf> {
    let mut name = wanted.file_name().unwrap_or(OsStr::new("pgembed")).to_owned();
    name.push(format!("-{:016x}", hash(wanted)));
    let home = Path::new("/var/lib").join(name);
    fs::create_dir_all(&home).doing(format!("create {}", home.display()))?;
    let passable = Permissions::from_mode(0o711);
    fs::set_permissions(&home, passable).doing(format!("open {}", home.display()))?;
    Ok(home)
}

/// May every user pass through `path`, as far as it exists?
fn others_may_pass(path: &Path) -> bool {
    let Some(real) = path.ancestors().find_map(|part| part.canonicalize().ok()) else {
        return false;
    };
    real.ancestors().all(|part| fs::metadata(part).is_ok_and(|found| found.permissions().mode() & 0o001 != 0))
}

fn socket_dir(home: &Path) -> PathBuf {
    let beside = home.join("sock");
    if beside.join(SOCKET_LOCK).as_os_str().len() <= LONGEST_SOCKET_PATH {
        return beside;
    }
    let user = rustix::process::geteuid().as_raw();
    PathBuf::from(format!("/tmp/pgembed-{user}-{:016x}", hash(home)))
}

/// FNV-1a: the same in every process and release, which the standard library's hasher does not promise.
fn hash(path: &Path) -> u64 {
    let bytes = path.as_os_str().as_encoded_bytes();
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |state: u64, byte| {
        (state ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_home_keeps_its_socket() {
        assert_eq!(socket_dir(Path::new("/srv/register")), Path::new("/srv/register/sock"));
    }

    #[test]
    fn a_long_home_gets_a_socket_of_its_own_in_tmp() {
        let long = PathBuf::from(format!("/srv/{}", "a".repeat(90)));
        let longer = PathBuf::from(format!("/srv/{}", "a".repeat(91)));
        assert!(socket_dir(&long).starts_with("/tmp"));
        assert_eq!(socket_dir(&long), socket_dir(&long));
        assert_ne!(socket_dir(&long), socket_dir(&longer));
    }

    #[test]
    fn a_path_that_does_not_exist_yet_is_judged_by_its_parents() {
        assert!(others_may_pass(Path::new("/usr/share/not/there/yet")));
    }
}
