"""Answering a review: on a phone, by keyboard, with JavaScript off, and after the browser was closed."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from elements.models import Tally, Words
from tests import factories
from tests.browser.axe import assert_axe_clean


@pytest.fixture
def review(project, jo, amina):
    return factories.ReviewFactory(
        project=project, closes_on=timezone.localdate() + timedelta(days=7)
    )


@pytest.fixture
def rate(new_page, sign_in, participant, review):
    """Return a function that opens the first page of a review in a window of its own."""

    def open_review(**options) -> Page:
        page = new_page(**options)
        sign_in(page, participant)
        page.goto(f"/projects/waiting-at-night/reviews/{review.pk}/rate/")
        return page

    return open_review


def assert_fits(page: Page) -> None:
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"]


def answer_all(page: Page, answer: str) -> None:
    for group in page.locator("fieldset.rate").all():
        group.get_by_label(answer, exact=True).check()


@pytest.mark.parametrize("javascript", [True, False])
def test_all_38_indicators_on_a_phone_in_twelve_pages(rate, javascript):
    page = rate(width=320, javascript=javascript)
    pages = 1
    page.get_by_role("button", name="Start").click()
    while page.locator("fieldset.rate").count():
        expect(page.locator("h1")).to_be_visible()
        if javascript:
            expect(page.locator("h1")).to_be_focused()
            assert_fits(page)
        answer_all(page, "Mostly")
        question = page.get_by_label("What should we be asking you that we are not?")
        if question.count():
            question.fill("Is it warm\nat night?")
        pages += 1
        page.locator("button[name=go][value=next]").click()
    expect(page.get_by_role("heading", name="Check and send")).to_be_visible()
    pages += 1
    assert pages == 12
    assert not Tally.objects.filter(count__gt=0).exists()
    page.get_by_role("button", name="Send my answers").click()

    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Tally.objects.filter(count=1, answer=3).count() == 38
    assert Words.objects.get().text.splitlines() == ["Is it warm", "at night?"]
    assert page.troubles == []


def test_every_page_is_for_everybody(rate):
    page = rate(width=320)
    assert_axe_clean(page)
    page.get_by_role("button", name="Start").click()
    assert_axe_clean(page)
    answer_all(page, "A little")
    assert_axe_clean(page)
    page.locator("button[name=go][value=next]").click()
    page.locator("button[name=go][value=back]").click()
    expect(page.get_by_label("A little").first).to_be_checked()
    for _page in range(10):
        page.locator("button[name=go][value=next]").click()
    expect(page.get_by_role("heading", name="Check and send")).to_be_visible()
    assert_axe_clean(page)
    assert_fits(page)
    page.get_by_role("button", name="Send my answers").click()
    assert_axe_clean(page)
    assert_fits(page)


def test_a_page_is_answered_by_keyboard_alone(rate):
    page = rate()
    page.get_by_role("button", name="Start").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_focused()
    for _indicator in range(4):
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Kind people.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Inclusive")
    for _page in range(9):
        page.locator("button[name=go][value=next]").press("Enter")
    expect(page.get_by_text("Kind people.")).to_be_visible()
    expect(page.locator("dd", has_text="A little")).to_have_count(4)
    page.get_by_role("button", name="Send my answers").press("Enter")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Tally.objects.filter(count=1, answer=2).count() == 4


def kept(page: Page) -> int:
    return page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('coproduce-')).length")


def test_a_browser_that_was_closed_goes_on_where_one_stopped(rate):
    page = rate()
    page.get_by_role("button", name="Start").click()
    answer_all(page, "Fully")
    page.locator("button[name=go][value=next]").click()
    page.locator("fieldset.rate").first.get_by_label("Mostly").check()
    page.get_by_label("A few words of your own").fill("Not sent yet")
    address = page.url.partition("#")[0]
    page.goto("/")
    page.goto(address)

    expect(page.get_by_text("You have begun on this computer.")).to_be_visible()
    page.get_by_role("button", name="Start").click()

    expect(page.locator("h1")).to_have_text("Inclusive")
    expect(page.get_by_label("A few words of your own")).to_have_value("Not sent yet")
    expect(page.get_by_label("Mostly").first).to_be_checked()
    page.locator("button[name=go][value=back]").click()
    expect(page.locator("input[type=radio]:checked")).to_have_count(4)


def test_reloading_and_the_browsers_own_back_button_keep_all(rate):
    page = rate()
    page.get_by_role("button", name="Start").click()
    answer_all(page, "Fully")
    page.locator("button[name=go][value=next]").click()
    page.get_by_label("A few words of your own").fill("Not sent yet")
    page.reload()
    expect(page.locator("h1")).to_have_text("Inclusive")
    expect(page.get_by_label("A few words of your own")).to_have_value("Not sent yet")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Equal")
    expect(page.locator("input[type=radio]:checked")).to_have_count(4)
    page.go_back()
    expect(page.get_by_role("button", name="Start")).to_be_visible()
    assert page.troubles == []


def test_what_was_answered_is_cleared_by_button_after_sending_and_at_sign_out(rate, review):
    page = rate()
    page.get_by_role("button", name="Start").click()
    answer_all(page, "Fully")
    assert kept(page) == 1
    page.get_by_role("button", name="Clear what I answered on this computer").click()
    expect(page.get_by_role("button", name="Start")).to_be_visible()
    assert kept(page) == 0

    page.get_by_role("button", name="Start").click()
    assert kept(page) == 1
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
    assert kept(page) == 0


def test_sending_clears_the_browser(rate):
    page = rate()
    for name in ("Start", *["Next"] * 9, "See all my answers", "Send my answers"):
        page.get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert kept(page) == 0


def test_the_pages_of_facilitators_are_for_everybody(new_page, sign_in, project, jo, facilitator):
    for n in range(6):
        factories.MemberFactory(project=project, known_as=f"Member {n}")
    closed = factories.ReviewFactory(project=project, words=["Joseph is kind.", "Is it warm?"])
    review = factories.ReviewFactory(
        project=project, closes_on=timezone.localdate() + timedelta(days=7)
    )
    page = new_page(width=320)
    sign_in(page, facilitator)
    for address in (
        *("", "new/", "rhythm/"),
        *(f"{review.pk}/", f"{review.pk}/longer/", f"{review.pk}/close/"),
        *(f"{closed.pk}/", f"{closed.pk}/words/"),
    ):
        page.goto(f"/projects/waiting-at-night/reviews/{address}")
        assert_axe_clean(page)
        assert_fits(page)
    page.get_by_role("link", name="Look at the first").click()
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose what others read.")
    assert_axe_clean(page)
    assert_fits(page)
