"""How Coproduce uses SQLite and PostgreSQL: what a connection asks for, and how long it waits."""

from pathlib import Path
from typing import Any


def with_options(
    entry: dict[str, Any],
    *,
    data_dir: Path,
    connect_seconds: int,
    lock_seconds: int,
    query_seconds: int,
    is_behind_pgbouncer: bool,
) -> dict[str, Any]:
    """Return an entry of ``DATABASES`` with all that Coproduce needs of it; 0 seconds are as long as it takes."""
    # A new connection for each request halves the throughput.
    entry = {**entry, "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
    if entry["ENGINE"] == "django.db.backends.sqlite3":
        return entry | _sqlite(data_dir, lock_seconds)
    entry = _postgresql(entry, connect_seconds)
    waits = {"lock_timeout": f"{lock_seconds}s", "statement_timeout": f"{query_seconds}s"}
    if is_behind_pgbouncer:
        return _behind_pgbouncer(entry, waits)
    # Planning a query with a dozen joins takes PostgreSQL 30 ms with its usual 8, and 2 ms with 4 (docs/adr/0091).
    asked = {"join_collapse_limit": 4, **waits}
    entry["OPTIONS"]["options"] = " ".join(f"-c {name}={value}" for name, value in asked.items())
    entry["OPTIONS"]["prepare_threshold"] = 3
    return entry


def _sqlite(data_dir: Path, lock_seconds: int) -> dict[str, Any]:
    return {
        # Django's own, but for a file that is moved or takes no changes while it is in use (docs/adr/0112).
        "ENGINE": "core.sqlite",
        # WAL and IMMEDIATE together: with either alone, several writers meet "database is locked".
        "OPTIONS": {
            "timeout": lock_seconds,
            "transaction_mode": "IMMEDIATE",
            # secure_delete: what is deleted is overwritten (docs/adr/0110).
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;",
        },
        # A file, as in use: threads that share a database in memory lock each other out at once, whatever the timeout.
        "TEST": {"NAME": str(data_dir / "test.sqlite3")},
    }


def _postgresql(entry: dict[str, Any], connect_seconds: int) -> dict[str, Any]:
    options = {
        **entry.get("OPTIONS", {}),
        "server_side_binding": True,
        "connect_timeout": connect_seconds,
    }
    # Django's own, but for a server that takes a query and never answers (docs/adr/0112).
    return {**entry, "ENGINE": "core.postgresql", "OPTIONS": options}


def _behind_pgbouncer(entry: dict[str, Any], waits: dict[str, str]) -> dict[str, Any]:
    """
    Ask for nothing that lasts from one transaction to the next: each may go to another session (docs/adr/0149).

    How long to wait is said at the beginning of each transaction, by ``core.postgresql``.
    """
    options = {**entry["OPTIONS"], "prepare_threshold": None, "in_each_transaction": waits}
    return {**entry, "OPTIONS": options, "DISABLE_SERVER_SIDE_CURSORS": True}
