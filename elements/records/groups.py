"""What the records ask of the groups on the people map, all of it in one query."""

from datetime import date
from typing import Any

from django.db.models import Count as CountRows
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from core.prepared import Prepared, day, number, totals
from elements.records.record import ask
from participation.models import SAY_LOOKED_AT, SAY_UNEVEN, Group, ImbalanceAction, SpeaksFor
from projects.models import Project


def read_groups(project: Project, *, on: date) -> dict[str, Any]:
    """Return the counts of :func:`_groups` for a project on a day; a sum of nothing is 0."""
    found = ask(_GROUPS, project=project.pk, on=on)
    return {name: count or 0 for name, count in found.items()}


def _groups() -> QuerySet:
    """
    Count the groups on the map, in two ways.

    Those that should be involved (``wanted``) by how many people who take part speak for them; ``lost``: nobody does
    any more. And all by how much say they have; ``bare``: an imbalance with no action. ``open``, ``late`` and
    ``done`` are the actions on imbalances.
    """
    speaks = SpeaksFor.objects.filter(group=OuterRef("pk"))
    here = speaks.filter(member__joined_at__isnull=False, member__left_at=None)
    wanted = Q(involve=Group.Involve.YES)
    return totals(
        Group.objects.on_map()
        .filter(project=number("project"))
        .annotate(ever=Exists(speaks), one=Exists(here), two=Exists(_second(here)), **_actions()),
        all=CountRows("pk"),
        wanted=CountRows("pk", filter=wanted),
        nobody=CountRows("pk", filter=wanted & Q(one=False)),
        single=CountRows("pk", filter=wanted & Q(one=True, two=False)),
        more=CountRows("pk", filter=wanted & Q(two=True)),
        lost=CountRows("pk", filter=wanted & Q(one=False, ever=True)),
        looked_at=CountRows("pk", filter=SAY_LOOKED_AT),
        uneven=CountRows("pk", filter=SAY_UNEVEN),
        bare=CountRows("pk", filter=SAY_UNEVEN & Q(open_count=0, done_count=0)),
        open=Sum("open_count"),
        late=Sum("late_count"),
        done=Sum("done_count"),
    )


def _second(here: QuerySet[SpeaksFor]) -> QuerySet[SpeaksFor]:
    """Keep those before whom another speaks for the group: a second one exists when another has a lower number."""
    return here.filter(
        Exists(
            SpeaksFor.objects.filter(
                group=OuterRef("group"),
                pk__lt=OuterRef("pk"),
                member__joined_at__isnull=False,
                member__left_at=None,
            )
        )
    )


def _actions() -> dict[str, Coalesce]:
    """Count the actions on the imbalance of each group."""
    tied = ImbalanceAction.objects.filter(group=OuterRef("pk")).order_by()
    waiting = tied.filter(action__done_at=None)
    rows = {
        "open_count": waiting,
        "late_count": waiting.filter(action__due_on__lt=day("on")),
        "done_count": tied.filter(action__done_at__isnull=False),
    }
    return {
        name: Coalesce(Subquery(found.values("group").annotate(n=CountRows("pk")).values("n")), 0)
        for name, found in rows.items()
    }


_GROUPS = Prepared(_groups)
