#!/usr/bin/env bash
# Packs the program as a wheel of PyPI. maturin asks cargo for the program, and cargo builds only what has changed.
# Usage: packaging/wheel.sh [PROFILE [OPTION OF MATURIN ...]]; the profile is `release` without it, `dev` for the program
# of the tests. Without options the wheel is for machines like this one.
set -euo pipefail
cd "$(dirname "$0")/.."
tools=target/packages/tools
if [ ! -x "$tools/bin/maturin" ]; then
    python3 -m venv "$tools"
    "$tools/bin/pip" install --quiet --disable-pip-version-check -r packaging/requirements.txt
fi
rm -f target/packages/*.whl
profile=${1:-release}
shift || true
[ $# -gt 0 ] || set -- --compatibility linux
"$tools/bin/maturin" build --locked --quiet --profile "$profile" --out target/packages "$@"
ls target/packages/*.whl
