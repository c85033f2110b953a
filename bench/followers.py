"""
News to very many who follow: spread and sent, beside handing the same emails to the same mail server and nothing else.

The limit of the mail path is one connection that takes one ready email after the other: no database, no rendering.
Run by ``bench/run followers``; on PostgreSQL, with one worker and with four.
"""

import subprocess
import sys
import time
from argparse import ArgumentParser
from pathlib import Path

import django

from bench.sink import sink

NUMBER, BAR = 100_000, 0.8
WORKERS = (1, 4)


def fill(number: int) -> object:
    """Make a running project with a public page that so many follow; return it."""
    from django.utils import timezone

    from accounts.models import User
    from outbox.models import Follower
    from projects.models import Project
    from projects.services import create_organisation, create_project

    now = timezone.now()
    me = User.objects.for_email("followed@example.org", name="Jo")
    organisation = create_organisation(name="Followed", by=me)
    project = create_project(
        organisation=organisation, by=me, name="Followed", summary="", purpose="", now=now
    )
    started = {"state": "running", "started_on": now.date(), "is_public": True}
    Project.objects.filter(pk=project.pk).update(**started)
    project.refresh_from_db()
    for begin in range(0, number, 5000):
        Follower.objects.bulk_create(
            Follower(project=project, address=f"f{n}@example.org", asked_at=now, confirmed_at=now)
            for n in range(begin, min(begin + 5000, number))
        )
    return project


def tell(project: object) -> float:
    """Write news and send it, as a facilitator does; return how long that took, in seconds."""
    from django.utils import timezone

    from updates.services import draft_update, send_update

    now = timezone.now()
    jo = project.members.get()  # type: ignore[attr-defined]
    news = draft_update(
        project,  # type: ignore[arg-type]
        by=jo,
        title="Where we are: the chairs are ordered",
        where_we_are="Twelve chairs are on their way. " * 10,
        settled="The chairs, the lamps and the hours.",
        more_on=now.date(),
        is_public=True,
        now=now,
    )
    begin = time.perf_counter()
    send_update(news, by=jo, now=now)
    return time.perf_counter() - begin


def work() -> None:
    """Do what one worker does until nothing is left."""
    from outbox.models import Delivery, Spreading
    from outbox.tasks import send_due, spread_news

    while Spreading.objects.filter(done_at=None).exists() or Delivery.objects.waiting().exists():
        spread_news()
        send_due()
        time.sleep(0.5)


def limit(number: int) -> float:
    """Return how many ready emails a second the mail server takes from one connection."""
    from django.core.mail import get_connection

    from outbox.emails import letter
    from outbox.kinds import put_into_words
    from outbox.models import Delivery

    row = Delivery.objects.select_related("message__project", "follower").latest("pk")
    build = letter(put_into_words(row.message))
    connection = get_connection()
    connection.open()
    begin = time.perf_counter()
    for _n in range(number):
        connection.send_messages([build(row)])
    took = time.perf_counter() - begin
    connection.close()
    return number / took


def use(port: int) -> None:
    """Let this process send to the mail server of the bench."""
    from django.conf import settings

    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""


def measure(project: object, workers: int, *, port: int, path: Path, number: int) -> bool:
    """Tell news once with so many workers; print, and return whether the bar is met and nobody was left out."""
    before = len(path.read_text().splitlines())
    asked = tell(project)
    begin = time.perf_counter()
    running = [
        subprocess.Popen([sys.executable, "-m", "bench.followers", "--work", str(port)])
        for _n in range(workers)
    ]
    answers = [one.wait() for one in running]
    took = time.perf_counter() - begin
    sent = [line.split() for line in path.read_text().splitlines()[before:]]
    told = [to for to, _mail in sent if to.startswith("f") and to != "followed@example.org"]
    lost, twice = number - len(set(told)), len(told) - len(set(told))
    rate, most = number / took, limit(min(number, 3000))
    print(f"{number} followers, {workers} worker(s): the request took {asked:.2f} s,")
    print(
        f"{rate:.0f} emails a second of {most:.0f} that the mail path takes: {rate / most:.2f} (bar {BAR});"
    )
    print(f"{lost} lost, {twice} twice.", flush=True)
    return not (lost or twice or any(answers)) and rate / most >= BAR


def main() -> int:
    """Measure and print; 1 when the bar is missed."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=NUMBER)
    parser.add_argument(
        "--work", type=int, default=0, help="the port of the mail server: be one of the workers"
    )
    options = parser.parse_args()
    django.setup()
    if options.work:
        use(options.work)
        work()
        return 0
    project = fill(options.number)
    with sink() as (port, path):
        use(port)
        met = [
            measure(project, workers, port=port, path=path, number=options.number)
            for workers in WORKERS
        ]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
