"""What can be found of questions and of what people said: their words, replies, and answers that were given."""

from collections.abc import Iterator

from django.db.models import F, Prefetch
from django.utils.translation import gettext_lazy as _

from projects.finding import Findable, Finding, SeenBy, day_of, joined, titled
from questions.models import (
    Contribution,
    ContributionAnswer,
    ContributionFile,
    Question,
    Reply,
    Wording,
)

_SAID = "questions:contribution_detail"


def _questions(pks: list[int]) -> Iterator[Finding]:
    """Questions with how they ended, and every other way in which they were asked."""
    for row in Question.objects.filter(pk__in=pks):
        words = titled(row.words)
        yield Finding(
            row=row.pk,
            title=words["title"],
            text=joined(words["text"], row.end_why),
            on=day_of(row.asked_at),
            page="questions:question_detail",
            at=(row.pk,),
            seen_by=SeenBy.MEMBERS,
        )
    others = Wording.objects.filter(question__in=pks).exclude(words=F("question__words"))
    for other in others.order_by("pk"):
        words = titled(other.words)
        yield Finding(
            row=other.question_id,
            title=words["title"],
            text=joined(words["text"], other.why, other.answer),
            on=day_of(other.at),
            page="questions:question_detail",
            at=(other.question_id,),
            seen_by=SeenBy.MEMBERS,
        )


def _contributions(pks: list[int]) -> Iterator[Finding]:
    """What people said, with what their pictures show and their recordings say."""
    ready = Prefetch("files", ContributionFile.objects.ready().order_by("pk"))
    for row in Contribution.objects.in_sight().filter(pk__in=pks).prefetch_related(ready):
        words = titled(row.words)
        yield Finding(
            row=row.pk,
            title=words["title"],
            text=joined(words["text"], row.for_whom, *(file.words for file in row.files.all())),
            on=day_of(row.said_at),
            page=_SAID,
            at=(row.pk,),
            seen_by=SeenBy.MEMBERS,
        )


def _answers(pks: list[int]) -> Iterator[Finding]:
    """Those that were given; what a second person reads first, or sent back, is no answer."""
    given = ContributionAnswer.objects.given().filter(contribution__words_set_aside="")
    for row in given.filter(pk__in=pks):
        yield Finding(
            row=row.pk,
            **titled(row.reason),
            on=day_of(row.given_at or row.written_at),
            page=_SAID,
            at=(row.contribution_id,),
            seen_by=SeenBy.MEMBERS,
        )


def _replies(pks: list[int]) -> Iterator[Finding]:
    seen = {"contribution__words_set_aside": "", "words_set_aside": "", "taken_back_at": None}
    for row in Reply.objects.filter(pk__in=pks, **seen):
        yield Finding(
            row=row.pk,
            **titled(row.words),
            on=day_of(row.said_at),
            page=_SAID,
            at=(row.contribution_id,),
            more=f"?reply={row.pk}#r{row.pk}",
            seen_by=SeenBy.MEMBERS,
        )


_ASKED = ((Wording, "question_id"),)
_SHOWN = ((ContributionFile, "contribution_id"),)
FINDABLE = (
    Findable("question", _("A question"), "questions", Question, _questions, of=_ASKED),
    Findable("said", _("What somebody said"), "questions", Contribution, _contributions, of=_SHOWN),
    Findable("answer", _("An answer"), "questions", ContributionAnswer, _answers),
    Findable("reply", _("A reply"), "questions", Reply, _replies),
)
