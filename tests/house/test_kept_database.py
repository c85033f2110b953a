"""A kept test database is used while all that made it is as it was, and made anew when in doubt."""

import sqlite3
from contextlib import closing

import pytest
from django.conf import settings
from django.db import connection

from tests import kept_database


def test_the_key_knows_the_migrations_their_code_and_their_data():
    names = {
        str(path.relative_to(settings.BASE_DIR))
        for path in kept_database.files_behind()
        if path.is_relative_to(settings.BASE_DIR)
    }
    assert names >= {
        "elements/migrations/0001_initial.py",
        "elements/framework.py",
        "elements/data/framework.toml",
        "core/append_only.py",
        "reports/migrations/0001_initial.py",
    }
    assert any(
        path.match("auth/migrations/0001_initial.py") for path in kept_database.files_behind()
    )


def test_a_change_in_any_of_them_gives_another_key(monkeypatch, tmp_path):
    one = tmp_path / "0001_initial.py"
    monkeypatch.setattr(kept_database, "files_behind", lambda: {one})
    one.write_text("a = 1")
    before = kept_database.key(connection)
    assert kept_database.key(connection) == before
    one.write_text("a = 2")
    changed = kept_database.key(connection)
    monkeypatch.setattr("django.VERSION", (99, 0, 0, "final", 0))
    assert len({before, changed, kept_database.key(connection)}) == 3


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"x" * 5000])
def test_a_broken_file_is_thrown_away(tmp_path, content):
    kept = kept_database.KeptFile(connection, tmp_path)
    assert not kept.exists()
    kept.path.write_bytes(content)
    assert not kept.exists()
    assert not kept.path.exists()


def test_a_sound_file_is_used(tmp_path):
    kept = kept_database.KeptFile(connection, tmp_path)
    with closing(sqlite3.connect(kept.path)) as made, made:
        made.execute("CREATE TABLE django_migrations (id)")
    assert kept.exists()
