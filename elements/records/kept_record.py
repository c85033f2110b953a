"""Reads and writes the kept record of a project, so that an unchanged project is not read anew (docs/adr/0103)."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from core.code import code_hash
from core.prepared import Prepared, count_of, number, text
from elements.models import KeptRecord
from elements.records.record import Count, Record, RecordState, Rules
from projects.models import Move, Project

logger = logging.getLogger(__name__)
_RULES = tuple(state.name.lower() for state in RecordState)


@dataclass(frozen=True)
class Found:
    """The key that a project has now, and the records that were kept under it; None when it has moved since."""

    key: str
    records: dict[str, Record] | None


def find(project: Project, *, on: date) -> Found:
    """Return what is kept of a project, if it still holds on a day; one query."""
    row = _FOUND.first(project=project.pk, language=_language())
    if row is None:
        # It was deleted meanwhile.
        return Found("", None)
    parts = (row["move_count"], row["last_move"], on, get_current_timezone_name(), code_hash())
    key = " ".join(map(str, parts))
    return Found(key, unpack(row["shown"]) if row["key"] == key else None)


def write(project: Project, key: str, records: Mapping[str, Record]) -> None:
    """Keep the records of a project under a key. A database that takes no writes keeps nothing, and the page stands."""
    row = KeptRecord(project=project, language=_language(), key=key, shown=pack(records))
    try:
        with transaction.atomic():
            KeptRecord.objects.bulk_create(
                [row],
                update_conflicts=True,
                unique_fields=["project", "language"],
                update_fields=["key", "shown"],
            )
    except DatabaseError as error:
        logger.warning("The record of a project is not kept (%s).", type(error).__name__)


def pack(records: Mapping[str, Record]) -> dict[str, Any]:
    """Return records as texts and numbers, by the keys of their indicators."""
    return {
        key: {
            "state": str(record.state),
            "rules": {name: str(getattr(record.rules, name)) for name in _RULES},
            "sentence": str(record.sentence),
            "counts": [[str(count.text), int(count.number), count.key] for count in record.counts],
            "path": record.path,
            "rows": str(record.rows),
            "against": str(record.against),
        }
        for key, record in records.items()
    }


def unpack(shown: Mapping[str, Any]) -> dict[str, Record]:
    """Return the records that :func:`pack` was given."""
    return {
        key: Record(
            state=RecordState(packed["state"]),
            rules=Rules(**packed["rules"]),
            sentence=packed["sentence"],
            counts=[Count(*count) for count in packed["counts"]],
            path=packed["path"],
            rows=packed["rows"],
            against=packed["against"],
        )
        for key, packed in shown.items()
    }


def _language() -> str:
    return get_language() or ""


def _found() -> QuerySet:
    """
    Return how far a project has moved, and its kept record beside it.

    The number of moves and the last of them, because a transaction that ends later may hold a smaller number.
    """
    moves = Move.objects.filter(project=OuterRef("pk"))
    kept = KeptRecord.objects.filter(project=OuterRef("pk"), language=text("language"))
    return Project.objects.filter(pk=number("project")).values(
        move_count=count_of(moves, "project"),
        last_move=Subquery(moves.order_by("-pk").values("pk")[:1]),
        key=Subquery(kept.values("key")),
        shown=Subquery(kept.values("shown")),
    )


_FOUND = Prepared(_found)
