"""
Tells which tests run in which part of ``./test``.

``./test`` runs each test on one database, but for those that are ``long``: what the database decides on PostgreSQL,
all else on SQLite; of a journey in the browser one way. ``./test --long`` runs all, on both databases, but for those
that say the same on each.

pytest-django refuses a test every access to the database unless it asks for one, by a mark or by a fixture. What such
a test says is the same whatever the database. A file that names a connection is left out all the same: how a query is
written depends on the database, too.
"""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

MARK = "no_database"
#: Stands on what looks at nothing but what pages show, and whom they let in: by hand on walks through all pages.
PAGES = "only_pages"
#: Stands on what depends on how a database asks, locks, waits, refuses and finds.
ENGINE = "of_engine"
#: Stands on what says of each database what is true of it alone: it runs on both.
BOTH = "of_both"
#: Stands, by hand, on what takes long and finds little that others miss, and on the other ways of a journey.
LONG = "long"
#: Who names one of these looks at how a database answers.
OF_ONE_ENGINE = {
    *("vendor", "get_compiler", "Prepared", "migrations", "IntegrityError", "DataError"),
    *("keep_up", "take_in", "find_rows", "triggers_stand_aside"),
}
#: Stands, by hand, on what tries many ways through what other tests ask of both databases.
WAYS = "many_ways"
#: Who asks for one of these asks for pages.
BROWSERS = {"client", "signed_in"}
#: What a file has in its hands that looks at more than pages: how the database asks, refuses, waits and finds.
OF_A_DATABASE = {
    *("at_once", "atomic", "triggers_stand_aside", "CaptureQueriesContext"),
    *("queries_of", "django_assert_num_queries", "DatabaseError", "IntegrityError"),
    *("search", "keep_up", "take_in", "find_rows"),
}
#: Who asks for one of these asks for the database.
FIXTURES = {
    *("db", "transactional_db", "live_server"),
    *("django_db_reset_sequences", "django_db_serialized_rollback"),
}
#: What depends on the database without asking it anything, or asks for it while it runs.
NAMES = {
    *("connection", "connections", "vendor", "get_compiler", "Prepared", "migrations"),
    "getfixturevalue",
}
#: These make the database ready for those who ask for it, and are there for every test.
FOR_ALL = {"django_db_setup", "migrated_once"}


def has_no_database(item: Any) -> bool:
    """Whether a test can neither reach the database nor depend on which one it is."""
    asks = item.get_closest_marker("django_db") or FIXTURES & set(item.fixturenames)
    return not asks and not _goes_past(item) and not _words(item.path) & NAMES


def is_of_engine(item: Any) -> bool:
    """Whether what a test says may differ from one database to the other: it commits, or looks at how it answers."""
    return not has_no_database(item) and (_commits(item) or bool(_words(item.path) & OF_ONE_ENGINE))


def is_of_both(item: Any) -> bool:
    """Whether a file names the database that it is on, and asks each for something else."""
    return is_of_engine(item) and "vendor" in _words(item.path)


def is_way_of_all_days(item: Any, ways: Sequence[str]) -> bool:
    """Whether a journey goes this way in ``./test``: each goes one, and all ways are gone by some."""
    name = item.nodeid.partition("[")[0]
    return bool(item.callspec.params["way"] == ways[crc32(name.encode()) % len(ways)])


def only_asks_for_pages(item: Any) -> bool:
    """
    Whether a test asks for single pages, and its file looks at nothing that one database does otherwise than another.

    Such pages are asked for on the other database as well: by the walks of ``tests/house``, and in the browser.
    """
    asks = BROWSERS & set(item.fixturenames)
    return bool(asks) and not _commits(item) and not _words(item.path) & (NAMES | OF_A_DATABASE)


def _commits(item: Any) -> bool:
    mark = item.get_closest_marker("django_db")
    asks = {"transactional_db", "live_server"} & set(item.fixturenames)
    return bool(mark and mark.kwargs.get("transaction")) or bool(asks)


def _goes_past(item: Any) -> bool:
    """Whether a fixture lifts the refusal of pytest-django."""
    return any(
        "django_db_blocker" in fixture.argnames
        and not fixture.func.__module__.startswith("pytest_django")
        for name, fixtures in item._fixtureinfo.name2fixturedefs.items()
        if name not in FOR_ALL
        for fixture in fixtures
    )


@cache
def _words(path: Path) -> set[str]:
    return set(re.findall(r"\w+", path.read_text(encoding="utf-8")))
