"""What people said behind something that came of it: found by its address, and by words to link more."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from core.offers import offered
from core.prepared import Prepared, number, text
from projects.models import Project
from questions import permissions
from questions.models import Contribution, ContributionMove
from questions.models.contributions import ContributionQuerySet
from questions.models.moves import ContributionMoveQuerySet

#: So many are shown behind one thing, and so many are offered for some words.
MOST_BEHIND, MOST_OFFERED = 30, 12


@dataclass(frozen=True)
class Target:
    """
    What people's words are linked to: the address that leads there, and how it is called.

    ``whats``: the steps of the line of life that they have come with it, in their order; ``show``: what is asked of the
    page there to show this, where it has no page of its own.
    """

    whats: tuple[str, ...]
    address: str
    title: str
    show: str = ""


def said_behind(project: Project, address: str) -> list[Contribution]:
    """
    Return what people said behind something, in the order of time: also what was taken back, without its words. What
    is set aside or hidden is left out. For a coordinator it is nothing: members alone read what people said.
    """
    if not permissions.can_read(project):
        return []
    rows = _BEHIND.all(project=project.pk, address=address)
    for row in rows:
        row.project = project
    return rows


_BEHIND = Prepared(
    lambda: (
        Contribution.objects.filter(
            Exists(_links_to(text("address"))), project=number("project"), words_set_aside=""
        )
        .select_related("member")
        .order_by("said_at", "pk")[:MOST_BEHIND]
    )
)


def said_to_link(project: Project, address: str, words: str) -> list[Contribution]:
    """Return what could be linked and is not yet: what these words may mean, the likeliest first, or the newest."""
    rows = _readable(project).exclude(Exists(_links_to(address)))
    if not words.strip():
        return list(rows.order_by("-said_at", "-pk")[:MOST_OFFERED])
    found = [pk for find in offered("find_rows") for pk in find(project, words, kind="said")]
    there = rows.in_bulk(found)
    return [there[pk] for pk in found if pk in there][:MOST_OFFERED]


def _links_to(address: Any) -> ContributionMoveQuerySet:
    return ContributionMove.objects.linked().filter(contribution=OuterRef("pk"), address=address)


def _readable(project: Project) -> ContributionQuerySet:
    rows: ContributionQuerySet = project.contributions.in_sight()
    return rows.select_related("project", "member")
