//! The demo's own Postgres, unless `DATABASE_URL` names another.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use secrecy::ExposeSecret as _;

use crate::clock::Chance;
use crate::config::Config;
use crate::store;

/// The database the demo uses.
pub enum Database {
    /// Somebody else's.
    Given { url: String },
    /// Ours; it ends with us.
    Embedded { url: String, server: pgembed::Server },
}

impl Database {
    /// Where to connect.
    pub fn url(&self) -> &str {
        match self {
            Self::Given { url } | Self::Embedded { url, .. } => url,
        }
    }

    /// Stops the server, if it is ours.
    pub fn stop(self) {
        if let Self::Embedded { server, .. } = self {
            server.stop();
        }
    }
}

const NAME: &str = "bekreft";

/// Where the set-up puts Postgres when the system has none.
pub const SET_UP_PROGRAMS: &str = "data/programs/postgres/bin";

/// Whether a demo has been in the data folder.
pub fn is_there(config: &Config) -> bool {
    home(config).exists()
}

fn home(config: &Config) -> PathBuf {
    config.data_dir.join("postgres")
}

/// Takes the database that is given, or starts one in the data folder.
pub async fn start(config: &Config) -> anyhow::Result<Database> {
    if let Some(url) = &config.database_url {
        return Ok(Database::Given { url: url.expose_secret().to_owned() });
    }
    let mut options = pgembed::Options::new(home(config));
    options.extra_bin_dirs = vec![PathBuf::from(SET_UP_PROGRAMS)];
    let server = pgembed::Server::start(&options).context("cannot start the demo's own Postgres")?;
    store::create_database(&server.url("postgres"), NAME).await?;
    Ok(Database::Embedded { url: server.url(NAME), server })
}

/// The key of the demo's cookies, drawn once and kept beside the data, so that a restart logs nobody out.
pub fn kept_key(data: &Path, chance: Chance) -> anyhow::Result<Vec<u8>> {
    let path = data.join("cookie-key");
    if let Ok(key) = fs::read(&path)
        && key.len() >= 32
    {
        return Ok(key);
    }
    fs::create_dir_all(data)?;
    let key = chance.bytes::<32>().to_vec();
    let mut file = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&path)?;
    file.write_all(&key)?;
    Ok(key)
}
