"""Keeps what somebody says, answers it, and tells them the answer."""

from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from core.once import find_sent
from outbox.services import tell_members
from projects.models import Member, Project
from questions.models import Contribution

#: An answer is promised within so long.
ANSWERED_WITHIN = timedelta(days=14)


class AnsweredBefore(Exception):  # noqa: N818 - it is what happened, not a fault
    """Somebody else was quicker with an answer."""


@transaction.atomic
def add_contribution(
    project: Project, *, member: Member, words: str, now: datetime, sent_key: UUID | None = None
) -> Contribution:
    """Keep what a member says, and promise a day for the answer."""
    sent = find_sent(project.contributions.all(), sent_key, lock=project)
    return sent or project.contributions.create(
        member=member,
        words=words,
        said_at=now,
        answer_by=answer_day(now),
        sent_key=sent_key,
    )


@transaction.atomic
def answer_contribution(
    contribution: Contribution, *, answer: str, by: Member, now: datetime
) -> None:
    """
    Answer what somebody said, once, and tell them; nobody is told what they wrote themselves.

    :raises AnsweredBefore: when it has another answer already; that one stays.
    """
    given = Contribution.objects.open().filter(pk=contribution.pk)
    is_first = given.update(answer=answer, answered_at=now, answered_by=by)
    contribution.refresh_from_db()
    if not is_first and contribution.answer != answer:
        raise AnsweredBefore
    if contribution.member_id != by.pk:
        tell_answer(contribution, by=by, now=now)


def tell_answer(contribution: Contribution, *, by: Member, now: datetime) -> None:
    """
    Tell whoever said something what the answer is, by their channel, whatever else they want to hear.

    The same answer is told once, however often this is called; another one is told anew.
    """
    answer = sha256(contribution.answer.encode()).hexdigest()[:16]
    tell_members(
        event=f"contribution:{contribution.pk}:answered:{answer}",
        project=contribution.project,
        kind="contribution_answered",
        data={"contribution": contribution.pk, "by": by.known_as},
        recipients=[contribution.member],
        asks=True,
        now=now,
    )


def answer_day(now: datetime) -> date:
    """Return the day by which what is said now will be answered."""
    return timezone.localdate(now) + ANSWERED_WITHIN
