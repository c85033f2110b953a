"""Reads templates from their folders; in pages and in emails each value in them stands apart, as each is escaped."""

from dataclasses import dataclass

from django.template import Origin
from django.template.loaders import filesystem

from core.standing_apart import IN_PLAIN_TEXT, PARTS, PIECES, Place, filtered, stand_apart


class Loader(filesystem.Loader):
    """Has each value stand apart by itself; whoever writes a template need not think of it."""

    def get_contents(self, origin: Origin) -> str:
        """Return the source of a template; raises TemplateDoesNotExist as Django's own loader does."""
        contents, name = super().get_contents(origin), str(origin.name)
        if name.endswith(".txt"):
            return stand_apart_in_text(contents)
        return stand_apart(contents) if name.endswith(".html") else contents


@dataclass
class PlaceInText(Place):
    """Where in plain text a template has got to: among words, or where a value has the line to itself."""

    has_line: bool = False

    @property
    def filter(self) -> str:
        """What keeps a value apart here; empty where no other words are: its own letters turn such a line."""
        return "" if self.has_line else IN_PLAIN_TEXT

    def read(self, html: str) -> None:
        """Go on: in plain text no tag begins."""


def stand_apart_in_text(source: str) -> str:
    """Return the source of a plain text with a filter at each value that has words of ours in its line."""
    pieces, at = [], 0
    for found in PIECES.finditer(source):
        place = PlaceInText(has_line=_has_line(source, *found.span()))
        pieces += [source[at : found.start()], filtered(found[0], place)]
        at = found.end()
    return "".join([*pieces, source[at:]])


def _has_line(source: str, start: int, end: int) -> bool:
    if not source.startswith("{{", start):
        return False
    before = source[source.rfind("\n", 0, start) + 1 : start]
    words = "".join(PARTS.split(before + source[end:].partition("\n")[0])[::2])
    return not words.strip()
