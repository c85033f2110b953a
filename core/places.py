"""Where a row stands in the order of a list, and what stands beyond it."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, Q, QuerySet


def beyond(keys: tuple[str, ...], start: Sequence[Any], *, descending: bool) -> Q:
    """Keep what stands after ``start`` in the order of ``keys``."""
    lookup = "lt" if descending else "gt"
    rest = Q(**{f"{keys[-1]}__{lookup}": start[-1]})
    for name, value in reversed(list(zip(keys[:-1], start, strict=False))):
        rest = Q(**{f"{name}__{lookup}": value}) | (Q(**{name: value}) & rest)
    return rest


def place_of(rows: QuerySet[Any], keys: tuple[str, ...], name: str) -> Sequence[Any] | None:
    """Find where the row stands that an address names by the last of the keys; None when there is no such row."""
    unique = _clean(rows.model, keys[-1], name)
    if unique is None or len(keys) == 1:
        return None if unique is None else [unique]
    found = rows.order_by().filter(**{keys[-1]: unique}).values_list(*keys)[:1]
    return next((place for place in found if None not in place), None)


def _clean(model: type[Model], name: str, text: str) -> Any:
    """Read the value of a field from an address; None when it is none."""
    field: Field[Any, Any] = (
        model._meta.pk if name == "pk" else model._meta.get_field(name)  # type: ignore[assignment]
    )
    try:
        return None if "\x00" in text else field.to_python(text)
    except (ValidationError, ValueError, OverflowError):
        return None
