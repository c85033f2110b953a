"""
Ways to use a page: with a finger on a narrow phone, with the keyboard alone, with a mouse and without JavaScript.

A journey is written once, in terms of a hand; each of them does it in its own way and waits in the same words.
"""

import re
from datetime import date, time

from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from core.session_store import SessionStore
from tests.browser.axe import assert_axe_clean

WAYS = ["narrow", "keyboard", "no-javascript"]
#: All of it in two: wide, with a mouse and JavaScript; narrow, with keys alone and without.
TWO_WAYS = ["mouse", "keys-on-a-phone-without-javascript"]
#: So many presses of Tab lead through any of our pages.
TABS = 250
#: The ring may be drawn by the element, by what is behind it in a large target, or by the row of a choice.
RING = """element => [[element, null], [element, '::after'], [element.closest('label'), null]]
  .filter(([e, part]) => e).some(([e, part]) => {
    const style = getComputedStyle(e, part);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  })"""


class Hand:
    """A person with a mouse or a finger. Names are those that stand on the page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        #: How many pages the browser has loaded so far.
        self.loads = 0
        page.on("domcontentloaded", self._loaded)

    def _loaded(self, _page: Page) -> None:
        self.loads += 1

    # Where am I?

    def sees(self, heading: str) -> None:
        """Wait for the page with this main heading."""
        expect(self.page.get_by_role("heading", level=1, name=heading)).to_be_visible()

    def reads(self, words: str) -> None:
        expect(self.page.get_by_role("main")).to_contain_text(words)

    def is_refused(self) -> None:
        """Wait for the summary of errors, which takes the focus where there is JavaScript."""
        expect(self.page.locator(".problem")).to_be_visible()

    def waits_for(self, words: str) -> None:
        """Wait until the page says by itself that something is ready."""
        expect(self.page.locator("#live")).to_have_text(words)

    def is_for_everybody(self) -> None:
        """Let axe look at the page that is open."""
        assert_axe_clean(self.page)

    # What I do

    def follow(self, link: str) -> None:
        self.act_on(self.named("link", link))

    def press(self, button: str) -> None:
        self.act_on(self.named("button", button))

    def unfold(self, words: str) -> None:
        self.act_on(self.page.get_by_role("main").locator("summary", has_text=words))

    def tab(self, name: str) -> None:
        """Go to one of the places of the project."""
        self.act_on(self.unfolded_band().get_by_role("link", name=name, exact=True))

    def run(self, name: str) -> None:
        """Choose from the menu with which facilitators run the project."""
        menu = self.unfolded_band().locator("details.run")
        self.act_on(menu.locator("summary"))
        self.act_on(menu.get_by_role("link", name=name))

    def mine(self, name: str) -> None:
        """Choose from the menu of one's name."""
        menu = self.unfolded_band().locator("details.drop:not(.run)")
        self.act_on(menu.locator("summary"))
        self.act_on(menu.get_by_role("link", name=name))

    def unfolded_band(self) -> Locator:
        """Open the menu of a phone, where there is one."""
        band = self.page.locator("header.band")
        menu = band.locator(".places > summary")
        # Before the style sheet has come, it is there on a wide screen too.
        self.page.wait_for_load_state()
        if menu.is_visible():
            self.act_on(menu)
        return band

    def tick(self, label: str) -> None:
        """Choose a radio button or tick a box."""
        self.choose(self.page.get_by_label(re.compile(f"^{re.escape(label)}")).first)

    def write(self, label: str, words: str) -> None:
        self.put(self.page.get_by_label(label).first, words)

    def give_day(self, label: str, day: date) -> None:
        self.put_day(self.page.get_by_label(label).first, day)

    def give_hour(self, label: str, hour: time) -> None:
        self.put_hour(self.page.get_by_label(label).first, hour)

    def pick(self, label: str, option: str) -> None:
        self.put_option(self.page.get_by_label(label).first, option)

    # How I do it

    def named(self, role, name: str) -> Locator:
        words = re.compile(rf"^\s*{re.escape(name)}")
        return self.page.get_by_role("main").get_by_role(role, name=words).first

    def act_on(self, target: Locator) -> None:
        target.click()

    def choose(self, target: Locator) -> None:
        target.check()

    def put(self, target: Locator, words: str) -> None:
        target.fill(words)

    def put_day(self, target: Locator, day: date) -> None:
        target.fill(day.isoformat())

    def put_hour(self, target: Locator, hour: time) -> None:
        target.fill(f"{hour:%H:%M}")

    def put_option(self, target: Locator, option: str) -> None:
        target.select_option(label=option)


