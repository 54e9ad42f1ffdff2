#!/usr/bin/env bash
# Runs each fuzzing target for so many seconds (60 unless told), from the examples and the reports of the tests.
# What is found stands in fuzz/artifacts; each find becomes a test before it is fixed.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds="${1:-60}"
targets="${2:-report markdown pipeline svg picture}"
for target in $targets; do
    mkdir -p "fuzz/corpus/$target"
    # 64 KB of input find what there is to find; an input that takes 10 s or 2 GB is a find too.
    cargo +nightly fuzz run --sanitizer none "$target" "fuzz/corpus/$target" specs/examples tests/reports tests/bad -- \
        -max_total_time="$seconds" -max_len=65536 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1
done
