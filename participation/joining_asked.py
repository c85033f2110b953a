"""What those who run a project are asked about people from outside who want to take part."""

from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.offers import Ask
from participation.models import JoinRequest
from projects.models import Project


def facts_of_joining(here: OuterRef) -> dict[str, Any]:
    """Count those who ask to take part and have no answer yet; None when there are none."""
    rows = JoinRequest.objects.waiting().filter(project=here).order_by().values("project")
    return {"ask_to_join": Subquery(rows.annotate(n=Count("pk")).values("n"))}


def asked_to_answer_joining(about: dict[str, Any], project: Project) -> list[Ask]:
    """Ask whoever runs the project to answer them."""
    number = about["ask_to_join"]
    if not number:
        return []
    title = ngettext("%(n)s person asks to take part", "%(n)s people ask to take part", number)
    return [
        Ask(
            title=title % {"n": number},
            text=_("Answer with an invitation, or with a reason why not."),
            url=reverse("participation:join_list", args=[project.slug]),
            action=_("Read and answer"),
            small=project.name,
        )
    ]
