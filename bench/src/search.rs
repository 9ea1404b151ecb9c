//! P7: the console's search and the check for shared values, in a register of five million and in one of ten thousand.
//! Both lie on the same server, and are asked in turns.

mod fill;
mod filters;

use std::io::Write as _;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use bekreft::actions::index_persons::index_some;
use bekreft::clock::{Chance, Clock};
use bekreft::store::search::{self, From};
use bekreft::store::support_db::SupportDb;
use bekreft::store::{Db, sharing};
use bekreft_domain::{Channel, Filter, PersonIdentifier};

use crate::program::Program;
use crate::table::part;

/// The limit for a page, in milliseconds.
const LIMIT: f64 = 50.0;
/// How much longer the large register may take.
const RATIO: f64 = 1.5;
/// Each filter is asked so often; the middle one of the times counts.
const TIMES: usize = 5;
const A_PAGE: i64 = 21;

/// A register, and the program that answers from it.
struct Side {
    name: String,
    url: String,
    db: Db,
    /// As the console reads.
    support: SupportDb,
    program: Program,
    client: reqwest::Client,
    persons: usize,
}

impl Side {
    async fn start(server: &pgembed::Server, persons: usize) -> anyhow::Result<Self> {
        let name = format!("search_{persons}");
        let url = fill::fresh(server, &name).await?;
        let started = Instant::now();
        fill::fill(&url, persons).await?;
        say(&format!("{persons} persons loaded in {:.0} s", started.elapsed().as_secs_f64()))?;
        let db = bekreft::app::open_database(&url)?;
        index(&db, persons).await?;
        fill::settle(&url).await?;
        let program = Program::start(&url).await?;
        let client = log_in(&program).await?;
        Ok(Self { name, url, support: SupportDb::in_role(&db), db, program, client, persons })
    }

    /// Milliseconds for the page over http, with its size as a proof that it is one.
    async fn page(&self, query: &str) -> anyhow::Result<f64> {
        let url = format!("{}/stotte/sok?{query}", self.program.url);
        let started = Instant::now();
        let answer = self.client.get(&url).send().await?;
        let (status, text) = (answer.status(), answer.text().await?);
        let took = started.elapsed();
        if status != 200 || !text.contains("hits-title") {
            bail!("{url}: {status}");
        }
        Ok(milliseconds(took))
    }

    /// Milliseconds for count and first page in the database, without the page around them.
    async fn find(&self, filter: &Filter) -> anyhow::Result<(f64, i64)> {
        let started = Instant::now();
        let found = search::find(&self.support, filter.pattern(), From::Start, A_PAGE).await?;
        Ok((milliseconds(started.elapsed()), found.persons))
    }

    /// Milliseconds for the question whether a value is on others, of persons spread over the register.
    async fn is_shared(&self, place: usize) -> anyhow::Result<f64> {
        let number = (place * 7919) % self.persons;
        let identifier = PersonIdentifier::parse("17859012310").ok().context("a number")?;
        let (mobile, email) = fill::values(number);
        let mut tx = self.db.begin().await?;
        let started = Instant::now();
        for (channel, value) in [(Channel::Mobile, &mobile), (Channel::Email, &email)] {
            sharing::is_on_others(&mut tx, &identifier, channel, value).await?;
        }
        let took = started.elapsed();
        tx.roll_back().await?;
        Ok(milliseconds(took) / 2.0)
    }

    async fn stop(self) -> anyhow::Result<()> {
        self.program.stop()?;
        self.support.close().await;
        self.db.close().await;
        fill::drop(&self.url, &self.name).await
    }
}

fn milliseconds(took: Duration) -> f64 {
    took.as_secs_f64() * 1000.0
}

fn say(text: &str) -> anyhow::Result<()> {
    Ok(writeln!(std::io::stdout().lock(), "{text}")?)
}

/// Brings everybody in, as the worker does.
async fn index(db: &Db, persons: usize) -> anyhow::Result<()> {
    let (clock, started) = (Clock::default(), Instant::now());
    loop {
        let indexed = index_some(db, clock.now()).await?;
        if indexed.unreadable > 0 {
            bail!("persons who cannot be read");
        }
        if !indexed.more_waits {
            break;
        }
    }
    say(&format!("{persons} persons brought into the search in {:.0} s", started.elapsed().as_secs_f64()))
}

