"""The pages of a room: the code on the wall, phones, looking at what was said, and what the meeting says of it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.locked_words import FILE
from meetings import room_limits, services
from meetings.models import MeetingRoom, RoomWords
from meetings.room_codes import code_of
from plan.services import end_project
from questions.models import Contribution
from questions.models.contributions import MOST_SAID
from tests.filled_forms import carried, filled_forms
from tests.meetings.rooming import a_room, after, meeting_today, read_out, say
from tests.needing import home
from tests.pages import lacks, tight

pytestmark = pytest.mark.django_db
LIST = "/projects/waiting-at-night/meetings/"
WORDS = "Zebedee says the ward is cold."


def page_of(room: MeetingRoom, what: str = "") -> str:
    return f"{LIST}rooms/{room.pk}/{what}"


def words_page(row: RoomWords) -> str:
    return f"{LIST}said/{row.pk}/"


def phone(room: MeetingRoom) -> str:
    return f"/room/{room.key}/"


def send(client, address: str, typed: dict, *, page: str = "", follow: bool = True):
    return client.post(address, {**carried(client, address, page=page), **typed}, follow=follow)


def test_a_facilitator_opens_it_shows_the_code_and_ends_it(fresh, project, jo):
    meeting = meeting_today(project, jo)
    page = tight(fresh.get(meeting.get_absolute_url()).text)
    assert "You show a code on the wall." in page
    shown = fresh.post(f"{LIST}{meeting.pk}/room/", follow=True)
    room = MeetingRoom.objects.get()
    code = code_of(room.key)
    assert f"<span>{code[:3]}</span> <span>{code[3:]}</span>" in shown.text
    assert "<svg" in shown.text
    assert ">testserver/room</p>" in tight(shown.text)
    assert "No phone? Tell a facilitator." in shown.text
    page = tight(fresh.get(meeting.get_absolute_url()).text)
    assert ("Show the code" in page, "End it now" in page, "Open the room" in page) == (
        *(True, True, False),
    )
    ended = fresh.post(page_of(room, "end/"), follow=True)
    assert "The room has ended." in ended.text
    assert "still sealed" in ended.text
    assert "It had ended already." in fresh.post(page_of(room, "end/"), follow=True).text
    assert "This room has ended." in fresh.get(page_of(room), follow=True).text


def test_the_wall_shows_nothing_of_what_is_said_and_no_count(fresh, project, jo):
    room = a_room(project, jo)
    before = fresh.get(page_of(room)).text
    for n in range(7):
        say(room, f"canary{n}")
    assert fresh.get(page_of(room)).text == before


def test_only_facilitators_have_the_code_and_look(me, fresh, project, jo):
    room = a_room(project, jo)
    assert me.get(page_of(room)).status_code == 403
    assert me.post(f"{LIST}{room.meeting_id}/room/").status_code == 403
    assert me.post(page_of(room, "end/")).status_code == 403
    (row,) = read_out(room, WORDS)
    for address in (page_of(room, "look/"), words_page(row)):
        assert me.get(address).status_code == 403
        assert Client().get(address).status_code == 302
        assert fresh.get(address, follow=True).status_code == 200


def test_members_find_the_way_in_while_it_is_open(me, project, jo):
    room = a_room(project, jo)
    page = me.get(room.meeting.get_absolute_url())
    assert f'href="{phone(room)}"' in page.text
    assert lacks(page, "Show the code", "End it now", but_has="Say something in the room")
    services.end_room(room, now=timezone.now())
    assert lacks(me.get(room.meeting.get_absolute_url()), "/room/", but_has="In the room")


def test_before_the_day_nobody_is_offered_a_room(me, fresh, meeting, project, jo):
    for client in (me, fresh):
        page = client.get(meeting.get_absolute_url())
        assert lacks(page, "In the room", but_has="At the night shelter")
    answer = fresh.post(f"{LIST}{meeting.pk}/room/", follow=True)
    assert "from two hours before the meeting" in answer.text
    today = meeting_today(project, jo)
    assert lacks(me.get(today.get_absolute_url()), "In the room", but_has=today.title)


def test_somebody_says_something_without_signing_in_and_nothing_is_kept_of_them(project, jo):
    room, client = a_room(project, jo), Client(enforce_csrf_checks=True)
    assert client.post("/room/", {"code": code_of(room.key)}).headers["Location"] == phone(room)
    page = client.get(phone(room))
    assert "It is not shown on the wall." in page.text
    assert page.text.index("Is somebody in danger now?") < page.text.index("<textarea")
    assert lacks(page, "Amina", "4 Mill Lane", but_has=room.meeting.title)
    thanks = send(client, phone(room), {"words": WORDS})
    assert thanks.status_code == 200
    assert "Thank you. It is sealed" in thanks.text
    assert f'href="{phone(room)}"' in thanks.text
    assert dict(client.cookies) == {}
    assert "no-store" in thanks.headers["Cache-Control"]
    assert thanks.headers["Referrer-Policy"] == "no-referrer"
    assert [row.text for row in read_out(room)] == [WORDS]


def test_a_member_who_is_signed_in_gets_the_same_page_without_their_name(me, project, jo, amina):
    room = a_room(project, jo)
    page = me.get(phone(room))
    assert lacks(page, "Amina", "csrf", but_has="What you say here has no name all the same.")
    send(me, phone(room), {"words": WORDS})
    (row,) = read_out(room)
    assert (row.text, row.contribution, row.looked_by) == (WORDS, None, None)


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("  \n ", "Write what you want to say."),
        ("", "Write what you want to say."),
        ("x" * (MOST_SAID + 1), "3001"),
    ],
)
def test_empty_and_long_words_come_back(project, jo, words, error):
    room = a_room(project, jo)
    page = send(Client(), phone(room), {"words": words})
    assert (page.status_code, error in page.text) == (200, True)
    assert words.strip() in page.text
    assert read_out(room) == []
    assert 'id="id_words_error"' in page.text or "error" in page.text


def test_words_of_the_full_length_are_taken_and_hostile_ones_are_words(project, jo, fresh):
    room = a_room(project, jo)
    long, hostile = "y" * MOST_SAID, "<script>alert(1)</script>{{ 7 }}"
    for words in (long, hostile):
        send(Client(), phone(room), {"words": words})
    first, _second = read_out(room)
    assert (first.text, _second.text) == (hostile, long)
    assert "&lt;script&gt;alert(1)" in fresh.get(words_page(first)).text


def test_in_a_room_that_has_ended_what_was_typed_comes_back(project, jo):
    room, client = a_room(project, jo), Client()
    address = phone(room)
    typed = {**carried(client, address), "words": WORDS}
    services.end_room(room, now=timezone.now())
    page = client.post(address, typed)
    assert page.status_code == 404
    assert WORDS in page.text
    assert "so that you can copy it" in page.text


def test_too_much_in_an_hour_says_so_and_keeps_the_words(project, jo, monkeypatch):
    monkeypatch.setattr(room_limits, "MOST_SAID_AN_HOUR", 1)
    room = a_room(project, jo)
    send(Client(), phone(room), {"words": "First"})
    page = send(Client(), phone(room), {"words": WORDS})
    assert "A lot was said in this room in the last hour" in page.text
    assert WORDS in page.text


def test_a_facilitator_looks_at_each_and_members_read_what_became_of_them(fresh, me, project, jo):
    room = a_room(project, jo)
    cold, names, soup = read_out(room, "A cold ward", "B. Zebedee slept", "C soup")
    at_home = tight(fresh.get(home(project)).text)
    assert "3 things to look at that were said in the room" in at_home
    meeting = room.meeting.get_absolute_url()
    page = me.get(meeting)
    assert "3 are not shown yet." in page.text
    assert lacks(page, "soup", "Zebedee", "A cold ward", but_has="3 things were said in the room.")
    assert "3 things from this room are left" in fresh.get(words_page(cold)).text
    send(fresh, words_page(cold), {"outcome": "whole"})
    send(fresh, words_page(names), {"outcome": "in-part", "parts": "Zebedee"})
    last = send(fresh, words_page(soup), {"outcome": "left-out", "why": "It is about lunch."})
    assert "Everything that was said in the room has been looked at." in last.text
    page = tight(me.get(meeting).text)
    assert "<b>3 things were said in the room.</b>" in page
    assert "2 are shown among what people said." in page
    assert "1 was left out, because: “It is about lunch.”" in page
    assert "“B. […] slept”" in page
    assert lacks(page, "C soup", "Zebedee", "not shown yet", but_has="3 things were said")
    assert lacks(fresh.get(home(project)), "said in the room", but_has=project.name)


def test_what_is_asked_is_of_one_room(fresh, project, jo):
    first, second = a_room(project, jo), a_room(project, jo)
    read_out(first, "A", "B")
    read_out(second, "C", "D", "E")
    page = tight(fresh.get(home(project)).text)
    assert lacks(page, "5 things", but_has="2 things to look at that were said in the room")


def test_a_contribution_says_where_it_was_said(me, fresh, project, jo):
    room = a_room(project, jo)
    (row,) = read_out(room, WORDS)
    settled = services.settle_room_words(row, "whole", by=jo, now=timezone.now())
    page = tight(me.get(settled.contribution.get_absolute_url()).text)
    assert "<b>Somebody, without a name</b>, in the room," in page
    assert "Said in the room, at the meeting of" in page
    assert f'href="{room.meeting.get_absolute_url()}"' in page
    assert lacks(page, "three words", but_has="We can’t write to them.")
    pk = settled.contribution.pk
    assert fresh.get(reverse("questions:unnamed_write", args=[project.slug, pk])).status_code == 404


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({}, "Choose what everybody can read."),
        ({"outcome": "in-part"}, "Write which parts to take out"),
        ({"outcome": "in-part", "parts": "Nobody"}, "“Nobody” is not in these words."),
        ({"outcome": "in-part", "parts": WORDS}, "Nothing would be left."),
        ({"outcome": "left-out", "why": "  "}, "Say why, so that people know"),
    ],
)
def test_what_is_missing_is_asked_for(fresh, project, jo, typed, error):
    (row,) = read_out(a_room(project, jo), WORDS)
    page = send(fresh, words_page(row), typed)
    assert error in page.text
    assert WORDS in page.text
    assert not Contribution.objects.exists()


def test_two_who_look_at_once_see_both(fresh, project, jo):
    (row,) = read_out(a_room(project, jo), WORDS)
    stood = carried(fresh, words_page(row))
    services.settle_room_words(row, "left-out", why="A patient", by=jo, now=timezone.now())
    page = fresh.post(words_page(row), {**stood, "outcome": "whole"})
    assert page.status_code == 409
    assert "A patient" in page.text
    services.settle_room_words(row, "whole", by=jo, now=timezone.now())
    page = fresh.post(words_page(row), {**stood, "outcome": "left-out", "why": "No"})
    assert page.status_code == 409
    forms = filled_forms(page.text, words_page(row), "")
    again = next(form for form in forms if "stood" in form.data)
    page = fresh.post(words_page(row), {**again.data, "outcome": "left-out", "why": "No"})
    assert "You can hide it among what people said." in page.text
    page = fresh.get(words_page(row), follow=True)
    assert "Everybody in the project can read it already." in page.text


def test_it_is_late_after_three_days(fresh, project, jo):
    room = a_room(project, jo)
    read_out(room, WORDS)
    MeetingRoom.objects.update(on=room.on - timedelta(days=3))
    page = fresh.get(home(project))
    assert lacks(page, "Overdue", but_has="1 thing to look at that was said in the room")
    MeetingRoom.objects.update(on=room.on - timedelta(days=4))
    assert "Overdue" in fresh.get(home(project)).text


def test_nothing_was_said_or_something_is_still_sealed_or_damaged(me, project, jo, monkeypatch):
    room = a_room(project, jo)
    late = after(room)
    meeting = room.meeting.get_absolute_url()
    monkeypatch.setattr(timezone, "now", lambda: late)
    assert "is still sealed" in me.get(meeting).text
    services.read_out_room(room, now=late)
    assert "Nothing was said in the room." in me.get(meeting).text
    MeetingRoom.objects.update(unread=2)
    assert "2 were damaged, and nobody can read them." in me.get(meeting).text


def test_a_project_that_has_ended_shows_nothing_more_and_says_so(fresh, me, project, jo):
    room = a_room(project, jo)
    (row,) = read_out(room, WORDS)
    end_project(project, by=jo, why="Done", now=timezone.now())
    assert fresh.get(words_page(row)).status_code == 403
    page = fresh.get(room.meeting.get_absolute_url())
    assert lacks(
        page, WORDS, "Look at what was said", but_has="was not looked at before the project"
    )


def test_without_the_key_of_the_server_the_code_cannot_be_shown_and_codes_still_work(
    fresh, me, project, jo, settings
):
    room = a_room(project, jo)
    code = code_of(room.key)
    (settings.KEYS_DIR / FILE).rename(settings.KEYS_DIR / "away")
    try:
        assert "The code cannot be shown now." in fresh.get(page_of(room), follow=True).text
        page = me.get(room.meeting.get_absolute_url())
        assert lacks(page, "/room/", but_has="In the room")
        answer = send(Client(), f"/room/{code}/", {"words": WORDS})
        assert "Thank you. It is sealed" in answer.text
        typed = Client().post("/room/", {"code": code}, follow=True)
        assert "It is not shown on the wall." in typed.text
    finally:
        (settings.KEYS_DIR / "away").rename(settings.KEYS_DIR / FILE)


def test_the_picture_is_drawn_for_light_and_dark_and_has_no_words(fresh, project, jo):
    page = fresh.get(page_of(a_room(project, jo))).text
    (svg,) = re.findall(r"<svg[^>]*segno.*?</svg>", page, flags=re.DOTALL)
    assert 'fill="#fff"' in svg
    assert 'stroke="#000"' in svg
    assert re.sub(r"<[^>]*>", "", svg).strip() == ""
