"""A question on paper: the whole of it, open, without what can only be done on a screen."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from projects.models import Project
from questions.models import (
    ContributionAnswer,
    ContributionFile,
    ContributionMove,
    Question,
    QuestionTurn,
    Reply,
)
from questions.said import in_rows

#: So many of what people said are printed; a longer question is no reading for paper.
MOST_ON_PAPER = 500
_WHAT = QuestionTurn.What


def question_on_paper(request: HttpRequest, project: Project, question: Question) -> HttpResponse:
    """Show all wordings and what people said, with answers and replies, in the order of time."""
    turns = question.turns.filter(what__in=[_WHAT.SETTLED, _WHAT.PUT_DOWN, _WHAT.OPENED])
    ends = list(turns.select_related("by").order_by("at", "pk"))
    answers = ContributionAnswer.objects.given().select_related("by", "followed_up_by")
    replies = Reply.objects.select_related("member").order_by("said_at", "pk")
    moves = ContributionMove.objects.counting().order_by("at", "pk")
    rows = in_rows(question.contributions.all()).prefetch_related(
        Prefetch("answers", answers.order_by("number"), to_attr="given_answers"),
        Prefetch("replies", replies, to_attr="replies_made"),
        Prefetch("moves", moves, to_attr="moves_made"),
        Prefetch("files", ContributionFile.objects.ready().order_by("pk"), to_attr="files_made"),
    )
    said = list(rows.order_by("said_at", "pk")[: MOST_ON_PAPER + 1])
    context = {
        "project": project,
        "today": timezone.localdate(),
        "back_url": question.get_absolute_url(),
        "question": question,
        "ways": question.wordings.select_related("by", "answered_by").order_by("at", "pk"),
        "turns": ends if any(turn.what == _WHAT.OPENED for turn in ends) else [],
        "contributions": said[:MOST_ON_PAPER],
        "has_more": len(said) > MOST_ON_PAPER,
        "most": MOST_ON_PAPER,
    }
    return render(request, "questions/question_paper.html", context)
