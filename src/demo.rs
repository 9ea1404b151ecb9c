//! The demo: its own Postgres, synthetic persons, and `TestID` in place of a login provider. Nothing outside knows it but
//! `app` and `cli`, which put it in.

pub mod customers;
mod database;
mod inbox;
pub mod keys;
mod mailboxes;
pub mod persons;
pub mod routes;
pub mod sandbox;
pub mod service;
mod testid;
mod testid_support;
pub mod tokens;

use std::io::Write as _;

use actix_web::web;
use anyhow::bail;

use crate::app::{self, State};
use crate::cli::{listen, num_workers, until_stopped};
use crate::clock::{Chance, Clock};
use crate::config::Config;
use crate::store::Db;
use crate::worker;

/// Runs everything in one process until it is told to stop.
pub async fn run(config: &Config) -> anyhow::Result<()> {
    let listener = listen(config.bind)?;
    let database = database::start(config).await?;
    let clock = Clock::default();
    let db = app::open_database(database.url())?;
    db.migrate().await?;
    if persons::are_not_alone(&db).await? {
        bail!("this database holds persons whose numbers are not synthetic; the demo will not touch it");
    }
    persons::refresh(&db, clock.now()).await?;
    mailboxes::keep_certificates(&db, clock.now()).await?;
    customers::refresh(&db, clock.now()).await?;
    let key = match config.cookie_key_bytes() {
        Some(key) => key,
        None => database::kept_key(&config.data_dir, Chance)?,
    };
    tokens::prepare(&config.data_dir)?;
    keys::prepare(&config.data_dir, clock.now())?;
    let state = web::Data::new(State::new(config, db.clone(), clock.clone(), &key));
    let read_db = state.read_db.clone();
    if let Some(address) = config.admin_bind {
        actix_web::rt::spawn(app::serve_health(state.clone(), listen(address)?)?);
    }
    let mut worker = worker::start(&db, &clock, &app::dispatch(config, &key)?);
    worker.index(&db, &clock);
    let server = app::serve(state.clone(), listener, num_workers())?;
    welcome(config)?;
    until_stopped(server).await?;
    app::finish(&state).await;
    worker.stop().await;
    read_db.close().await;
    db.close().await;
    database.stop();
    Ok(())
}

/// Whether the demo has a database of its own in the data folder.
pub fn has_a_database(config: &Config) -> bool {
    database::is_there(config)
}

/// Does something with the demo's database, whether or not the demo runs.
pub async fn on_its_database(
    config: &Config,
    work: impl AsyncFnOnce(&Db) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let database = database::start(config).await?;
    let db = app::open_database(database.url())?;
    let done = work(&db).await;
    db.close().await;
    database.stop();
    done
}

/// One screen of text: where to click. The last line is for scripts.
fn welcome(config: &Config) -> anyhow::Result<()> {
    let url = config.public_url.as_str().trim_end_matches('/');
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "
  Bekreft runs with synthetic persons.

    The register         {url}/
    Log in as anybody    {url}/testid
    The dialog           {url}/bekreft
    SMS and e-mail       {url}/innboks
    The REST API         {url}/openapi.json; bekreft token --help makes access tokens

  Try «Både mobilnummer og e-postadresse er også på andre», first in the list: both warnings show,
  the language can be switched with everything kept, and after «Bekreft og gå videre» the dialog
  stays away for 90 days.
  The data lies in {data}; stop with Ctrl-C.
",
        data = config.data_dir.display()
    )?;
    writeln!(out, "ready {url}")?;
    out.flush()?;
    Ok(())
}
