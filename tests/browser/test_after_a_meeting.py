"""What happened after a meeting, added from its page; and a small group that rates together, aloud."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories
from tests.browser.hands import WAYS, hand_for
from tests.gathering import a_meeting

PROJECT = "/projects/waiting-at-night/"


@pytest.mark.parametrize("way", WAYS)
def test_from_the_notes_to_what_happened_next(
    way, new_page, sign_in, participant, facilitator, jo, project
):
    factories.MemberFactory(project=project, known_as="May", user=None)
    held = a_meeting(project, jo, on=timezone.localdate() - timedelta(days=1))
    hand = hand_for(way, new_page)
    sign_in(hand.page, facilitator)
    hand.page.goto(held.get_absolute_url())
    hand.reads("Nothing is written down yet")
    hand.unfold("Add what happened next")
    hand.is_for_everybody()
    hand.follow("Add a step to the plan")
    hand.sees("Add a step")
    hand.reads("It came up at:")
    hand.press("Add the step")
    hand.is_refused()
    hand.write("What do we do?", "Ask the cleaners")
    hand.is_for_everybody()
    hand.press("Add the step")
    hand.sees("At the night shelter")
    hand.reads("Ask the cleaners")
    hand.unfold("Add what happened next")
    hand.follow("Write down what somebody said")
    hand.sees("Say something")
    hand.reads("Said without a name, it is not linked to the meeting.")
    hand.write("What do you want to say?", "We do, and then we eat.")
    hand.press("Say it")
    hand.sees("Thank you, Jo.")
    hand.is_for_everybody()

    sign_in(hand.page, participant)
    hand.page.goto(held.get_absolute_url())
    hand.reads("We do, and then we eat.")
    hand.is_for_everybody()
    hand.follow("Ask the cleaners")
    hand.sees("Ask the cleaners")
    hand.reads("It came up at:")
    hand.is_for_everybody()

    sign_in(hand.page, facilitator)
    hand.page.goto(held.get_absolute_url())
    hand.follow("Not from this meeting")
    hand.sees("Did this not come from the meeting?")
    hand.is_for_everybody()
    hand.press("It did not come from this meeting")
    hand.reads("It is still there.")
    hand.is_for_everybody()


@pytest.mark.parametrize("way", WAYS)
def test_a_small_group_rates_together_aloud(way, new_page, sign_in, participant, facilitator):
    hand = hand_for(way, new_page)
    sign_in(hand.page, facilitator)
    hand.page.goto(f"{PROJECT}doing/equal/")
    hand.follow("Write down what we agreed on")
    hand.sees("Rate this together, aloud")
    hand.is_for_everybody()
    hand.tick("Mostly")
    hand.press("Write it down")
    hand.is_refused()
    hand.reads("Say how many participants were there.")
    hand.is_for_everybody()
    hand.write("How many participants were there?", "3")
    hand.write("How many facilitators were there?", "1")
    hand.give_day("On which day, if it was at no meeting?", timezone.localdate())
    hand.press("Write it down")
    hand.sees("Equal")
    hand.reads("What we said together, aloud, on")
    hand.is_for_everybody()

    sign_in(hand.page, participant)
    hand.page.goto(f"{PROJECT}doing/equal/")
    hand.reads("Participants: 3, facilitators: 1.")
    hand.is_for_everybody()
