#!/usr/bin/env bash
# Tries the page in Debian's Chromium: the one that the program serves, and the file that holds the program as a WebAssembly
# module, without a network. Sees that the committed page is what page/ makes. The module is built without optimization;
# with --release it is that of assemble.html (ten minutes and more), whose size and speed are tried too. Needs
# target/debug/assemble and python3.
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
if [ "${1:-}" = --release ]; then
    bash page/build.sh
    html=target/page/assemble.html
else
    (cd page && npm ci --silent --no-fund --no-audit && npm run --silent check && npm run --silent build -- --logLevel warn \
        && node finish.mjs served)
    bash page/wasm/build.sh --test
    html=target/page/test.html
    node page/finish.mjs target/wasm/test.wasm "$html"
fi
cmp "$committed" src/cli/serve/page.html || { echo "src/cli/serve/page.html is not what page/ makes: run \`just page\`" >&2; exit 1; }
node page/tests/file.mjs "$html" target/debug/assemble ${1:+"$1"}
node page/tests/served.mjs target/debug/assemble
