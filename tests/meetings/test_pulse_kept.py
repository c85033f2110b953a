"""What people typed about a meeting, or in its room, is counted once, given back, or kept; and what is called off."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from ballots.models import SealedPiece
from ballots.services import look_into
from meetings import services, tasks
from meetings.models import Attendance, MeetingRoom, Pulse, PulseAsked
from tests.filled_forms import carried, filled_forms
from tests.gathering import plan_of
from tests.meetings.rooming import a_room, it_is_over, meeting_today
from tests.meetings.rooming import say as say_in_room
from tests.pages import lacks, tight
from tests.pulsing import (
    a_pulse,
    close,
    is_still_open,
    note,
    page_of,
    people_of,
)
from tests.pulsing import say as say_how

pytestmark = pytest.mark.django_db
LIST = "/projects/waiting-at-night/meetings/"


@pytest.fixture
def people(project):
    return people_of(project, 8)


@pytest.fixture
def room(project, jo):
    return a_room(project, jo)


def fields_of(page, at: str) -> dict[str, str]:
    """Return what the form has that a page shows again."""
    [form] = [one for one in filled_forms(page.text, at, "") if one.action == at]
    return form.data


def test_to_take_everybody_out_closes_nothing_and_deletes_nothing(jo, project, people):
    pulse = a_pulse(project, jo, *people[:6])
    for one in people[:5]:
        say_how(pulse, one)
    note(pulse.meeting, jo)
    assert is_still_open(pulse)
    assert (SealedPiece.objects.count(), PulseAsked.objects.count()) == (5, 6)
    note(pulse.meeting, jo, *people[:5])
    assert is_still_open(pulse)
    done = close(pulse)
    assert (done.outcome, done.answered, done.there) == ("shown", 5, 5)


def test_before_anybody_answered_to_take_everybody_out_closes_nothing_either(jo, project, people):
    pulse = a_pulse(project, jo, *people[:6])
    note(pulse.meeting, jo)
    assert is_still_open(pulse)


def test_what_is_shown_is_never_of_more_than_were_there(me, jo, project, people):
    pulse = a_pulse(project, jo, *people[:6])
    for one in people[:6]:
        say_how(pulse, one)
    note(pulse.meeting, jo, people[0])
    done = close(pulse)
    assert (done.answered, done.there) == (6, 6)


def test_a_sheet_that_is_sent_twice_is_counted_once(fresh, jo, project, people):
    pulse = a_pulse(project, jo, *people[:6])
    at = f"{page_of(pulse)}pulse/type-in/"
    typed = {**carried(fresh, at), "care": "4", "leave": "fed"}
    assert typed["sent_key"]
    assert [fresh.post(at, typed).status_code for _twice in range(2)] == [302, 302]
    assert (Pulse.objects.get().places.taken, len(look_into(pulse.seal))) == (1, 1)
    fresh.post(at, {**typed, "sent_key": str(uuid4())})
    assert Pulse.objects.get().places.taken == 2


def test_the_same_sheet_with_other_answers_says_what_happened_and_can_be_another_one(
    fresh, jo, project, people
):
    pulse = a_pulse(project, jo, *people[:6])
    at = f"{page_of(pulse)}pulse/type-in/"
    typed = {**carried(fresh, at), "care": "4"}
    fresh.post(at, typed)
    other = fresh.post(at, {**typed, "care": "1", "leave": "cross"})
    assert other.status_code == 409
    assert "it is counted as it was then" in tight(other.text)
    assert "cross" in other.text
    assert Pulse.objects.get().places.taken == 1
    again = {**fields_of(other, at), "care": "1", "leave": "cross"}
    assert again["sent_key"] != typed["sent_key"]
    assert fresh.post(at, again).status_code == 302
    assert Pulse.objects.get().places.taken == 2


@pytest.fixture
def asked(room, project, jo, people):
    """A room at the end of its meeting: eight were there, and are asked how it was."""
    note(room.meeting, jo, *people)
    return services.open_pulse(room.meeting, now=timezone.now(), is_ending=True)


def how_at(room: MeetingRoom) -> str:
    return f"/room/{room.key}/?how"


def test_two_at_one_phone_are_two_answers_and_one_who_goes_back_reads_what_happened(room, asked):
    client, at = Client(), how_at(room)
    typed = {**carried(client, at), "care": "4"}
    assert client.post(at, typed).status_code == 302
    other = client.post(at, {**typed, "care": "1", "arrive": "cross"})
    assert lacks(other, "Thank you", but_has="it is counted as it was then")
    assert len(look_into(asked.seal)) == 1
    again = {**fields_of(other, at), "care": "1", "arrive": "cross"}
    assert client.post(at, again).status_code == 302
    assert sorted(one["arrive"] for one in look_into(asked.seal)) == ["", "cross"]


TYPED = {"care": "4", "arrive": "canary", "unasked": "Why do we\nwait?"}


def test_how_it_was_comes_back_from_a_room_that_has_ended_and_nothing_is_kept(room, asked):
    at = how_at(room)
    services.end_room(room, now=timezone.now())
    answer = Client().post(at, TYPED)
    page = tight(answer.text)
    assert answer.status_code == 404
    shown = ("canary", "Why do we", "Fully", "This could not be sent", "ask a facilitator for the")
    assert [one for one in shown if one not in page] == []
    assert not SealedPiece.objects.exists()
    assert "no-store" in answer.headers["Cache-Control"]


def test_how_it_was_comes_back_when_the_questions_have_closed_meanwhile(room, asked):
    Pulse.objects.update(closes_on=timezone.localdate() - timedelta(days=1))
    answer = Client().post(how_at(room), TYPED)
    page = tight(answer.text)
    assert (answer.status_code, "canary" in page) == (409, True)
    assert "We have stopped asking how the meeting was." in page
    assert f'href="/room/{room.key}/"' in page
    assert not SealedPiece.objects.exists()


def test_words_come_back_from_a_room_that_has_ended_by_its_code_too(room):
    key, code = room.key, room.key[:6]
    services.end_room(room, now=timezone.now())
    for typed in (key, code):
        page = Client().post(f"/room/{typed}/", {"words": "A canary"})
        assert (page.status_code, "A canary</textarea>" in page.text) == (404, True)
        assert lacks(page.text, "We took", but_has="What you can do now")


def test_what_another_site_sends_is_never_given_back(room):
    at = f"/room/{room.key}/"
    services.end_room(room, now=timezone.now())
    for part in ("", "?how"):
        answer = Client(headers={"Sec-Fetch-Site": "cross-site"}).post(
            at + part, {"words": "Go to evil.example", "unasked": "Go to evil.example"}
        )
        assert answer.status_code == 404
        assert lacks(answer.text, "evil.example", but_has="Are you at a meeting?")


# A meeting that is called off.


def call_off(meeting, jo):
    services.call_off_meeting(meeting, why="The heating broke", by=jo, now=timezone.now())


def test_called_off_its_room_ends_and_nothing_that_was_said_is_lost(me, fresh, project, jo, room):
    say_in_room(room, "A canary")
    key = room.key
    page = tight(fresh.get(f"{LIST}{room.meeting_id}/call-off/").text)
    assert "If its room is open, it closes." in page
    call_off(room.meeting, jo)
    room.refresh_from_db()
    assert (room.ended_at is not None, room.key_hash, room.code_hash) == (True, None, None)
    page = Client().post(f"/room/{key}/", {"words": "Late"})
    assert (page.status_code, "Late</textarea>" in page.text) == (404, True)
    assert "is still sealed" in tight(me.get(room.meeting.get_absolute_url()).text)
    it_is_over(room)
    tasks.read_out_rooms()
    assert room.words.get().text == "A canary"


def test_called_off_nobody_is_asked_any_more_and_what_can_be_shown_is(
    me, amina, jo, project, people, room
):
    note(room.meeting, jo, amina, *people)
    pulse = services.open_pulse(room.meeting, now=timezone.now(), is_ending=True)
    for one in people[:6]:
        say_how(pulse, one)
    call_off(room.meeting, jo)
    done = Pulse.objects.get()
    assert (done.outcome, done.answered) == ("shown", 6)
    page = tight(me.get(room.meeting.get_absolute_url()).text)
    assert "When the meeting was called off, we stopped asking." in page
    assert "6 of 9 people have answered." in page
    late = me.post(f"{LIST}{room.meeting_id}/pulse/", {"arrive": "canary", "go": "send"})
    assert (late.status_code, "canary" in late.text) == (409, True)
    assert "The meeting was called off, and then we stopped asking" in tight(late.text)


def test_called_off_without_the_key_no_answer_comes_in_and_none_is_deleted(
    fresh, amina, me, jo, project, people, room
):
    note(room.meeting, jo, amina, *people)
    pulse = services.open_pulse(room.meeting, now=timezone.now(), is_ending=True)
    for one in people[:6]:
        say_how(pulse, one)
    at = Path(settings.KEYS_DIR) / f"{pulse.seal.pk.hex}.key"
    at.rename(at.with_suffix(".away"))
    call_off(room.meeting, jo)
    assert SealedPiece.objects.count() == 6
    with pytest.raises(services.PulseIsClosed):
        say_how(pulse, people[6])
    page = tight(fresh.get(room.meeting.get_absolute_url()).text)
    assert lacks(page, "It is open until", but_has="What people have answered is still sealed.")
    assert "The key to the answers is missing" in page
    at.with_suffix(".away").rename(at)
    assert not is_still_open(pulse)
    assert Pulse.objects.get().answered == 6


def test_a_meeting_about_which_people_are_asked_is_not_moved_though_all_are_taken_out(
    jo, project, people
):
    meeting = meeting_today(project, jo)
    note(meeting, jo, *people)
    services.open_pulse(meeting, now=timezone.now(), is_ending=True)
    note(meeting, jo)
    assert not Attendance.objects.exists()
    meeting.on += timedelta(days=3)
    with pytest.raises(services.HasBegun):
        services.change_meeting(
            meeting, plan=plan_of(timezone.now()), revision=1, by=jo, now=timezone.now()
        )
