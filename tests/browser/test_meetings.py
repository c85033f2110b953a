"""Meetings: planned, answered by the link in the email, on the web and by phone, and moved; in three ways."""

from datetime import time, timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from meetings.links import answer_url
from meetings.models import Meeting
from tests import factories
from tests.browser.hands import WAYS, be_fresh, hand_for
from tests.gathering import a_meeting, answer
from tests.needing import say_needs
from tests.pages import lacks

LIST = "/projects/waiting-at-night/meetings/"
WORDS = "A lift home, the last bus goes at seven"


@pytest.mark.parametrize("way", WAYS)
def test_from_planning_it_to_who_comes(
    way, new_page, sign_in, participant, facilitator, amina, jo, project
):
    factories.MemberFactory(project=project, known_as="May", user=None)
    hand = hand_for(way, new_page)
    sign_in(hand.page, facilitator)
    hand.page.goto(LIST)
    hand.sees("Meetings")
    hand.is_for_everybody()
    hand.follow("Plan a meeting")
    hand.sees("Plan a meeting")
    hand.write("What do you call it?", "At the night shelter")
    hand.press("Plan it, and ask people")
    hand.is_refused()
    hand.reads("Write what the meeting is for.")
    hand.is_for_everybody()
    hand.write("What is it for?", "To meet people who come in for warmth.")
    hand.give_day("Which day?", timezone.localdate() + timedelta(days=9))
    hand.give_hour("From when?", time(18))
    hand.give_hour("Until when?", time(19, 30))
    hand.write("Where is it, and how do people get there?", "4 Mill Lane. No steps.")
    hand.press("Plan it, and ask people")
    hand.sees("At the night shelter")
    hand.reads("We ask people whether they come.")
    hand.is_for_everybody()

    meeting = Meeting.objects.get()
    hand.page.context.clear_cookies()
    hand.page.goto(urlsplit(answer_url(meeting.pk, amina.pk)).path)
    hand.sees("At the night shelter")
    hand.reads("This is the answer of")
    hand.tick("I would come if …")
    hand.write("What would make it possible", WORDS)
    hand.is_for_everybody()
    hand.press("Send my answer")
    hand.reads("Thank you for saying so.")
    hand.is_for_everybody()

    sign_in(hand.page, participant)
    hand.page.goto(f"{LIST}{meeting.pk}/")
    hand.reads(WORDS)
    hand.unfold("Change my answer")
    hand.tick("I’m coming")
    hand.is_for_everybody()
    hand.press("Save my answer")
    hand.sees("At the night shelter")
    assert lacks(hand.page.content(), WORDS, but_has="You are coming")

    sign_in(hand.page, facilitator)
    hand.page.goto(f"{LIST}{meeting.pk}/")
    hand.reads("Amina.")
    hand.unfold("We haven’t heard from")
    hand.follow("May")
    hand.sees("Can May come?")
    hand.tick("They are coming")
    hand.is_for_everybody()
    hand.press("Save what they said")
    hand.sees("At the night shelter")
    hand.reads("Amina, May.")
    hand.follow("Change or move it")
    hand.sees("Change or move a meeting")
    hand.give_hour("From when?", time(17))
    hand.press("Save it")
    hand.sees("At the night shelter")
    hand.reads("5pm to 7:30pm")
    hand.follow("Call it off")
    hand.sees("Call a meeting off")
    hand.write("Why?", "Jo is ill.")
    hand.is_for_everybody()
    hand.press("Call it off")
    hand.reads("Jo is ill.")
    hand.is_for_everybody()


@pytest.mark.parametrize("way", WAYS)
def test_from_what_to_arrange_to_the_notes(
    way, new_page, sign_in, participant, facilitator, amina, jo, project
):
    say_needs(amina, jo, access="A seat near the door")
    meeting = a_meeting(project, jo)
    answer(meeting, amina)
    hand = hand_for(way, new_page)
    sign_in(hand.page, facilitator)
    be_fresh(hand.page)
    hand.page.goto(f"{LIST}{meeting.pk}/")
    hand.follow("See what to arrange")
    hand.sees("What to arrange")
    hand.reads("1 thing that nobody arranges yet.")
    hand.is_for_everybody()
    hand.press("We are ready")
    hand.is_refused()
    hand.press("Count it")
    hand.reads("getting in and around: 1 person")
    hand.is_for_everybody()
    hand.write("Why do we meet all the same?", "We rang Amina.")
    hand.press("We are ready")
    hand.reads("We rang Amina.")

    past = a_meeting(project, jo, title="Last week", on=timezone.localdate() - timedelta(days=1))
    hand.page.goto("/projects/waiting-at-night/")
    hand.follow("Write the notes")
    hand.sees("Who was there, and the notes")
    hand.tick("Amina")
    hand.write("Notes", "We did not agree about the door.")
    hand.is_for_everybody()
    hand.press("Save it")
    hand.sees("Last week")
    hand.reads("1 person was there.")

    sign_in(hand.page, participant)
    hand.page.goto(f"{LIST}{past.pk}/")
    hand.reads("We did not agree about the door.")
    hand.press("I was not there")
    hand.reads("You said that you were not there.")
    hand.is_for_everybody()
    hand.follow("Read all the notes")
    hand.sees("Notes: Last week")
    hand.is_for_everybody()
