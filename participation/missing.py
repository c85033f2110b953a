"""Reads who is missing for the page of people: the groups of today's map, and what the latest look says of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from core.prepared import Prepared, number
from participation.looks import quiet_told
from participation.models import Gap, Group, ParticipationReview, ReviewRhythm
from projects.models import Project

#: So many groups are named; the others are counted.
MOST_NAMED = 4
#: So many earlier looks are listed. Each leads to the one before it.
MOST_LOOKS = 6


@dataclass(frozen=True)
class Missing:
    """A group that nobody, or only one person, can speak for. ``gap`` is what the latest look says of it."""

    group: Group
    gap: Gap | None

    @property
    def is_open(self) -> bool:
        """Whether the look is not finished and this still needs an answer."""
        return bool(
            self.gap and self.gap.outcome == Gap.Outcome.OPEN and not self.gap.review.finished_at
        )


@dataclass(frozen=True)
class WhoIsMissing:
    """Who is missing today. ``look`` is the open or latest participation review, ``earlier`` those before it."""

    groups: list[Missing]
    more: int
    look: ParticipationReview | None
    earlier: Sequence[ParticipationReview]
    rhythm: ReviewRhythm | None

    @property
    def is_open(self) -> bool:
        """Whether people are looking at it now."""
        return self.look is not None and self.look.finished_at is None


def read_missing(project: Project, groups: list[Group]) -> WhoIsMissing:
    """
    Set what the latest look says beside the groups that are missing today, in three queries.

    :param groups: those that are missing, the first of them are named.
    """
    looks = _LOOKS.all(project=project.pk)
    look = looks[0] if looks else None
    gaps = {}
    if look and groups:
        gaps = {gap.group_id: gap for gap in _GAPS.all(review=look.pk)}
        for gap in gaps.values():
            gap.review = look
    # What the last look decided to leave as it is comes after what is still to do.
    ordered = sorted(groups, key=lambda one: _is_accepted(gaps.get(one.pk)))
    return WhoIsMissing(
        groups=[Missing(group, gaps.get(group.pk)) for group in ordered[:MOST_NAMED]],
        more=max(len(ordered) - MOST_NAMED, 0),
        look=look,
        earlier=[_as_told(one, project) for one in looks[1:]],
        rhythm=_RHYTHM.first(project=project.pk),
    )


def _as_told(look: Any, project: Project) -> Any:
    """Count for everybody else only what the page of the look shows them, too."""
    if not (project.viewer.is_facilitator or quiet_told(look)):
        look.gap_count -= look.quiet_count
        look.open_count -= look.quiet_open_count
    return look


_OPEN, _QUIET = Q(gaps__outcome=Gap.Outcome.OPEN), Q(gaps__kind=Gap.Kind.QUIET)
_LOOKS = Prepared(
    lambda: (
        ParticipationReview.objects.filter(project=number("project"))
        .annotate(
            gap_count=Count("gaps"),
            open_count=Count("gaps", filter=_OPEN),
            quiet_count=Count("gaps", filter=_QUIET),
            quiet_open_count=Count("gaps", filter=_OPEN & _QUIET),
        )
        .order_by("-due_on")[: MOST_LOOKS + 1]
    )
)


#: Of two that name the same group, the first counts: it comes last.
_GAPS = Prepared(
    lambda: (
        Gap.objects.filter(review=number("review"), group__isnull=False)
        .select_related("action__owner")
        .order_by("-pk")
    )
)

_RHYTHM = Prepared(lambda: ReviewRhythm.objects.filter(project=number("project")))


def _is_accepted(gap: Gap | None) -> bool:
    return gap is not None and gap.outcome == Gap.Outcome.ACCEPTED
