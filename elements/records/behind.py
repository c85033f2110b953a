"""What is behind a figure of a record: exactly the rows that it counts, found by the same conditions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from core.pages import Page, page_by_key
from elements.records.evidence import Evidence
from elements.records.record import local_day
from elements.records.statements import KINDS
from elements.records.steps import GRACE, kinds_of_steps, with_planners
from plan.models import Concern, Statement, Step
from projects.models import Project


@dataclass(frozen=True)
class CountedRow:
    """One thing that a figure counts: what it is, the day it was written down, and where it is."""

    what: str
    day: date | None
    path: str


@dataclass(frozen=True)
class OpenFigure:
    """How the rows behind a figure are found on a day, and how one of them is shown."""

    find: Callable[[Evidence], QuerySet[Any]]
    show: Callable[[Project, Any], CountedRow]


@dataclass(frozen=True)
class Behind:
    """The rows behind a figure that somebody opened, a page of them."""

    name: str
    rows: list[CountedRow]
    pages: dict[str, str]


def statements(name: str) -> OpenFigure:
    """Return the figure of the statements in force of a kind."""

    def find(seen: Evidence) -> QuerySet[Statement]:
        return Statement.objects.in_force().filter(KINDS[name], project=seen.project)

    return OpenFigure(find, _show_statement)


def concerns(name: str) -> OpenFigure:
    """Return the figure of the open concerns about statements in force of a kind. Who raised one is not shown."""

    def find(seen: Evidence) -> QuerySet[Concern]:
        about = Statement.objects.in_force().filter(KINDS[name], project=seen.project)
        return Concern.objects.open().filter(statement__in=about).select_related("statement")

    return OpenFigure(find, _show_concern)


def steps(name: str) -> OpenFigure:
    """Return the figure of the steps of a kind."""

    def find(seen: Evidence) -> QuerySet[Step]:
        kind = kinds_of_steps(seen.day - GRACE)[name]
        return with_planners().filter(kind, project=seen.project)

    return OpenFigure(find, _show_step)


def _show_statement(project: Project, row: Statement) -> CountedRow:
    path = reverse("plan:statement_detail", args=[project.slug, row.pk])
    return CountedRow(row.words, local_day(row.created_at), path)


def _show_concern(project: Project, row: Concern) -> CountedRow:
    path = reverse("plan:statement_detail", args=[project.slug, row.statement_id])
    return CountedRow(row.statement.words, local_day(row.raised_at), path)


def _show_step(project: Project, row: Step) -> CountedRow:
    path = reverse("plan:step_detail", args=[project.slug, row.pk])
    return CountedRow(row.title, local_day(row.created_at), path)


#: Indicator and figure -> the rows behind it.
FIGURES: dict[str, OpenFigure] = {
    "equal.care.ways": statements("ways"),
    "equal.care.concerns": concerns("ways"),
    "action.good-and-done.good": statements("good"),
    "action.good-and-done.done": statements("done"),
    "action.good-and-done.concerns": concerns("aims"),
    **{f"iterative.small-steps.{name}": steps(name) for name in ("planned", "dated", "late")},
}


def open_figure(
    project: Project, name: str, *, on: date, after: str = "", before: str = ""
) -> Behind | None:
    """Return a page of the rows behind a figure, the newest first; None when there is no such figure."""
    figure = FIGURES.get(name)
    if figure is None:
        return None
    page: Page = page_by_key(
        figure.find(Evidence(project, on)), key="pk", after=after, before=before, descending=True
    )
    indicator = name.rpartition(".")[0]
    addresses = page.addresses(("after", "before"), f"#{indicator}", rows=name)
    return Behind(name, [figure.show(project, row) for row in page.rows], addresses)
