# The servers that the tests need: found, started privately or installed. Sourced by ./test after lib.sh.
# Leaves TEST_DATABASE_URL and TEST_REDIS_URL exported; stop_services ends what was started here.

SERVICES_DIR=""
CONTAINERS=""

# PostgreSQL refuses to run as root: step down to a user without rights.
as_server_user() {
  if ! is_root; then
    "$@"
  elif has setpriv; then
    setpriv --reuid="$SERVER_USER" --regid="$(id -g "$SERVER_USER")" --clear-groups "$@"
  else
    runuser -u "$SERVER_USER" -- "$@"
  fi
}

prepare_services_dir() {
  [ -z "$SERVICES_DIR" ] || return 0
  SERVICES_DIR=$(mktemp -d /tmp/coproduce-test.XXXXXX)
  chmod 755 "$SERVICES_DIR"
  SERVER_USER=nobody
  if id postgres >/dev/null 2>&1; then SERVER_USER=postgres; fi
  mkdir "$SERVICES_DIR/pg" "$SERVICES_DIR/redis"
  if is_root; then chown "$SERVER_USER" "$SERVICES_DIR/pg" "$SERVICES_DIR/redis"; fi
}

# Print the folder of PostgreSQL's programs; Debian keeps them out of PATH.
find_postgres() {
  local folder
  for folder in $(ls -d /usr/lib/postgresql/*/bin /opt/homebrew/opt/postgresql*/bin 2>/dev/null | sort -rV); do
    if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ]; then printf '%s\n' "$folder"; return 0; fi
  done
  if has initdb && has pg_ctl; then dirname "$(readlink -f "$(command -v initdb)")"; return 0; fi
  return 1
}

# The same names stand in tests/browser/chromium.py.
has_chromium() {
  local name
  for name in chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable; do
    if has "$name"; then return 0; fi
  done
  return 1
}

has_engine() { has docker && timeout 10 docker info >/dev/null 2>&1; }

# Clients of PostgreSQL, also where the server is elsewhere: tests call psql, and copies of a database pg_dump.
has_psql() { has psql || ls /usr/lib/postgresql/*/bin/psql >/dev/null 2>&1; }
has_pg_dump() { has pg_dump || ls /usr/lib/postgresql/*/bin/pg_dump >/dev/null 2>&1; }

# Print the packages that are missing of these kinds, a space before each: pdf, servers, client, samples, browser.
missing() {
  local kinds=" $* "
  if [[ $kinds == *" pdf "* ]]; then
    has pdftotext || printf ' poppler-utils'
    has_pango || printf ' %s' "$PANGO_PACKAGES"
    has_all_fonts || printf ' %s' "$ALL_FONT_PACKAGES"
  fi
  if [[ $kinds == *" servers "* ]]; then
    [ -n "${TEST_DATABASE_URL:-}" ] || find_postgres >/dev/null || printf ' postgresql'
    [ -n "${TEST_REDIS_URL:-}" ] || has redis-server || printf ' redis-server'
  fi
  if [[ $kinds == *" client "* ]]; then { has_psql && has_pg_dump; } || printf ' postgresql-client'; fi
  # To try docs/samples/. Debian keeps nginx out of a user's PATH.
  if [[ $kinds == *" samples "* ]]; then
    has caddy || printf ' caddy'
    has nginx || [ -x /usr/sbin/nginx ] || printf ' nginx'
    has openssl || printf ' openssl'
    has systemd-analyze || printf ' systemd'
  fi
  if [[ $kinds == *" browser "* ]]; then has_chromium || printf ' chromium'; fi
}

# No cluster of the machine's own: the tests start a private one.
want_no_cluster() {
  mkdir -p /etc/postgresql-common
  [ -f /etc/postgresql-common/createcluster.conf ] ||
    echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
}

# A test starts a proxy of its own, on a free port: Debian's would be in the way of whatever this machine serves.
stop_new_proxies() {
  local name
  for name in caddy nginx; do
    case " $* " in *" $name "*) systemctl disable --now "$name" >/dev/null 2>&1 || true ;; esac
  done
}

# Install by apt whatever is missing of these kinds, when we may; else say what to type.
install_needed() {
  local wanted
  # The one without windows is quicker, and Debian has it; elsewhere it is the whole one.
  if [[ " $* " == *" browser "* ]]; then
    has chromium-headless-shell || apt_install chromium-headless-shell || true
  fi
  wanted=$(missing "$@")
  [ -n "$wanted" ] || return 0
  if is_root && has apt-get; then
    if [[ "$wanted " == *" postgresql "* ]]; then want_no_cluster; fi
    # shellcheck disable=SC2086
    apt_install $wanted || true
    # shellcheck disable=SC2086
    stop_new_proxies $wanted
  fi
  wanted=$(missing "$@")
  # Where there are containers, both servers run in them.
  if [ -n "$wanted" ] && has_engine; then wanted=$(missing "${@/servers/}"); fi
  [ -z "$wanted" ] || stop "The tests need programs that are not here, and no test is left out." \
    "On Debian or Ubuntu, type:   sudo apt-get install$wanted" \
    "PostgreSQL and Redis may also run elsewhere: set TEST_DATABASE_URL and TEST_REDIS_URL."
}

