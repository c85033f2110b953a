"""A test that says what is not on a page also says that it is the page that is meant."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.pages import lacks

FILES = sorted(Path(settings.BASE_DIR, "tests").rglob("*.py"))


def _names_set(node: ast.AST) -> set[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return {
        name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)
    }


def _missed(test: ast.expr) -> list[str]:
    """Return the pages of which an assert says that something is not on them."""
    return [
        ast.unparse(node.comparators[-1])
        for node in ([*test.values] if isinstance(test, ast.BoolOp) else [test])
        if isinstance(node, ast.Compare) and isinstance(node.ops[-1], ast.NotIn)
    ]


def absences(function: ast.FunctionDef) -> Iterator[tuple[int, str]]:
    """Yield the line and the page of each "is not on it" with no word beside it of what is on that very page."""
    ages: Counter[str] = Counter()
    shown, missed = set(), []

    def page(words: str) -> tuple[str, int]:
        return words, ages[words.split(".")[0].split("(")[0]]

    lines = [
        node for node in ast.walk(function) if isinstance(node, ast.Assert | ast.Assign | ast.For)
    ]
    for node in sorted(lines, key=lambda node: node.lineno):
        if not isinstance(node, ast.Assert):
            ages.update(_names_set(node))
        elif pages := _missed(node.test):
            missed += [(node.lineno, page(words)) for words in pages]
        else:
            parts = ast.walk(node.test)
            kinds = (ast.Name, ast.Attribute, ast.Call)
            shown |= {page(ast.unparse(part)) for part in parts if isinstance(part, kinds)}
    return ((line, words) for line, (words, age) in missed if (words, age) not in shown)


def found_in(source: str) -> list[tuple[int, str]]:
    return [
        one
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef)
        for one in absences(node)
    ]


def test_no_absence_stands_alone():
    alone = {
        f"{path.relative_to(settings.BASE_DIR)}:{line} {page}"
        for path in FILES
        for line, page in found_in(path.read_text(encoding="utf-8"))
    }
    assert sorted(alone) == [], "Use tests.pages.lacks, or say beside it what is on this page."


def test_the_search_finds_what_an_empty_page_passes():
    alone = "def test():\n    page = get()\n    assert 'a' in page\n    page = get()\n    assert 'b' not in page"
    beside = "def test():\n    page = get()\n    assert 'a' in page\n    assert 'b' not in page"
    assert found_in(alone) == [(5, "page")]
    assert found_in(beside) == []


def test_lacks_looks_at_the_page_that_is_meant_only():
    assert lacks("The plan", "Change", but_has="plan")
    assert not lacks("The plan: Change", "Other", "Change", but_has="plan")
    with pytest.raises(AssertionError, match="not the page that is meant"):
        lacks("", "Change", but_has="plan")


def test_lacks_refuses_a_page_that_was_refused(client, db):
    with pytest.raises(AssertionError):
        lacks(client.get("/nowhere/"), "Change", but_has="<h1")
