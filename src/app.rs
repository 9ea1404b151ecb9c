//! Builds the program out of its parts; `main` and the tests use the same.

mod dispatch;
mod login;
pub mod mailboxes;
pub mod metrics;
mod national_register;

use std::net::TcpListener;
use std::sync::Arc;

use actix_web::dev::Server;
use actix_web::middleware::{Compress, from_fn};
use actix_web::{App, HttpResponse, HttpServer, web};
use anyhow::Context as _;
use bekreft_domain::{Limits, Rules};
use secrecy::ExposeSecret as _;

use crate::actions::record_flow::FlowRecorder;
use crate::actions::record_lookups::Recorder;
use crate::actions::send_code::Policy;
use crate::actions::support::SupportWrites;
use crate::api::{self, Customers};
use crate::clients::access_token::TokenIssuer;
use crate::clients::mailbox::MailboxClients;
use crate::clients::mx::MailDomains;
use crate::clients::oidc::RelyingParty;
use crate::clock::{Chance, Clock};
use crate::config::{Config, Login, Mode};
use crate::demo;
use crate::i18n;
use crate::return_urls::ReturnUrls;
use crate::secrets::{CodeKeys, CookieKey};
use crate::signing::{self, Signer};
use crate::store::read::ReadDb;
use crate::store::support_db::SupportDb;
use crate::store::{self, Db};
use crate::support;
use crate::web::assets::Assets;
use crate::web::{CookieKind, TokenCookie, countries, frame, routes};
pub use dispatch::dispatch;
pub use login::{LoginProvider, SupportLogin};
pub use national_register::national_register;

/// What every handler works with; there is nothing global beside it.
#[expect(clippy::struct_excessive_bools, reason = "each is a property of the installation")]
#[derive(Debug)]
pub struct State {
    /// The register.
    pub db: Db,
    /// The same for lookups, which may be a moment behind.
    pub read_db: ReadDb,
    /// The same for the console, which can do nothing else with it.
    pub support_db: SupportDb,
    /// What the console writes down.
    pub support_writes: SupportWrites,
    /// Tells the time.
    pub clock: Clock,
    /// Draws tokens.
    pub chance: Chance,
    /// Key behind CSRF tokens and support codes.
    pub key: CookieKey,
    /// How the session cookie is named and kept.
    pub session_cookie: TokenCookie,
    /// The cookie that a browser takes along to the login provider and back.
    pub login_cookie: TokenCookie,
    /// The session cookie of support staff.
    pub support_cookie: TokenCookie,
    /// The cookie that leads back to the sandbox of a scenario.
    pub sandbox_cookie: TokenCookie,
    /// Whether every SMS and e-mail stays in the house.
    pub keeps_messages: bool,
    /// Where citizens may be sent afterwards.
    pub return_urls: ReturnUrls,
    /// Style sheet, script, font.
    pub assets: Assets,
    /// The address citizens know, without a slash at the end.
    pub public_url: String,
    /// Whether the public address is https.
    pub https: bool,
    /// Whether all persons are synthetic, which every page says.
    pub is_synthetic: bool,
    /// Whether the demo persons may be put back.
    pub is_demo: bool,
    /// Who proves who a citizen is.
    pub login: LoginProvider,
    /// Who proves who somebody of support is.
    pub support_login: SupportLogin,
    /// Who issues the access tokens that are taken at the API.
    pub token_issuer: TokenIssuer,
    /// Who may call the API, and how much.
    pub customers: Customers,
    /// Keeps what has been looked up until it is written down.
    pub recorder: Recorder,
    /// Keeps what citizens have seen until it is written down.
    pub flow: FlowRecorder,
    /// Who issues those of citizens who have logged in.
    pub owner_issuer: TokenIssuer,
    /// Which suppliers are believed at the API.
    pub delegation: api::Delegation,
    /// What signs answers, if something does.
    pub signer: Option<Arc<Signer>>,
    /// The print supplier, if there is one.
    pub print: Option<api::PrintSupplier>,
    /// A service to try the way back with, in demo and test mode.
    pub test_service: Option<String>,
    /// Telephone number of the user support.
    pub support_phone: Option<SupportPhone>,
    /// How codes work.
    pub rules: Rules,
    /// How many messages may be sent.
    pub limits: Limits,
    /// What codes follow from.
    pub code_keys: Arc<CodeKeys>,
    /// The site's name, as it stands in messages.
    pub host: String,
    /// Asks name servers about mail domains, when that is switched on.
    pub mail_domains: Option<MailDomains>,
    /// Who may report on messages.
    pub report_login: Option<Login>,
    /// Providers of digital mailboxes.
    pub mailboxes: MailboxClients,
    /// How old somebody must be to be offered one.
    pub mailbox_min_age: u8,
}

/// The telephone number of the user support.
#[derive(Clone, Debug)]
pub struct SupportPhone {
    /// As it is shown.
    pub shown: String,
    /// As a telephone takes it.
    pub dial: String,
}

impl SupportPhone {
    fn new(shown: &str) -> Self {
        let dial = shown.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect();
        Self { shown: shown.to_owned(), dial }
    }
}

