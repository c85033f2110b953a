"""
500 members rate a project from one address on the embedded default, as ./run starts it: SQLite, worker, schedule.

Each signs in with a session made before, but for some who really ask for a code; opens the review, goes through its
twelve pages and sends. Counted: what was lost, what was refused, and how long each answer of the server took.
Run by ``bench/run ratings``.
"""

import os
import random
import signal
import sys
import tempfile
import threading
import time
from argparse import ArgumentParser
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MEMBERS, SIGN_IN, BAR = 500, 40, 1.0


@dataclass
class Taken:
    """What happened: seconds of each answer, and what was refused."""

    seconds: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    lock: Any = field(default_factory=threading.Lock)

    def percentile(self, share: float) -> float:
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


class Member:
    """One person at a browser, in a thread of their own."""

    def __init__(self, site: str, taken: Taken, *, email: str, session: str, path: str) -> None:
        from tests.system.person import Person

        self.person = Person(site)
        self.taken, self.email, self.session, self.path = taken, email, session, path

    def rate(self) -> None:
        """Sign in, answer everything, send."""
        from django.conf import settings

        if self.session:
            self.person.take_cookie(settings.SESSION_COOKIE_NAME, self.session)
        else:
            self._sign_in()
        page = self._ask(self.path)
        chance = random.Random(self.email)
        for _page in range(12):
            form = next(form for form in page.page.forms if "at" in form.fields)
            go = "send" if ("go", "send") in form.buttons else "next"
            wanted = {name: str(chance.randint(0, 4)) for name in page.radios()}
            page = self._ask(form.action, form.fields | wanted | {"go": go})
        if "Your answers are in" not in page.words:
            self._refuse(f"{self.email}: {page.status} {page.words[:200]}")

    def _sign_in(self) -> None:
        from accounts.models import SignInCode

        self._ask("/sign-in/")
        self._send("email", email=self.email)
        code = SignInCode.objects.filter(email=self.email).order_by("-pk")[0].code
        self._send("code", code=code)
        if "Hello" not in self.person.words:
            self._refuse(f"{self.email} is not signed in: {self.person.words[:200]}")

    def _send(self, having: str, **values: str) -> None:
        begin = time.perf_counter()
        self.person.send(having, **values)
        self._note(begin)

    def _ask(self, path: str, data: dict[str, str] | None = None) -> Any:
        begin = time.perf_counter()
        page = self.person.open(path, data)
        self._note(begin)
        return page

    def _note(self, begin: float) -> None:
        with self.taken.lock:
            self.taken.seconds.append(time.perf_counter() - begin)
        if self.person.status != 200:
            self._refuse(f"{self.person.status} at {self.person.url}")

    def _refuse(self, why: str) -> None:
        with self.taken.lock:
            self.taken.refused.append(why)


def fill() -> tuple[int, str, list[str]]:
    """Make a project of 500 members with an open review; return its key, its path and the members' addresses."""
    from datetime import timedelta

    from django.utils import timezone

    from accounts.models import User
    from elements.services import open_review
    from projects.models import Member as ProjectMember
    from projects.models import Project, Role
    from projects.services import create_organisation, create_project

    now = timezone.now()
    first = User.objects.for_email("bench@example.org", name="Bench")
    organisation = create_organisation(name="Bench", by=first)
    project = create_project(
        organisation=organisation, by=first, name="Bench", summary="", purpose="", now=now
    )
    Project.objects.filter(pk=project.pk).update(
        state=Project.State.RUNNING, started_on=timezone.localdate()
    )
    emails = [f"bench{n}@example.org" for n in range(MEMBERS)]
    users = User.objects.bulk_create(User(email=email, name=email) for email in emails)
    ProjectMember.objects.bulk_create(
        ProjectMember(
            project=project, user=user, role=Role.PARTICIPANT, known_as=user.name, joined_at=now
        )
        for user in users
    )
    closes_on = timezone.localdate() + timedelta(days=7)
    review = open_review(project, title="Review", closes_on=closes_on, now=now)
    return review.pk, f"/projects/{project.slug}/doing/reviews/{review.pk}/rate/", emails


def main() -> int:
    """Fill, start, rate, count; 1 when a bar is missed."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=150, help="the time in which they begin")
    options = parser.parse_args()
    import django

    from tests.system.processes import Program, free_port, wait_for

    port = free_port()
    os.environ["SITE_URL"] = f"http://localhost:{port}"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    review, path, emails = fill()
    taken = Taken()
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    log = Path(tempfile.mkdtemp()) / "serve.log"
    with Program(command, env=dict(os.environ), log=log) as program:
        wait_for(lambda: "Coproduce is ready." in program.words, seconds=60, name="the start")
        begin = time.perf_counter()
        _rate_all(f"http://localhost:{port}", path, emails, taken, seconds=options.seconds)
        took = time.perf_counter() - begin
        program.send(signal.SIGINT)
        program.wait(20)
    return show(review, taken, took)


def _rate_all(site: str, path: str, emails: list[str], taken: Taken, *, seconds: float) -> None:
    from bench.fill import session_of

    members = [
        Member(
            site,
            taken,
            email=email,
            session="" if place < SIGN_IN else session_of(email),
            path=path,
        )
        for place, email in enumerate(emails)
    ]
    random.Random(1).shuffle(members)
    threads = []
    for place, member in enumerate(members):
        thread = threading.Timer(seconds * place / len(members), member.rate)
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()


def show(review: int, taken: Taken, took: float) -> int:
    """Print what was lost and how long the answers took; 1 when a bar is missed."""
    from elements.models import Asked, Review
    from tests.sealed import contents_of

    answered = Asked.objects.filter(review=review, has_answered=True).count()
    ballots = contents_of(Review.objects.get(pk=review))
    tallied = sum(len(entry["answers"]) for entry in ballots)
    tail = taken.percentile(0.95)
    print(f"{answered} of {MEMBERS} answered in {took:.0f} s, {SIGN_IN} of whom asked for a code.")
    print(f"{tallied} of {MEMBERS * 38} answers counted; refused: {len(taken.refused)}.")
    print(f"{len(taken.seconds)} requests: p50 {taken.percentile(0.5):.3f} s, p95 {tail:.3f} s.")
    for why in taken.refused[:5]:
        print(f"  refused: {why}")
    is_met = answered == MEMBERS and tallied == MEMBERS * 38 and not taken.refused and tail < BAR
    print("The bar is met." if is_met else "The bar is MISSED.")
    return 0 if is_met else 1


if __name__ == "__main__":
    raise SystemExit(main())
