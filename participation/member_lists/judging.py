"""Says of each line of a list what confirming it would do."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core.names import clean_address
from participation.member_lists.people import SAYS_NO, Line

#: Verdicts of lines that are added without an email address.
WITHOUT = ("without", "shares")
#: Those of lines of which nothing is taken.
LEFT_OUT = ("passed", "hidden")


def judge(
    lines: list[Line],
    *,
    known: Mapping[str, str],
    known_as: Mapping[str, str] | None = None,
    without_email: Iterable[str] = (),
) -> list[dict[str, str | int]]:
    """
    Say of each line what confirming would do.

    :param known: addresses of people whom the project knows already, each with its verdict ("here", "invited", "left").
    :param known_as: the names of those people, by address.
    :param without_email: the names of those in the project who have no address.
    :returns: dicts with line, email, known_as, phone, says_no, verdict and reason. The verdict is one of those, "new",
        "without" (added without email), "shares" (so is the second person with one address), "asked" (held back: asked
        not to be written to), "twice", "wrong", "hidden" (in the file) or "passed" (no person).
    """
    seen: dict[str, tuple[int, str]] = {}
    said_no: dict[str, Line] = {}
    for line in lines:
        for key in _keys(line) if line.says_no else []:
            said_no.setdefault(key, line)
    here = _Here(known, known_as or {}, {name.casefold() for name in without_email}, said_no)
    return [_judged(line, here, seen) for line in lines]


@dataclass(frozen=True)
class _Here:
    """
    Whom the project knows: by address their verdict and their name, and the names of those without an address; and
    which line says of somebody that they are not to be written to. What one line says holds for all of theirs.
    """

    known: Mapping[str, str]
    known_as: Mapping[str, str]
    without_email: set[str]
    said_no: Mapping[str, Line]


def _judged(line: Line, here: _Here, seen: dict[str, tuple[int, str]]) -> dict[str, str | int]:
    verdict, reason = _verdict(line, here, seen)
    if line.passed_over and verdict != "wrong":
        also = _("Also there, and passed over: %(emails)s.") % {"emails": line.passed_over}
        reason = f"{reason} {also}".strip()
    if verdict not in ("wrong", "twice", *LEFT_OUT):
        seen.setdefault(_key(line), (line.number, line.known_as))
    return {
        "line": line.number,
        "email": line.email,
        "known_as": line.known_as,
        "phone": line.phone,
        "says_no": here.said_no[_key(line)].says_no if _key(line) in here.said_no else "",
        "verdict": verdict,
        "reason": reason,
    }


def _verdict(line: Line, here: _Here, seen: dict[str, tuple[int, str]]) -> tuple[str, str]:
    if line.is_passed:
        return "passed", ""
    if line.is_hidden:
        return "hidden", _("Show the row in your file, and add it again to take it.")
    if line.problem:
        return "wrong", line.problem
    before, other = seen.get(_key(line), (0, ""))
    if before and (not line.email or other.casefold() == line.known_as.casefold()):
        return "twice", _("The same is in line %(line)s.") % {"line": before}
    if not line.email and line.known_as.casefold() in here.without_email:
        return "here", _("Somebody without email has this name here already.")
    no = line if line.says_no else here.said_no.get(_key(line))
    if no and (before or line.email not in here.known):
        return "asked", _why_not(no, line)
    if before:
        words = _("The same address is in line %(line)s.") % {"line": before}
        if here.known.get(line.email) == "left":
            return "shares", words
        both = _("One person signs in with it; once they take part, news comes there for both.")
        return "shares", f"{words} {both}"
    if not line.email:
        return "without", _("They have no email address here.")
    name = here.known_as.get(line.email, line.known_as)
    differs = name.casefold() != line.known_as.casefold()
    reason = _("It is the address of %(name)s.") % {"name": name} if differs else ""
    if no:
        reason = f"{reason} {_why_not(no, line)}".strip()
    return here.known.get(line.email, "new"), reason


def _why_not(no: Line, line: Line) -> str:
    """Say where the list says that somebody is not to be written to."""
    if no is line:
        return _("See the column “%(heading)s”.") % {"heading": no.says_no}
    words = _("See line %(line)s, the column “%(heading)s”.")
    return words % {"line": no.number, "heading": no.says_no}


def _key(line: Line) -> str:
    return line.email or f"{line.known_as} {line.phone}".casefold()


def _keys(line: Line) -> list[str]:
    """Return what a line is known by, and the further addresses in it."""
    return [_key(line), *(clean_address(one) for one in line.passed_over.split(", ") if one)]


def as_text(lines: list[dict[str, Any]]) -> str:
    """Write the lines of a list so that they can be changed and read again: a person a line."""
    return "\n".join(_as_line(line) for line in lines if line["verdict"] not in LEFT_OUT)


def _as_line(line: dict[str, Any]) -> str:
    name, email = re.sub(r"[<>]", "", str(line["known_as"])).strip(), str(line["email"])
    written = f"{name} <{email}>" if name and email else name or email
    if phone := line.get("phone"):
        written = f"{written}, {phone}"
    if says_no := line.get("says_no"):
        written = f"{written}{SAYS_NO}{says_no}"
    return written
