"""
Every kind of page of the demo, as it meets somebody: how long it is, where its heading stands, how wide it gets.

A kind of page is a named address that answers GET with a page; a person comes to it by following links.
"""

import io
import re
from html import unescape
from itertools import pairwise
from pprint import pformat

import pikepdf
import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import Resolver404, resolve
from playwright.sync_api import Page, expect

from accounts.models import User
from projects.models import Project
from tests import factories
from tests.browser.seen import Seen

#: Pages with the texts of law, and the report as a page, may be as long as they are.
AS_LONG_AS_NEEDED = {"home:privacy", "reports:report_read"}
WIDE, PHONE, MOST_WIDE, MOST_PHONE = 1280, 390, 3600, 6000
HEADING, SMALL_SCREEN = 200, (320, 225)
MEASURE = """() => {
  const root = document.documentElement, heading = document.querySelector('h1');
  return {height: root.scrollHeight, sideways: root.scrollWidth - root.clientWidth,
    heading: Math.round(heading.getBoundingClientRect().top)};
}"""
#: Turns the page to right-to-left; how far its heading is then from where the mirror has it, letters upon letters, and
#: arrows that still point where they did. Those of what is open point down.
MIRROR = """() => {
  const root = document.documentElement, heading = document.createRange();
  const arrows = [...document.querySelectorAll('.back, .folded:not([open]) > summary, .became, .pages svg')];
  const drawn = arrow => getComputedStyle(arrow, arrow.matches('.back, summary') ? '::before' : null).transform;
  const pointed = arrows.map(drawn);
  heading.selectNodeContents(document.querySelector('h1'));
  const before = heading.getBoundingClientRect().left;
  root.dir = 'rtl';
  const after = root.clientWidth - heading.getBoundingClientRect().right;
  const texts = [...document.querySelectorAll('svg text')].map(text => text.getBoundingClientRect());
  const meet = (one, two) => Math.min(one.right, two.right) - Math.max(one.left, two.left) > 2
    && Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top) > one.height / 2;
  const piled = texts.filter((one, at) => texts.some((two, other) => other > at && meet(one, two)));
  const stuck = arrows.filter((arrow, at) => drawn(arrow) === pointed[at]);
  return {off: Math.abs(Math.round(after - before)), piled: piled.length, stuck: stuck.length};
}"""
#: How many shapes of pictures are cut off by the edge of the page.
CUT = """() => [...document.querySelectorAll('main svg :is(path, circle, rect, line)')].filter(shape => {
  const {left, right, width} = shape.getBoundingClientRect();
  return width > 0 && (left < -1 || right > document.documentElement.clientWidth + 1);
}).length"""
LARGE_LETTERS = "document.documentElement.style.fontSize = '32px'"
PEOPLE = ["jo@example.org", "amina@example.org"]


@pytest.fixture
def demo(db, settings):
    settings.DEMO = True
    call_command("demo", verbosity=0)
    return Project.objects.get(slug="waiting-at-night")


def kinds_of_page(client: Client, start: str) -> dict[str, tuple[str, str]]:
    """Follow links from a page on; return an address of each kind of page that is met and its main part, by name."""
    found: dict[str, tuple[str, str]] = {}
    ahead, seen = [start], {start}
    while ahead:
        path = ahead.pop(0)
        name = name_of(path)
        if not name or name in found:
            continue
        answer = client.get(path)
        if answer.status_code != 200 or "text/html" not in answer.headers["Content-Type"]:
            continue
        html = answer.content.decode()
        found[name] = path, html.partition("<main")[2]
        links = re.findall(r'href="(/[^"#]*|\?[^"#]*)', html)
        for link in map(unescape, links):
            if link.startswith("/") and link not in seen:
                seen.add(link)
                ahead.append(link)
    return found


def name_of(path: str) -> str:
    """Return the name of an address; nothing for one that is not a page of ours."""
    try:
        return resolve(path.partition("?")[0]).view_name
    except Resolver404:
        return ""


def wrong_with(page: Page, name: str) -> list[str]:
    """Return which bars the page that is open misses."""
    wrong = []
    for width, most in ((WIDE, MOST_WIDE), (PHONE, MOST_PHONE)):
        page.set_viewport_size({"width": width, "height": 800})
        seen = page.evaluate(MEASURE)
        if seen["height"] > most and name not in AS_LONG_AS_NEEDED:
            wrong.append(f"{seen['height']} px high at {width}")
    if seen["heading"] > HEADING:
        wrong.append(f"heading at {seen['heading']} px at {PHONE}")
    width, height = SMALL_SCREEN
    page.set_viewport_size({"width": width, "height": height})
    seen = page.evaluate(MEASURE)
    if seen["heading"] >= height:
        wrong.append(f"heading at {seen['heading']} px at {width} x {height}")
    if seen["sideways"] > 0:
        wrong.append(f"scrolls sideways at {width}")
    page.set_viewport_size({"width": 375, "height": 800})
    page.evaluate(LARGE_LETTERS)
    if (seen := page.evaluate(MEASURE))["sideways"] > 0:
        wrong.append(f"scrolls sideways by {seen['sideways']} with letters of 32 px")
    return [*wrong, *wrong_when_mirrored(page)]


