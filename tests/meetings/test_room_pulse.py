"""How it was, asked while people are in the room, and answered on their phones; and what keeps a room safe."""

from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ballots.services import look_into
from core.left_out import NothingIsLeft, PartIsMissing, leave_out
from meetings import services
from meetings.models import Pulse, RoomWords
from questions.services import hide_words
from tests.meetings.rooming import a_room, meeting_today, read_out, say
from tests.pages import lacks, tight
from tests.pulsing import note, people_of

pytestmark = pytest.mark.django_db
PHONE = {"care": "4", "safe": "2", "arrive": "tired", "leave": "fed"}


@pytest.fixture
def room(project, jo):
    return a_room(project, jo)


@pytest.fixture
def asked(room, project, jo):
    """A room at the end of its meeting: five were there, and are asked how it was."""
    note(room.meeting, jo, *people_of(project, 5))
    return services.open_pulse(room.meeting, now=timezone.now(), is_ending=True)


@pytest.fixture
def phone():
    return Client(enforce_csrf_checks=True)


def page_of(room, part: str = "?how") -> str:
    return f"{reverse('meetings:room_say', args=[room.key])}{part}"


def test_it_is_asked_before_the_end_when_a_facilitator_says_so(fresh, project, jo):
    now = timezone.make_aware(datetime.combine(timezone.localdate(), time(12)))
    meeting = meeting_today(project, jo)
    assert services.open_pulse(meeting, now=now, is_ending=True) is None
    note(meeting, jo, *people_of(project, 5))
    assert services.open_pulse(meeting, now=now) is None
    early = meeting.starts_at - timedelta(minutes=1)
    assert services.open_pulse(meeting, now=early, is_ending=True) is None
    page = tight(fresh.get(meeting.get_absolute_url()).content.decode())
    there = reverse("meetings:pulse_open", args=[project.slug, meeting.pk])
    assert f'action="{there}"' in page
    assert fresh.get(there).headers["Location"] == meeting.get_absolute_url()
    assert not Pulse.objects.exists()
    fresh.post(there)
    assert Pulse.objects.get().asked.count() == 5
    assert lacks(fresh.get(meeting.get_absolute_url()), there, but_has="0 of 5 people have")


def test_members_do_not_open_it(me, project, jo):
    meeting = meeting_today(project, jo)
    note(meeting, jo, *people_of(project, 5))
    there = reverse("meetings:pulse_open", args=[project.slug, meeting.pk])
    assert me.post(there).status_code == 403
    assert lacks(me.get(meeting.get_absolute_url()), there, but_has="How was it for you?")


def test_nobody_is_asked_where_it_is_not_noted_who_was_there(fresh, project, jo):
    meeting = meeting_today(project, jo)
    there = reverse("meetings:pulse_open", args=[project.slug, meeting.pk])
    answer = fresh.post(there, follow=True)
    assert "First write down who was there." in answer.content.decode()
    assert not Pulse.objects.exists()


def test_a_phone_answers_without_a_name_and_gets_no_cookie(phone, asked, room):
    assert page_of(room) in phone.get(page_of(room, "")).content.decode()
    form = phone.get(page_of(room)).content.decode()
    assert "I was treated with care." in form
    answer = phone.post(page_of(room), PHONE)
    assert answer.headers["Location"] == page_of(room, "?said=how")
    thanks = phone.get(answer.headers["Location"])
    assert lacks(thanks, "?how", "looks for names in it", but_has="Thank you. It is sealed")
    assert not phone.cookies
    (said,) = look_into(asked.seal)
    assert (said["way"], said["arrive"]) == ("room", "tired")
    assert said["answers"] == [["care", 4], ["safe", 2]]
    assert asked.places.__class__.objects.get().taken == 1
    assert not asked.asked.filter(has_answered=True).exists()


def test_the_same_form_twice_is_one_answer(phone, asked, room):
    key = uuid4()
    for _twice in range(2):
        phone.post(page_of(room), {**PHONE, "sent_key": key})
    phone.post(page_of(room), {**PHONE, "sent_key": uuid4()})
    assert len(look_into(asked.seal)) == 2


def test_never_more_answers_than_people_were_there(phone, asked, room):
    for _one in range(5):
        assert phone.post(page_of(room), PHONE).status_code == 302
    answer = phone.post(page_of(room), {**PHONE, "arrive": "one too many"})
    text = answer.content.decode()
    assert "As many people have answered as were there" in text
    assert "one too many" in text
    assert len(look_into(asked.seal)) == 5


