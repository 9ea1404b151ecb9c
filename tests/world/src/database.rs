//! One Postgres a test program, one database a test.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Sender, channel};

use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use tokio::sync::OnceCell;

use crate::root;

static SERVER: OnceLock<pgembed::Server> = OnceLock::new();
static TEMPLATE: OnceCell<()> = OnceCell::const_new();
static NEXT: AtomicU32 = AtomicU32::new(1);

/// Starts a private Postgres in `home`; with `durable`, as it would run for real.
pub fn embedded(home: PathBuf, durable: bool) -> pgembed::Server {
    let mut options = pgembed::Options::new(home);
    options.fsync = durable;
    options.extra_bin_dirs = vec![root().join("data/programs/postgres/bin")];
    pgembed::Server::start(&options).expect("the embedded Postgres starts")
}

/// The Postgres log of this test program, once there is one.
pub(crate) fn known_log_path() -> Option<&'static Path> {
    SERVER.get().map(pgembed::Server::log_path)
}

/// Starts the Postgres of the tests. It logs every statement and every error, as an operator who looks for a fault may
/// have it do; what keeps values out of that log is what `docs/operations.md` asks operators for.
fn shared(home: PathBuf) -> pgembed::Server {
    let mut options = pgembed::Options::new(home);
    options.fsync = false;
    options.extra_bin_dirs = vec![root().join("data/programs/postgres/bin")];
    let talkative = [
        ("log_min_messages", "warning"),
        ("log_min_error_statement", "error"),
        ("log_min_duration_statement", "0"),
        ("log_line_prefix", "%m [%p] %a "),
    ];
    options.settings = talkative.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    pgembed::Server::start(&options).expect("the embedded Postgres starts")
}

/// Never dropped: it ends with the process.
fn server() -> &'static pgembed::Server {
    SERVER.get_or_init(|| {
        let program = std::env::current_exe().expect("this program has a path");
        let name = program.file_stem().and_then(|name| name.to_str()).unwrap_or("test").to_owned();
        let homes = root().join("target/world");
        let first = shared(homes.join(&name));
        if first.owned() {
            sweep_homes(&homes, &name);
            return first;
        }
        // The same program runs elsewhere at this moment: its databases are not ours.
        shared(homes.join(format!("{name}.{}", std::process::id())))
    })
}

/// Homes of second runs that have ended.
fn sweep_homes(homes: &Path, name: &str) {
    for entry in std::fs::read_dir(homes).into_iter().flatten().flatten() {
        let file = entry.file_name();
        let number = file.to_str().and_then(|file| file.strip_prefix(name)?.strip_prefix('.'));
        if number.is_some_and(|number| !Path::new("/proc").join(number).exists()) {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

/// The Postgres log of this test program.
pub fn log_path() -> PathBuf {
    server().log_path().to_owned()
}

/// A database nobody else uses, with the schema of today.
pub async fn fresh_database() -> String {
    TEMPLATE.get_or_init(make_template).await;
    let name = format!("test_{}", NEXT.fetch_add(1, Ordering::Relaxed));
    let mut connection = connect("postgres").await;
    let create = format!("create database {name} template template_bekreft strategy file_copy");
    sqlx::query(AssertSqlSafe(create)).execute(&mut connection).await.expect("a database is made");
    connection.close().await.expect("the connection closes");
    server().url(&name)
}

/// Lets a database of [`fresh_database`] go, some time later. What is left when the program ends goes at its next start.
pub fn let_go(url: &str) {
    static SWEEPER: OnceLock<Sender<String>> = OnceLock::new();
    let Some(name) = url.split('?').next().and_then(|rest| rest.rsplit('/').next()) else { return };
    if name.starts_with("test_") {
        let _ = SWEEPER.get_or_init(start_sweeper).send(name.to_owned());
    }
}

/// A thread of its own: the runtime of the test that lets go ends at once.
fn start_sweeper() -> Sender<String> {
    let (sender, names) = channel::<String>();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        while let Ok(name) = names.recv() {
            runtime.block_on(drop_database(&name));
        }
    });
    sender
}

async fn drop_database(name: &str) {
    let mut connection = connect("postgres").await;
    let drop = format!("drop database if exists {name} with (force)");
    sqlx::query(AssertSqlSafe(drop)).execute(&mut connection).await.expect("an old database goes");
    connection.close().await.expect("the connection closes");
}

async fn connect(database: &str) -> PgConnection {
    PgConnection::connect(&server().url(database)).await.expect("the embedded Postgres answers")
}

/// Databases of an earlier run go first, then the schema is made once for all tests.
async fn make_template() {
    let mut connection = connect("postgres").await;
    let old: Vec<String> = sqlx::query_scalar(
        r"select datname::text from pg_database where datname like 'test\_%' or datname = 'template_bekreft'",
    )
    .fetch_all(&mut connection)
    .await
    .expect("databases are listed");
    for name in old {
        drop_database(&name).await;
    }
    sqlx::query("create database template_bekreft")
        .execute(&mut connection)
        .await
        .expect("the template is made");
    connection.close().await.expect("the connection closes");
    let db = bekreft::app::open_database(&server().url("template_bekreft")).expect("its address reads");
    db.migrate().await.expect("the migrations run");
    db.close().await;
}
