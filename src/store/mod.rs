//! SQL and nothing else: one file per aggregate, row structs private. Functions that write take a [`Tx`] and cannot commit it.

/// Runs a read, and once more on another connection when the first turns out to be dead.
macro_rules! read {
    ($query:expr) => {
        match $crate::store::in_time($query).await {
            Err(error) if error.is_worth_a_retry() => $crate::store::in_time($query).await,
            result => result,
        }
    };
}

pub mod access_log;
pub mod audit;
pub mod change_log;
pub mod codes;
pub mod customer;
pub mod deletion;
pub mod demo;
pub mod demo_mailbox;
pub mod desk;
pub mod dialog;
pub mod draft;
pub mod errand;
pub mod expiry;
pub mod feed;
pub mod feed_reader;
pub mod flow;
pub mod history;
pub mod life_event;
pub mod limits;
pub mod login_attempt;
pub mod login_event;
pub mod lookup;
pub mod lookup_count;
pub mod mailbox;
pub mod message;
pub mod metrics;
pub mod national_register;
pub mod person;
pub mod read;
pub mod reminder;
pub mod retention;
pub mod sandbox;
pub mod saved_search;
pub mod search;
pub mod search_index;
pub mod sent_form;
pub mod session;
pub mod sharing;
pub mod support_case;
pub mod support_db;
pub mod support_look;
pub mod support_session;
pub mod verification;

use std::future::Future;
use std::time::Duration;

use sqlx::ConnectOptions as _;
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};

static MIGRATIONS: Migrator = sqlx::migrate!();

/// Why the database did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It cannot be reached, is stopping or starting, or does not answer in time: trying again later helps.
    #[error("the database is not available ({0})")]
    Unavailable(&'static str),
    /// A row does not read as the value it should be. The text names the column, never what stands in it.
    #[error("unreadable row: {0}")]
    Unreadable(&'static str),
    /// Anything else. Only the SQLSTATE is kept, because messages may quote values.
    #[error("the database refused (SQLSTATE {0})")]
    Refused(String),
    /// The schema could not be brought up to date.
    #[error("migration failed: {0}")]
    Migration(String),
}

/// Lock not to be had in time, deadlock, conflict, transaction idle for too long, and a server that only reads after a
/// failover: trying again helps.
const BUSY: [&str; 5] = ["55P03", "40P01", "40001", "25P03", "25006"];
const LOST: &str = "connection lost";
const BROKEN_OFF: &str = "connection broke off";
const STOPPING: &str = "stopping or starting";

impl Error {
    /// Whether the connection was dead rather than the database: after a restart of Postgres the pool still holds old ones.
    fn is_worth_a_retry(&self) -> bool {
        matches!(self, Self::Unavailable(LOST | BROKEN_OFF | STOPPING))
    }
}

/// A result of asking the database.
pub type Result<T> = std::result::Result<T, Error>;

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::PoolTimedOut => Self::Unavailable("no free connection in time"),
            sqlx::Error::PoolClosed => Self::Unavailable("stopping"),
            sqlx::Error::Io(_) => Self::Unavailable(LOST),
            sqlx::Error::Tls(_) => Self::Unavailable("TLS failed"),
            sqlx::Error::Protocol(_) => Self::Unavailable(BROKEN_OFF),
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => Self::Unreadable("column"),
            sqlx::Error::Database(refusal) => {
                let state = refusal.code().unwrap_or_default();
                if BUSY.contains(&state.as_ref()) {
                    return Self::Unavailable("busy");
                }
                match state.get(..2) {
                    Some("08") => Self::Unavailable("connection refused"),
                    Some("53") => Self::Unavailable("out of resources"),
                    Some("57") if state.starts_with("57P") => Self::Unavailable(STOPPING),
                    Some("57") => Self::Unavailable("too slow"),
                    _ => Self::Refused(state.into_owned()),
                }
            }
            _ => Self::Refused("none".to_owned()),
        }
    }
}

/// The connections to the register's database.
#[derive(Clone, Debug)]
pub struct Db {
    pool: PgPool,
}

