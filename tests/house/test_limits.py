"""Keep files and functions short enough to be read in one go."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = (
    *("core", "accounts", "projects", "ballots", "outbox", "actions", "participation", "questions"),
    *("plan", "decisions", "updates", "elements", "reports", "home", "coproduce"),
)
MODULE, CORE_MODULE, FUNCTION, VIEW, TEMPLATE = 400, 150, 40, 30, 150
#: Of a hundred functions, 95 are no longer than this.
MOST_FUNCTIONS = 30


def modules(*folders: str) -> list[Path]:
    """Return the Python files below these folders that somebody wrote by hand."""
    return sorted(
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts
    )


def line_count(path: Path) -> int:
    return len(path.read_text().splitlines())


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def too_long(paths: list[Path], limit: int) -> dict[str, int]:
    return {name(path): line_count(path) for path in paths if line_count(path) > limit}


def long_functions(source: str, limit: int) -> dict[str, int]:
    """Return the functions of a module that are longer than the limit, with their lines."""
    return {node.name: lines for node, lines in functions(source) if lines > limit}


def functions(source: str) -> list[tuple[ast.FunctionDef | ast.AsyncFunctionDef, int]]:
    """Return each function of a module with its lines, from ``def`` to its end."""
    return [
        (node, node.end_lineno - node.lineno + 1)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def is_view_module(path: Path) -> bool:
    return path.name == "views.py" or path.parent.name == "views"


def test_the_apps_are_found():
    assert {path.relative_to(ROOT).parts[0] for path in modules(*APPS)} == set(APPS)


def test_modules_are_short():
    assert too_long(modules(*APPS, "tests", "bench"), MODULE) == {}


def test_modules_of_core_are_shorter():
    assert too_long(modules("core"), CORE_MODULE) == {}


def test_templates_are_short():
    assert too_long(sorted((ROOT / "templates").rglob("*.*")), TEMPLATE) == {}


@pytest.mark.parametrize("app", APPS)
def test_functions_are_short(app):
    found = {}
    for path in modules(app):
        limit = VIEW if is_view_module(path) else FUNCTION
        for function, lines in long_functions(path.read_text(), limit).items():
            found[f"{name(path)}: {function}"] = lines
    assert found == {}


def test_most_functions_are_shorter():
    lines = sorted(
        count for path in modules(*APPS) for _function, count in functions(path.read_text())
    )
    assert lines[len(lines) * 95 // 100] <= MOST_FUNCTIONS


def test_a_long_function_is_seen():
    source = "def short():\n    pass\n\n\ndef long():\n" + "    pass\n" * 40
    assert long_functions(source, FUNCTION) == {"long": 41}
