"""Asks questions about people, changes them while nobody has answered, and ends them (docs/adr/0173)."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from core.once import find_sent, lock_row
from participation.models import MOST_QUESTIONS, AboutUsChoice, AboutUsQuestion
from participation.services.members import CannotDo
from projects.models import Project

#: What can be changed of a question, as it is kept.
ABOUT_US_FIELDS = ("words", "why", "choices")


@transaction.atomic
def add_about_us_question(
    project: Project,
    *,
    words: str,
    why: str,
    choices: Sequence[AboutUsChoice],
    now: datetime,
    sent_key: UUID | None = None,
) -> AboutUsQuestion:
    """
    Ask a question about people; the same form sent twice (``sent_key``) asks it once.

    :raises CannotDo: when as many are asked already as a project can ask.
    """
    if sent := find_sent(project.about_us.all(), sent_key, lock=project):
        return sent
    if project.about_us.open().count() >= MOST_QUESTIONS:
        raise CannotDo(_("You can ask five questions at most. End one first."))
    return AboutUsQuestion.objects.create(
        project=project,
        sent_key=sent_key,
        words=words,
        why=why,
        choices=[asdict(one) for one in choices],
        asked_at=now,
    )


@transaction.atomic
def change_about_us_question(
    question: AboutUsQuestion,
    *,
    revision: int,
    words: str,
    why: str,
    choices: Sequence[AboutUsChoice],
) -> None:
    """
    Change a question. Once somebody has answered, only how many there should be can be changed.

    :raises CannotDo: when it was ended, or somebody has answered and its words would be others.
    :raises EditConflict: when somebody else changed it meanwhile.
    """
    lock_row(question.project)
    held = AboutUsQuestion.objects.get(pk=question.pk)
    if held.ended_at:
        raise CannotDo(_("This question was ended. Ask a new one."))
    said: dict[str, Any] = {"words": words, "why": why, "choices": [asdict(one) for one in choices]}
    if held.is_answered and _in_words(held) != (
        words,
        why,
        [one.words for one in choices],
    ):
        raise CannotDo(
            _("Somebody has answered, so the words stay as they are. End it, and ask a new one.")
        )
    for name, value in said.items():
        setattr(held, name, value)
    held.save_over(revision, ABOUT_US_FIELDS)


def _in_words(question: AboutUsQuestion) -> tuple[str, str, list[str]]:
    return question.words, question.why, [one.words for one in question.answers]


@transaction.atomic
def end_about_us_question(question: AboutUsQuestion, *, now: datetime) -> None:
    """Ask a question no more; all answers to it are deleted, with their counts. Twice changes nothing."""
    lock_row(question.project)
    AboutUsQuestion.objects.open().filter(pk=question.pk).update(ended_at=now)
    question.given_answers.all().delete()
    question.counts.all().delete()
