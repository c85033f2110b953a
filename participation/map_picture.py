"""Lays out the people map as a circle: which place each group has, from numbers alone. Draws nothing, reads nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import asin, cos, floor, pi, sin

#: The picture is a square of so many units a side, its middle in the middle.
BOX = 400
MIDDLE = BOX / 2
#: The circle of all rings; outside it, each slice has its letter.
RIM = 178.0
#: The empty place in the middle: nobody sits there.
HUB = 20.0
#: A ring without a group is so wide, to be seen.
LEAST_RING = 14.0
#: Dots are as large as they can be, between these; a number can be read in a dot of ``READABLE`` and more.
LARGEST, READABLE = 13.0, 4.2
#: What a dot keeps free round itself, as a part of its radius.
FREE = 0.22

#: A place to be taken: the number of the slice, and of the ring, counted from the middle.
Cell = tuple[int, int]


@dataclass(frozen=True)
class Layout:
    """
    Where everything lies, in units of the box.

    ``radius``: of each dot. ``rings``: the outer radius of each ring, from the middle outwards. ``borders``: the ends
    of the line that begins each slice, at the hub and at the rim. ``letters``: where the letter of each slice is.
    ``dots``: the middle of the dot of each group, in the order in which they were given.
    """

    radius: float
    rings: tuple[float, ...]
    borders: tuple[tuple[float, float, float, float], ...]
    letters: tuple[tuple[float, float], ...]
    dots: tuple[tuple[float, float], ...]

    @property
    def can_be_numbered(self) -> bool:
        """Whether a number can be read in the dots."""
        return self.radius >= READABLE


@lru_cache(maxsize=64)
def lay_out(cells: tuple[Cell, ...], *, slices: int, rings: int) -> Layout:
    """
    Give each group a place in its cell, so that no two dots touch and all are within their slice and ring.

    Slices are equally wide. Rings are as wide as their groups need, and share what is left over. Dots are as large as
    they can be for all to fit.
    """
    counts = _count(cells, slices=slices, rings=rings)
    radius = LARGEST
    while (widths := _widths(counts, radius, slices)) and HUB + sum(widths) > RIM:
        radius *= 0.95
    spare = (RIM - HUB - sum(widths)) / rings
    places: dict[Cell, list[tuple[float, float]]] = {}
    edges, inner = [], HUB
    for ring, width in enumerate(widths):
        outer = inner + width + spare
        for part, count in enumerate(counts[ring]):
            places[part, ring] = _fill(part, count, (inner, outer), radius, slices)
        edges.append(round(outer, 1))
        inner = outer
    waiting = {cell: iter(found) for cell, found in places.items()}
    angles = [_start(part, slices) for part in range(slices)]
    half = pi / slices
    return Layout(
        radius=round(radius, 2),
        rings=tuple(edges),
        borders=tuple((*_point(HUB, angle), *_point(RIM, angle)) for angle in angles),
        letters=tuple(_point((RIM + MIDDLE) / 2 + 1, angle + half) for angle in angles),
        dots=tuple(next(waiting[cell]) for cell in cells),
    )


def _count(cells: Sequence[Cell], *, slices: int, rings: int) -> list[list[int]]:
    """Return how many groups each ring has in each slice."""
    counts = [[0] * slices for _ring in range(rings)]
    for part, ring in cells:
        counts[ring][part] += 1
    return counts


def _widths(counts: list[list[int]], radius: float, slices: int) -> list[float]:
    """Return how wide each ring must be, from the middle outwards, for dots of this size."""
    widths, inner = [], HUB
    for row in counts:
        needed = max(len(_rows(count, inner, radius, slices)) for count in row)
        width = max(LEAST_RING, (needed * 2 + FREE) * radius * (1 + FREE)) if needed else LEAST_RING
        widths.append(width)
        inner += width
    return widths


def _rows(count: int, inner: float, radius: float, slices: int) -> list[int]:
    """Return how many dots are in each row of a cell, from the middle outwards."""
    rows: list[int] = []
    at = inner + radius * (1 + FREE)
    while count > 0:
        fits = min(count, _room(at, radius, slices))
        # A row without room is kept free: further out there is some.
        rows.append(fits)
        count -= fits
        at += 2 * radius * (1 + FREE)
    return rows


def _room(at: float, radius: float, slices: int) -> int:
    """Return how many dots fit into a slice, side by side at this distance from the middle."""
    usable = _usable(at, radius, slices)
    return floor(usable / _apart(at, radius)) + 1 if usable >= 0 else 0


def _usable(at: float, radius: float, slices: int) -> float:
    """Return the angle in which the middles of dots may lie; below 0 where not one fits."""
    beside = radius * (1 + FREE) / at
    return 2 * pi / slices - 2 * asin(beside) if beside < 1 else -1.0


def _apart(at: float, radius: float) -> float:
    """Return the angle between two dots that are side by side."""
    return 2 * asin(min(1.0, radius * (1 + FREE) / at))


def _fill(
    part: int, count: int, ring: tuple[float, float], radius: float, slices: int
) -> list[tuple[float, float]]:
    """Return the places of the dots of one cell; its rows are in the middle of the ring."""
    inner, outer = ring
    rows = _rows(count, inner, radius, slices)
    step = 2 * radius * (1 + FREE)
    at = inner + radius * (1 + FREE) + (outer - inner - len(rows) * step) / 2
    centre = _start(part, slices) + pi / slices
    found = []
    for fits in rows:
        if fits:
            apart = max(_apart(at, radius), _usable(at, radius, slices) / fits)
            first = centre - apart * (fits - 1) / 2
            found += [_point(at, first + apart * place) for place in range(fits)]
        at += step
    return found


def _start(part: int, slices: int) -> float:
    return 2 * pi * part / slices


def _point(radius: float, angle: float) -> tuple[float, float]:
    """Return the point at this angle, clockwise from the top."""
    return round(MIDDLE + radius * sin(angle), 1), round(MIDDLE - radius * cos(angle), 1)