start_postgres() {
  local bin port log
  if [ -n "${TEST_DATABASE_URL:-}" ]; then return 0; fi
  # wal_keep_size: tests look for words in the log that was written a moment ago; others let it be cut meanwhile.
  if ! bin=$(find_postgres); then start_postgres_container; return; fi
  prepare_services_dir
  port=$(free_port)
  log="$SERVICES_DIR/pg/log"
  (
    cd /
    as_server_user "$bin/initdb" -D "$SERVICES_DIR/pg/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync \
      >"$SERVICES_DIR/initdb.log" 2>&1 &&
      as_server_user "$bin/pg_ctl" -w -D "$SERVICES_DIR/pg/data" -l "$log" \
        -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$SERVICES_DIR/pg \
-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c autovacuum=off -c max_connections=200 \
-c wal_keep_size=1GB" \
        start >/dev/null 2>&1
  ) || {
    tail -n 10 "$SERVICES_DIR/initdb.log" "$log" >&2 2>/dev/null
    stop "PostgreSQL did not start. Its own words stand above."
  }
  PG_BIN=$bin
  # What is left on it is gone with it: the tests may keep a template there (tests/kept_database.py).
  export TEST_SERVER_ENDS_WITH_THE_RUN=yes
  export TEST_DATABASE_URL="postgres://postgres@127.0.0.1:$port/postgres"
}

start_redis() {
  local port tries=0
  if [ -n "${TEST_REDIS_URL:-}" ]; then return 0; fi
  if ! has redis-server; then start_redis_container; return; fi
  prepare_services_dir
  port=$(free_port)
  (
    cd /
    as_server_user redis-server --port "$port" --bind 127.0.0.1 --save "" --appendonly no --daemonize yes \
      --dir "$SERVICES_DIR/redis" --pidfile "$SERVICES_DIR/redis/pid" --logfile "$SERVICES_DIR/redis/log" \
      >/dev/null 2>&1
  )
  until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
    tries=$((tries + 1))
    [ "$tries" -lt 50 ] || stop "Redis did not start."
    sleep 0.1
  done
  export TEST_REDIS_URL="redis://127.0.0.1:$port/0"
}

# Start an image on a free port of this machine; print the port.
start_container() {
  local name="$1" inner="$2" port
  shift 2
  port=$(free_port)
  docker run -d --rm --name "$name" -p "127.0.0.1:$port:$inner" "$@" >/dev/null ||
    stop "The container engine is here, but could not start $name."
  printf '%s\n' "$port"
}

start_postgres_container() {
  local name="coproduce-test-pg-$$" port tries=0
  port=$(start_container "$name" 5432 -e POSTGRES_HOST_AUTH_METHOD=trust postgres:16-alpine)
  CONTAINERS="$CONTAINERS $name"
  # The image starts twice; only the second start listens on TCP.
  until docker exec "$name" pg_isready -q -h 127.0.0.1 -U postgres; do
    tries=$((tries + 1))
    [ "$tries" -lt 60 ] || stop "PostgreSQL did not start in its container."
    sleep 0.5
  done
  export TEST_DATABASE_URL="postgres://postgres@127.0.0.1:$port/postgres"
}

start_redis_container() {
  local name="coproduce-test-redis-$$" port
  port=$(start_container "$name" 6379 redis:7-alpine)
  CONTAINERS="$CONTAINERS $name"
  export TEST_REDIS_URL="redis://127.0.0.1:$port/0"
}

stop_services() {
  local name
  for name in $CONTAINERS; do docker rm -f "$name" >/dev/null 2>&1 || true; done
  [ -n "$SERVICES_DIR" ] || return 0
  if [ -n "${PG_BIN:-}" ]; then
    (cd / && as_server_user "$PG_BIN/pg_ctl" -D "$SERVICES_DIR/pg/data" -m immediate stop >/dev/null 2>&1) || true
  fi
  if [ -f "$SERVICES_DIR/redis/pid" ]; then kill "$(cat "$SERVICES_DIR/redis/pid")" 2>/dev/null || true; fi
  # Redis may still write while it ends.
  rm -rf "$SERVICES_DIR" 2>/dev/null || { sleep 1; rm -rf "$SERVICES_DIR"; }
}
