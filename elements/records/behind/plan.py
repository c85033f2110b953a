"""The figures of the plan: what the group agrees on, its limits, its steps, what is not settled, what it builds on."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from elements.records.behind.figure import CountedRow, OpenFigure, on_day, written_down
from elements.records.boundaries import kinds_of_boundaries
from elements.records.evidence import Evidence
from elements.records.groundwork import rows_of_groundwork
from elements.records.record import QUARTER
from elements.records.statements import KINDS
from elements.records.steps import GRACE, kinds_of_steps, with_history
from elements.records.unsettled import kinds_of_unsettled
from plan.models import Boundary, Concern, FollowUp, Statement, Step, Unsettled
from projects.models import Project


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
        quarter_ago = seen.day - QUARTER
        kind = kinds_of_steps(seen.day - GRACE, quarter_ago)[name]
        return with_history(quarter_ago).filter(kind, project=seen.project)

    return OpenFigure(find, _show_step)


def boundaries(name: str) -> OpenFigure:
    """Return the figure of what is open or fixed, of a kind."""

    def find(seen: Evidence) -> QuerySet[Boundary]:
        kind = kinds_of_boundaries(seen.day)[name]
        return Boundary.objects.in_force().filter(kind, project=seen.project)

    return OpenFigure(find, show_boundary)


def unsettled(name: str) -> OpenFigure:
    """Return the figure of what is not settled, or was settled since."""

    def find(seen: Evidence) -> QuerySet[Unsettled]:
        kind = kinds_of_unsettled(seen.day)[name]
        return Unsettled.objects.filter(kind, project=seen.project)

    return OpenFigure(find, _show_unsettled)


def known(kind: str, *, of_kind: str, only_some: bool = False) -> OpenFigure:
    """
    Return the figure of what the group knows and builds on, of a kind.

    :param of_kind: the kind as addresses name it (:data:`plan.known.SHAPES`).
    :param only_some: only those with what the record looks for.
    """

    def find(seen: Evidence) -> QuerySet[Any]:
        rows, some = rows_of_groundwork(seen.project)[kind]
        return rows.filter(some if only_some else Q())

    def show(project: Project, row: Any) -> CountedRow:
        path = reverse("plan:known", args=[project.slug]) + f"?one={of_kind}-{row.pk}"
        return CountedRow(row.what, written_down(row.created_at), path)

    return OpenFigure(find, show)


def _looks_after_the_end(seen: Evidence) -> QuerySet[FollowUp]:
    rows, done = rows_of_groundwork(seen.project)["follow_ups"]
    return rows.filter(done)


def _show_look(project: Project, row: FollowUp) -> CountedRow:
    path = reverse("plan:known", args=[project.slug]) + "?kind=handover"
    return CountedRow(row.found, on_day(_("found on %(day)s"), row.done_at), path)


def _show_statement(project: Project, row: Statement) -> CountedRow:
    path = reverse("plan:statement_detail", args=[project.slug, row.pk])
    return CountedRow(row.words, written_down(row.created_at), path)


def _show_concern(project: Project, row: Concern) -> CountedRow:
    path = reverse("plan:statement_detail", args=[project.slug, row.statement_id])
    return CountedRow(row.statement.words, on_day(_("raised on %(day)s"), row.raised_at), path)


def _show_step(project: Project, row: Step) -> CountedRow:
    path = reverse("plan:step_detail", args=[project.slug, row.pk])
    return CountedRow(row.title, written_down(row.created_at), path)


def show_boundary(project: Project, row: Boundary) -> CountedRow:
    """Show something that is open or fixed; what no longer holds stands on a list of its own."""
    path = reverse("plan:boundary_list", args=[project.slug]) + row.on_its_list
    return CountedRow(row.what, written_down(row.created_at), path)


def _show_unsettled(project: Project, row: Unsettled) -> CountedRow:
    path = reverse("plan:unsettled_list", args=[project.slug]) + row.on_its_list
    if row.settled_at:
        return CountedRow(row.what, on_day(_("settled on %(day)s"), row.settled_at), path)
    when = on_day(_("looked at again on %(day)s"), row.look_again_on)
    return CountedRow(row.what, when, path)


FIGURES: dict[str, OpenFigure] = {
    "equal.care.ways": statements("ways"),
    "equal.care.concerns": concerns("ways"),
    "action.good-and-done.good": statements("good"),
    "action.good-and-done.done": statements("done"),
    "action.good-and-done.concerns": concerns("aims"),
    **{f"iterative.small-steps.{name}": steps(name) for name in ("planned", "dated", "late")},
    **{f"open.mess.{name}": steps(name) for name in ("explored", "dropped", "back", "stuck")},
    **{f"open.uncertainty.{name}": unsettled(name) for name in ("open", "late", "settled")},
    **{
        f"transparent.boundaries.{name}": boundaries(name)
        for name in ("open", "fixed", "reasons", "past")
    },
    "open.data.all": known("points", of_kind="data"),
    "open.data.some": known("points", of_kind="data", only_some=True),
    "thorough.existing.all": known("existing", of_kind="existing"),
    "thorough.existing.some": known("existing", of_kind="existing", only_some=True),
    "thorough.future.all": known("handovers", of_kind="handover"),
    "thorough.future.some": known("handovers", of_kind="handover", only_some=True),
    "thorough.future.looked": OpenFigure(_looks_after_the_end, _show_look),
    "positive.strengths.all": known("strengths", of_kind="strength"),
    "positive.strengths.some": known("strengths", of_kind="strength", only_some=True),
    "positive.strengths.hard": known("hard", of_kind="difficulty"),
    "positive.strengths.faced": known("hard", of_kind="difficulty", only_some=True),
    "action.impact.all": known("impacts", of_kind="impact"),
    "action.impact.some": known("impacts", of_kind="impact", only_some=True),
}
