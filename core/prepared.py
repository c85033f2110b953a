"""
Queries that are built once and asked often, and the one place that leans on the inside of Django's compiler.

Why: to build a big query costs Django more time than the database needs for the answer (docs/adr/0089).

What of Django's inside it uses: ``Query.get_compiler`` (replaced on one query, so that it hands out a compiler which
has its SQL already), ``SQLCompiler.as_sql``, ``.select``, ``.connection`` and ``.get_converters`` (few columns have
any), and that an expression may put itself among the parameters. ``tests/core/test_prepared.py`` fails first when any
of these moves. A :class:`Hole` is an expression like any other; models take expressions, and know nothing of this.
"""

from collections.abc import Callable
from copy import copy
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import (
    BigIntegerField,
    CharField,
    Count,
    DateField,
    DateTimeField,
    Expression,
    Field,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce
from django.utils.timezone import get_current_timezone_name

from core.constants import with_constants


class Hole(Expression):
    """The place of a value in a prepared query; the value comes with each asking."""

    def __init__(self, name: str, output_field: Field) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)

    def get_group_by_cols(self) -> list[Any]:
        return []

    def __sub__(self, other: Any) -> "Hole":  # type: ignore[override]
        """Leave a hole for what is earlier than the value by a :class:`~datetime.timedelta`."""
        return _Earlier(self, other)

    def fill(self, values: dict[str, Any]) -> Any:
        """Return the value as the database wants it."""
        return self.output_field.get_db_prep_value(values[self.name], connection)


class _Earlier(Hole):
    def __init__(self, hole: Hole, by: timedelta) -> None:
        super().__init__(hole.name, hole.output_field)
        self.by = by

    def fill(self, values: dict[str, Any]) -> Any:
        return super().fill({self.name: values[self.name] - self.by})


def number(name: str) -> Hole:
    """Leave a hole for a whole number, such as a primary key."""
    return Hole(name, BigIntegerField())


def day(name: str) -> Hole:
    """Leave a hole for a day."""
    return Hole(name, DateField())


def moment(name: str) -> Hole:
    """Leave a hole for a moment."""
    return Hole(name, DateTimeField())


def text(name: str) -> Hole:
    """Leave a hole for a text."""
    return Hole(name, CharField())


def totals(rows: QuerySet, **counts: Any) -> QuerySet:
    """Return the one row that ``rows.aggregate(**counts)`` would, as a query that can be prepared."""
    return rows.order_by().values(all_rows=Value(1)).annotate(**counts)


def count_of(rows: QuerySet, parent: str) -> Coalesce:
    """Return how many of ``rows`` each row has below it; they are filtered by ``parent=OuterRef("pk")``."""
    return Coalesce(Subquery(rows.order_by().values(parent).annotate(n=Count("pk")).values("n")), 0)


class Prepared:
    """
    A query whose SQL is built when it is asked for the first time, and kept.

    ``build`` returns the queryset, with a :class:`Hole` for each value that differs from one asking to the next.
    It must not read anything that changes: the clock, the language, a setting.
    """

    def __init__(self, build: Callable[[], QuerySet]) -> None:
        self._build = build
        self._kept: dict[tuple[str, str], _Made] = {}

    def all(self, **values: Any) -> list[Any]:
        """
        Return the rows, as the queryset itself would return them.

        :raises KeyError: when the value of a hole is missing.
        """
        rows, compiler, sql, params, converted = self._made()
        filled = tuple(hole.fill(values) for hole in params)
        bound = copy(compiler)
        bound.connection = connection
        bound.as_sql = lambda *_args, **_options: (sql, filled)
        bound.get_converters = lambda _columns: {at: _converters(one) for at, one in converted}
        asked: Any = rows.all()
        asked.query.get_compiler = lambda *_args, **_options: bound
        return list(asked)

    def first(self, **values: Any) -> Any:
        """Return the first of the rows; None when there is none."""
        found = self.all(**values)
        return found[0] if found else None

    def _made(self) -> "_Made":
        # The names of days depend on the time zone, which Django writes into the SQL.
        key = (connection.vendor, get_current_timezone_name())
        if key not in self._kept:
            rows = self._build()
            compiler = rows.query.get_compiler(using="default")
            sql, params = with_constants(*compiler.as_sql(), holes=Hole)
            columns = compiler.get_converters([column for column, *_ in compiler.select])
            converted = [(place, column) for place, (_found, column) in columns.items()]
            compiler.connection = None
            self._kept[key] = (rows, compiler, sql, params, converted)
        return self._kept[key]


#: The rows, their compiler, its SQL and holes, and the columns whose values are converted, with their places.
_Made = tuple[QuerySet, Any, str, tuple[Hole, ...], list[tuple[int, Any]]]


def _converters(column: Any) -> tuple[list[Any], Any]:
    found = connection.ops.get_db_converters(column) + column.get_db_converters(connection)
    return found, column
