"""Coordinators invite, remove and hand over; one stays whatever happens; who sees the page."""

import math
import re
from datetime import timedelta
from functools import partial

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import SignInCode, User
from home import hosting, services
from home.models import Host
from outbox.models import Delivery
from outbox.tasks import send_due
from projects.models import Coordinator, CoordinatorInvitation
from tests import factories
from tests.at_once import at_once
from tests.factories import NOW
from tests.home.invited import invited
from tests.home.page import words
from tests.pages import lacks, tight

NEW = {"email": "Kate@Example.org ", "name": "Kate", "then": "stay"}


@pytest.fixture
def page(project):
    """Return a function that gives the address of a page about the coordinators."""

    def of(name: str = "list", *more) -> str:
        return reverse(f"home:coordinator_{name}", args=[project.organisation.slug, *more])

    return of


@pytest.fixture
def other(project):
    return factories.CoordinatorFactory(organisation=project.organisation, user__name="Omar")


def told() -> dict[str, str]:
    """Send what is due; return the newest words to each address."""
    mail.outbox.clear()
    send_due()
    return {message.to[0]: f"{message.subject}\n{message.body}" for message in mail.outbox}


def link_in(text: str) -> str:
    found = re.search(r"http://testserver(/coordinate/\S+)", text)
    assert found, text
    return found[1]


def come_in(email: str, path: str) -> Client:
    """Open the link of an invitation and sign in by the code that comes to the address."""
    client = Client()
    answer = client.post(path, {"answer": "code"}, follow=True)
    code = SignInCode.objects.get(email=email, used_at=None).code
    answer = client.post(answer.redirect_chain[-1][0], {"code": code}, follow=True)
    assert answer.redirect_chain[-1][0] == path
    return client


def test_the_page_is_one_click_from_a_coordinators_home(signed_in, coordinator, page):
    home = signed_in(coordinator).get("/").content.decode()
    assert f'href="{page()}"' in home


def test_an_invited_person_comes_in_by_a_code_and_says_yes(signed_in, coordinator, project, page):
    client = signed_in(coordinator)
    client.post(page("invite"), NEW)
    assert "Kate" in words(client, page())
    assert "They have not signed in yet." in words(client, page())
    path = link_in(told()["kate@example.org"])

    kate = come_in("kate@example.org", path)
    assert kate.get(page()).status_code == 404
    assert f"Will you be a coordinator of {project.organisation}?" in words(kate, path)
    kate.post(path, {"answer": "yes"})

    assert kate.get(page()).status_code == 200
    assert kate.get(project.get_absolute_url()).status_code == 200
    user = User.objects.get(email="kate@example.org")
    assert user.name == "Kate"
    assert "Kate is a coordinator now" in told()[coordinator.email]
    assert lacks(words(client, page()), "not in yet", but_has="Kate")


def test_the_link_alone_lets_nobody_in_and_names_nobody(project, signed_in, stranger):
    row = invited(project.organisation)
    path = reverse("home:coordinator_invitation", args=[row.token])
    for client in (Client(), signed_in(stranger)):
        said = words(client, path)
        hidden = (row.user.email, row.name, str(project.organisation))
        assert lacks(said, *hidden, but_has="Email me a code")
        client.post(path, {"answer": "yes"})
        client.post(path, {"answer": "no"})
    row.refresh_from_db()
    assert (row.end, Coordinator.objects.count()) == ("", 0)


def test_an_invitation_waits_on_the_first_page_of_the_invited(project, signed_in):
    row = invited(project.organisation)
    client = signed_in(row.user)
    path = reverse("home:coordinator_invitation", args=[row.token])
    assert f'href="{path}"' in client.get("/").content.decode()
    client.post(path, {"answer": "no"})
    assert lacks(words(client, "/"), "coordinator of", but_has="Hello")
    assert "You said no" in words(client, path)


def test_an_invitation_waits_beside_a_project_too(project, signed_in, participant):
    invited(project.organisation, user=participant)
    client = signed_in(participant)
    said = words(client, project.get_absolute_url())
    assert f"Will you be a coordinator of {project.organisation}?" in said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"end": "taken-back", "ended_at": NOW}, "This link no longer works"),
        ({"end": "declined", "ended_at": NOW}, "You said no"),
        ({"end": "accepted", "ended_at": NOW}, "You are no longer a coordinator"),
        ({"expires_at": NOW - timedelta(days=3650)}, "This link is too old"),
    ],
)
def test_a_link_that_is_over_says_why_and_does_nothing(project, signed_in, change, said):
    row = invited(project.organisation, **change)
    client = signed_in(row.user)
    path = reverse("home:coordinator_invitation", args=[row.token])
    assert said in client.post(path, {"answer": "yes"}).content.decode()
    assert said in client.get(path).content.decode()
    assert not Coordinator.objects.exists()


