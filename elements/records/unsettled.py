"""What the records ask of what is not settled."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from core.prepared import count_of, day
from elements.records.record import FAR_OFF
from plan.models import Unsettled


def unsettled_past_their_day(on: date) -> QuerySet[Unsettled]:
    """Return what should have been looked at again by now, of any project."""
    return Unsettled.objects.filter(settled_at=None, look_again_on__lt=on)


def kinds_of_unsettled(on: Any) -> dict[str, Q]:
    """Return what of it a figure counts, by its name; the rows that it leads to are found by the same."""
    is_open = Q(settled_at=None)
    return {"open": is_open, "settled": ~is_open, "late": is_open & Q(look_again_on__lt=on)}


def of_project() -> dict[str, Any]:
    """Count what is not settled, what was, what is late or too far off. Needs ``on`` and ``far_off``."""
    rows = Unsettled.objects.filter(project=OuterRef("pk"))
    is_open = rows.filter(settled_at=None)
    next_one = is_open.filter(look_again_on__gte=day("on")).order_by("look_again_on")
    return {
        "all": count_of(rows, "project"),
        **{
            name: count_of(rows.filter(kind), "project")
            for name, kind in kinds_of_unsettled(day("on")).items()
        },
        "far": count_of(is_open.filter(look_again_on__gt=day("far_off")), "project"),
        "next": Subquery(next_one.values("look_again_on")[:1]),
        "last": Subquery(rows.order_by("-created_at").values("created_at")[:1]),
    }


def far_off(on: date) -> date:
    """Return the day beyond which nobody will look."""
    return on + FAR_OFF
