#!/usr/bin/env bash
# Builds the page and tries it in Debian's Chromium: the file without a network, and the page that the program serves.
# Needs target/debug/assemble, and the reports that `cargo test` leaves in target/tmp/pages.
set -euo pipefail
cd "$(dirname "$0")/.."
if ! command -v chromium >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends chromium >/dev/null
fi
cargo clippy --locked --package assemble-wasm -- -D warnings
committed=$(mktemp)
cp src/cli/serve/page.html "$committed"
time bash page/build.sh
cmp "$committed" src/cli/serve/page.html || { echo "src/cli/serve/page.html is not what page/ makes: run \`just page\`" >&2; exit 1; }
node page/tests/file.mjs target/page/assemble.html target/debug/assemble
node page/tests/served.mjs target/debug/assemble
