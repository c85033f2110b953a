"""What somebody tries who wants to know what one person said of a meeting or in its room; and that nothing is lost."""

import random
from collections import Counter
from datetime import timedelta
from itertools import combinations
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ballots.disclosure import Level, OfOneGroup
from ballots.models import SealedPiece
from ballots.services import look_into
from core.logs import without_secrets
from meetings import services, tasks
from meetings.models import Attendance, MeetingRoom, Pulse, PulseAsked
from outbox.models import Delivery
from tests.filled_forms import carried, filled_forms
from tests.gathering import plan_of
from tests.meetings.rooming import a_room, it_is_over, meeting_today, read_out
from tests.meetings.rooming import say as say_in_room
from tests.pages import lacks, tight
from tests.pulsing import (
    a_pulse,
    a_shown_pulse,
    close,
    note,
    people_of,
    say_on_paper,
)
from tests.pulsing import say as say_how

pytestmark = pytest.mark.django_db
LIST = "/projects/waiting-at-night/meetings/"


@pytest.fixture
def people(project):
    return people_of(project, 8)


@pytest.fixture
def cora(signed_in, coordinator):
    """A coordinator, who is no member."""
    return signed_in(coordinator)


def page_of(pulse: Pulse) -> str:
    return f"{LIST}{pulse.meeting_id}/"


def fields_of(page, at: str) -> dict[str, str]:
    """Return what the form has that a page shows again."""
    [form] = [one for one in filled_forms(page.text, at, "") if one.action == at]
    return form.data


def is_open(pulse: Pulse) -> bool:
    tasks.close_due_pulses()
    return not Pulse.objects.get(pk=pulse.pk).is_closed


# Coordinators look after projects, and read no words of members.


def test_a_coordinator_reads_nothing_that_was_said_in_a_room_nor_why_it_is_left_out(
    cora, me, project, jo
):
    room = a_room(project, jo)
    shown, out = read_out(room, "A canary in the ward", "B about Zebedee")
    services.settle_room_words(shown, "whole", by=jo, now=timezone.now())
    services.settle_room_words(out, "left-out", why="A patient", by=jo, now=timezone.now())
    page = tight(cora.get(room.meeting.get_absolute_url()).text)
    assert lacks(page, "canary", "A patient", but_has="1 was left out. People in the project can")
    assert ("2 things were said" in page, "1 is shown among what" in page) == (True, True)
    page = tight(me.get(room.meeting.get_absolute_url()).text)
    assert ("canary" in page, "because: “A patient”" in page) == (True, True)


def test_a_coordinator_gets_no_way_into_an_open_room(cora, me, project, jo):
    room = a_room(project, jo)
    at = f"/room/{room.key}/"
    assert at in me.get(room.meeting.get_absolute_url()).text
    page = cora.get(room.meeting.get_absolute_url())
    assert lacks(page, "/room/", but_has="People who are there can say something on their phones")


def test_a_coordinator_reads_no_words_with_which_people_came_and_left(
    cora, me, project, jo, people
):
    done = a_shown_pulse(project, jo, *people[:6])
    page = tight(cora.get(page_of(done)).text)
    assert lacks(page, "tired", "fed", but_has="People in the project can read the words.")
    assert "6 of 6 people have answered." in page
    page = tight(me.get(page_of(done)).text)
    assert ("tired 3" in page, "fed 3" in page) == (True, True)


# Nobody learns who has answered.


def heard() -> Counter:
    rows = Delivery.objects.filter(message__kind="pulse_asked")
    return Counter(rows.values_list("member", flat=True))


def test_taken_out_and_marked_again_somebody_who_answered_looks_like_who_did_not(
    fresh, jo, project, people
):
    pulse = a_pulse(project, jo, *people[:6])
    say_how(pulse, people[0])
    before = heard(), set(pulse.asked.values_list("pk", flat=True))
    pages = []
    for place in (0, 1):
        note(pulse.meeting, jo, *[one for one in people[:6] if one != people[place]])
        pages.append(fresh.get(page_of(pulse)).text.replace(people[1 - place].known_as, "X"))
        note(pulse.meeting, jo, *people[:6])
        assert (heard(), set(pulse.asked.values_list("pk", flat=True))) == before
    assert [page.count("1 of 5 people") for page in map(tight, pages)] == [1, 1]


