"""
SIGKILLs of web servers and workers while people rate, and while their review is closed: none lost, none twice.

Web server and worker run on the database and the broker of the environment. Members send their answers, and send them
again when nobody answers, as a person would. At moments of chance the web server or the worker is killed with all
below it, and another one starts in its place. Then the last day passes, and whoever closes the review and cleans the
disk is killed again and again. Run by ``bench/run ballots``.
"""

import http.client
import os
import random
import signal
import subprocess
import sys
import threading
import time
from argparse import ArgumentParser
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import django

from bench import ratings
from bench.servers import free_port

#: How long a member waits before sending again, in seconds.
PAUSE = 0.3


class Kin:
    """A program that is killed and comes back: in a session of its own, so that it dies with all below it."""

    def __init__(self, *command: str, log: Path) -> None:
        self.command, self.log = [sys.executable, "-m", *command], log
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as out:
            return subprocess.Popen(self.command, stdout=out, stderr=out, start_new_session=True)

    def end(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def kill(self) -> None:
        self.end()
        self.process = self._start()


class Voter:
    """One member, who sends the same answers until they are told that they are in."""

    def __init__(self, site: str, path: str, session: str, seed: int) -> None:
        from django.conf import settings

        from tests.system.person import Person

        self.person, self.path, self.chance = Person(site), path, random.Random(seed)
        self.person.take_cookie(settings.SESSION_COOKIE_NAME, session)
        self.is_in = False

    def vote(self, until: float) -> None:
        while not self.is_in and time.monotonic() < until:
            with suppress(OSError, http.client.HTTPException, StopIteration):
                self._once()
            time.sleep(PAUSE)

    def _once(self) -> None:
        page = self.person.open(self.path)
        if "Your answers are in" in page.page.words:
            self.is_in = True
            return
        form = next(form for form in page.page.forms if "at" in form.fields)
        answers = {f"a-{pk}": str(self.chance.randrange(5)) for pk in INDICATORS}
        wanted = {**form.fields, **answers, "question": "Warm?", "at": "11", "go": "send"}
        self.is_in = "Your answers are in" in self.person.open(self.path, wanted).page.words


INDICATORS: list[int] = []


def kill_while(is_going: Callable[[], bool], kin: list[Kin], kills: int, seconds: float) -> int:
    """Kill one or the other at moments of chance, so many times in so many seconds, while something goes on."""
    killed = 0
    moments = sorted(random.uniform(0.5, seconds) for _n in range(kills))
    begin = time.monotonic()
    for moment in moments:
        while time.monotonic() - begin < moment and is_going():
            time.sleep(0.005)
        if not is_going():
            break
        random.choice(kin).kill()
        killed += 1
    return killed


def vote_all(site: str, path: str, emails: list[str], kin: list[Kin], options: Any) -> int:
    """Let everybody vote within the given time while the servers are killed; return how many times they were."""
    from bench.fill import session_of

    until = time.monotonic() + options.seconds + 120
    voters = [
        Voter(site, path, session_of(email), seed) for seed, email in enumerate(emails, start=1)
    ]
    threads = [
        threading.Timer(options.seconds * place / len(voters), voter.vote, [until])
        for place, voter in enumerate(voters)
    ]
    for thread in threads:
        thread.start()
    killed = kill_while(
        lambda: any(thread.is_alive() for thread in threads), kin, options.kills, options.seconds
    )
    for thread in threads:
        thread.join()
    return killed


#: What a worker does when the schedule ticks, with a word when it begins.
TICK = (
    "import django; django.setup(); from ballots.cleaning import clean_up; "
    "from elements.tasks import close_due_reviews; print('begins', flush=True); close_due_reviews(); clean_up()"
)


def close_all(review: Any, kills: int) -> int:
    """Let the last day pass, and kill whoever closes and cleans, a moment after they began; return how many were."""
    from ballots.models import Seal
    from elements.models import Review

    Review.objects.update(closes_on=review.closes_on - timedelta(days=30))
    killed = 0
    while Seal.objects.exists():
        ticks = subprocess.Popen([sys.executable, "-c", TICK], stdout=subprocess.PIPE)
        assert ticks.stdout
        ticks.stdout.readline()
        if killed < kills:
            # Later each time, until it is done between two of them.
            time.sleep(random.uniform(0, 0.1 + killed / 20))
            killed += ticks.poll() is None
            ticks.kill()
        ticks.wait(120)
        ticks.stdout.close()
    return killed


def judge(review_key: int, how_many: int) -> list[str]:
    """Return what is wrong with the results: lost, counted twice, or left on the disk."""
    from django.conf import settings

    from ballots.models import Seal, SealedPiece
    from elements.models import Asked, Result, Review, Words

    review = Review.objects.get(pk=review_key)
    counted = {row.count for row in Result.objects.filter(review=review)}
    found = {
        "closed": review.is_closed,
        "told that they are in": Asked.objects.filter(has_answered=True).count() == how_many,
        "answered": review.answered_count == how_many,
        "read": review.unread_count == 0,
        "each indicator counted once a person": counted == {how_many},
        "words": Words.objects.count() == how_many,
        "no piece left": not SealedPiece.objects.exists(),
        "no seal left": not Seal.objects.exists(),
        "no key left": not list(Path(settings.KEYS_DIR).glob("*.key")),
    }
    print(f"{review.answered_count} of {how_many} answered; each indicator was counted {counted}.")
    return [name for name, is_right in found.items() if not is_right]


def main() -> int:
    """Kill, count and print; 1 when an answer was lost or counted twice, or something was left."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=ratings.MEMBERS)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=150)
    options = parser.parse_args()
    ratings.MEMBERS = options.members
    port = free_port()
    os.environ["SITE_URL"] = site = f"http://localhost:{port}"
    os.environ.setdefault("BROKER_VISIBILITY_TIMEOUT", "5")
    django.setup()
    from django.core.management import call_command

    from elements.models import Review

    call_command("migrate", verbosity=0)
    key, path, emails = ratings.fill()
    review = Review.objects.get(pk=key)
    INDICATORS.extend(row.pk for row in review.asked_indicators())
    log = Path(mkdtemp()) / "servers.log"
    web = Kin(
        *("gunicorn", "coproduce.wsgi", "--preload", "--workers", "2", "--threads", "4"),
        "--no-control-socket",
        *("--bind", f"127.0.0.1:{port}"),
        log=log,
    )
    worker = Kin(
        *("celery", "--quiet", "--app", "coproduce", "worker", "--concurrency", "1"), log=log
    )
    try:
        killed = vote_all(site, path, emails, [web, worker], options)
    finally:
        web.end()
        worker.end()
    closing = close_all(review, kills=max(3, options.kills // 10))
    print(f"{killed} kills while {len(emails)} people voted, {closing} while the review closed.")
    wrong = judge(key, len(emails))
    for name in wrong:
        print(f"  not so: {name}")
    if wrong:
        print(log.read_text()[-3000:], file=sys.stderr)
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
