"""
Changes the code in small ways, one at a time, and looks whether the tests that belong to it notice.

A change that no test notices stays alive: a rule that nobody keeps, or two ways to write the same. Changes:
another comparison, ``and`` for ``or``, a number one more or one less, a lost ``not``, a lost filter.

    python -m bench.mutate --seed 7 --seconds 900 decisions/permissions.py=tests/decisions
"""

import argparse
import ast
import copy
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
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
#: A change under which the tests run for ever is noticed as well.
LONGEST = 240


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


def _name(function: ast.expr) -> str:
    return getattr(function, "attr", getattr(function, "id", ""))


def _spliced(source: str, node: ast.expr, changed: ast.AST) -> str:
    """Return the source with one piece replaced, and every other letter where it was."""
    lines = source.encode().splitlines(keepends=True)
    start = sum(map(len, lines[: node.lineno - 1])) + node.col_offset
    end = sum(map(len, lines[: node.end_lineno - 1])) + node.end_col_offset
    whole = source.encode()
    return (whole[:start] + f"({ast.unparse(changed)})".encode() + whole[end:]).decode()


def mutants(source: str) -> Iterator[tuple[int, str, str]]:
    """Yield each changed source, with the line and the words of the change."""
    for node in ast.walk(ast.parse(source)):
        for changed in changes_of(node):
            words = f"{ast.unparse(node)}  ->  {ast.unparse(changed)}"
            new = _spliced(source, node, changed)
            try:
                compile(new, "mutant", "exec")
            except SyntaxError:  # a default or a type, where no bracket may stand
                continue
            yield node.lineno, words, new


def is_noticed(tests: list[str]) -> bool:
    """Whether these tests fail, or never end."""
    command = [sys.executable, "-B", "-m", "pytest", "-x", "-q", "-p", "no:randomly", *tests]
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    run = subprocess.Popen(
        command,
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        code = run.wait(timeout=LONGEST)
    except subprocess.TimeoutExpired:
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()
        return True
    # Anything but "passed" and "failed" says nothing of the change.
    if code not in {0, 1, 2}:
        raise SystemExit(f"pytest ended with {code}: {' '.join(tests)}")
    return code != 0


def try_out(path: Path, source: str, mutant: str, tests: list[str]) -> bool:
    """Run the tests on a changed file, and put the file back whatever happens."""
    try:
        path.write_text(mutant, encoding="utf-8")
        return is_noticed(tests)
    finally:
        path.write_text(source, encoding="utf-8")


def main() -> None:
    """Try a sample of all changes until the time is over; print what lives, and the figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=900)
    parser.add_argument("pairs", nargs="+", help="file=tests[,tests]")
    wanted = parser.parse_args()
    waiting = []
    for pair in wanted.pairs:
        name, _, tests = pair.partition("=")
        path = Path(name)
        source = path.read_text(encoding="utf-8")
        waiting += [(path, source, tests.split(","), *mutant) for mutant in mutants(source)]
    for tests in {tuple(one[2]) for one in waiting}:
        if is_noticed(list(tests)):
            raise SystemExit(f"These fail before anything is changed: {' '.join(tests)}")
    random.Random(wanted.seed).shuffle(waiting)
    end, tried, alive = time.monotonic() + wanted.seconds, 0, 0
    for path, source, tests, line, words, new in waiting:
        if time.monotonic() > end:
            break
        tried += 1
        if not try_out(path, source, new, tests):
            alive += 1
            print(f"alive  {path}:{line}  {words}", flush=True)
    print(f"{tried} of {len(waiting)} changes tried, {tried - alive} noticed, {alive} alive")


if __name__ == "__main__":
    main()
