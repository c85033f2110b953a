"""The one way to a project: those who may not see it learn nothing, not even that it exists."""

from typing import Any

from django.http import Http404

from projects.models import Member, Project


def get_project_or_404(user: Any, slug: str) -> Project:
    """
    Return the project with who looks at it (``project.viewer``), in one query.

    :raises Http404: when there is none, or when the user may not know that there is one.
    """
    project = (
        Project.objects.visible_to(user)
        .with_viewer(user)
        .select_related("organisation")
        .filter(slug=slug)
        .first()
    )
    if project is None:
        raise Http404
    return project


def get_viewer_member(project: Project) -> Member | None:
    """Return the member who looks at the project, for services that record who did a thing; None for a coordinator."""
    me = project.viewer.member_id
    return Member.objects.select_related("user").get(pk=me) if me else None
