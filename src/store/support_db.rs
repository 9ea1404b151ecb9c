//! The console's own way to the database: connections that can read, and not everything.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use sqlx::ConnectOptions as _;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};

use super::{Db, Error, Result};

/// The database role that the console reads as. Migration 0016 makes it, and says what it may read.
pub const ROLE: &str = "bekreft_support";

/// Few look at the same time.
const MAX_CONNECTIONS: u32 = 4;
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(3);

/// Connections for support. There is no transaction to be had from them, so whoever is given them cannot write: not by type, and
/// not by what the database lets them.
#[derive(Clone, Debug)]
pub struct SupportDb {
    pub(super) pool: PgPool,
    is_checked: Arc<AtomicBool>,
}

impl SupportDb {
    /// Beside the program's own connections, in the role of support; or with a login of its own, if there is one. Connects when
    /// first used.
    pub fn beside(db: &Db, url: Option<&str>) -> Result<Self> {
        let Some(url) = url else { return Ok(Self::in_role(db)) };
        let connect = url
            .parse::<PgConnectOptions>()
            .map_err(|_| Error::Unavailable("DATABASE_SUPPORT_URL is not a Postgres address"))?
            .disable_statement_logging()
            .options([("statement_timeout", "5000"), ("lock_timeout", "4000")]);
        Ok(Self::with(connect))
    }

    /// The program's own login in the role of support.
    pub fn in_role(db: &Db) -> Self {
        Self::with(db.pool.connect_options().as_ref().clone().options([("role", ROLE)]))
    }

    fn with(connect: PgConnectOptions) -> Self {
        let connect =
            connect.application_name("bekreft-support").options([("default_transaction_read_only", "on")]);
        let pool = PgPoolOptions::new()
            .max_connections(MAX_CONNECTIONS)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .connect_lazy_with(connect);
        Self { pool, is_checked: Arc::default() }
    }

    /// Whether the database lets us in, and lets us do nothing but read. Found out once.
    pub async fn is_open(&self) -> Result<bool> {
        if self.is_checked.load(Ordering::Relaxed) {
            return Ok(true);
        }
        let found = read!(
            sqlx::query_scalar!(
                r#"select not r.rolsuper and has_any_column_privilege('person', 'select') and not exists (
                       select from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
                       and has_table_privilege(c.oid, 'insert, update, delete, truncate')) as "safe!"
                   from pg_roles r where r.rolname = current_user"#
            )
            .fetch_one(&self.pool)
        );
        match found {
            Ok(is_safe) => {
                self.is_checked.store(is_safe, Ordering::Relaxed);
                if !is_safe {
                    tracing::error!(
                        "the console's way to the database could write, so the console stays closed"
                    );
                }
                Ok(is_safe)
            }
            Err(error @ Error::Refused(_)) => {
                tracing::error!(%error, "the database does not let the console read, so it stays closed");
                Ok(false)
            }
            Err(error) => Err(error),
        }
    }

    /// Gives back all connections, waiting for those in use.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}
