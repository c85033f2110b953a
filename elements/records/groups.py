"""What the records ask of the groups on the people map, all of it in one query."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models import Count as CountRows
from django.db.models.functions import Coalesce, Least

from core.prepared import Prepared, day, number
from participation.models import SAY_LOOKED_AT, SAY_UNEVEN, Group, ImbalanceAction, SpeaksFor
from projects.models import Project, Role
from projects.models.members import has_come, takes_part

#: What tells groups apart; those that are alike in it are counted together.
KINDS = (
    *("sector", "is_wanted", "is_reached", "here", "ever"),
    *("is_looked_at", "is_uneven", "has_action"),
)
Row = dict[str, Any]
#: A way to reach people has at least a short word or number in it; "?" is none.
WAY_TO_REACH = r"\w\w\w"


def read_groups(project: Project, *, on: date) -> dict[str, Any]:
    """
    Count the groups on the map of a project on a day.

    Those that should be involved (``wanted``) by how many people speak for them, see :func:`speaking`; ``lost``: nobody
    does any more; ``unreached``: nobody knows how to reach them. And all by how much say they have; ``bare``: an
    imbalance with no action. ``open``, ``late`` and ``done`` are the actions on imbalances. ``sectors``: groups in each
    part of the community.
    """
    rows: list[Row] = _GROUPS.all(project=project.pk, on=on)
    sectors: Counter[str] = Counter()
    for row in rows:
        sectors[row["sector"]] += row["groups"]

    def count(rule: Callable[[Row], bool], name: str = "groups") -> int:
        return sum(row[name] for row in rows if rule(row))

    def wanted(rule: Callable[[Row], bool]) -> int:
        return count(lambda row: row["is_wanted"] and rule(row))

    return {
        "all": sectors.total(),
        "sectors": sectors,
        "wanted": wanted(lambda row: True),
        "unreached": wanted(lambda row: not row["is_reached"]),
        "nobody": wanted(lambda row: row["here"] == 0),
        "single": wanted(lambda row: row["here"] == 1),
        "more": wanted(lambda row: row["here"] == 2),
        "lost": wanted(lambda row: row["here"] == 0 and row["ever"]),
        "looked_at": count(lambda row: row["is_looked_at"]),
        "uneven": count(lambda row: row["is_uneven"]),
        "bare": count(lambda row: row["is_uneven"] and not row["has_action"]),
        **{name: count(lambda row: True, name) for name in ("open", "late", "done")},
    }


def speaking(path: str = "") -> Q:
    """
    Who speaks for a group: who came in, does not run the project, and speaks for more than themselves.

    :param path: leads to a :class:`~participation.models.SpeaksFor`, like "spokespeople".
    """
    lead = f"{path}__" if path else ""
    return (
        has_come(f"{lead}member")
        & Q(**{f"{lead}member__role": Role.PARTICIPANT})
        & Q(**{f"{lead}extent__in": [SpeaksFor.Extent.SOME, SpeaksFor.Extent.MANY]})
    )


def _groups() -> QuerySet:
    """
    Return how many groups on the map there are of each of the :data:`KINDS`: a few rows, however many groups.

    ``here``: how many who take part speak for it, 2 for more; ``ever``: whether anybody ever did.
    """
    speaks = SpeaksFor.objects.filter(group=OuterRef("pk"))
    spoke = speaks.filter(speaking())
    here = spoke.filter(takes_part("member"))
    tied = ImbalanceAction.objects.filter(group=OuterRef("pk"))
    waiting = tied.filter(action__done_at=None)
    return (
        Group.objects.on_map()
        .filter(project=number("project"))
        .annotate(
            here=Least(_count(here), 2),
            ever=Exists(spoke),
            is_wanted=_whether(Q(involve=Group.Involve.YES)),
            is_reached=_whether(Q(reach__regex=WAY_TO_REACH)),
            is_looked_at=_whether(SAY_LOOKED_AT),
            is_uneven=_whether(SAY_UNEVEN),
            has_action=Exists(tied),
            open_here=_count(waiting),
            late_here=_count(waiting.filter(action__due_on__lt=day("on"))),
            done_here=_count(tied.filter(action__done_at__isnull=False)),
        )
        .order_by()
        .values(*KINDS)
        .annotate(
            groups=CountRows("pk"),
            open=Sum("open_here"),
            late=Sum("late_here"),
            done=Sum("done_here"),
        )
    )


def _count(rows: QuerySet) -> Coalesce:
    """Count the rows that lead to a group."""
    counted = rows.order_by().values("group").annotate(n=CountRows("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def _whether(rule: Q) -> Case:
    return Case(When(rule, then=True), default=False)


_GROUPS = Prepared(_groups)
