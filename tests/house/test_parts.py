"""What ``./test`` leaves out of one part runs in the other, and says nothing of a database."""

import ast
import re
import shlex
from pathlib import Path

import pytest
from _pytest.mark.expression import Expression
from django.conf import settings

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
    """Return the words that ``./test``, when it runs everything, gives to pytest for a part."""
    everything = SCRIPT.partition("    all)\n")[2].partition(";;")[0]
    (function,) = re.findall(rf'part "{part}" (\w+)', everything)
    (body,) = re.findall(rf"^{function}\(\) {{ run_part \w+ (.*); }}$", SCRIPT, re.MULTILINE)
    return shlex.split(body)


def takes(part: str, markers: set[str]) -> bool:
    """Whether a part runs a test with these markers."""
    words = words_of(part)
    if "-m" not in words:
        return True
    return Expression.compile(words[words.index("-m") + 1]).evaluate(
        lambda name, /, **_: name in markers
    )


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
    assert [takes(part, set()) for part in PARTS] == [True, True]


def test_nothing_else_tells_the_parts_apart():
    first, second = (words_of(part) for part in PARTS)
    place = second.index("-m")
    assert first == second[:place] + second[place + 2 :]
    assert not {"-k", "--deselect"} & set(first)
    assert second[place + 1] == "not pdf"


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


@pytest.mark.parametrize(
    ("file", "test"), [pytest.param(*one, id=one[1].name) for one in marked_tests()]
)
def test_no_marked_test_is_about_the_database(file, test):
    names = {node.id for node in ast.walk(test) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(test) if isinstance(node, ast.Attribute)}
    names |= {argument.arg for argument in test.args.args}
    assert not names & OF_A_DATABASE
