"""Finds what somebody is worried about, each through its project."""

from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404

from projects.models import Project
from questions.models import Contribution, Reply, SafetyWorry
from questions.models.safety import SafetyWorryQuerySet


def get_worried_about(project: Project, asked: QueryDict) -> Contribution | Reply | None:
    """
    Return what an address names by ``said`` or ``reply``; None when it names nothing.

    :raises Http404: when there is no such thing in the project.
    """
    numbers = {name: asked.get(name, "") for name in ("said", "reply")}
    if not any(numbers.values()):
        return None
    if not all(number.isdecimal() and len(number) < 19 for number in numbers.values() if number):
        raise Http404
    if numbers["said"]:
        return get_object_or_404(
            project.contributions.select_related("member"), pk=int(numbers["said"])
        )
    replies = Reply.objects.filter(contribution__project=project)
    return get_object_or_404(
        replies.select_related("member", "contribution"), pk=int(numbers["reply"])
    )


def get_worry_or_404(project: Project, worry_pk: int) -> SafetyWorry:
    """
    Return a worry that the viewer may see: facilitators see all of them, a participant those that they marked.

    :raises Http404: for everybody else, who learn nothing, not even that there is one.
    """
    return get_object_or_404(worries_of(project), pk=worry_pk)


def worries_of(project: Project) -> SafetyWorryQuerySet:
    """Return the worries that the viewer may see, with all that a page shows of them but what is locked."""
    rows = SafetyWorry.objects.filter(project=project).select_related(
        "marked_by", "done_by", "contribution__member", "reply__member", "reply__contribution"
    )
    if project.viewer.is_facilitator:
        return rows
    return rows.filter(marked_by=project.viewer.member_id)