/// The longest wait for a connection to the database, after which a citizen gets an honest page.
const ACQUIRE_TIMEOUT: std::time::Duration = std::time::Duration::from_secs(3);
/// Enough for two web workers and the background work on a small machine.
const MAX_CONNECTIONS: u32 = 16;
/// A form of ours is a few hundred bytes.
const LARGEST_BODY: usize = 16 * 1024;
/// How long requests in flight may take when the program is asked to stop.
const SHUTDOWN_SECONDS: u64 = 5;

/// Connects to the database at `url` when first used.
pub fn open_database(url: &str) -> store::Result<Db> {
    Db::open(&store::Options {
        url: url.to_owned(),
        max_connections: MAX_CONNECTIONS,
        acquire_timeout: ACQUIRE_TIMEOUT,
    })
}

/// The longest wait for a connection to the replica: the database itself answers, too.
const REPLICA_TIMEOUT: std::time::Duration = std::time::Duration::from_millis(800);

fn open_replica(config: &Config) -> Option<Db> {
    let url = config.answers.database_read_url.as_ref()?;
    let options = store::Options {
        url: url.expose_secret().to_owned(),
        max_connections: MAX_CONNECTIONS,
        acquire_timeout: REPLICA_TIMEOUT,
    };
    Db::open(&options).inspect_err(|error| tracing::error!(%error, "DATABASE_READ_URL is of no use")).ok()
}

/// An address of the console's own that is of no use has been refused with the rest of the configuration.
fn open_for_support(config: &Config, db: &Db) -> SupportDb {
    let url = config.login.support_database_url.as_ref().map(secrecy::ExposeSecret::expose_secret);
    SupportDb::beside(db, url).unwrap_or_else(|error| {
        tracing::error!(%error, "DATABASE_SUPPORT_URL is of no use; the console takes DATABASE_URL in its role");
        SupportDb::in_role(db)
    })
}

fn print_supplier(config: &Config) -> Option<api::PrintSupplier> {
    let certificate = config.answers.print_certificate.clone().or_else(|| {
        let chain = signing::certificates(&demo::keys::print_certificate(config)?).ok()?;
        chain.into_iter().next()
    })?;
    Some(api::PrintSupplier::new(&config.answers.print_organisation, &certificate))
}

impl State {
    /// Puts the parts together.
    pub fn new(config: &Config, db: Db, clock: Clock, key: &[u8]) -> Self {
        let is_synthetic = config.mode != Mode::Production;
        let mut return_urls = config.return_urls.clone();
        let test_service =
            is_synthetic.then(|| demo::service::register(&mut return_urls, &config.public_url));
        let read_db = ReadDb::new(db.clone(), open_replica(config));
        let support_db = open_for_support(config, &db);
        Self {
            support_writes: SupportWrites::new(db.clone()),
            support_db,
            db,
            read_db,
            clock,
            chance: Chance,
            key: CookieKey::new(key),
            session_cookie: TokenCookie::new(CookieKind::Session, config.is_https()),
            login_cookie: TokenCookie::new(CookieKind::Login, config.is_https()),
            support_cookie: TokenCookie::new(CookieKind::Support, config.is_https()),
            sandbox_cookie: TokenCookie::new(CookieKind::Sandbox, config.is_https()),
            keeps_messages: dispatch::keeps_all(config),
            return_urls,
            assets: Assets::load(&config.static_dir),
            public_url: config.public_url.as_str().trim_end_matches('/').to_owned(),
            https: config.is_https(),
            is_synthetic,
            is_demo: config.mode == Mode::Demo,
            login: login::citizens(config),
            support_login: login::support(config),
            token_issuer: login::consumers(config),
            customers: Customers::default(),
            recorder: Recorder::default(),
            flow: FlowRecorder::default(),
            owner_issuer: login::owners(config),
            delegation: login::delegation(config),
            signer: config.answers.signer.clone().or_else(|| demo::keys::signer(config)),
            print: print_supplier(config),
            test_service,
            support_phone: config.support_phone.as_deref().map(SupportPhone::new),
            rules: config.rules.clone(),
            limits: config.limits.clone(),
            code_keys: dispatch::code_keys(config, key),
            host: config.public_url.host_str().unwrap_or_default().to_owned(),
            mail_domains: dispatch::mail_domains(config),
            report_login: config.delivery.linkmobility.as_ref().and_then(|link| link.report_login.clone()),
            mailboxes: mailboxes::clients(config),
            mailbox_min_age: config.mailbox.min_age,
        }
    }
}

impl State {
    /// The origins of the login providers, as CSP sources: a form of ours may end there. Known when they have been asked.
    pub fn login_origins(&self) -> Vec<String> {
        let parties = [self.login.party(), self.support_login.party()];
        let known = parties.into_iter().flatten().filter_map(RelyingParty::known_metadata);
        known.flat_map(|metadata| metadata.browser_origins()).collect()
    }

