"""The file .env means to ./run and manage.py what it means to docker compose, and runs nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from coproduce import env_file
from tests.pages import lacks

SECRET = "hunter2"
FILE = """\
\ufeff# Where it is
SITE_URL=https://coproduce.example.org   # as people type it
export ALLOWED_HOSTS = coproduce.example.org

SECRET_KEY='p@ss $HOME `id` \\ "w#rd"'
DEFAULT_FROM_EMAIL="Coproduce <a@example.org>" # from
EMAIL_URL=smtp://name:p@ss/w#rd@mail.example.org:587
BROKER_URL=
TIME_ZONE=Europe/Oslo
TIME_ZONE=Europe/Riga\r
"""


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / ".env"
    path.write_text(FILE)
    path.chmod(0o600)
    return path


def given(file: Path, **environ: str) -> dict[str, str]:
    return env_file.given({env_file.PLACE: str(file), **environ})[0]


def words(file: Path) -> str:
    return "\n".join(env_file.given({env_file.PLACE: str(file)})[1])


def test_lines_quotes_and_comments_are_read(file):
    assert given(file) == {
        "SITE_URL": "https://coproduce.example.org",
        "ALLOWED_HOSTS": "coproduce.example.org",
        "SECRET_KEY": 'p@ss $HOME `id` \\ "w#rd"',
        "DEFAULT_FROM_EMAIL": "Coproduce <a@example.org>",
        "EMAIL_URL": "smtp://name:p@ss/w#rd@mail.example.org:587",
        "BROKER_URL": "",
        "TIME_ZONE": "Europe/Riga",
    }
    assert words(file) == ""


def test_what_stands_in_the_environment_wins(file):
    without = given(file)
    del without["TIME_ZONE"]
    assert given(file, TIME_ZONE="Europe/Paris") == without


@pytest.mark.parametrize(
    ("line", "named"),
    [
        (f"SECRET_KEY={SECRET}$HOME", "line 2 (SECRET_KEY): there is a $"),
        (f'SECRET_KEY="{SECRET}\\n"', "line 2 (SECRET_KEY): there is a $ or a \\"),
        (f"SECRET_KEY='{SECRET}", "line 2 (SECRET_KEY): the quotes do not end"),
        (f"SECRET_KEY='{SECRET}' more", "line 2 (SECRET_KEY): the quotes do not end"),
        (f"SECRET_KEY=# {SECRET}", "line 2 (SECRET_KEY): there is a $ or, at the beginning, a #"),
        (SECRET, "line 2: we do not see NAME=value"),
        (f"9KEY={SECRET}", "line 2: we do not see NAME=value"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_without_its_value(line, named, file):
    file.write_text(f"TIME_ZONE=UTC\n{line}\n")
    with pytest.raises(env_file.UnreadableFile) as refused:
        given(file)
    assert str(refused.value).startswith(f".env, {named}")
    assert lacks(str(refused.value), SECRET, but_has=named)


def test_a_single_quote_is_written_with_a_backslash(file):
    file.write_text("SECRET_KEY='it\\'s $mine \\n' # so\n")
    assert given(file) == {"SECRET_KEY": "it's $mine \\n"}


def test_a_setting_may_stand_in_a_file_of_its_own(file):
    file.write_text("SECRET_KEY_FILE=/run/secrets/key\nNONE_SUCH_FILE=/a\n")
    assert given(file) == {"SECRET_KEY_FILE": "/run/secrets/key"}


def test_all_lines_that_cannot_be_read_are_named_at_once(file):
    file.write_text("one\n\ntwo\n")
    with pytest.raises(env_file.UnreadableFile, match=r"(?s)line 1: .*line 3: "):
        given(file)


@pytest.mark.parametrize("made", [Path.mkdir, lambda path: path.write_bytes(b"A=\xff")])
def test_what_is_no_text_is_said(made, tmp_path):
    made(tmp_path / "env")
    with pytest.raises(env_file.UnreadableFile, match="cannot be read"):
        given(tmp_path / "env")


def test_no_file_is_no_fault(tmp_path):
    assert env_file.given({env_file.PLACE: str(tmp_path / "none")}) == ({}, [])


def test_what_is_no_setting_is_left_out_and_named(file):
    file.write_text(
        f"LD_PRELOAD={SECRET}\nEMIAL_URL={SECRET}\nCOMPOSE_PROJECT_NAME=a\nCOPRODUCE_DEMO=1\n"
    )
    assert given(file) == {}
    said = words(file)
    assert "LD_PRELOAD: .env.example knows no such setting." in said
    assert lacks(said, SECRET, "COMPOSE", "DEMO", but_has="EMIAL_URL")


def test_own_folders_and_databases_are_taken(file):
    file.write_text("COPRODUCE_DATA_DIR=/srv/coproduce\nDATABASE_URL=postgres://a:b@c/d\n")
    assert given(file) == {
        "COPRODUCE_DATA_DIR": "/srv/coproduce",
        "DATABASE_URL": "postgres://a:b@c/d",
    }


def test_a_copy_of_the_example_names_no_machine_of_docker_compose(file):
    file.write_text(env_file.EXAMPLE.read_text())
    asked = (
        *("DATABASE_URL", "DATABASE_HOST", "BROKER_URL"),
        *("COPRODUCE_DATA_DIR", "COPRODUCE_KEYS_DIR"),
    )
    assert [given(file)[name] for name in asked] == ["", "", "", "", ""]


def test_all_that_the_example_fills_in_can_be_read(file):
    """Its own lines are no comments after a value, and no line is refused."""
    file.write_text(env_file.EXAMPLE.read_text())
    assert given(file)["DEFAULT_FROM_EMAIL"] == "coproduce@example.org"
    assert words(file) == ""


def test_a_file_that_everybody_can_read_is_said(file):
    file.chmod(0o644)
    assert f"chmod o= {file}" in words(file)


def test_a_command_leaves_the_file_aside_where_a_demo_is_kept(file, tmp_path):
    environ = {env_file.PLACE: str(file), "COPRODUCE_DATA_DIR": str(tmp_path)}
    (tmp_path / "started-as").write_text("demo\n")
    env_file.use(environ)
    assert set(environ) == {env_file.PLACE, "COPRODUCE_DATA_DIR"}
    (tmp_path / "started-as").write_text("empty\n")
    env_file.use(environ)
    assert environ["SITE_URL"] == "https://coproduce.example.org"


def command(file: Path, *arguments: str) -> subprocess.CompletedProcess:
    env = {**os.environ, env_file.PLACE: str(file)}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_command_of_manage_reads_it_and_says_what_it_cannot_read(file):
    file.write_text("TIME_ZONE=Mars/Base\n")
    assert "TIME_ZONE cannot be read" in command(file, "manage.py", "check").stderr
    file.write_text("TIME_ZONE='Mars\n")
    done = command(file, "manage.py", "check")
    assert done.returncode == 1
    assert lacks(done.stderr, "Traceback", "Mars", but_has=".env, line 1 (TIME_ZONE)")


def test_as_a_script_it_needs_no_package(file):
    done = command(file, "-I", "-S", str(Path(env_file.__file__)))
    assert "EMAIL_URL=smtp://name:p@ss/w#rd@mail.example.org:587\0" in done.stdout
    assert done.stderr == ""
