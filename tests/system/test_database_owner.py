"""The script that docker-compose.yml gives to an empty database makes an owner who rules nothing beyond it."""

import os
import shutil
import subprocess
import uuid
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

from tests.system.conftest import server
from tests.system.stack import COMPOSE, Stack


def psql() -> str:
    found = shutil.which("psql") or max(map(str, Path("/usr/lib/postgresql").glob("*/bin/psql")))
    return str(Path(found).parent)


@pytest.fixture
def owned(tmp_path):
    """An empty database whose owner the script made, under names of its own; dropped afterwards."""
    address, name = server("TEST_DATABASE_URL"), f"owner_{uuid.uuid4().hex[:12]}"
    at = urlsplit(address)
    script = COMPOSE["configs"]["database-owner"]["content"].replace("$$", "$")
    # Whoever rules the server of the tests keeps their password.
    script = script.replace("ALTER ROLE postgres", f"ALTER ROLE {name}").replace("coproduce", name)
    script = script.replace("--username postgres", f"--username {at.username}")
    env = {"PATH": f"{psql()}:{os.environ['PATH']}", "POSTGRES_PASSWORD": 'it\'s "one" $HOME'}
    env |= {"PGHOST": str(at.hostname), "PGPORT": str(at.port), "PGPASSWORD": at.password or ""}
    subprocess.run(["sh", "-e", "-c", script], env=env, check=True, capture_output=True)
    yield f"postgres://{name}@{at.hostname}:{at.port}/{name}"
    with psycopg.connect(address, autocommit=True) as connection:
        for kind, rest in (("DATABASE", " WITH (FORCE)"), ("ROLE", "")):
            words = sql.SQL("DROP " + kind + " {}" + rest)
            connection.execute(words.format(sql.Identifier(name)))


def test_the_owner_migrates_and_cannot_pass_by_a_trigger(owned, tmp_path):
    Stack(tmp_path, database=owned).migrate()
    with psycopg.connect(owned, autocommit=True) as connection:
        rights = connection.execute(
            "SELECT rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls"
            " FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        assert rights == (False,) * 5
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SET session_replication_role = replica")
