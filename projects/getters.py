"""The one way to a project: those who may not see it learn nothing, not even that it exists."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Case, QuerySet, When
from django.db.models.functions import JSONObject
from django.http import Http404
from django.utils.translation import gettext as _

from core.offers import merged, offered
from core.prepared import Prepared, number, text
from projects.models import Member, Project, Role


class _Somebody:
    """Whoever looks at a page."""

    pk = number("user")


def _seen() -> QuerySet[Project]:
    """Find a project with who looks at it; for a facilitator also with what there is to do in it (``run_facts``)."""
    to_do = JSONObject(**merged(facts() for facts in offered("run_facts")))
    return (
        Project.objects.visible_to(_Somebody)
        .with_viewer(_Somebody)
        .annotate(run_facts=Case(When(viewer_role=Role.FACILITATOR, then=to_do)))
        .select_related("organisation")
        .filter(slug=text("slug"))
    )


_SEEN = Prepared(_seen)


def get_project_or_404(user: Any, slug: str) -> Project:
    """
    Return the project with who looks at it (``project.viewer``), in one query.

    :raises Http404: when there is none, or when the user may not know that there is one.
    """
    project: Project | None = _SEEN.first(user=user.pk, slug=slug)
    if project is None:
        raise Http404
    return project


def get_viewer_member(project: Project) -> Member | None:
    """Return the member who looks at the project, for services that record who did a thing; None for a coordinator."""
    me = project.viewer.member_id
    return _MEMBER.first(pk=me) if me else None


_MEMBER = Prepared(lambda: Member.objects.filter(pk=number("pk")).select_related("user"))


def get_member_or_403(project: Project) -> Member:
    """
    Return the member who looks at the project, where only a member can do what is asked.

    :raises PermissionDenied: for a coordinator who is not a member.
    """
    member = get_viewer_member(project)
    if member is None:
        raise PermissionDenied(_("Only members of this project can do this."))
    return member
