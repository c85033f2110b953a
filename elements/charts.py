"""Turns states and results into pictures: the numbers for the ring and for the standings, the same in page and PDF."""

from dataclasses import dataclass, field
from math import asin, cos, pi, sin
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from elements.beside import state_of
from elements.records.record import STATE_WORDS, ElementRecord, RecordState
from elements.standing import PLACES, ElementStanding, StandingMove

if TYPE_CHECKING:
    from collections.abc import Sequence

    from elements.models import Element

CENTRE_X, CENTRE_Y = 280, 220
OUTER, INNER, WORDS = 152, 76, 170
#: Space between two segments, the same from the inside to the outside.
GAP = 10

#: How a segment looks, by state: never by colour alone.
LOOKS: dict[str, str] = {
    RecordState.IN_PLACE: "solid",
    RecordState.STARTED: "lines",
    RecordState.NEEDS_ATTENTION: "dots",
    RecordState.NOTHING_YET: "dashed",
}
#: A tile of 72 px: smaller ones show seams in the PDF.
LINES = range(-72, 73, 9)
DOTS = [(x, y) for x in range(6, 72, 12) for y in range(6, 72, 12)]


@dataclass(frozen=True)
class Segment:
    """One element in the ring: where it lies, how it looks, and the words beside it."""

    path: str
    look: str
    name: str
    word: str
    x: float
    y: float
    anchor: str


@dataclass(frozen=True)
class Ring:
    """What templates/components/ring.html draws. ``uid`` keeps the ids of two rings on one page apart."""

    uid: str
    title: str
    segments: list[Segment]
    middle: list[str]
    lines: range = field(default=LINES)
    dots: list[tuple[int, int]] = field(default_factory=lambda: DOTS)


def ring_of_states(elements: "Sequence[ElementRecord]", *, uid: str = "ring") -> Ring:
    """Draw the state of each of the ten elements."""
    waiting = sum(state_of(entry) == RecordState.NEEDS_ATTENTION for entry in elements)
    middle = (
        [
            ngettext("%(count)s element", "%(count)s elements", waiting) % {"count": waiting},
            ngettext("needs a look", "need a look", waiting),
        ]
        if waiting
        else []
    )
    segments = [
        _segment(place, LOOKS[state], entry.element.name, str(STATE_WORDS[state]))
        for place, (entry, state) in enumerate((entry, state_of(entry)) for entry in elements)
    ]
    return Ring(uid, _title(elements), segments, middle)


def ring_of_names(elements: "Sequence[Element]", *, uid: str = "ring") -> Ring:
    """Draw the ten elements by name, with no project behind them."""
    names = ", ".join(element.name for element in elements)
    segments = [
        _segment(place, "named", element.name, "") for place, element in enumerate(elements)
    ]
    return Ring(uid, _("The ten elements as a ring: %(names)s.") % {"names": names}, segments, [])


def _title(elements: "Sequence[ElementRecord]") -> str:
    """Say in one sentence what the ring shows, those that need attention first."""
    parts = []
    for state in (
        RecordState.NEEDS_ATTENTION,
        RecordState.STARTED,
        RecordState.IN_PLACE,
        RecordState.NOTHING_YET,
    ):
        names = [entry.element.name for entry in elements if state_of(entry) == state]
        if names:
            parts.append(f"{STATE_WORDS[state]}: {', '.join(names)}")
    return _("The ten elements. %(states)s.") % {"states": ". ".join(parts)}


def _segment(place: int, look: str, name: str, word: str, count: int = 10) -> Segment:
    start, end = (2 * pi * place / count, 2 * pi * (place + 1) / count)
    middle = (start + end) / 2
    x, y = _point(WORDS, middle)
    side = sin(middle)
    anchor = "start" if side > 0.1 else "end" if side < -0.1 else "middle"
    # Words above the middle end where the ring begins; words below begin where it ends.
    return Segment(
        _path(start, end), look, name, word, x, round(y - 6 * cos(middle) - 2, 1), anchor
    )


