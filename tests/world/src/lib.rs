//! The test bench: a database of its own, the real server on a free port, and citizens with browsers, for each test.

mod browser;
mod codes;
pub mod customers;
pub mod database;
pub mod dns;
pub mod issuer;
pub mod kannel;
pub mod log;
pub mod login;
pub mod maskinporten;
pub mod oidc;
mod page;
mod person;
pub mod proxy;
pub mod smtp;
pub mod support;
pub mod texts;

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use actix_web::dev::ServerHandle;
use actix_web::web;
use bekreft::actions::deliver::Dispatch;
use bekreft::app::{self, State};
use bekreft::clock::Clock;
use bekreft::config::{Config, Mode, Settings};
use bekreft::store::Db;
use sqlx::PgPool;
use time::{Duration, OffsetDateTime};

pub use browser::Citizen;
pub use codes::Message;
pub use database::{embedded, fresh_database};
pub use page::{Fetched, Form};
pub use person::{Person, PersonBuilder};

/// Everything a test needs.
#[derive(Debug)]
pub struct World {
    /// For looking into the database.
    pub pool: PgPool,
    /// The program's own access, for calling parts of it directly.
    pub db: Db,
    /// The program's clock.
    pub clock: Clock,
    /// What the program was built with.
    pub state: web::Data<State>,
    /// What sends messages.
    pub dispatch: Arc<Dispatch>,
    url: String,
    /// Of the database.
    address: String,
    handle: ServerHandle,
    canaries: log::Canaries,
    /// The database that is made for this world alone.
    own_database: Option<String>,
}

/// What a test may want to have otherwise.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// `BEKREFT_RETURN_URLS`
    pub return_urls: String,
    /// `BEKREFT_STATIC_DIR`; the built files when empty.
    pub static_dir: Option<PathBuf>,
    /// A database to use in place of a fresh one.
    pub database_url: Option<String>,
    /// Where the program connects, when that is not where the test looks.
    pub program_database_url: Option<String>,
    /// `BEKREFT_SUPPORT_PHONE`
    pub support_phone: String,
    /// Kind of installation; the demo when not given.
    pub mode: Option<Mode>,
    /// `BEKREFT_PUBLIC_URL`; where the program really answers when empty.
    pub public_url: Option<String>,
    /// Any other settings.
    pub settings: Vec<(&'static str, String)>,
    /// The time as another world has it.
    pub clock: Option<Clock>,
}

/// The folder of the whole project.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).expect("tests/world lies two folders down").to_owned()
}

