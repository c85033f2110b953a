"""A second person reads a "no" before it is given: agrees with it, or sends it back."""

from datetime import datetime

from django.db import transaction

from outbox.services import tell_members
from projects.models import Member
from questions.models import Contribution, ContributionAnswer
from questions.services.answering import AnsweredBefore, give_answer


@transaction.atomic
def agree_with_answer(answer: ContributionAnswer, *, by: Member, now: datetime) -> None:
    """
    Let an answer be given that somebody else wrote, and tell whoever said what it answers. A second press does nothing.

    :raises AnsweredBefore: when somebody else has sent it back meanwhile, or what it answers was taken back.
    """
    held = _held(answer)
    if held.seen_at is None:
        held.seen_by, held.seen_at = by, now
        held.save(update_fields=["seen_by", "seen_at"])
        give_answer(held, now=now)
    elif held.sent_back_why:
        raise AnsweredBefore
    answer.refresh_from_db()


@transaction.atomic
def send_answer_back(answer: ContributionAnswer, *, why: str, by: Member, now: datetime) -> None:
    """
    Send an answer back to whoever wrote it, with the reason; it is given to nobody. A second press does nothing.

    :raises AnsweredBefore: when it was given meanwhile, or sent back with other words, or what it answers was taken
        back.
    """
    held = _held(answer)
    if held.seen_at is not None:
        if held.sent_back_why != why:
            raise AnsweredBefore
        return
    held.seen_by, held.seen_at, held.sent_back_why = by, now, why
    held.save(update_fields=["seen_by", "seen_at", "sent_back_why"])
    answer.refresh_from_db()
    if held.by is None:
        return
    tell_members(
        event=f"answer:{held.pk}:sent-back",
        project=held.contribution.project,
        kind="answer_sent_back",
        data={"answer": held.pk, "contribution": held.contribution_id, "by": by.known_as},
        recipients=[held.by],
        asks=True,
        now=now,
    )


def _held(answer: ContributionAnswer) -> ContributionAnswer:
    """
    Return the answer as it is now; what it answers is locked.

    :raises AnsweredBefore: when that was taken back before anybody read the answer.
    """
    said = Contribution.objects.select_for_update().get(pk=answer.contribution_id)
    if said.is_taken_back:
        raise AnsweredBefore
    rows = ContributionAnswer.objects.select_related("contribution__project", "by")
    return rows.get(pk=answer.pk)
