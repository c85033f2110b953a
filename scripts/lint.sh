# The lint step. Sourced by ./test --lint, which brings part() and $PYTHON.

BIN="$VENV/bin"
# What stands in a person's own .env is not what is checked.
export COPRODUCE_ENV_FILE=/dev/null
LINT_DATA=$(mktemp -d)
LINT_KEYS=$(mktemp -d)
LINT_SECRET=only-for-lint-0123456789-0123456789-0123456789-0123456789

lint_imports() { "$BIN/lint-imports" --no-cache; }

migrations_are_made() {
  env -u DATABASE_URL COPRODUCE_DATA_DIR="$LINT_DATA" SECRET_KEY="$LINT_SECRET" \
    "$PYTHON" manage.py makemigrations --check --dry-run
}

# The settings as docker-compose.yml sets them, with every warning of Django's own check an error.
deploy_check() {
  env COPRODUCE_DATA_DIR="$LINT_DATA" COPRODUCE_KEYS_DIR="$LINT_KEYS" \
    DATABASE_URL=postgres://nobody@127.0.0.1:1/none BROKER_URL=redis://127.0.0.1:1/0 \
    SECRET_KEY="$("$PYTHON" -c 'import secrets; print(secrets.token_urlsafe(60))')" DEBUG=0 COPRODUCE_DEMO=0 \
    SITE_URL=https://coproduce.example BEHIND_PROXY=1 ALLOWED_HOSTS=coproduce.example EMAIL_URL=smtp://127.0.0.1:1 \
    "$PYTHON" manage.py check --deploy --fail-level WARNING
}

# One declaration a line, by cssbeautifier (scripts/format.sh writes it so).
style_sheets_are_formatted() {
  local sheet wrong=0
  for sheet in static/css/*.css; do
    if ! "$BIN/css-beautify" --indent-size 2 --end-with-newline --preserve-newlines "$sheet" | cmp -s - "$sheet"; then
      echo "$sheet is not formatted. To mend it, type:   scripts/format.sh"
      wrong=1
    fi
  done
  return "$wrong"
}

# What Coproduce is made of, in CycloneDX, from the lock of the app: var/bom.json, not in the repository.
bill_of_materials() {
  mkdir -p var
  "$BIN/cyclonedx-py" requirements requirements/app.txt --output-format JSON --output-reproducible -o var/bom.json &&
    "$PYTHON" -c 'import json; print(len(json.load(open("var/bom.json"))["components"]), "stand in var/bom.json")'
}

part "ruff" "$BIN/ruff" check .
part "ruff format" "$BIN/ruff" format --check .
part "types" env COPRODUCE_DATA_DIR="$LINT_DATA" SECRET_KEY="$LINT_SECRET" "$BIN/mypy" .
part "imports" lint_imports
part "templates" "$BIN/djlint" --lint --quiet templates
part "template format" "$BIN/djangofmt" --check --quiet --custom-blocks partialdef --indent-width 2 templates
part "style sheet format" style_sheets_are_formatted
part "migrations" migrations_are_made
part "deploy settings" deploy_check
part "bill of materials" bill_of_materials
part "known weaknesses" "$PYTHON" scripts/audit.py
rm -rf "$LINT_DATA" "$LINT_KEYS"
