"""Writes what was answered so that nothing ties it to a person, and no order tells when (docs/adr/0080, 0110)."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from random import SystemRandom
from typing import Any, TypeVar
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import Case, Exists, F, Model, Q, QuerySet, Value, When
from nacl.public import PrivateKey

from ballots import tasks
from ballots.cleaning import tidy_soon
from ballots.keys import KeyIsAway, make_keys, read_key
from ballots.models import Seal, SealedPiece
from ballots.sealing import NotForThisKey, seal_up, unseal
from core.background import wake

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


def make_seal() -> Seal:
    """
    Make a pair of keys for what people are about to answer.

    :raises ballots.keys.KeyCannotBeStored: when the folder of the keys cannot be written to.
    """
    return make_seals(1)[0]


def make_seals(number: int) -> list[Seal]:
    """
    Make so many pairs of keys, each for what people are about to answer together.

    :raises ballots.keys.KeyCannotBeStored: when the folder of the keys cannot be written to.
    """
    seals = [Seal() for _one in range(number)]
    for seal, public_key in zip(seals, make_keys(seal.pk for seal in seals), strict=True):
        seal.public_key = public_key
    return Seal.objects.bulk_create(seals)


@transaction.atomic
def put_in(seal: Seal, content: Any) -> None:
    """
    Add what one person said, as JSON, sealed. Whoever calls it sees to it that each person comes once.

    The caller holds a row, so that one comes in after another.

    :raises ballots.sealing.TooLong: when it does not fit.
    :raises ballots.keys.KeyIsAway: when nobody could ever read it.
    """
    read_key(seal.pk, seal.public_key)
    piece = SealedPiece(seal=seal, box=seal_up(content, bytes(seal.public_key)))
    shuffle_rows(SealedPiece.objects.filter(seal=seal), [piece])
    tidy_soon()


def look_into(seal: Seal) -> list[Any]:
    """
    Return what was put in so far, to find what was sent twice; on the disk it stays sealed.

    It is to be shown to nobody. What is damaged is left out.

    :raises ballots.keys.KeyIsAway: when the key cannot be read.
    """
    key = read_key(seal.pk, seal.public_key)
    return _unseal_all(SealedPiece.objects.filter(seal=seal), key)


@dataclass(frozen=True)
class Opened:
    """What came out of a seal, shuffled, and how many pieces could not be read. It lives in memory only."""

    contents: list[Any]
    unread: int


@transaction.atomic
def open_seal(seal: Seal, *, without_key: bool = False) -> Opened:
    """
    Open all pieces together and take them away, once.

    What can be published of them is written by the caller in the same transaction. After it the key is destroyed and
    the disk is cleaned: by a worker that is woken, and by the next tick when none is there.

    :param without_key: whether to go on when the key is away; then all pieces are lost.
    :raises ballots.keys.KeyIsAway: when there is something to read and no key.
    """
    outlive_a_power_cut()
    held = Seal.objects.select_for_update().get(pk=seal.pk)
    pieces = SealedPiece.objects.filter(seal=held)
    contents, count = [], pieces.count()
    try:
        contents = _unseal_all(pieces, read_key(held.pk, held.public_key))
    except KeyIsAway:
        if count and not without_key:
            raise
    SealedPiece.objects.filter(seal=held).delete()
    Seal.objects.filter(pk=held.pk).update(is_opened=True)
    _CHANCE.shuffle(contents)
    wake(tasks.clean_up)
    return Opened(contents, unread=count - len(contents))


def _unseal_all(pieces: QuerySet[SealedPiece], key: PrivateKey) -> list[Any]:
    contents = []
    for box in pieces.order_by("pk").values_list("box", flat=True):
        with suppress(NotForThisKey):
            contents.append(unseal(box, key))
    return contents


def outlive_a_power_cut() -> None:
    """Have this transaction on the disk when it has ended, on a PostgreSQL that otherwise does not wait for that."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('synchronous_commit', 'on', true)"
                " WHERE current_setting('synchronous_commit') = 'off'"
            )
