//! The user Postgres runs as, and commands in that user's name.

use std::fs::{self, DirBuilder, Permissions};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, PermissionsExt as _, chown};
use std::path::Path;
use std::process::Command;

use crate::error::{Doing as _, Error, Result};

const PASSWD: &str = "/etc/passwd";
const CANDIDATES: [&str; 2] = ["postgres", "nobody"];

/// Whom the Postgres programs run as. They refuse to run as root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum User {
    /// We are not root: as ourselves.
    Ourselves,
    /// We are root: as this user.
    Other { uid: u32, gid: u32 },
}

/// The signal a program gets when the thread that started it ends.
#[derive(Debug, Clone, Copy)]
pub(crate) enum OnDeath {
    /// For initdb: what it has made so far is thrown away.
    Kill,
    /// For postgres: a fast and orderly shutdown.
    Interrupt,
}

impl OnDeath {
    fn signal(self) -> &'static str {
        match self {
            Self::Kill => "KILL",
            Self::Interrupt => "INT",
        }
    }
}

pub(crate) fn we_are_root() -> bool {
    rustix::process::geteuid().is_root()
}

impl User {
    /// As root: the owner of the cluster when there is one, otherwise `postgres` or `nobody`.
    pub(crate) fn for_cluster(data: &Path) -> Result<Self> {
        if !we_are_root() {
            return Ok(Self::Ourselves);
        }
        if let Ok(metadata) = fs::metadata(data)
            && metadata.uid() != 0
        {
            return Ok(Self::Other { uid: metadata.uid(), gid: metadata.gid() });
        }
        let passwd = fs::read_to_string(PASSWD).doing(format!("read {PASSWD}"))?;
        CANDIDATES.iter().find_map(|name| find_in(&passwd, name)).ok_or(Error::NoUser)
    }

    /// `setpriv` (util-linux) drops root and has the kernel signal the program when the starting thread ends,
    /// which would need `unsafe` code here.
    pub(crate) fn command(self, program: &Path, on_death: OnDeath) -> Command {
        let mut command = Command::new("setpriv");
        if let Self::Other { uid, gid } = self {
            command.arg(format!("--reuid={uid}"));
            command.arg(format!("--regid={gid}"));
            command.arg("--clear-groups");
        }
        command.arg("--no-new-privs").args(["--pdeathsig", on_death.signal()]);
        command.arg("--").arg(program);
        command.env_clear();
        command.env("PATH", "/usr/bin:/bin").env("LC_ALL", "C.UTF-8").env("TZ", "UTC");
        command.current_dir("/");
        command
    }

    /// Makes `path` a directory only this user may enter. The path may lie in `/tmp`, so a link or a stranger's
    /// directory found there is refused.
    pub(crate) fn private_dir(self, path: &Path) -> Result<()> {
        if let Err(error) = DirBuilder::new().mode(0o700).create(path)
            && error.kind() != std::io::ErrorKind::AlreadyExists
        {
            return Err(error).doing(format!("create {}", path.display()));
        }
        let metadata = fs::symlink_metadata(path).doing(format!("look at {}", path.display()))?;
        let us = rustix::process::geteuid().as_raw();
        let wanted = match self {
            Self::Ourselves => us,
            Self::Other { uid, .. } => uid,
        };
        if !metadata.is_dir() || (metadata.uid() != us && metadata.uid() != wanted) {
            return Err(Error::NotOurs { path: path.to_owned() });
        }
        if let Self::Other { uid, gid } = self
            && metadata.uid() != uid
        {
            chown(path, Some(uid), Some(gid)).doing(format!("change the owner of {}", path.display()))?;
        }
        if metadata.mode() & 0o777 != 0o700 {
            let private = Permissions::from_mode(0o700);
            fs::set_permissions(path, private).doing(format!("close {}", path.display()))?;
        }
        Ok(())
    }
}

fn find_in(passwd: &str, name: &str) -> Option<User> {
    let entry = passwd.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut fields = entry.split(':').skip(2);
    let uid = fields.next()?.parse().ok()?;
    let gid = fields.next()?.parse().ok()?;
    Some(User::Other { uid, gid })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_and_group_are_read_from_passwd() {
        let passwd = "root:x:0:0::/root:/bin/sh\npostgres2:x:7:7::/:\npostgres:x:101:104::/:/bin/sh\n";
        assert_eq!(find_in(passwd, "postgres"), Some(User::Other { uid: 101, gid: 104 }));
        assert_eq!(find_in(passwd, "nobody"), None);
    }
}
