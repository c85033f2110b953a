"""How a PostgreSQL database is copied while it is in use, and put back in one transaction, by PostgreSQL's programs."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, cast

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from coproduce.backup import BackupRefused
from coproduce.backup.manifest import IN_USE, MARK, PEOPLE_ARE_HERE, Ask, Manifest

MEMBER = "database.pgdump"
#: What pg_dump says that it is no version for.
_OTHER_VERSION = "server version mismatch"
#: pg_restore of version 17 sets it, and no server before 17 knows it.
_NEW_SETTING = b"SET transaction_timeout"
#: What our transaction says when somebody began here meanwhile.
_IN_USE = "people are here"
_NOBODY = f"""
DO $$ DECLARE one text; is_there boolean; BEGIN
  FOREACH one IN ARRAY ARRAY{list(IN_USE)} LOOP
    IF to_regclass('{MARK}') IS NULL AND to_regclass(one) IS NOT NULL THEN
      EXECUTE 'LOCK TABLE ' || one;
      EXECUTE 'SELECT EXISTS (SELECT 1 FROM ' || one || ')' INTO is_there;
      IF is_there THEN RAISE EXCEPTION '{_IN_USE}'; END IF;
    END IF;
  END LOOP;
END $$;
"""  # noqa: S608 - all of it is ours
_EMPTY = """
DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = current_schema() LOOP
    EXECUTE 'DROP TABLE ' || one.name || ' CASCADE';
  END LOOP;
  FOR one IN SELECT p.oid::regprocedure::text AS name FROM pg_proc p WHERE pronamespace = current_schema()::regnamespace
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') LOOP
    EXECUTE 'DROP ROUTINE IF EXISTS ' || one.name || ' CASCADE';
  END LOOP;
END $$;
"""
_COUNTS = """
DO $$ BEGIN IF (SELECT count(*) FROM public."{table}") <> {count} THEN RAISE EXCEPTION 'other count'; END IF; END $$;
"""


@contextmanager
def copied(folder: Path) -> Iterator[tuple[Path, Ask, list[str]]]:
    """
    Copy the database into a folder by pg_dump; give the file, what asks the same state of it, and its tables.

    :raises BackupRefused: when pg_dump is missing or too old, or refuses.
    """
    pg_dump, made = _program("pg_dump"), folder / MEMBER
    reader = connection.copy()
    try:
        reader.set_autocommit(False)
        ask = _asks(reader)
        with reader.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        snapshot = ask("SELECT pg_export_snapshot()")[1][0][0]
        words = [pg_dump, "--format=custom", "--no-owner", "--no-privileges", "--no-comments"]
        _run([*words, f"--snapshot={snapshot}", "--lock-wait-timeout=60000", f"--file={made}"])
        tables = ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")[1]
        yield made, ask, [name for (name,) in tables]
    finally:
        reader.close()


def put_back(file: Path, manifest: Manifest, statements: list[str]) -> None:
    """
    Write a copy in the place of the tables of this database, then these statements; all of it or nothing.

    :raises BackupRefused: when it is not what its manifest says, or cannot be read here, or somebody began here
        meanwhile; nothing was written.
    """
    pg_restore, psql = _program("pg_restore"), _program("psql")
    knows_setting = connection.get_database_version() >= (17,)
    connection.close()
    reading = [pg_restore, "--no-owner", "--no-privileges", "--no-comments", "--file=-", str(file)]
    writing = [psql, "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
    with TemporaryFile() as errors:
        with (
            subprocess.Popen(reading, stdout=subprocess.PIPE, stderr=errors) as reads,
            subprocess.Popen(
                writing, stdin=subprocess.PIPE, stderr=errors, env=_environment()
            ) as writes,
        ):
            source, target = cast("IO[bytes]", reads.stdout), cast("IO[bytes]", writes.stdin)
            # Who does not read on says why.
            with suppress(BrokenPipeError), target:
                target.write(f"BEGIN;\nSET LOCAL lock_timeout = '60s';\n{_NOBODY}{_EMPTY}".encode())
                _pour(source, target, leave_out=b"" if knows_setting else _NEW_SETTING)
                if reads.wait() == 0:
                    target.write(_last_words(manifest, statements))
            if writes.wait():
                reads.kill()
        if writes.returncode or reads.returncode:
            errors.seek(0)
            raise BackupRefused(_why(errors.read().decode(errors="replace")))


def _last_words(manifest: Manifest, statements: list[str]) -> bytes:
    """Return what is done when all rows are there: they are counted and changed, and from then on they hold."""
    counts = (_COUNTS.format(table=table, count=count) for table, count in manifest.counts.items())
    # pg_restore leaves the search path empty.
    last = ["SET search_path = public", *statements, "COMMIT"]
    return ("".join(counts) + ";\n".join(last) + ";\n").encode()


def _pour(source: IO[bytes], target: IO[bytes], *, leave_out: bytes) -> None:
    for line in source:
        if line.startswith(b"COPY "):
            target.write(line)
            break
        if not leave_out or not line.startswith(leave_out):
            target.write(line)
    shutil.copyfileobj(source, target, 1024 * 1024)


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise BackupRefused(
            f"The program {name} is missing here; it comes with PostgreSQL. Install it, then type the same command"
            " again. On Debian:   apt install postgresql-client"
        )
    return found


def _run(words: list[str]) -> None:
    done = subprocess.run(words, env=_environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise BackupRefused(_why(done.stderr))


def _why(said: str) -> str:
    if _IN_USE in said:
        return PEOPLE_ARE_HERE
    if _OTHER_VERSION in said:
        return (
            "The programs of PostgreSQL here are older than its server. Install those of the server's version, then"
            " type the same command again. Nothing was changed."
        )
    if "No space left" in said:
        return "The disk is full. Make room on it, then type the same command again. Nothing was changed."
    line = next((line for line in said.splitlines() if "error" in line.lower()), said.strip())
    if "extension" in line and "pg_trgm" in line:
        return (
            "The copy has PostgreSQL’s extension pg_trgm in it, and it cannot be made in this database. Let whoever"
            " manages PostgreSQL do it there, with:   CREATE EXTENSION pg_trgm   If PostgreSQL does not know it, its"
            " contrib package is missing. Then type the same command again. Nothing was changed. PostgreSQL said:"
            f"   {line[:300]}"
        )
    return f"PostgreSQL did not do it, and nothing was changed. It said:   {line[:300]}"


def _environment() -> dict[str, str]:
    """Return what tells PostgreSQL's programs where the database is; no list of processes shows a password."""
    known = connection.settings_dict
    said = {
        "PGHOST": known["HOST"],
        "PGPORT": known["PORT"],
        "PGUSER": known["USER"],
        "PGPASSWORD": known["PASSWORD"],
        "PGDATABASE": known["NAME"],
        "PGCONNECT_TIMEOUT": known["OPTIONS"].get("connect_timeout"),
        "PGSSLMODE": known["OPTIONS"].get("sslmode"),
        "PGSSLROOTCERT": known["OPTIONS"].get("sslrootcert"),
    }
    return {**os.environ, **{name: str(value) for name, value in said.items() if value}}


def _asks(database: BaseDatabaseWrapper) -> Ask:
    def ask(question: str) -> tuple[list[str], list[tuple]]:
        with database.cursor() as cursor:
            cursor.execute(question)
            return [column[0] for column in cursor.description], cursor.fetchall()

    return ask
