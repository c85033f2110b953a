"""Lists that several tables share, in pages: the newest first, whichever table a row is of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from core.pages import PAGE_SIZE, Page, turn_page
from core.places import beyond, place_of


@dataclass(frozen=True)
class Source:
    """Rows of one table, in a list that several tables share: ``at`` is the field with the moment of a row."""

    rows: QuerySet[Any]
    at: str


def page_of_sources(
    sources: dict[str, Source],
    read: Callable[[dict[str, QuerySet[Any]], bool, int], list[dict[str, Any]]],
    *,
    after: str = "",
    before: str = "",
    size: int = PAGE_SIZE,
) -> Page:
    """
    Return a page of what several tables tell, newest first; of one moment, the source that is named first comes first.

    An address names a row by its source and its number, as in ``step-12``.

    :param read: reads the rows that are left of each source into one list, backwards (the oldest first) if so, and at
        most so many; each row has its name in an address under ``key``.
    """
    ranks = {name: rank for rank, name in enumerate(sources)}

    def limited(start: tuple[Any, int, int] | None, is_back: bool) -> list[dict[str, Any]]:
        found = {
            name: source.rows.filter(_left_of(source.at, ranks[name], start, is_back))
            if start
            else source.rows
            for name, source in sources.items()
        }
        return read(found, is_back, size + 1)

    def find(text: str) -> tuple[Any, int, int] | None:
        name, _dash, number = text.rpartition("-")
        if name not in sources:
            return None
        found = place_of(sources[name].rows, (sources[name].at, "pk"), number)
        return (found[0], ranks[name], found[1]) if found else None

    return turn_page(
        limited, find=find, name=lambda row: row["key"], beside=(after, before), size=size
    )


def _left_of(at: str, rank: int, start: tuple[Any, int, int], is_back: bool) -> Q:
    """Keep what is left of a source: what stands beyond ``start``, which is a moment, a source's rank and a number."""
    moment, its_rank, number = start
    if rank == its_rank:
        return beyond((at, "pk"), (moment, number), descending=not is_back)
    or_then = "e" if (rank < its_rank) == is_back else ""
    return Q(**{f"{at}__{'gt' if is_back else 'lt'}{or_then}": moment})
