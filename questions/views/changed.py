"""Whose words changed what: a part of the place Questions, and the same as a table."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from core.access import access, require
from core.pages import page_by_key
from core.tables import as_file, csv_parts
from projects.access import MEMBERS
from projects.getters import get_project_or_404
from projects.models import Project
from questions import permissions
from questions.changed import (
    changes,
    experience_of,
    groups_of,
    table_of_changes,
    with_who_said_it,
)
from questions.models import ContributionMove


def list_changed(request: HttpRequest, project: Project) -> HttpResponse:
    """List what came of what people said, the newest first, each with their words and who said them."""
    page = page_by_key(
        with_who_said_it(changes(project)),
        key=("at", "pk"),
        places=ContributionMove.objects.filter(contribution__project=project),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        descending=True,
    )
    context = {
        "project": project,
        "tab": "questions",
        "rows": [
            (move, experience_of(move.contribution), groups_of(move.contribution))
            for move in page.rows
        ],
        "pages": page.addresses(show="changed"),
    }
    return render(request, "questions/changed.html", context)


@access(*MEMBERS)
def changed_table(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give all of it as a table for a spreadsheet program."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_read(project))
    rows = table_of_changes(project, address=request.build_absolute_uri("/").rstrip("/"))
    return as_file(csv_parts(rows), name=f"{project.slug}-whose-words-changed-what.csv")
