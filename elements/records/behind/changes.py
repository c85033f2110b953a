"""The figures of lessons and reviews, and of what was changed."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from decisions.models import DecisionVersion
from elements.models import Lesson, Review
from elements.records.behind.decisions import show_version
from elements.records.behind.figure import CountedRow, OpenFigure, on_day, written_down
from elements.records.behind.plan import show_boundary
from elements.records.changed import sources_of_change
from elements.records.evidence import Evidence
from elements.records.record import QUARTER, midnight
from elements.records.reviews import kinds_of_lessons
from plan.models import Boundary, BoundaryChange, PlanPromiseChange, StepChange
from projects.models import Project


def lessons(name: str = "") -> OpenFigure:
    """Return the figure of the lessons of a kind, or of all."""

    def find(seen: Evidence) -> QuerySet[Lesson]:
        kind = kinds_of_lessons(midnight(seen.day - QUARTER))[name] if name else Q()
        rows: QuerySet[Lesson] = Lesson.objects.with_what_came_after()
        return rows.filter(kind, project=seen.project)

    return OpenFigure(find, _show_lesson)


def changes(name: str, show: Callable[[Project, Any], CountedRow], *more: str) -> OpenFigure:
    """
    Return the figure of the changes from one source.

    :param more: the rows above one that are shown with it.
    """

    def find(seen: Evidence) -> QuerySet[Any]:
        rows, project, _at = sources_of_change()[name]
        return rows.filter(**{project: seen.project}).select_related(*more)

    return OpenFigure(find, show)


def _closed_reviews(seen: Evidence) -> QuerySet[Review]:
    return Review.objects.closed().filter(project=seen.project)


def _show_review(project: Project, row: Review) -> CountedRow:
    path = reverse("elements:review_detail", args=[project.slug, row.pk])
    return CountedRow(row.title, on_day(_("closed on %(day)s"), row.closed_at), path)


def _show_lesson(project: Project, row: Lesson) -> CountedRow:
    path = reverse("elements:lesson_list", args=[project.slug]) + f"?one={row.pk}"
    return CountedRow(row.learned, written_down(row.recorded_at), path)


def _show_step_change(project: Project, row: StepChange) -> CountedRow:
    path = reverse("plan:step_detail", args=[project.slug, row.step_id])
    return CountedRow(row.step.title, on_day(_("changed on %(day)s"), row.at), path)


def _show_promise_change(project: Project, row: PlanPromiseChange) -> CountedRow:
    path = reverse("plan:plan", args=[project.slug]) + "#promise"
    return CountedRow(row.was.partition("\n")[0], on_day(_("until %(day)s"), row.at), path)


def _show_boundary_change(project: Project, row: BoundaryChange) -> CountedRow:
    shown = show_boundary(project, row.boundary)
    return CountedRow(shown.what, on_day(_("changed on %(day)s"), row.at), shown.path)


def _show_retired(project: Project, row: Boundary) -> CountedRow:
    shown = show_boundary(project, row)
    return CountedRow(shown.what, on_day(_("taken back on %(day)s"), row.retired_at), shown.path)


def _show_changed_version(project: Project, row: DecisionVersion) -> CountedRow:
    shown = show_version(project, row)
    return CountedRow(shown.what, on_day(_("changed on %(day)s"), row.recorded_at), shown.path)


FIGURES: dict[str, OpenFigure] = {
    "iterative.lessons.reviews": OpenFigure(_closed_reviews, _show_review),
    "iterative.lessons.all": lessons(),
    **{f"iterative.lessons.{name}": lessons(name) for name in ("changed", "open", "stale")},
    "iterative.change.promise": changes("promise", _show_promise_change),
    "iterative.change.steps": changes("steps", _show_step_change, "step"),
    "iterative.change.added": changes("added", show_boundary),
    "iterative.change.boundaries": changes("boundaries", _show_boundary_change, "boundary"),
    "iterative.change.retired": changes("retired", _show_retired),
    "iterative.change.decisions": changes("decisions", _show_changed_version, "decision"),
    "iterative.change.learned": lessons("plan_changed"),
}
