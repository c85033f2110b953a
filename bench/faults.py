"""What can happen to a database, done to a real one and undone: a PostgreSQL server of this run, or a SQLite file."""

import os
import pwd
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Protocol

import psycopg

from bench.servers import free_port
from tests.system.processes import children_of

#: Room for the data, in MB; the rest of it is taken when the disk is to be full.
ROOM = 160
MB = 1024 * 1024
#: A column of each page's user is missing, as before a migration; and back.
COLUMN_GOES = "ALTER TABLE accounts_user RENAME COLUMN seen_at TO seen_before"
COLUMN_COMES = "ALTER TABLE accounts_user RENAME COLUMN seen_before TO seen_at"


class Web(Protocol):
    """The web server of a run."""

    def start(self) -> None: ...
    def stop(self) -> None: ...


class SmallDisk:
    """A file system of its own in memory, which only root can make; as a context, surely gone."""

    def __init__(self, megabytes: int = ROOM) -> None:
        self.path = Path(mkdtemp(prefix="coproduce-disk-"))
        self.path.chmod(0o755)
        self._mount("-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs")

    def _mount(self, *words: str) -> None:
        subprocess.run(["mount", *words, str(self.path)], check=True)

    @contextmanager
    def full(self) -> Iterator[None]:
        filler = self.path / "filler"
        with suppress(OSError), filler.open("wb", buffering=0) as out:
            while True:
                out.write(bytes(MB))
        with suppress(OSError), filler.open("ab", buffering=0) as out:
            while True:
                out.write(bytes(512))
        try:
            yield
        finally:
            filler.unlink()

    @contextmanager
    def read_only(self) -> Iterator[None]:
        """As long as nobody has a file of it open for writing."""
        self._mount("-o", "remount,ro")
        try:
            yield
        finally:
            self._mount("-o", "remount,rw")

    def end(self) -> None:
        subprocess.run(["umount", "--lazy", str(self.path)], check=False)
        with suppress(OSError):
            self.path.rmdir()


class Cluster:
    """A PostgreSQL server of this run: its log of changes on one small disk, the tables of the app on another."""

    def __init__(self, programs: str) -> None:
        self.programs, self.port = Path(programs), free_port()
        self.disk, self.log_disk = SmallDisk(), SmallDisk(128)
        self.folder = Path(mkdtemp(prefix="coproduce-pg-"))
        self.user = next(name for name in ("postgres", "nobody") if _is_user(name))
        tables, changes = self.disk.path / "tables", self.log_disk.path / "changes"
        tables.mkdir()
        for path in (self.folder, tables, self.log_disk.path):
            shutil.chown(path, self.user)
        self._run(
            *("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"),
            *("--no-sync", f"--waldir={changes}"),
        )
        self.start()
        with self.admin() as admin:
            admin.execute(f"CREATE TABLESPACE small LOCATION '{tables}'".encode())
            admin.execute("CREATE DATABASE app TABLESPACE small")

    @property
    def url(self) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/app"

    def admin(self, database: str = "postgres") -> psycopg.Connection[Any]:
        """Return a connection that may write whatever the server's defaults are."""
        return psycopg.connect(
            f"host=127.0.0.1 port={self.port} user=postgres dbname={database}",
            autocommit=True,
            options="-c default_transaction_read_only=off",
        )

    def _run(self, program: str, *words: str, check: bool = True) -> None:
        pw = pwd.getpwnam(self.user)
        subprocess.run(
            [str(self.programs / program), "-D", str(self.folder), *words],
            cwd="/",
            check=check,
            stdout=subprocess.DEVNULL,
            user=pw.pw_uid,
            group=pw.pw_gid,
            extra_groups=[],
        )

    def start(self) -> None:
        options = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder} -c fsync=off"
            " -c full_page_writes=off -c synchronous_commit=off -c autovacuum=off -c max_wal_size=32MB"
            " -c min_wal_size=32MB -c wal_recycle=off"
        )
        self._run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self, *, check: bool = True) -> None:
        self._run("pg_ctl", "-w", "-m", "immediate", "stop", check=check)

    def end(self) -> None:
        self.stop(check=False)
        self.disk.end()
        self.log_disk.end()
        shutil.rmtree(self.folder, ignore_errors=True)

    @contextmanager
    def away(self) -> Iterator[None]:
        self.stop()
        try:
            yield
        finally:
            self.start()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """SIGSTOP to the server and to each process of it."""
        first = int((self.folder / "postmaster.pid").read_text().split()[0])
        stopped = [first]
        os.kill(first, signal.SIGSTOP)
        for pid in children_of(first):
            os.kill(pid, signal.SIGSTOP)
            stopped.append(pid)
        try:
            yield
        finally:
            for pid in stopped:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGCONT)

    @contextmanager
    def _holding(self, statement: str) -> Iterator[None]:
        with self.admin("app") as other:
            other.execute("BEGIN")
            other.execute(statement.encode())
            yield
            other.execute("ROLLBACK")

    def writes_locked(self) -> AbstractContextManager[None]:
        """Another transaction lets nobody write to any table; all can be read."""
        with self.admin("app") as admin:
            tables = ", ".join(_tables(admin))
        return self._holding(f"LOCK TABLE {tables} IN SHARE MODE")

    def one_locked(self) -> AbstractContextManager[None]:
        """Another transaction lets nobody even read one table, as while it is changed."""
        return self._holding("LOCK TABLE projects_project IN ACCESS EXCLUSIVE MODE")

    @contextmanager
    def read_only(self) -> Iterator[None]:
        with self.admin() as admin:
            admin.execute("ALTER SYSTEM SET default_transaction_read_only = on")
            admin.execute("SELECT pg_reload_conf()")
            yield
            admin.execute("ALTER SYSTEM RESET default_transaction_read_only")
            admin.execute("SELECT pg_reload_conf()")

    @contextmanager
    def standby(self) -> Iterator[None]:
        """The server comes back as a hot standby, which takes no changes, until it is promoted."""
        self._run("pg_ctl", "-w", "-m", "fast", "stop")
        (self.folder / "standby.signal").touch()
        self.start()
        try:
            yield
        finally:
            self._run("pg_ctl", "-w", "promote")

    @contextmanager
    def full(self) -> Iterator[None]:
        """No room for one more page of a table; a page counts as full when a tenth of it is taken."""
        with self.admin("app") as admin:
            for table in _tables(admin):
                admin.execute(f"ALTER TABLE {table} SET (fillfactor = 10)".encode())
                admin.execute(f"VACUUM FULL {table}".encode())
            admin.execute("CHECKPOINT")
            with self.disk.full():
                yield
            for table in _tables(admin):
                admin.execute(f"ALTER TABLE {table} RESET (fillfactor)".encode())

    @contextmanager
    def log_full(self) -> Iterator[None]:
        """No room for the log of changes: the server ends, and cannot come back before there is."""
        with self.log_disk.full():
            with suppress(psycopg.Error), self.admin() as admin:
                for _time in range(40):
                    admin.execute(
                        "SELECT pg_logical_emit_message(false, 'bench', repeat('x', 1000000))"
                    )
            yield
            self.stop(check=False)
        self.start()

    @contextmanager
    def not_migrated(self) -> Iterator[None]:
        with self.admin("app") as admin:
            admin.execute(COLUMN_GOES)
            yield
            admin.execute(COLUMN_COMES)

    def ways(self) -> dict[str, Callable[[], AbstractContextManager[None]]]:
        return {
            "server stopped": self.away,
            "server paused": self.paused,
            "all tables locked for writing": self.writes_locked,
            "one table locked": self.one_locked,
            "read-only by a setting": self.read_only,
            "read-only as a hot standby": self.standby,
            "disk of the tables full": self.full,
            "disk of its log full": self.log_full,
            "not migrated": self.not_migrated,
        }


