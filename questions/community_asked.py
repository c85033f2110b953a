"""What those who run a project are asked about responses from the community; :mod:`questions.offers` gathers it."""

from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.offers import Ask, RunLink
from projects.known import Known
from projects.models import Project
from questions.models import Response


def facts() -> dict[str, Any]:
    """Count the responses that nobody has looked at; None when there are none."""
    return {"responses_waiting": _count()}


def run_facts() -> dict[str, Any]:
    return {"run_responses_waiting": _count()}


def _count() -> Subquery:
    rows = Response.objects.waiting().filter(project=OuterRef("pk")).order_by().values("project")
    return Subquery(rows.annotate(n=Count("pk")).values("n"))


def _left(project: Project, known: dict[str, Any]) -> str:
    count = known["run_responses_waiting"]
    return _("%(n)s to look at") % {"n": count} if count else ""


RUN_LINK = RunLink(gettext_lazy("What we ask the community"), "questions:community_list", 26, _left)


def waited_for(known: Known, project: Project) -> list[Ask]:
    """Ask a facilitator to look at what people from the community responded."""
    count = known.of(project)["responses_waiting"]
    if not count:
        return []
    title = ngettext(
        "%(n)s response from the community", "%(n)s responses from the community", count
    )
    return [
        Ask(
            title=title % {"n": count},
            text=_("Read it first. Then show it to the project, or tell them why not."),
            url=reverse("questions:community_list", args=[project.slug]),
            action=_("Look at it"),
            small=project.name,
            order=6,
        )
    ]
