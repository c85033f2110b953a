"""The questions about people, with the counts that are shown: who should be here, beside who is here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from core.prepared import Prepared, moment, number
from participation.models import A_FEW, AboutUsCount, AboutUsQuestion
from projects.models import Project


@dataclass(frozen=True)
class CountedChoice:
    """One answer: how many should be here, how many are (None: not shown), and how long its bar is, of a hundred."""

    words: str
    wanted: str
    number: int | None
    width: int
    #: Whether it can be said that it is fewer than five, if it is not shown.
    is_few: bool

    @property
    def should_be(self) -> str:
        return wanted_words(self.wanted)


@dataclass(frozen=True)
class CountedQuestion:
    """A question with its answers; ``counted_at`` is None while there is nothing to show."""

    pk: int
    words: str
    why: str
    choices: list[CountedChoice]
    counted_at: datetime | None

    @property
    def on_paper(self) -> list[str]:
        """The answers to tick by hand."""
        return [*(one.words for one in self.choices), _("I’d rather not say")]

    @property
    def in_one_line(self) -> str:
        return in_one_line(self.choices)


def read_about_us(project: Project, *, until: datetime | None = None) -> list[CountedQuestion]:
    """
    Return the questions that a project asks, each with the last counts that were shown, in one query.

    :param until: as it was at a moment: of what was asked by then, the last counts before; None for now.
    """
    questions = _QUESTIONS.all(project=project.pk, until=until or _NEVER)
    return [_counted(one, one.last_shown, one.last_at) for one in questions]


#: Later than any count.
_NEVER = datetime(9999, 1, 1, tzinfo=UTC)


def _questions() -> QuerySet[AboutUsQuestion]:
    """Each with the last counts that were shown, and when that was."""
    counts = AboutUsCount.objects.filter(
        question=OuterRef("pk"), counted_at__lte=moment("until")
    ).exclude(shown=[])
    last = counts.order_by("-number")
    return (
        AboutUsQuestion.objects.open()
        .filter(project=number("project"), asked_at__lte=moment("until"))
        .annotate(
            last_shown=Subquery(last.values("shown")[:1]),
            last_at=Subquery(last.values("counted_at")[:1]),
        )
    )


_QUESTIONS = Prepared(_questions)


def _counted(
    question: AboutUsQuestion, last_shown: list[int | None] | None, at: datetime | None
) -> CountedQuestion:
    answers = question.answers
    shown = last_shown or [None] * len(answers)
    # One alone that is not shown is too small; of two or more, one can be larger, and must not be told from them.
    is_few = shown.count(None) == 1
    most = max((number for number in shown if number), default=1)
    choices = [
        CountedChoice(
            one.words,
            one.wanted,
            number,
            width=round(100 * (number or 0) / most),
            is_few=is_few,
        )
        for one, number in zip(answers, shown, strict=True)
    ]
    return CountedQuestion(question.pk, question.words, question.why, choices, at)


def in_one_line(choices: Iterable[Any]) -> str:
    """Return answers with how many should be here, in one line."""
    rows = ((one.words, wanted_words(one.wanted)) for one in choices)
    return ", ".join(f"{words} ({wanted})" if wanted else words for words, wanted in rows)


def wanted_words(wanted: str) -> str:
    """Say how many there should be; empty where nothing was said."""
    return _("a few") if wanted == A_FEW else wanted
