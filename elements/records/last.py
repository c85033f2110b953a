"""When what the records speak of happened last."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from decisions.models import DecisionVersion
from elements.models import Lesson
from elements.records.record import local_day
from participation.models import Group, SpeaksFor


def of_project() -> dict[str, Any]:
    """
    Return when each happened last in a project.

    ``decided``: a decision in force was made; ``learned`` and ``answered``: a lesson was written down, or something or
    nothing came of it; ``mapped``: the people map was changed; ``spoke``: somebody said whom they speak for.
    """
    here = {"project": OuterRef("pk")}
    in_force = DecisionVersion.objects.filter(
        current_of__project=OuterRef("pk"), state=DecisionVersion.State.IN_FORCE
    )
    return {
        "decided": _newest(in_force, "decided_on"),
        "learned": _newest(Lesson.objects.filter(**here), "recorded_at"),
        "answered": _newest(Lesson.objects.tied().filter(**here), "tied_at"),
        "mapped": _newest(Group.objects.filter(**here), "changed_at"),
        "spoke": _newest(SpeaksFor.objects.filter(group__project=OuterRef("pk")), "said_at"),
    }


def _newest(rows: QuerySet[Any], at: str) -> Subquery:
    return Subquery(rows.order_by(f"-{at}").values(at)[:1])


def in_days(found: dict[str, Any]) -> dict[str, date | None]:
    """Return the day of each, None where it never happened."""
    return {name: day if name == "decided" else local_day(day) for name, day in found.items()}