class NoScript(Hand):
    """A person whose browser runs no JavaScript: nothing comes by itself."""

    def waits_for(self, words: str) -> None:
        self.follow("Look again")

    def is_for_everybody(self) -> None:
        """Axe is JavaScript: whoever has it looked at the same page."""


class Keys(Hand):
    """A person who has only Tab, Shift+Tab, Enter, Space, the arrows, letters and figures."""

    def is_refused(self) -> None:
        super().is_refused()
        expect(self.page.locator(".problem")).to_be_focused()

    def reach(self, target: Locator) -> None:
        """Go forward until the target has the focus, which must be seen; around once, as the browser does."""
        expect(target).to_be_visible()
        # Until the style sheets have come nothing is painted, and no ring either.
        self.page.wait_for_load_state()
        if target.evaluate("e => document.activeElement === document.body && !!e.closest('main')"):
            self.page.keyboard.press("Tab")
            # An address that ends in #main leads there by itself, a moment after the page has come.
            if self.page.evaluate("document.activeElement.matches('.skip')"):
                self.page.keyboard.press("Enter")
            else:
                assert self.page.evaluate("!!document.activeElement.closest('main')")
        for _press in range(TABS):
            if target.evaluate("element => element === document.activeElement"):
                break
            self.page.keyboard.press("Tab")
        else:
            raise AssertionError(f"Tab never reaches {target}")
        assert target.evaluate(RING), f"no focus to be seen on {target}"

    def act_on(self, target: Locator) -> None:
        self.reach(target)
        self.page.keyboard.press("Enter")

    def choose(self, target: Locator) -> None:
        if target.is_checked():
            return
        if target.get_attribute("type") == "checkbox":
            self.reach(target)
            self.page.keyboard.press("Space")
        else:
            self._choose_one(target)
        assert target.is_checked()

    def _choose_one(self, target: Locator) -> None:
        """Tab leads to a set of radio buttons once; the arrows choose within it."""
        name = target.get_attribute("name")
        of_set = (
            f"document.activeElement.type === 'radio' && document.activeElement.name === '{name}'"
        )
        for _press in range(TABS):
            if self.page.evaluate(of_set):
                break
            self.page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            self.page.keyboard.press("Space")
        for _press in range(20):
            if target.is_checked():
                break
            self.page.keyboard.press("ArrowDown")
        assert target.evaluate(RING), f"no focus to be seen on {target}"

    def put(self, target: Locator, words: str) -> None:
        self.reach(target)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)

    def put_day(self, target: Locator, day: date) -> None:
        """Type the figures; whether day or month comes first is the browser's affair."""
        for figures in (f"{day:%d%m%Y}", f"{day:%m%d%Y}"):
            self.reach(target)
            for _part in range(3):
                self.page.keyboard.press("ArrowLeft")
            self.page.keyboard.type(figures)
            if target.input_value() == day.isoformat():
                return
        raise AssertionError(f"{target} says {target.input_value()}, not {day}")

    def put_hour(self, target: Locator, hour: time) -> None:
        """Type the figures; whether the browser counts to 12 or to 24 is its affair."""
        for figures in (f"{hour:%H%M}", f"{hour:%I%M%p}"):
            self.reach(target)
            for _part in range(3):
                self.page.keyboard.press("ArrowLeft")
            self.page.keyboard.type(figures)
            if target.input_value() == f"{hour:%H:%M}":
                return
        raise AssertionError(f"{target} says {target.input_value()}, not {hour}")

    def put_option(self, target: Locator, option: str) -> None:
        self.reach(target)
        self.page.keyboard.type(option)
        assert target.evaluate("e => e.selectedOptions[0].label") == option


class KeysWithoutScript(Keys):
    """Both: a person who has keys alone, and whose browser runs no JavaScript."""

    is_refused = Hand.is_refused
    waits_for = NoScript.waits_for
    is_for_everybody = NoScript.is_for_everybody


def be_fresh(page: Page) -> None:
    """Let whoever is signed in have typed their code just now."""
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    session = SessionStore(cookies[settings.SESSION_COOKIE_NAME])
    session["began_at"] = timezone.now().isoformat()
    session.save()


def hand_for(way: str, new_page) -> Hand:
    """Return somebody who uses pages in this way, at a window of their own."""
    if way == "keyboard":
        return Keys(new_page())
    if way == "keys-on-a-phone-without-javascript":
        return KeysWithoutScript(new_page(width=320, javascript=False))
    if way == "no-javascript":
        return NoScript(new_page(javascript=False))
    return Hand(new_page(width=320 if way == "narrow" else 1280))
