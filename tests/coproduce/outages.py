"""Ways in which a database fails, each done to the connection of the test, and undone."""

import socket
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager

import psycopg
from django.db import connection

from tests.system.processes import free_port


@contextmanager
def _elsewhere(**where: object) -> Iterator[None]:
    """Every new connection goes somewhere else."""
    kept = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(where)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.clear()
        connection.settings_dict.update(kept)


@contextmanager
def away() -> Iterator[None]:
    if connection.vendor == "sqlite":
        with _elsewhere(NAME="/nowhere/at/all/db.sqlite3"):
            yield
    else:
        with _elsewhere(PORT=free_port()):
            yield


@contextmanager
def paused() -> Iterator[None]:
    """A server that lets everybody in and says nothing."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(50)
        options = {**connection.settings_dict["OPTIONS"], "connect_timeout": 2}
        with _elsewhere(HOST="127.0.0.1", PORT=silent.getsockname()[1], OPTIONS=options):
            yield


@contextmanager
def _told(statement: str, undo: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(undo)


@contextmanager
def read_only() -> Iterator[None]:
    on, off = (
        ("PRAGMA query_only = ON", "PRAGMA query_only = OFF")
        if connection.vendor == "sqlite"
        else ("SET default_transaction_read_only = on", "SET default_transaction_read_only = off")
    )
    with _told(on, off):
        yield


@contextmanager
def full() -> Iterator[None]:
    """SQLite may not take one more page. What is free inside the file is filled first."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA page_count")
        (count,) = cursor.fetchone()
    with _told(f"PRAGMA max_page_count = {count}", "PRAGMA max_page_count = 1073741823"):
        yield


@contextmanager
def locked() -> Iterator[None]:
    """Somebody else is saving, and does not come to an end."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(connection.settings_dict["NAME"])) as other:
            other.execute("BEGIN IMMEDIATE")
            with _told("PRAGMA busy_timeout = 20", "PRAGMA busy_timeout = 60000"):
                yield
            other.rollback()
    else:
        parameters = connection.get_connection_params()
        known = {name: parameters[name] for name in ("dbname", "user", "host", "port")}
        with psycopg.connect(**known) as other:
            other.execute(
                "LOCK TABLE accounts_user, projects_project, django_session IN SHARE MODE"
            )
            with _told("SET lock_timeout = '20ms'", "SET lock_timeout = 0"):
                yield
            other.rollback()


WAYS: dict[str, Callable[[], AbstractContextManager[None]]] = {
    "away": away,
    "locked": locked,
    "read_only": read_only,
}
