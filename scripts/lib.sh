# What ./run and ./test share: plain words, the virtual environment, Debian's packages.
# Sourced, never run. Expects to stand in the project's folder.

VENV=.venv
PYTHON="$VENV/bin/python"
export UV_PYTHON_DOWNLOADS=never
export PIP_DISABLE_PIP_VERSION_CHECK=1
export PYTHONUNBUFFERED=1

say() { printf '%s\n' "$*"; }

# Say what is wrong and what to do, on standard error, and end with 1.
stop() {
  printf '%s\n' "" "$@" >&2
  exit 1
}

is_root() { [ "$(id -u)" = 0 ]; }
has() { command -v "$1" >/dev/null 2>&1; }

# Install Debian packages. Root only; quiet unless it fails.
apt_install() {
  local log
  is_root && has apt-get || return 1
  log=$(mktemp)
  say "  Installing $* (once) ..."
  export DEBIAN_FRONTEND=noninteractive
  if apt-get install -y --no-install-recommends "$@" >"$log" 2>&1 ||
    { apt-get update >>"$log" 2>&1 && apt-get install -y --no-install-recommends "$@" >>"$log" 2>&1; }; then
    rm -f "$log"
    return 0
  fi
  tail -n 5 "$log" >&2
  rm -f "$log"
  return 1
}

# Print the first Python that is new enough.
find_python() {
  local name
  for name in python3.11 python3 python3.12 python3.13; do
    if has "$name" && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      printf '%s\n' "$name"
      return 0
    fi
  done
  return 1
}

# uv does not read pip's settings: hand it the index and the certificates that pip uses here.
uv_like_pip() {
  local pip="$1 -m pip" index cert
  if [ -z "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}" ]; then
    index=$($pip config get install.index-url 2>/dev/null || $pip config get global.index-url 2>/dev/null || true)
    index=${PIP_INDEX_URL:-$index}
    if [ -n "$index" ]; then export UV_DEFAULT_INDEX="$index"; fi
  fi
  if [ -z "${SSL_CERT_FILE:-}" ]; then
    cert=$($pip config get global.cert 2>/dev/null || true)
    cert=${PIP_CERT:-$cert}
    if [ -n "$cert" ]; then export SSL_CERT_FILE="$cert"; fi
  fi
  # Debian's pip trusts the machine's certificates; so does uv, where there are any.
  if [ -s /etc/ssl/certs/ca-certificates.crt ]; then export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}"; fi
}

# Print the Python that makes all the rest, installed if need be; or say what to do.
need_python() {
  find_python || { apt_install python3 python3-venv python3-pip >&2 && find_python; } ||
    stop "Coproduce needs Python 3.11 or newer, and there is none here." \
      "On Debian or Ubuntu, type:   sudo apt-get install python3 python3-venv python3-pip"
}

# Make the virtual environment with uv in it. Works without Debian's python3-venv.
make_venv() {
  local python log
  python=$(need_python) || exit 1
  if [ -x "$PYTHON" ] && "$PYTHON" -c '' 2>/dev/null && [ -x "$VENV/bin/uv" ]; then
    uv_like_pip "$python"
    return 0
  fi
  rm -rf "$VENV"
  log=$(mktemp)
  if ! "$python" -m pip --version >/dev/null 2>&1 &&
    ! "$python" -c 'import ensurepip; ensurepip.version()' 2>/dev/null; then
    apt_install python3-venv python3-pip || stop "Python is here, but not pip, which installs the rest." \
      "On Debian or Ubuntu, type:   sudo apt-get install python3-venv python3-pip"
  fi
  uv_like_pip "$python"
  if "$python" -m pip --version >/dev/null 2>&1; then
    # The machine's own pip fills the new environment: no ensurepip, nothing outside .venv touched.
    "$python" -m venv --without-pip "$VENV" >"$log" 2>&1 &&
      "$python" -m pip --python "$PYTHON" install -q --require-hashes -r requirements/uv.txt >>"$log" 2>&1
  else
    "$python" -m venv "$VENV" >"$log" 2>&1 &&
      "$PYTHON" -m pip install -q --require-hashes -r requirements/uv.txt >>"$log" 2>&1
  fi || {
    tail -n 5 "$log" >&2
    rm -rf "$VENV"
    refuse_full_disk "$log"
    rm -f "$log"
    no_network
  }
  rm -f "$log"
}

# Of what a program wrote: did it fail for want of room?
refuse_full_disk() {
  if grep -qi "no space left\|os error 28\|quota exceeded" "$1" 2>/dev/null; then
    rm -f "$1"
    stop "The disk is full, so what Coproduce needs cannot be kept on it." \
      "Make room on it. Then type the same command again."
  fi
}

no_network() {
  stop "We could not download what Coproduce needs. The first time, it needs the internet." \
    "Check the connection, then type the same command again. Later starts need no network."
}

lock_hash() { sha256sum "$1" | cut -d ' ' -f 1; }

# Is this lock (app or test) already what .venv holds?
is_installed() {
  [ -x "$PYTHON" ] && [ -f "$VENV/.installed-$1" ] &&
    [ "$(cat "$VENV/.installed-$1")" = "$(lock_hash "requirements/$1.txt")" ]
}

# Install one lock (app or test) into .venv, if it is not there yet. Needs no network if it is.
install_lock() {
  local log
  if is_installed "$1" && "$PYTHON" -c '' 2>/dev/null; then return 0; fi
  if [ -e "$VENV" ] && [ ! -w "$VENV" ] || [ ! -w . ]; then
    stop "Python packages are missing, or are those of an older Coproduce, and the user $(id -un) cannot change them." \
      "As the one to whom this folder belongs ($(stat -c %U .)), type:   ./run --prepare"
  fi
  say "  Installing Python packages (once) ..."
  make_venv
  log=$(mktemp)
  if ! "$VENV/bin/uv" pip install -q --python "$PYTHON" --require-hashes \
    -r "requirements/$1.txt" >"$log" 2>&1; then
    tail -n 8 "$log" >&2
    refuse_full_disk "$log"
    rm -f "$log"
    no_network
  fi
  rm -f "$log"
  lock_hash "requirements/$1.txt" >"$VENV/.installed-$1"
  # test.txt holds all of app.txt (tests/house/test_locks.py).
  lock_hash requirements/app.txt >"$VENV/.installed-app"
}

PANGO_PACKAGES="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

has_pango() {
  "$PYTHON" - <<'PY' 2>/dev/null
import ctypes
for name in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"):
    ctypes.CDLL(name)
PY
}

# What draws the letters of PDFs: of most scripts; then those of Chinese, Japanese and Korean, and emoji.
FONT_PACKAGES="fonts-noto-core"
ALL_FONT_PACKAGES="$FONT_PACKAGES fonts-noto-cjk fonts-noto-color-emoji"

# Is there a font for each of these letters? They are told by their numbers in Unicode.
has_fonts() {
  local letter
  has fc-list || return 1
  for letter in "$@"; do
    [ -n "$(fc-list ":charset=$letter" family)" ] || return 1
  done
}
has_most_fonts() { has_fonts 915 ba4 627 1230 e01; }
has_all_fonts() { has_most_fonts && has_fonts 65e5 3042 ac00 1f44b; }

free_port() {
  "$PYTHON" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}
