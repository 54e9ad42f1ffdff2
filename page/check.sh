#!/usr/bin/env bash
# Tries the page that the program serves in Debian's Chromium, and sees that the committed page is what page/ makes.
# With --module, also builds the WebAssembly module (ten minutes and more) and tries the file that holds it, without a
# network. Needs target/debug/assemble and python3.
set -euo pipefail
cd "$(dirname "$0")/.."
if ! command -v chromium >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends chromium >/dev/null
fi
# The reports whose pages are timed.
mkdir -p target/page/reports
for paragraphs in 8 60 600; do python3 benches/report.py target/page/reports "$paragraphs"; done
cargo clippy --locked --package assemble-wasm -- -D warnings
committed=$(mktemp)
cp src/cli/serve/page.html "$committed"
if [ "${1:-}" = --module ]; then
    bash page/build.sh
else
    (cd page && npm ci --silent --no-fund --no-audit && npm run --silent check && npm run --silent build -- --logLevel warn \
        && node finish.mjs served)
fi
cmp "$committed" src/cli/serve/page.html || { echo "src/cli/serve/page.html is not what page/ makes: run \`just page\`" >&2; exit 1; }
if [ "${1:-}" = --module ]; then
    node page/tests/file.mjs target/page/assemble.html target/debug/assemble
fi
node page/tests/served.mjs target/debug/assemble
