//! One table to read, and one file to keep.

use std::io::Write as _;

use serde_json::json;

use crate::Plan;

/// One figure.
pub struct Row {
    name: &'static str,
    unit: &'static str,
    goal: f64,
    ours: Vec<f64>,
    floor: Vec<f64>,
    seconds: Vec<f64>,
    /// In kB.
    pub peak_memory: Option<u64>,
}

impl Row {
    /// A figure without measurements.
    pub fn new(name: &'static str, unit: &'static str, goal: f64) -> Self {
        Self { name, unit, goal, ours: Vec::new(), floor: Vec::new(), seconds: Vec::new(), peak_memory: None }
    }

    /// A pair of measurements, and how long each call of the first took.
    pub fn add(&mut self, ours: f64, floor: f64, seconds: &[f64]) {
        self.ours.push(ours);
        self.floor.push(floor);
        self.seconds.extend_from_slice(seconds);
    }
}

/// The value below which this part of them lies.
pub fn part(values: &[f64], part: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a place in a list"
    )]
    let place = ((sorted.len().max(1) - 1) as f64 * part).round() as usize;
    sorted.get(place).copied().unwrap_or_default()
}

/// Prints all figures and writes `bench/results.json`.
pub fn print(plan: Plan, rows: &[Row]) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    writeln!(
        out,
        "{} persons, {} clients, {} pairs of {} s, {cores} cores\n",
        plan.persons,
        plan.clients,
        plan.pairs,
        plan.lasts.as_secs()
    )?;
    writeln!(out, "| figure | the program | the database alone | ratio | goal | p50 | p99 | peak memory |")?;
    writeln!(out, "|---|---|---|---|---|---|---|---|")?;
    let mut kept = Vec::new();
    for row in rows {
        let (ours, floor) = (part(&row.ours, 0.5), part(&row.floor, 0.5));
        let ratio = ours / floor;
        let milliseconds = |of: f64| part(&row.seconds, of) * 1000.0;
        writeln!(
            out,
            "| {} | {ours:.0} {unit} | {floor:.0} {unit} | {ratio:.2} | {:.2} | {:.0} ms | {:.0} ms | {} MB |",
            row.name,
            row.goal,
            milliseconds(0.5),
            milliseconds(0.99),
            row.peak_memory.unwrap_or_default() / 1024,
            unit = row.unit,
        )?;
        kept.push(json!({
            "figure": row.name, "unit": row.unit, "goal": row.goal, "ratio": ratio, "persons": plan.persons,
            "program": row.ours, "database": row.floor, "p99_ms": milliseconds(0.99), "peak_kb": row.peak_memory,
        }));
    }
    std::fs::write("bench/results.json", serde_json::to_string_pretty(&kept)? + "\n")?;
    Ok(())
}