def test_whoever_is_taken_out_is_not_reminded_whether_or_not_they_have_answered(
    jo, project, people
):
    pulse = a_pulse(project, jo, *people[:7])
    say_how(pulse, people[0])
    note(pulse.meeting, jo, *people[2:7])
    on = pulse.closes_on - timedelta(days=1)
    assert services.remind_of_pulse(pulse, on=on, now=timezone.now())
    assert [heard()[one.pk] for one in people[:3]] == [1, 1, 2]


def test_whoever_is_taken_out_reads_so_and_gets_back_what_they_typed(
    me, amina, jo, project, people
):
    pulse = a_pulse(project, jo, amina, *people[:5])
    note(pulse.meeting, jo, *people[:5])
    at = f"{page_of(pulse)}pulse/"
    assert "You are not asked about this meeting" in me.get(at).text
    answered = me.post(at, {"arrive": "tired", "go": "send"})
    assert (answered.status_code, "It was not sent." in answered.text) == (409, True)
    assert "tired" in answered.text
    assert me.post(at, {"go": "already"}).status_code == 200
    note(pulse.meeting, jo, amina, *people[:5])
    assert me.post(at, {"arrive": "tired", "go": "send"}).status_code == 302
    # Taken out again, it is in all the same.
    note(pulse.meeting, jo, *people[:5])
    assert "Your answer is in." in me.get(at).text


def test_closed_while_it_was_sent_it_does_not_say_that_it_is_in(
    me, amina, jo, project, people, monkeypatch
):
    pulse = a_pulse(project, jo, amina, *people[:5])

    def late(*_args, **_named):
        raise services.PulseIsClosed

    monkeypatch.setattr("meetings.services.send_pulse", late)
    answered = me.post(f"{page_of(pulse)}pulse/", {"arrive": "tired", "go": "send"})
    assert answered.status_code == 409
    assert lacks(answered.text, "Your answer is in", but_has="It was not sent.")


# Four made up, and one who answered.


@pytest.mark.parametrize("way", ["room", "paper"])
def test_four_others_and_four_answers_from_the_room_do_not_give_away_the_fifth(
    jo, project, people, way
):
    pulse = a_pulse(project, jo, *people[:5])
    note(pulse.meeting, jo, people[0], others=4)
    for _one in range(4):
        say_on_paper(pulse, way=way)
    say_how(pulse, people[0], {"care": 0}, arrive="canary", unasked="Why canary?")
    assert is_open(pulse)
    done = close(pulse)
    assert (done.outcome, done.results.count(), done.words.count()) == ("typed", 0, 0)
    assert not done.unasked.exists()


@pytest.mark.parametrize("then", ["others away", "others named", "all named"])
def test_nor_when_the_others_are_written_down_otherwise_once_they_have_answered(
    jo, project, people, then
):
    pulse = a_pulse(project, jo, *people[:5])
    note(pulse.meeting, jo, people[0], others=4)
    for _one in range(4):
        say_on_paper(pulse, way="room")
    say_how(pulse, people[0])
    there = {"others away": people[:1], "others named": people[:5], "all named": people}[then]
    note(pulse.meeting, jo, *there)
    assert is_open(pulse)
    assert close(pulse).outcome == "typed"


def test_nor_when_members_are_marked_for_it_and_taken_out_again(jo, project, people):
    pulse = a_pulse(project, jo, *people)
    for _one in range(4):
        say_on_paper(pulse, way="room")
    say_how(pulse, people[0])
    note(pulse.meeting, jo, *people[:4])
    assert is_open(pulse)
    assert close(pulse).outcome == "typed"


def test_a_number_that_was_wrong_and_put_right_before_anybody_answered_counts_for_nothing(
    jo, project, people
):
    pulse = a_pulse(project, jo, *people[:5], others=44)
    note(pulse.meeting, jo, *people[:5], others=0)
    for _one in range(5):
        say_on_paper(pulse, way="room")
    assert not is_open(pulse)
    assert Pulse.objects.get().outcome == "shown"


def test_five_who_answered_by_themselves_are_shown_whatever_came_beside_them(jo, project, people):
    pulse = a_pulse(project, jo, *people[:5], others=2)
    for one in people[:5]:
        say_how(pulse, one)
    for _one in range(2):
        say_on_paper(pulse, way="room")
    assert not is_open(pulse)
    assert (Pulse.objects.get().outcome, Pulse.objects.get().answered) == ("shown", 7)


