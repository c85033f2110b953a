"""Fills a database with the project of the benchmarks: 1,000 decisions, 500 members, 200 steps."""

from datetime import timedelta

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.session_store import SessionStore
from decisions.services import Maker, record_decision
from participation.models import Group, SpeaksFor
from plan.models import Boundary, Step
from plan.services import add_boundary, add_step, move_step
from projects.models import Member, Project, Role
from projects.services import create_organisation, create_project

DECISIONS, MEMBERS, STEPS = 1000, 500, 200


@transaction.atomic
def fill(slug: str = "bench") -> Project:
    """Make the project, through the services where they hold the rules."""
    now = timezone.now() - timedelta(days=300)
    facilitator = User.objects.for_email("bench@example.org", name="Bench")
    organisation = create_organisation(name="Bench", by=facilitator)
    project = create_project(
        organisation=organisation,
        by=facilitator,
        name="Waiting at night",
        summary="Patients, carers and staff change the waiting area together",
        purpose="So that nobody waits at night without light, news or a warm drink.",
        now=now,
        known_as="Bench",
    )
    Project.objects.filter(pk=project.pk).update(
        slug=slug, state=Project.State.RUNNING, started_on=now.date()
    )
    project.refresh_from_db()
    me = Member.objects.get(project=project, user=facilitator)
    people = _people(project, now)
    for number in range(1, STEPS + 1):
        step = add_step(project, by=me, title=f"Step {number}: try softer lamps", now=now)
        if number % 3:
            move_step(step, by=me, to_state=Step.State.DONE, now=now + timedelta(days=number))
    add_boundary(
        project,
        kind=Boundary.Kind.FIXED,
        what="No building work before April",
        why="The ward below cannot be closed.",
        who="The estates manager",
        until=None,
        now=now,
    )
    for number in range(1, DECISIONS + 1):
        record_decision(
            project,
            by=me,
            what=f"Decision {number}: lights are dimmed from 11pm, reading lamps stay",
            why="People could not rest under full light, and staff need light at the desk. " * 3,
            decided_on=(now + timedelta(hours=7 * number)).date(),
            makers=[Maker(member=people[(number + i) % MEMBERS]) for i in range(9)]
            + [Maker(name="Estates manager", as_what="Estates")],
            considered="Eye masks: people would not feel safe.",
            now=now + timedelta(hours=7 * number),
        )
    return project


def _people(project: Project, now: object) -> list[Member]:
    users = User.objects.bulk_create(
        User(email=f"bench{n}@example.org", name=f"Person {n}") for n in range(MEMBERS)
    )
    people = Member.objects.bulk_create(
        Member(
            project=project,
            user=user,
            role=Role.PARTICIPANT,
            known_as=f"Person {n:03}",
            has_lived_experience=n % 2 == 0,
            joined_at=now,
            invited_at=now,
        )
        for n, user in enumerate(users)
    )
    groups = Group.objects.bulk_create(
        Group(
            project=project,
            name=f"Group {n}",
            sector=Group.Sector.values[n % 5],
            involve=Group.Involve.YES,
            created_at=now,
            changed_at=now,
        )
        for n in range(20)
    )
    SpeaksFor.objects.bulk_create(
        SpeaksFor(
            member=person,
            group=groups[n % 18],
            extent=SpeaksFor.Extent.SOME,
            is_named=True,
            said_at=now,
        )
        for n, person in enumerate(people)
    )
    return people


def session_of(email: str) -> str:
    """Return the key of a session in the database in which the user is signed in."""
    user = User.objects.get(email=email)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "accounts.backends.EmailBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    assert session.session_key
    return session.session_key
