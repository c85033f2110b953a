"""Writes what never changes into the SQL of a query that is kept (docs/adr/0135)."""

from collections.abc import Iterable
from typing import Any

from django.db import connection


def with_constants(
    sql: str, params: Iterable[Any], *, holes: type[Any]
) -> tuple[str, tuple[Any, ...]]:
    """
    Write into the SQL each parameter that is not one of ``holes``, as the database's own quoting has it; return those.

    A database that plans a query once, for all values, then knows what never changes: an index of some rows alone is
    of no use to it otherwise. What people typed never comes here: it fills holes, later.
    """
    quote = connection.schema_editor().quote_value
    # A percent sign that is meant as one is written twice.
    first, *others = sql.replace("%%", "\0").split("%s")
    kept, text = [], [first]
    for param, after in zip(params, others, strict=True):
        if isinstance(param, holes):
            kept.append(param)
            text += ["%s", after]
        else:
            text += [str(quote(param)).replace("%", "\0"), after]
    return "".join(text).replace("\0", "%%"), tuple(kept)