def test_a_link_dies_when_its_person_changes_their_address(project):
    row = invited(project.organisation)
    path = reverse("home:coordinator_invitation", args=[row.token])
    User.objects.filter(pk=row.user_id).update(email="changed@example.org")
    assert "find this invitation" in Client().get(path).content.decode()


def test_an_invitation_is_sent_again_and_taken_back(signed_in, coordinator, project, page):
    client = signed_in(coordinator)
    client.post(page("invite"), NEW)
    first = CoordinatorInvitation.objects.get()
    old = reverse("home:coordinator_invitation", args=[first.token])
    told()

    client.post(page("invitation_resend", first.pk))
    client.post(page("invitation_resend", first.pk))  # a second click sends nothing
    second = CoordinatorInvitation.objects.open().get()
    assert CoordinatorInvitation.objects.count() == 2
    assert link_in(told()["kate@example.org"]) != old
    assert "This link no longer works" in Client().get(old).content.decode()

    client.get(page("invitation_withdraw", second.pk))
    assert CoordinatorInvitation.objects.open().exists()
    client.post(page("invitation_withdraw", second.pk))
    assert not CoordinatorInvitation.objects.open().exists()


def test_an_invitation_taken_back_before_it_left_does_not_leave(signed_in, coordinator, page):
    client = signed_in(coordinator)
    client.post(page("invite"), NEW)
    client.post(page("invitation_withdraw", CoordinatorInvitation.objects.get().pk))
    assert told() == {}


def test_the_same_person_is_invited_once(signed_in, coordinator, page, other):
    client = signed_in(coordinator)
    for _time in range(2):
        client.post(page("invite"), NEW)
    assert CoordinatorInvitation.objects.count() == 1
    kept = client.post(page("invite"), NEW | {"email": other.user.email}).content.decode()
    assert "is a coordinator of" in kept
    assert f'value="{other.user.email}"' in kept


def test_so_many_are_invited_in_a_day(signed_in, coordinator, page):
    client = signed_in(coordinator)
    for number in range(services.coordinators.MOST_A_DAY + 1):
        answer = client.post(page("invite"), NEW | {"email": f"k{number}@example.org"})
    assert answer.status_code == 200
    assert "20 people were invited today." in answer.content.decode()
    assert CoordinatorInvitation.objects.count() == 20


def test_the_page_says_when_an_invitation_could_not_be_delivered(signed_in, coordinator, page):
    client = signed_in(coordinator)
    client.post(page("invite"), NEW)
    assert lacks(words(client, page()), "could not be delivered", but_has="Kate")
    Delivery.objects.get().give_up(now=timezone.now(), error="550")
    assert "The email could not be delivered." in words(client, page())


def test_removing_ends_what_they_see_and_tells_them(signed_in, coordinator, project, page, other):
    theirs = Client()
    theirs.force_login(other.user)
    theirs.post(page("invite"), NEW)
    assert theirs.get(project.get_absolute_url()).status_code == 200
    told()
    contact = {"contact_name": "Hana", "contact_email": "hana@example.org"}
    hosting.keep(Host(contact_phone="020 7946 0000", **contact), math.inf)
    client = signed_in(coordinator)
    asks = words(client, page("remove", other.pk))
    assert "Remove Omar as a coordinator" in asks
    assert Coordinator.objects.count() == 2

    client.post(page("remove", other.pk))

    for address in (
        project.get_absolute_url(),
        page(),
        reverse("reports:report_list", args=[project.slug]),
    ):
        assert theirs.get(address).status_code == 404
    said = told()
    assert "You are no longer a coordinator" in said[other.user.email]
    assert "this Coproduce: Hana, 020 7946 0000, hana@example.org" in said[other.user.email]
    assert f"{coordinator.name} removed Omar" in said[coordinator.email]
    assert CoordinatorInvitation.objects.get().end == "taken-back"
    assert client.post(page("remove", other.pk)).status_code == 404


def test_the_last_one_cannot_leave_while_nobody_said_yes(signed_in, coordinator, project, page):
    client = signed_in(coordinator)
    invited(project.organisation)
    assert "You are the only coordinator" in words(client, page("leave"))
    refused = client.post(page("leave")).content.decode()
    assert "needs at least one coordinator" in refused
    me = Coordinator.objects.get()
    assert client.get(page("remove", me.pk)).url == page("leave")


def test_one_who_cannot_sign_in_does_not_count(coordinator, project, other):
    User.objects.filter(pk=other.user_id).update(is_active=False)
    me = Coordinator.objects.get(user=coordinator)
    with pytest.raises(services.CannotCoordinate):
        services.end_coordination(me, by=coordinator, now=timezone.now())


def test_one_of_two_leaves_and_the_other_is_told(signed_in, coordinator, page, other):
    client = signed_in(coordinator)
    assert "Yes, stop being a coordinator" in words(client, page("leave"))
    left = client.post(page("leave"), follow=True).content.decode()
    assert "You are no longer a coordinator of" in left
    said = told()
    assert list(said) == [other.user.email]
    assert "on their own wish" in said[other.user.email]


