"""
How long a code for signing in takes behind 600 emails that leave slowly, and behind six reports of a large project.

The mail server takes two seconds an email. On PostgreSQL and Redis the parts run as in docker-compose.yml, on SQLite as
``./run`` starts them. People ask on the page for it; counted is the time until the mail server has taken their email.
Run by ``bench/run codes``.
"""

import os
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import django

from bench.sink import sink

ASKED, EMAILS, REPORTS, SLOW, BAR = 25, 600, 6, 2.0, 10.0


@contextmanager
def as_composed(folder: Path, mail: str) -> Iterator[str]:
    """Run the parts of docker-compose.yml on the database and the broker of the environment; give the site."""
    from tests.system.stack import Stack

    database, broker = os.environ["DATABASE_URL"], os.environ["BROKER_URL"]
    with Stack(folder, database=database, broker=broker, mail=mail) as stack:
        yield stack.site


@contextmanager
def as_run(folder: Path, mail: str) -> Iterator[str]:
    """Run what ``./run`` starts; give the site."""
    from tests.system.processes import Program, free_port, wait_for

    port = free_port()
    env = {**os.environ, "EMAIL_URL": mail, "SITE_URL": f"http://localhost:{port}"}
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    with Program(command, env=env, log=folder / "serve.log") as program:
        wait_for(lambda: "is ready" in program.words, seconds=90, name=program.words)
        yield env["SITE_URL"]


def ask(site: str, taken: Path, name: str) -> list[float]:
    """Let people ask for a code, one a second, and return the seconds until each email was taken."""
    from accounts.models import User
    from tests.system.person import Person

    asked: dict[str, float] = {}
    for number in range(ASKED):
        email = f"{name}{number}@example.org"
        User.objects.for_email(email)
        asked[email] = time.monotonic()
        Person(site).open("/sign-in/").send("email", email=email)
        _look(taken, asked)
        time.sleep(max(0.0, 1 - (time.monotonic() - asked[email])))
    deadline = time.monotonic() + 300
    while any(seconds > 0 for seconds in asked.values()) and time.monotonic() < deadline:
        _look(taken, asked)
        time.sleep(0.05)
    return sorted(-seconds if seconds <= 0 else 300.0 for seconds in asked.values())


def _look(taken: Path, asked: dict[str, float]) -> None:
    """Turn the moment of asking into the seconds it took, below zero, for each whose email was taken."""
    there = {line.split()[0] for line in taken.read_text().splitlines()}
    now = time.monotonic()
    for email, since in asked.items():
        if since > 0 and email in there:
            asked[email] = since - now


def ask_for_reports(project: object) -> None:
    """Ask for six reports, more than one person may, and wait until one is being made."""
    from django.utils import timezone

    from reports.models import Report, Stage
    from reports.tasks import render_due

    now, today = timezone.now(), timezone.localdate()
    for days in range(REPORTS):
        first = today - timedelta(days=300 + days)
        Report.objects.create(
            project=project, starts_on=first, ends_on=today, created_at=now, due_at=now
        )
    render_due.apply_async(retry=False)
    deadline = time.monotonic() + 60
    working = Report.objects.filter(stage__in=[Stage.GATHERING, Stage.RENDERING])
    while not working.exists() and time.monotonic() < deadline:
        time.sleep(0.1)


def told(seconds: list[float], what: str) -> bool:
    """Print the figures; return whether the bar is met."""
    p95 = seconds[min(len(seconds) - 1, int(len(seconds) * 0.95))]
    middle = seconds[len(seconds) // 2]
    print(
        f"{what}: median {middle:.1f} s, p95 {p95:.1f} s, longest {seconds[-1]:.1f} s", flush=True
    )
    return p95 <= BAR


def main() -> int:
    """Fill, ask, print; 1 when a bar is missed."""
    ArgumentParser(description=__doc__).parse_args()
    django.setup()
    from bench.fill import fill
    from bench.kill_workers import send_update_to
    from reports.models import Report

    project = fill()
    is_composed = "DATABASE_URL" in os.environ
    servers, name = (as_composed, "PostgreSQL") if is_composed else (as_run, "SQLite")
    with (
        sink(slow=SLOW) as (port, taken),
        TemporaryDirectory() as folder,
        servers(Path(folder), f"smtp://127.0.0.1:{port}") as site,
    ):
        ask_for_reports(project)
        behind_reports = ask(site, taken, "reports")
        left = Report.objects.waiting().count()
        print(f"{REPORTS - left} of {REPORTS} reports were over by then.", flush=True)
        Report.objects.waiting().update(gave_up_at=project.created_at)
        send_update_to(EMAILS)
        behind_mails = ask(site, taken, "mails")
    met = [
        told(behind_reports, f"{name}, behind {REPORTS} reports"),
        told(behind_mails, f"{name}, behind {EMAILS} emails"),
    ]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
