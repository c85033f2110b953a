"""A name that stands apart stays in its sentence, on each page."""

import sys
from functools import _lru_cache_wrapper
from pprint import pformat

import pytest
from django.core.cache import caches

from core import turning
from questions.life import LifeStep
from questions.templatetags.life import _drawn
from tests.browser.seen import Seen
from tests.browser.test_axe_pages import addresses, pages
from tests.full_project import fill
from tests.house.world import Role, World, make_world

#: Puts the main part of a page into the page that is open; sentences whose parts a box lays out one by one.
TORN = """async path => {
  const text = await (await fetch(path)).text();
  const main = new DOMParser().parseFromString(text, 'text/html').querySelector('main');
  document.querySelector('main').replaceWith(main);
  const isBox = element => /flex|grid/.test(getComputedStyle(element).display);
  const isWords = node => node.nodeType === Node.TEXT_NODE && node.textContent.trim();
  return [...main.querySelectorAll('bdi')].map(name => name.parentElement)
    .filter(parent => isBox(parent) && [...parent.childNodes].some(isWords))
    .map(parent => parent.outerHTML.slice(0, 160));
}"""


@pytest.fixture
def world(db, settings) -> World:
    settings.DEMO = True
    world = make_world()
    fill(world.project, world.facilitator, world.participant, 2)
    return world


@pytest.fixture
def each_name_apart(monkeypatch):
    """Let each value have an element of its own, as on a page from right to left."""
    monkeypatch.setattr(turning, "_is_page_from_right_to_left", lambda: True)
    forget_what_was_drawn()
    yield
    forget_what_was_drawn()


def forget_what_was_drawn() -> None:
    """Forget pieces of pages that are kept: those drawn now hold elements that no other page has, and before, none."""
    caches["template_fragments"].clear()
    for name, module in list(sys.modules.items()):
        if ".templatetags." in name:
            for kept in vars(module).values():
                if isinstance(kept, _lru_cache_wrapper):
                    kept.cache_clear()


def test_no_piece_drawn_here_is_kept_for_other_pages(each_name_apart):
    steps = (LifeStep("Said", "now"),)
    assert "<bdi>Said</bdi>" in _drawn("en-gb", steps)
    forget_what_was_drawn()
    assert _drawn.cache_info().currsize == 0


@pytest.mark.long
def test_no_box_tears_a_name_from_its_sentence(new_page, sign_in, world, each_name_apart):
    seen, torn = Seen(), {}
    for role, at_least in ((Role.FACILITATOR, 60), (Role.PARTICIPANT, 5)):
        own = pages(world.client(role), addresses(world))
        new = [name for name, html in own.items() if seen.has_more(name, html)]
        assert len(new) >= at_least
        page = new_page(width=320)
        sign_in(page, world.people[role])
        page.goto(world.project.get_absolute_url())
        torn |= {
            (role, name): found
            for name in new
            if (found := page.evaluate(TORN, addresses(world)[name]))
        }
    assert torn == {}, pformat(torn, width=120)


def test_a_name_that_is_torn_from_its_sentence_is_seen(new_page, sign_in, jo):
    page = new_page()
    sign_in(page, jo.user)
    page.goto(jo.project.get_absolute_url())
    html = "<main><p class='button'>By <bdi>Jo</bdi></p></main>"
    page.route("**/torn/", lambda route: route.fulfill(content_type="text/html", body=html))
    assert len(page.evaluate(TORN, "/torn/")) == 1
