"""Finds what somebody said without a name by the three words that lead back to it."""

from datetime import datetime

from django.db import transaction
from django.db.models import Prefetch

from projects.models import Project
from questions.models import Contribution, UnnamedNote
from questions.three_words import locks_of, read_words
from questions.unnamed_limits import Where, hold_hour, may_try


def find_by_words(
    project: Project | None, typed: str, *, is_inside: bool, now: datetime
) -> Contribution | None:
    """
    Return what was said, with its answer and notes; None when the words lead nowhere, or too many were tried.

    Nothing is written when they lead somewhere. All else looks and takes the same, also where there is no project.

    :param is_inside: whether somebody types them who may see the project: strangers have a limit of their own.
    """
    words = read_words(typed)
    if words is None:
        return None
    locks = locks_of(words, project.pk if project else 0)
    if project is None:
        return None
    where: Where = "tried" if is_inside else "tried_outside"
    if not may_try(project, where, now=now):
        return None
    notes = UnnamedNote.objects.select_related("by").order_by("day", "pk")
    rows = Contribution.objects.filter(project=project, is_unnamed=True)
    named = ("project", "answer__by", "answer__followed_up_by")
    rows = rows.select_related(*named).prefetch_related(Prefetch("notes", notes))
    found = rows.filter(three_words__hashed__in=locks).first()
    if found is None:
        with transaction.atomic():
            hold_hour(project, now=now).count_tried(where)
    return found
