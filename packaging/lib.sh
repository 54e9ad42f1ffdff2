# What the packaging scripts share. They run in the project's folder; $program is the binary that is packed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
program=${1:-target/release/assemble}
[ -x "$program" ] || { echo "there is no program at $program: run \`cargo build --release\` first" >&2; exit 2; }
version=$("$program" version | cut -d' ' -f2)
made=target/packages
mkdir -p "$made"
# The time of every file in a package, so that the same input gives the same bytes.
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}

# The licences of the program, its fonts and its names of States, into a folder.
licences() {
    mkdir -p "$1"
    cp LICENSE-APACHE LICENSE-MIT specs/languages/LICENSE-UNICODE "$1"
    for font in fonts/*/; do
        cp "$font/LICENSE" "$1/LICENSE-OFL-$(basename "$font")"
    done
}

# The manual pages into a folder: that of the program, and those of the commands that it names.
manual() {
    mkdir -p "$1"
    "$program" man > "$1/assemble.1"
    for command in $(grep -o 'assemble\\-[a-z]*' "$1/assemble.1" | sed 's/.*-//' | sort -u); do
        [ "$command" = help ] || "$program" man "$command" > "$1/assemble-$command.1"
    done
}

# The program without the names of its functions, where that can be done: a package of a debug build would be four times
# as large. A release build has none.
put_program() {
    mkdir -p "$(dirname "$1")"
    cp "$program" "$1"
    chmod 755 "$1"
    [ "$(uname -s)" != Linux ] || strip --strip-all "$1"
}
