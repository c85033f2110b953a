"""Reads what people said, with all that a page shows of it, in few queries."""

from collections.abc import Iterable

from django.db.models import Case, OuterRef, Prefetch, QuerySet, Subquery, When
from django.db.models.functions import JSONObject
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404

from core.numbers import read_number
from core.page_at import page_at
from core.pages import Page, page_by_key
from projects.models import Project
from questions.life import Life, life_of
from questions.models import (
    Contribution,
    ContributionFile,
    ContributionMove,
    Reply,
    SafetyWorry,
)
from questions.models.safety import SafetyWorryQuerySet

#: So many replies stand on a page.
REPLIES = 15


def get_contribution_or_404(project: Project, pk: int) -> Contribution:
    """Return a contribution of a project with all that its page names."""
    said: Contribution = get_object_or_404(
        with_all_that_is_named(project.contributions.select_related("question")), pk=pk
    )
    said.project = project
    if said.question:
        said.question.project = project
    return said


def with_all_that_is_named(rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """Load with contributions all people that their lines, promises and answers name, and their ``furthest`` move."""
    return rows.select_related(
        *(
            "project",
            "member",
            "entered_by",
            "hidden_by",
            "taken_back_by",
            "outside_by",
            "public_by",
            "read_by",
            "answer__by",
            "answer__followed_up_by",
        )
    ).annotate(
        furthest=Subquery(
            _MOVES.values(about=JSONObject(what="what", address="address", title="title"))[:1]
        )
    )


_WHAT = ContributionMove.What
_MOVES = (
    ContributionMove.objects.counting()
    .filter(contribution=OuterRef("pk"))
    .annotate(rank=Case(*(When(what=what, then=at) for at, what in enumerate(_WHAT.values))))
    .order_by("-rank", "-at", "-pk")
)


def with_lives(rows: Iterable[Contribution]) -> list[tuple[Contribution, Life]]:
    """Return contributions of :func:`with_all_that_is_named`, each with its line of life."""
    return [(row, life_of(row)) for row in rows]


def files_of(said: Contribution) -> list[ContributionFile]:
    """Return the pictures and recordings of a contribution that can be shown, each with its way to the project."""
    files = list(said.files.ready().order_by("pk"))
    for file in files:
        file.contribution = said
    return files


def with_files(rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """Load with contributions ``files_shown``: the same for each of them."""
    ready = ContributionFile.objects.ready().order_by("pk")
    return rows.prefetch_related(Prefetch("files", ready, to_attr="files_shown"))


def get_worried_about(project: Project, asked: QueryDict) -> Contribution | Reply | None:
    """
    Return what an address names by ``said`` or ``reply``; None when it names nothing.

    :raises Http404: when there is no such thing in the project.
    """
    if said := asked.get("said", ""):
        rows = project.contributions.select_related("member")
        return get_object_or_404(rows, pk=number_or_404(said))
    if reply := asked.get("reply", ""):
        replies = Reply.objects.filter(contribution__project=project)
        rows_of_replies = replies.select_related("member", "contribution")
        return get_object_or_404(rows_of_replies, pk=number_or_404(reply))
    return None


def get_said_or_404(said: Contribution, asked: QueryDict) -> Contribution | Reply:
    """
    Return what somebody said, or the reply to it that an address names.

    :raises Http404: when there is no such reply.
    """
    if not (reply := asked.get("reply", "")):
        return said
    found: Reply = get_object_or_404(replies_of(said), pk=number_or_404(reply))
    found.contribution = said
    return found


def replies_of(said: Contribution) -> QuerySet[Reply]:
    """Return what was replied to it, with all people that a reply names."""
    return said.replies.select_related("member", "hidden_by", "taken_back_by")


def replies_page(said: Contribution, asked: QueryDict) -> Page:
    """
    Return a page of the replies, in the order of time.

    :param asked: what the address says: ``after`` or ``before``, or ``reply``, to which it leads.
    """
    rows, key = replies_of(said), ("said_at", "pk")
    after, before = asked.get("after", ""), asked.get("before", "")
    page = page_by_key(rows, key=key, after=after, before=before, size=REPLIES)
    return page_at(page, rows, at=asked.get("reply", ""), key=key, size=REPLIES)


def number_or_404(typed: str) -> int:
    """
    Return the number of a row that stands in an address.

    :raises Http404: when it is none.
    """
    number = read_number(typed)
    if number is None:
        raise Http404
    return number


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


def worries_marked_by_viewer(project: Project) -> SafetyWorryQuerySet:
    """Return the worries that the viewer marked, the newest first."""
    return (
        worries_of(project).filter(marked_by=project.viewer.member_id).order_by("-marked_at", "-pk")
    )
