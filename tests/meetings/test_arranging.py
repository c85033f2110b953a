"""What is to be arranged for a meeting: who waits for a reply, who needs something, how many for the venue; ready."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from meetings import services
from meetings.arranging import what_is_open
from meetings.models import Meeting
from participation.models import NamedReader, PrivateReading
from participation.needs_of import count_needs
from participation.services import answer_need, finish_need, promise_need, record_needs
from projects.models import Role
from tests import factories
from tests.gathering import answer, plan_of
from tests.needing import came, say_needs
from tests.pages import lacks, tight

pytestmark = pytest.mark.django_db
WORDS = "A seat near the door"


def address(meeting) -> str:
    return f"/projects/waiting-at-night/meetings/{meeting.pk}/arrange/"


def states(meeting) -> list[tuple]:
    found = what_is_open(meeting).needs
    return [
        (str(one.member), one.to_arrange, one.promised, one.arranged, one.tells) for one in found
    ]


def test_needs_of_those_who_come_or_would_and_of_nobody_else(project, meeting, amina, jo, may):
    other = factories.MemberFactory(project=project, known_as="Zoe")
    for member in (amina, may, other):
        say_needs(member, jo, access=WORDS, costs="The fare")
    now = timezone.now()
    answer(meeting, amina)
    answer(meeting, may, "if", "A lift")
    answer(meeting, other, "cannot")
    assert states(meeting) == [("Amina", 2, 0, 0, False), ("May", 2, 0, 0, False)]
    first, second = amina.needs.order_by("pk")
    promise_need(first, by=jo, due_on=timezone.localdate(), now=now)
    promise_need(second, by=jo, due_on=timezone.localdate(), now=now)
    finish_need(second, now=now)
    assert states(meeting)[0] == ("Amina", 0, 1, 1, False)
    # Another wish makes it open again, and counts once.
    again = {"access": "Two seats", "costs": "The fare"}
    record_needs(amina, needs=again, now=timezone.now())
    assert states(meeting)[0] == ("Amina", 1, 0, 1, False)


def test_whoever_would_rather_tell_is_named(meeting, amina):
    record_needs(amina, needs={}, answer="tell", now=timezone.now())
    answer(meeting, amina)
    assert states(meeting) == [("Amina", 0, 0, 0, True)]


def test_a_count_for_the_venue_has_no_names_and_is_seen_by_each(meeting, amina, jo, may):
    say_needs(amina, jo, access=WORDS)
    say_needs(may, jo, access="A ramp", costs="The fare")
    record_needs(jo, needs={"access": "Light"}, now=timezone.now())
    boss = factories.MemberFactory(project=meeting.project, role=Role.FACILITATOR)
    counted = count_needs([amina, may, jo], by=jo, now=timezone.now())
    assert counted.kinds == [("getting in and around", 3), ("costs", 1)]
    assert counted.not_read == 0
    readings = PrivateReading.objects.filter(by=jo, why="plan")
    assert {one.member for one in readings} == {amina, may}
    # Whom they did not name, who counts, reads nothing.
    assert count_needs([amina, may], by=boss, now=timezone.now()).not_read == 2
    assert not NamedReader.objects.filter(reader=boss).exists()


def test_ready_needs_a_reason_while_something_is_open(meeting, amina, jo):
    say_needs(amina, jo, access=WORDS)
    answer(meeting, amina)
    this = {"by": jo, "now": timezone.now()}
    with pytest.raises(services.NotAllArranged):
        services.set_ready(meeting, why="", **this)
    services.set_ready(meeting, why="Amina said it is fine.", **this)
    meeting.refresh_from_db()
    assert (meeting.ready_by, meeting.ready_why) == (jo, "Amina said it is fine.")
    services.set_not_ready(meeting, **this)
    meeting.refresh_from_db()
    assert (meeting.ready_at, meeting.ready_why) == (None, "")
    answer(meeting, amina, "cannot")
    assert "Amina said it is fine." in meeting.changes.get().was
    services.set_ready(meeting, why="", **this)
    with pytest.raises(services.IsReadyAlready):
        services.set_ready(meeting, why="Twice", **this)
    with pytest.raises(services.MeetingIsOver):
        services.set_ready(meeting, why="", by=jo, now=meeting.ends_at)


def test_the_page_shows_names_and_numbers_and_no_word(fresh, meeting, amina, jo, may):
    say_needs(amina, jo, access=WORDS)
    answer(meeting, amina)
    answer(meeting, may, "if", "A lift home")
    page = tight(fresh.get(address(meeting)).text)
    assert lacks(page, WORDS, "getting in", "A lift home", but_has="1 thing that nobody arranges")
    assert "May" in page.partition("What those who come need")[0]
    page = tight(fresh.post(address(meeting), {"what": "count"}).text)
    assert lacks(page, WORDS, but_has="getting in and around: 1 person")
    assert "Something is not arranged." in tight(
        fresh.post(address(meeting), {"what": "ready", "why": ""}).text
    )
    said = {"what": "ready", "why": "We rang them both."}
    page = tight(fresh.post(address(meeting), said, follow=True).text)
    assert ("We rang them both." in page, "that it is ready" in page) == (True, True)
    page = tight(fresh.post(address(meeting), {"what": "not-ready"}, follow=True).text)
    assert "It is not ready." in page


def test_whoever_signed_in_long_ago_gets_a_code_before_it_is_counted(
    facilitator, meeting, amina, jo
):
    say_needs(amina, jo, access=WORDS)
    answer(meeting, amina)
    client = came(facilitator, at=timezone.now() - timedelta(days=2))
    answered = client.post(address(meeting), {"what": "count"})
    assert answered.status_code == 302
    assert not PrivateReading.objects.filter(why="plan").exists()


def test_a_move_makes_it_not_ready(project, jo, meeting):
    services.set_ready(meeting, why="", by=jo, now=timezone.now())
    meeting.refresh_from_db()
    meeting.begins = time(17)
    plan = plan_of(begins=time(17), on=meeting.on)
    services.change_meeting(meeting, plan=plan, revision=1, by=jo, now=timezone.now())
    meeting.refresh_from_db()
    assert (meeting.begins, meeting.ready_at) == (time(17), None)


def test_other_words_leave_what_a_colleague_said_meanwhile(jo, meeting):
    stale = Meeting.objects.get(pk=meeting.pk)
    services.set_ready(meeting, why="", by=jo, now=timezone.now())
    stale.why = "To listen."
    plan = plan_of(why="To listen.", on=meeting.on)
    services.change_meeting(stale, plan=plan, revision=1, by=jo, now=timezone.now())
    assert Meeting.objects.get().ready_at is not None


def test_counted_is_who_comes_to_the_room_once_in_ten_minutes(
    fresh, project, meeting, jo, amina, may
):
    far = factories.MemberFactory(project=project, known_as="Far")
    for member in (amina, may, far):
        say_needs(member, jo, access=WORDS)
    answer(meeting, amina)
    answer(meeting, may, "if", "A lift")
    answer(meeting, far, "remote")
    for _press in range(2):
        page = tight(fresh.post(address(meeting), {"what": "count"}).text)
        assert "getting in and around: 1 person" in page
    assert [one.member for one in PrivateReading.objects.filter(why="plan")] == [amina]


def test_whoever_would_rather_tell_is_counted_apart_and_what_is_over_is_not(amina, jo, may):
    record_needs(may, needs={}, answer="tell", now=timezone.now())
    need = say_needs(amina, jo, access=WORDS)
    promise_need(need, by=jo, due_on=timezone.localdate(), is_once=True, now=timezone.now())
    answer_need(need, was_met=True, now=timezone.now())
    counted = count_needs([amina, may], by=jo, now=timezone.now())
    assert (counted.kinds, counted.not_read, counted.tell) == ([], 0, 1)