    /// Whether scenarios are carried out here: only where nobody is real, and nothing leaves the house. A made-up number might
    /// be somebody's.
    pub fn has_sandbox(&self) -> bool {
        matches!(self.login, LoginProvider::TestId) && self.keeps_messages
    }

    /// Writes down what citizens have seen up to now.
    pub async fn write_steps(&self) -> store::Result<()> {
        self.flow.flush(&self.db).await
    }

    /// What decides over codes.
    pub fn policy(&self) -> Policy<'_> {
        Policy { rules: &self.rules, limits: &self.limits, keys: &self.code_keys }
    }
}

/// Answers citizens on `listener` until it is told to stop. The caller handles signals.
pub fn serve(state: web::Data<State>, listener: TcpListener, workers: usize) -> anyhow::Result<Server> {
    i18n::warm_up();
    countries::warm_up();
    tokio::spawn(meet_providers(state.clone()));
    let writing = state.clone();
    tokio::spawn(async move {
        writing.recorder.keep_writing(&writing.db, writing.chance, &writing.clock).await;
    });
    let filming = state.clone();
    tokio::spawn(async move { filming.flow.keep_writing(&filming.db).await });
    let server = HttpServer::new(move || {
        let (synthetic, demo) = (state.is_synthetic, state.is_demo);
        App::new()
            .app_data(state.clone())
            .app_data(web::PayloadConfig::new(LARGEST_BODY))
            .wrap(from_fn(frame))
            .wrap(Compress::default())
            .configure(routes::add)
            .configure(support::routes::add)
            .configure(api::routes::add)
            .configure(|config| {
                if synthetic {
                    demo::routes::add(config);
                }
                if demo {
                    demo::routes::add_reset(config);
                }
            })
            .default_service(web::to(routes::not_found))
    })
    .workers(workers)
    .shutdown_timeout(SHUTDOWN_SECONDS)
    .disable_signals()
    .listen(listener)
    .context("cannot listen")?;
    Ok(server.run())
}

/// What has to be done when all requests are answered and the program ends.
pub async fn finish(state: &State) {
    let lookups = Box::pin(state.recorder.finish(&state.db, state.chance, &state.clock));
    let steps = Box::pin(state.flow.finish(&state.db));
    futures_util::future::join(lookups, steps).await;
    state.support_db.close().await;
}

/// How often a login provider that did not answer is asked again before the first login needs it.
const MEET_EVERY: std::time::Duration = std::time::Duration::from_secs(5);

/// Asks the login providers and the issuer of access tokens about themselves, so that the first citizen does not wait for it and every page knows where
/// its forms may lead. A provider that is down keeps nobody from starting.
async fn meet_providers(state: web::Data<State>) {
    let parties = [state.login.party(), state.support_login.party()];
    let meetings = parties.into_iter().flatten().map(|party| meet(party, &state.clock));
    let keys = [&state.token_issuer, &state.owner_issuer].map(|issuer| meet_issuer(issuer, &state.clock));
    let keys = futures_util::future::join_all(keys);
    futures_util::future::join(futures_util::future::join_all(meetings), keys).await;
}

async fn meet(party: &RelyingParty, clock: &Clock) {
    while let Err(failure) = party.metadata(clock.now()).await {
        tracing::warn!(issuer = party.issuer(), %failure, "the login provider does not answer; asking again");
        tokio::time::sleep(MEET_EVERY).await;
    }
}

async fn meet_issuer(issuer: &TokenIssuer, clock: &Clock) {
    while let Err(failure) = issuer.meet(clock.now()).await {
        tracing::warn!(issuer = issuer.issuer(), %failure, "the issuer of tokens does not answer; asking again");
        tokio::time::sleep(MEET_EVERY).await;
    }
}

/// Answers operators' health checks on a listener of its own.
pub fn serve_health(state: web::Data<State>, listener: TcpListener) -> anyhow::Result<Server> {
    let server = HttpServer::new(move || {
        App::new()
            .app_data(state.clone())
            .route("/helse/live", web::get().to(async || HttpResponse::Ok().body("live\n")))
            .route("/helse/klar", web::get().to(ready))
            .route("/metrics", web::get().to(show_metrics))
    })
    .workers(1)
    .disable_signals()
    .listen(listener)
    .context("cannot listen for health checks")?;
    Ok(server.run())
}

async fn show_metrics(state: web::Data<State>) -> HttpResponse {
    match metrics::render(&state).await {
        Ok(text) => HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(text),
        Err(_) => HttpResponse::ServiceUnavailable().body("the database does not answer\n"),
    }
}

/// Ready means that the database answers and has the schema of this program. The missing look is told, but is no reason
/// to send citizens away.
async fn ready(state: web::Data<State>) -> HttpResponse {
    let look = if state.assets.is_built() { "built" } else { "fallback" };
    match state.db.is_ready().await {
        Ok(true) => HttpResponse::Ok().body(format!("ready\nstyle: {look}\n")),
        Ok(false) => {
            HttpResponse::ServiceUnavailable().body("the schema is not up to date: run bekreft migrate\n")
        }
        Err(_) => HttpResponse::ServiceUnavailable().body("the database does not answer\n"),
    }
}
