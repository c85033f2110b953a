"""Answering a review: on a phone, by keyboard, with JavaScript off, and after the browser was closed."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from elements.models import Review
from tests import factories
from tests.browser.axe import assert_axe_clean
from tests.sealed import contents_of


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
        page.goto(f"/projects/waiting-at-night/doing/reviews/{review.pk}/rate/")
        return page

    return open_review


def assert_fits(page: Page) -> None:
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"]


def start(page: Page) -> None:
    page.get_by_role("button", name="Start").click()
    stand_on(page, 1)


def stand_on(page: Page, number: int) -> None:
    """Wait for a page: a click does not wait until the next one has come."""
    expect(page.get_by_text(f"Page {number} of 10", exact=True)).to_be_visible()
    expect(page.locator("[data-review-kept]")).to_have_count(1)


def go_on(page: Page, *, to: int, by: str = "next") -> None:
    page.locator(f"button[name=go][value={by}]").click()
    stand_on(page, to)


def answer_all(page: Page, answer: str) -> None:
    for group in page.locator("fieldset.rate").all():
        group.get_by_label(answer, exact=True).check()


def expect_to_check(page: Page) -> None:
    expect(page.get_by_role("heading", name="Check and send")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_all_38_indicators_on_a_phone_in_twelve_pages(rate, javascript):
    page = rate(width=320, javascript=javascript)
    page.get_by_role("button", name="Start").click()
    for number in range(1, 11):
        stand_on(page, number)
        if javascript:
            expect(page.locator("h1")).to_be_focused()
            assert_fits(page)
        answer_all(page, "Mostly")
        if number == 10:
            question = page.get_by_label("What should we be asking you that we are not?")
            question.fill("Is it warm\nat night?")
        page.locator("button[name=go][value=next]").click()
    # The first page, ten elements, and this one: twelve.
    expect_to_check(page)
    assert contents_of(Review.objects.get()) == []
    page.get_by_role("button", name="Send my answers").click()

    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    (sent,) = contents_of(Review.objects.get())
    assert [answer for _indicator, answer in sent["answers"]] == [3] * 38
    assert sent["words"][0][1].splitlines() == ["Is it warm", "at night?"]
    assert page.troubles == []


def test_every_page_is_for_everybody(rate):
    page = rate(width=320)
    assert_axe_clean(page)
    start(page)
    assert_axe_clean(page)
    answer_all(page, "A little")
    assert_axe_clean(page)
    go_on(page, to=2)
    go_on(page, to=1, by="back")
    expect(page.get_by_label("A little").first).to_be_checked()
    for number in range(2, 11):
        go_on(page, to=number)
    page.locator("button[name=go][value=next]").click()
    expect_to_check(page)
    assert_axe_clean(page)
    assert_fits(page)
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert_axe_clean(page)
    assert_fits(page)


def test_a_page_is_answered_by_keyboard_alone(rate):
    page = rate()
    page.get_by_role("button", name="Start").focus()
    page.keyboard.press("Enter")
    stand_on(page, 1)
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
    for number in range(2, 11):
        stand_on(page, number)
        page.locator("button[name=go][value=next]").press("Enter")
    expect_to_check(page)
    expect(page.get_by_text("Kind people.")).to_be_visible()
    expect(page.locator("dd", has_text="A little")).to_have_count(4)
    page.get_by_role("button", name="Send my answers").press("Enter")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    (sent,) = contents_of(Review.objects.get())
    assert [answer for _indicator, answer in sent["answers"]] == [2] * 4


def kept(page: Page) -> int:
    return page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('coproduce-')).length")


def test_a_browser_that_was_closed_goes_on_where_one_stopped(rate):
    page = rate()
    start(page)
    answer_all(page, "Fully")
    go_on(page, to=2)
    page.locator("fieldset.rate").first.get_by_label("Mostly").check()
    page.get_by_label("A few words of your own").fill("Not sent yet")
    address = page.url.partition("#")[0]
    page.goto("/")
    page.goto(address)

    expect(page.get_by_text("You have begun on this computer.")).to_be_visible()
    page.get_by_role("button", name="Start").click()

    stand_on(page, 2)
    expect(page.get_by_label("A few words of your own")).to_have_value("Not sent yet")
    expect(page.get_by_label("Mostly").first).to_be_checked()
    go_on(page, to=1, by="back")
    expect(page.locator("input[type=radio]:checked")).to_have_count(4)


def test_reloading_and_the_browsers_own_back_button_keep_all(rate):
    page = rate()
    start(page)
    answer_all(page, "Fully")
    go_on(page, to=2)
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
    start(page)
    answer_all(page, "Fully")
    assert kept(page) == 1
    page.get_by_role("button", name="Clear them here").click()
    expect(page.get_by_role("button", name="Start")).to_be_visible()
    assert kept(page) == 0

    start(page)
    page.wait_for_load_state()
    assert kept(page) == 1
    band = page.locator("header.band")
    page.wait_for_load_state()
    if band.locator(".places > summary").is_visible():
        band.locator(".places > summary").click()
    band.locator("details.drop:not(.run) > summary").click()
    band.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
    assert kept(page) == 0


def test_sending_clears_the_browser(rate):
    page = rate()
    start(page)
    for number in range(2, 11):
        go_on(page, to=number)
    page.get_by_role("button", name="See all my answers").click()
    page.get_by_role("button", name="Send my answers").click()
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
        *(f"{closed.pk}/", f"{closed.pk}/?show=words"),
    ):
        page.goto(f"/projects/waiting-at-night/doing/reviews/{address}")
        assert_axe_clean(page)
        assert_fits(page)
    page.get_by_role("link", name="Look at the first").click()
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose what others read.")
    assert_axe_clean(page)
    assert_fits(page)
