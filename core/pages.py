"""Lists that page by key: a page starts after a row, so that page 40 costs what page 1 costs."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

PAGE_SIZE = 25
_BETWEEN = "~"


@dataclass(frozen=True)
class Page:
    """The rows of one page, and the keys at which its neighbours start (None: there is none)."""

    rows: list[Any]
    after: str | None
    before: str | None

    @property
    def has_others(self) -> bool:
        return bool(self.after or self.before)

    def addresses(self, **kept: str) -> dict[str, str]:
        """
        Return the addresses of the neighbours as components/pagination.html wants them, ``newer`` and ``older``.

        :param kept: what else the address says (a filter); what is empty is left out.
        """
        kept = {name: value for name, value in kept.items() if value}
        newer = {**kept, "before": self.before} if self.before else {}
        older = {**kept, "after": self.after} if self.after else {}
        return {
            "newer": f"?{urlencode(newer)}" if newer else "",
            "older": f"?{urlencode(older)}" if older else "",
        }


def page_by_key(
    rows: QuerySet[Any],
    *,
    key: str | tuple[str, ...],
    after: str = "",
    before: str = "",
    descending: bool = False,
    size: int = PAGE_SIZE,
) -> Page:
    """
    Return at most ``size`` rows in the order of ``key``: a unique field, or fields of which the last is unique.

    None of the fields may be null; only the first may be a text with "~" in it.

    :param after: the key of the last row of the page before; anything that is not a key is ignored.
    :param before: the key of the first row of the page after.
    """
    keys = (key,) if isinstance(key, str) else key
    if start := _clean(rows.model, keys, before):
        beyond = _beyond(keys, start, descending=not descending)
        found = _cut(rows.filter(beyond), keys, not descending, size)
        more, kept = len(found) > size, found[:size][::-1]
        if kept:
            return Page(kept, _key(kept[-1], keys), _key(kept[0], keys) if more else None)
    start = _clean(rows.model, keys, after)
    found = []
    if start:
        beyond = _beyond(keys, start, descending=descending)
        found = _cut(rows.filter(beyond), keys, descending, size)
    # A key beyond the end (the rows are gone, or it was made up) leads to the first page, not to nothing.
    is_first = not found
    if is_first:
        found = _cut(rows, keys, descending, size)
    more, kept = len(found) > size, found[:size]
    return Page(
        kept, _key(kept[-1], keys) if more else None, None if is_first else _key(kept[0], keys)
    )


def _cut(rows: QuerySet[Any], keys: tuple[str, ...], descending: bool, size: int) -> list[Any]:
    """Return a page and one row more, which tells whether there is another page."""
    return list(rows.order_by(*(f"{'-' if descending else ''}{k}" for k in keys))[: size + 1])


def _beyond(keys: tuple[str, ...], start: list[Any], *, descending: bool) -> Q:
    """Keep what stands after ``start`` in the order of ``keys``."""
    lookup = "lt" if descending else "gt"
    beyond = Q(**{f"{keys[-1]}__{lookup}": start[-1]})
    for name, value in reversed(list(zip(keys[:-1], start, strict=False))):
        beyond = Q(**{f"{name}__{lookup}": value}) | (Q(**{name: value}) & beyond)
    return beyond


def _clean(model: type[Model], keys: tuple[str, ...], value: str) -> list[Any] | None:
    """Read a key from an address; None when it is none."""
    parts = value.rsplit(_BETWEEN, len(keys) - 1)
    if not value or "\x00" in value or len(parts) != len(keys):
        return None
    try:
        fields: list[Any] = [
            model._meta.pk if k == "pk" else model._meta.get_field(k) for k in keys
        ]
        return [field.to_python(part) for field, part in zip(fields, parts, strict=True)]
    except (ValidationError, ValueError, OverflowError):
        return None


def _key(row: Model, keys: tuple[str, ...]) -> str:
    return _BETWEEN.join(str(getattr(row, name)) for name in keys)
