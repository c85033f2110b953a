"""A day is that of the place where people are: no day is taken off a moment as the database keeps it, in UTC."""

import ast

from tests.house.test_lines import ROOT

APPS = [path.parent for path in ROOT.glob("*/apps.py")]


def days_taken_off(tree: ast.AST) -> list[int]:
    """Return the lines on which the day of a moment is taken as it is: not by localdate, nor after astimezone."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "date"
        and not node.args
        and not _is_local(node.func.value)
    ]


def _is_local(moment: ast.expr) -> bool:
    return (
        isinstance(moment, ast.Call)
        and isinstance(moment.func, ast.Attribute)
        and moment.func.attr in ("astimezone", "localtime")
    )


def test_a_day_taken_off_a_moment_is_seen():
    assert days_taken_off(ast.parse("day = review.closed_at.date()")) == [1]
    assert days_taken_off(ast.parse("day = now.astimezone(zone).date()")) == []


def test_no_day_is_taken_off_a_moment_in_utc():
    files = [path for app in APPS for path in app.rglob("*.py")]
    assert len(files) > 200
    found = {
        path.relative_to(ROOT).as_posix(): lines
        for path in files
        if (lines := days_taken_off(ast.parse(path.read_text())))
    }
    assert found == {}


#: Asked for as a test is read -> why it may be yesterday when it runs.
MAY_BE_YESTERDAY = {
    "tests/plan/test_then_pages.py": "its days are told from each other, weeks apart"
}
CLOCK = {"localdate", "localtime", "now", "today"}


def clock_when_read(tree: ast.Module) -> list[int]:
    """Return the lines on which a file asks for the day while it is read: over midnight, its tests run on another."""
    found = []
    for node in tree.body:
        is_function = isinstance(node, ast.FunctionDef)
        parts = [*node.decorator_list, node.args] if is_function else [node]
        called = [one for part in parts for one in ast.walk(part) if isinstance(one, ast.Call)]
        if not isinstance(node, ast.ClassDef):
            found += [one.lineno for one in called if getattr(one.func, "attr", "") in CLOCK]
    return found


def test_a_day_that_is_asked_for_too_early_is_seen():
    assert clock_when_read(ast.parse("TODAY = timezone.localdate()")) == [1]
    assert clock_when_read(ast.parse("@case(timezone.now())\ndef test(): pass")) == [1]
    assert clock_when_read(ast.parse("def test():\n    timezone.now()")) == []


def test_tests_ask_what_day_it_is_when_they_run():
    files = [*(ROOT / "tests").rglob("*.py")]
    assert len(files) > 200
    names = {path.relative_to(ROOT).as_posix(): path for path in files}
    found = {name for name, path in names.items() if clock_when_read(ast.parse(path.read_text()))}
    assert found == MAY_BE_YESTERDAY.keys()
