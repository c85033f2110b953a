"""A SQLite file that is moved, replaced or missing while it is in use. These need no other engine to be away."""

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler

pytestmark = pytest.mark.django_db


@pytest.fixture
def connection(tmp_path, settings):
    settings.SERVES_PAGES = False
    where = {"ENGINE": "core.sqlite", "NAME": tmp_path / "db.sqlite3", "CONN_MAX_AGE": None}
    found = ConnectionHandler({"default": where})["default"]
    run(found, "CREATE TABLE said (words text)")
    yield found
    found.close()


def run(connection, statement: str) -> list[tuple]:
    """Run a statement as the first of a request."""
    connection.close_if_unusable_or_obsolete()
    connection.health_check_enabled, connection.health_check_done = True, False
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def test_a_connection_is_kept_while_nothing_happens(connection):
    before = connection.connection
    assert run(connection, "SELECT * FROM said") == []
    assert connection.connection is before


def test_what_is_written_goes_into_the_file_that_stands_there_now(connection, tmp_path):
    (tmp_path / "db.sqlite3").rename(tmp_path / "elsewhere.sqlite3")
    run(connection, "CREATE TABLE said (words text)")
    run(connection, "INSERT INTO said VALUES ('warm')")
    assert (tmp_path / "db.sqlite3").exists()
    assert run(connection, "SELECT * FROM said") == [("warm",)]


def test_no_page_makes_an_empty_file_where_one_is_away(connection, tmp_path, settings):
    settings.SERVES_PAGES = True
    (tmp_path / "db.sqlite3").rename(tmp_path / "elsewhere.sqlite3")
    with pytest.raises(OperationalError, match="unable to open database file"):
        run(connection, "SELECT * FROM said")
    assert not (tmp_path / "db.sqlite3").exists()

    (tmp_path / "elsewhere.sqlite3").rename(tmp_path / "db.sqlite3")
    assert run(connection, "SELECT * FROM said") == []


def test_a_name_with_signs_of_an_address_is_the_name_of_a_file(tmp_path, settings):
    settings.SERVES_PAGES = True
    name = tmp_path / "a?b#c%20d.sqlite3"
    name.touch()
    where = {"ENGINE": "core.sqlite", "NAME": name}
    found = ConnectionHandler({"default": where})["default"]
    run(found, "CREATE TABLE said (words text)")
    found.close()
    assert name.stat().st_size > 0


def test_after_a_failure_the_next_request_has_a_new_connection(connection):
    before = connection.connection
    with pytest.raises(OperationalError):
        run(connection, "SELECT * FROM never_there")
    assert run(connection, "SELECT * FROM said") == []
    assert connection.connection is not before
