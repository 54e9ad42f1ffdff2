#!/usr/bin/env bash
# Has the PDF of large and hard reports judged. Only the PDF: LibreOffice needs minutes for 6,000 paragraphs.
# usage: large.sh [PARAGRAPHS...]      called by run.sh; needs what install.sh installs and a `cargo test` before it
# 6,000 paragraphs (`large.sh 6000`) are some ten minutes of work for the judges, so run.sh stops at 2,000.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
home="$root/target/judges"
out="$home/large"
python="$home/python/bin/python"
export PATH="$home/python/bin:$PATH"

cd "$root"
torture="target/tmp/pages/torture.yaml"
if [ ! -f "$torture" ]; then
    echo "there is no $torture: run cargo test first" >&2
    exit 1
fi
rm -rf "$out"
mkdir -p "$out"
if [ $# -eq 0 ]; then
    set -- 8 60 600 2000
fi
for paragraphs in "$@"; do
    "$python" "$here/generate.py" "$paragraphs" > "$out/made-$paragraphs.yaml"
done
target/debug/assemble "$out"/*.yaml "$torture" --pdf --quiet --out-dir "$out"
for pdf in "$out"/*.pdf; do
    began=$(date +%s)
    "$python" "$here/validate.py" --pdf ua1,2a --quiet --need qpdf,pdfinfo,mutool,veraPDF,pdfua,pikepdf "$pdf"
    echo "$(basename "$pdf"): judged in $(($(date +%s) - began)) s"
done
