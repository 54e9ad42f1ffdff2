#!/usr/bin/env bash
# Has the PDF of the newer standards judged, PDF/UA-2 and PDF/A-4: examples in six languages, with figures, tables and notes.
# Their pages must look as in the older file, and have the same words. Then breaks a file in ways that only the newer
# standards forbid; veraPDF must notice each.
# usage: newer.sh      called by run.sh; needs what install.sh installs
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
home="$root/target/judges"
out="$home/newer"
python="$home/python/bin/python"
export PATH="$home/python/bin:$PATH"

cd "$root"
rm -rf "$out"
reports=(specs/examples/*.yaml)
target/debug/assemble "${reports[@]}" --quiet --pdf --out-dir "$out/older"
target/debug/assemble "${reports[@]}" --quiet --pdf-standard ua-2 --out-dir "$out"
"$python" "$here/validate.py" --pdf ua2,4 --quiet --need qpdf,pdfinfo,mutool,veraPDF,pdfua,pikepdf "$out"/*.pdf

for pdf in "$out"/*.pdf; do
    older="$out/older/$(basename "$pdf")"
    for option in -layout -raw; do
        cmp <(pdftotext $option "$older" -) <(pdftotext $option "$pdf" -)
    done
    cmp <(pdftoppm -r 60 "$older") <(pdftoppm -r 60 "$pdf")
done

"$python" - "$out" <<'PYTHON'
import os, subprocess, sys

import pikepdf


def elements(pdf, kind):
    return [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == kind and "/P" in o]


def only_to_a_page(pdf):
    link = next(link for page in pdf.pages for link in page.get("/Annots", []) if link.A.S == "/GoTo")
    del link.A["/SD"]


def a_document_without_namespace(pdf):
    del pdf.Root.StructTreeRoot.K["/NS"]


def a_note_that_does_not_name_its_mark(pdf):
    del elements(pdf, "/FENote")[0]["/Ref"]


def a_line_of_the_contents_without_heading(pdf):
    del elements(pdf, "/TOCI")[0]["/Ref"]


def the_older_metadata(pdf):
    pdf.trailer["/Info"] = pdf.make_indirect(pikepdf.Dictionary(Title="T"))


folder = sys.argv[1]
validate = os.path.join("tests", "judges", "validate.py")
failed = False
faults = [only_to_a_page, a_document_without_namespace, a_note_that_does_not_name_its_mark, a_line_of_the_contents_without_heading, the_older_metadata]
for fault in faults:
    path = os.path.join(folder, "older", "broken.pdf")
    with pikepdf.open(os.path.join(folder, "every-block.pdf")) as pdf:
        fault(pdf)
        pdf.save(path)
    run = subprocess.run([sys.executable, validate, "--quiet", "--pdf", "ua2,4", path], capture_output=True, text=True)
    found = run.returncode == 1 and "veraPDF" in run.stdout
    failed |= not found
    print(("found    " if found else "NOT FOUND ") + fault.__name__.replace("_", " "))
sys.exit(failed)
PYTHON
echo "newer standards: all judges agree"