class File:
    """A SQLite database in a folder of a small disk, and the web server that has it open."""

    def __init__(self, disk: SmallDisk, web: Web) -> None:
        self.disk, self.web = disk, web
        self.folder = disk.path / "data"
        self.path = self.folder / "db.sqlite3"

    def open(self) -> closing[sqlite3.Connection]:
        return closing(sqlite3.connect(self.path, isolation_level=None))

    def _files(self, folder: Path) -> list[Path]:
        return sorted(folder.glob("db.sqlite3*"))

    @contextmanager
    def away(self) -> Iterator[None]:
        """The files stand elsewhere, while web servers have them open."""
        elsewhere = self.disk.path / "elsewhere"
        elsewhere.mkdir()
        for path in self._files(self.folder):
            path.rename(elsewhere / path.name)
        try:
            yield
        finally:
            for path in self._files(self.folder):
                path.unlink()
            for path in self._files(elsewhere):
                path.rename(self.folder / path.name)
            elsewhere.rmdir()

    @contextmanager
    def never_there(self) -> Iterator[None]:
        """The files stand elsewhere when the web server starts."""
        with self.away():
            self.web.stop()
            self.web.start()
            yield

    @contextmanager
    def locked(self) -> Iterator[None]:
        with self.open() as other:
            other.execute("BEGIN EXCLUSIVE")
            yield
            other.execute("ROLLBACK")

    @contextmanager
    def read_only(self) -> Iterator[None]:
        """The disk takes no changes when the web server starts."""
        self.web.stop()
        with self.disk.read_only():
            self.web.start()
            yield

    @contextmanager
    def full(self) -> Iterator[None]:
        with self.open() as own:
            own.execute("VACUUM")
            own.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with self.disk.full():
            yield

    @contextmanager
    def not_migrated(self) -> Iterator[None]:
        with self.open() as own:
            own.execute(COLUMN_GOES)
        yield
        with self.open() as own:
            own.execute(COLUMN_COMES)

    def ways(self) -> dict[str, Callable[[], AbstractContextManager[None]]]:
        return {
            "file moved away": self.away,
            "file never there": self.never_there,
            "locked by a transaction": self.locked,
            "read-only disk": self.read_only,
            "disk full": self.full,
            "not migrated": self.not_migrated,
        }


def _is_user(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def _tables(admin: psycopg.Connection[Any]) -> list[str]:
    found = admin.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    return [f'"{name}"' for (name,) in found]
