"""Hears from whoever said something whether the answer answers them, and that they were told."""

from datetime import datetime

from django.db import transaction

from outbox.services import tell_members
from projects.models import Member
from questions.models import Contribution, ContributionAnswer
from questions.models.contributions import OF_ANSWER
from questions.services.answering import AnsweredBefore, answer_day


@transaction.atomic
def judge_answer(
    answer: ContributionAnswer, *, is_enough: bool, why: str = "", by: Member | None, now: datetime
) -> None:
    """
    Keep whether an answer answers whoever asked; a no opens what they said once more, with a new day.

    They can say otherwise until somebody has answered anew. Facilitators are told of a no.

    :param why: what is missing; needed for a no.
    :param by: who types it: whoever said it, or a facilitator whom they told; nobody, for what was said without a name.
    :raises AnsweredBefore: when there is another answer since, or what was said was taken back.
    """
    said = Contribution.objects.select_for_update().get(pk=answer.contribution_id)
    held = said.answers.get(pk=answer.pk)
    later = said.answers.filter(number__gt=held.number)
    is_other = said.answer_id not in (None, held.pk)
    is_over = is_other or said.is_taken_back or later.being_looked_at().exists()
    if is_over or not is_asked_whether_enough(held):
        raise AnsweredBefore
    held.is_enough, held.not_enough_why = is_enough, "" if is_enough else why
    held.told_enough_at, held.told_enough_by = now, by
    held.save(update_fields=["is_enough", "not_enough_why", "told_enough_at", "told_enough_by"])
    was_open = said.answer_id is None
    if is_enough:
        said.take_answer(held)
        said.save(update_fields=OF_ANSWER)
    elif not was_open:
        said.take_answer(None)
        said.read_by = None
        said.answer_by = answer_day(said.project, now)
        said.first_answer_by, said.later_why = None, ""
        said.save()
        _tell_open_again(held, by=by, now=now)
    answer.refresh_from_db()


def is_asked_whether_enough(answer: ContributionAnswer) -> bool:
    """Whether whoever said it may say that the answer is not enough: they said so of no earlier one."""
    others = ContributionAnswer.objects.filter(contribution=answer.contribution_id).exclude(
        pk=answer.pk
    )
    return not others.filter(is_enough=False).exists()


def _tell_open_again(answer: ContributionAnswer, *, by: Member | None, now: datetime) -> None:
    said = answer.contribution
    led = Member.objects.taking_part().facilitators().filter(project=said.project_id)
    tell_members(
        event=f"answer:{answer.pk}:not-enough",
        project=said.project,
        kind="contribution_open_again",
        data={"answer": answer.pk, "contribution": said.pk, "by": said.author},
        recipients=led.exclude(pk=by.pk) if by else led,
        asks=True,
        now=now,
    )


@transaction.atomic
def mark_told(answer: ContributionAnswer, *, by: Member, now: datetime) -> None:
    """Keep that whoever said something, and is no member, was told the answer; the first time counts."""
    ContributionAnswer.objects.filter(pk=answer.pk, told_at=None).update(told_at=now, told_by=by)


@transaction.atomic
def mark_not_told(answer: ContributionAnswer) -> None:
    """Take back that somebody was told."""
    ContributionAnswer.objects.filter(pk=answer.pk).update(told_at=None, told_by=None)
