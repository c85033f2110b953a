"""How a meeting was: asked in the room and answered on a phone, on the web and on paper, and then read by everybody."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings import services
from meetings.models import MeetingRoom, Pulse
from meetings.room_codes import code_of
from tests.browser.hands import WAYS, Hand, hand_for
from tests.meetings.rooming import meeting_today
from tests.pulsing import note, people_of, say

WORDS = "The chairs are too low."


def comes_in(hand: Hand, room: MeetingRoom, site: str) -> None:
    """Type the code on the wall."""
    hand.page.goto(f"{site}/room/")
    hand.is_for_everybody()
    hand.press("Go on")
    hand.reads("Type the code first.")
    hand.is_for_everybody()
    hand.write("The code", code_of(room.key).lower())
    hand.press("Go on")
    hand.sees("Say something")
    hand.is_for_everybody()


@pytest.mark.parametrize("way", WAYS)
def test_in_the_room_on_the_web_on_paper_and_then_read(
    way, new_page, sign_in, live_server, participant, facilitator, amina, jo, project
):
    people = people_of(project, 4)
    meeting = meeting_today(project, jo)
    note(meeting, jo, amina, jo, *people)
    hand, phone = hand_for(way, new_page), hand_for(way, new_page)
    sign_in(hand.page, facilitator)
    hand.page.goto(meeting.get_absolute_url())
    hand.press("Open the room")
    hand.sees("Say something, without your name")
    hand.is_for_everybody()
    hand.page.goto(meeting.get_absolute_url())
    hand.press("Ask now how it was")
    hand.reads("0 of 6 people have answered.")
    hand.is_for_everybody()

    room = MeetingRoom.objects.get()
    comes_in(phone, room, live_server.url)
    phone.follow("Say how it was for you")
    phone.sees("How was it for you?")
    phone.is_for_everybody()
    phone.press("Send it")
    phone.is_refused()
    phone.is_for_everybody()
    phone.tick("Mostly")
    phone.write("How did you arrive?", "tired")
    phone.press("Send it")
    phone.sees("Thank you. It is sealed")
    phone.is_for_everybody()
    phone.follow("Say something else")
    phone.write("What do you want to say?", WORDS)
    services.end_room(room, now=timezone.now())
    phone.press("Say it")
    phone.sees("This could not be sent")
    assert phone.page.get_by_label("Here it is").input_value() == WORDS
    phone.is_for_everybody()

    hand.follow("Type in what came on paper")
    hand.sees("Type in a sheet")
    hand.is_for_everybody()
    hand.tick("A little")
    hand.press("Count this sheet")
    hand.reads("It is counted.")
    hand.reads("2 of 6 people have answered.")
    hand.is_for_everybody()

    sign_in(hand.page, participant)
    hand.page.goto(meeting.get_absolute_url())
    hand.follow("Answer")
    hand.sees("How was it for you?")
    hand.is_for_everybody()
    hand.press("Send it")
    hand.is_refused()
    hand.is_for_everybody()
    hand.tick("Fully")
    hand.write("How do you leave?", "lighter")
    hand.press("Send it")
    hand.sees("Thank you. Your answer is in.")
    hand.is_for_everybody()

    pulse = Pulse.objects.get()
    for one in people[:3]:
        say(pulse, one)
    assert services.close_pulse(pulse, now=timezone.now() + timedelta(days=8))
    hand.follow("Go to the meeting")
    hand.reads("6 of 6 people have answered.")
    hand.unfold("The numbers as a table")
    hand.is_for_everybody()
    hand.follow("How our meetings feel")
    hand.sees("How our meetings feel")
    hand.is_for_everybody()
