"""
A real browser on a live server. Run with DJANGO_ALLOW_ASYNC_UNSAFE=1; ./test --browser does.

Wait with ``expect(...)``: ``page.wait_for_function`` needs an eval, which our Content-Security-Policy refuses.
"""

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from playwright.sync_api import Browser, Page, expect, sync_playwright

from core.session_store import SessionStore
from tests import parts
from tests.browser import axe, chromium, hands

#: Fixtures that fill a project; tests with one of them walk through all its pages.
FULL = {"world", "demo"}

# A busy machine is slow, and not wrong: what comes at all comes within this time, in milliseconds.
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let browser tests commit, as the live server is another thread; and begin with what takes longest."""
    ours = [item for item in items if "/browser/" in item.path.as_posix()]
    for item in ours:
        item.add_marker(pytest.mark.django_db(transaction=True))
        way = getattr(item, "callspec", None) and item.callspec.params.get("way")
        if way in hands.WAYS and not parts.is_way_of_all_days(item, hands.WAYS):
            item.add_marker(parts.LONG)
    if len(ours) == len(items):
        # A walk through all pages that came last would be waited for by a process with nothing left to do.
        items.sort(key=lambda item: FULL.isdisjoint(item.fixturenames))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session", autouse=True)
def browser_keeps_sheets_and_scripts() -> Iterator[None]:
    """As it does those that ``./run`` serves: else each page asks for the style sheet once more, and waits for it."""
    serve = StaticFilesHandler.serve

    def serve_to_be_kept(self: StaticFilesHandler, request: HttpRequest) -> HttpResponseBase:
        answer = serve(self, request)
        patch_cache_control(answer, max_age=3600)
        return answer

    with patch.object(StaticFilesHandler, "serve", serve_to_be_kept):
        yield


@pytest.fixture
def new_page(browser, live_server):
    """
    Return a function that opens a window of its own: `new_page(width=320, javascript=False)`.

    With `for_axe` each page brings axe's script along, which is quicker than to put it into one that stands open.
    """
    contexts = []

    def open_page(
        *,
        width: int = 1280,
        height: int = 900,
        javascript: bool = True,
        for_axe: bool = False,
        **options,
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            locale="en-GB",
            **options,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        if for_axe:
            context.add_init_script(axe.AXE)
        page = context.new_page()
        page.troubles = []
        page.on("pageerror", lambda error: page.troubles.append(str(error)))
        page.on(
            "console",
            lambda said: page.troubles.append(said.text) if said.type == "error" else None,
        )
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def browser_page(new_page) -> Page:
    """One window, wide, with JavaScript."""
    return new_page()


@pytest.fixture
def sign_in(live_server, settings):
    """Return a function that gives a window the session of a user, without the emails."""

    def give(page: Page, user) -> None:
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        page.context.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": session.session_key,
                    "url": live_server.url,
                }
            ]
        )

    return give
