"""
What a .dockerignore leaves in, by the rules of Docker's documentation ("Dockerignore files").

Patterns begin at the root of the folder. "*" and "?" stand for what has no slash, "**" for any number of folders.
A pattern that meets a folder meets all in it. Of the patterns that meet a path, the last one decides; "!" takes in
again what an earlier one left out.
"""

import posixpath
import re
from collections.abc import Iterable

_TOKENS = re.compile(r"\*\*/|\*\*|\*|\?|\[[^]]+\]|\\.|.", re.DOTALL)
_MEANINGS = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def copied(ignore: str, paths: Iterable[str]) -> set[str]:
    """Return which of these paths of files, written with slashes from the root, Docker gets."""
    rules = [_rule(line.strip()) for line in ignore.splitlines() if _says_something(line)]
    return {path for path in paths if not _is_left_out(rules, path)}


def _says_something(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")


def _rule(line: str) -> tuple[re.Pattern[str], bool]:
    """Return what a line meets, and whether it leaves that out."""
    pattern = posixpath.normpath(line.removeprefix("!").strip()).lstrip("/")
    meets = "".join(_meaning(token) for token in _TOKENS.findall(pattern))
    # What is in a folder that is met is met as well.
    return re.compile(f"{meets}(?:/.*)?"), not line.startswith("!")


def _meaning(token: str) -> str:
    if token.startswith("[") and len(token) > 1:
        return token
    return _MEANINGS.get(token) or re.escape(token[-1])


def _is_left_out(rules: list[tuple[re.Pattern[str], bool]], path: str) -> bool:
    decided = [leaves_out for meets, leaves_out in rules if meets.fullmatch(path)]
    return bool(decided) and decided[-1]
