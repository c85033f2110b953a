"""What the records ask of the groups on the people map, all of it in one query."""

from collections import Counter
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
APART_BY = (
    *("sector", "is_wanted", "is_reached", "here", "ever"),
    *("is_looked_at", "is_uneven", "has_action"),
)
Row = dict[str, Any]
#: Which groups a figure counts, by its name; the rows that it leads to are found by the same.
KINDS_OF_GROUPS: dict[str, dict[str, Any]] = {
    "wanted": {"is_wanted": True},
    "unreached": {"is_wanted": True, "is_reached": False},
    "nobody": {"is_wanted": True, "here": 0},
    "single": {"is_wanted": True, "here": 1},
    "more": {"is_wanted": True, "here": 2},
    "lost": {"is_wanted": True, "here": 0, "ever": True},
    "looked_at": {"is_looked_at": True},
    "uneven": {"is_uneven": True},
    "bare": {"is_uneven": True, "has_action": False},
}
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

    def count(rule: Row) -> int:
        return sum(row["groups"] for row in rows if rule.items() <= row.items())

    return {
        "all": sectors.total(),
        "sectors": sectors,
        **{name: count(rule) for name, rule in KINDS_OF_GROUPS.items()},
        **{name: sum(row[name] for row in rows) for name in ("open", "late", "done")},
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
    Return how many groups on the map there are of each of the :data:`APART_BY`: a few rows, however many groups.

    ``here``: how many who take part speak for it, 2 for more; ``ever``: whether anybody ever did.
    """
    tied = ImbalanceAction.objects.filter(group=OuterRef("pk"))
    kinds = kinds_of_imbalance_actions(day("on"))
    return (
        on_the_map()
        .filter(project=number("project"))
        .annotate(**{f"{name}_here": _count(tied.filter(kind)) for name, kind in kinds.items()})
        .order_by()
        .values(*APART_BY)
        .annotate(
            groups=CountRows("pk"),
            open=Sum("open_here"),
            late=Sum("late_here"),
            done=Sum("done_here"),
        )
    )


def on_the_map() -> QuerySet[Group]:
    """Return the groups on the maps, each with what figures ask of it."""
    speaks = SpeaksFor.objects.filter(group=OuterRef("pk"))
    spoke = speaks.filter(speaking())
    return Group.objects.on_map().annotate(
        here=Least(_count(spoke.filter(takes_part("member"))), 2),
        ever=Exists(spoke),
        is_wanted=_whether(Q(involve=Group.Involve.YES)),
        is_reached=_whether(Q(reach__regex=WAY_TO_REACH)),
        is_looked_at=_whether(SAY_LOOKED_AT),
        is_uneven=_whether(SAY_UNEVEN),
        has_action=Exists(ImbalanceAction.objects.filter(group=OuterRef("pk"))),
    )


def kinds_of_imbalance_actions(on: Any) -> dict[str, Q]:
    """Return which actions on an imbalance a figure counts, by its name."""
    waiting = Q(action__done_at=None)
    return {"open": waiting, "late": waiting & Q(action__due_on__lt=on), "done": ~waiting}


def _count(rows: QuerySet) -> Coalesce:
    """Count the rows that lead to a group."""
    counted = rows.order_by().values("group").annotate(n=CountRows("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def _whether(rule: Q) -> Case:
    return Case(When(rule, then=True), default=False)


_GROUPS = Prepared(_groups)
