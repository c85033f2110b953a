"""Makes a question ready for ideas, ends it with words, and opens it again; who said something under it is told."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from core.ended import require_same_words
from outbox.services import tell_members
from projects.models import Member, MemberQuerySet
from questions.models import Question, QuestionTurn

_WHAT = QuestionTurn.What


class NotEnded(Exception):  # noqa: N818 - it is a state, not a fault
    """Only a question that has ended can be opened again."""


@transaction.atomic
def make_ready_for_ideas(question: Question, *, by: Member, now: datetime) -> bool:
    """Say that the group knows enough to look for ideas; return whether it is so now, which it is not after the end."""
    held = _hold(question)
    if held.has_ended or held.takes_ideas:
        return not held.has_ended
    Question.objects.filter(pk=held.pk).update(ideas_at=now)
    held.turns.create(what=_WHAT.READY, by=by, at=now)
    return True


@transaction.atomic
def put_ideas_off(question: Question, *, by: Member, now: datetime) -> bool:
    """Go back to what people know, wonder and feel; return whether it is so now, which it is not after the end."""
    held = _hold(question)
    if held.has_ended or not held.takes_ideas:
        return not held.has_ended
    Question.objects.filter(pk=held.pk).update(ideas_at=None)
    held.turns.create(what=_WHAT.NOT_READY, by=by, at=now)
    return True


@transaction.atomic
def end_question(
    question: Question, *, end: str, why: str, by: Member, now: datetime
) -> QuestionTurn:
    """
    Say how a question was settled, or why it is put down; whoever asked it or said something under it is told.

    :param end: ``settled`` or ``put-down``.
    :raises EndedBefore: when somebody else ended it meanwhile, otherwise or in other words.
    """
    held = _hold(question)
    if held.has_ended:
        theirs, mine = (_in_words(*said) for said in ((held.end, held.end_why), (end, why)))
        require_same_words(theirs=theirs, mine=mine)
        return _last(held)
    values = {"end": end, "end_why": why, "ended_at": now, "ended_by": by}
    Question.objects.filter(pk=held.pk).update(**values)
    turn = held.turns.create(what=end, why=why, by=by, at=now)
    _tell(turn, "question_ended", by, is_result=True)
    return turn


@transaction.atomic
def reopen_question(question: Question, *, why: str, by: Member, now: datetime) -> QuestionTurn:
    """
    Open a question again that has ended; how it ended stays among its turns. The same people are told.

    :raises NotEnded: when it never had.
    :raises EndedBefore: when somebody else opened it meanwhile, with another reason.
    """
    held = _hold(question)
    if not held.has_ended:
        last = held.turns.filter(what=_WHAT.OPENED).order_by("-at", "-pk").first()
        if last is None:
            raise NotEnded
        require_same_words(theirs=last.why, mine=why)
        return last
    values = {"end": "", "end_why": "", "ended_at": None, "ended_by": None}
    Question.objects.filter(pk=held.pk).update(**values)
    turn = held.turns.create(what=_WHAT.OPENED, why=why, by=by, at=now)
    _tell(turn, "question_opened", by, is_result=False)
    return turn


def _hold(question: Question) -> Question:
    return Question.objects.select_for_update().get(pk=question.pk)


def _last(question: Question) -> QuestionTurn:
    return question.turns.filter(what=question.end).order_by("-at", "-pk")[0]


def _in_words(end: str, why: str) -> str:
    return f"{Question.End(end).label}: {why}"


def _tell(turn: QuestionTurn, kind: str, by: Member, *, is_result: bool) -> None:
    """Tell whoever asked the question, said something under it or proposed to ask it another way; once each."""
    tell_members(
        event=f"question:{turn.question_id}:turn:{turn.pk}",
        project=by.project,
        kind=kind,
        data={"turn": turn.pk, "question": turn.question_id, "by": by.known_as},
        recipients=_concerned(turn.question).exclude(pk=by.pk),
        asks=False,
        is_result=is_result,
        now=turn.at,
    )


def _concerned(question: Question) -> MemberQuerySet:
    here = Q(pk=question.asked_by_id)
    here |= Q(pk__in=question.contributions.exclude(member=None).values("member"))
    here |= Q(pk__in=question.wordings.values("by"))
    return Member.objects.filter(here)
