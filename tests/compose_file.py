"""docker-compose.yml as Docker reads it, with what somebody wrote into .env filled in."""

import re
from pathlib import Path
from typing import Any

import yaml

PATH = Path(__file__).resolve().parents[1] / "docker-compose.yml"
COMPOSE: dict[str, Any] = yaml.safe_load(PATH.read_text())
_BEGINNING = re.compile(r"\$\$|\$\{([A-Z_]+)(:[-?+])?")


class Needed(Exception):  # noqa: N818 - it is what Docker says
    """A value that must be filled in is not; its words are those of the file."""


def filled_in(what: Any, given: dict[str, str]) -> Any:
    """
    Return a part of the file with its variables replaced, by Docker's rules ("Interpolation").

    :raises Needed: where one is missing that must be there.
    """
    if isinstance(what, dict):
        return {name: filled_in(value, given) for name, value in what.items()}
    if isinstance(what, list):
        return [filled_in(value, given) for value in what]
    return _text(what, given) if isinstance(what, str) else what


def _text(text: str, given: dict[str, str]) -> str:
    found = _BEGINNING.search(text)
    if not found:
        return text
    before, rest = text[: found.start()], text[found.end() :]
    if not found[1]:
        return f"{before}${_text(rest, given)}"
    end = _end(rest)
    value = _value(found[1], found[2], rest[:end], given)
    return before + value + _text(rest[end + 1 :], given)


def _end(text: str) -> int:
    """Return where the brace is that closes a variable whose inside begins the text."""
    depth = 0
    for place, letter in enumerate(text):
        if letter == "}" and depth == 0:
            return place
        depth += (letter == "{") - (letter == "}")
    raise ValueError(f"No end: {text}")


def _value(name: str, how: str | None, other: str, given: dict[str, str]) -> str:
    value = given.get(name, "")
    if how == ":+":
        return _text(other, given) if value else ""
    if not value and how == ":?":
        raise Needed(other)
    return value if value or not how else _text(other, given)
