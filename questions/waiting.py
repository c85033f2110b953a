"""What waits for an answer, as each of those who look at it reads it."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When

from projects.models import Project
from projects.models.project import Viewer
from questions.models import AnswerTime, Contribution, ContributionAnswer
from questions.models.contributions import ContributionQuerySet

#: What a page shows of each.
SHOWN = ("member", "entered_by", "hidden_by", "read_by", "answer__by", "answer__followed_up_by")


def in_turn(project: Project, *, on: date) -> ContributionQuerySet:
    """
    Return what was said, with ``turn``: 0 for what wants an answer on that day, 1 for what is put off until later.

    ``was_refused``: whether an answer did not answer whoever asked.
    """
    is_owed = Q(answer=None) | Q(answer__until__lte=on)
    refused = ContributionAnswer.objects.filter(contribution=OuterRef("pk"), is_enough=False)
    return project.contributions.filter(taken_back_at=None).annotate(
        was_refused=Exists(refused),
        turn=Case(When(is_owed, then=Value(0)), default=Value(1), output_field=IntegerField()),
    )


def read_as(viewer: Viewer, rows: Iterable[Contribution], *, on: date) -> list[Contribution]:
    """
    Return rows with ``is_late_to_us`` for the two whom it concerns, and ``is_owed`` for all others.

    The two are whoever said it, and whoever answers it: all facilitators while nobody said that they do.
    """
    found = list(rows)
    for row in found:
        is_mine = viewer.member_id in {row.member_id, row.read_by_id} - {None}
        is_ours = viewer.is_facilitator and row.read_by_id is None
        is_late = row.is_late(on=on)
        row.is_late_to_us = is_late and (is_mine or is_ours)  # type: ignore[attr-defined]
        row.is_owed = is_late and not (is_mine or is_ours)  # type: ignore[attr-defined]
    return found


def pause_of(project: Project, *, on: date) -> AnswerTime | None:
    """Return the clock of a project while it is paused."""
    return AnswerTime.objects.filter(project=project, paused_until__gt=on).first()
