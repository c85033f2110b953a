"""Lists in parts, one after another, in pages: what waits and then what does not, each read by an index of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from core.pages import Page, begin_list, turn_page
from core.places import beyond, place_of


@dataclass(frozen=True)
class ListPart:
    """
    A part of a list, with its ``rank`` among them.

    ``rows`` builds its query; ``first`` reads its first rows, where that query is kept.
    """

    rank: int
    rows: Callable[[], QuerySet[Any]]
    first: Callable[[], list[Any]] | None = None


def page_in_parts(
    parts: Sequence[ListPart],
    *,
    key: tuple[str, ...],
    places: QuerySet[Any],
    size: int,
    after: str = "",
    before: str = "",
) -> Page:
    """
    Return at most ``size`` rows of the parts, each in the order of ``key``, which ends with the primary key.

    An address names a row by its part and its number, as in ``1-12``: where it stood when its page was read, also when
    it went to another part since. A part is asked only while there is room on the page.

    :param places: where rows are looked up.
    """
    reader = _Reader(parts, key, size)
    return turn_page(
        reader.read,
        find=lambda name: reader.find(places, name),
        name=lambda row: f"{row.part}-{row.pk}",
        beside=(after, before),
        size=size,
    )


#: A place in the list: the rank of a part, and the place in it.
_Place = tuple[int, Sequence[Any]]


@dataclass(frozen=True)
class _Reader:
    parts: Sequence[ListPart]
    key: tuple[str, ...]
    size: int

    def read(self, start: _Place | None, is_back: bool) -> list[Any]:
        """Return what stands beyond a place, one more than a page has, if there is one."""
        found: list[Any] = []
        for part in reversed(self.parts) if is_back else self.parts:
            if len(found) <= self.size:
                found += self._rows_of(part, start, is_back)
        return found[: self.size + 1]

    def _rows_of(self, part: ListPart, start: _Place | None, is_back: bool) -> list[Any]:
        if part.first and not start and not is_back:
            rows = part.first()
        elif start and start[0] != part.rank and (start[0] < part.rank) == is_back:
            rows = []
        else:
            is_within = start is not None and start[0] == part.rank
            rest = beyond(self.key, start[1], descending=is_back) if start and is_within else Q()
            later = part.rows().filter(rest)
            rows = list(begin_list(later, self.key, descending=is_back, size=self.size))
        for row in rows:
            row.part = part.rank
        return rows

    def find(self, places: QuerySet[Any], name: str) -> _Place | None:
        rank, _dash, number = name.partition("-")
        if rank not in {str(part.rank) for part in self.parts}:
            return None
        found = place_of(places, self.key, number)
        return (int(rank), found) if found else None
