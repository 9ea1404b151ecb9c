#!/usr/bin/env bash
# Measures the release build beside its own database. BENCH_PERSONS, BENCH_PAIRS, BENCH_SECONDS and BENCH_CLIENTS say how much.
# With `search`: the console's search in a register of BENCH_PERSONS (five million) beside one of ten thousand.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
cargo build -q --release -p bekreft -p bench
exec target/release/bench "$@"
