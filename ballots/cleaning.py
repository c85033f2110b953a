"""
Takes from the disk what deleted and rewritten rows of ballots leave there (docs/adr/0110).

Nothing here may run inside a transaction: it would be of no use, or be refused.
"""

import logging
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import DatabaseError, connection, transaction

from ballots.keys import destroy_key
from ballots.models import Seal

logger = logging.getLogger(__name__)

#: How long a person who has just answered waits for other connections, in milliseconds; a worker.
_PERSON, _WORKER = 50, 2_000


def ballot_tables() -> list[str]:
    """Name the tables whose old rows could say who answered when."""
    return sorted(
        model._meta.db_table
        for model in apps.get_models()
        if getattr(model, "is_of_a_ballot", False)
    )


def tidy_soon() -> None:
    """Tidy up after the transaction, as far as it can be done at once: what is left is left to :func:`clean_up`."""
    transaction.on_commit(tidy, robust=True)


def tidy() -> None:
    """
    Take away older versions of the rows of ballots, unless somebody else is in the way.

    On SQLite the write-ahead log holds them, on PostgreSQL they are dead rows of the table.
    """
    if connection.in_atomic_block:
        return
    if connection.vendor == "sqlite":
        _empty_log(patience=_PERSON)
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"VACUUM (SKIP_LOCKED, TRUNCATE FALSE, PARALLEL 0) {', '.join(ballot_tables())}"
        )


def clean_up() -> int:
    """
    Destroy the keys of opened seals and clean the disk after them; return how many are left for the next time.

    Killed at any moment, it is done again from the start. A key goes only when what was read with it is on the disk.
    """
    opened = [seal.pk for seal in Seal.objects.opened().order_by("pk")]
    if not opened or connection.in_atomic_block:
        return len(opened)
    if not is_on_disk():
        return len(opened)
    for seal in opened:
        destroy_key(seal)
    clean = _clean_tables(opened)
    Seal.objects.filter(pk__in=clean).delete()
    return len(opened) - len(clean)


def is_on_disk() -> bool:
    """
    Whether what was committed outlives a power cut.

    PostgreSQL sees to it with each commit. SQLite does when its log goes into the database (synchronous=NORMAL).
    """
    return connection.vendor != "sqlite" or _empty_log()


def _clean_tables(opened: list[UUID]) -> list[UUID]:
    """Write the tables anew without what was deleted; return of which of these seals nothing is left there."""
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("VACUUM")
                return opened if _empty_log() else []
            _write_tables_anew(cursor)
            return _without_remains(cursor, opened)
    except DatabaseError as error:
        logger.warning("The tables of ballots could not be cleaned: %s", type(error).__name__)
        return []


def _write_tables_anew(cursor: Any) -> None:
    """
    FULL: an ordinary VACUUM leaves old bytes in the gaps of a page. Nobody waits long for the lock it takes.

    FREEZE: the table then says up to which transaction nothing deleted is left in it.
    """
    cursor.execute(f"SET lock_timeout = {_WORKER}")
    try:
        cursor.execute(f"VACUUM (FULL, FREEZE) {', '.join(ballot_tables())}")
    finally:
        cursor.execute("RESET lock_timeout")


def _without_remains(cursor: Any, opened: list[UUID]) -> list[UUID]:
    """
    Return the seals whose deleted pieces are gone: while an older transaction runs anywhere, VACUUM has to keep them.

    The transaction that deleted them wrote the row of the seal.
    """
    cursor.execute(
        "SELECT id FROM ballots_seal WHERE id = ANY(%s) AND age(xmin) > ("
        "SELECT max(age(relfrozenxid)) FROM pg_class WHERE oid = ANY(%s::regclass[]))",
        [opened, ballot_tables()],
    )
    return [seal for (seal,) in cursor.fetchall()]


def _empty_log(*, patience: int = _WORKER) -> bool:
    """Bring SQLite's write-ahead log into the database and cut it to nothing; return False when others read it."""
    with connection.cursor() as cursor:
        (usual,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {patience}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (is_busy, _pages, _moved) = cursor.fetchone()
        except DatabaseError:
            return False
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
    return not is_busy
