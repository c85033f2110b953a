"""Pages of lists that were read already."""

from collections.abc import Sequence
from typing import Any

from core.pages import PAGE_SIZE, Page, turn_page


def page_of_list(
    rows: Sequence[Any], *, after: str = "", before: str = "", size: int = PAGE_SIZE
) -> Page:
    """Return a page of rows that were read already, as :func:`page_by_key` does; an address names a row by its pk."""

    def read(start: int | None, is_back: bool) -> list[Any]:
        if is_back:
            return list(reversed(rows[:start]))[: size + 1]
        first = 0 if start is None else start + 1
        return list(rows[first : first + size + 1])

    def find(name: str) -> int | None:
        return next((place for place, row in enumerate(rows) if str(row.pk) == name), None)

    return turn_page(
        read, find=find, name=lambda row: str(row.pk), beside=(after, before), size=size
    )
