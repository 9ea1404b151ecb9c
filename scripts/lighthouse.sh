#!/usr/bin/env bash
# Measures pages with Lighthouse, in a demo of its own, and fails when a score is too low.
#
#   scripts/lighthouse.sh [PATH]...                 default: the front page and the dialog
#   BASE=http://localhost:8080 scripts/lighthouse.sh PATH...   measures a program that already runs
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly least=100
readonly port=${PORT:-8099}
work=$(mktemp -d)
chmod 711 "$work"

clean_up() {
    if [[ -n ${program:-} ]]; then
        kill "$program" 2>/dev/null || true
        wait "$program" || true
    fi
    rm -rf "$work"
}
trap clean_up EXIT

start_program() {
    cargo build
    [[ -n ${PG_BIN:-} || ! -d data/programs/postgres/bin ]] || export PG_BIN=$PWD/data/programs/postgres/bin
    BEKREFT_MODE=demo BEKREFT_DATA_DIR=$work/data BEKREFT_BIND=127.0.0.1:$port \
        BEKREFT_PUBLIC_URL=http://localhost:$port "${CARGO_TARGET_DIR:-target}/debug/bekreft" >"$work/log" 2>&1 &
    program=$!
    BASE=http://localhost:$port
    for _ in {1..300}; do
        if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then return; fi
        kill -0 "$program" 2>/dev/null || break
        sleep 0.1
    done
    echo 'lighthouse: the program did not start:' >&2
    tail -n 20 "$work/log" >&2
    return 1
}

measure() {
    local flags='--headless=new'
    ((EUID != 0)) || flags+=' --no-sandbox'
    CHROME_PATH=$(command -v chromium) tests/tools/node_modules/.bin/lighthouse "$1" \
        --chrome-flags="$flags" --only-categories=performance,accessibility,best-practices,seo --extra-headers="$headers" \
        --no-enable-error-reporting --output=json --output-path="$2" --quiet
}

judge() {
    node -e '
        const { categories } = JSON.parse(require("node:fs").readFileSync(process.argv[1]));
        const scores = Object.values(categories).map(({ title, score }) => [title, Math.round(score * 100)]);
        console.log(process.argv[3], scores.map((pair) => pair.join(" ")).join(", "));
        process.exit(scores.every(([, score]) => score >= Number(process.argv[2])) ? 0 : 1);
    ' "$1" "$least" "$2"
}

[[ -n ${BASE:-} ]] || start_program
(($#)) || set -- / /bekreft
# The dialog is behind the login; the first person of the list has both warnings on it.
headers=$(node -e 'console.log(JSON.stringify({ Cookie: process.argv[1] }))' "$(node scripts/session-cookie.mjs "$BASE")")
readonly headers
worst=0
for path in "$@"; do
    measure "$BASE$path" "$work/report.json"
    judge "$work/report.json" "$path" || worst=1
done
exit "$worst"
