#!/usr/bin/env bash
# Holds the API against its description with schemathesis, in a demo of its own: every operation, every check, with the token
# that it needs. What is particular to this API stands in tests/tools/schemathesis/.
#
#   scripts/schemathesis.sh [OPTION OF schemathesis run]...     such as --max-examples 1000, --seed 1, --include-path …
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly tools=tests/tools/schemathesis
readonly home=$PWD
readonly target=${CARGO_TARGET_DIR:-$PWD/target}
readonly venv=$target/schemathesis
readonly customer=991825827 digipost=984661185
unset DATABASE_URL DATABASE_READ_URL
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

# Installs what the list says, when that has changed since last time.
install() {
    cmp -s "$tools/requirements.txt" "$venv/installed.txt" && return
    echo 'schemathesis: installing it from PyPI' >&2
    python3 -m venv --clear "$venv"
    "$venv/bin/pip" install --quiet --no-deps --requirement "$tools/requirements.txt"
    cp "$tools/requirements.txt" "$venv/installed.txt"
}

bekreft() { "$target/debug/bekreft" "$@"; }

start_program() {
    cargo build
    [[ -n ${PG_BIN:-} || ! -d data/programs/postgres/bin ]] || export PG_BIN=$PWD/data/programs/postgres/bin
    local port
    port=$(python3 -c 'import socket; listener = socket.create_server(("127.0.0.1", 0)); print(listener.getsockname()[1])')
    base=http://localhost:$port
    export BEKREFT_MODE=demo BEKREFT_DATA_DIR=$work/data
    # Not through the function: that would be a shell of its own, and outlived by the program.
    BEKREFT_BIND=127.0.0.1:$port BEKREFT_PUBLIC_URL=$base "$target/debug/bekreft" >"$work/log" 2>&1 &
    program=$!
    for _ in {1..300}; do
        if grep -q '^ready ' "$work/log"; then return; fi
        kill -0 "$program" 2>/dev/null || break
        sleep 0.1
    done
    echo 'schemathesis: the program did not start:' >&2
    tail -n 20 "$work/log" >&2
    return 1
}

# The demo's persons, as schemathesis reads them. One of them is the citizen who has logged in.
list_persons() {
    curl -sf "$base/testid" | grep -o 'name="pid" value="[0-9]*"' | grep -oE '[0-9]{11}' | sort -u
}

make_tokens() {
    local readings='krr:global/kontaktinformasjon.read krr:global/digitalpost.read' citizen=$1
    CUSTOMER=$(bekreft token --consumer "$customer" --scope "$readings krr:global/hentendring.read krr:global/spraak.write")
    DIGIPOST=$(bekreft token --consumer "$digipost" --scope krr:global/postkasse.write)
    CITIZEN=$(bekreft token --login --pid "$citizen" --consumer "$customer" \
        --scope 'krr:user/kontaktinformasjon.read krr:user/digitalpost.read krr:user/spraak.write')
    export CUSTOMER DIGIPOST CITIZEN
}

install
start_program
# The limits have tests of their own.
bekreft customer limit "$customer" --by schemathesis --persons-per-minute 1000000000 --calls-per-second 1000000 2>"$work/limit" \
    || { cat "$work/limit" >&2; exit 1; }
mapfile -t persons < <(list_persons)
make_tokens "${persons[0]}"
cp "$home/$tools"/{schemathesis.toml,checks.py} "$work/"
printf '"%s"\n' "${persons[@]}" >"$work/persons.txt"
cd "$work"
"$venv/bin/schemathesis" run "$base/openapi.json" --checks all --max-examples 100 "$@"
