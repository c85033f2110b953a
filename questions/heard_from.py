"""Who said, asked or answered something with their name on it."""

from datetime import date, datetime

from django.db.models import QuerySet

from projects.last_heard import SignOfLife, last_days
from projects.models import Member
from questions.models import (
    Contribution,
    ContributionAnswer,
    Question,
    QuestionTurn,
    Reply,
    Wording,
)


def heard_from(members: QuerySet[Member], *, now: datetime) -> dict[int, date]:
    """
    Return who said something in their own name, replied, asked, answered, or said whether an answer is enough.

    What is out of sight for now was said all the same; what somebody took back they did not say.
    """
    said = Contribution.objects.filter(is_unnamed=False, taken_back_at=None)
    answers = ContributionAnswer.objects.all()
    signs = (
        SignOfLife(said, "member", "said_at"),
        SignOfLife(Reply.objects.filter(taken_back_at=None), "member", "said_at"),
        SignOfLife(Question.objects.all(), "asked_by", "asked_at"),
        SignOfLife(Wording.objects.all(), "by", "at"),
        SignOfLife(QuestionTurn.objects.all(), "by", "at"),
        SignOfLife(answers, "by", "written_at"),
        SignOfLife(answers.filter(contribution__in=said), "contribution__member", "told_enough_at"),
    )
    return last_days(signs, members, now=now)
