#!/usr/bin/env bash
# Lock files pin versions and hashes, never the host that happened to serve them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if git grep -nE '"resolved":' -- '*package-lock.json'; then
    echo 'check-locks: remove "resolved" (npm install does, with the .npmrc beside it)' >&2
    exit 1
fi
if git grep -nE '^source = ' -- Cargo.lock | grep -v 'registry+https://github.com/rust-lang/crates.io-index'; then
    echo 'check-locks: Cargo.lock names a registry of its own' >&2
    exit 1
fi
