"""When what the records speak of happened last, all of it in one query."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from core.prepared import Prepared, number
from decisions.models import DecisionVersion
from elements.models import Lesson
from elements.records.record import local_day
from participation.models import Group, SpeaksFor
from projects.models import Project


def read_last(project: Project) -> dict[str, date | None]:
    """
    Return on which day each happened last in a project, None where it never did.

    ``decided``: a decision in force was made; ``learned`` and ``answered``: a lesson was written down, or something or
    nothing came of it; ``mapped``: the people map was changed; ``spoke``: somebody said whom they speak for.
    """
    found = _LAST.first(project=project.pk)
    return {name: day if name == "decided" else local_day(day) for name, day in found.items()}


def _last() -> QuerySet:
    here = {"project": OuterRef("pk")}
    in_force = DecisionVersion.objects.filter(
        current_of__project=OuterRef("pk"), state=DecisionVersion.State.IN_FORCE
    )
    return Project.objects.filter(pk=number("project")).values(
        decided=_newest(in_force, "decided_on"),
        learned=_newest(Lesson.objects.filter(**here), "recorded_at"),
        answered=_newest(Lesson.objects.tied().filter(**here), "tied_at"),
        mapped=_newest(Group.objects.filter(**here), "changed_at"),
        spoke=_newest(SpeaksFor.objects.filter(group__project=OuterRef("pk")), "said_at"),
    )


def _newest(rows: QuerySet[Any], at: str) -> Subquery:
    return Subquery(rows.order_by(f"-{at}").values(at)[:1])


_LAST = Prepared(_last)
