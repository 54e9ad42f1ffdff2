#!/usr/bin/env bash
# What the GitHub action runs (action.yml): the reports that FILES names are checked, and built into the folder OUT.
# FILES: patterns with spaces between them. PDF: `true` for the PDF too.
set -euo pipefail
# The patterns are meant to be split and filled in here.
# shellcheck disable=SC2206
files=($FILES)
options=(--only-reports --format github --out-dir "$OUT")
[ "$PDF" != true ] || options+=(--pdf)
assemble "${files[@]}" "${options[@]}"
