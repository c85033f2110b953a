"""Adds to the project of the benchmarks what everybody reads: news, decisions, words, meetings and what is asked."""

from datetime import time, timedelta

from django.utils import timezone

from decisions.models import Decision, PublicDecision
from meetings.models import Meeting
from plan.models import Boundary
from projects.models import Member, Project, Role
from questions.models import Contribution
from questions.services import ask_community, ask_question
from updates.models import Update

NEWS, SAID, LIMITS, MEETINGS, ASKED = 100, 500, 20, 12, 5


def fill_public(project: Project) -> None:
    """Switch the public page on, and put on it what a project of five years would have there."""
    now = timezone.now() - timedelta(days=1)
    Project.objects.filter(pk=project.pk).update(is_public=True)
    project.refresh_from_db()
    me = Member.objects.get(project=project, role=Role.FACILITATOR)
    decisions = list(Decision.objects.filter(project=project).order_by("pk"))
    PublicDecision.objects.bulk_create(
        PublicDecision(decision=one, version_id=one.current_id, by=me, at=now) for one in decisions
    )
    _news(project, me, decisions)
    Contribution.objects.bulk_create(
        Contribution(
            project=project,
            member=me,
            words=f"Thing {number}: the last bus leaves at nine, and then people sit in the dark.",
            said_at=now,
            answer_by=now.date() + timedelta(days=14),
            may_be_public=True,
            public_at=now,
        )
        for number in range(SAID)
    )
    limit = {"project": project, "kind": Boundary.Kind.OPEN, "created_at": now, "changed_at": now}
    Boundary.objects.bulk_create(
        Boundary(what=f"The lights of part {n}", why="They hurt.", is_public=True, **limit)
        for n in range(LIMITS)
    )
    _meetings(project, me)
    for number in range(ASKED):
        question = ask_question(project, by=me, words=f"Who is afraid here? {number}", now=now)
        ask_community(question, words=f"How do you get home at night? {number}", by=me, now=now)


def _news(project: Project, me: Member, decisions: list[Decision]) -> None:
    for number in range(NEWS):
        at = timezone.now() - timedelta(days=3 * (NEWS - number))
        news = Update.objects.create(
            project=project,
            title=f"News {number}: the chairs are ordered",
            where_we_are="Twelve chairs are on their way, and the lamps have come. " * 6,
            settled="The chairs, the lamps and the hours.",
            is_public=True,
            created_by=me,
            created_at=at,
            changed_at=at,
            more_on=at.date() + timedelta(days=14),
            sent_by=me,
            sent_at=at,
        )
        news.decisions.set(decisions[number * 3 : number * 3 + 3])


def _meetings(project: Project, me: Member) -> None:
    now = timezone.now()
    for number in range(MEETINGS):
        Meeting.objects.create(
            project=project,
            title=f"Soup for all {number}",
            why="We look at what a night is like, and choose what we change next.",
            on=timezone.localdate(now) + timedelta(days=7 * number + 7),
            begins=time(18),
            ends=time(19, 30),
            place="The hospital chapel, ground floor. No steps.",
            is_public=True,
            planned_by=me,
            planned_at=now,
            asked_at=now,
            changed_at=now,
        )
