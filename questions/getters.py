"""Reads what people said, with all that a page shows of it, in few queries."""

from collections.abc import Iterable

from django.db.models import Case, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import JSONObject
from django.shortcuts import get_object_or_404

from projects.models import Project
from questions.life import Life, life_of
from questions.models import Contribution, ContributionMove


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
        *("project", "member", "entered_by", "read_by", "answer__by", "answer__followed_up_by")
    ).annotate(
        furthest=Subquery(
            _MOVES.values(about=JSONObject(what="what", address="address", title="title"))[:1]
        )
    )


_WHAT = ContributionMove.What
_MOVES = (
    ContributionMove.objects.filter(contribution=OuterRef("pk"), undone_at=None)
    .annotate(rank=Case(*(When(what=what, then=at) for at, what in enumerate(_WHAT.values))))
    .order_by("-rank", "-at", "-pk")
)


def with_lives(rows: Iterable[Contribution]) -> list[tuple[Contribution, Life]]:
    """Return contributions of :func:`with_all_that_is_named`, each with its line of life."""
    return [(row, life_of(row)) for row in rows]
