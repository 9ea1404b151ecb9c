//! The Postgres programs of the system, wherever they are.

use std::cmp::Reverse;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::{Error, Result};

/// The oldest major version our SQL is written for.
pub const OLDEST_MAJOR: u32 = 15;

const DEBIAN: &str = "/usr/lib/postgresql";

/// A directory with `postgres` and `initdb`, and their version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programs {
    /// The directory.
    pub bin_dir: PathBuf,
    /// The major version, such as 15.
    pub major: u32,
}

/// Why a directory will not do.
enum Unfit {
    Missing,
    Broken(String),
    TooOld(u32),
}

impl Unfit {
    fn in_words(&self) -> String {
        match self {
            Self::Missing => "are no programs named postgres and initdb".to_owned(),
            Self::Broken(why) => format!("postgres does not run: {why}"),
            Self::TooOld(major) => {
                format!("is PostgreSQL {major}, older than {OLDEST_MAJOR}")
            }
        }
    }
}

impl Programs {
    /// Looks at `PG_BIN` (and nowhere else when it is set), then at Debian's directories, newest first, then
    /// along `PATH`, then at `extra`.
    pub fn find(extra: &[PathBuf]) -> Result<Self> {
        if let Some(bin_dir) = env::var_os("PG_BIN").filter(|value| !value.is_empty()) {
            let bin_dir = PathBuf::from(bin_dir);
            return Self::at(&bin_dir).map_err(|unfit| Error::PgBin { bin_dir, problem: unfit.in_words() });
        }
        let mut looked_at = vec![format!("{DEBIAN}/*/bin"), "PATH".to_owned()];
        looked_at.extend(extra.iter().map(|dir| dir.display().to_string()));
        for bin_dir in candidates(extra) {
            match Self::at(&bin_dir) {
                Ok(programs) => return Ok(programs),
                Err(Unfit::Missing) => {}
                Err(unfit) => looked_at.push(format!("{}: there {}", bin_dir.display(), unfit.in_words())),
            }
        }
        Err(Error::NotFound { oldest: OLDEST_MAJOR, looked_at: looked_at.join(", ") })
    }

    /// The path is made absolute: the programs run in another working directory.
    fn at(bin_dir: &Path) -> std::result::Result<Self, Unfit> {
        let bin_dir = std::path::absolute(bin_dir).map_err(|error| Unfit::Broken(error.to_string()))?;
        if !bin_dir.join("postgres").is_file() || !bin_dir.join("initdb").is_file() {
            return Err(Unfit::Missing);
        }
        let output = Command::new(bin_dir.join("postgres"))
            .arg("--version")
            .output()
            .map_err(|error| Unfit::Broken(error.to_string()))?;
        let Some(major) = major_in(&String::from_utf8_lossy(&output.stdout)) else {
            let complaint = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            return Err(Unfit::Broken(complaint));
        };
        if major < OLDEST_MAJOR {
            return Err(Unfit::TooOld(major));
        }
        Ok(Self { bin_dir, major })
    }

    pub(crate) fn initdb(&self) -> PathBuf {
        self.bin_dir.join("initdb")
    }

    pub(crate) fn postgres(&self) -> PathBuf {
        self.bin_dir.join("postgres")
    }
}

fn candidates(extra: &[PathBuf]) -> Vec<PathBuf> {
    let mut debian = debian_majors();
    debian.sort_by_key(|major| Reverse(*major));
    let debian = debian.into_iter().map(|major| Path::new(DEBIAN).join(major.to_string()).join("bin"));
    let path = env::var_os("PATH").unwrap_or_default();
    debian.chain(env::split_paths(&path)).chain(extra.iter().cloned()).collect()
}

fn debian_majors() -> Vec<u32> {
    let Ok(entries) = fs::read_dir(DEBIAN) else {
        return Vec::new();
    };
    entries.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect()
}

/// `postgres (Postgres) 15.18 (Debian 15.18-0+deb12u1)`, also `18beta1`.
fn major_in(version: &str) -> Option<u32> {
    let number = version.split_whitespace().nth(2)?;
    let end = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
    number[..end].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_releases_and_betas() {
        assert_eq!(major_in("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"), Some(15));
        assert_eq!(major_in("postgres (PostgreSQL) 18beta1"), Some(18));
        assert_eq!(major_in("postgres (PostgreSQL) 9.6.24"), Some(9));
        assert_eq!(major_in("error while loading shared libraries"), None);
    }

    #[test]
    fn a_relative_directory_is_made_absolute() {
        let bin_dir = fetched_or_system().bin_dir;
        let depth = env::current_dir().unwrap().components().count();
        let relative = Path::new(&"../".repeat(depth)).join(bin_dir.strip_prefix("/").unwrap());
        assert!(Programs::at(&relative).is_ok_and(|programs| programs.bin_dir.is_absolute()));
    }

    fn fetched_or_system() -> Programs {
        let fetched = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/programs/postgres/bin");
        Programs::find(&[fetched]).unwrap()
    }

    #[test]
    fn a_directory_without_programs_is_not_taken() {
        assert!(matches!(Programs::at(Path::new("/nonexistent")), Err(Unfit::Missing)));
    }
}
