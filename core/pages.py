"""Lists in pages: one starts beside a row that its address names, so that page 40 costs what page 1 costs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from core.places import beyond, place_of

PAGE_SIZE = 25


@dataclass(frozen=True)
class Page:
    """The rows of one page, and the names of those beside which its neighbours start (None: there is none)."""

    rows: list[Any]
    after: str | None
    before: str | None

    @property
    def has_others(self) -> bool:
        return bool(self.after or self.before)

    def addresses(
        self, words: tuple[str, str] = ("after", "before"), at: str = "", /, **asked: object
    ) -> dict[str, str]:
        """
        Return the addresses of the neighbours as components/pagination.html wants them, ``newer`` and ``older``.

        :param words: what the address calls ``after`` and ``before``, on a page with two lists.
        :param at: where on such a page the list begins, as in ``"#groups"``.
        :param asked: what else the address says (a filter); what is empty is left out.
        """
        ends = {"older": (words[0], self.after), "newer": (words[1], self.before)}
        said = {name: value for name, value in asked.items() if value}
        return {
            end: f"?{urlencode({**said, word: name})}{at}" if name else ""
            for end, (word, name) in ends.items()
        }


def page_by_key(
    rows: QuerySet[Any],
    *,
    key: str | tuple[str, ...],
    places: QuerySet[Any] | None = None,
    after: str = "",
    before: str = "",
    descending: bool = False,
    size: int = PAGE_SIZE,
    first: Callable[[], list[Any]] | None = None,
) -> Page:
    """
    Return at most ``size`` rows in the order of ``key``: a unique field, or several of which the last is unique.

    An address carries the last field alone, never a name or a moment: the place of a row is looked up. No field may be
    null; all but the last may be annotations.

    :param places: where rows are looked up, when one that has left ``rows`` still has its place; it needs the same
        annotations.
    :param after: the last row of the page before; what names no row leads to the first page.
    :param before: the first row of the page after.
    :param first: reads what :func:`begin_list` asks for, where that query is kept.
    """
    keys = (key,) if isinstance(key, str) else key
    known = rows if places is None else places

    def read(start: Sequence[Any] | None, is_back: bool) -> list[Any]:
        if first and not start and not is_back:
            return first()
        backwards = descending != is_back
        rest = beyond(keys, start, descending=backwards) if start else Q()
        return list(begin_list(rows.filter(rest), keys, descending=backwards, size=size))

    return turn_page(
        read,
        find=lambda name: place_of(known, keys, name),
        name=lambda row: str(getattr(row, keys[-1])),
        beside=(after, before),
        size=size,
    )


def begin_list(
    rows: QuerySet[Any],
    keys: Sequence[str],
    *,
    descending: bool = False,
    size: int = PAGE_SIZE,
) -> QuerySet[Any]:
    """Return the query for the first page of a list, with one row more when there is another page."""
    order = [f"{'-' if descending else ''}{name}" for name in keys]
    return rows.order_by(*order)[: size + 1]


def turn_page(
    read: Callable[[Any, bool], list[Any]],
    *,
    find: Callable[[str], Any],
    name: Callable[[Any], str],
    beside: tuple[str, str],
    size: int,
) -> Page:
    """
    Return the page after or before a row, of a list that is read in a way of its own.

    :param read: returns the rows beyond a place (None: from the first), backwards if so; one more than a page has, if
        there is one.
    :param find: returns the place of the row that an address names; None when there is no such row.
    :param name: returns how an address names a row.
    :param beside: what the address says: the last row of the page before, or the first of the page after.
    """
    after, before = beside
    start = find(before) if before else None
    if start is not None and (found := read(start, True)):
        rows = found[:size][::-1]
        return Page(rows, name(rows[-1]), name(rows[0]) if len(found) > size else None)
    start = find(after) if after else None
    later = read(start, False) if start is not None else []
    # A place beyond the end (its row is gone, or it was made up) leads to the first page, not to nothing.
    found = later or read(None, False)
    rows = found[:size]
    more = name(rows[-1]) if len(found) > size else None
    return Page(rows, more, name(rows[0]) if later else None)
