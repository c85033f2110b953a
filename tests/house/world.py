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
from django.utils import timezone

from core.access import Who
from projects.models import Member, Project
from projects.models import Role as MemberRole
from tests import factories
from tests import kept_factories as kept


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
    """Make one row for each word that stands in an address; each app adds its own."""
    project = factories.ProjectFactory(slug=slug, is_public=True)
    jo, amina = (
        factories.MemberFactory(project=project, known_as=name, user__name=name, role=role)
        for name, role in [("Jo", MemberRole.FACILITATOR), ("Amina", MemberRole.PARTICIPANT)]
    )
    coordinator = factories.CoordinatorFactory(organisation=project.organisation)
    olu = factories.MemberFactory(role=MemberRole.FACILITATOR)  # of another organisation
    delivery = factories.DeliveryFactory(message__project=project, member=jo)
    step = factories.StepFactory(project=project)
    group = factories.GroupFactory(project=project, say_today="little", say_wanted="lot")
    review = factories.ParticipationReviewFactory(project=project)
    starting_point = kept.StartingPointFactory(project=project)
    closed = factories.ReviewFactory(project=project, words=["It is cold at night."])
    element_review = factories.ReviewFactory(project=project, closes_on=timezone.localdate())
    statement = factories.StatementFactory(project=project)
    factories.agreement(statement, amina, "not-yet", concern="I cannot come in the evening.")
    return World(
        project=project,
        facilitator=jo,
        participant=amina,
        arguments={
            "slug": project.slug,
            "organisation_slug": project.organisation.slug,
            "step_pk": step.pk,
            "boundary_pk": factories.BoundaryFactory(project=project).pk,
            "statement_pk": statement.pk,
            "concern_pk": statement.concerns.get().pk,
            "by_hand_pk": factories.MemberFactory(project=project, user=None).pk,
            "unsettled_pk": factories.UnsettledFactory(project=project).pk,
            "starting_point_pk": starting_point.pk,
            "addition_pk": starting_point.additions.create(
                member=amina, written_by=jo, was_participant=True, words="Cold.", at=factories.NOW
            ).pk,
            "strength_pk": kept.StrengthFactory(project=project).pk,
            "difficulty_pk": kept.DifficultyFactory(project=project).pk,
            "existing_pk": kept.ExistingFactory(project=project).pk,
            "impact_pk": kept.ImpactFactory(project=project).pk,
            "handover_pk": kept.HandoverFactory(project=project).pk,
            "follow_up_pk": kept.FollowUpFactory(project=project).pk,
            "action_pk": factories.ActionFactory(project=project, owner=jo).pk,
            "member_pk": factories.MemberFactory(project=project).pk,
            "group_pk": group.pk,
            "review_pk": review.pk,
            "gap_pk": review.gaps.create(kind="nobody", group=group, what=group.name).pk,
            "number": factories.a_decision(project, jo).number,
            "version": 1,
            "update_pk": factories.UpdateFactory(project=project, sent_at=factories.NOW).pk,
            "message_pk": delivery.message_id,
            "delivery_pk": delivery.pk,
            "mail_pk": factories.DemoMailFactory().pk,
            "report_pk": factories.a_ready_report(project).pk,
            "element_key": "equal",
            "indicator_key": "equal.experience",
            "import_pk": factories.MemberImportFactory(project=project, by=jo).pk,
            "element_review_pk": element_review.pk,
            "pack_pk": factories.a_ready_pack(element_review).pk,
            "closed_review_pk": closed.pk,
            "words_pk": closed.words.get().pk,
            "lesson_pk": factories.LessonFactory(project=project, waits_on=jo).pk,
            "own_indicator_pk": factories.own_indicator(project.organisation).pk,
            "token": "not-a-token",
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


def wants(role: Role, who: frozenset[Who], *, is_of_project: bool) -> Met:
    """Return what a role should meet at a view open to ``who``."""
    if Who.ANYBODY in who:
        return Met.IN
    if role is Role.NOBODY:
        return Met.SIGN_IN
    if Who.SIGNED_IN in who:
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
