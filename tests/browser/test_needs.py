"""Needs: said on a phone, opened with a reason and a code, arranged, and answered; in three ways."""

import pytest

from accounts.models import SignInCode
from participation import services
from participation.models import PrivateReading
from tests.browser.hands import WAYS, hand_for
from tests.pages import lacks

NEEDS = "/projects/waiting-at-night/me/needs/"
WORDS = "The fare, before I come"


@pytest.mark.parametrize("way", WAYS)
def test_from_saying_what_one_needs_to_whether_it_works(
    way, new_page, sign_in, participant, facilitator, amina, jo
):
    hand = hand_for(way, new_page)
    sign_in(hand.page, participant)
    hand.page.goto(NEEDS)
    hand.sees("What I need")
    hand.follow("Say what I need")
    hand.sees("What you need to take part")
    hand.reads("these people who run the project: Jo.")
    hand.write("Costs", WORDS)
    hand.is_for_everybody()
    hand.press("Yes, keep this")
    hand.sees("Welcome, Amina")

    sign_in(hand.page, facilitator)
    hand.page.goto("/projects/waiting-at-night/people/needs/")
    hand.sees("What people need")
    hand.is_for_everybody()
    hand.follow("Amina")
    hand.sees("What Amina needs")
    assert lacks(hand.page.content(), WORDS, but_has="1 thing is kept here, locked")
    hand.press("Show it for ten minutes")
    hand.is_refused()
    hand.tick("to arrange it")
    hand.press("Show it for ten minutes")
    hand.sees("Check your email")
    assert not PrivateReading.objects.exists()
    hand.write("The six numbers in the email", SignInCode.objects.get().code)
    hand.press("Sign in")
    hand.sees("What Amina needs")
    hand.press("Show it for ten minutes")
    hand.reads(WORDS)
    hand.is_for_everybody()
    hand.follow("Say who arranges it")
    hand.sees("Arrange for Amina: costs")
    hand.write("How?", "Jo brings it.")
    hand.is_for_everybody()
    hand.press("Promise it")
    hand.sees("What Amina needs")
    hand.press("It is arranged")
    hand.reads("Thank you. They are asked whether it works.")

    sign_in(hand.page, participant)
    hand.page.goto("/projects/waiting-at-night/")
    hand.follow("Say yes or not yet")
    hand.sees("What I need")
    hand.reads("Jo brings it.")
    hand.reads("Jo, to arrange it.")
    hand.is_for_everybody()
    hand.press("Yes")
    hand.reads("Thank you. Good that it works.")
    (read,) = services.read_needs(amina)
    assert (read.words, read.how, read.need.met) == (WORDS, "Jo brings it.", "yes")
    assert hand.page.troubles == []
