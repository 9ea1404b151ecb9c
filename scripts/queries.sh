#!/usr/bin/env bash
# Refreshes .sqlx, the descriptions of our SQL queries that builds without a database are checked against:
# a throw-away server, the migrations in order, and one check of the program against it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

work=$(mktemp -d)
chmod 711 "$work"

clean_up() {
    # The server ends when its input does.
    if [[ -n ${server_input:-} ]]; then
        exec {server_input}>&-
        wait "${server:-}" || true
    fi
    rm -rf "$work" .sqlx.new
}
trap clean_up EXIT

find_psql() {
    local place
    for place in ${PG_BIN:+"$PG_BIN/psql"} /usr/lib/postgresql/*/bin/psql "$(command -v psql || true)"; do
        if [[ -x $place ]]; then
            printf '%s\n' "$place"
            return
        fi
    done
    echo 'queries: psql is missing; install postgresql-client' >&2
    return 1
}

start_server() {
    cargo build -q -p pgembed --example serve
    coproc SERVER { exec cargo run -q -p pgembed --example serve -- "$work/postgres" data/programs/postgres/bin; }
    exec {server_input}>&"${SERVER[1]}"
    eval "exec ${SERVER[1]}>&-"
    server=$SERVER_PID
    read -r DATABASE_URL <&"${SERVER[0]}"
    export DATABASE_URL
}

migrate() {
    local migration
    # The program's own list of applied migrations, which it asks about too.
    "$psql" "$DATABASE_URL" --no-psqlrc --quiet --set ON_ERROR_STOP=1 --command \
        'create table _sqlx_migrations (version bigint primary key, description text not null,
             installed_on timestamptz not null default now(), success boolean not null, checksum bytea not null,
             execution_time bigint not null)'
    for migration in migrations/*.sql; do
        [[ $migration == *.down.sql ]] && continue
        PGOPTIONS='--client-min-messages=warning' \
            "$psql" "$DATABASE_URL" --no-psqlrc --quiet --set ON_ERROR_STOP=1 --file "$migration"
    done
}

describe() {
    rm -rf .sqlx.new
    mkdir .sqlx.new
    # The macros run again only when the crate is compiled again.
    touch src/lib.rs src/main.rs
    SQLX_OFFLINE=false SQLX_OFFLINE_DIR=$PWD/.sqlx.new cargo check
}

psql=$(find_psql)
start_server
migrate
describe
rm -rf .sqlx
mv .sqlx.new .sqlx
echo "queries: $(find .sqlx -name 'query-*.json' | wc -l) described in .sqlx"
