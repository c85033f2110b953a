"""
Whatever fails in the database, whoever is signed in: 503 with what to do and what was typed, never a bare 500.

Real gunicorn as in use, with sessions of several roles, on a real PostgreSQL server or SQLite file of this run. For
each way to fail, every form that each of them meets is sent, filled in, and pages are read; then the fault ends, and
the site has to work again by itself. Run by ``bench/run outages``, as root: the small disks are mounted.
"""

import os
import re
import sys
import time
import urllib.parse
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from bench.faults import Cluster, File, SmallDisk
from bench.walks import AT_ONCE, WORDS, Answer, Ask, Gunicorn, Walk

#: Nobody waits longer for a page, in seconds.
MOST_SECONDS = 20
#: What an answer may have wrong with it, as it stands at the top of the table.
WRONG = ("bare 500", "words lost", "no answer", "over 20 s", "no Retry-After", "says saved")
FILE_WORDS = "We did not keep the file"
PRIVATE_WORDS = "What you were sending is private"
#: Ticks off letters of which there are none in this project, and says that it was done already.
NOTHING_TO_SAVE = {"letter_pack_posted"}
#: Ways to fail in which nothing at all can be saved.
NOTHING_SAVED = {
    *("server stopped", "server paused", "read-only by a setting", "read-only as a hot standby"),
    *("read-only disk", "file moved away", "file never there"),
}


def wrongs(ask: Ask, answer: Answer, *, nothing_saved: bool) -> Iterator[str]:
    """Name what is wrong with an answer, in the words of the table."""
    if answer.status == 0:
        yield "no answer"
    if answer.seconds > MOST_SECONDS:
        yield "over 20 s"
    if answer.status >= 500 and answer.status != 503:
        yield "bare 500"
    if answer.status == 503 and not answer.headers.get("retry-after"):
        yield "no Retry-After"
    if ask.data is None or answer.status == 0:
        return
    if 300 <= answer.status < 400:
        is_sign_in = "/sign-in/?next=" in answer.headers.get("location", "")
        if ask.session and is_sign_in:
            yield "words lost"
        elif nothing_saved and _name(ask.path) not in NOTHING_TO_SAVE:
            yield "says saved"
    elif is_lost(ask, answer):
        yield "words lost"


def _name(path: str) -> str:
    from django.urls import resolve

    return resolve(urllib.parse.urlsplit(path).path).url_name or ""


def is_lost(ask: Ask, answer: Answer) -> bool:
    """Whether the page lacks what was typed, shows what is private, or does not say that the file is gone."""
    from django.urls import resolve

    from core.typed import SECRETS

    texts = {ask.data[name] for name in ask.typed if ask.data and name not in SECRETS}
    path = urllib.parse.urlsplit(ask.path).path
    if answer.status < 400:
        return False
    view = resolve(path).func
    if (
        hasattr(view, "takes_private_answers")
        and (ask.data or {}).get("shown", "unnamed") == "unnamed"
    ):
        return PRIVATE_WORDS not in answer.page or escape(WORDS) in answer.page
    # Django writes a quotation mark in its own way.
    page = answer.page.replace("&#39;", "&#x27;")
    if any(text and escape(text) not in page for text in texts):
        return True
    return bool(ask.files) and FILE_WORDS not in answer.page


def back_again(walk: Walk) -> float:
    """Return after how many seconds each of as many requests as there are threads is answered; -1 when never."""
    begin = time.monotonic()
    asks = [Ask("facilitator", walk.sessions["facilitator"], "/")] * AT_ONCE * 2
    write = next(ask for ask in walk.sends if ask.role == "facilitator" and ask.path == "/you/")
    while time.monotonic() - begin < 120:
        got = [answer.status for _ask, answer in walk.send([*asks, *[write] * AT_ONCE])]
        if set(got) <= {200, 302}:
            return time.monotonic() - begin
        time.sleep(1)
    return -1


@dataclass
class Row:
    """One line of the table."""

    name: str
    reads: int
    sends: int
    statuses: Counter[int]
    wrong: Counter[str]
    slowest: Answer
    slowest_ask: Ask
    logged: int
    back: float
    examples: list[str]

    def line(self) -> str:
        statuses = " ".join(f"{status}:{count}" for status, count in sorted(self.statuses.items()))
        wrong = " | ".join(f"{self.wrong[name]}" for name in WRONG)
        back = f"{self.back:.1f} s" if self.back >= 0 else "NEVER"
        return (
            f"| {self.name} | {self.reads} + {self.sends} | {wrong} | {self.slowest.seconds:.1f} s | "
            f"{self.logged} of {self.statuses[503] + self.statuses[500]} | {back} | {statuses} |"
        )

    @property
    def is_right(self) -> bool:
        fails = self.statuses[503] + self.statuses[500]
        return not self.wrong and self.back >= 0 and self.logged >= fails


