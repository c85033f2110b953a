"""Answers what people said, and tells them."""

from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from outbox.services import tell_members
from projects.models import Member, Project
from questions.models import AnswerTime, Contribution, ContributionAnswer
from questions.models.answers import ANSWERED_WITHIN


class AnsweredBefore(Exception):  # noqa: N818 - it is what happened, not a fault
    """Somebody else was quicker with an answer."""


@transaction.atomic
def answer_contribution(
    contribution: Contribution,
    *,
    outcome: str,
    reason: str,
    by: Member,
    now: datetime,
    **more: Any,
) -> ContributionAnswer:
    """
    Answer what somebody said, and tell them; nobody is told what they wrote themselves.

    :param more: ``until``, ``passed_to``, ``may_name_them``, ``followed_up_by``.
    :raises AnsweredBefore: when it has another answer already; that one stays.
    """
    held = Contribution.objects.select_for_update().get(pk=contribution.pk)
    if given := held.answer:
        if (given.outcome, given.reason) != (outcome, reason):
            raise AnsweredBefore
        return given
    answer = held.answers.create(
        number=held.answers.count() + 1,
        outcome=outcome,
        reason=reason,
        by=by,
        written_at=now,
        given_at=now,
        **more,
    )
    held.answer = answer
    if held.read_at is None:
        held.read_at, held.read_by = now, by
    held.save(update_fields=["answer", "read_at", "read_by"])
    contribution.refresh_from_db(fields=["answer", "read_at", "read_by"])
    tell_answer(answer, now=now)
    return answer


def tell_answer(answer: ContributionAnswer, *, now: datetime) -> None:
    """
    Tell whoever said something what the answer is, by their channel, whatever else they want to hear.

    The same answer is told once, however often this is called; another one is told anew. Nobody is told what they
    answered themselves.
    """
    contribution = answer.contribution
    if contribution.member is None or contribution.member_id == answer.by_id:
        return
    told = sha256(f"{answer.outcome} {answer.reason}".encode()).hexdigest()[:16]
    tell_members(
        event=f"contribution:{contribution.pk}:answered:{told}",
        project=contribution.project,
        kind="contribution_answered",
        data={"contribution": contribution.pk, "by": answer.by.known_as if answer.by else ""},
        recipients=[contribution.member],
        asks=True,
        now=now,
    )


def answer_day(project: Project, now: datetime) -> date:
    """Return the day by which what is said now will be answered; a pause of the project's clock counts from its end."""
    today = timezone.localdate(now)
    clock = AnswerTime.objects.filter(project=project).first()
    if clock is None:
        return today + timedelta(days=ANSWERED_WITHIN)
    return max(today, clock.paused_until or today) + timedelta(days=clock.days)
