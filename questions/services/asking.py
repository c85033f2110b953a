"""Asks a project something, and asks it another way; the group takes that or says why not."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from core.ended import require_same_words
from core.once import find_sent
from core.standing import how_it_stands
from outbox.services import tell_members
from projects.models import Member, Project
from questions.models import Question, QuestionTurn, Wording


class QuestionEnded(Exception):  # noqa: N818 - it is a state, not a fault
    """The question is settled or was put down meanwhile; ``question`` as it is now."""

    def __init__(self, question: Question) -> None:
        super().__init__("The question has ended.")
        self.question = question


class QuestionReworded(Exception):  # noqa: N818 - it is what happened, not a fault
    """The question was put in other words since somebody looked at it; ``question`` as it is now."""

    def __init__(self, question: Question) -> None:
        super().__init__("The question was put in other words meanwhile.")
        self.question = question


@transaction.atomic
def ask_question(
    project: Project, *, by: Member, words: str, now: datetime, sent_key: UUID | None = None
) -> Question:
    """Ask something that the project explores from now on."""
    if sent := find_sent(project.questions.all(), sent_key, lock=project):
        return sent
    question = project.questions.create(words=words, asked_by=by, asked_at=now, sent_key=sent_key)
    first = question.wordings.create(words=words, by=by, at=now, outcome=Wording.Outcome.FIRST)
    question.turns.create(what=QuestionTurn.What.ASKED, wording=first, by=by, at=now)
    return question


@transaction.atomic
def propose_wording(
    question: Question,
    *,
    by: Member,
    words: str,
    why: str = "",
    now: datetime,
    sent_key: UUID | None = None,
) -> Wording:
    """
    Ask a question another way; it waits until the group takes it or says why not.

    :raises QuestionEnded: when there is nothing left to ask.
    """
    if sent := find_sent(question.wordings.all(), sent_key, lock=question):
        return sent
    question.refresh_from_db(fields=["ended_at", "end", "end_why"])
    if question.has_ended:
        raise QuestionEnded(question)
    return question.wordings.create(words=words, why=why, by=by, at=now, sent_key=sent_key)


@transaction.atomic
def answer_wording(
    wording: Wording,
    *,
    outcome: str,
    words: str,
    by: Member,
    now: datetime,
    stood: str | None = None,
) -> None:
    """
    Take another way to ask a question, or say why not; whoever proposed it is told, unless it is they who answer.

    A wording that is taken is what the question asks from now on.

    :param outcome: ``taken`` or ``declined``.
    :param words: what the group says to it; a wording that is not taken needs some.
    :param stood: how the question stood on the page of whoever answers; None when nobody looked at one.
    :raises EndedBefore: when somebody else answered it meanwhile, otherwise or in other words.
    :raises QuestionEnded: when the question has ended meanwhile.
    :raises QuestionReworded: when another wording was taken meanwhile.
    """
    question = Question.objects.select_for_update().get(pk=wording.question_id)
    wording.refresh_from_db()
    if wording.outcome != Wording.Outcome.OPEN:
        is_same = wording.outcome == outcome and not words
        theirs = _in_words(wording.outcome, wording.answer)
        require_same_words(theirs=theirs, mine="" if is_same else _in_words(outcome, words))
        return
    if question.has_ended:
        raise QuestionEnded(question)
    is_taken = outcome == Wording.Outcome.TAKEN
    if is_taken and stood not in (None, how_question_stands(question)):
        raise QuestionReworded(question)
    wording.outcome, wording.answer = outcome, words
    wording.answered_at, wording.answered_by = now, by
    wording.save(update_fields=["outcome", "answer", "answered_at", "answered_by"])
    if is_taken:
        _take(question, wording, by=by, now=now)
    _tell_proposer(wording, by=by, now=now)


def _take(question: Question, wording: Wording, *, by: Member, now: datetime) -> None:
    question.words = wording.words
    question.save(update_fields=["words"])
    question.turns.create(what=QuestionTurn.What.REWORDED, wording=wording, by=by, at=now)


def how_question_stands(question: Question) -> str:
    """Return a hash over what a question asks, for the page on which another way to ask it is answered."""
    return how_it_stands(question, ["words"])


def _in_words(outcome: str, words: str) -> str:
    is_taken = outcome == Wording.Outcome.TAKEN
    said = _("We ask it this way from now on.") if is_taken else _("We don’t ask it this way.")
    return f"{said}\n\n{words}".strip()


def _tell_proposer(wording: Wording, *, by: Member, now: datetime) -> None:
    if wording.by_id == by.pk:
        return
    tell_members(
        event=f"wording:{wording.pk}:answered",
        project=by.project,
        kind="wording_answered",
        data={"wording": wording.pk, "question": wording.question_id, "by": by.known_as},
        recipients=[wording.by],
        asks=True,
        now=now,
    )
