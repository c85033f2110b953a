"""The decision log as files to download."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from core.access import access
from core.dates import iso_day
from core.tables import as_file, csv_parts, json_parts
from decisions.exports import decisions_in_files, table_of_decisions
from projects.access import PROJECT_READERS
from projects.getters import get_project_or_404


@access(*PROJECT_READERS)
def decisions_table(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give the newest version of each decision as a table for a spreadsheet program."""
    project = get_project_or_404(request.user, slug)
    rows = table_of_decisions(project, address=_site(request))
    return as_file(csv_parts(rows), name=f"{project.slug}-decisions.csv")


@access(*PROJECT_READERS)
def decisions_data(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give each decision with all its versions, for other programs."""
    project = get_project_or_404(request.user, slug)
    about = {
        "project": project.name,
        "made_on": iso_day(timezone.now()),
        "addresses_begin_with": _site(request),
    }
    lists = {"decisions": decisions_in_files(project)}
    return as_file(json_parts(about, lists), name=f"{project.slug}-decisions.json")


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")
