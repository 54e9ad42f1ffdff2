#!/usr/bin/env bash
# Measures assemble beside pandoc (for the Word file) and Typst (for the PDF) on the same words, and prints a table.
#
# usage: benches/peers.sh [FOLDER]      FOLDER keeps inputs and outputs; a new one in /tmp by default
#   SIZES    paragraphs of the reports (8 60 600 6000)
#   COPIES   reports of 8 paragraphs in the batch (100)
#   ASSEMBLE the program (target/release/assemble); PANDOC (pandoc); TYPST (typst)
#
# Needs python3, zip, pandoc and typst; installs nothing. TYPST may be any command that takes `compile --ignore-system-fonts
# IN OUT`. Measures the time of the processor, so that other work on the machine matters little.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=${1:-$(mktemp -d /tmp/peers.XXXX)}
sizes=${SIZES:-8 60 600 6000} copies=${COPIES:-100}
assemble=${ASSEMBLE:-$here/../target/release/assemble} pandoc=${PANDOC:-pandoc} typst=${TYPST:-typst}
for program in python3 zip "$assemble" "$pandoc" "$typst"; do
  command -v "$program" > /dev/null || { echo "$program is not there" >&2; exit 1; }
done
mkdir -p "$work/out"

measure() { python3 "$here/measure.py" "$@"; }

echo "| paragraphs, command | processor | clock | memory |"
echo "| --- | --: | --: | --: |"
for size in $sizes; do
  python3 "$here/report.py" "$work" "$size"
  in=$work/r$size out=$work/out/r$size
  runs=$((size < 100 ? 21 : size < 1000 ? 5 : 1))
  measure $runs \
    "$size, assemble, Word and PDF" "$assemble $in.yaml --pdf --quiet --out-dir $work/out" \
    "$size, assemble, Word" "$assemble $in.yaml --quiet --out-dir $work/out" \
    "$size, pandoc, Word" "$pandoc $in.md -o $out.pandoc.docx --toc --number-sections" \
    "$size, Typst, PDF" "$typst compile --ignore-system-fonts $in.typ $out.typst.pdf"
  (cd "$work/out" && rm -rf parts && mkdir parts && cd parts && python3 -m zipfile -e "../r$size.docx" .)
  measure $runs "$size, zipping the parts of the Word file" \
    "cd $work/out/parts && rm -f ../again.zip && zip -q -r ../again.zip ."
  (cd "$work/out" && stat -c "| $size, bytes of %n | %s | | |" r"$size".*)
done

python3 "$here/report.py" "$work" 8 --copies "$copies"
cd "$work/batch"
mkdir -p out
measure 3 \
  "$copies of 8, assemble, Word and PDF, two jobs" "$assemble . --pdf --quiet --jobs 2 --out-dir out" \
  "$copies of 8, assemble, Word and PDF, one job" "$assemble . --pdf --quiet --jobs 1 --out-dir out" \
  "$copies of 8, pandoc, Word, two jobs" "ls *.md | xargs -P2 -I@ $pandoc @ -o out/@.docx --toc --number-sections" \
  "$copies of 8, Typst, PDF, two jobs" "ls *.typ | xargs -P2 -I@ $typst compile --ignore-system-fonts @ out/@.pdf"
