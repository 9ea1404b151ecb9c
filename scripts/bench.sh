#!/usr/bin/env bash
# Measures the release build beside its own database. BENCH_PERSONS, BENCH_PAIRS, BENCH_SECONDS and BENCH_CLIENTS say how much.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
cargo build -q --release -p bekreft -p bench
exec target/release/bench
