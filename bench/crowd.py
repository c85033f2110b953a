"""
50 people use a project for three minutes: read its pages, say things, and choose how they hear.

On PostgreSQL and Redis, with the parts of docker-compose.yml and a real mail server. Each has a session of their own
and looks at a page for about a second. Every answer is looked at: its status, and that what was sent came in. Run by
``bench/run crowd``.
"""

import os
import random
import sys
import threading
import time
from argparse import ArgumentParser
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import django

from bench.sink import sink

PEOPLE, SECONDS, LOOKS = 50, 180.0, (0.3, 1.7)
#: Pages that they open, and words that only the right one holds. Every fifth time they send something instead.
PAGES = {
    "": "Waiting at night",
    "plan/": "No building work before April",
    "decisions/": "lights are dimmed from 11pm",
    "people/": "Person 0",
    "doing/": "How we are doing",
    "questions/": "Question 1: what do we not know?",
    "me/": "My part",
    "find/?q=lights": "dimmed from 11pm",
}
SENDS_EVERY = 5


@dataclass
class Taken:
    """What happened: seconds of each answer, what was said, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Visitor:
    """One person, in a thread of their own."""

    def __init__(self, site: str, base: str, *, number: int, session: str, taken: Taken) -> None:
        from django.conf import settings

        from tests.system.person import Person

        self.person = Person(site)
        self.person.take_cookie(settings.SESSION_COOKIE_NAME, session)
        self.base, self.number, self.taken = base, number, taken
        self.chance = random.Random(number)

    def stay(self, until: float) -> None:
        """Look at one page after the other; what goes wrong is kept, and they go on."""
        turn = self.number
        while time.monotonic() < until:
            try:
                if turn % SENDS_EVERY == 0:
                    self._send(turn)
                else:
                    path = self.chance.choice(list(PAGES))
                    self._note("open", self.base + path, holds=PAGES[path])
            except Exception as error:  # whatever it is: somebody was let down
                self._fault(f"{type(error).__name__}: {error}"[:300])
            turn += 1
            time.sleep(self.chance.uniform(*LOOKS))

    def _send(self, turn: int) -> None:
        if turn % 2:
            self._note("open", f"{self.base}me/how-i-hear/", holds="")
            rhythm = self.chance.choice(["at-once", "weekly", "monthly"])
            self._note("send", "rhythm", rhythm=rhythm, holds="")
            return
        words = f"Person {self.number} says for the {turn}th time that it is cold"
        self._note("open", f"{self.base}say/", holds="")
        self._note("send", "words", words=words, holds=words)
        with self.taken.lock:
            self.taken.said.append(words)

    def _note(self, does: str, what: str, *, holds: str, **values: str) -> None:
        begin = time.perf_counter()
        getattr(self.person, does)(what, **values)
        with self.taken.lock:
            self.taken.seconds.append(time.perf_counter() - begin)
        if self.person.status != 200 or holds not in self.person.words:
            self._fault(f"{self.person.status} at {self.person.url}: no «{holds}»")

    def _fault(self, why: str) -> None:
        with self.taken.lock:
            self.taken.faults.append(why)


def main() -> int:
    """Fill, let them come, count; 1 when anybody met an error or something that was said is not there."""
    parser = ArgumentParser(description=__doc__)
    servers = {"database": os.environ["DATABASE_URL"], "broker": os.environ["BROKER_URL"]}
    parser.add_argument("--seconds", type=float, default=SECONDS)
    options = parser.parse_args()
    django.setup()
    from django.conf import settings

    from bench.fill import fill, session_of
    from questions.models import Contribution
    from questions.services import ask_question
    from tests.system.stack import Stack

    project = fill()
    me = project.members.get(role="facilitator")
    for number in range(3):
        words = f"Question {number}: what do we not know?"
        ask_question(project, by=me, words=words, now=project.created_at)
    taken = Taken()
    with (
        sink() as (port, _mails),
        TemporaryDirectory() as folder,
        Stack(Path(folder), mail=f"smtp://127.0.0.1:{port}", **servers) as stack,
    ):
        # The sessions are made here, and are good there.
        settings.SECRET_KEY = stack.env["SECRET_KEY"]
        people = [
            Visitor(
                stack.site,
                f"/projects/{project.slug}/",
                number=number,
                session=session_of(f"bench{number}@example.org"),
                taken=taken,
            )
            for number in range(PEOPLE)
        ]
        until = time.monotonic() + options.seconds
        threads = [threading.Thread(target=one.stay, args=(until,)) for one in people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        logs = {log.name: log.read_text() for log in Path(folder).glob("*.log")}
    kept = set(Contribution.objects.filter(project=project).values_list("words", flat=True))
    lost = [words for words in taken.said if words not in kept]
    return show(taken, lost, [name for name, words in logs.items() if "Traceback" in words])


def show(taken: Taken, lost: list[str], with_tracebacks: list[str]) -> int:
    """Print the figures; 1 when anything went wrong."""
    ordered = sorted(taken.seconds)
    p50, p95 = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
    print(f"{PEOPLE} people, {len(ordered)} answers: p50 {p50:.3f} s, p95 {p95:.3f} s,")
    print(f"longest {ordered[-1]:.3f} s. {len(taken.said)} things said, {len(lost)} lost.")
    print(f"{len(taken.faults)} errors; logs with a traceback: {with_tracebacks or 'none'}.")
    for why in taken.faults[:5]:
        print(f"  {why}", file=sys.stderr)
    return 1 if taken.faults or lost or with_tracebacks else 0


if __name__ == "__main__":
    sys.exit(main())