def _point(radius: float, angle: float) -> tuple[float, float]:
    """Return the point at this angle, clockwise from the top."""
    return (
        round(CENTRE_X + radius * sin(angle), 1),
        round(CENTRE_Y - radius * cos(angle), 1),
    )


def _path(start: float, end: float) -> str:
    outside, inside = asin(GAP / 2 / OUTER), asin(GAP / 2 / INNER)
    a, b = _point(OUTER, start + outside), _point(OUTER, end - outside)
    c, d = _point(INNER, end - inside), _point(INNER, start + inside)
    return (
        f"M{a[0]} {a[1]}A{OUTER} {OUTER} 0 0 1 {b[0]} {b[1]}"
        f"L{c[0]} {c[1]}A{INNER} {INNER} 0 0 0 {d[0]} {d[1]}Z"
    )


#: The picture of the standings: narrow enough to be read on a phone.
STANDING_WIDTH, ROW, HEAD = 340, 66, 30
FIRST_X, STEP_X = 46, 88
#: Under which letter and in which shape each stands; a lane each, so that none hides another.
MARKS = {
    "facilitators": ("square", gettext_lazy("F"), 34),
    "participants": ("circle", gettext_lazy("P"), 54),
    "everybody": ("diamond", gettext_lazy("E"), 44),
}


@dataclass(frozen=True)
class Mark:
    """Where some people stand: a filled shape with a letter, and a hollow one where they stood before."""

    shape: str
    letter: str
    x: float
    y: float
    before_x: float | None


@dataclass(frozen=True)
class StandingRow:
    """One element: its name and marks, or that nothing is shown."""

    y: int
    name: str
    marks: "Sequence[Mark]"


@dataclass(frozen=True)
class Standings:
    """What templates/components/standing.html draws. ``uid`` keeps the ids of two pictures on one page apart."""

    uid: str
    title: str
    description: str
    height: int
    axis: "Sequence[tuple[float, str]]"
    rows: "Sequence[StandingRow]"


def chart_of_standings(
    standings: "Sequence[ElementStanding]", *, uid: str = "standing"
) -> Standings:
    """Draw where people stand on each element, and where they stood in the review before."""
    rows = [
        StandingRow(
            HEAD + place * ROW,
            entry.element.name,
            [_mark(move, HEAD + place * ROW) for move in entry.moves if move.now],
        )
        for place, entry in enumerate(standings)
    ]
    axis = [(_x(place), str(PLACES[place])) for place in (1, 2, 3, 4)]
    words = " ".join(f"{entry.element.name}: {words_of_standing(entry)}" for entry in standings)
    title = _("Where people stand on each element")
    return Standings(uid, title, words, HEAD + ROW * len(rows) + 8, axis, rows)


def words_of_standing(entry: "ElementStanding") -> str:
    """Say in words what a row of the picture shows."""
    if entry.is_hidden:
        return _("fewer than five answers.")
    return "; ".join(_words_of_move(move) for move in entry.moves) + "."


def _words_of_move(move: "StandingMove") -> str:
    if not move.now:
        return _("%(who)s: fewer than five answers") % {"who": move.who_word}
    words = {"who": move.who_word, "now": move.now.word.lower()}
    if not move.before:
        return _("%(who)s %(now)s") % words
    words["before"] = move.before.word.lower()
    if move.moved == "same":
        return _("%(who)s %(now)s, as before") % words
    return _("%(who)s %(now)s, before: %(before)s") % words


def _mark(move: "StandingMove", top: int) -> Mark:
    shape, letter, down = MARKS[move.who]
    before = _x(move.before.place) if move.before and move.moved != "same" else None
    assert move.now  # noqa: S101 - only those that stand somewhere are drawn
    return Mark(shape, str(letter), _x(move.now.place), top + down, before)


def _x(place: float) -> float:
    return FIRST_X + (place - 1) * STEP_X
