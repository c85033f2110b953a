"""Shows what was found: the words around each hit, where it stands and of which day it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core.alike import words_of
from home.band import PLACES
from home.models import SearchText
from home.search.asking import FoundText
from home.search.kinds import kinds
from projects.models import Project

#: So many hits stand on a page.
HITS = 12
#: So many letters stand around a hit: before it, and from it on.
_BEFORE, _FROM = 60, 180

#: Where a word begins and ends in a text, and which word it is.
_Marks = list[tuple[int, int, str]]


@dataclass(frozen=True)
class Hit:
    """
    Something that was found; ``title`` and ``excerpt`` have the words that were meant in ``mark``.

    ``noun``: what it is, ``place``: where in the project it stands, ``on``: the day it is of.
    """

    title: SafeString
    excerpt: SafeString | str
    noun: Any
    place: Any
    on: date
    url: str


def show(project: Project, found: list[FoundText], words: frozenset[str]) -> list[Hit]:
    """Return these texts in their order, with these words marked; one that is gone meanwhile is left out."""
    rows = SearchText.objects.filter(project=project).in_bulk([row.pk for row in found])
    return [_hit(project, rows[row.pk], words) for row in found if row.pk in rows]


def _hit(project: Project, row: SearchText, words: frozenset[str]) -> Hit:
    kind = kinds()[row.kind]
    in_title = list(_marks(row.title, words))
    return Hit(
        title=_marked(row.title, in_title),
        excerpt=_excerpt(row.text, words, shown={word for _start, _end, word in in_title}),
        noun=kind.noun,
        place=PLACES[kind.place][0],
        on=row.on,
        url=reverse(row.page, args=[project.slug, *row.at]) + row.more,
    )


def _marks(text: str, words: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    return ((start, end, word) for word, start, end in words_of(text) if word in words)


def _excerpt(text: str, words: frozenset[str], *, shown: set[str]) -> SafeString | str:
    """Return the part of a text with the most of the words; nothing when the title has all of them."""
    text = " … ".join(line for line in text.splitlines() if line.strip())
    marks = list(_marks(text, words))
    if {word for _start, _end, word in marks} <= shown:
        return ""
    first = max(marks, key=lambda mark: (_how_many(marks, mark[0]), -mark[0]))[0]
    start, end = _whole_words(text, first - _BEFORE, first + _FROM)
    within = [(a - start, b - start, word) for a, b, word in marks if start <= a and b <= end]
    begins, ends = "… " if start else "", " …" if end < len(text) else ""
    return format_html("{}{}{}", begins, _marked(text[start:end], within), ends)


def _how_many(marks: _Marks, start: int) -> int:
    return len({word for a, b, word in marks if start <= a and b <= start + _FROM})


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Move the ends of a part so that it cuts no word, where there is a space to cut at."""
    if start > 0:
        space = text.find(" ", start, start + _BEFORE)
        start = space + 1 if space >= 0 else start
    if end < len(text):
        space = text.rfind(" ", start + _BEFORE, end)
        end = space if space >= 0 else end
    return max(start, 0), min(end, len(text))


def _marked(text: str, marks: _Marks) -> SafeString:
    parts, at = [], 0
    for start, end, _word in marks:
        parts.append((text[at:start], format_html("<mark>{}</mark>", text[start:end])))
        at = end
    return format_html_join("", "{}{}", [*parts, (text[at:], "")])
