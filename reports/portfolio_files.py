"""The portfolio to take along: all projects of an organisation as a table, and as a PDF of cards."""

from collections.abc import Iterator
from datetime import date
from math import ceil
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from core.dates import iso_day
from core.tables import ROWS_AT_ONCE
from projects.models import Organisation, Project
from reports.portfolio import Row, figures, projects_of, told
from reports.short import make_short_pdf

#: So many projects are laid out while somebody waits; an organisation with more gets several PDFs.
PROJECTS_A_PDF = 20


def table_of_projects(organisation: Organisation, *, on: date) -> Iterator[list[Any]]:
    """Yield the projects of an organisation for a table, by name of their address, as its page shows them on a day."""
    yield [
        *(_("Project"), _("State"), _("Started on"), _("Ended on")),
        *(str(figure.words) for figure in figures()),
        *(_("Needs attention"), _("Last report"), _("As of")),
    ]
    rows = projects_of(organisation, on=on).order_by("slug")
    for project in rows.iterator(chunk_size=ROWS_AT_ONCE):
        yield [*_cells(told(project)), on.isoformat()]


def _cells(row: Row) -> list[Any]:
    project = row.project
    days = [iso_day(day) or "" for day in (project.started_on, project.ended_on)]
    values = [getattr(project, figure.name) for figure in figures()]
    return [
        *(project.name, project.get_state_display(), *days),
        *(
            iso_day(value) or "" if isinstance(value, date) else _or_empty(value)
            for value in values
        ),
        "; ".join(needs_of(row)),
        iso_day(getattr(project, "last_report_at")) or "",  # noqa: B009 - annotated
    ]


def _or_empty(value: Any) -> Any:
    return "" if value is None else value


def needs_of(row: Row) -> list[str]:
    """Return what needs attention in a project, in the words of its page."""
    left = [_("Nobody who runs it has been here for 60 days")]
    is_left: bool = getattr(row.project, "is_left")  # noqa: B009 - annotated
    return (left if is_left else []) + [str(sign.words) for sign in row.signs]


def count_pdfs(organisation: Organisation) -> int:
    """Return how many PDFs hold all projects of an organisation; 0 without any."""
    return ceil(Project.objects.filter(organisation=organisation).count() / PROJECTS_A_PDF)


def print_portfolio(
    organisation: Organisation, *, on: date, part: int, of: int, is_large_print: bool
) -> tuple[bytes, str]:
    """
    Return the PDF of a part of the projects, counted from 1, and no words; or nothing, and why in words.

    Each card says what the page says of the project on this day.
    """
    first = (part - 1) * PROJECTS_A_PDF
    rows = projects_of(organisation, on=on).order_by("slug")[first : first + PROJECTS_A_PDF]
    told_rows = [told(project) for project in rows]
    context = {
        "organisation": organisation,
        "cards": [(row, needs_of(row)) for row in told_rows],
        "today": on,
        "part": part,
        "of": of,
        "is_large_print": is_large_print,
    }
    return make_short_pdf(render_to_string("reports/portfolio_document.html", context))
