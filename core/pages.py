"""Lists that page by key: a page starts after a row, so that page 40 costs what page 1 costs."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet

PAGE_SIZE = 25


@dataclass(frozen=True)
class Page:
    """The rows of one page, and the keys at which its neighbours start (None: there is none)."""

    rows: list[Any]
    after: str | None
    before: str | None

    @property
    def has_others(self) -> bool:
        return bool(self.after or self.before)


def page_by_key(
    rows: QuerySet[Any], *, key: str, after: str = "", before: str = "", descending: bool = False
) -> Page:
    """
    Return at most 25 rows in the order of ``key``, a unique field that can be compared.

    :param after: the key of the last row of the page before; anything that is not a key is ignored.
    :param before: the key of the first row of the page after.
    """
    field = rows.model._meta.get_field(key)
    forward, backward = ("lt", "gt") if descending else ("gt", "lt")
    sign = "-" if descending else ""
    if start := _clean(field, before):
        found = list(
            rows.filter(**{f"{key}__{backward}": start}).order_by(
                f"{'' if descending else '-'}{key}"
            )[: PAGE_SIZE + 1]
        )
        more, kept = len(found) > PAGE_SIZE, found[:PAGE_SIZE][::-1]
        return Page(
            kept, _key(kept[-1], key) if kept else None, _key(kept[0], key) if more else None
        )
    start = _clean(field, after)
    found = list(
        (rows.filter(**{f"{key}__{forward}": start}) if start else rows).order_by(f"{sign}{key}")[
            : PAGE_SIZE + 1
        ]
    )
    more, kept = len(found) > PAGE_SIZE, found[:PAGE_SIZE]
    return Page(
        kept, _key(kept[-1], key) if more else None, _key(kept[0], key) if start and kept else None
    )


def _clean(field: Any, value: str) -> Any:
    try:
        return field.to_python(value) if value else None
    except ValidationError:
        return None


def _key(row: Model, key: str) -> str:
    return str(getattr(row, key))
