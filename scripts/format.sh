#!/usr/bin/env bash
# Give templates, style sheets and Python their form: what the lint step looks for.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
. scripts/lib.sh
install_lock test
BIN="$VENV/bin"

"$BIN/djangofmt" --quiet --custom-blocks partialdef --indent-width 2 templates
for sheet in static/css/*.css; do
  "$BIN/css-beautify" --indent-size 2 --end-with-newline --preserve-newlines --replace "$sheet" >/dev/null
done
"$BIN/ruff" format --quiet .
say "Formatted. Next, look at what changed:   git diff"
