"""Finds the rows that an address of the updates names, each through its project."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from core.numbers import read_number
from projects.models import Project
from updates.models import Update


def get_update_or_404(project: Project, update_pk: int) -> Update:
    """Return an update that the project's viewer may read; drafts are for facilitators."""
    updates = (
        Update.objects.readable_in(project).select_related("sent_by", "message").with_decisions()
    )
    found: Update = get_object_or_404(updates, pk=update_pk)
    found.project = project
    return found


def get_public_project_or_404(slug: str) -> Project:
    """Return a project that chose to have a public page."""
    project = Project.objects.public().filter(slug=slug).select_related("organisation").first()
    if project is None:
        raise Http404
    return project


def get_decisions_numbered(project: Project, number: str) -> list[int]:
    """Return the key of the decision of this number in a list; an empty one when it is no number, or there is none."""
    return list(
        project.decisions.filter(number=read_number(number) or 0).values_list("pk", flat=True)
    )