def wrong_when_mirrored(page: Page) -> list[str]:
    """Return what is wrong with the page that is open when it is read from right to left."""
    wrong = []
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size({"width": WIDE, "height": 800})
    mirrored = page.evaluate(MIRROR)
    if mirrored["off"] > 1:
        wrong.append(f"from right to left its heading is off by {mirrored['off']} px")
    if mirrored["piled"]:
        wrong.append(f"from right to left {mirrored['piled']} texts of a picture lie on others")
    if mirrored["stuck"]:
        wrong.append(f"from right to left {mirrored['stuck']} arrows point the wrong way")
    page.set_viewport_size({"width": 320, "height": 800})
    if (seen := page.evaluate(MEASURE))["sideways"] > 0:
        wrong.append(f"from right to left it scrolls sideways by {seen['sideways']}")
    if cut := page.evaluate(CUT):
        wrong.append(f"from right to left {cut} shapes of a picture are cut off")
    return wrong


def words_on(page: pikepdf.Page) -> int:
    """Count the pieces of text that are drawn on a page of a PDF."""
    drawn = pikepdf.parse_content_stream(page, "Tj TJ")
    return len(drawn)


def wrong_on_paper(page: Page) -> list[str]:
    """Say whether the page that is open begins on another sheet than the first when it is printed."""
    with pikepdf.open(io.BytesIO(page.pdf(format="A4"))) as pdf:
        return [] if words_on(pdf.pages[0]) >= 5 else ["on paper it begins on a later sheet"]


@pytest.mark.long
def test_every_kind_of_page_is_short_and_begins_at_once(new_page, sign_in, demo):
    seen, wrong = Seen(), {}
    for email in PEOPLE:
        user = User.objects.get(email=email)
        client = Client()
        client.force_login(user)
        kinds = kinds_of_page(client, demo.get_absolute_url())
        assert {"home:project_home", "plan:plan", "decisions:decision_detail"} <= set(kinds)
        page = new_page()
        sign_in(page, user)
        for name, (path, main) in kinds.items():
            if seen.has_more(name, main):
                page.goto(path)
                if found := [*wrong_on_paper(page), *wrong_with(page, name)]:
                    wrong[email, name] = found
    assert not wrong, pformat(wrong, width=120)


def test_a_page_that_is_too_long_or_too_wide_is_seen(new_page, sign_in, jo):
    page = new_page()
    sign_in(page, jo.user)
    page.goto(jo.project.get_absolute_url())
    assert wrong_with(page, "home:project_home") == []
    page.reload()
    page.evaluate(
        """() => {
          const box = document.createElement('div');
          box.style.cssText = 'height: 7000px; width: 2000px';
          document.querySelector('main').prepend(box);
        }"""
    )
    assert len(wrong_with(page, "home:project_home")) == 7
    assert wrong_on_paper(page) == []
    page.evaluate("document.body.style.paddingBlockStart = '1500px'")
    assert len(wrong_on_paper(page)) == 1


@pytest.mark.parametrize("width", [320, 1280])
def test_the_menus_open_by_keyboard(new_page, sign_in, jo, width):
    page = new_page(width=width)
    sign_in(page, jo.user)
    page.goto(jo.project.get_absolute_url())
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the main part")).to_be_focused()
    if width == 320:
        expect(page.get_by_role("link", name="Plan", exact=True)).not_to_be_visible()
        page.locator(".places > summary").focus()
        page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Plan", exact=True)).to_be_visible()
    page.locator(".run > summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Set-up list")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up the project")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_menus_work_without_javascript(new_page, sign_in, amina, width):
    page = new_page(width=width, javascript=False)
    sign_in(page, amina.user)
    page.goto(amina.project.get_absolute_url())
    if width == 320:
        page.locator(".places > summary").click()
    page.locator(".drop > summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()


def test_a_long_name_is_cut_after_two_lines_on_a_phone(new_page, sign_in, amina):
    Project.objects.update(name="Waiting at night and going home in the morning " * 2)
    page = new_page(width=320)
    sign_in(page, amina.user)
    page.goto(amina.project.get_absolute_url())
    assert page.locator("header.band").bounding_box()["height"] <= 72
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_is_folded_is_open_on_paper(new_page, sign_in, jo, amina):
    for number in range(6):
        factories.ActionFactory(project=amina.project, owner=amina, what=f"Promise {number}")
    page = new_page()
    sign_in(page, amina.user)
    page.goto(amina.project.get_absolute_url())
    folded = page.get_by_text("Promise 5", exact=True)
    expect(folded).not_to_be_visible()
    page.emulate_media(media="print")
    expect(folded).to_be_visible()
    expect(page.get_by_text("How I hear")).not_to_be_visible()


def test_on_paper_parts_stand_apart_and_nothing_asks_for_another_day(new_page, sign_in, jo):
    factories.ActionFactory(project=jo.project, owner=jo, what="Ring the library")
    page = new_page()
    sign_in(page, jo.user)
    page.goto(jo.project.get_absolute_url())
    page.emulate_media(media="print")
    parts = page.locator(".side section")
    boxes = [part.bounding_box() for part in parts.all()]
    assert len(boxes) > 1
    assert all(below["y"] - (above["y"] + above["height"]) > 15 for above, below in pairwise(boxes))
    page.goto(f"{jo.project.get_absolute_url()}plan/")
    expect(page.get_by_role("heading", name="See the plan as it was")).not_to_be_visible()
