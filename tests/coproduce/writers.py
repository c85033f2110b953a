"""Finds the services that change rows which are there already, by what they call."""

import ast
from functools import cache
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
#: What changes a row when it is called on rows, on one, or on what belongs to one.
METHODS = {"update", "save", "save_over", "update_or_create", "bulk_update", "set"}
METHODS |= {"hide", "show_again", "leave_public_page"}
#: What does so when it is called by its name.
FUNCTIONS = {"end_once", "note_answer"}


@cache
def services() -> dict[str, ast.FunctionDef]:
    """Every public function of every app's services, by app and name."""
    found = [(app, node) for app, nodes in _modules() for node in nodes.values()]
    public = [(app, node) for app, node in found if not node.name.startswith("_")]
    return {f"{app}.{node.name}": node for app, node in public}


@cache
def writers() -> set[str]:
    """The services that change a row, themselves or by a helper of their own module."""
    return {
        f"{app}.{name}"
        for app, nodes in _modules()
        for name in nodes
        if not name.startswith("_") and _writes(name, nodes, seen=set())
    }


def takes(service: str) -> set[str]:
    """Name the parameters of a service."""
    words = services()[service].args
    return {word.arg for word in [*words.args, *words.kwonlyargs]}


def called_by(service: str) -> set[str]:
    """Name the functions that a service, or a helper of its module, calls by their names."""
    app, _dot, name = service.partition(".")
    nodes = next(nodes for one, nodes in _modules() if one == app and name in nodes)
    reached = {name} | {one for one in _names(nodes[name]) if one.startswith("_") and one in nodes}
    return {called for one in reached for called in _names(nodes[one])}


@cache
def _modules() -> list[tuple[str, dict[str, ast.FunctionDef]]]:
    files = sorted([*ROOT.glob("*/services.py"), *ROOT.glob("*/services/*.py")])
    return [(file.relative_to(ROOT).parts[0], _functions(file)) for file in files]


def _functions(file: Path) -> dict[str, ast.FunctionDef]:
    body = ast.parse(file.read_text()).body
    return {node.name: node for node in body if isinstance(node, ast.FunctionDef)}


def _writes(name: str, nodes: dict[str, ast.FunctionDef], *, seen: set[str]) -> bool:
    seen.add(name)
    calls = [one.func for one in ast.walk(nodes[name]) if isinstance(one, ast.Call)]
    if any(isinstance(one, ast.Attribute) and one.attr in METHODS for one in calls):
        return True
    names = _names(nodes[name])
    helpers = {one for one in names if one.startswith("_") and one in nodes} - seen
    return bool(names & FUNCTIONS) or any(_writes(one, nodes, seen=seen) for one in helpers)


def _names(node: ast.FunctionDef) -> set[str]:
    calls = [one.func for one in ast.walk(node) if isinstance(one, ast.Call)]
    return {one.id for one in calls if isinstance(one, ast.Name)}
