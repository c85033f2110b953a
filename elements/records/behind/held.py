"""The figures of the meetings that were held."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from elements.records.behind.figure import CountedRow, OpenFigure, on_day
from elements.records.evidence import Evidence
from elements.records.felt import TIMED, held_meetings
from elements.records.record import HALF_YEAR
from meetings.models import Meeting
from projects.models import Project


def meetings(kind: Q) -> OpenFigure:
    """Return the figure of the meetings of the last 26 weeks of a kind."""

    def find(seen: Evidence) -> QuerySet[Meeting]:
        rows = held_meetings(seen.project, on=seen.day).filter(kind, on__gte=seen.day - HALF_YEAR)
        return rows.select_related("project")

    return OpenFigure(find, _show_meeting)


def _show_meeting(_project: Project, row: Meeting) -> CountedRow:
    return CountedRow(row.title, on_day(_("held on %(day)s"), row.on), row.get_absolute_url())


FIGURES: dict[str, OpenFigure] = {
    "human.together.held": meetings(Q()),
    "human.together.timed": meetings(TIMED),
}
