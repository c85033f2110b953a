"""The world that the walk through all addresses needs: each app adds the rows its addresses name."""

import pytest

from tests import factories
from tests.house.world import Role, World


@pytest.fixture
def full_world(
    project, twin, jo, facilitator, participant, coordinator, stranger, outsider, settings
) -> World:
    """One row for each word that stands in an address."""
    settings.DEMO = True  # the emails of demo mode have addresses only there
    project.is_public = True
    project.save()
    delivery = factories.DeliveryFactory(message__project=project, member=jo)
    step = factories.StepFactory(project=project)
    group = factories.GroupFactory(project=project)
    review = factories.ParticipationReviewFactory(project=project)
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
            "token": "not-a-token",
        },
        people={
            Role.NOBODY: None,
            Role.STRANGER: stranger,
            Role.OUTSIDER: outsider,
            Role.PARTICIPANT: participant,
            Role.FACILITATOR: facilitator,
            Role.COORDINATOR: coordinator,
        },
    )
