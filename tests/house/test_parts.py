"""What ``./test`` leaves out of one part runs in the other, and says nothing of a database."""

import ast
import os
import re
import shlex
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from _pytest.mark.expression import Expression
from django.conf import settings

from projects.models import Project
from tests import parts

SCRIPT = (settings.BASE_DIR / "test").read_text(encoding="utf-8")
PARTS = ("the suite on PostgreSQL", "the suite on SQLite")
#: What a test of the database has in its hands.
OF_A_DATABASE = {
    *(
        "connection",
        "transaction",
        "django_db",
        "transactional_db",
        "at_once",
        "CaptureQueriesContext",
    ),
    *("DatabaseError", "IntegrityError", "django_assert_num_queries", "triggers_stand_aside"),
}


def words_of(part: str) -> list[str]:
    """Return the words that ``./test --long`` gives to pytest for a part."""
    everything = SCRIPT.partition("    long)\n")[2].partition(";;")[0]
    (function,) = re.findall(rf'part "{part}" (\w+)', everything)
    (body,) = re.findall(rf"^{function}\(\) {{ run_part \w+ (.*); }}$", SCRIPT, re.MULTILINE)
    return shlex.split(body)


def takes(part: str, markers: set[str]) -> bool:
    """Whether a part runs a test with these markers."""
    words = words_of(part)
    return "-m" not in words or is_taken(words[words.index("-m") + 1], markers)