/// A new folder for a program that a test starts.
pub fn temporary_folder(name: &str) -> PathBuf {
    static NEXT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    let number = NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("bekreft-{name}-{}-{number}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

const KEY: &[u8] = b"a key for tests, long enough to be one";

impl World {
    /// A world as most tests want it.
    pub async fn start() -> Self {
        Self::with(Options::default()).await
    }

    /// A world with something otherwise.
    pub async fn with(options: Options) -> Self {
        log::listen();
        let (given, own_database) = if let Some(url) = options.database_url {
            (url, None)
        } else {
            let url = fresh_database().await;
            (url.clone(), Some(url))
        };
        let pool = PgPool::connect_lazy(&given).expect("the address of the database reads");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("it has an address").port();
        let url = format!("http://localhost:{port}");
        let public_url = options.public_url.unwrap_or_else(|| url.clone());
        let static_dir = options.static_dir.unwrap_or_else(|| root().join("static/dist"));
        let settings = [
            ("BEKREFT_PUBLIC_URL", public_url.as_str()),
            ("DATABASE_URL", given.as_str()),
            ("BEKREFT_STATIC_DIR", static_dir.to_str().expect("a readable path")),
            ("BEKREFT_RETURN_URLS", options.return_urls.as_str()),
            ("BEKREFT_SUPPORT_PHONE", options.support_phone.as_str()),
            ("BEKREFT_COOKIE_KEY", "YSBrZXkgZm9yIHRlc3RzLCBsb25nIGVub3VnaCB0byBiZSBvbmU="),
        ];
        let others = options.settings.iter().map(|(name, value)| (*name, value.as_str()));
        let settings = Settings::of(settings.into_iter().chain(others));
        let config =
            Config::check(&settings, options.mode.unwrap_or(Mode::Demo)).expect("a good configuration");
        let given_address = given.clone();
        let program_url = options.program_database_url.unwrap_or(given);
        let db = app::open_database(&program_url).expect("the address of the database reads");
        let clock = options.clock.unwrap_or_default();
        let dispatch = app::dispatch(&config, KEY).expect("messages can be sent");
        // With Maskinporten there is a customer, unless a test says otherwise.
        if config.maskinporten.issuer.is_some() {
            customers::put(&pool, customers::CUSTOMER, "Digitaliseringsdirektoratet", clock.now()).await;
        }
        let state = State::new(&config, db.clone(), clock.clone(), KEY);
        let state = web::Data::new(state);
        let server = app::serve(state.clone(), listener, 1).expect("the server starts");
        let handle = server.handle();
        tokio::spawn(server);
        let canaries = log::Canaries::default();
        Self { pool, db, clock, state, dispatch, url, handle, canaries, own_database, address: given_address }
    }

    /// A world whose program reaches the database through a proxy, while the test looks into it directly.
    pub async fn with_proxy() -> (Self, proxy::Proxy) {
        let direct = fresh_database().await;
        let (proxy, url) = proxy::Proxy::in_front_of(&direct).await;
        let options =
            Options { database_url: Some(direct), program_database_url: Some(url), ..Options::default() };
        (Self::with(options).await, proxy)
    }

    /// Another instance of the program, on the same database and with the same time.
    pub async fn second_instance(&self) -> Self {
        self.instance_with(Vec::new()).await
    }

    /// Another instance of the program with settings of its own.
    pub async fn instance_with(&self, settings: Vec<(&'static str, String)>) -> Self {
        Self::with(Options {
            settings,
            database_url: Some(self.address.clone()),
            clock: Some(self.clock.clone()),
            ..Options::default()
        })
        .await
    }

    /// The address of the database.
    pub fn database_url(&self) -> &str {
        &self.address
    }

    /// The metrics that operators' tools read.
    pub async fn metrics(&self) -> String {
        bekreft::app::metrics::render(&self.state).await.expect("metrics")
    }

    /// Where the program answers.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The program's time.
    pub fn now(&self) -> OffsetDateTime {
        self.clock.now()
    }

    /// Lets time pass.
    pub fn advance(&self, by: Duration) {
        self.clock.advance(by);
    }

    /// Lets days pass.
    pub fn advance_days(&self, days: i64) {
        self.advance(Duration::days(days));
    }

    /// A person who has logged in at the high level.
    pub async fn citizen_at_high_level(&self, person: &Person) -> Citizen {
        let citizen = self.browser_of(person);
        citizen.logs_in_at("high").await;
        citizen
    }

    /// Somebody with a new browser and nothing else.
    pub fn stranger(&self) -> Citizen {
        Citizen::new(self.url.clone(), None, self.canaries.clone())
    }

    /// A person with a new browser, not logged in.
    pub fn browser_of(&self, person: &Person) -> Citizen {
        Citizen::new(self.url.clone(), Some(person.clone()), self.canaries.clone())
    }

    /// A person who has logged in.
    pub async fn citizen(&self, person: &Person) -> Citizen {
        let citizen = self.browser_of(person);
        citizen.logs_in().await;
        citizen
    }

    /// A person to be put into the register.
    pub fn person(&self) -> PersonBuilder<'_> {
        PersonBuilder::new(self)
    }

    /// Keeps a value that must not turn up in any log.
    pub fn must_not_be_logged(&self, value: &str) {
        self.canaries.add(value);
    }

    /// Keeps a code that must not turn up in any log.
    pub fn must_not_be_logged_as_a_word(&self, code: &str) {
        self.canaries.add_code(code);
    }

    /// One number from the database.
    pub async fn count(&self, query: &'static str) -> i64 {
        sqlx::query_scalar(query).fetch_one(&self.pool).await.expect("the query counts")
    }

    /// The changes in the change log of a person, oldest first.
    pub async fn changes(&self, person: &Person) -> Vec<String> {
        sqlx::query_scalar(
            "select change from change_log where person_id = (select id from person where person_identifier = $1) order by number",
        )
        .bind(&person.identifier)
        .fetch_all(&self.pool)
        .await
        .expect("the change log reads")
    }

    /// One timestamp column of a person.
    pub async fn time_of(&self, person: &Person, column: &str) -> Option<OffsetDateTime> {
        let query = format!("select {column} from person where person_identifier = $1");
        sqlx::query_scalar(sqlx::AssertSqlSafe(query))
            .bind(&person.identifier)
            .fetch_one(&self.pool)
            .await
            .expect("the person is there")
    }

    /// One text column of a person; `None` also when she is not there.
    pub async fn text_of(&self, person: &Person, column: &str) -> Option<String> {
        let query = format!("select {column} from person where person_identifier = $1");
        sqlx::query_scalar::<_, Option<String>>(sqlx::AssertSqlSafe(query))
            .bind(&person.identifier)
            .fetch_optional(&self.pool)
            .await
            .expect("the column reads")
            .flatten()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        // The message is sent when the future is made; nobody needs to wait for the end.
        drop(self.handle.stop(false));
        self.own_database.iter().for_each(|url| database::let_go(url));
        if !std::thread::panicking() {
            self.canaries.assert_silence();
        }
    }
}
