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