/// A transaction. Dropped without [`Tx::commit`], it never happened.
#[derive(Debug)]
pub struct Tx {
    inner: sqlx::Transaction<'static, sqlx::Postgres>,
}

/// How to reach the database and how long to wait for it.
#[derive(Clone, Debug)]
pub struct Options {
    /// A Postgres URL.
    pub url: String,
    /// Most connections held at a time.
    pub max_connections: u32,
    /// Longest wait for a free or new connection; a citizen waits no longer than this for an honest page.
    pub acquire_timeout: Duration,
}

/// A connection that has rested longer than this may have died with a restarted server, and is asked before it is used.
const TRUSTED_IDLE: Duration = Duration::from_secs(1);

impl Db {
    /// A pool that connects when first used.
    pub fn open(options: &Options) -> Result<Self> {
        let connect = options
            .url
            .parse::<PgConnectOptions>()
            .map_err(|_| Error::Unavailable("DATABASE_URL is not a Postgres address"))?
            .application_name("bekreft")
            .disable_statement_logging()
            // No page waits longer for a lock or a statement than for a connection.
            .options([
                ("statement_timeout", "5000"),
                ("lock_timeout", "4000"),
                ("idle_in_transaction_session_timeout", "10000"),
            ]);
        let pool = PgPoolOptions::new()
            .max_connections(options.max_connections)
            .acquire_timeout(options.acquire_timeout)
            .test_before_acquire(false)
            .before_acquire(|connection, state| {
                Box::pin(async move {
                    use sqlx::Connection as _;
                    if state.idle_for > TRUSTED_IDLE {
                        return Ok(connection.ping().await.is_ok());
                    }
                    Ok(true)
                })
            })
            .connect_lazy_with(connect);
        Ok(Self { pool })
    }

    /// Brings the schema up to date. Several instances may do this at once; Postgres lets one through at a time.
    pub async fn migrate(&self) -> Result<()> {
        MIGRATIONS.run(&self.pool).await.map_err(|error| Error::Migration(error.to_string()))
    }

    /// Whether the database answers and has the schema this program was built for.
    pub async fn is_ready(&self) -> Result<bool> {
        let newest = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0);
        let applied = sqlx::query_scalar!("select max(version) from _sqlx_migrations where success")
            .fetch_one(&self.pool)
            .await?;
        Ok(applied.is_some_and(|applied| applied >= newest))
    }

    /// Starts a transaction.
    pub async fn begin(&self) -> Result<Tx> {
        // Nothing has been done yet, so a dead connection is worth one more try.
        Ok(Tx { inner: read!(self.pool.begin())? })
    }

    /// Gives back all connections, waiting for those in use.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

impl Tx {
    /// Makes everything done in this transaction true at once.
    pub async fn commit(self) -> Result<()> {
        Ok(self.inner.commit().await?)
    }

    /// Ends it now, so that what it has locked can be used; nothing done in it ever happened.
    pub async fn roll_back(self) -> Result<()> {
        Ok(self.inner.rollback().await?)
    }
}

/// Longest wait for the answer to a read: what hangs must not hold a citizen.
const READ_PATIENCE: Duration = Duration::from_secs(4);

async fn in_time<T>(query: impl Future<Output = sqlx::Result<T>>) -> Result<T> {
    match tokio::time::timeout(READ_PATIENCE, query).await {
        Ok(result) => Ok(result?),
        Err(_) => Err(Error::Unavailable("no answer in time")),
    }
}

/// Creates a database on a server unless it is there. Only the demo does this; elsewhere operators create theirs.
pub async fn create_database(server_url: &str, name: &str) -> Result<()> {
    use sqlx::Connection as _;
    let mut connection = sqlx::PgConnection::connect(server_url).await?;
    let there = sqlx::query_scalar!("select true from pg_database where datname = $1", name)
        .fetch_optional(&mut connection)
        .await?;
    if there.is_none() {
        let plain = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
        sqlx::query(sqlx::AssertSqlSafe(format!("create database {plain}"))).execute(&mut connection).await?;
    }
    Ok(connection.close().await?)
}
