"""Returns: wished for on a phone, offered, agreed, seen as due, given, and received; in three ways."""

import pytest

from participation import services
from tests.browser.hands import WAYS, be_fresh, hand_for
from tests.pages import lacks

WISH, THING = "For the evenings when I come", "For three evenings in May"
PEOPLE = "/projects/waiting-at-night/people"


@pytest.mark.parametrize("way", WAYS)
def test_from_what_somebody_would_like_to_having_it(
    way, new_page, sign_in, participant, facilitator, amina, jo
):
    hand = hand_for(way, new_page)
    sign_in(hand.page, participant)
    hand.page.goto("/projects/waiting-at-night/me/returns/")
    hand.sees("What I get back")
    hand.follow("Say what I would like")
    hand.sees("What you would like in return")
    hand.reads("these people who run the project: Jo.")
    hand.reads("Money can change your benefits")
    hand.tick("A payment for my time")
    hand.write("In your words", WISH)
    hand.is_for_everybody()
    hand.press("Yes, keep this")
    hand.sees("Welcome, Amina")

    sign_in(hand.page, facilitator)
    be_fresh(hand.page)
    hand.page.goto(f"{PEOPLE}/returns/")
    hand.sees("What people get back")
    hand.is_for_everybody()
    hand.follow("Amina")
    hand.sees("What Amina gets back")
    assert lacks(hand.page.content(), WISH, but_has="1 thing is kept here, locked")
    hand.tick("to agree on it, or to give it")
    hand.press("Show it for ten minutes")
    hand.reads(WISH)
    hand.follow("Offer them something")
    hand.sees("Offer Amina something")
    hand.tick("A payment")
    hand.press("Offer it")
    hand.is_refused()
    hand.reads("Write how much it is.")
    hand.write("How much?", "60")
    hand.write("What exactly?", THING)
    hand.is_for_everybody()
    hand.press("Offer it")
    hand.sees("What Amina gets back")
    hand.reads("A payment: £60.00")
    hand.is_for_everybody()

    sign_in(hand.page, participant)
    hand.page.goto("/projects/waiting-at-night/")
    hand.follow("Say yes or no")
    hand.sees("What I get back")
    hand.reads(THING)
    hand.is_for_everybody()
    hand.press("Yes")
    hand.reads("Thank you. It is promised now.")

    sign_in(hand.page, facilitator)
    be_fresh(hand.page)
    hand.page.goto(f"{PEOPLE}/returns/")
    hand.follow("See all that is due, as a table")
    hand.sees("What is due")
    hand.press("Show it for ten minutes")
    hand.reads("£60.00 in all")
    hand.is_for_everybody()
    hand.follow("Amina")
    hand.tick("to agree on it, or to give it")
    hand.press("Show it for ten minutes")
    hand.press("It is given")
    hand.reads("Thank you. They are asked whether they have it.")

    sign_in(hand.page, participant)
    hand.page.goto("/projects/waiting-at-night/")
    hand.follow("Say yes or not yet")
    hand.sees("What I get back")
    hand.reads("Jo, to see what is due to everybody.")
    hand.press("Yes")
    hand.reads("Thank you. Good that you have it.")
    (read,) = services.read_returns(amina)
    assert (read.thing.words, read.thing.how_much, read.row.state) == (THING, "£60.00", "had")
    assert hand.page.troubles == []
