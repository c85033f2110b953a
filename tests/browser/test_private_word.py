"""A private word: written to one person, opened with a reason, answered, and what it named is gone; in three ways."""

import re
from urllib.parse import urlsplit

import pytest
from django.core import mail
from playwright.sync_api import expect

from outbox import tasks as outbox_tasks
from participation.models import PrivateWord
from tests.browser.hands import WAYS, be_fresh, hand_for
from tests.pages import lacks
from tests.safety import give_safety_contact
from tests.wording import write

WORDS = "At the desk somebody laughs when I speak"
MINE = "/projects/waiting-at-night/me/private-words/"
THEIRS = "/projects/waiting-at-night/people/private-words/"


@pytest.mark.parametrize("way", WAYS)
def test_from_writing_it_to_the_answer(
    way, new_page, sign_in, participant, facilitator, amina, jo, project
):
    hand = hand_for(way, new_page)
    sign_in(hand.page, participant)
    be_fresh(hand.page)
    hand.page.goto("/projects/waiting-at-night/me/")
    hand.follow("Write a private word")
    hand.sees("My private words")
    hand.is_for_everybody()
    hand.follow("Write a private word")
    hand.sees("Who should read your private word?")
    hand.press("Go on")
    hand.is_refused()
    hand.reads("Choose one person.")
    hand.is_for_everybody()
    hand.tick("Jo, who runs this project")
    hand.press("Go on")
    hand.sees("A private word to Jo")
    hand.reads(
        "Jo may have to tell somebody if a person is in danger. Jo will try to tell you first."
    )
    hand.press("Send it")
    hand.is_refused()
    hand.reads("Write something first.")
    hand.is_for_everybody()
    hand.write("What would you like to say?", WORDS)
    hand.tick("This is about something that keeps me or others from taking part")
    hand.press("Send it")
    hand.sees("My private words")
    hand.reads("Not opened yet.")
    hand.is_for_everybody()

    sign_in(hand.page, facilitator)
    be_fresh(hand.page)
    hand.page.goto(THEIRS)
    hand.sees("What people wrote to you alone")
    hand.is_for_everybody()
    hand.follow("From Amina")
    hand.sees("A private word from Amina")
    assert lacks(hand.page.content(), WORDS, but_has="A private word from")
    hand.press("Open it for ten minutes")
    hand.is_refused()
    hand.tick("to read it and answer it")
    hand.press("Open it for ten minutes")
    hand.reads(WORDS)
    hand.is_for_everybody()
    hand.write("Your answer", "I am sorry. May I ring you?")
    hand.press("Send the answer")
    hand.reads("I am sorry. May I ring you?")
    hand.is_for_everybody()

    sign_in(hand.page, participant)
    be_fresh(hand.page)
    hand.page.goto(MINE)
    hand.reads("I am sorry. May I ring you?")
    hand.unfold("Who opened it")
    hand.reads("Jo")
    hand.press("I have read the answer")
    hand.sees("My private words")
    hand.press("What kept me or others out is gone")
    hand.sees("My private words")
    hand.is_for_everybody()
    word = PrivateWord.objects.get()
    assert (bool(word.removed_at), bool(word.answer_read_at)) == (True, True)
    assert hand.page.troubles == []


@pytest.mark.parametrize("way", WAYS)
def test_the_person_outside_opens_it_by_the_link(
    way, new_page, sign_in, participant, amina, project
):
    give_safety_contact(project)
    hand = hand_for(way, new_page)
    sign_in(hand.page, participant)
    be_fresh(hand.page)
    hand.page.goto(f"{MINE}?show=write")
    hand.sees("Who should read your private word?")
    hand.is_for_everybody()
    hand.tick(f"{project.safety_name}, who is not part of this project")
    hand.press("Go on")
    hand.sees(f"A private word to {project.safety_name}")
    hand.write("What would you like to say?", WORDS)
    hand.is_for_everybody()
    hand.press("Send it")
    hand.sees("My private words")

    outbox_tasks.send_due()
    link = re.search(r"https?://\S+/private-word/\S+", mail.outbox[-1].body)
    hand.page.context.clear_cookies()
    hand.page.goto(urlsplit(link[0]).path)
    assert lacks(hand.page.content(), WORDS, but_has="Open it for ten minutes")
    hand.is_for_everybody()
    hand.tick("to read it and answer it")
    hand.press("Open it for ten minutes")
    hand.reads(WORDS)
    hand.is_for_everybody()
    hand.write("Your answer", "Ring me at any time.")
    hand.press("Send the answer")
    hand.reads("You have answered.")
    hand.is_for_everybody()

    sign_in(hand.page, participant)
    be_fresh(hand.page)
    hand.page.goto(MINE)
    hand.reads("Ring me at any time.")


def test_what_was_opened_is_gone_after_ten_minutes_and_what_was_typed_stays(
    browser_page, sign_in, facilitator, amina, jo
):
    page = browser_page
    write(amina, jo, words=WORDS)
    page.clock.install()
    sign_in(page, facilitator)
    be_fresh(page)
    page.goto(THEIRS)
    page.get_by_role("link", name="From Amina").click()
    page.get_by_label("to read it and answer it").check()
    page.get_by_role("button", name="Open it for ten minutes").click()
    expect(page.get_by_text(WORDS)).to_be_visible()
    page.get_by_label("Your answer").fill("I am so sorry")
    page.clock.fast_forward("09:30")
    expect(page.get_by_text(WORDS)).to_be_visible()
    page.clock.fast_forward("00:40")
    expect(page.get_by_text("The ten minutes are over.")).to_be_visible()
    expect(page.get_by_text(WORDS)).to_have_count(0)
    expect(page.get_by_label("Your answer")).to_have_value("I am so sorry")
