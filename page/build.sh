#!/usr/bin/env bash
# Builds the page: src/cli/serve/page.html (committed, so that cargo needs no Node.js) and target/page/assemble.html.
# With --small, target/page/assemble-small.html too, without the Chinese faces.
set -euo pipefail
cd "$(dirname "$0")"
npm ci --silent --no-fund --no-audit
npm run --silent check
npm run --silent build -- --logLevel warn
node finish.mjs served
bash wasm/build.sh
mkdir -p ../target/page
node finish.mjs ../target/wasm/assemble.wasm ../target/page/assemble.html
if [ "${1:-}" = --small ]; then
    bash wasm/build.sh --no-default-features
    node finish.mjs ../target/wasm/assemble.wasm ../target/page/assemble-small.html
fi
