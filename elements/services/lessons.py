"""Records lessons, changes their words, and ties them to what changes because of them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from core.once import find_sent
from core.revisions import EditConflict
from decisions.models import Decision
from elements.models import ElementReviewRhythm, Lesson, Review
from elements.models.lessons import CHANGES, SOURCES
from participation.models import ParticipationReview
from plan.models import Boundary, Statement, Step
from projects.models import Member, Project

Source = Review | ParticipationReview | Step
Change = Step | Decision | Boundary | Statement | ElementReviewRhythm

_SOURCE_FIELDS = dict(zip((Review, ParticipationReview, Step), SOURCES, strict=True))
_CHANGE_FIELDS = dict(
    zip((Step, Decision, Boundary, Statement, ElementReviewRhythm), CHANGES, strict=True)
)


@transaction.atomic
def record_lesson(
    project: Project,
    *,
    by: Member,
    learned: str,
    source: Source | None = None,
    agreed_by: Iterable[Member] = (),
    waits_on: Member | None = None,
    now: datetime,
    sent_key: UUID | None = None,
) -> Lesson:
    """Record what we learned, from a review or a step or from nothing in particular. A form sent twice: one lesson."""
    if sent := find_sent(project.lessons.all(), sent_key, lock=project):
        return sent
    lesson = Lesson(project=project, learned=learned, waits_on=waits_on, sent_key=sent_key)
    lesson.recorded_by, lesson.recorded_at = by, now
    if source is not None:
        setattr(lesson, _SOURCE_FIELDS[type(source)], source)
    lesson.save()
    lesson.agreed_by.set(agreed_by)
    return lesson


@transaction.atomic
def change_lesson(
    lesson: Lesson, *, revision: int, agreed_by: Iterable[Member], by: Member, now: datetime
) -> None:
    """
    Save the words of a lesson, who agreed to it and whom it waits on; what it said before stays in view.

    :raises EditConflict: when somebody else changed it since ``revision``.
    """
    agreed_by = list(agreed_by)
    was = Lesson.objects.select_for_update(of=("self",)).get(pk=lesson.pk)
    if was.revision != revision and set(was.agreed_by.all()) != set(agreed_by):
        raise EditConflict(was)
    lesson.save_over(revision, ["learned", "waits_on"])
    lesson.agreed_by.set(agreed_by)
    if was.learned != lesson.learned:
        lesson.changes.create(was=was.learned, by=by, at=now)


@transaction.atomic
def tie_lesson(
    lesson: Lesson,
    *,
    revision: int,
    change: Change | None = None,
    because: str = "",
    by: Member,
    now: datetime,
) -> None:
    """
    Tie a lesson to what changes because of it, or to the reason why nothing does: exactly one of the two.

    Tied anew, what it was tied to before stays in view. Doing the same twice changes nothing.

    :raises EditConflict: when somebody else changed it since ``revision``.
    """
    held = Lesson.objects.select_for_update(of=("self",)).with_all().get(pk=lesson.pk)
    if not held.is_open and (held.change, held.no_change_because) == (change, because):
        return
    if held.revision != revision:
        raise EditConflict(held)
    was = "" if held.is_open else held.came_of_it
    for name in CHANGES:
        setattr(held, name, None)
    if change is not None:
        setattr(held, _CHANGE_FIELDS[type(change)], change)
    held.no_change_because, held.tied_by, held.tied_at = because, by, now
    held.save_over(revision, [*CHANGES, "no_change_because", "tied_by", "tied_at"])
    if was:
        held.changes.create(was=was, by=by, at=now)
