#!/usr/bin/env bash
# Known weaknesses of what the program is made of, from the list of rustsec.org: fetched from the network, or read from a
# clone of it, for a machine that has none.
# usage: packaging/advisories.sh [CLONE OF https://github.com/RustSec/advisory-db]
set -euo pipefail
if [ $# -gt 0 ]; then
    GIT_CONFIG_KEY_0="url.file://$(realpath "$1").insteadOf"
    export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0 GIT_CONFIG_VALUE_0=https://github.com/RustSec/advisory-db
fi
cd "$(dirname "$0")/.."
cargo deny --locked check advisories
