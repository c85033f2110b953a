"""Saying something: what was typed survives a closed window, for the same person only."""

import pytest
from playwright.sync_api import Page, expect

from questions.models import Contribution
from tests.browser.axe import assert_axe_clean
from tests.pages import lacks

SAY = "/projects/waiting-at-night/say/"
WORDS = "Could the desk window open at night?"
KEPT = "localStorage.getItem('draft:say-{}')"


@pytest.fixture
def page(new_page, sign_in, participant, amina) -> Page:
    page = new_page(width=320)
    sign_in(page, participant)
    return page


def type_words(page: Page, kept_as: str) -> None:
    """Type what is to be said, and wait until the browser has kept it."""
    page.goto(SAY)
    page.wait_for_selector("form[data-draft-ready]")
    page.get_by_label("What do you want to say?").fill(WORDS)
    page.wait_for_function(f"() => {kept_as} !== null")


def words_on(page: Page):
    page.goto(SAY)
    page.wait_for_selector("form[data-draft-ready]")
    return page.get_by_label("What do you want to say?")


def test_what_was_typed_is_back_in_a_new_window_and_gone_when_it_is_said(page, amina):
    kept = KEPT.format(amina.pk)
    type_words(page, kept)
    assert lacks(page.evaluate(f"() => {kept}"), WORDS, but_has=".")
    again = page.context.new_page()
    expect(words_on(again)).to_have_value(WORDS)
    expect(again.get_by_text("Here is what you typed before.")).to_be_visible()
    again.get_by_role("button", name="Say it").click()
    expect(again.get_by_role("heading", name="Thank you, Amina. We have it.")).to_be_visible()
    assert again.evaluate(f"() => {kept}") is None
    assert Contribution.objects.get().words == WORDS
    assert_axe_clean(again)


def test_on_a_shared_computer_nobody_else_reads_it(page, sign_in, facilitator, amina, jo):
    kept = KEPT.format(amina.pk)
    type_words(page, kept)
    sign_in(page, facilitator)
    # The other person's key, in the place of the first one's words.
    page.evaluate(f"() => localStorage.setItem('draft:say-{jo.pk}', {kept})")
    expect(words_on(page)).to_have_value("")


def test_without_a_name_nothing_is_kept(page, amina):
    kept = KEPT.format(amina.pk)
    type_words(page, kept)
    page.get_by_label("Without my name.").check()
    page.wait_for_function(f"() => {kept} === null")
    page.get_by_label("What do you want to say?").press_sequentially(" Please.")
    expect(words_on(page)).to_have_value("")


def test_one_starts_with_an_empty_page_if_one_likes(page, amina):
    type_words(page, KEPT.format(amina.pk))
    expect(words_on(page)).to_have_value(WORDS)
    page.get_by_role("button", name="Start with an empty page").click()
    page.wait_for_selector("form[data-draft-ready]")
    expect(page.get_by_label("What do you want to say?")).to_have_value("")
