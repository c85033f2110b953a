"""
A week ends for very many members: they are told, gathered and sent to, beside rendering and sending with Django alone.

Django alone renders each digest from the same templates and hands them over in lists of 100. Run by
``bench/run scale``.
"""

import resource
import time
from datetime import timedelta

from bench.sink import sink

BAR = 0.6


def fill(number: int) -> object:
    """Make a running project of so many members who hear once a week; return it."""
    from django.utils import timezone

    from accounts.models import User
    from outbox.models import Preference, Rhythm
    from projects.models import Member, Project
    from projects.services import create_organisation, create_project

    now = timezone.now() - timedelta(days=30)
    me = User.objects.for_email("digests@example.org", name="Digests")
    organisation = create_organisation(name="Digests", by=me)
    project = create_project(
        organisation=organisation, by=me, name="Digests", summary="", purpose="", now=now
    )
    Project.objects.filter(pk=project.pk).update(state="running", started_on=now.date())
    for begin in range(0, number, 2000):
        users = User.objects.bulk_create(
            User(email=f"digest-{n}@example.org", name=f"Person {n}")
            for n in range(begin, min(begin + 2000, number))
        )
        people = Member.objects.bulk_create(
            Member(project=project, user=user, known_as=user.name, joined_at=now) for user in users
        )
        Preference.objects.bulk_create(
            Preference(member=person, rhythm=Rhythm.WEEKLY) for person in people
        )
    return project


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _timed(what: str, work: object) -> float:
    begin, before = time.perf_counter(), _memory()
    work()  # type: ignore[operator]
    took = time.perf_counter() - begin
    print(f"{what}: {took:.1f} s, {_memory() - before:.0f} MB more at most", flush=True)
    return took


def _alone(number: int) -> None:
    from django.core.mail import get_connection

    from core.mail import build_message
    from outbox.emails import _OWN, _shared
    from outbox.kinds import put_into_words
    from outbox.models import Digest

    row = Digest.objects.select_related("member__project").latest("pk")
    told = [
        put_into_words(delivery.message)
        for delivery in row.deliveries.select_related("message__project")
    ]
    connection = get_connection()
    connection.open()
    for begin in range(0, number, 100):
        batch = []
        for n in range(begin, min(begin + 100, number)):
            own = dict.fromkeys(_OWN, f"http://localhost/{n}")
            context = {
                **_shared(row.member.project),
                "messages": told,
                "digest": row,
                "asks": False,
                **own,
            }
            batch.append(
                build_message("outbox/digest", to=f"alone{n}@example.org", context=context)
            )
        connection.send_messages(batch)
    connection.close()


def run(number: int) -> bool:
    """Do it and print; return whether nobody was left out or told twice, and it was quick enough."""
    from django.conf import settings
    from django.utils import timezone

    from outbox import digests
    from outbox.sending import send_due
    from outbox.services import tell_members

    project = fill(number)
    told = timezone.now() - timedelta(days=8)
    with sink() as (port, path):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        what = {"event": "digests:1", "project": project, "kind": "news_stopped", "data": {}}
        _timed(
            "Told",
            lambda: tell_members(**what, recipients=project.members.all(), asks=False, now=told),
        )
        _timed("Gathered", lambda: digests.gather(now=timezone.now()))

        def send() -> None:
            while send_due(clock=timezone.now):
                pass

        took = _timed("Sent", send)
        lines = [line.split() for line in path.read_text().splitlines()]
        ours = [(to, mail) for to, mail in lines if to.startswith("digest-")]
        lost, twice = number - len({to for to, _mail in ours}), len(ours) - len(set(ours))
        part = min(number, 3000)
        alone = part / _timed(f"Django alone, {part}", lambda: _alone(part))
    rate = number / took
    print(
        f"{number} digests: {rate:.0f} a second, {alone:.0f} with Django alone: {rate / alone:.2f} (bar {BAR});"
    )
    print(f"{lost} lost, {twice} twice.")
    return not lost and not twice and rate / alone >= BAR
