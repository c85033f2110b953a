"""What waits for an answer, as each of those who look at it reads it."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from core.pages import Page, begin_list, page_by_key
from core.pages_in_parts import ListPart, page_in_parts
from core.prepared import Prepared, day, number
from projects.models import Project
from projects.models.project import Viewer
from questions.models import AnswerTime, Contribution, ContributionAnswer
from questions.models.contributions import ContributionQuerySet

#: So many stand on a page: each shows what can be done with it.
SIZE = 8
_BY_WAIT = ("said_at", "pk")
#: The two parts of the list.
_OWED, _PUT_OFF = 0, 1
#: What a page shows of each.
SHOWN = ("member", "entered_by", "hidden_by", "read_by", "answer__by", "answer__followed_up_by")


def what_waits(project: Project, *, on: date, after: str = "", before: str = "") -> Page:
    """
    Return a page of what waits for an answer, the longest wait first: what wants one on that day, then what is put
    off until later. Each row has ``was_refused``: whether an answer did not answer whoever asked.
    """
    parts = [
        ListPart(
            rank,
            partial(_part, rank, project=project.pk, on=on),
            partial(_FIRST[rank].all, project=project.pk, on=on),
        )
        for rank in (_OWED, _PUT_OFF)
    ]
    places = project.contributions.all()
    page = page_in_parts(parts, key=_BY_WAIT, places=places, size=SIZE, after=after, before=before)
    for row in page.rows:
        row.project = project
    return page


def what_was_answered(project: Project, *, after: str = "", before: str = "") -> Page:
    """Return a page of what was answered, the newest answer first."""
    return page_by_key(
        _in_rows(project.contributions.answered().filter(taken_back_at=None)),
        key=("answered_at", "pk"),
        places=project.contributions.all(),
        after=after,
        before=before,
        descending=True,
        size=SIZE,
    )


def _part(rank: int, *, project: Any, on: Any) -> ContributionQuerySet:
    """Return what is owed on a day, or what is put off until later; a number and a day, or holes for them."""
    rows = Contribution.objects.filter(project=project).waiting()
    is_owed = Q(answer=None) | Q(put_off_until__lte=on)
    return _in_rows(rows.filter(is_owed if rank == _OWED else Q(put_off_until__gt=on)))


def _in_rows(rows: ContributionQuerySet) -> ContributionQuerySet:
    refused = ContributionAnswer.objects.filter(contribution=OuterRef("pk"), is_enough=False)
    rows = rows.annotate(was_refused=Exists(refused))
    return rows.select_related(*SHOWN).with_honours().with_look()


def _first(rank: int) -> QuerySet[Contribution]:
    return begin_list(_part(rank, project=number("project"), on=day("on")), _BY_WAIT, size=SIZE)


_FIRST = {rank: Prepared(partial(_first, rank)) for rank in (_OWED, _PUT_OFF)}


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