def test_an_empty_answer_is_refused(phone, asked, room):
    text = phone.post(page_of(room), {}).content.decode()
    assert "Nothing is filled in yet." in text
    assert look_into(asked.seal) == []


def test_where_nothing_is_asked_the_page_leads_back(phone, room):
    assert phone.get(page_of(room)).headers["Location"] == page_of(room, "")
    assert lacks(phone.get(page_of(room, "")), "?how", but_has="Say something")


def test_nothing_notes_that_a_member_was_there(signed_in, participant, room):
    client = signed_in(participant)
    long_ago = timezone.now() - timedelta(hours=3)
    type(participant).objects.filter(pk=participant.pk).update(seen_at=long_ago)
    client.post(page_of(room, ""), {"words": "It is cold."})
    participant.refresh_from_db()
    assert participant.seen_at == long_ago
    client.get(reverse("meetings:room_enter"))
    participant.refresh_from_db()
    assert participant.seen_at == long_ago


def test_ended_early_it_stays_sealed_until_the_meeting_is_over(room):
    say(room, "It is cold.")
    services.end_room(room, now=timezone.now())
    over = room.meeting.over_at
    assert services.read_out_room(room, now=over - timedelta(seconds=1)) == 0
    rooms = room.__class__.objects
    assert not rooms.sealed(now=over - timedelta(seconds=1)).exists()
    assert rooms.sealed(now=over).get() == room
    assert services.read_out_room(room, now=over) == 1


def test_moved_to_another_day_it_is_read_out_when_its_own_is_over(room):
    say(room, "It is cold.")
    room.meeting.on += timedelta(days=3)
    room.meeting.save()
    room.refresh_from_db()
    tomorrow = timezone.now() + timedelta(days=1)
    assert services.read_out_room(room, now=timezone.now()) == 0
    assert room.__class__.objects.sealed(now=tomorrow).get() == room
    assert services.read_out_room(room, now=tomorrow) == 1


def test_other_words_from_the_same_form_are_kept_too(room):
    key = uuid4()
    for words in ("First", "First", "First, and more"):
        say(room, words, sent_key=key)
    assert [row.text for row in read_out(room)] == ["First", "First, and more"]


def test_words_of_strangers_are_not_shown_on_our_pages(phone, room):
    words = "Your sign-in has run out. Go to https://evil.example/login"
    for page in (reverse("meetings:room_enter"), "/room/x/"):
        answer = phone.post(page, {"words": words, "code": "x"})
        assert answer.status_code == 404
        text = answer.content.decode()
        assert lacks(text, "evil.example", but_has="Are you at a meeting?")
    gone = page_of(room, "")
    services.end_room(room, now=timezone.now())
    answer = phone.post(gone, {"words": words}).content.decode()
    assert "Go to https://evil.example/login</textarea>" in answer
    assert 'href="https://evil.example' not in answer


def test_whoever_just_sent_something_hears_that_it_is_not_lost(phone, room):
    sent = page_of(room, "?said")
    services.end_room(room, now=timezone.now())
    assert "it is sealed, and nothing of it is lost" in phone.get(sent).content.decode()


def test_what_is_hidden_later_is_counted_so(fresh, jo, room):
    first, second = read_out(room, "A draught.", "B stairs.")
    for row in (first, second):
        services.settle_room_words(row, RoomWords.Outcome.WHOLE, by=jo, now=timezone.now())
    first.refresh_from_db()
    hide_words(first.contribution, by=jo, why="A name.", now=timezone.now())
    page = fresh.get(room.meeting.get_absolute_url()).content.decode()
    assert "1 is shown among what people said." in page
    assert "1 was shown, and is hidden or gone now." in page


@pytest.mark.parametrize(
    ("text", "part", "left"),
    [
        ("Frau Weiß ist krank.", "Weiss", "Frau […] ist krank."),
        ("Frau WEISS ist krank.", "weiß", "Frau […] ist krank."),
        ("Ann, Anna and ANN", "ann", "[…], […]a and […]"),
    ],
)
def test_a_name_is_left_out_in_any_spelling(text, part, left):
    assert leave_out(text, [part]) == left


def test_what_is_left_must_be_words():
    with pytest.raises(NothingIsLeft):
        leave_out("Zeb\r\nZeb’s", ["Zeb", "s"])
    with pytest.raises(PartIsMissing):
        leave_out("Zeb", ["Bob"])
