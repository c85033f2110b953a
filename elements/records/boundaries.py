"""What the records ask of what is open and what is fixed."""

from typing import Any

from django.db.models import OuterRef, Q, Subquery

from core.prepared import count_of, day
from plan.models import Boundary


def kinds_of_boundaries(on: Any) -> dict[str, Q]:
    """Return which boundaries in force a figure counts, by its name; the rows behind it are found by the same."""
    return {
        "open": Q(kind=Boundary.Kind.OPEN),
        "fixed": Q(kind=Boundary.Kind.FIXED),
        "reasons": ~Q(why=""),
        "past": Q(until__lt=on),
    }


def of_project() -> dict[str, Any]:
    """Count what is written down as open and as fixed, and say when it was ``changed`` last. Needs ``on``."""
    rows = Boundary.objects.in_force().filter(project=OuterRef("pk"))
    counts = {
        name: count_of(rows.filter(kind).order_by(), "project")
        for name, kind in kinds_of_boundaries(day("on")).items()
    }
    return {**counts, "changed": Subquery(rows.order_by("-changed_at").values("changed_at")[:1])}
