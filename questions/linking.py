"""What people said behind something that came of it: found by its address, and by words to link more."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from projects.models import Project
from questions.models import Contribution, ContributionMove
from questions.models.contributions import ContributionQuerySet

#: So many are shown behind one thing, and so many are offered for some words.
MOST_BEHIND, MOST_OFFERED = 30, 12
#: So many words are looked for.
MOST_WORDS = 6


@dataclass(frozen=True)
class Target:
    """What people's words are linked to: ``what`` they led to, the address that leads there, and how it is called."""

    what: str
    address: str
    title: str


def said_behind(project: Project, address: str) -> list[Contribution]:
    """
    Return what people said behind something, in the order of time: also what was taken back, without its words. What
    is set aside or hidden is left out.
    """
    linked = ContributionMove.objects.filter(
        contribution=OuterRef("pk"), address=address, undone_at=None
    )
    here = project.contributions.filter(words_set_aside="").select_related("project", "member")
    rows = here.filter(Exists(linked)).order_by("said_at", "pk")
    return list(rows[:MOST_BEHIND])


def said_to_link(project: Project, address: str, words: str) -> list[Contribution]:
    """Return what could be linked: what has each of the words, or the newest; without what is linked already."""
    linked = ContributionMove.objects.filter(
        contribution=OuterRef("pk"), address=address, undone_at=None
    )
    rows = _readable(project).exclude(Exists(linked))
    for word in words.split()[:MOST_WORDS]:
        rows = rows.filter(words__icontains=word)
    return list(rows.order_by("-said_at", "-pk")[:MOST_OFFERED])


def _readable(project: Project) -> ContributionQuerySet:
    rows: ContributionQuerySet = project.contributions.in_sight()
    return rows.select_related("project", "member")
