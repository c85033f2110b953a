"""
Migrate the test database once, and give every later one of the same migrations a copy.

What a copy must agree in stands in ``key``: the migrations, the code and the seed data behind them, and what
runs them. On SQLite a file is kept under pytest's cache. On PostgreSQL a template is kept, and only on the
private server of one ``./test``, which ends with it. ``migrate`` runs over every copy as over a new database.
"""

import ast
import fcntl
import hashlib
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader

#: So many kept files stay: that of this branch, and some of those that one comes from and goes to.
MOST = 4
_LOCK = 7_061_973


def _own(path: Path) -> bool:
    return path.is_relative_to(settings.BASE_DIR) and "site-packages" not in path.parts


def _file_of(module: str) -> Path | None:
    spec = find_spec(module)
    return Path(spec.origin) if spec and spec.origin and spec.has_location else None


def _imported_by(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def _with_what_they_import(paths: set[Path]) -> set[Path]:
    """Return these files and those of our own that the migrations among them call."""
    found, waiting = set(), list(paths)
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        # Models change a database by migrations only, and bring everything else along.
        if _own(path) and path.name != "models.py" and "models" not in path.parts:
            behind = (_file_of(module) for module in _imported_by(path))
            waiting += [one for one in behind if one and _own(one)]
    return found


def files_behind() -> set[Path]:
    """Return the files that decide what a freshly migrated database holds."""
    modules = {migration.__module__ for migration in MigrationLoader(None).disk_migrations.values()}
    paths = _with_what_they_import({path for module in modules if (path := _file_of(module))})
    data = {path for app in apps.get_app_configs() for path in Path(app.path).glob("data/**/*")}
    return {path for path in paths | data if path.is_file()}


def key(connection: BaseDatabaseWrapper) -> str:
    """Return a hash of all that decides what a freshly migrated database of this kind holds."""
    known = hashlib.sha256(
        repr((django.VERSION, sys.version, sqlite3.sqlite_version, connection.vendor)).encode()
    )
    for name, options in sorted(settings.DATABASES["default"].items()):
        if name in {"ENGINE", "OPTIONS", "TIME_ZONE"}:
            known.update(repr((name, options)).encode())
    for path in sorted(files_behind()):
        known.update(f"{'/'.join(path.parts[-3:])} {path.stat().st_size}\n".encode())
        known.update(path.read_bytes())
    return known.hexdigest()[:24]


@contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class KeptFile:
    """A SQLite database in a file; it appears whole or not at all."""

    def __init__(self, connection: BaseDatabaseWrapper, folder: Path) -> None:
        self.connection, self.folder = connection, folder
        self.path = folder / f"{key(connection)}.sqlite3"

    def one_at_a_time(self):
        return _one_at_a_time(self.folder / "lock")

    def exists(self) -> bool:
        """Whether there is a file that SQLite finds sound; another one is thrown away."""
        if not self.path.exists():
            return False
        try:
            with closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)) as kept:
                kept.execute("SELECT 1 FROM django_migrations")
                if kept.execute("PRAGMA quick_check").fetchone() == ("ok",):
                    return True
        except sqlite3.Error:
            pass
        self.path.unlink(missing_ok=True)
        return False

    @contextmanager
    def used(self) -> Iterator[None]:
        """While this lasts, a new database is a copy."""
        prepare: Callable[..., str] = self.connection.creation._create_test_db

        def copy(*args, **kwargs) -> str:
            name = prepare(*args, **kwargs)
            shutil.copyfile(self.path, name)
            return name

        self.connection.creation._create_test_db = copy
        yield
        del self.connection.creation._create_test_db

    def keep(self) -> None:
        new = self.path.with_suffix(f".{os.getpid()}")
        self.connection.ensure_connection()
        with closing(sqlite3.connect(new)) as copy:
            self.connection.connection.backup(copy)
            # Without this, reading it would leave files of SQLite's own beside it.
            copy.execute("PRAGMA journal_mode = DELETE")
        new.replace(self.path)
        kept = sorted(self.folder.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime)
        for old in kept[:-MOST]:
            old.unlink(missing_ok=True)


class KeptTemplate:
    """A PostgreSQL database from which others are copied; it gets its name when it is whole."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection
        self.name = f"kept_{key(connection)}"

    @contextmanager
    def one_at_a_time(self) -> Iterator[None]:
        with self.connection.creation._nodb_cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
            yield
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])

    def exists(self) -> bool:
        with self.connection.creation._nodb_cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.name])
            return cursor.fetchone() is not None

    @contextmanager
    def used(self) -> Iterator[None]:
        self.connection.settings_dict["TEST"]["TEMPLATE"] = self.name
        yield
        del self.connection.settings_dict["TEST"]["TEMPLATE"]

    def keep(self) -> None:
        # A database that somebody is connected to cannot be copied.
        self.connection.close()
        made, new = self.connection.settings_dict["NAME"], f"{self.name}_new"
        with self.connection.creation._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{new}"')
            cursor.execute(f'CREATE DATABASE "{new}" TEMPLATE "{made}"')
            cursor.execute(f'ALTER DATABASE "{new}" RENAME TO "{self.name}"')
        self.connection.ensure_connection()


def migrate_once(connection: BaseDatabaseWrapper, folder: Path) -> None:
    """Change how this connection makes its test database: from what is kept, or to keep it."""
    if connection.vendor == "sqlite":
        kept: KeptFile | KeptTemplate = KeptFile(connection, folder)
    elif os.environ.get("TEST_SERVER_ENDS_WITH_THE_RUN"):
        kept = KeptTemplate(connection)
    else:
        return
    make: Callable[..., str] = connection.creation.create_test_db

    def create_test_db(*args, **kwargs) -> str:
        if not kept.exists():
            with kept.one_at_a_time():
                if not kept.exists():
                    name = make(*args, **kwargs)
                    kept.keep()
                    return name
        with kept.used():
            return make(*args, **kwargs)

    connection.creation.create_test_db = create_test_db  # type: ignore[method-assign]
