"""The figures of the decision log."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from decisions.models import DecisionVersion
from elements.records.behind.figure import CountedRow, OpenFigure, on_day
from elements.records.evidence import Evidence
from elements.records.log import in_force, kinds_of_decisions, last_day
from elements.records.record import HALF_YEAR, QUARTER
from projects.models import Project


def decisions(name: str) -> OpenFigure:
    """Return the figure of the decisions in force of a kind."""

    def find(seen: Evidence) -> QuerySet[DecisionVersion]:
        until = last_day(on=seen.day, last=seen.last["decided"])
        kinds = kinds_of_decisions(
            seen.project,
            on=seen.day,
            quarter_ago=until - QUARTER,
            half_year_ago=until - HALF_YEAR,
        )
        return in_force(seen.project).filter(kinds[name]).select_related("decision")

    return OpenFigure(find, show_version)


def show_version(project: Project, row: DecisionVersion) -> CountedRow:
    """Show a version of a decision, which leads to the decision as it is now."""
    path = reverse("decisions:decision_detail", args=[project.slug, row.decision.number])
    return CountedRow(row.what, on_day(_("decided on %(day)s"), row.decided_on), path)


FIGURES: dict[str, OpenFigure] = {
    "transparent.decisions.signed": decisions("signed"),
    "transparent.decisions.slow": decisions("all_slow"),
    "transparent.decisions.again": decisions("again"),
    "transparent.loop.told": decisions("told"),
    "transparent.loop.untold": decisions("untold"),
    "open.exploring.lately": decisions("lately"),
    "open.exploring.considered": decisions("lately_considered"),
    "open.exploring.unsaid": decisions("lately_unsaid"),
    "open.curiosity.half_year": decisions("half_year"),
    "open.curiosity.changed": decisions("half_year_changed"),
    "equal.power.lately": decisions("lately"),
    "equal.power.lately_power": decisions("lately_power"),
}
