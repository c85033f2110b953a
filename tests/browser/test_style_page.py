"""Every component and both frames, looked at by axe and in every width, colour and setting."""

import gzip

import pytest
from playwright.sync_api import expect

from tests.browser.axe import assert_axe_clean, violations

pytestmark = pytest.mark.urls("tests.frames")

TEXT_SPACING = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-block-end: 2em !important; }
"""
CLIPPED = """() => [...document.querySelectorAll('body *')]
  .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1
    && !e.closest('svg, .away, thead'))
  .map(e => e.outerHTML.slice(0, 80))
  .concat(document.documentElement.scrollWidth > document.documentElement.clientWidth
    ? ['the page scrolls sideways'] : [])"""
SMALL = """() => [...document.querySelectorAll('button, .button, summary, .place-list a, .choice, .you a, '
    + '.name a, input:not([type=checkbox], [type=radio], [type=hidden]), select, textarea')]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44)
  .map(e => e.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("colour", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_cut(new_page, width, colour):
    page = new_page(width=width, color_scheme=colour)
    page.goto("/style/?errors=1")
    assert_axe_clean(page, reads_sheets=True)
    assert page.evaluate(CLIPPED) == []
    assert page.evaluate(SMALL) == []
    assert page.troubles == []


def test_axe_sees_what_is_wrong(browser_page):
    browser_page.goto("/style/")
    browser_page.evaluate("document.querySelector('main').append(new Image())")
    assert [line.split(":")[0] for line in violations(browser_page)] == ["image-alt"]


@pytest.mark.parametrize("address", ["/refused/", "/away/", "/nowhere/"])
def test_axe_finds_nothing_on_the_pages_of_trouble(new_page, address):
    page = new_page(width=320)
    page.goto(address)
    assert_axe_clean(page)
    assert page.evaluate(CLIPPED) == []


def test_text_can_be_spaced_out_at_320_pixels(new_page):
    page = new_page(width=320, bypass_csp=True)
    page.goto("/style/?errors=1")
    page.add_style_tag(content=TEXT_SPACING)
    assert page.evaluate(CLIPPED) == []


def test_right_to_left_nothing_is_cut(new_page):
    page = new_page(width=320)
    page.goto("/style/?errors=1")
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert_axe_clean(page)


def test_the_places_fold_into_a_menu_that_needs_no_javascript(new_page):
    page = new_page(width=320, javascript=False)
    page.goto("/style/")
    places = page.locator(".place-list a")
    assert not places.first.is_visible()
    page.get_by_text("Menu", exact=True).click()
    assert [place.inner_text() for place in places.all() if place.is_visible()] == [
        *("Today", "Plan", "Decisions", "Meetings", "People", "How we are doing")
    ]


def test_the_places_are_open_where_there_is_room(new_page):
    page = new_page(width=1280, javascript=False)
    page.goto("/style/")
    places = page.locator(".place-list a")
    assert places.count() == 6
    assert all(place.is_visible() for place in places.all())
    assert not page.get_by_text("Menu", exact=True).is_visible()


def test_an_error_takes_the_focus_to_the_summary_and_on_to_the_field(browser_page):
    browser_page.goto("/style/?errors=1")
    expect(browser_page.locator(".problem")).to_be_focused()
    browser_page.keyboard.press("Tab")
    browser_page.keyboard.press("Enter")
    expect(browser_page.locator("#id_reason")).to_be_focused()
    assert_axe_clean(browser_page)


def test_an_error_in_a_group_leads_to_its_first_choice(browser_page):
    browser_page.goto("/style/?errors=1")
    browser_page.get_by_role("link", name="Choose at least one person").click()
    expect(browser_page.locator("#id_made_by_0")).to_be_focused()


def test_a_first_page_is_light(browser_page):
    answers = []
    browser_page.on("response", lambda answer: answers.append(answer))
    browser_page.goto("/style/", wait_until="networkidle")
    # What travels: pages and files leave compressed (docs/adr/0104); letters are compressed as they are.
    sizes = {answer.url: travels(answer.body()) for answer in answers}
    assert len(sizes) <= 12
    assert sum(sizes.values()) <= 70_000, sizes


def travels(body: bytes) -> int:
    return min(len(body), len(gzip.compress(body)))


def test_on_paper_there_is_no_navigation_and_no_button(browser_page):
    browser_page.goto("/style/")
    browser_page.emulate_media(media="print")
    gone = browser_page.locator(".places, .you, .crumbs, .pages")
    assert gone.locator("visible=true").count() == 0
    assert browser_page.locator(".button").locator("visible=true").count() == 0
    assert browser_page.locator(".band .name").is_visible()


def test_the_script_of_a_page_is_small(browser_page):
    scripts = []
    browser_page.on("response", lambda answer: scripts.append(answer))
    browser_page.goto("/style/", wait_until="networkidle")
    sizes = [len(gzip.compress(s.body())) for s in scripts if s.url.endswith(".js")]
    assert len(sizes) == 2
    assert sum(sizes) <= 30_000


@pytest.mark.parametrize("part", ["Plain", "Focus"])
def test_after_a_swap_the_focus_stands_at_the_new_part_and_it_is_said(browser_page, part):
    browser_page.goto("/rows/")
    browser_page.get_by_role("link", name=part).press("Enter")
    expect(browser_page.locator("#live")).to_have_text("9 decisions")
    expect(browser_page.get_by_role("heading", name="Part")).to_be_focused()
    assert_axe_clean(browser_page)
    assert browser_page.troubles == []


def test_a_swap_that_fails_is_said(browser_page):
    browser_page.goto("/rows/")
    browser_page.get_by_role("link", name="Broken").press("Enter")
    expect(browser_page.locator("#live")).to_contain_text("That did not work")
    expect(browser_page.get_by_role("link", name="Broken")).to_be_focused()


def test_long_names_break_and_do_not_push(new_page, sign_in, facilitator):
    facilitator.name = "Wilhelmina" * 8
    facilitator.save()
    page = new_page(width=320)
    sign_in(page, facilitator)
    page.goto("/style/")
    assert page.evaluate(CLIPPED) == []
    page.locator(".places > summary").click()
    page.locator(".drop > summary").click()
    assert page.get_by_role("button", name="Sign out").is_visible()
    assert page.evaluate(CLIPPED) == []
    assert page.evaluate(SMALL) == []
