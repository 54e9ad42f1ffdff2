#!/usr/bin/env bash
# Runs each fuzzing target for so many seconds (60 unless told), from the examples and the reports of the tests.
# usage: fuzz/run.sh [SECONDS] [TARGETS] [OPTIONS OF LIBFUZZER...]
# What is found stands in fuzz/artifacts; each find becomes a test before it is fixed.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds="${1:-60}"
targets="${2:-report markdown pipeline svg picture word}"
# Without a sanitizer (the program has no unsafe code) every flag is known to the stable compiler. More units of code
# than one make the build three times as fast; the other builds of the program keep their own folder.
build=(--sanitizer none --codegen-units 16 --target-dir target/fuzz)
for target in $targets; do
    mkdir -p "fuzz/corpus/$target"
    # 64 KB of input find what there is to find; an input that takes 20 s or 2 GB is a find too.
    cargo fuzz run "${build[@]}" "$target" "fuzz/corpus/$target" specs/examples tests/reports tests/bad tests/pictures fuzz/seeds -- \
        -max_total_time="$seconds" -max_len=65536 -timeout=20 -rss_limit_mb=2048 -verbosity=0 -print_final_stats=1 "${@:3}"
done
