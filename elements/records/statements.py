"""What the records ask of what the group agrees on, all of it in one query."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count as CountRows
from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy

from core.prepared import Prepared, moment, number, totals
from elements.records.record import midnight
from plan.models import Agreement, Concern, Statement
from projects.models import Project, Role

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

FOUR_WEEKS = timedelta(weeks=4)
#: Which statements in force a figure counts; the rows that it leads to are found by the same.
KINDS = {
    "good": Q(kind=Statement.Kind.GOOD),
    "done": Q(kind=Statement.Kind.DONE),
    "aims": ~Q(kind=Statement.Kind.WAY),
    "ways": Q(kind=Statement.Kind.WAY),
}


def read_statements(project: Project, *, on: date) -> dict[str, Any]:
    """Return the counts of :func:`_statements` for a project on a day; a sum or a least of nothing is 0."""
    found = _STATEMENTS.first(project=project.pk, four_weeks_ago=midnight(on - FOUR_WEEKS))
    return {name: count if name.endswith("_at") else count or 0 for name, count in found.items()}


def dissent(stated: dict[str, Any], kinds: str) -> list[tuple[bool, "_StrPromise"]]:
    """Return what speaks against the ``ways`` or the ``aims`` being agreed on."""
    return [
        (stated[f"{kinds}_concerns"] > 0, gettext_lazy("A concern is open.")),
        (stated[f"{kinds}_not_yet"] > 0, gettext_lazy("Somebody says “not yet”.")),
    ]


def _statements() -> QuerySet:
    """
    Count the statements in force: those of good and of done (``aims``), and the ways of working (``ways``).

    ``least``: how many people agree to the one with the fewest, ``others_least``: of those who do not run the project.
    ``not_yet``: how often somebody says so. ``concerns``: that are open. ``stale``: the statements with a concern that
    has been open for more than 28 days. ``agreed_at``: when somebody agreed last.
    """
    agree = Agreement.objects.of_people_here().filter(
        statement=OuterRef("pk"), revision=OuterRef("revision"), says=Agreement.Says.AGREE
    )
    others = agree.filter(member__role=Role.PARTICIPANT)
    old = Concern.objects.open().filter(raised_at__lt=moment("four_weeks_ago"))
    rows = Statement.objects.in_force().filter(project=number("project")).with_counts()
    kinds = {name: KINDS[name] for name in ("aims", "ways")}
    return totals(
        rows.annotate(
            is_stale=Exists(old.filter(statement=OuterRef("pk"))),
            others_count=_of_statement(others, CountRows("pk"), 0),
            last_agreed_at=_of_statement(agree, Max("said_at"), None),
        ),
        **{name: CountRows("pk", filter=kind) for name, kind in KINDS.items()},
        **{f"{name}_least": Min("agree_count", filter=kind) for name, kind in kinds.items()},
        **{
            f"{name}_others_least": Min("others_count", filter=kind) for name, kind in kinds.items()
        },
        **{f"{name}_not_yet": Sum("not_yet_count", filter=kind) for name, kind in kinds.items()},
        **{f"{name}_agreed_at": Max("last_agreed_at", filter=kind) for name, kind in kinds.items()},
        **{f"{name}_concerns": Sum("concern_count", filter=kind) for name, kind in kinds.items()},
        **{
            f"{name}_stale": CountRows("pk", filter=kind & Q(is_stale=True))
            for name, kind in kinds.items()
        },
    )


def _of_statement(rows: QuerySet, what: Any, none: int | None) -> Any:
    found = Subquery(rows.order_by().values("statement").annotate(n=what).values("n"))
    return found if none is None else Coalesce(found, none)


_STATEMENTS = Prepared(_statements)
