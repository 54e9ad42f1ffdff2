#!/usr/bin/env bash
# Installs the outside judges from the package registries, at the versions named in requirements.txt and package.json.
# Needs Debian, Python 3 and npm. Everything but the Debian packages goes into target/judges.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
home="$root/target/judges"

packages=(chromium libreoffice-writer-nogui mupdf-tools openjdk-17-jdk-headless pandoc poppler-utils python3-uno qpdf)
missing=()
for package in "${packages[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

mkdir -p "$home"
if [ ! -x "$home/python/bin/pip" ]; then
    python3 -m venv "$home/python"
fi
"$home/python/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
cp "$here/package.json" "$here/package-lock.json" "$home/"
npm install --silent --no-fund --no-audit --prefix "$home"
