"""The image holds the program, and nothing that somebody keeps beside it: no secrets, no data, no tests."""

import os
import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.compose_file import COMPOSE
from tests.dockerignore import copied

ROOT = Path(__file__).resolve().parents[2]
IGNORE = (ROOT / ".dockerignore").read_text()
#: What a host may have in the folder when they build the image.
KEPT_BESIDE = [
    *(".env", ".env.local", ".env.example", ".env.old/a", "coproduce/.env", "templates/.env.live"),
    *("data/db.sqlite3", "data-own/db.sqlite3", "data.bak/secret-key", "database.dump", "data.tar"),
    *("keys/locked-words.key", "keys-old/a.key", "keys.zip", "core/locked-words.key"),
    *("db.sqlite3", "home/db.sqlite3-wal", "backup.sql", "coproduce/tls.pem", "plan/models.py~"),
    *(".git/config", ".venv/bin/python", "var/bom.json", "static_collected/staticfiles.json"),
    *("tests/conftest.py", "tests/house/test_image.py", "bench/run", "docs/glossary.md", ".ci/run"),
    *("core/__pycache__/code.cpython-311.pyc", "core/code.pyc", ".mypy_cache/a", "home/.DS_Store"),
    *("Dockerfile", "docker-compose.yml", "docker-compose.override.yml", "run", "scripts/lib.sh"),
    *("requirements/test.txt", "notes.txt"),
]
#: The version of PostgreSQL's programs in each Debian.
CLIENTS = {"bookworm": 15, "trixie": 17}
DOCKERFILE = (ROOT / "Dockerfile").read_text()
_NOT_OURS = {".git", ".venv", "data", "keys", "var", "static_collected", "__pycache__"}


def written() -> set[str]:
    """Return the files of the program that somebody wrote."""
    found = set()
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in _NOT_OURS]
        found |= {str(Path(folder, name).relative_to(ROOT)) for name in names}
    return found


def test_nothing_that_is_kept_beside_the_program_is_in_the_image():
    assert copied(IGNORE, KEPT_BESIDE) == set()


def test_all_of_the_program_is_in_the_image():
    own = [app for app in settings.INSTALLED_APPS if (ROOT / app).is_dir()]
    assert "coproduce" in own
    folders = tuple(f"{name}/" for name in (*own, "templates", "static"))
    files = written()
    program = {
        name
        for name in files
        if name.startswith(folders) and not name.endswith(".pyc") and "/." not in name
    }
    assert copied(IGNORE, files) - {"LICENSE"} == program | {
        "manage.py",
        "requirements/app.txt",
        "requirements/uv.txt",
    }


def test_pg_dump_is_no_older_than_the_server():
    debian = {
        re.search(r"-slim-(\w+)", line)[1] for line in re.findall(r"^FROM .*", DOCKERFILE, re.M)
    }
    (client,) = (CLIENTS[name] for name in debian)
    server = re.fullmatch(r"postgres:(\d+)-alpine", COMPOSE["services"]["database"]["image"])
    assert "postgresql-client" in DOCKERFILE
    assert client >= int(server[1])


def test_what_installs_and_builds_is_left_in_the_first_stage():
    first, last = DOCKERFILE.rsplit("\nFROM ", 1)
    assert "uv pip install" in first
    assert re.findall(r"\buv\b|pip install|\bgcc\b|-dev\b|build-essential", last) == []
    assert "pip uninstall" in last
    assert last.index("USER coproduce") < last.index("CMD")


@pytest.mark.parametrize(
    ("ignore", "left"),
    [
        ("", {"a", "b.md", "c/a", "c/b.md", "c/d/a", ".e"}),
        ("a", {"b.md", "c/a", "c/b.md", "c/d/a", ".e"}),
        ("/a/", {"b.md", "c/a", "c/b.md", "c/d/a", ".e"}),
        ("# a\n\n", {"a", "b.md", "c/a", "c/b.md", "c/d/a", ".e"}),
        ("*/a", {"a", "b.md", "c/b.md", "c/d/a", ".e"}),
        ("**/a", {"b.md", "c/b.md", ".e"}),
        ("c", {"a", "b.md", ".e"}),
        ("c/**", {"a", "b.md", ".e"}),
        ("c/*/a", {"a", "b.md", "c/a", "c/b.md", ".e"}),
        ("*.md", {"a", "c/a", "c/b.md", "c/d/a", ".e"}),
        ("?", {"b.md", ".e"}),
        ("[ab]", {"b.md", "c/a", "c/b.md", "c/d/a", ".e"}),
        ("*\n!c/d", {"c/d/a"}),
        ("!c/d\n*", set()),
        ("*\n!c\nc/d", {"c/a", "c/b.md"}),
        ("c\n!**/*.md", {"a", "b.md", "c/b.md", ".e"}),
        (".*", {"a", "b.md", "c/a", "c/b.md", "c/d/a"}),
        ("bxmd", {"a", "b.md", "c/a", "c/b.md", "c/d/a", ".e"}),
    ],
)
def test_the_rules_of_docker(ignore, left):
    assert copied(ignore, ["a", "b.md", "c/a", "c/b.md", "c/d/a", ".e"]) == left
