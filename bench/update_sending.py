"""
An update to 1,000 members beside rendering and sending the same emails with Django alone.

Both send to the same mail server, in turn, in one process; the ratio is taken inside each round. Django alone
renders the templates of the update for each person and hands the emails over in lists of 100 on one connection.
Run by ``bench/run updates``.
"""

import statistics
import sys
import time
from argparse import ArgumentParser
from pathlib import Path

import django

from bench.sink import sink

PEOPLE, BAR = 1000, 0.6


def with_django_alone(users: list, project: object, number: int) -> None:
    """Render and send one email for each user."""
    from django.core.mail import get_connection

    from core.mail import build_message
    from projects.models import Member
    from updates.emails import content_of
    from updates.models import Update

    update = Update.objects.filter(project=project).latest("pk")
    connection = get_connection()
    connection.open()
    for start in range(0, len(users), 100):
        batch = []
        for user in users[start : start + 100]:
            member = Member(known_as=user.name, user=user)
            context = {
                **content_of(update),
                "message": update.message,
                "project": project,
                "project_name": project.name,
                "known_as": member.known_as,
                "url": f"http://localhost/{number}",
                "preference_url": "http://localhost/how",
                "unsubscribe_url": f"http://localhost/stop/{user.pk}",
            }
            batch.append(build_message("updates/update", to=user.email, context=context))
        connection.send_messages(batch)
    connection.close()


def through_the_outbox(project: object, me: object) -> None:
    """Send an update as a facilitator does, and do what a worker does until nothing is due."""
    from django.utils import timezone

    from outbox.sending import send_due
    from updates.services import draft_update, send_update

    now = timezone.now()
    update = draft_update(
        project,
        by=me,
        title="Where we are: the chairs are ordered",
        where_we_are="Twelve chairs are on their way. " * 10,
        settled="The chairs, the lamps and the hours.",
        not_settled="Where the drinks machine stands.",
        more_on=now.date(),
        now=now,
    )
    send_update(update, by=me, now=now)
    while send_due(clock=timezone.now):
        pass


def timed(work: object, path: Path, *arguments: object) -> float:
    """
    Return emails a second of one piece of work.

    :raises AssertionError: when the mail server did not take exactly one email for each person.
    """
    before = len(path.read_text().splitlines())
    begin = time.perf_counter()
    work(*arguments)  # type: ignore[operator]
    seconds = time.perf_counter() - begin
    taken = path.read_text().splitlines()[before:]
    assert len({line.split()[0] for line in taken}) == len(taken) == PEOPLE, len(taken)
    return PEOPLE / seconds


def fill() -> tuple[object, object, list]:
    """Make a running project whose 1,000 members hear by email at once."""
    from django.utils import timezone

    from accounts.models import User
    from projects.models import Member, Project
    from projects.services import create_organisation, create_project

    now = timezone.now()
    me = User.objects.for_email("sending0@example.org", name="Person 0")
    project = create_project(
        organisation=create_organisation(name="Sending", by=me),
        by=me,
        name="Waiting at night",
        summary="",
        purpose="",
        now=now,
        known_as="Person 0",
    )
    Project.objects.filter(pk=project.pk).update(
        state="running", started_on=now.date(), help_name="Jo", help_phone="01632 960 001"
    )
    project.refresh_from_db()
    others = User.objects.bulk_create(
        User(email=f"sending{n}@example.org", name=f"Person {n}") for n in range(1, PEOPLE)
    )
    Member.objects.bulk_create(
        Member(project=project, user=user, known_as=user.name, joined_at=now) for user in others
    )
    return project, Member.objects.get(project=project, user=me), [me, *others]


def main() -> int:
    """Measure and print; 1 when the bar is missed."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    django.setup()
    from django.conf import settings

    with sink() as (port, path):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        project, me, users = fill()
        rounds = []
        for number in range(options.rounds):
            ours = timed(through_the_outbox, path, project, me)
            alone = timed(with_django_alone, path, users, project, number)
            rounds.append((ours, alone, ours / alone))
            print(f"round {number + 1} of {options.rounds}", file=sys.stderr)
    ours, alone, ratio = (statistics.median(column) for column in zip(*rounds, strict=True))
    print(f"An update to {PEOPLE} members: {ours:.0f} emails a second through the outbox,")
    print(f"{alone:.0f} with Django alone. Ratio {ratio:.2f} (bar: {BAR}).")
    return 0 if ratio >= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
