#!/usr/bin/env bash
# Packs the program in a folder, for Linux and macOS as a .tar.gz, for Windows as a .zip: unpack it anywhere and run it.
# Usage: packaging/tar.sh [PROGRAM]
source "$(dirname "$0")/lib.sh"
case $(uname -s) in
    Linux) system=linux ending=.tar.gz ;;
    Darwin) system=macos ending=.tar.gz ;;
    *) system=windows ending=.zip ;;
esac
name="assemble-$version-$(uname -m)-$system"
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
put_program "$root/$name/$(basename "$program")"
licences "$root/$name/licences"
manual "$root/$name/man"
mkdir "$root/$name/completions"
for shell in bash fish zsh powershell; do
    "$program" completions "$shell" > "$root/$name/completions/assemble.$shell"
done
cp README.md CHANGELOG.md docs/first-hour.md "$root/$name"
python3 packaging/archive.py "$root/$name" "$made/$name$ending"
echo "$made/$name$ending"
