"""Signing in and the homes in a real browser: by keyboard alone, without JavaScript, at 320 pixels, and with axe."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts import tasks
from accounts.models import SignInCode
from tests import factories
from tests.browser.axe import assert_axe_clean


@pytest.fixture
def busy(project, jo, amina):
    """A project in which something waits for everybody."""
    today, now = timezone.localdate(), timezone.now()
    for owner in (jo, amina):
        factories.ActionFactory.create_batch(4, project=project, owner=owner, due_on=today)
    factories.ParticipationReviewFactory(project=project, finish_by=today - timedelta(days=1))
    factories.ReviewRhythmFactory(project=project, next_on=today + timedelta(days=30))
    factories.UnsettledFactory(project=project, look_again_on=today)
    factories.UnsettledFactory(project=project, look_again_on=today + timedelta(days=3))
    factories.UpdateFactory(project=project, sent_at=now, more_on=today)
    step = factories.StepFactory(project=project, state="doing", owner=jo, due_on=today)
    step.changes.create(to_state="doing", from_state="planned", at=now)
    factories.DeliveryFactory(message__project=project, channel="post")


def the_code() -> str:
    """Let the worker send the email and read the code in it."""
    tasks.send_due()
    code = SignInCode.objects.get().code
    assert code in mail.outbox[-1].body
    return code


def looks_well(page: Page) -> None:
    assert_axe_clean(page)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_sign_in_by_keyboard_alone_with_an_error_on_the_way(new_page, participant):
    page = new_page(width=320)
    page.goto("/")
    looks_well(page)
    page.get_by_role("main").get_by_role("link", name="Sign in").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()

    page.get_by_label("Your email address").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    looks_well(page)

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.type("amina@example.org")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Check your email")).to_be_visible()
    looks_well(page)

    page.get_by_label("The six numbers in the email").focus()
    page.keyboard.type(the_code())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Hello Amina")).to_be_visible()
    assert page.troubles == []


def test_sign_in_by_link_without_javascript(new_page, participant):
    page = new_page(width=320, javascript=False)
    page.goto("/sign-in/")
    page.get_by_label("Your email address").fill("Amina@Example.org")
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("heading", name="Check your email")).to_be_visible()
    tasks.send_due()

    elsewhere = new_page(javascript=False)
    elsewhere.goto(f"/sign-in/link/{SignInCode.objects.get().token}/")
    elsewhere.get_by_role("button", name="Sign in as a…@example.org").click()
    expect(elsewhere.get_by_role("heading", name="Hello Amina")).to_be_visible()
    elsewhere.locator("summary", has_text="Amina").click()
    elsewhere.get_by_role("button", name="Sign out").click()
    expect(elsewhere.get_by_role("link", name="Sign in").first).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("person", ["participant", "facilitator", "coordinator", "stranger"])
def test_the_homes_of_everybody(request, new_page, sign_in, busy, person, width):
    page = new_page(width=width)
    sign_in(page, request.getfixturevalue(person))
    paths = ["/", "/you/"]
    if person != "stranger":
        paths += ["/projects/waiting-at-night/", "/projects/waiting-at-night/find/"]
    for path in paths:
        page.goto(path)
        looks_well(page)
    assert page.troubles == []


@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_for_everybody(new_page, width):
    page = new_page(width=width)
    for path in ("/", "/about/", "/privacy/", "/sign-in/", "/sign-in/code/"):
        page.goto(path)
        looks_well(page)
