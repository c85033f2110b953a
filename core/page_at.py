"""The page of a list to which a link to one of its rows leads."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from core.pages import PAGE_SIZE, Page, begin_list
from core.places import beyond, place_of


def page_at(
    page: Page,
    rows: QuerySet[Any],
    *,
    at: str,
    key: str | tuple[str, ...],
    descending: bool = False,
    size: int = PAGE_SIZE,
) -> Page:
    """
    Return a page of a list as it is, or the one that begins with a row that stands on another.

    :param page: what :func:`core.pages.page_by_key` returns for these rows in this order.
    :param at: what the address names of the row; what names none changes nothing.
    """
    keys = (key,) if isinstance(key, str) else key
    if not at or at in _names(page.rows, keys) or not (start := place_of(rows, keys, at)):
        return page
    rest = beyond(keys, start, descending=descending) | Q(**{keys[-1]: start[-1]})
    found = list(begin_list(rows.filter(rest), keys, descending=descending, size=size))
    names = _names(found, keys)
    if names[:1] != [at]:
        return page
    return Page(found[:size], names[size - 1] if len(found) > size else None, at)


def _names(rows: Sequence[Any], keys: tuple[str, ...]) -> list[str]:
    return [str(getattr(row, keys[-1])) for row in rows]
