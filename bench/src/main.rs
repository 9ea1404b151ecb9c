//! What the program does in a second, beside what the database alone does with the same SQL: a ratio, measured in turns on
//! the same machine (`make bench`; `scripts/bench.sh search` for the console's search alone). Nothing here says how fast anything is elsewhere.

mod database;
mod lookup;
mod program;
mod search;
mod table;

use std::time::Duration;

use anyhow::Context as _;

/// How much is measured.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Synthetic persons in the register.
    pub persons: usize,
    /// Pairs of one measurement each.
    pub pairs: usize,
    /// How long each measurement lasts.
    pub lasts: Duration,
    /// Connections on either side.
    pub clients: usize,
}

impl Plan {
    fn read() -> anyhow::Result<Self> {
        let number = |name: &str, default: usize| match std::env::var(name) {
            Ok(text) => text.parse().with_context(|| format!("{name} is not a number")),
            Err(_) => Ok(default),
        };
        Ok(Self {
            persons: number("BENCH_PERSONS", 10_000)?.max(1000),
            pairs: number("BENCH_PAIRS", 5)?.max(1),
            lasts: Duration::from_secs(number("BENCH_SECONDS", 8)?.max(1) as u64),
            clients: number("BENCH_CLIENTS", 4)?.max(1),
        })
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let plan = Plan::read()?;
    if std::env::args().nth(1).as_deref() == Some("search") {
        let persons = if std::env::var_os("BENCH_PERSONS").is_some() { plan.persons } else { 5_000_000 };
        return search::measure(persons, search::seed()?).await;
    }
    let database = database::Database::start(plan.persons).await?;
    let program = program::Program::start(database.url()).await?;
    let result = lookup::measure(plan, &database, &program).await;
    program.stop()?;
    let rows = vec![result?];
    table::print(plan, &rows)?;
    database.stop();
    Ok(())
}
