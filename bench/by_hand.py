"""
One member answers all 38 indicators on a phone, at the speed of a person: reads every word of the page, then taps.

It opens a real browser, 320 px wide, on the embedded default. Run by ``bench/run by-hand``; ``--no-javascript`` too.
"""

import os
import signal
import sys
import tempfile
import time
from argparse import ArgumentParser
from pathlib import Path

#: An adult reads so many words of plain English a minute, silently (Brysbaert 2019, a meta-analysis of 190 studies).
WORDS_A_MINUTE = 238
#: So long it takes to find an answer and tap it.
SECONDS_A_TAP = 0.7
MOST_SECONDS, MOST_PAGES, INDICATORS = 240, 12, 38
#: What is read of a page: its text, but not "Page 3 of 10". The five answers are always the same, and part of the tap.
READ = """() => [...document.querySelectorAll('main h1, main p, main legend, main li, main label')]
  .filter(e => e.offsetParent && !e.closest('.answers') && !e.matches('.soft')).map(e => e.innerText)"""


def answer(page) -> tuple[int, int]:
    """Go through the pages until the answers are sent; return how many pages and answers there were."""
    pages = answers = 0
    known: set[str] = set()
    while True:
        pages += 1
        # What stands on each page again is read once.
        new = set(page.evaluate(READ)) - known
        known |= new
        time.sleep(sum(len(text.split()) for text in new) / WORDS_A_MINUTE * 60)
        for group in page.locator("fieldset.rate").all():
            time.sleep(SECONDS_A_TAP)
            group.get_by_label("Mostly", exact=True).check()
            answers += 1
        time.sleep(SECONDS_A_TAP)
        send = page.locator("button[name=go][value=send]")
        is_last = send.count() > 0
        (send if is_last else page.locator("button[name=go][value=next]")).click()
        page.wait_for_load_state("networkidle")
        if is_last:
            page.get_by_role("heading", name="Thank you").wait_for()
            return pages, answers


def main() -> int:
    """Fill, start, answer, print; 1 when it took too long or too many pages."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--no-javascript", action="store_true")
    options = parser.parse_args()
    import django

    from tests.system.processes import Program, free_port, wait_for

    port = free_port()
    site = os.environ["SITE_URL"] = f"http://localhost:{port}"
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from bench.fill import session_of
    from bench.ratings import fill

    call_command("migrate", verbosity=0)
    _review, path, emails = fill()
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(emails[0]), "url": site}
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    log = Path(tempfile.mkdtemp()) / "serve.log"
    with Program(command, env=dict(os.environ), log=log) as program:
        wait_for(lambda: "Coproduce is ready." in program.words, seconds=60, name="the start")
        took, pages, answers = _in_a_browser(f"{site}{path}", cookie, not options.no_javascript)
        program.send(signal.SIGINT)
        program.wait(20)
    is_met = took < MOST_SECONDS and pages <= MOST_PAGES and answers == INDICATORS
    print(f"{answers} indicators on {pages} pages in {took:.0f} s (bar: {MOST_SECONDS} s).")
    print("The bar is met." if is_met else "The bar is MISSED.")
    return 0 if is_met else 1


def _in_a_browser(address: str, cookie: dict[str, str], javascript: bool) -> tuple[float, int, int]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    from playwright.sync_api import sync_playwright

    from tests.browser import chromium

    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        context = browser.new_context(
            viewport={"width": 320, "height": 640}, java_script_enabled=javascript, has_touch=True
        )
        context.add_cookies([cookie])
        page = context.new_page()
        begin = time.perf_counter()
        page.goto(address)
        pages, answers = answer(page)
        took = time.perf_counter() - begin
        browser.close()
    return took, pages, answers


if __name__ == "__main__":
    raise SystemExit(main())
