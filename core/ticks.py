"""One call a row when the schedule ticks: a row that fails stays with itself, and stops no other."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import transaction
from django.db.models import Model

logger = logging.getLogger(__name__)
Row = TypeVar("Row", bound=Model)


def each_row(
    rows: Iterable[Row],
    do: Callable[[Row], object],
    *,
    worked: Callable[[Row], None],
    failed: Callable[[Row, Exception], None],
) -> None:
    """
    Call ``do`` for each row, each in a transaction of its own, and then ``worked`` or ``failed``.

    What goes wrong is logged with the row. Nothing is raised: the next tick asks the database again what is due.
    """
    for row in rows:
        try:
            with transaction.atomic():
                do(row)
        except Exception as error:
            logger.exception("%s failed: %s", name_of(row), type(error).__name__)
            with _held_up_by_nothing(row):
                failed(row, error)
        else:
            with _held_up_by_nothing(row):
                worked(row)


def name_of(row: Model) -> str:
    """Return a name for logs and tables: the kind of row and its number, and nothing that a person wrote."""
    return f"{row._meta.label_lower}:{row.pk}"


@contextmanager
def _held_up_by_nothing(row: Model) -> Iterator[None]:
    """Give the next row its turn even when it cannot be kept what became of this one."""
    try:
        yield
    except Exception:
        logger.exception("What became of %s could not be kept.", name_of(row))
