"""
SIGKILLs of real Celery workers while news goes out to a real mail server: none lost, none twice.

Three workers on the broker and the database of the environment; one of them, with everything below it, is killed
again and again while emails leave, and another one starts in its place. Then each member, or with ``--followers`` each
who follows, must have got the news under exactly one Message-ID. An email whose worker died between the server's
"taken" and the row's "done" arrives again under the same id, which mail programs show once; these are counted too. Run
by ``bench/run kills``.
"""

import os
import random
import re
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

import django

from bench.sink import sink

WORKERS = 3
COMMAND = [
    *(sys.executable, "-m", "celery", "--quiet", "--app", "coproduce", "worker"),
    *("--concurrency", "1", "--loglevel", "ERROR", "--without-gossip", "--without-mingle"),
]


def send_update_to(number: int) -> int:
    """Make a project of this many members, send them an update, and return its message."""
    from django.utils import timezone

    from accounts.models import User
    from projects.models import Member
    from projects.services import create_organisation, create_project
    from updates.services import draft_update, send_update

    now = timezone.now()
    me = User.objects.for_email("kill0@example.org", name="Person 0")
    organisation = create_organisation(name="Kills", by=me)
    project = create_project(
        organisation=organisation, by=me, name="Kills", summary="", purpose="", now=now
    )
    users = User.objects.bulk_create(
        User(email=f"kill{n}@example.org", name=f"Person {n}") for n in range(1, number)
    )
    Member.objects.bulk_create(
        Member(project=project, user=user, known_as=user.name, joined_at=now) for user in users
    )
    by = Member.objects.get(project=project, user=me)
    words = {"title": "The chairs are ordered", "where_we_are": "Twelve chairs are on their way."}
    update = draft_update(project, by=by, more_on=now.date(), now=now, **words)
    return send_update(update, by=by, now=now).pk


def send_news_to(number: int) -> int:
    """Make a project that so many follow, tell them news, and return its message."""
    from bench.followers import fill, tell
    from outbox.models import Message

    tell(fill(number))
    return Message.objects.get(kind="update_shared").pk


class Crew:
    """Workers, each in a session of its own so that it dies with all below it."""

    def __init__(self, log: Path, port: int) -> None:
        self.log = log
        self.env = {**os.environ, "EMAIL_URL": f"smtp://127.0.0.1:{port}"}
        self.workers: list[subprocess.Popen[bytes]] = []

    def fill_up(self) -> None:
        while len(self.workers) < WORKERS:
            with self.log.open("ab") as out:
                self.workers.append(
                    subprocess.Popen(
                        COMMAND, env=self.env, stdout=out, stderr=out, start_new_session=True
                    )
                )

    def kill_one(self) -> None:
        worker = self.workers.pop(random.randrange(len(self.workers)))
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait(10)

    def kill_all(self) -> None:
        while self.workers:
            self.kill_one()


def tick() -> None:
    """Wake the workers as the schedule does, only oftener, so that the run takes minutes and not hours."""
    from outbox.tasks import send_due, spread_news

    spread_news.apply_async(retry=False)
    send_due.apply_async(retry=False)


def kill_while_sending(crew: Crew, taken: Path, emails: int, kills: int) -> int:
    """Kill a worker each time that some more emails were taken; return how many were killed."""
    from django.utils import timezone

    from outbox.models import SendingTurn

    killed, last_tick = 0, 0.0
    deadline = time.monotonic() + 60 + 20 * kills
    while killed < kills and time.monotonic() < deadline:
        crew.fill_up()
        if time.monotonic() - last_tick > 1:
            tick()
            last_tick = time.monotonic()
        sent = taken.read_text().count("\n")
        if sent >= emails:
            break
        if sent > killed * emails // (kills + 1):
            time.sleep(random.uniform(0, 0.05))
            crew.kill_one()
            killed += 1
            # As if the time were over for which it held the turn; if another one does, two send beside each other.
            SendingTurn.objects.update(until=timezone.now())
        time.sleep(0.005)
    return killed


def finish(crew: Crew, message: int) -> int:
    """Bring the end of dead workers' leases forward, let new workers do the rest, return what is left undone."""
    from django.utils import timezone

    from outbox.models import Delivery, Spreading

    undone = Delivery.objects.filter(message=message, done_at=None)
    unspread = Spreading.objects.filter(message=message, done_at=None)
    crew.kill_all()
    undone.update(lease_until=timezone.now())
    crew.fill_up()
    deadline = time.monotonic() + 120
    while (unspread.exists() or undone.exists()) and time.monotonic() < deadline:
        tick()
        time.sleep(1)
    return undone.count()


def judge(taken: Path, emails: int) -> tuple[int, int, int]:
    """Count those who got nothing, who got two ids, and the emails that came again under their id."""
    ids: dict[str, list[str]] = defaultdict(list)
    for line in taken.read_text().splitlines():
        address, mail_id = line.split()
        if re.match(r"(kill|f)\d", address):
            ids[address].append(mail_id)
    lost = emails - len(ids)
    doubled = sum(len(set(found)) > 1 for found in ids.values())
    again = sum(len(found) - len(set(found)) for found in ids.values())
    return lost, doubled, again


def main() -> int:
    """Kill, count and print; 1 when an email was lost or sent under two ids."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--emails", type=int, default=5001)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--followers", action="store_true", help="to those who follow by email")
    options = parser.parse_args()
    os.environ.setdefault("BROKER_VISIBILITY_TIMEOUT", "10")
    django.setup()
    message = (send_news_to if options.followers else send_update_to)(options.emails)
    with sink() as (port, taken), TemporaryDirectory() as folder:
        crew = Crew(Path(folder) / "workers.log", port)
        try:
            killed = kill_while_sending(crew, taken, options.emails, options.kills)
            undone = finish(crew, message)
        finally:
            crew.kill_all()
        lost, doubled, again = judge(taken, options.emails)
        words = crew.log.read_text()
    print(
        f"{options.emails} emails, {killed} workers killed: {lost} lost, {doubled} under two ids,"
    )
    print(f"{undone} rows not done, {again} came again under their own id.")
    if lost or doubled or undone or killed < options.kills:
        print(words[-3000:], file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
