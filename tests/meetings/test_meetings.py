"""Meetings: planned, moved and called off, and who is told of it."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from core.dates import long_date
from core.ended import EndedBefore
from core.revisions import EditConflict
from meetings import services
from meetings.forms import EditMeetingForm
from meetings.models import Meeting
from outbox.kinds import put_into_words
from outbox.models import Delivery
from participation.models import Belonging, SpeaksFor
from tests import factories
from tests.factories import NOW
from tests.gathering import FIELDS, a_meeting, answer, plan_of
from tests.pages import lacks

pytestmark = pytest.mark.django_db
A_WEEK = timedelta(weeks=1)


def told(kind: str) -> list[str]:
    rows = Delivery.objects.filter(message__kind=kind).order_by("pk")
    return [row.member.known_as for row in rows]


def change(meeting: Meeting, by, *, now=NOW, **fields) -> bool:
    revision = meeting.revision
    for name, value in fields.items():
        if name not in ("groups", "people"):
            setattr(meeting, name, value)
    plan = plan_of(now, **fields)
    return services.change_meeting(meeting, plan=plan, revision=revision, by=by, now=now)


def test_everybody_but_who_planned_it_is_asked(project, amina, jo, may):
    meeting = a_meeting(project, jo, now=NOW)
    assert told("meeting_asked_all") == ["Amina", "May"]
    assert list(services.asked_members(meeting)) == sorted([amina, jo, may], key=lambda m: m.pk)
    assert (meeting.hours, meeting.agenda_lines[0]) == ("6pm to 7:30pm", "Hear from Pauline")


def test_who_belongs_to_a_group_or_speaks_for_it_is_asked(project, amina, jo, may):
    group, other = (factories.GroupFactory(project=project) for _ in range(2))
    Belonging.objects.create(member=amina, group=group, said_at=NOW)
    SpeaksFor.objects.create(member=may, group=group, extent="some", said_at=NOW)
    SpeaksFor.objects.create(member=amina, group=group, extent="some", said_at=NOW)
    meeting = a_meeting(project, jo, asked="groups", groups=[group], now=NOW)
    assert sorted(told("meeting_asked")) == ["Amina", "May"]
    away = a_meeting(project, jo, asked="groups", groups=[other], now=NOW)
    asking = Meeting.objects.asking(pk=amina.pk)
    assert list(asking) == [meeting]
    assert list(Meeting.objects.asking(user=amina.user)) == [meeting]
    assert not services.asked_members(away).exists()


def test_some_people_are_asked_by_name(project, amina, jo, may):
    meeting = a_meeting(project, jo, asked="people", people=[may], now=NOW)
    assert told("meeting_asked") == ["May"]
    assert list(Meeting.objects.asking(pk=may.pk)) == [meeting]
    assert not Meeting.objects.asking(pk=amina.pk).exists()


def test_who_is_asked_later_hears_it_then_and_nobody_twice(project, amina, jo, may):
    meeting = a_meeting(project, jo, asked="people", people=[may], now=NOW)
    assert change(meeting, jo, asked="people", people=[may, amina], on=meeting.on)
    assert told("meeting_asked") == ["May", "Amina"]


def test_a_series_is_asked_about_once(project, amina, jo):
    first = a_meeting(project, jo, times=3, now=NOW)
    days = [first.on, first.on + A_WEEK, first.on + 2 * A_WEEK]
    assert list(project.meetings.values_list("on", flat=True)) == days
    assert told("meeting_asked_all") == ["Amina"]
    assert project.meetings.values("series").distinct().count() == 1


def test_other_hours_ask_everybody_again(project, amina, jo):
    meeting = a_meeting(project, jo, now=NOW)
    row = answer(meeting, amina, now=NOW)
    assert change(meeting, jo, begins=time(17), on=meeting.on)
    assert (told("meeting_moved_all"), meeting.moved) == (["Amina"], 1)
    row.refresh_from_db()
    assert not row.is_current
    assert list(Meeting.objects.all().not_answered(pk=amina.pk)) == [meeting]
    assert "6pm" in meeting.changes.get().was


def test_other_words_tell_nobody_and_leave_answers_as_they_are(project, amina, jo):
    meeting = a_meeting(project, jo, now=NOW)
    row = answer(meeting, amina, now=NOW)
    assert change(meeting, jo, why="To listen.", on=meeting.on)
    row.refresh_from_db()
    assert (told("meeting_moved_all"), row.is_current) == ([], True)
    assert FIELDS["why"] in meeting.changes.get().was


def test_whoever_answered_without_being_asked_hears_that_it_is_moved(project, amina, jo, may):
    meeting = a_meeting(project, jo, asked="people", people=[may], now=NOW)
    answer(meeting, amina, now=NOW)
    assert change(meeting, jo, begins=time(17), asked="people", people=[may], on=meeting.on)
    assert sorted(told("meeting_moved")) == ["Amina", "May"]


def test_two_who_change_it_see_both_texts(project, jo):
    meeting = a_meeting(project, jo, now=NOW)
    other = Meeting.objects.get(pk=meeting.pk)
    assert change(meeting, jo, why="To listen.", on=meeting.on)
    with pytest.raises(EditConflict):
        change(other, jo, why="To talk.", on=other.on)


def test_it_is_called_off_once_with_a_reason_that_everybody_hears(project, amina, jo):
    meeting = a_meeting(project, jo, now=NOW)
    stale = Meeting.objects.get(pk=meeting.pk)
    services.call_off_meeting(meeting, why="Jo is ill.", by=jo, now=NOW)
    assert (told("meeting_called_off_all"), meeting.is_open(NOW)) == (["Amina"], False)
    with pytest.raises(EndedBefore):
        services.call_off_meeting(stale, why="No room.", by=jo, now=NOW)
    services.call_off_meeting(stale, why="Jo is ill.", by=jo, now=NOW)
    assert not change(Meeting.objects.get(pk=meeting.pk), jo, why="To talk.", on=meeting.on)
    assert told("meeting_called_off_all") == ["Amina"]


def test_it_is_open_until_it_ends_by_the_clock_on_the_wall(project, jo):
    meeting = a_meeting(project, jo, now=NOW)
    assert timezone.localtime(meeting.starts_at).hour == 18
    assert meeting.is_open(meeting.ends_at - timedelta(seconds=1))
    assert not meeting.is_open(meeting.ends_at)


def test_whoever_is_no_longer_asked_hears_that_it_is_moved_or_called_off(project, amina, jo, may):
    meeting = a_meeting(project, jo, asked="people", people=[may, amina], now=NOW)
    assert change(meeting, jo, asked="people", people=[may], on=meeting.on)
    assert change(meeting, jo, begins=time(17), asked="people", people=[may], on=meeting.on)
    assert sorted(told("meeting_moved")) == ["Amina", "May"]
    services.call_off_meeting(meeting, why="Snow", by=jo, now=NOW)
    assert sorted(told("meeting_called_off")) == ["Amina", "May"]


def test_two_who_change_who_is_asked_see_both(project, amina, jo, may):
    kwame = factories.MemberFactory(project=project, known_as="Kwame")
    meeting = a_meeting(project, jo, asked="people", people=[may], now=NOW)
    other = Meeting.objects.get(pk=meeting.pk)
    assert change(meeting, jo, asked="people", people=[may, amina], on=meeting.on)
    with pytest.raises(EditConflict) as conflict:
        change(other, jo, asked="people", people=[may, kwame], on=other.on)
    assert "Amina, May" in conflict.value.theirs.in_words
    assert sorted(one.known_as for one in meeting.people.all()) == ["Amina", "May"]


def test_another_number_is_told_to_those_who_join_and_moves_nothing(project, amina, jo, may):
    meeting = a_meeting(project, jo, now=NOW)
    answer(meeting, amina, "remote", now=NOW)
    answer(meeting, may, "coming", now=NOW)
    assert change(meeting, jo, phone="01632 960 999", on=meeting.on)
    assert (told("meeting_joined"), told("meeting_moved_all")) == (["Amina"], [])
    assert meeting.answers.current().count() == 2


def test_a_group_that_was_retired_is_asked_still(project, amina, jo):
    group = factories.GroupFactory(project=project)
    Belonging.objects.create(member=amina, group=group, said_at=NOW)
    meeting = a_meeting(project, jo, asked="groups", groups=[group], now=NOW)
    group.retired_at = NOW
    group.save()
    form = EditMeetingForm(instance=meeting, project=project)
    assert list(form.fields["groups"].queryset) == [group]


def test_nothing_is_changed_that_is_over(project, jo):
    meeting = a_meeting(project, jo, now=NOW)
    assert not change(meeting, jo, now=meeting.ends_at, why="To talk.", on=meeting.on)


def over(kind: str, member) -> str:
    delivery = Delivery.objects.filter(message__kind=kind, member=member).latest("pk")
    return put_into_words(delivery.message).kind.over(member)


def test_what_is_asked_is_over_when_nothing_is_left_to_answer(project, amina, jo):
    first = a_meeting(project, jo, times=2)
    assert over("meeting_asked_all", amina) == ""
    services.call_off_meeting(first, why="Snow", by=jo, now=timezone.now())
    assert over("meeting_asked_all", amina) == ""
    other = a_meeting(project, jo)
    answer(other, amina)
    assert over("meeting_asked_all", amina) == "They have answered."
    alone = a_meeting(project, jo)
    services.call_off_meeting(alone, why="Snow", by=jo, now=timezone.now())
    assert over("meeting_asked_all", amina) == "It was called off."
    past = a_meeting(project, jo, on=timezone.localdate() - timedelta(days=1))
    assert (over("meeting_asked_all", amina), past.is_open(timezone.now())) == (
        "It is over.",
        False,
    )


def test_a_called_off_one_of_a_series_is_not_announced_any_more(project, amina, jo):
    first = a_meeting(project, jo, times=3)
    second, third = project.meetings.exclude(pk=first.pk)
    services.call_off_meeting(second, why="Snow", by=jo, now=timezone.now())
    message = Delivery.objects.filter(message__kind="meeting_asked_all", member=amina).get().message
    words = put_into_words(message).summary
    assert lacks(words, long_date(second.on), but_has=long_date(third.on))
