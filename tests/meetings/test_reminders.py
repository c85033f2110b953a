"""Who is reminded of meetings: who comes, who has not answered, and who has words to reply to."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from meetings import services
from meetings.offers import facts
from outbox.models import Message
from outbox.reminders import find_people, remind
from plan.services import start_project
from projects.models import Project, Role
from tests import factories
from tests.gathering import a_meeting, answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def running(project, jo):
    start_project(project, by=jo, on=timezone.localdate())
    return project


def at(day, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def reminded(now: datetime) -> dict[str, list[str]]:
    """Remind everybody; return of what, by name."""
    found = {}
    for member in find_people(now=now):
        if message := remind(member, now=now):
            found[member.known_as] = sorted(
                what.rpartition("-")[0] for what, _day in message.data["items"]
            )
    return found


def test_who_comes_and_who_has_not_answered_is_reminded_once_a_stage(running, amina, jo, may):
    meeting = a_meeting(running, jo)
    answer(meeting, amina)
    answer(meeting, may, "cannot")
    assert reminded(at(meeting.on - timedelta(days=3), 12)) == {}
    two_before = at(meeting.on - timedelta(days=2), 12)
    assert reminded(two_before) == {"Amina": ["meeting"], "Jo": ["meeting-answer"]}
    assert reminded(two_before + timedelta(hours=1)) == {}
    on_the_day = at(meeting.on, 9)
    assert reminded(on_the_day) == {"Amina": ["meeting"], "Jo": ["meeting-answer"]}
    assert Message.objects.filter(kind="due").count() == 4


def test_nobody_is_reminded_of_what_is_called_off(running, amina, jo):
    meeting = a_meeting(running, jo)
    answer(meeting, amina)
    services.call_off_meeting(meeting, why="Snow", by=jo, now=timezone.now())
    assert reminded(at(meeting.on, 9)) == {}


def test_words_are_to_be_replied_to_by_who_may_read_them(running, amina, jo):
    boss = factories.MemberFactory(
        project=running, known_as="Bev", role=Role.FACILITATOR, user=factories.UserFactory()
    )
    meeting = a_meeting(running, boss, on=timezone.localdate() + timedelta(days=4))
    services.answer_meetings(
        meeting,
        jo,
        said=services.Coming("if", words="A lift", readers=[boss.pk]),
        now=timezone.now(),
    )
    found = reminded(at(timezone.localdate() + timedelta(days=1), 12))
    assert (found["Bev"], found.get("Jo", [])) == (["meeting-reply"], [])


def test_people_are_counted_and_not_their_answers(project, amina, jo):
    a_meeting(project, jo, times=3)
    for meeting in project.meetings.all():
        answer(meeting, amina, "if", "A lift")
    row = Project.objects.filter(pk=project.pk).values(
        **facts(user=jo.user_id, on=timezone.localdate())
    )
    assert (row.get()["meeting_replies"], row.get()["meetings_asked"]) == (1, 3)
