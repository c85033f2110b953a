"""Whose words changed what: a part of the place Questions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.pages import page_by_key
from projects.models import Project
from questions.changed import (
    changes,
    experience_of,
    groups_of,
    with_who_said_it,
)
from questions.models import ContributionMove


def list_changed(request: HttpRequest, project: Project) -> HttpResponse:
    """List what came of what people said, the newest first, each with their words and who said them."""
    page = page_by_key(
        with_who_said_it(changes(project)),
        key=("at", "pk"),
        places=ContributionMove.objects.filter(project=project),
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
