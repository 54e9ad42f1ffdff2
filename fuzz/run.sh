#!/usr/bin/env bash
# Runs each fuzzing target for so many seconds (60 unless told), from the examples and the reports of the tests.
# usage: fuzz/run.sh [SECONDS] [TARGETS] [OPTIONS OF LIBFUZZER...]
# With SANITIZER=address the libraries' own unsafe code is watched too, which takes twice the time.
# What is found stands in fuzz/artifacts; each find becomes a test before it is fixed.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds="${1:-60}"
targets="${2:-report markdown pipeline svg picture word}"
# Without a sanitizer every flag is known to the stable compiler; it has AddressSanitizer too, behind a flag that must be
# allowed. More units of code than one make the build three times as fast; the other builds of the program keep their own
# folder.
sanitizer="${SANITIZER:-none}" memory=2048
if [ "$sanitizer" != none ]; then
    export RUSTC_BOOTSTRAP=1 ASAN_OPTIONS=detect_leaks=0
    memory=4096
fi
build=(--sanitizer "$sanitizer" --codegen-units 16 --target-dir "target/fuzz/$sanitizer")
for target in $targets; do
    mkdir -p "fuzz/corpus/$target"
    # 64 KB of input find what there is to find; an input that takes 20 s or 2 GB (4 GB with a sanitizer) is a find too.
    cargo fuzz run "${build[@]}" "$target" "fuzz/corpus/$target" specs/examples tests/reports tests/bad tests/pictures fuzz/seeds -- \
        -max_total_time="$seconds" -max_len=65536 -timeout=20 -rss_limit_mb="$memory" -verbosity=0 -print_final_stats=1 "${@:3}"
done
