"""Draws one cycle as a ring of five parts: the numbers for one small SVG, the same in page and PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, cos, pi, sin

from django.utils.translation import get_language
from django.utils.translation import gettext as _

CENTRE_X, CENTRE_Y = 140, 92
OUTER, INNER, WORDS, NUMBERS = 58, 27, 70, 43
GAP = 5


@dataclass(frozen=True)
class CyclePart:
    """One part of the ring. ``look``: full when there is something in it, empty, or unknown."""

    path: str
    look: str
    name: str
    number: str
    x: float
    y: float
    anchor: str
    number_x: float
    number_y: float


@dataclass(frozen=True)
class CycleRing:
    """
    One cycle, as templates/components/cycle_ring.html draws it.

    ``counts``: steps tried, people who answered, elements in place, lessons, changes; None where it is not known.
    """

    number: int
    counts: Sequence[int | None]

    @property
    def drawn_from(self) -> str:
        """All that is drawn of it, and the language (docs/adr/0105)."""
        return repr((get_language(), self.number, self.counts))

    @property
    def uid(self) -> str:
        return f"cycle-{self.number}"

    @property
    def title(self) -> str:
        """What it shows, in words."""
        said = [
            f"{name} {_('not known yet') if count is None else count}"
            for name, count in self._named
        ]
        words = _("Cycle %(number)s: %(parts)s.")
        return words % {"number": self.number, "parts": ", ".join(said)}

    @property
    def parts(self) -> list[CyclePart]:
        return [_part(place, name, count) for place, (name, count) in enumerate(self._named)]

    @property
    def _named(self) -> list[tuple[str, int | None]]:
        names = [_("tried"), _("answered"), _("in place"), _("learned"), _("changed")]
        return list(zip(names, self.counts, strict=True))


def _part(place: int, name: str, count: int | None) -> CyclePart:
    start, end = 2 * pi * (place - 0.5) / 5, 2 * pi * (place + 0.5) / 5
    middle = (start + end) / 2
    x, y = _point(WORDS, middle)
    side = sin(middle)
    anchor = "start" if side > 0.1 else "end" if side < -0.1 else "middle"
    number_x, number_y = _point(NUMBERS, middle)
    look = "unknown" if count is None else "full" if count else "empty"
    text = "" if count is None else str(count)
    # Words below the middle begin where the ring ends.
    lower = round(y + 5 - 6 * cos(middle), 1)
    return CyclePart(
        _path(start, end), look, name, text, x, lower, anchor, number_x, round(number_y + 5, 1)
    )


def _point(radius: float, angle: float) -> tuple[float, float]:
    """Return the point at this angle, clockwise from the top."""
    return round(CENTRE_X + radius * sin(angle), 1), round(CENTRE_Y - radius * cos(angle), 1)


def _path(start: float, end: float) -> str:
    outside, inside = asin(GAP / 2 / OUTER), asin(GAP / 2 / INNER)
    a, b = _point(OUTER, start + outside), _point(OUTER, end - outside)
    c, d = _point(INNER, end - inside), _point(INNER, start + inside)
    return (
        f"M{a[0]} {a[1]}A{OUTER} {OUTER} 0 0 1 {b[0]} {b[1]}"
        f"L{c[0]} {c[1]}A{INNER} {INNER} 0 0 0 {d[0]} {d[1]}Z"
    )
