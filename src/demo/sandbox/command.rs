//! `bekreft scenario`.

use std::io::Write as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use actix_web::web;
use anyhow::{Context as _, bail};
use futures_util::StreamExt as _;

use super::run::{Options, play};
use crate::app::{self, State};
use crate::cli::num_workers;
use crate::clock::{Chance, Clock};
use crate::config::Config;
use crate::demo::{database, keys, mailboxes};
use crate::i18n::Locale;
use crate::scenario::{self, Scenario};
use crate::worker;

/// How many are carried out at the same time: most of them wait most of the time.
const AT_ONCE: usize = 6;

/// Prints the catalogue.
pub fn list() -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    for scenario in scenario::all() {
        writeln!(out, "{:<9} {:<40} {}", scenario.group.as_str(), scenario.name, scenario.title.en)?;
    }
    Ok(())
}

fn read(path: &Path) -> anyhow::Result<Scenario> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    scenario::parse(&name, &text).map_err(|problems| {
        let lines = problems.iter().map(|it| format!("{}:{}: {}", path.display(), it.line, it.text));
        anyhow::anyhow!("{}", lines.collect::<Vec<_>>().join("\n"))
    })
}

/// Carries files out, the whole catalogue when none is named, on a program of their own; fails when one of them does.
pub async fn run_files(config: Config, files: &[PathBuf], locales: &[Locale]) -> anyhow::Result<()> {
    let scenarios = if files.is_empty() {
        scenario::all().to_vec()
    } else {
        files.iter().map(|file| read(file)).collect::<anyhow::Result<Vec<_>>>()?
    };
    let folder = tempfile(Chance)?;
    let done = Box::pin(with_program(config, &folder, &scenarios, locales)).await;
    let _ = std::fs::remove_dir_all(&folder);
    done
}

/// A folder of its own, so that a demo that runs is not disturbed.
fn tempfile(chance: Chance) -> anyhow::Result<PathBuf> {
    let number = u64::from_be_bytes(chance.bytes::<8>());
    let folder = std::env::temp_dir().join(format!("bekreft-scenario-{number:016x}"));
    std::fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    Ok(folder)
}

async fn with_program(
    mut config: Config,
    folder: &Path,
    scenarios: &[Scenario],
    locales: &[Locale],
) -> anyhow::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").context("no port is free")?;
    config.public_url = format!("http://localhost:{}", listener.local_addr()?.port()).parse()?;
    folder.clone_into(&mut config.data_dir);
    let database = database::start(&config).await?;
    let (db, clock) = (app::open_database(database.url())?, Clock::default());
    db.migrate().await?;
    mailboxes::keep_certificates(&db, clock.now()).await?;
    keys::prepare(&config.data_dir, clock.now())?;
    let key = database::kept_key(&config.data_dir, Chance)?;
    let state = web::Data::new(State::new(&config, db.clone(), clock.clone(), &key));
    let worker = worker::start(&db, &clock, &app::dispatch(&config, &key)?);
    let server = app::serve(state.clone(), listener, num_workers())?;
    let handle = server.handle();
    actix_web::rt::spawn(server);
    let failed = carry_out(&state, scenarios, locales).await;
    handle.stop(true).await;
    app::finish(&state).await;
    worker.stop().await;
    db.close().await;
    database.stop();
    match failed? {
        0 => Ok(()),
        failed => bail!("{failed} of {} failed", scenarios.len() * locales.len()),
    }
}

/// Prints a report of each, and gives the number of those that failed.
async fn carry_out(state: &State, scenarios: &[Scenario], locales: &[Locale]) -> anyhow::Result<usize> {
    let each = scenarios.iter().flat_map(|scenario| locales.iter().map(move |locale| (scenario, *locale)));
    let plays = each.map(|(scenario, locale)| {
        // Bokmål is what she gets who has not chosen.
        let chosen = (locale != Locale::Nb).then_some(locale);
        play(state, scenario, Options { locale: chosen, ..Options::default() })
    });
    let mut reports = futures_util::stream::iter(plays).buffered(AT_ONCE);
    let (mut failed, mut out) = (0, std::io::stdout());
    while let Some(report) = reports.next().await {
        failed += usize::from(!report.is_fine());
        write!(out, "{}", report.text())?;
        out.flush()?;
    }
    Ok(failed)
}
