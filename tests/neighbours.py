"""Says which rows of a table something changed: a save that lost its key changes every row there is."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model


def changed_by(do: Callable[[], Any], table: type[Model]) -> set[Any]:
    """Return the keys of the rows that are not as they were, new and lost ones among them."""
    before = _rows(table)
    do()
    after = _rows(table)
    return {key for key in before | after if before.get(key) != after.get(key)}


def _rows(table: type[Model]) -> dict[Any, dict[str, Any]]:
    return {row["pk"]: row for row in table._base_manager.values("pk", *_columns(table))}


def _columns(table: type[Model]) -> list[str]:
    return [field.attname for field in table._meta.concrete_fields]
