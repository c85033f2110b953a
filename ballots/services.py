"""Writes what was answered so that nothing ties it to a person, and no order tells when (docs/adr/0080)."""

from collections.abc import Iterable
from random import SystemRandom
from typing import TypeVar
from uuid import uuid4

from django.db import transaction
from django.db.models import Case, Exists, F, Model, Q, QuerySet, Value, When

Row = TypeVar("Row", bound=Model)

#: What nobody can foretell or repeat, unlike the ordinary generator.
_CHANCE = SystemRandom()


def mark_row_once(rows: QuerySet[Row], one: Q, *, flag: str = "has_answered") -> bool:
    """
    Set a flag on one of these rows, once; return whether this call was the one that set it.

    :param rows: all rows that belong together, as everybody who is asked in a review.
    :param one: which of them, as ``Q(member=member)``.
    """
    # One UPDATE of all rows: a row changed alone would move to the end of the table and tell which was last.
    waiting = rows.filter(one, **{flag: False})
    marked = rows.filter(Exists(waiting)).update(
        **{flag: Case(When(one, then=Value(True)), default=F(flag))}
    )
    return marked > 0


@transaction.atomic
def shuffle_rows(rows: QuerySet[Row], new: Iterable[Row] = ()) -> None:
    """Write all rows anew, in an order and with keys of chance: their places say nothing about when."""
    shuffled = [*rows, *new]
    rows.delete()
    _CHANCE.shuffle(shuffled)
    for row in shuffled:
        row.pk = uuid4()
    rows.model._default_manager.bulk_create(shuffled, batch_size=500)
