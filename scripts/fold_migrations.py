"""
Fold each AddConstraint and AddIndex of a first migration into the CreateModel before it.

``makemigrations`` writes them one by one. For each of them Django makes all models anew, and SQLite the whole table:
folded, the first start on a new machine takes half as long (docs/adr/0139). Run it after a migration was made anew:

    python scripts/fold_migrations.py
    scripts/format.sh
    python manage.py makemigrations --check
"""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
#: An operation -> what it adds, and in which list of the model's options that stands.
FOLDED = {"AddConstraint": ("constraint", "constraints"), "AddIndex": ("index", "indexes")}
Call = ast.Call


def fold(source: str) -> str:
    """Return the source of a migration with what can be folded; what comes of a field that is added later stays."""
    operations = _operations(source)
    late = [
        (_model(call), _string(call, "name")) for call in operations if _name(call) == "AddField"
    ]
    made = {_model(call): call for call in operations if _name(call) == "CreateModel"}
    added: dict[str, dict[str, list[str]]] = {}
    gone = []
    for call in operations:
        if _name(call) not in FOLDED or _model(call) not in made:
            continue
        what, where = FOLDED[_name(call)]
        text = ast.get_source_segment(source, _value(call, what)) or ""
        if any(model == _model(call) and _names(field, text) for model, field in late):
            continue
        added.setdefault(_model(call), {}).setdefault(where, []).append(text)
        gone.append(call)
    edits = [_left_out(source, call) for call in gone]
    edits += [_with_options(source, made[model], options) for model, options in added.items()]
    for start, end, text in sorted(edits, reverse=True):
        source = source[:start] + text + source[end:]
    return source


def _operations(source: str) -> list[Call]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "operations":
            listed = node.value
            assert isinstance(listed, ast.List)
            return [one for one in listed.elts if isinstance(one, Call)]
    return []


def _name(call: Call) -> str:
    return ast.unparse(call.func).rpartition(".")[2]


def _value(call: Call, name: str) -> ast.expr:
    return next(word.value for word in call.keywords if word.arg == name)


def _string(call: Call, name: str) -> str:
    value = _value(call, name)
    return str(value.value) if isinstance(value, ast.Constant) else ""


def _model(call: Call) -> str:
    names = {word.arg for word in call.keywords}
    if "model_name" in names:
        return _string(call, "model_name").lower()
    return _string(call, "name").lower() if _name(call) == "CreateModel" else ""


def _names(field: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(field)}(?:__|\b)", text) is not None


def _places(source: str, node: ast.expr) -> tuple[int, int]:
    """Return where a node begins and ends, in characters."""
    lines = source.splitlines(keepends=True)

    def at(line: int, column: int) -> int:
        before = sum(len(one) for one in lines[: line - 1])
        return before + len(lines[line - 1].encode()[:column].decode())

    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    return at(node.lineno, node.col_offset), at(node.end_lineno, node.end_col_offset)


def _left_out(source: str, call: Call) -> tuple[int, int, str]:
    start, end = _places(source, call)
    return start, end + (1 if source[end] == "," else 0), ""


def _with_options(source: str, call: Call, options: dict[str, list[str]]) -> tuple[int, int, str]:
    text = "".join(f'"{name}": [{", ".join(some)}],' for name, some in options.items())
    if any(word.arg == "options" for word in call.keywords):
        start, _end = _places(source, _value(call, "options"))
        return start + 1, start + 1, text
    _start, end = _places(source, call)
    before = "" if source[: end - 1].rstrip().endswith(",") else ","
    return end - 1, end - 1, f"{before}options={{{text}}},"


if __name__ == "__main__":
    for path in sorted(ROOT.glob("*/migrations/0001_initial.py")):
        path.write_text(fold(path.read_text()))
