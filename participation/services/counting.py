"""Counts the answers to the questions about people, and shows what gives nobody away (docs/adr/0173)."""

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from core.locked_words import CannotLock, WordsAreLocked
from core.once import lock_row
from core.own_keys import is_own_key_there
from participation.models import (
    AboutUsAnswer,
    AboutUsCount,
    AboutUsQuestion,
    AboutUsQuestionQuerySet,
    MemberKey,
)
from participation.safe_counts import (
    FEWEST_ANSWERS,
    Attempt,
    Chosen,
    count,
    has_moved,
    may_follow,
    show,
)
from participation.services.about_me import PURPOSE, AboutMe, lock_about_me, open_about_me
from participation.services.keys import OwnKey, find_own_keys
from projects.models import Member, Project
from projects.models.members import takes_part

logger = logging.getLogger(__name__)
#: The schedule counts anew after so long; a look at who is missing does so at once.
A_WEEK = timedelta(days=7)
#: The rows of a question with what is in them, by the number of the member.
Opened = dict[int, tuple[AboutUsAnswer, AboutMe]]


def asked_in(project: Any) -> AboutUsQuestionQuerySet:
    """Return the questions that a project asks."""
    return AboutUsQuestion.objects.open().filter(project=project)


def count_about_us(project: Project, *, now: datetime) -> int:
    """
    Count the answers to each question of a project of which enough people came or went since the last time.

    :returns: how many questions have new counts to show; 0 while a key is away, as nothing is counted then.
    """
    try:
        with transaction.atomic():
            lock_row(project)
            questions = asked_in(project)
            keys = find_own_keys(Member.objects.taking_part().filter(project=project), PURPOSE)
            return sum(_count(question, keys, now=now) for question in questions.order_by("pk"))
    except (WordsAreLocked, CannotLock):
        logger.warning("The answers about people of project %s are locked: not counted", project.pk)
        return 0


def is_counting_stopped(project: Project) -> bool:
    """Whether the key to somebody's answers cannot be read: then :func:`count_about_us` counts nothing."""
    answers = AboutUsAnswer.objects.filter(
        member=OuterRef("member"), question__in=asked_in(project)
    )
    keys = MemberKey.objects.filter(takes_part("member"), Exists(answers), purpose=PURPOSE)
    return not all(is_own_key_there(name) for name in keys.values_list("name", flat=True))


def to_count(*, now: datetime) -> QuerySet[Project]:
    """Return the projects that go on and ask such questions, and had none of them counted for a week."""
    lately = AboutUsCount.objects.filter(
        question__project=OuterRef("pk"), counted_at__gt=now - A_WEEK
    )
    rows = Project.objects.exclude(state=Project.State.ENDED)
    return rows.filter(Exists(asked_in(OuterRef("pk"))), ~Exists(lately)).order_by("pk")


def _count(question: AboutUsQuestion, keys: dict[int, OwnKey], *, now: datetime) -> bool:
    rows = AboutUsAnswer.objects.filter(question=question, member__in=keys.keys())
    opened: Opened = {
        row.member_id: (row, open_about_me(row, keys[row.member_id])) for row in rows.order_by("pk")
    }
    people = {
        pk: Chosen(said.choice, said.typed)
        for pk, (_row, said) in opened.items()
        if said.choice is not None
    }
    earlier = list(question.counts.order_by("number"))
    attempts = [_attempt(one, opened) for one in earlier]
    is_due = has_moved(attempts[-1], people) if attempts else len(people) >= FEWEST_ANSWERS
    if not is_due:
        return False
    counts, typed = count(people, len(question.choices))
    shown = show(counts, typed)
    if not all(may_follow(one, people) for one in attempts):
        shown = []
    AboutUsCount.objects.create(
        question=question,
        number=len(attempts),
        counted_at=now,
        total=len(people),
        typed_total=sum(typed),
        counts=counts if shown else [],
        typed=typed if shown else [],
        shown=shown,
    )
    _note_counted(opened, keys, number=len(attempts), now=now)
    return bool(shown)


def _attempt(kept: AboutUsCount, opened: Opened) -> Attempt:
    """Return one of the counts before, with those of whom it is still known that they were counted."""
    letters = {pk: said.counted[kept.number : kept.number + 1] for pk, (_, said) in opened.items()}
    return Attempt(
        counts=kept.counts,
        typed=kept.typed,
        total=kept.total,
        typed_total=kept.typed_total,
        people={pk: letter == "t" for pk, letter in letters.items() if letter in ("c", "t")},
    )


def _note_counted(opened: Opened, keys: dict[int, OwnKey], *, number: int, now: datetime) -> None:
    """Keep, in the box of each, whether it was counted this time; also of those who would rather not say."""
    for pk, (row, said) in opened.items():
        letter = "-" if said.choice is None else "t" if said.typed else "c"
        counted = said.counted.ljust(number, "-") + letter
        lock_about_me(row, keys[pk], replace(said, counted=counted), now=now)
    AboutUsAnswer.objects.bulk_update([row for row, _said in opened.values()], ["said_locked"])
