#!/usr/bin/env bash
# Packs the program for Debian and Ubuntu, with manual pages and completions. Usage: packaging/deb.sh [PROGRAM]
source "$(dirname "$0")/lib.sh"
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"
put_program "$root/usr/bin/assemble"
licences "$root/usr/share/doc/assemble"
{
    echo "Copyright (c) the authors of assemble. Licence: MIT or Apache-2.0, as you choose."
    echo "The fonts: SIL Open Font License 1.1. The names of States: Unicode-3.0. The texts are in this folder."
} > "$root/usr/share/doc/assemble/copyright"
manual "$root/usr/share/man/man1"
gzip -9 -n "$root"/usr/share/man/man1/*.1
put_completions() { install -d "$root/$(dirname "$2")"; "$program" completions "$1" > "$root/$2"; }
put_completions bash usr/share/bash-completion/completions/assemble
put_completions fish usr/share/fish/vendor_completions.d/assemble.fish
put_completions zsh usr/share/zsh/vendor-completions/_assemble

# The oldest C library that has what the program calls; a static program needs none.
libc=$({ grep -aoE 'GLIBC_[0-9]+\.[0-9]+' "$root/usr/bin/assemble" || true; } | sort -uV | tail -1)
mkdir "$root/DEBIAN"
{
    echo "Package: assemble-un"
    echo "Version: $version"
    echo "Architecture: $(dpkg --print-architecture)"
    echo "Maintainer: OWNER <OWNER@example.org>"
    echo "Section: text"
    echo "Priority: optional"
    echo "Installed-Size: $(du -sk "$root/usr" | cut -f1)"
    [ -z "$libc" ] || echo "Depends: libc6 (>= ${libc#GLIBC_}), libgcc-s1"
    echo "Description: submissions to United Nations bodies, as Word and PDF files"
    echo " It makes the Word file and the accessible PDF of a report that is written as YAML and Markdown,"
    echo " and names every mistake with its line and what to write instead."
} > "$root/DEBIAN/control"
file="$made/assemble-un_${version}_$(dpkg --print-architecture).deb"
dpkg-deb --root-owner-group -Zgzip --build "$root" "$file" >/dev/null
echo "$file"