/// A browser in which somebody of support is logged in.
async fn log_in(program: &Program) -> anyhow::Result<reqwest::Client> {
    let client = reqwest::Client::builder()
        .no_proxy()
        .cookie_store(true)
        .redirect(reqwest::redirect::Policy::none())
        .build()?;
    let url = format!("{}/testid/stotte", program.url);
    let page = client.get(&url).send().await?.text().await?;
    let after = page.rsplit("name=\"csrf\" value=\"").next().context("a form")?;
    let csrf = after.split('"').next().context("its token")?;
    let answer = client.post(&url).form(&[("csrf", csrf)]).send().await?;
    if answer.status() != 303 {
        bail!("nobody is logged in: {}", answer.status());
    }
    Ok(client)
}

/// What one group of filters took, in milliseconds: a time for each filter.
#[derive(Default)]
struct Times {
    small: Vec<f64>,
    large: Vec<f64>,
}

impl Times {
    fn add(&mut self, small: &[f64], large: &[f64]) {
        self.small.push(part(small, 0.5));
        self.large.push(part(large, 0.5));
    }

    fn ratio(&self) -> f64 {
        part(&self.large, 0.5) / part(&self.small, 0.5)
    }

    fn print(&self, name: &str) -> anyhow::Result<()> {
        let of = |values: &[f64]| {
            let [p50, p99, max] = [0.5, 0.99, 1.0].map(|of| part(values, of));
            format!("{p50:.2} | {p99:.2} | {max:.2}")
        };
        say(&format!(
            "| {name} | {} | {} | {} | {:.2} |",
            self.large.len(),
            of(&self.small),
            of(&self.large),
            self.ratio()
        ))
    }
}

async fn compare(small: &Side, large: &Side, filters: &[Filter]) -> anyhow::Result<(Times, Times)> {
    let (mut pages, mut found) = (Times::default(), Times::default());
    for filter in filters {
        let query = filters::query(filter);
        let mut times = [const { Vec::new() }; 4];
        for _ in 0..TIMES {
            times[0].push(small.page(&query).await?);
            times[1].push(large.page(&query).await?);
            times[2].push(small.find(filter).await?.0);
            times[3].push(large.find(filter).await?.0);
        }
        pages.add(&times[0], &times[1]);
        found.add(&times[2], &times[3]);
    }
    Ok((pages, found))
}

async fn compare_shared(small: &Side, large: &Side) -> anyhow::Result<Times> {
    let mut times = Times::default();
    for place in 0..2000 {
        let (one, other) = (small.is_shared(place).await?, large.is_shared(place).await?);
        times.add(&[one], &[other]);
    }
    Ok(times)
}

/// Measures everything, says it, and complains when a goal is missed.
pub async fn measure(persons: usize, seed: u64) -> anyhow::Result<()> {
    let server = fill::server()?;
    let small = Side::start(&server, 10_000).await?;
    let large = Side::start(&server, persons).await?;
    let mut missed = Vec::new();
    say("\nMilliseconds in a register of 10 000, and in the large one\n")?;
    say("| what | filters | p50 | p99 | max | large p50 | p99 | max | ratio |")?;
    say("|---|---|---|---|---|---|---|---|---|")?;
    // Warm: the connections are there, and so are the pages of both.
    compare(&small, &large, &filters::singles()).await?;
    let rare = filters::rarest(&large.support).await?;
    let groups = [
        ("no criterion", vec![Filter::default()]),
        ("one", filters::singles()),
        ("two", filters::pairs()),
        ("three to six, at random", filters::random(200, seed)),
        ("all ten, the fewest persons", rare),
        ("nobody", filters::nobody()),
    ];
    for (name, filters) in groups {
        let (pages, found) = compare(&small, &large, &filters).await?;
        pages.print(&format!("page: {name}"))?;
        found.print(&format!("count and hits: {name}"))?;
        let slowest = part(&pages.large, 1.0);
        if slowest > LIMIT {
            missed.push(format!("{name}: {slowest:.0} ms"));
        }
        if pages.ratio() > RATIO {
            missed.push(format!("{name}: {:.2} times the time", pages.ratio()));
        }
    }
    let shared = compare_shared(&small, &large).await?;
    shared.print("is a value on others?")?;
    if shared.ratio() > RATIO {
        missed.push(format!("shared values: {:.2} times the time", shared.ratio()));
    }
    let whole = large.find(&Filter::default()).await?.1;
    say(&format!("\n{whole} persons found without a criterion; seed {seed}"))?;
    small.stop().await?;
    large.stop().await?;
    server.stop();
    if missed.is_empty() { Ok(()) } else { bail!("P7 is missed: {}", missed.join("; ")) }
}

/// A seed for the filters at random, unless one is given.
pub fn seed() -> anyhow::Result<u64> {
    match std::env::var("BENCH_SEED") {
        Ok(text) => text.parse().context("BENCH_SEED is not a number"),
        Err(_) => Ok(u64::from_le_bytes(Chance.bytes())),
    }
}
