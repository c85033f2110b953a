"""Where `elements` keeps words of people: whoever takes a name out looks there (:mod:`projects.peoples_words`)."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from elements.models import (
    AloudAnswer,
    KeptRecord,
    Lesson,
    LessonChange,
    PlannedReview,
    Review,
    Words,
)
from projects.models import Project
from projects.peoples_words import PeoplesWords


def _readable(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Keep the words that facilitators may read: those of reviews that are closed."""
    return rows.filter(pk__in=Words.objects.readable())


PEOPLES_WORDS = (
    PeoplesWords(_("A review"), Review, ("title", "extended_why", "closed_why")),
    PeoplesWords(_("A planned review"), PlannedReview, ("title",)),
    PeoplesWords(_("Words from a review"), Words, ("text", "shown_text"), rows=_readable),
    PeoplesWords(_("What a group did not agree about"), AloudAnswer, ("not_agreed",)),
    PeoplesWords(_("What we learned"), Lesson, ("learned", "no_change_because")),
    PeoplesWords(_("What we learned, as it was before"), LessonChange, ("was",)),
)


def forget_words(project: Project) -> None:
    """Let go of the record as it was read last: it is read anew."""
    KeptRecord.objects.filter(project=project).delete()
