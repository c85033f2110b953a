"""The small ways in which code can be changed: for each, the source of the whole file with one piece replaced."""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

OTHER = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
#: Calls of which one condition can be lost.
FILTERS = {"filter", "exclude", "get", "Q"}
#: Calls that lock a row, and the word by which another call is told to.
LOCK_QUERY, LOCK_ROW, LOCK_WORD = "select_for_update", "lock_row", "lock"


def changes_of(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what could stand in place of this piece of code."""
    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            if type(operator) in OTHER:
                changed = copy.deepcopy(node)
                changed.ops[place] = OTHER[type(operator)]()
                yield changed
    elif isinstance(node, ast.BoolOp):
        changed = copy.deepcopy(node)
        changed.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield changed
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, bool):
            yield ast.Constant(not node.value)
        elif isinstance(node.value, int):
            yield from (ast.Constant(node.value + 1), ast.Constant(node.value - 1))
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.Invert):
        yield node.operand
    elif isinstance(node, ast.Call) and _name(node.func) in FILTERS:
        for place in range(len(node.keywords)):
            changed = copy.deepcopy(node)
            del changed.keywords[place]
            yield changed
    elif isinstance(node, ast.Call):
        yield from _without_lock(node)


def _without_lock(call: ast.Call) -> Iterator[ast.AST]:
    """Yield a call that locks nothing."""
    name = _name(call.func)
    if name == LOCK_QUERY and isinstance(call.func, ast.Attribute):
        yield call.func.value
    elif name == LOCK_ROW:
        yield ast.Constant(None)
    for place, word in enumerate(call.keywords):
        if word.arg == LOCK_WORD and ast.unparse(word.value) != "None":
            changed = copy.deepcopy(call)
            changed.keywords[place].value = ast.Constant(None)
            yield changed


def _name(function: ast.expr) -> str:
    return getattr(function, "attr", getattr(function, "id", ""))


def _spliced(source: str, node: ast.expr, changed: ast.AST) -> str:
    """Return the source with one piece replaced, and every other letter where it was."""
    lines = source.encode().splitlines(keepends=True)
    start = sum(map(len, lines[: node.lineno - 1])) + node.col_offset
    end = sum(map(len, lines[: node.end_lineno - 1])) + node.end_col_offset
    whole = source.encode()
    return (whole[:start] + f"({ast.unparse(changed)})".encode() + whole[end:]).decode()


@dataclass(frozen=True)
class Change:
    """One change of one file."""

    path: Path
    source: str
    new: str
    lines: range
    words: str

    def __str__(self) -> str:
        return f"{self.path}:{self.lines.start}  {self.words}"


def changes_in(path: Path) -> Iterator[Change]:
    """Yield each change of a file that is still Python."""
    source = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)):
        for changed in changes_of(node):
            new = _spliced(source, node, changed)
            try:
                compile(new, "mutant", "exec")
            except SyntaxError:  # a default or a type, where no bracket may stand
                continue
            words = f"{ast.unparse(node)}  ->  {ast.unparse(changed)}"
            yield Change(path, source, new, range(node.lineno, node.end_lineno + 1), words)
