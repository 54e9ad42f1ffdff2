#!/usr/bin/env bash
# Runs the hook as pre-commit does and the script of the GitHub action as its runner does, and checks that both pass a
# good report, refuse a bad one, and pass over other YAML files. Usage: packaging/hooks.sh FOLDER-OF-THE-PROGRAM
set -euo pipefail
cd "$(dirname "$0")/.."
here=$PWD
tools=$here/target/packages/tools/bin
export PATH="$1:$PATH"
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

"$tools/check-jsonschema" --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml
"$tools/check-jsonschema" --quiet --builtin-schema vendor.github-actions action.yml
"$tools/pre-commit" validate-manifest .pre-commit-hooks.yaml

# The hook's repository as it is in the folder, committed or not.
mkdir "$place/hook" "$place/team"
cp .pre-commit-hooks.yaml "$place/hook"
for folder in hook team; do
    git -C "$place/$folder" init --quiet
    git -C "$place/$folder" config user.name test
    git -C "$place/$folder" config user.email test@example.org
done
git -C "$place/hook" add --all
git -C "$place/hook" commit --quiet --message "Hook"

cd "$place/team"
export PRE_COMMIT_HOME="$place/home"
cp "$here/specs/examples/short.yaml" report.yaml
echo "services: [web]" > compose.yml
git add --all
hook() { "$tools/pre-commit" try-repo "$place/hook" assemble-check --all-files >"$place/said" 2>&1; }
hook || { cat "$place/said"; exit 1; }
# The runner gives the inputs as variables.
action() { FILES="*.yaml *.yml" PDF=true OUT=out bash "$here/packaging/action.sh" >"$place/said" 2>&1; }
action || { cat "$place/said"; exit 1; }
[ -s out/report.docx ] && [ -s out/report.pdf ] && [ ! -e out/compose.docx ]

sed -i 's/^title:/titel:/' report.yaml
git add --all
if hook; then echo "the hook passes a report with a mistake" >&2; exit 1; fi
grep -q 'titel' "$place/said"
if action; then echo "the action passes a report with a mistake" >&2; exit 1; fi
grep -q '^::error file=report.yaml' "$place/said"
echo "hook and action: pass a good report, refuse a bad one, pass over other files"
