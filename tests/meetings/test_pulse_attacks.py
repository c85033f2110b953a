"""What somebody tries who wants to know what one person said of a meeting or in its room, and gets no way to it."""

from collections import Counter
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.logs import without_secrets
from meetings import services
from meetings.models import Pulse
from outbox.models import Delivery
from tests.meetings.rooming import a_room, read_out
from tests.pages import lacks, tight
from tests.pulsing import (
    a_pulse,
    a_shown_pulse,
    close,
    is_still_open,
    note,
    page_of,
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
    assert lacks(page, "tired", "fed", but_has="Only people in the project can read the words.")
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
    assert is_still_open(pulse)
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
    assert is_still_open(pulse)
    assert close(pulse).outcome == "typed"


def test_nor_when_members_are_marked_for_it_and_taken_out_again(jo, project, people):
    pulse = a_pulse(project, jo, *people)
    for _one in range(4):
        say_on_paper(pulse, way="room")
    say_how(pulse, people[0])
    note(pulse.meeting, jo, *people[:4])
    assert is_still_open(pulse)
    assert close(pulse).outcome == "typed"


def test_a_number_that_was_wrong_and_put_right_before_anybody_answered_counts_for_nothing(
    jo, project, people
):
    pulse = a_pulse(project, jo, *people[:5], others=44)
    note(pulse.meeting, jo, *people[:5], others=0)
    for _one in range(5):
        say_on_paper(pulse, way="room")
    assert not is_still_open(pulse)
    assert Pulse.objects.get().outcome == "shown"


def test_five_who_answered_by_themselves_are_shown_whatever_came_beside_them(jo, project, people):
    pulse = a_pulse(project, jo, *people[:5], others=2)
    for one in people[:5]:
        say_how(pulse, one)
    for _one in range(2):
        say_on_paper(pulse, way="room")
    assert not is_still_open(pulse)
    assert (Pulse.objects.get().outcome, Pulse.objects.get().answered) == ("shown", 7)


def test_full_and_not_to_be_shown_it_stays_open_until_its_last_day(jo, project, people):
    pulse = a_pulse(project, jo, *people[:5])
    for _one in range(2):
        say_on_paper(pulse)
    for one in people[:3]:
        say_how(pulse, one)
    assert is_still_open(pulse)
    # Two more were there: they are added, and answer.
    note(pulse.meeting, jo, *people[:7])
    for one in people[5:7]:
        say_how(pulse, one)
    assert not is_still_open(pulse)
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


# The way into a room is in no log.


def test_the_key_and_the_code_of_a_room_are_in_no_line_of_a_log(project, jo):
    key = a_room(project, jo).key
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