def test_handing_over_is_done_once_the_other_said_yes(signed_in, coordinator, project, page):
    client = signed_in(coordinator)
    asks = tight(client.get(page("invite") + "?then=leave").content.decode())
    assert re.search(r'value="leave"[^>]* checked', asks)
    client.post(page("invite"), NEW | {"then": "leave"})
    path = link_in(told()["kate@example.org"])
    assert client.get(page()).status_code == 200
    assert f"Takes over from {coordinator.name}" in words(client, page())

    come_in("kate@example.org", path).post(path, {"answer": "yes"})

    assert client.get(page()).status_code == 404
    kept = Coordinator.objects.values_list("user__email", flat=True)
    assert list(kept) == ["kate@example.org"]
    assert coordinator.name in told()["kate@example.org"]


def test_whoever_was_removed_meanwhile_changes_nothing(coordinator, project, other):
    now, row = timezone.now(), invited(project.organisation)
    me = Coordinator.objects.get(user=coordinator)
    services.end_coordination(other, by=coordinator, now=now)
    for act in (
        lambda: services.end_coordination(me, by=other.user, now=now),
        lambda: services.withdraw_coordinator_invitation(row, by=other.user, now=now),
        lambda: services.resend_coordinator_invitation(row, by=other.user, now=now),
        lambda: services.invite_coordinator(
            project.organisation, email="x@example.org", name="X", by=other.user, now=now
        ),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert Coordinator.objects.get() == me


@pytest.mark.django_db(transaction=True)
def test_of_two_who_remove_each_other_at_once_one_stays():
    one = factories.CoordinatorFactory()
    two = factories.CoordinatorFactory(organisation=one.organisation)
    slug = one.organisation.slug
    calls = []
    for me, them in ((one, two), (two, one)):
        client = Client()
        client.force_login(me.user)
        path = reverse("home:coordinator_remove", args=[slug, them.pk])
        calls.append(partial(lambda c, p: c.post(p).status_code, client, path))
    statuses = at_once(iter(calls))
    assert Coordinator.objects.count() == 1
    assert statuses.count(302) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_leave_at_once_one_stays():
    one = factories.CoordinatorFactory()
    two = factories.CoordinatorFactory(organisation=one.organisation)
    path = reverse("home:coordinator_leave", args=[one.organisation.slug])
    calls = []
    for me in (one, two):
        client = Client()
        client.force_login(me.user)
        calls.append(partial(lambda c: c.post(path).status_code, client))
    assert sorted(at_once(iter(calls))) == [200, 302]
    assert Coordinator.objects.count() == 1


def test_members_and_coordinators_of_others_learn_nothing(signed_in, facilitator, page, outsider):
    elsewhere = factories.CoordinatorFactory().user
    row = factories.CoordinatorFactory()
    for user in (facilitator, outsider, elsewhere):
        client = signed_in(user)
        for address in (page(), page("invite"), page("leave"), page("remove", row.pk)):
            assert client.get(address).status_code == 404
            assert client.post(address).status_code == 404


def test_rows_of_another_organisation_are_out_of_reach(signed_in, coordinator, page, other):
    away, row = factories.CoordinatorFactory(), invited(factories.OrganisationFactory())
    client = signed_in(coordinator)
    client.post(page("remove", away.pk))
    client.post(page("invitation_withdraw", row.pk))
    client.post(page("invitation_resend", row.pk))
    assert Coordinator.objects.filter(pk=away.pk).exists()
    assert CoordinatorInvitation.objects.get().end == ""


def test_one_address_is_asked_a_few_times_a_week_however_often_somebody_tries(
    signed_in, coordinator, project, page
):
    client = signed_in(coordinator)
    for _time in range(services.coordinators.MOST_AN_ADDRESS):
        client.post(page("invite"), NEW)
        invitation = CoordinatorInvitation.objects.open().get()
        client.post(page("invitation_withdraw", invitation.pk))
    answer = client.post(page("invite"), NEW).content.decode()
    assert "We wrote to this address several times this week." in answer
    assert not CoordinatorInvitation.objects.open().exists()


def test_nobody_else_sends_again_what_hands_over_and_it_ends_when_its_giver_leaves(
    signed_in, coordinator, project, page, other
):
    signed_in(coordinator).post(page("invite"), NEW | {"then": "leave"})
    invitation = CoordinatorInvitation.objects.get()
    theirs = signed_in(other.user)
    answer = theirs.post(page("invitation_resend", invitation.pk), follow=True).content.decode()
    assert f"Only {coordinator.name} can send this one again" in answer
    assert CoordinatorInvitation.objects.open().get() == invitation
    me = Coordinator.objects.get(user=coordinator)
    services.end_coordination(me, by=coordinator, now=timezone.now())
    assert not CoordinatorInvitation.objects.open().exists()
