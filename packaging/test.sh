#!/usr/bin/env bash
# Makes the wheel, the .deb and the .tar.gz of the program that `cargo build` made, puts each into a clean place as its
# users do, and runs the main job there. Then the entry points of pre-commit and of the GitHub action.
source "$(dirname "$0")/lib.sh" target/debug/assemble
here=$PWD
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

# The main job with an installed program, in an empty folder and without this folder's tools on the path. The files must
# be those that the program gives here: the fonts and facts travel with it.
env -u SOURCE_DATE_EPOCH "$program" specs/examples/every-block.yaml --pdf --quiet --out-dir "$place/wanted"
main_job() {
    mkdir "$place/$1"
    cp -r specs/examples "$place/$1/examples"
    (
        cd "$place/$1"
        env -i HOME="$place/$1" PATH=/usr/bin:/bin "$2" examples/every-block.yaml --pdf --quiet --out-dir out
    )
    cmp "$place/wanted/every-block.docx" "$place/$1/out/every-block.docx"
    cmp "$place/wanted/every-block.pdf" "$place/$1/out/every-block.pdf"
    echo "$1: installed, and makes the same files"
}

# A package without these texts may not be given away: the licence of the fonts asks for them.
has_licences() {
    [ "$(find "$1" -type f -name 'LICENSE*' | wc -l)" -ge 6 ] || { echo "licences are missing in $1" >&2; exit 1; }
}

tar=$(bash packaging/tar.sh "$program")
mkdir "$place/unpacked"
tar -xzf "$tar" -C "$place/unpacked"
has_licences "$place/unpacked"
main_job tar "$(echo "$place"/unpacked/*/assemble)"

deb=$(bash packaging/deb.sh "$program")
dpkg-deb -x "$deb" "$place/root"
has_licences "$place/root/usr/share/doc/assemble"
pages=$place/root/usr/share/man/man1
gzip -dc "$pages/assemble.1.gz" | grep -q '^\.TH assemble'
# Every command of the help has its page.
commands=$("$program" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z][a-z]*\) .*/\1/p' | grep -vx help)
[ "$(wc -w <<<"$commands")" -gt 10 ]
for command in $commands; do
    gzip -dc "$pages/assemble-$command.1.gz" | grep -q '^\.SH SYNOPSIS' || { echo "no manual page of $command" >&2; exit 1; }
done
bash -n "$place/root/usr/share/bash-completion/completions/assemble"
main_job deb "$place/root/usr/bin/assemble"

wheel=$(bash packaging/wheel.sh "$program")
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --disable-pip-version-check --no-index "$here/$wheel"
has_licences "$(echo "$place"/venv/lib/python3*/site-packages/assemble_un-*.dist-info)"
main_job wheel "$place/venv/bin/assemble"

tools=target/packages/tools
[ -x "$tools/bin/pip" ] || python3 -m venv "$tools"
"$tools/bin/pip" install --quiet --disable-pip-version-check -r packaging/requirements.txt
bash packaging/hooks.sh "$place/venv/bin"
