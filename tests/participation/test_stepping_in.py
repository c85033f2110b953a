"""A coordinator steps into a project that its facilitators left, and everybody hears of it."""

from datetime import timedelta
from functools import partial

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from outbox.models import Delivery, Rhythm
from outbox.services import set_preference
from outbox.tasks import send_due
from participation import services
from participation.stepping import AWAY
from projects.models import Coordinator, Member, Project, Role, StepIn
from tests import factories
from tests.at_once import at_once
from tests.factories import NOW
from tests.home.page import words
from tests.pages import lacks


@pytest.fixture
def path(project):
    return reverse("participation:step_in", args=[project.slug])


def seen(member: Member, *, days: int) -> None:
    """Let a member have been here so many days ago."""
    User.objects.filter(pk=member.user_id).update(seen_at=timezone.now() - timedelta(days=days))


@pytest.fixture
def left(jo):
    """Nobody who runs the project has been here for 61 days."""
    seen(jo, days=AWAY.days + 1)


def test_a_coordinator_steps_in_and_everybody_is_told(
    signed_in, coordinator, project, path, jo, amina, left
):
    client = signed_in(coordinator)
    assert f'href="{path}"' in client.get(project.get_absolute_url()).content.decode()
    asks = words(client, path)
    assert "Jo, last here on" in asks
    assert "Everybody in the project is told that you did it" in asks
    assert not StepIn.objects.exists()

    client.post(path)

    me = Member.objects.get(project=project, user=coordinator)
    assert (me.role, me.is_taking_part) == (Role.FACILITATOR, True)
    mail.outbox.clear()
    send_due()
    assert sorted(message.to[0] for message in mail.outbox) == sorted(
        [jo.user.email, amina.user.email]
    )
    assert f"{coordinator.name}, a coordinator of {project.organisation}" in mail.outbox[0].body
    happened = reverse("home:find", args=[project.slug])
    assert f"{coordinator.name} is a facilitator now" in words(client, happened)
    # Once: the page leads on, and a second press tells nobody again.
    assert client.post(path).status_code == 302
    assert (StepIn.objects.count(), Delivery.objects.count()) == (1, 2)


def test_facilitators_are_told_whatever_they_chose_to_hear(coordinator, project, jo, amina, left):
    for member in (jo, amina):
        set_preference(member, channel="email", rhythm=Rhythm.ASKED_ONLY)
    services.step_into(project, by=coordinator, now=timezone.now())
    assert [row.member for row in Delivery.objects.all()] == [jo]


@pytest.mark.parametrize("days", [0, AWAY.days - 1])
def test_while_somebody_runs_it_nobody_steps_in(signed_in, coordinator, project, path, jo, days):
    seen(jo, days=days)
    client = signed_in(coordinator)
    assert lacks(words(client, project.get_absolute_url()), "Nobody runs", but_has=project.name)
    assert lacks(words(client, path), "Yes, step in", but_has="Somebody runs this project")
    assert "Jo runs this project, and was here lately." in client.post(path).content.decode()
    assert not StepIn.objects.exists()


def test_a_facilitator_who_never_came_back_since_they_joined_is_away(coordinator, project, jo):
    Member.objects.filter(pk=jo.pk).update(joined_at=timezone.now() - timedelta(days=5))
    with pytest.raises(services.CannotDo):
        services.step_into(project, by=coordinator, now=timezone.now())
    Member.objects.filter(pk=jo.pk).update(joined_at=timezone.now() - timedelta(days=99))
    assert services.step_into(project, by=coordinator, now=timezone.now()).is_facilitator


@pytest.mark.parametrize(
    "gone",
    [
        lambda jo: Member.objects.filter(pk=jo.pk).update(left_at=NOW),
        lambda jo: Member.objects.filter(pk=jo.pk).update(role=Role.PARTICIPANT),
        lambda jo: User.objects.filter(pk=jo.user_id).update(is_active=False),
    ],
)
def test_a_project_without_a_facilitator_is_left(signed_in, coordinator, project, path, jo, gone):
    seen(jo, days=0)
    gone(jo)
    client = signed_in(coordinator)
    assert "no facilitator takes part in it" in words(client, path)
    client.post(path)
    assert StepIn.objects.get().member.user == coordinator


def test_who_took_part_or_left_before_is_the_same_member(coordinator, project, left):
    was = factories.MemberFactory(project=project, user=coordinator, known_as="Cara")
    Member.objects.filter(pk=was.pk).update(left_at=timezone.now())
    me = services.step_into(project, by=coordinator, now=timezone.now())
    assert (me.pk, me.known_as, me.is_taking_part, me.is_facilitator) == (
        was.pk,
        "Cara",
        True,
        True,
    )


def test_a_facilitator_who_comes_back_runs_it_with_them(signed_in, coordinator, project, jo, left):
    me = services.step_into(project, by=coordinator, now=timezone.now())
    page = words(signed_in(jo.user), reverse("participation:people", args=[project.slug]))
    assert "Invite" in page
    services.end_membership(me, now=timezone.now())
    assert Member.objects.get(pk=jo.pk).is_facilitator


@pytest.mark.django_db(transaction=True)
def test_of_two_coordinators_at_once_one_steps_in():
    project = factories.ProjectFactory()
    path, calls = reverse("participation:step_in", args=[project.slug]), []
    for _number in range(2):
        client = Client()
        client.force_login(factories.CoordinatorFactory(organisation=project.organisation).user)
        calls.append(partial(lambda c: c.post(path).status_code, client))
    assert sorted(at_once(iter(calls))) == [200, 302]
    assert (StepIn.objects.count(), project.members.count()) == (1, 1)


def test_only_who_coordinates_the_organisation_steps_in(
    signed_in, coordinator, project, path, participant, facilitator, stranger, left
):
    elsewhere = factories.CoordinatorFactory().user
    for user, status in ((participant, 403), (facilitator, 403), (stranger, 404), (elsewhere, 404)):
        client = signed_in(user)
        assert (client.get(path).status_code, client.post(path).status_code) == (status, status)
    Coordinator.objects.filter(user=coordinator).delete()
    with pytest.raises(PermissionDenied):
        services.step_into(project, by=coordinator, now=timezone.now())
    assert not StepIn.objects.exists()


def test_the_projects_of_an_organisation_say_which_is_left(
    signed_in, coordinator, project, path, jo
):
    page = reverse("reports:portfolio", args=[project.organisation.slug])
    seen(jo, days=AWAY.days - 1)
    client = signed_in(coordinator)
    assert lacks(client.get(page), path, but_has=project.name)
    seen(jo, days=AWAY.days + 1)
    assert f'href="{path}"' in client.get(page).content.decode()


def test_nobody_steps_into_a_project_that_has_ended(signed_in, coordinator, project, path, left):
    Project.objects.filter(pk=project.pk).update(state=Project.State.ENDED)
    client = signed_in(coordinator)
    portfolio = reverse("reports:portfolio", args=[project.organisation.slug])
    for page in (project.get_absolute_url(), portfolio):
        assert lacks(client.get(page), path, but_has=project.name)
    assert client.get(path).status_code == 403
    assert client.post(path).status_code == 403
    with pytest.raises(services.CannotDo, match="has ended"):
        services.step_into(project, by=coordinator, now=timezone.now())
    assert not StepIn.objects.exists()
