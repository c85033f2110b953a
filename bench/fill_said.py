"""Adds to the project of the benchmarks what people said: 10,000 things, half of them under one question."""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from bench.search import fill_words, take_all_in
from projects.models import Member, Project, Role
from questions.models import Contribution, ContributionAnswer
from questions.models.contributions import OF_ANSWER
from questions.services import ask_question

#: Every third is answered; whoever looks at the pages said every hundredth.
ANSWERED, MINE = 3, 100


def fill_said(project: Project) -> None:
    """Add questions, contributions, answers and versions of decisions, and take all of it into the search."""
    now = timezone.now() - timedelta(days=290)
    me = Member.objects.get(project=project, role=Role.FACILITATOR)
    fill_words()
    asked = ask_question(project, by=me, words="How do people rest here at night?", now=now)
    for number in range(20):
        ask_question(project, by=me, words=f"Question {number}: what do we not know?", now=now)
    said = Contribution.objects.filter(project=project)
    said.annotate(odd=F("pk") % 2).filter(odd=1).update(question=asked)
    said.annotate(rest=F("pk") % MINE).filter(rest=0).update(member=me)
    _answer(said.annotate(rest=F("pk") % ANSWERED).filter(rest=0), me)
    take_all_in()


def _answer(said, by: Member) -> None:
    now = timezone.now()
    answers = ContributionAnswer.objects.bulk_create(
        ContributionAnswer(
            contribution=one,
            number=1,
            outcome="taken-on",
            reason="The night staff choose the hour, and it has worked.",
            by=by,
            written_at=now,
            given_at=now,
        )
        for one in said
    )
    for answer in answers:
        answer.contribution.take_answer(answer)
    Contribution.objects.bulk_update([one.contribution for one in answers], OF_ANSWER, 1000)
