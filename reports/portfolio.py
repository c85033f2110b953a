"""What a coordinator sees of all projects of an organisation: a page of them in one query."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from core.dates import long_date
from core.offers import offered
from core.summary import Figure, Sign
from participation.stepping import lately_run
from projects.models import Organisation, Project
from reports.models import Report


@dataclass(frozen=True)
class Row:
    """A project with what needs attention in it, and its figures in words."""

    project: Project
    signs: list[Sign]
    figures: list[tuple[Any, Any]]


def signs() -> list[Sign]:
    """Return the rules by which projects need attention, of all apps."""
    return [sign for table in offered("SIGNS") for sign in table]


def figures() -> list[Figure]:
    """Return the figures of all apps, in order."""
    every = [figure for table in offered("FIGURES") for figure in table]
    return sorted(every, key=lambda figure: figure.order)


def projects_of(organisation: Organisation, *, on: date) -> QuerySet[Project]:
    """
    Return the projects of an organisation, each with figures, signs and last report; see :func:`told`.

    ``is_left``: it has not ended, and nobody who runs it was here lately (:mod:`participation.stepping`).
    """
    ready = Report.objects.ready().filter(project=OuterRef("pk")).order_by("-pk")
    return Project.objects.filter(organisation=organisation).annotate(
        last_report=Subquery(ready.values("pk")[:1]),
        last_report_at=Subquery(ready.values("done_at")[:1]),
        is_left=~Q(state=Project.State.ENDED)
        & ~Q(Exists(lately_run(OuterRef("pk"), now=timezone.now()))),
        **{figure.name: figure.of(on) for figure in figures()},
        **{
            sign.field: Exists(sign.rows(on).filter(**{sign.project: OuterRef("pk")}))
            for sign in signs()
        },
    )


def told(project: Project) -> Row:
    """Return a project of :func:`projects_of` with what its row says."""
    return Row(
        project,
        [sign for sign in signs() if getattr(project, sign.field)],
        [(figure.words, _shown(getattr(project, figure.name))) for figure in figures()],
    )


def _shown(value: Any) -> Any:
    return long_date(value) if isinstance(value, datetime | date) else value
