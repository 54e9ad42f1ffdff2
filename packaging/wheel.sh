#!/usr/bin/env bash
# Packs the program as a wheel for machines like this one; the release makes the portable ones with maturin.
# Usage: packaging/wheel.sh [PROGRAM]
source "$(dirname "$0")/lib.sh"
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
put_program "$root/assemble"
python3 packaging/wheel.py "$root/assemble" "$version" "$made"
