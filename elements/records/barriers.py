"""What the records ask of barriers that people raised in private words: those alone that may be counted."""

from typing import Any

from django.db.models import Count as CountRows
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from ballots.disclosure import FEWEST
from core.prepared import count_of
from participation.models import PrivateWord
from projects.models.members import takes_part


def of_project() -> dict[str, Any]:
    """Count barriers ``raised`` and ``removed``, as whoever wrote of them says, and the ``people`` who did so."""
    rows = PrivateWord.objects.counted().filter(takes_part("member"), project=OuterRef("pk"))
    people = rows.order_by().values("project").annotate(n=CountRows("member", distinct=True))
    return {
        "people": Coalesce(Subquery(people.values("n")), 0),
        "raised": count_of(rows, "project"),
        "removed": count_of(rows.filter(removed_at__isnull=False), "project"),
    }


def may_be_shown(found: dict[str, Any]) -> bool:
    """Whether so many people raised one that nobody can be told by it; else nothing depends on them, either."""
    return bool(found["people"] >= FEWEST)
