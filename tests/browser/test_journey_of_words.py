"""
What people say, and what becomes of it: said on a phone, said without a name, answered ten at once, decided together.

Each journey is made twice, to the same records: with a mouse, and on a phone with keys alone and without JavaScript.
"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from decisions.models import DecisionVersion
from projects.models import Member
from questions.models import Contribution
from tests import factories
from tests.browser.hands import TWO_WAYS, Hand, hand_for
from tests.questions.rows import answered, contribution
from tests.questions.unnamed import let_appear

WORDS = "Nobody tells you when the night bus stops."
WHY = "The night staff choose the hour themselves, and it has worked for a month."
TEN = 10


@pytest.fixture(params=TWO_WAYS)
def hand(request, new_page) -> Hand:
    return hand_for(request.param, new_page)


@pytest.fixture
def opens(hand, sign_in, project):
    """Return a function that opens the project as somebody, in a window of the hand."""

    def open_project(member: Member) -> None:
        sign_in(hand.page, member.user)
        hand.page.goto(project.get_absolute_url())

    return open_project


def say_something(hand: Hand) -> None:
    hand.act_on(hand.page.locator("header.band").get_by_role("link", name="Say something"))
    hand.sees("Say something")
    hand.is_for_everybody()
    hand.write("What do you want to say?", WORDS)


def test_somebody_says_something(hand, opens, amina):
    opens(amina)
    before = hand.loads
    say_something(hand)
    hand.press("Say it")
    hand.sees("Thank you, Amina. We have it.")
    hand.is_for_everybody()
    # With the page one is on, three from sign-in to sent.
    assert hand.loads - before == 2
    said = Contribution.objects.get()
    assert (said.words, said.member, said.may_be_public) == (WORDS, amina, False)


def test_somebody_says_something_without_a_name_and_reads_the_answer(
    hand, opens, jo, amina, project
):
    opens(amina)
    say_something(hand)
    hand.tick("Without my name.")
    hand.press("Say it")
    shown = hand.page.get_by_role("main").locator("li[lang=en]")
    expect(shown).to_have_count(3)
    three_words = " ".join(shown.all_inner_texts())
    hand.is_for_everybody()
    (said,) = let_appear(project)
    answered(said, by=jo, reason=WHY, at=timezone.now())

    # On another phone, where nobody has signed in.
    hand.page.context.clear_cookies()
    hand.page.goto(f"/projects/{project.slug}/three-words/")
    hand.sees("Come back with your three words")
    hand.write("Your three words", three_words)
    hand.press("Show me")
    hand.reads(WORDS)
    hand.reads(WHY)
    hand.is_for_everybody()


def test_a_facilitator_answers_ten(hand, opens, jo, amina):
    for number in range(1, TEN + 1):
        contribution(amina, words=f"Bus number {number} does not come at night.")
    opens(jo)
    hand.tab("Questions")
    hand.act_on(hand.page.get_by_role("main").get_by_role("link", name="What waits for an answer"))
    hand.sees("What waits for an answer")
    boxes = hand.page.get_by_role("main").get_by_role("checkbox")
    for place in range(boxes.count()):
        hand.choose(boxes.nth(place))
    hand.is_for_everybody()
    hand.press("Answer what I ticked")
    hand.sees("Answer several with one text")
    several = hand.page.get_by_role("main").locator(".said-list li").count()
    assert several > 5
    give_answer(hand, f"Answer all {several}")
    for _left in range(TEN - several):
        hand.sees("What waits for an answer")
        hand.follow("Answer Amina")
        give_answer(hand, "Answer Amina")
    hand.reads("Nobody is waiting for an answer")
    hand.is_for_everybody()
    given = [said.answer for said in Contribution.objects.select_related("answer")]
    assert {(one.outcome, one.reason, one.by) for one in given} == {("taken-on", WHY, jo)}
    assert len(given) == TEN


def give_answer(hand: Hand, button: str) -> None:
    hand.tick("We take it on")
    hand.write("Why?", WHY)
    hand.is_for_everybody()
    hand.press(button)


def test_three_decide_together_two_of_them_by_phone(hand, opens, jo, project):
    for name in ("Bo", "Eva"):
        factories.MemberFactory(project=project, known_as=name, user=None)
    opens(jo)
    hand.tab("Decisions")
    hand.follow("Propose something")
    hand.write("Why is something needed?", "People cannot rest.")
    hand.write("What do you propose?", "We dim the lights at ten")
    hand.give_day(
        "Until when can people have their say?", timezone.localdate() + timedelta(days=14)
    )
    hand.is_for_everybody()
    hand.press("Ask everybody")
    hand.sees("We dim the lights at ten")
    hand.is_for_everybody()
    hand.tick("I agree")
    hand.press("Send what I say")
    hand.reads("You agree")
    for name, says, words in (("Bo", "They agree", ""), ("Eva", "Not yet", "Ask the porters.")):
        hand.unfold("Write down what somebody said")
        hand.follow(name)
        hand.sees(f"What does {name} say?")
        hand.tick(says)
        hand.write("In their words", words)
        hand.tick("by phone")
        hand.is_for_everybody()
        hand.press("Save what they said")
        hand.sees("We dim the lights at ten")
    hand.follow("Close it: it is decided")
    hand.sees("Close it: it is decided")
    hand.is_for_everybody()
    hand.follow("Reply")
    hand.write("What do you reply?", "We ask them on Monday.")
    hand.press("Reply")
    hand.follow("Close it: it is decided")
    hand.press("Close it, and put it in the log")
    hand.sees("We dim the lights at ten")
    hand.reads("Ask the porters.")
    hand.is_for_everybody()
    version = DecisionVersion.objects.get()
    assert version.what == "We dim the lights at ten"
    assert {maker.member.known_as for maker in version.makers.all()} == {"Jo", "Bo", "Eva"}
    assert "Ask the porters." in version.dissent
    assert "We ask them on Monday." in version.dissent
