//! P4: lookups of a thousand persons a call, both scopes, beside pgbench with the same SQL and the same persons.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use anyhow::{Context as _, bail};

use crate::Plan;
use crate::database::{Database, HOME};
use crate::program::Program;
use crate::table::Row;

const A_CALL: usize = 1000;
const PERSONS_A_CALL: f64 = 1000.0;
/// Different calls, so that no one thousand persons are always the same.
const CALLS: usize = 16;

/// The persons of each call: strangers to one another.
fn calls(database: &Database) -> Vec<Vec<&str>> {
    let all = &database.identifiers;
    // A step that has no divisor in common with the number of persons goes through all of them.
    let step = (7919..17919).find(|step| greatest_divisor(*step, all.len()) == 1).unwrap_or(1);
    let persons = (0..CALLS * A_CALL).map(|place| all[place * step % all.len()].as_str());
    persons.collect::<Vec<_>>().chunks(A_CALL).map(<[&str]>::to_vec).collect()
}

fn greatest_divisor(one: usize, other: usize) -> usize {
    if other == 0 { one } else { greatest_divisor(other, one % other) }
}

/// The statement of the program, as it stands in its description of all its queries, with values in place of parameters.
fn statement(identifiers: &[&str]) -> anyhow::Result<String> {
    for entry in std::fs::read_dir(".sqlx")? {
        let text = std::fs::read_to_string(entry?.path())?;
        let described: serde_json::Value = serde_json::from_str(&text)?;
        let query = described["query"].as_str().unwrap_or_default();
        if query.contains("with ordinality as wanted (person_identifier, place)") {
            let values = format!("'{{{}}}'", identifiers.join(","));
            let query = query.replace("$1", &values).replace("$2", "true").replace("$3", "now()");
            return Ok(query.replace('\n', " ") + ";\n");
        }
    }
    bail!("the statement is not described in .sqlx; run make queries")
}

fn scripts(calls: &[Vec<&str>]) -> anyhow::Result<Vec<PathBuf>> {
    let write = |(number, identifiers): (usize, &Vec<&str>)| {
        let path = Path::new(HOME).join(format!("lookup-{number}.sql"));
        std::fs::write(&path, statement(identifiers)?)?;
        Ok(path)
    };
    calls.iter().enumerate().map(write).collect()
}

fn pgbench() -> anyhow::Result<PathBuf> {
    let installed = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> =
        installed.map(|version| version.path().join("bin/pgbench")).filter(|path| path.exists()).collect();
    found.sort();
    found.pop().context("pgbench is missing; install postgresql-contrib")
}

/// Persons a second by the database alone.
fn database_alone(plan: Plan, url: &str, scripts: &[PathBuf]) -> anyhow::Result<f64> {
    let mut command = Command::new(pgbench()?);
    command.args(["--no-vacuum", "--protocol=prepared", "--jobs=2"]);
    command.arg(format!("--client={}", plan.clients)).arg(format!("--time={}", plan.lasts.as_secs()));
    for script in scripts {
        command.arg("--file").arg(script);
    }
    let output = command.arg(url).output()?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = said.lines().find(|line| line.starts_with("tps = "));
    let calls = line.and_then(|line| line.split_whitespace().nth(2)?.parse::<f64>().ok());
    let calls = calls.with_context(|| format!("{said}{}", String::from_utf8_lossy(&output.stderr)))?;
    Ok(calls * PERSONS_A_CALL)
}

/// What one measurement of the program gave.
struct Measured {
    persons_a_second: f64,
    seconds: Vec<f64>,
}

/// Persons a second by the program, asked over http by as many clients.
async fn program(
    plan: Plan,
    program: &Program,
    token: &str,
    bodies: &Arc<Vec<String>>,
) -> anyhow::Result<Measured> {
    let (started, next) = (Instant::now(), Arc::new(AtomicUsize::new(0)));
    let mut clients = Vec::new();
    for _ in 0..plan.clients {
        let (url, bearer) = (format!("{}/rest/v2/personer", program.url), format!("Bearer {token}"));
        let (bodies, next) = (Arc::clone(bodies), Arc::clone(&next));
        clients.push(tokio::spawn(async move {
            let client = reqwest::Client::builder().no_proxy().build()?;
            let mut seconds = Vec::new();
            while started.elapsed() < plan.lasts {
                let body = bodies[next.fetch_add(1, Ordering::Relaxed) % bodies.len()].clone();
                let request = client.post(&url).header("authorization", &bearer);
                let asked = Instant::now();
                let answer = request.header("content-type", "application/json").body(body).send().await?;
                if answer.status() != 200 {
                    bail!("the program answers {}", answer.status());
                }
                if answer.bytes().await?.len() < A_CALL * 200 {
                    bail!("the answer is not about a thousand persons");
                }
                seconds.push(asked.elapsed().as_secs_f64());
            }
            Ok(seconds)
        }));
    }
    let mut seconds = Vec::new();
    for client in clients {
        seconds.extend(client.await??);
    }
    let persons = f64::from(u32::try_from(seconds.len())?) * PERSONS_A_CALL;
    Ok(Measured { persons_a_second: persons / started.elapsed().as_secs_f64(), seconds })
}

/// Measures in turns.
pub async fn measure(plan: Plan, database: &Database, running: &Program) -> anyhow::Result<Row> {
    let calls = calls(database);
    let scripts = scripts(&calls)?;
    let token = running.token("krr:global/kontaktinformasjon.read krr:global/digitalpost.read")?;
    let body = |call: &Vec<&str>| serde_json::json!({ "personidentifikatorer": call }).to_string();
    let bodies = Arc::new(calls.iter().map(body).collect::<Vec<_>>());
    let short = Plan { lasts: std::time::Duration::from_secs(2), ..plan };
    program(short, running, &token, &bodies).await?;
    database_alone(short, database.url(), &scripts)?;
    let mut row = Row::new("P4 lookup, 1000 persons a call, both scopes", "persons/s", 0.6);
    for _ in 0..plan.pairs {
        let measured = program(plan, running, &token, &bodies).await?;
        let alone = database_alone(plan, database.url(), &scripts)?;
        row.add(measured.persons_a_second, alone, &measured.seconds);
    }
    row.peak_memory = running.peak_memory();
    Ok(row)
}
