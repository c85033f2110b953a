"""Turns states into a picture: the numbers for the ring, the same in page and PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, cos, pi, sin
from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from elements.beside import state_of
from elements.records.record import STATE_WORDS, ElementRecord, RecordState

if TYPE_CHECKING:
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
#: A tile of 72 px: smaller ones show seams in the PDF. All its lines are one path.
LINES = "".join(f"M{x} 72l72-72" for x in range(-72, 73, 9))
DOTS = [(str(x), str(y)) for x in range(6, 72, 12) for y in range(6, 72, 12)]


@dataclass(frozen=True)
class Segment:
    """
    One element in the ring: where it lies, how it looks, and the words beside it.

    Numbers are text: SVG wants a point, whatever the language.
    """

    path: str
    look: str
    name: str
    word: str
    x: str
    y: str
    anchor: str


@dataclass(frozen=True)
class Ring:
    """
    What templates/components/ring.html draws. ``uid`` keeps the ids of two rings on one page apart.

    ``parts``: look, name and word of each element. ``middle``: the lines in the middle.
    """

    uid: str
    title: str
    parts: Sequence[tuple[str, str, str]]
    middle: Sequence[str] = ()
    lines: ClassVar[str] = LINES
    dots: ClassVar[list[tuple[str, str]]] = DOTS

    @property
    def drawn_from(self) -> str:
        """All that is drawn of it (docs/adr/0105)."""
        return repr((self.uid, self.title, self.parts, self.middle))

    @property
    def segments(self) -> list[Segment]:
        return [_segment(place, *part) for place, part in enumerate(self.parts)]


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
    parts = [
        (LOOKS[state], entry.element.name, str(STATE_WORDS[state]))
        for entry, state in ((entry, state_of(entry)) for entry in elements)
    ]
    return Ring(uid, _title(elements), parts, middle)


def ring_of_names(elements: "Sequence[Element]", *, uid: str = "ring") -> Ring:
    """Draw the ten elements by name, with no project behind them."""
    names = ", ".join(element.name for element in elements)
    parts = [("named", element.name, "") for element in elements]
    return Ring(uid, _("The ten elements as a ring: %(names)s.") % {"names": names}, parts)


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
    beside = f"{y - 6 * cos(middle) - 2:.1f}"
    return Segment(_path(start, end), look, name, word, f"{x:.1f}", beside, anchor)


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
