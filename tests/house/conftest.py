"""The world that the walk through all addresses needs: each app adds the rows its addresses name."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from elements.services import close_review
from projects.models import Role as MemberRole
from tests import factories
from tests.house.world import Role, World


@pytest.fixture(scope="module")
def full_world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """
    One row for each word that stands in an address.

    Made once a module, in a transaction that is rolled back; each request is undone by ``World.undone``.
    """
    # The emails of demo mode have addresses only there.
    with django_db_blocker.unblock(), override_settings(DEMO=True), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


def make_world() -> World:
    project = factories.ProjectFactory(slug="waiting-at-night", is_public=True)
    jo, amina = (
        factories.MemberFactory(project=project, known_as=name, user__name=name, role=role)
        for name, role in [("Jo", MemberRole.FACILITATOR), ("Amina", MemberRole.PARTICIPANT)]
    )
    coordinator = factories.CoordinatorFactory(organisation=project.organisation)
    olu = factories.MemberFactory(role=MemberRole.FACILITATOR)  # of another organisation
    delivery = factories.DeliveryFactory(message__project=project, member=jo)
    step = factories.StepFactory(project=project)
    group = factories.GroupFactory(project=project)
    review = factories.ParticipationReviewFactory(project=project)
    closed = factories.ReviewFactory(project=project)
    closed.words.create(text="It is cold at night.")
    close_review(closed, now=factories.NOW)
    words = closed.words.get()
    element_review = factories.ReviewFactory(
        project=project, closes_on=timezone.localdate() + timedelta(days=7)
    )
    return World(
        arguments={
            "slug": project.slug,
            "organisation_slug": project.organisation.slug,
            "step_pk": step.pk,
            "boundary_pk": factories.BoundaryFactory(project=project).pk,
            "unsettled_pk": factories.UnsettledFactory(project=project).pk,
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
            "words_pk": words.pk,
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