def try_way(name: str, way: Callable[[], AbstractContextManager[None]], walk: Walk) -> Row:
    """Let the database fail in one way, send everything, and let it be well again."""
    from django.db import connections

    connections.close_all()
    logged = _logged(walk.web.log)
    with way():
        found = walk.send([*walk.sends, *walk.reads])
    slowest_ask, slowest = max(found, key=lambda pair: pair[1].seconds)
    row = Row(
        name=name,
        reads=len(walk.reads),
        sends=len(walk.sends),
        statuses=Counter(answer.status for _ask, answer in found),
        wrong=Counter(),
        slowest=slowest,
        slowest_ask=slowest_ask,
        logged=_logged(walk.web.log) - logged,
        back=back_again(walk),
        examples=[],
    )
    for ask, answer in found:
        for wrong in wrongs(ask, answer, nothing_saved=name in NOTHING_SAVED):
            row.wrong[wrong] += 1
            what = re.sub(r"\s+", " ", answer.page)[:80]
            row.examples.append(f"{wrong}: {ask.role} {ask.path} {answer.status} {what}")
    return row


def _logged(log: Path) -> int:
    """Count the failures of which the log has the exception."""
    return len(
        re.findall(r"(?:Internal Server Error|Service Unavailable): .*\nTraceback", log.read_text())
    )


@contextmanager
def postgresql(web: Gunicorn) -> Iterator[dict[str, Any]]:
    cluster = Cluster(os.environ["PG_BIN"])
    try:
        os.environ["DATABASE_URL"] = cluster.url
        yield cluster.ways()
    finally:
        web.stop()
        cluster.end()


@contextmanager
def sqlite(web: Gunicorn) -> Iterator[dict[str, Any]]:
    disk = SmallDisk()
    try:
        os.environ.pop("DATABASE_URL", None)
        os.environ.pop("BROKER_URL", None)
        os.environ["COPRODUCE_DATA_DIR"] = str(disk.path / "data")
        yield File(disk, web).ways()
    finally:
        web.stop()
        disk.end()


def main() -> int:
    """Fail in each way, count, print a table; 1 when a bar is missed."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("engine", choices=["postgresql", "sqlite"])
    parser.add_argument("--only", default="", help="words that stand in the name of a way to fail")
    parser.add_argument("--reads", type=int, default=60, help="how many pages are read each time")
    options = parser.parse_args()
    web = Gunicorn()
    os.environ["SITE_URL"] = f"http://localhost:{web.port}"
    os.environ["COPRODUCE_DEMO"] = "1"
    with {"postgresql": postgresql, "sqlite": sqlite}[options.engine](web) as ways:
        rows = list(_try_all(web, ways, options))
    print(f"\n| {options.engine} | read + sent | {' | '.join(WRONG)} | slowest | logged | back | |")
    print("|---" * (len(WRONG) + 6) + "|")
    for row in rows:
        print(row.line())
    print(f"{sum(row.reads + row.sends for row in rows)} requests.")
    for row in rows:
        what, got = row.slowest_ask, row.slowest
        method = "GET" if what.data is None else "POST"
        print(f"  {row.name}: slowest: {method} {what.role} {what.path} {got.status}")
        for example in row.examples[:12]:
            print(f"  {row.name}: {example}")
    is_met = all(row.is_right for row in rows)
    print("The bar is met." if is_met else f"The bar is MISSED. The log: {web.log}")
    return 0 if is_met else 1


def _try_all(web: Gunicorn, ways: dict[str, Any], options: Any) -> Iterator[Row]:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    web.start()
    for number, (name, way) in enumerate(ways.items()):
        if options.only not in name:
            continue
        walk = Walk(web, number)
        walk.reads = walk.reads[:: max(1, len(walk.reads) // options.reads)]
        row = try_way(name, way, walk)
        print(row.line(), flush=True)
        yield row
        if row.back < 0:
            web.stop()
            web.start()


if __name__ == "__main__":
    sys.exit(main())