def test_full_and_not_to_be_shown_it_stays_open_until_its_last_day(jo, project, people):
    pulse = a_pulse(project, jo, *people[:5])
    for _one in range(2):
        say_on_paper(pulse)
    for one in people[:3]:
        say_how(pulse, one)
    assert is_open(pulse)
    # Two more were there: they are added, and answer.
    note(pulse.meeting, jo, *people[:7])
    for one in people[5:7]:
        say_how(pulse, one)
    assert not is_open(pulse)
    assert Pulse.objects.get().outcome == "shown"


def test_what_few_answered_is_not_given_away_by_what_was_made_up_beside_it(jo, project, people):
    pulse = a_pulse(project, jo, *people[:5], others=4)
    for place, one in enumerate(people[:5]):
        say_how(pulse, one, {"care": place} | ({"safe": 0} if not place else {}))
    for _one in range(4):
        say_on_paper(pulse, {"safe": 4}, way="room", arrive="made up")
    done = close(pulse)
    assert done.outcome == "shown"
    assert done.results.get(feeling="safe").level == "hidden"
    assert done.results.get(feeling="care").level == "exact"
    assert not done.words.exists()


def told_by(group: OfOneGroup, taken: tuple[int, ...]) -> bool:
    """Whether who takes away some of what came from the room, and all sheets, is left with too little."""
    ways = zip(group.signed, group.loose, taken, strict=True)
    left = [signed + loose - gone for signed, loose, gone in ways]
    return min(left) >= 0 and (sum(left) < 5 or sum(left) <= max(left) + 1)


def test_whatever_somebody_made_up_five_that_are_not_alike_are_left():
    chance, shown = random.Random(11), 0
    for _turn in range(400):
        ways = [[0] * 5 for _way in range(3)]
        for _one in range(chance.randint(5, 14)):
            ways[chance.choice([0, 0, 1, 1, 2])][chance.choice([4, 4, 4, 3, 0])] += 1
        group = OfOneGroup(*ways, spare=chance.randint(0, 3))
        if group.publish().level != Level.EXACT or not (any(ways[0]) or any(ways[1])):
            continue
        shown += 1
        loose = [answer for answer in range(5) for _one in range(ways[1][answer])]
        for size in range(min(group.spare, len(loose)) + 1):
            for made_up in combinations(loose, size):
                assert not told_by(group, tuple(made_up.count(answer) for answer in range(5)))
    assert shown > 30


def test_of_sheets_alone_those_that_somebody_made_up_are_taken_away_too():
    assert OfOneGroup([0], [0], [7], spare=3).may_be_shown is False
    assert OfOneGroup([0], [0], [8], spare=3).may_be_shown is True
    assert OfOneGroup([0] * 5, [0] * 5, [0, 0, 0, 3, 6], spare=2).publish().level == Level.COARSE
    assert OfOneGroup([0] * 5, [0] * 5, [0, 0, 0, 4, 6], spare=2).publish().level == Level.EXACT


# Nothing is lost.


def test_to_take_everybody_out_closes_nothing_and_deletes_nothing(jo, project, people):
    pulse = a_pulse(project, jo, *people[:6])
    for one in people[:5]:
        say_how(pulse, one)
    note(pulse.meeting, jo)
    assert is_open(pulse)
    assert (SealedPiece.objects.count(), PulseAsked.objects.count()) == (5, 6)
    note(pulse.meeting, jo, *people[:5])
    assert is_open(pulse)
    done = close(pulse)
    assert (done.outcome, done.answered, done.there) == ("shown", 5, 5)


def test_before_anybody_answered_to_take_everybody_out_closes_nothing_either(jo, project, people):
    pulse = a_pulse(project, jo, *people[:6])
    note(pulse.meeting, jo)
    assert is_open(pulse)


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
def room(project, jo):
    return a_room(project, jo)


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
    assert not is_open(pulse)
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


# The way into a room is in no log.


def test_the_key_and_the_code_of_a_room_are_in_no_line_of_a_log(room):
    key = room.key
    paths = [reverse("meetings:room_say", args=[one]) for one in (key, key[:6])]
    for path in paths:
        for line in (
            f"Not Found: {path}",
            f'"GET {path}?how HTTP/1.1" 200',
            f'"POST {path}?said=how HTTP/1.1" 302 "https://x.org{path}"',
            f"/sign-in/?next={path.replace('/', '%2F')}&b=1",
            f"File {path}, line 3",
            path.upper(),
        ):
            assert lacks(without_secrets(line), key[:6], but_has="...")
