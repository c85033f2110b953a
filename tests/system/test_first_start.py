"""A start that fails says why in words, breaks nothing, and leaves nothing that keeps the next one from working."""

import os
import sqlite3
import subprocess
from contextlib import closing

import pytest

from tests.pages import lacks
from tests.system.processes import ROOT, bare_environment, free_port, manage

MIGRATE = ("migrate", "--no-input", "--verbosity", "0")


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def env(tmp_path, data):
    return bare_environment(
        COPRODUCE_DATA_DIR=str(data),
        COPRODUCE_KEYS_DIR=str(tmp_path / "keys"),
    )


def fails(*command: str, env: dict[str, str]) -> str:
    """Run what must fail without a traceback; return its last words."""
    done = subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert lacks(done.stderr, "Traceback", but_has="\n")
    return done.stderr.strip()


def run(*arguments: str, env: dict[str, str]) -> str:
    return fails("./run", "--port", str(free_port()), *arguments, env=env)


@pytest.mark.parametrize("which", ["COPRODUCE_DATA_DIR", "COPRODUCE_KEYS_DIR"])
def test_a_file_in_the_place_of_a_folder_is_named(which, env, tmp_path):
    (tmp_path / "file").write_text("mine")
    words = run(env=env | {which: str(tmp_path / "file")})
    assert words.startswith(
        f"{tmp_path}/file is in the way: we need a folder there, and it is none."
    )
    assert f"{which}=/somewhere/else ./run" in words
    assert (tmp_path / "file").read_text() == "mine"


def test_a_folder_that_cannot_be_made_is_named(env, tmp_path):
    # Not even root makes one there.
    words = run(env=env | {"COPRODUCE_DATA_DIR": "/proc/coproduce"})
    assert words.startswith("We cannot write to the folder /proc/coproduce as the user ")


def test_a_full_disk_is_said_and_leaves_no_half_written_file(env, data):
    data.mkdir()
    (data / "started-as").symlink_to("/dev/full")
    words = run(env=env)
    assert words.startswith(f"Nothing can be written to {data}: most often, its disk is full.")
    assert list(data.iterdir()) == []


def test_a_damaged_database_stays_as_it_is_and_the_next_start_may_be_of_another_kind(env, data):
    data.mkdir()
    rubbish = os.urandom(50_000)
    (data / "db.sqlite3").write_bytes(rubbish)
    words = run(env=env)
    assert words.startswith(f"{data}/db.sqlite3 is damaged, or is no database.")
    assert (data / "db.sqlite3").read_bytes() == rubbish
    assert not (data / "started-as").exists()


def database(file, *statements: str) -> None:
    file.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(file)) as made:
        for statement in statements:
            made.execute(statement)
        made.commit()


@pytest.fixture
def env_file(tmp_path, env, data):
    """A file .env that alone says where the data is; and there, a database that no start gets past."""
    file = tmp_path / ".env"
    file.write_text(
        f"COPRODUCE_DATA_DIR='{data}'\nSITE_URL=https://a.example.org\nBEHIND_PROXY=1\n"
    )
    file.chmod(0o600)
    data.mkdir()
    (data / "db.sqlite3").write_bytes(b"rubbish" * 5_000)
    env["COPRODUCE_ENV_FILE"] = str(file)
    return file


def test_a_line_of_env_that_cannot_be_read_is_named(env, env_file):
    env_file.write_text("SITE_URL='https://hunter2\n")
    words = run("--empty", env=env)
    assert words.startswith(".env, line 1 (SITE_URL): the quotes do not end where the line ends.")
    assert lacks(words, "hunter2", but_has="SITE_URL")


def test_env_is_read_by_a_start_without_demo_data_and_by_the_next_one(env, env_file, data):
    del env["COPRODUCE_DATA_DIR"]
    assert run("--empty", env=env).startswith(f"{data}/db.sqlite3 is damaged")
    # As after a first start that went well.
    (data / "started-as").write_text("empty\n")
    assert run(env=env).startswith(f"{data}/db.sqlite3 is damaged")


def test_a_demo_leaves_env_aside(env, env_file, data):
    # Neither the line that cannot be read nor the address of real people stops it.
    env_file.write_text(f"{env_file.read_text()}SECRET_KEY='\n")
    assert run(env=env).startswith(f"{data}/db.sqlite3 is damaged")


def test_what_a_newer_one_wrote_is_left_alone(env, data):
    file = data / "db.sqlite3"
    columns = "id integer primary key, app varchar, name varchar, applied datetime"
    database(
        file,
        f"CREATE TABLE django_migrations ({columns})",
        "INSERT INTO django_migrations VALUES (1, 'projects', '9999_from_next_year', '2027-12-01')",
    )
    words = fails("python", "manage.py", *MIGRATE, env=env)
    assert words.startswith(f"{file} was last used with a newer Coproduce than this one.")
    with closing(sqlite3.connect(file)) as left:
        assert left.execute("SELECT count(*) FROM sqlite_master").fetchone() == (1,)


def test_half_a_database_is_said_to_be_damaged(env, data):
    file = data / "db.sqlite3"
    database(file, "CREATE TABLE a (b)", "INSERT INTO a VALUES (zeroblob(50000))")
    os.truncate(file, file.stat().st_size // 2)
    words = fails("python", "manage.py", *MIGRATE, env=env)
    assert words.startswith(f"{file} is damaged, or is no database.")


def test_half_a_secret_key_of_a_disk_that_was_full_is_made_anew(env, data):
    data.mkdir()
    (data / "secret-key").touch()
    manage("check", "--tag", "urls", env=env)
    assert len((data / "secret-key").read_text()) > 40
    assert (data / "secret-key").stat().st_mode & 0o077 == 0
