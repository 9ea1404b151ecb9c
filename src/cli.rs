//! The commands.

mod customer;

use std::io::Write as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use actix_web::web;
use anyhow::{Context as _, bail};
use bekreft_domain::{OrganisationNumber, PersonIdentifier};
use clap::{Parser, Subcommand};
use secrecy::ExposeSecret as _;

use crate::actions::national_register::{import, start_after};
use crate::app::{self, State};
use crate::clients::oidc::ClientKey;
use crate::clock::{Chance, Clock};
use crate::config::{Config, Mode, Problem, Settings};
use crate::demo::tokens::{self, Wanted};
use crate::i18n::Locale;
use crate::store::Db;
use crate::{demo, telemetry, worker};

/// The contact and reservation register.
#[derive(Debug, Parser)]
#[command(name = "bekreft", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Clone, Debug, Subcommand)]
enum Command {
    /// Everything in one process: embedded Postgres, synthetic persons, web and worker (the default)
    Demo,
    /// Answer citizens, against `DATABASE_URL`
    Serve {
        /// Do the background work in the same process
        #[arg(long)]
        with_worker: bool,
    },
    /// Do the background work, against `DATABASE_URL`
    Work,
    /// Bring the database schema up to date; safe to run from several instances at once
    Migrate,
    /// Make a key for a login provider: the private one for the settings, the public one for the provider
    ClientKey {
        /// What the key is called, at both ends; two keys of one client must have different names
        #[arg(long, value_name = "NAME")]
        kid: String,
        /// Where the private key is written; the file must not be there yet
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Print an access token that the running demo takes at its API (demo and test mode)
    Token {
        /// What it lets its bearer do, separated by spaces
        #[arg(long)]
        scope: String,
        /// Organisation number of the one it stands for
        #[arg(long, value_name = "ORGNR", value_parser = OrganisationNumber::parse)]
        consumer: OrganisationNumber,
        /// Organisation number of the one who acts for the consumer
        #[arg(long, value_name = "ORGNR", value_parser = OrganisationNumber::parse)]
        supplier: Option<OrganisationNumber>,
        /// Person identifier of the one person it is about
        #[arg(long, value_name = "PID", value_parser = PersonIdentifier::parse)]
        pid: Option<PersonIdentifier>,
        /// That person has logged in: a token of ID-porten in place of Maskinporten
        #[arg(long, requires = "pid")]
        login: bool,
    },
    /// What the national register of persons (Folkeregisteret) tells: deaths, and numbers that are replaced
    #[command(subcommand)]
    NationalRegister(NationalRegisterCommand),
    /// The organisations that may look people up, against `DATABASE_URL`, or those of the demo in `BEKREFT_DATA_DIR`
    #[command(subcommand)]
    Customer(customer::Command),
    /// Situations that citizens can be in, carried out on a program of their own (demo and test mode)
    #[command(subcommand)]
    Scenario(ScenarioCommand),
    /// Print every setting and where it comes from, and all that is wrong with them
    CheckConfig,
}

#[derive(Clone, Debug, Subcommand)]
enum ScenarioCommand {
    /// Carry scenarios out, step by step, and say what was not as expected
    Run {
        /// Their files; the whole catalogue when none is named
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
        /// The language she comes with: nb, nn, en or all
        #[arg(long, default_value = "nb", value_name = "LANG", value_parser = ["nb", "nn", "en", "all"])]
        lang: String,
    },
    /// Print the catalogue
    List,
}

#[derive(Clone, Debug, Subcommand)]
enum NationalRegisterCommand {
    /// Apply a file of events, one JSON object a line; may be done again without harm
    Import {
        /// The file, in the order of the events' numbers
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Read the feed from the event after this one on; only forwards, or before it has been read for the first time
    StartAfter {
        /// Number of an event in the national register; 0 for all there are
        #[arg(value_name = "SEQUENCE")]
        sequence: u32,
    },
}

/// Reads the command line and does what it says.
pub fn run() -> anyhow::Result<()> {
    let cli = Cli::parse();
    let settings = Settings::read()?;
    match cli.command.unwrap_or(Command::Demo) {
        Command::CheckConfig => check_config(&settings),
        Command::ClientKey { kid, out } => client_key(&kid, &out),
        Command::Scenario(ScenarioCommand::List) => demo::sandbox::list(),
        Command::Token { scope, consumer, supplier, pid, login } => {
            token(&settings, &Wanted { scope, consumer, supplier, pid, has_logged_in: login })
        }
        command => {
            telemetry::start();
            telemetry::mask_panics();
            actix_web::rt::System::new().block_on(start(command, &settings))
        }
    }
}

async fn start(command: Command, settings: &Settings) -> anyhow::Result<()> {
    match command {
        Command::Demo => demo::run(&demo_config(settings)?).await,
        Command::Serve { with_worker } => serve(&installation(settings)?, with_worker).await,
        Command::Work => work(&installation(settings)?).await,
        Command::Migrate => Ok(open(&installation(settings)?)?.migrate().await?),
        Command::NationalRegister(command) => national_register(command, &installation(settings)?).await,
        Command::Customer(command) => customers(command, settings).await,
        Command::Scenario(ScenarioCommand::Run { files, lang }) => {
            let only = Locale::from_tag(&lang);
            let locales: Vec<_> =
                Locale::ALL.into_iter().filter(|it| only.is_none_or(|only| only == *it)).collect();
            demo::sandbox::run_files(scenario_config(settings)?, &files, &locales).await
        }
        Command::Scenario(ScenarioCommand::List) => demo::sandbox::list(),
        Command::CheckConfig => check_config(settings),
        Command::ClientKey { kid, out } => client_key(&kid, &out),
        Command::Token { scope, consumer, supplier, pid, login } => {
            token(settings, &Wanted { scope, consumer, supplier, pid, has_logged_in: login })
        }
    }
}

/// Nothing but the token, so that a script can take it.
fn token(settings: &Settings, wanted: &Wanted) -> anyhow::Result<()> {
    let mode = settings.get("BEKREFT_MODE").and_then(|mode| Mode::parse(&mode)).unwrap_or(Mode::Demo);
    if mode == Mode::Production {
        bail!("in production, tokens come from Maskinporten");
    }
    let config = checked(settings, mode)?;
    writeln!(std::io::stdout().lock(), "{}", tokens::make(&config, wanted, Chance, Clock::default().now())?)?;
    Ok(())
}

/// The private key goes into a file that only its owner reads, the public one to the screen, to be given away.
fn client_key(kid: &str, out: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let (private, public) = ClientKey::generate(kid).context("no key could be made")?;
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(out)
        .with_context(|| format!("{} cannot be made", out.display()))?;
    writeln!(file, "{private}")?;
    writeln!(std::io::stdout().lock(), "{public}")?;
    Ok(())
}

/// The demo brings persons into the database and lets anybody log in as any of them: never by accident.
fn demo_config(settings: &Settings) -> anyhow::Result<Config> {
    if let Some(mode) = settings.get("BEKREFT_MODE").filter(|mode| mode != "demo") {
        bail!("BEKREFT_MODE is {mode}, so the demo does not start; did you mean bekreft serve?");
    }
    checked(settings, Mode::Demo)
}

/// Scenarios make persons up. They are carried out with the settings of the demo, whatever is set: nothing is sent to anybody.
fn scenario_config(settings: &Settings) -> anyhow::Result<Config> {
    if settings.get("BEKREFT_MODE").is_some_and(|mode| Mode::parse(&mode) == Some(Mode::Production)) {
        bail!("in production no scenario is carried out: they make persons up");
    }
    let folder = settings.get("BEKREFT_STATIC_DIR");
    checked(&Settings::of(folder.as_deref().map(|folder| ("BEKREFT_STATIC_DIR", folder))), Mode::Demo)
}

fn installation(settings: &Settings) -> anyhow::Result<Config> {
    let mode = Mode::of_installation(settings).map_err(|problems| listed(&problems))?;
    checked(settings, mode)
}

fn checked(settings: &Settings, mode: Mode) -> anyhow::Result<Config> {
    Config::check(settings, mode).map_err(|problems| listed(&problems))
}

fn listed(problems: &[Problem]) -> anyhow::Error {
    let lines = problems.iter().map(ToString::to_string).collect::<Vec<_>>();
    anyhow::anyhow!("the configuration is not right:\n  {}", lines.join("\n  "))
}

fn check_config(settings: &Settings) -> anyhow::Result<()> {
    write!(std::io::stdout().lock(), "{}", settings.table())?;
    installation(settings).map(drop)
}

fn open(config: &Config) -> anyhow::Result<Db> {
    let url = config.database_url.as_ref().context("DATABASE_URL must be set")?;
    Ok(app::open_database(url.expose_secret())?)
}

async fn serve(config: &Config, with_worker: bool) -> anyhow::Result<()> {
    let db = open(config)?;
    let clock = Clock::default();
    let key = config.cookie_key_bytes().context("BEKREFT_COOKIE_KEY must be set")?;
    if (config.maskinporten.issuer.is_none() || config.login.citizens.is_none())
        && let Err(error) = tokens::prepare(&config.data_dir)
    {
        tracing::warn!(%error, "the API takes no tokens: the folder of BEKREFT_DATA_DIR cannot be written");
    }
    if config.mode == Mode::Test
        && let Err(error) = demo::keys::prepare(&config.data_dir, clock.now())
    {
        tracing::warn!(%error, "nothing is signed: the folder of BEKREFT_DATA_DIR cannot be written");
    }
    if config.mode == Mode::Test
        && config.maskinporten.issuer.is_none()
        && let Err(error) = demo::customers::refresh(&db, clock.now()).await
    {
        tracing::warn!(%error, "the customers of the demo could not be brought in");
    }
    let state = web::Data::new(State::new(config, db.clone(), clock.clone(), &key));
    let read_db = state.read_db.clone();
    if let Some(address) = config.admin_bind {
        actix_web::rt::spawn(app::serve_health(state.clone(), listen(address)?)?);
    }
    let dispatch = app::dispatch(config, &key)?;
    let mut worker = with_worker.then(|| worker::start(&db, &clock, &dispatch));
    if let Some(worker) = &mut worker {
        do_more(worker, config, &db, &clock);
    }
    let server = app::serve(state.clone(), listen(config.bind)?, num_workers())?;
    tracing::info!(address = %config.bind, "answering");
    until_stopped(server).await?;
    app::finish(&state).await;
    if let Some(worker) = worker {
        worker.stop().await;
    }
    read_db.close().await;
    db.close().await;
    Ok(())
}

/// Those of the installation, or of the demo beside us where no installation is named.
async fn customers(command: customer::Command, settings: &Settings) -> anyhow::Result<()> {
    let now = Clock::default().now();
    let is_demo = settings.get("BEKREFT_MODE").is_none_or(|mode| mode == "demo");
    if is_demo && settings.get("DATABASE_URL").is_none() {
        let config = demo_config(settings)?;
        if demo::has_a_database(&config) {
            return demo::on_its_database(&config, async |db| customer::run(command, db, now).await).await;
        }
    }
    let db = open(&installation(settings)?)?;
    let done = customer::run(command, &db, now).await;
    db.close().await;
    done
}

async fn national_register(command: NationalRegisterCommand, config: &Config) -> anyhow::Result<()> {
    let db = open(config)?;
    let now = Clock::default().now();
    match command {
        NationalRegisterCommand::StartAfter { sequence } => start_after(&db, sequence.into(), now).await?,
        NationalRegisterCommand::Import { file } => {
            let file =
                std::fs::File::open(&file).with_context(|| format!("{} cannot be opened", file.display()))?;
            let summary = import(&db, file, Chance, now).await?;
            writeln!(std::io::stdout().lock(), "{summary}")?;
            if !summary.failed.is_empty() {
                bail!("{} lines have failed; the others are applied", summary.failed.len());
            }
        }
    }
    db.close().await;
    Ok(())
}

async fn work(config: &Config) -> anyhow::Result<()> {
    let db = open(config)?;
    let key = config.cookie_key_bytes().context("BEKREFT_COOKIE_KEY must be set")?;
    let clock = Clock::default();
    let mut worker = worker::start(&db, &clock, &app::dispatch(config, &key)?);
    do_more(&mut worker, config, &db, &clock);
    stop_signal().await?;
    worker.stop().await;
    db.close().await;
    Ok(())
}

/// What is not done in every installation.
fn do_more(worker: &mut worker::Worker, config: &Config, db: &Db, clock: &Clock) {
    if let Some(register) = app::national_register(config) {
        worker.follow(db, clock, register);
    }
    if config.mode != Mode::Production {
        worker.index(db, clock);
    }
}

/// Opens the address, or says in words why not.
pub(crate) fn listen(address: std::net::SocketAddr) -> anyhow::Result<TcpListener> {
    match TcpListener::bind(address) {
        Ok(listener) => Ok(listener),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
            bail!("{address} is taken by another program; choose another with BEKREFT_BIND")
        }
        Err(error) => Err(error).with_context(|| format!("cannot listen on {address}")),
    }
}

/// One worker a core.
pub(crate) fn num_workers() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Runs the server until Ctrl-C or SIGTERM, then lets the requests in flight finish.
pub(crate) async fn until_stopped(server: actix_web::dev::Server) -> anyhow::Result<()> {
    let handle = server.handle();
    let mut running = actix_web::rt::spawn(server);
    tokio::select! {
        ended = &mut running => return Ok(ended??),
        signal = stop_signal() => signal?,
    }
    tracing::info!("stopping");
    handle.stop(true).await;
    Ok(running.await??)
}

async fn stop_signal() -> anyhow::Result<()> {
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        _ = terminate.recv() => Ok(()),
        interrupt = tokio::signal::ctrl_c() => Ok(interrupt?),
    }
}