def marked_tests() -> list[tuple[str, ast.FunctionDef]]:
    found = []
    for path in sorted(Path(settings.BASE_DIR, "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and any(
                ast.unparse(mark) == "pytest.mark.pdf" for mark in node.decorator_list
            ):
                found.append((path.stem, node))
    return found


def test_a_marked_test_runs_in_one_part_and_every_other_in_both():
    assert [takes(part, {"pdf"}) for part in PARTS] == [True, False]
    assert [takes(part, {parts.MARK}) for part in PARTS] == [True, False]
    assert [takes(part, {parts.PAGES}) for part in PARTS] == [False, True]
    assert [takes(part, {parts.WAYS}) for part in PARTS] == [False, True]
    assert [takes(part, set()) for part in PARTS] == [True, True]


def test_nothing_else_tells_the_parts_apart():
    first, second = (words_of(part) for part in PARTS)
    places = [words.index("-m") for words in (first, second)]
    chosen = [words[place + 1] for words, place in zip((first, second), places, strict=True)]
    rest = [
        words[:place] + words[place + 2 :]
        for words, place in zip((first, second), places, strict=True)
    ]
    assert rest[0] == rest[1]
    assert not {"-k", "--deselect"} & set(first)
    assert chosen == [
        f"not {parts.PAGES} and not {parts.WAYS}",
        f"not pdf and not {parts.MARK}",
    ]


def test_without_a_word_each_test_runs_once_but_for_the_long_ones():
    functions = ("engine_on_postgres", "others_on_sqlite")
    found = [re.findall(rf'^{name}\(\) .* -m "(.*?)" ', SCRIPT, re.MULTILINE) for name in functions]
    (engine,), (others,) = found
    branch = SCRIPT.partition("    all)\n")[2].partition(";;")[0]
    assert all(f" {name}\n" in branch for name in functions)
    not_long = f"not {parts.LONG} and not {parts.WAYS}"
    assert f'NOT_LONG="{not_long}"' in SCRIPT
    rules = [rule.replace("$NOT_LONG", not_long) for rule in (engine, others)]
    for marks in (set(), {parts.ENGINE}, {parts.PAGES}, {parts.MARK}, {"pdf"}):
        runs = [is_taken(rule, marks) for rule in rules]
        assert runs == [parts.ENGINE in marks, parts.ENGINE not in marks]
        assert [is_taken(rule, {*marks, parts.ENGINE, parts.BOTH}) for rule in rules] == [
            True,
            True,
        ]
        for late in (parts.LONG, parts.WAYS):
            assert not any(is_taken(rule, {*marks, late}) for rule in rules)


def is_taken(rule: str, markers: set[str]) -> bool:
    """Whether the rule of ``-m`` takes a test with these markers."""
    return Expression.compile(rule).evaluate(lambda name, /, **_: name in markers)


def marked(mark: str) -> list[str]:
    """Return the name of each file with the mark."""
    paths = Path(settings.BASE_DIR, "tests").rglob("*.py")
    return sorted(path.name for path in paths if f"mark.{mark}" in path.read_text(encoding="utf-8"))


def test_nine_walks_through_all_pages_come_once():
    assert marked(parts.PAGES) == [
        *("test_access.py", "test_direction.py", "test_directory_nowhere.py"),
        "test_findable_to_whom.py",
        *("test_malformed_requests.py", "test_peoples_words.py", "test_queries.py"),
        *("test_safety_sight.py", "test_signed_out.py"),
    ]


def test_what_tries_many_ways_comes_once_beside_tests_that_ask_the_same_of_both():
    assert marked(parts.WAYS) == [
        *("test_every_column.py", "test_figures.py", "test_no_links_of_names.py"),
        *("test_records_cannot_lie.py", "test_two_at_once.py"),
    ]


def test_the_mark_stands_on_single_tests_of_reports():
    """So that none is marked by the way, with its whole file or by a hook."""
    uses = [
        path.relative_to(settings.BASE_DIR).as_posix()
        for path in Path(settings.BASE_DIR, "tests").rglob("*.py")
        if "mark.pdf" in path.read_text(encoding="utf-8") and path != Path(__file__)
    ]
    assert uses
    assert all(use.startswith("tests/reports/test_") for use in uses)
    written = sum((settings.BASE_DIR / use).read_text().count("mark.pdf") for use in uses)
    assert written == len(marked_tests())


def test_no_marked_test_is_about_the_database():
    assert marked_tests()
    for file, test in marked_tests():
        names = {node.id for node in ast.walk(test) if isinstance(node, ast.Name)}
        names |= {node.attr for node in ast.walk(test) if isinstance(node, ast.Attribute)}
        names |= {argument.arg for argument in test.args.args}
        assert not names & OF_A_DATABASE, (file, test.name)


ASKING = """
import pytest

def test_plain():
    pass

def test_by_fixture(db):
    pass

def test_in_two_steps(asks):
    pass

@pytest.fixture
def asks(db):
    return db

@pytest.mark.django_db
def test_by_mark():
    pass

def test_past_it(past):
    pass

@pytest.fixture
def past(django_db_blocker):
    with django_db_blocker.unblock():
        yield
"""


@pytest.mark.parametrize(
    ("more", "found"),
    [("", ["test_plain"]), ("from django.db import connection\n", [])],
)
def test_what_asks_for_no_database_is_marked_by_itself(tmp_path, more, found):
    path = tmp_path / f"test_asking_{len(found)}.py"
    path.write_text(more + ASKING)
    seen = Seen()
    options = ["--collect-only", "-q", "-p", "no:randomly", "-p", "no:xdist", "-c", "/dev/null"]
    with open(os.devnull, "w") as nothing, redirect_stdout(nothing):
        pytest.main([*options, f"--rootdir={tmp_path}", str(path)], plugins=[seen])
    assert [item.name for item in seen.items if parts.has_no_database(item)] == found
    assert len(seen.items) == 5


ASKING_FOR_PAGES = """
import pytest

@pytest.fixture
def signed_in(db, client):
    return client

def test_a_page(signed_in):
    pass

@pytest.mark.django_db
def test_another(client):
    pass

@pytest.mark.django_db
def test_no_page():
    pass

@pytest.mark.django_db(transaction=True)
def test_one_that_commits(client):
    pass

def test_one_that_commits_by_a_fixture(client, transactional_db):
    pass

def test_one_of_a_server(client, live_server):
    pass
"""


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("", ["test_a_page", "test_another"]),
        ("from django.db import connection\n", []),
        ("from django.db import IntegrityError\n", []),
        ("from home.finding import search\n", []),
    ],
)
def test_what_only_asks_for_pages_is_marked_by_itself(tmp_path, more, found):
    path = tmp_path / f"test_pages_{len(more)}.py"
    path.write_text("".join(f"# {line}\n" for line in more.splitlines()) + ASKING_FOR_PAGES)
    seen = Seen()
    options = ["--collect-only", "-q", "-p", "no:randomly", "-p", "no:xdist", "-c", "/dev/null"]
    with open(os.devnull, "w") as nothing, redirect_stdout(nothing):
        pytest.main([*options, f"--rootdir={tmp_path}", str(path)], plugins=[seen])
    assert [item.name for item in seen.items if parts.only_asks_for_pages(item)] == found
    assert len(seen.items) == 6


class Seen:
    """Keeps the tests that pytest has found."""

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.items = session.items


def test_a_test_without_a_mark_is_refused_the_database():
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        Project.objects.exists()
