"""The demo's other projects: one that starts today, and one of another organisation."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from coproduce.demo.post import hand_over
from decisions.services import Maker, record_decision
from participation import services as participation
from plan import services as plan
from plan.models import Boundary, PlanPromise, ReadinessCheck
from projects import services as projects
from projects.models import Member, Organisation, Project, Role


@transaction.atomic
def build_new(organisation: Organisation, *, now: datetime) -> Project:
    """Make "Coming home", which begins today: a name, a line, and everything still to do."""
    leila = User.objects.for_email("leila@example.org", name="Leila")
    return projects.create_project(
        organisation=organisation,
        by=leila,
        name="Coming home",
        summary="The first week at home after a long stay in hospital",
        purpose="",
        now=now,
        known_as="Leila",
    )


@transaction.atomic
def build_elsewhere(organisation: Organisation, *, now: datetime) -> Project:
    """Make "A bus stop for everybody" in another organisation, three weeks old."""
    oskar = User.objects.for_email("oskar@example.org", name="Oskar")
    begun = now - timedelta(days=21)
    project = projects.create_project(
        organisation=organisation,
        by=oskar,
        name="A bus stop for everybody",
        summary="People who cannot stand for long, drivers and neighbours plan the stop on Weir Street",
        purpose="So that everybody who wants to take the 42 can wait for it without pain or fear.",
        now=begun,
        known_as="Oskar",
    )
    me = Member.objects.get(project=project, user=oskar)
    for kind in (ReadinessCheck.Kind.TIME, ReadinessCheck.Kind.PERMISSION):
        check = ReadinessCheck(project=project, kind=kind)
        plan.confirm_readiness(
            check, by=me, on=timezone.localdate(begun), note="Agreed with the roads department."
        )
    plan.start_project(
        project,
        by=me,
        on=timezone.localdate(begun),
        reason="The money is decided in spring. The group did not want to wait with asking people.",
    )
    _people(project, me, begun)
    _work(project, me, begun)
    hand_over(project, me, now=now)
    return project


def _people(project: Project, me: Member, begun: datetime) -> None:
    for name in ("Wilma", "Aaron", "Beatriz"):
        member = participation.invite_member(
            project,
            by=me,
            email=f"{name.lower()}@example.org",
            known_as=name,
            role=Role.PARTICIPANT,
            now=begun,
        )
        participation.accept_invitation(
            member.invitations.latest("pk"), known_as=name, now=begun + timedelta(days=1)
        )
    participation.add_group(
        project,
        name="People who cannot stand for long",
        sector="using",
        affected="They miss the bus because the seat is behind the shelter.",
        involve="yes",
        involve_why="The stop is for them.",
        reach="Through the walking group.",
        now=begun,
    )


def _work(project: Project, me: Member, begun: datetime) -> None:
    plan.add_boundary(
        project,
        kind=Boundary.Kind.FIXED,
        what="The stop stays on Weir Street",
        why="The route is fixed until 2029.",
        who="The bus company",
        until=None,
        promise="tell",
        now=begun,
    )
    plan.set_promise(
        PlanPromise(
            project=project,
            kind="ask",
            words="We ask everybody who waits there before we write to the bus company.",
        ),
        revision=1,
        by=me,
        now=begun,
    )
    plan.add_step(
        project, by=me, title="Wait at the stop together, an hour in the rain", owner=me, now=begun
    )
    record_decision(
        project,
        by=me,
        what="We meet at the stop, not in an office",
        why="You only see what is wrong when you stand there.",
        decided_on=timezone.localdate(begun + timedelta(days=9)),
        makers=[Maker(member=me), Maker(name="Mr Petrov", as_what="driver of the 42")],
        now=begun + timedelta(days=10),
    )
