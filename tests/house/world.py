"""A world with one row of each kind, and what each role should meet at an address."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from core.access import Visitor
from core.offers import merged, offered
from projects.models import Member, Organisation, Project
from projects.models import Role as MemberRole
from tests import factories


class Role(StrEnum):
    NOBODY = "nobody"
    STRANGER = "stranger"
    OUTSIDER = "outsider"
    PARTICIPANT = "participant"
    FACILITATOR = "facilitator"
    COORDINATOR = "coordinator"


class Met(StrEnum):
    IN = "in"
    SIGN_IN = "sign in"
    NOT_THERE = "not there"
    REFUSED = "refused"


@dataclass
class World:
    project: Project
    facilitator: Member
    participant: Member
    #: A word in an address -> its value in this world.
    arguments: dict[str, Any]
    people: dict[Role, Any]
    #: The session of each role: signing in once is enough for a walk through all addresses.
    _sessions: dict[Role, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for role, user in self.people.items():
            if user is not None:
                client = Client()
                client.force_login(user)
                self._sessions[role] = client.cookies[settings.SESSION_COOKIE_NAME].value

    def client(self, role: Role) -> Client:
        """Return a new browser in which this role is signed in."""
        client = Client()
        if role in self._sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self._sessions[role]
        return client

    @contextmanager
    def undone(self) -> Iterator[None]:
        """Undo what a request does, so that the next role meets the same world."""
        point = transaction.savepoint()
        try:
            yield
        finally:
            transaction.savepoint_rollback(point)


def make_world(*, slug: str = "waiting-at-night") -> World:
    """Make one row for each word that stands in an address; each app has its own in ``tests/<app>/rows.py``."""
    project = factories.ProjectFactory(slug=slug, is_public=True)
    # Of two worlds, the first has the coordinators who answer for the installation.
    if not Organisation.objects.filter(is_host=True).exists():
        Organisation.objects.filter(pk=project.organisation_id).update(is_host=True)
    jo, amina = (
        factories.MemberFactory(project=project, known_as=name, user__name=name, role=role)
        for name, role in [("Jo", MemberRole.FACILITATOR), ("Amina", MemberRole.PARTICIPANT)]
    )
    coordinator = factories.CoordinatorFactory(organisation=project.organisation)
    olu = factories.MemberFactory(role=MemberRole.FACILITATOR)  # of another organisation
    world = World(
        project=project,
        facilitator=jo,
        participant=amina,
        arguments={
            "slug": project.slug,
            "organisation_slug": project.organisation.slug,
            "token": "not-a-token",
            "what": "emails",
        },
        people={
            Role.NOBODY: None,
            Role.STRANGER: factories.UserFactory(),
            Role.OUTSIDER: olu.user,
            Role.PARTICIPANT: amina.user,
            Role.FACILITATOR: jo.user,
            Role.COORDINATOR: coordinator.user,
        },
    )
    for make_rows in offered("make_rows", where="tests.{app}.rows"):
        world.arguments = merged([world.arguments, make_rows(world)])
    return world


def wants(role: Role, who: frozenset[StrEnum], *, is_of_project: bool) -> Met:
    """Return what a role should meet at a view open to ``who``."""
    if Visitor.ANYBODY in who:
        return Met.IN
    if role is Role.NOBODY:
        return Met.SIGN_IN
    if Visitor.SIGNED_IN in who:
        return Met.IN
    if role.value in {w.value for w in who}:
        return Met.IN
    if role in (Role.STRANGER, Role.OUTSIDER) or not is_of_project:
        return Met.NOT_THERE
    return Met.REFUSED


def got(answer: HttpResponse, let_in: set[int]) -> Met | int:
    """Return what an answer means to the person who gets it."""
    if answer.headers.get("Location", "").startswith("/sign-in/"):
        return Met.SIGN_IN
    if answer.status_code == 404:
        return Met.NOT_THERE
    if answer.status_code == 403:
        return Met.REFUSED
    return Met.IN if answer.status_code in let_in else answer.status_code
