"""A facilitator asks another address whether somebody signs in with it from now on."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts import tasks
from accounts.models import AddressChange, User
from accounts.services.addresses import MOST_A_DAY
from participation import services
from participation.member_lists import read_text
from participation.models import Invitation
from projects.models import Role
from tests import factories
from tests.pages import lacks

NEW = "amina.new@example.org"


@pytest.fixture
def email_url(project, amina) -> str:
    return reverse("participation:member_email", args=[project.slug, amina.pk])


def test_the_new_address_is_asked_and_reads_who_asks(signed_in, facilitator, amina, email_url):
    client = signed_in(facilitator)
    page = client.post(email_url, {"email": NEW}, follow=True)
    assert "We wrote to the new address of Amina." in page.text
    amina.user.refresh_from_db()
    assert amina.user.email == "amina@example.org"
    tasks.send_due()
    (asked,) = mail.outbox
    assert asked.to == [NEW]
    assert "Jo asks if you want to sign in to Coproduce with this address" in asked.body
    change = AddressChange.objects.get()
    client.post(reverse("accounts:address_link", args=[change.token]))
    amina.user.refresh_from_db()
    assert amina.user.email == NEW
    tasks.send_due()
    assert "Jo asked for it." in mail.outbox[-1].body


def test_somebody_who_is_in_another_project_changes_it_themselves(
    signed_in, facilitator, jo, amina, email_url
):
    other = factories.MemberFactory(user=amina.user)
    client, words = signed_in(facilitator), "so they change their address themselves"
    assert words in client.get(email_url).text
    client.post(email_url, {"email": NEW})
    assert not AddressChange.objects.exists()
    # Where whoever asks is only a participant, that does not make it theirs.
    mine = factories.MemberFactory(user=jo.user, project=other.project, role=Role.PARTICIPANT)
    assert words in client.get(email_url).text
    mine.role = Role.FACILITATOR
    mine.save()
    assert lacks(client.get(email_url), words, but_has="Write to the new address")


def test_nobody_asks_for_a_coordinator_or_for_who_left(
    signed_in, facilitator, project, amina, email_url
):
    client = signed_in(facilitator)
    coordinator = factories.CoordinatorFactory(user=amina.user)
    client.post(email_url, {"email": NEW})
    coordinator.delete()
    amina.left_at = factories.NOW
    amina.save()
    assert (
        "Only facilitators ask for another address" in client.post(email_url, {"email": NEW}).text
    )
    assert not AddressChange.objects.exists()


def test_what_a_facilitator_asked_for_counts_only_while_they_may(
    signed_in, facilitator, jo, amina, email_url
):
    client = signed_in(facilitator)
    client.post(email_url, {"email": NEW})
    link = reverse("accounts:address_link", args=[AddressChange.objects.get().token])
    other = factories.MemberFactory(user=amina.user)
    assert client.post(link).status_code == 410
    other.delete()
    amina.left_at = factories.NOW
    amina.save()
    assert client.post(link).status_code == 410
    amina.left_at = None
    amina.save()
    role, jo.role = jo.role, Role.PARTICIPANT
    jo.save()
    assert client.post(link).status_code == 410
    jo.role = role
    jo.save()
    assert client.post(link).status_code == 302


def test_who_asks_too_often_takes_nothing_from_whom_they_ask_for(
    signed_in, facilitator, project, amina, email_url
):
    client = signed_in(facilitator)
    for number in range(MOST_A_DAY):
        client.post(email_url, {"email": f"p{number}@example.org"})
    kofi = factories.MemberFactory(project=project)
    his = reverse("participation:member_email", args=[project.slug, kofi.pk])
    refused = client.post(his, {"email": "kofi@example.org"})
    assert "We wrote about this several times already" in refused.text
    signed_in(amina.user).post("/you/?show=address", {"email": NEW})
    assert AddressChange.objects.get().new_email == NEW


def test_an_invitation_to_an_address_that_was_given_up_opens_nothing(client, project, amina):
    sent = factories.InvitationFactory(member__project=factories.ProjectFactory())
    token = sent.token
    user = sent.member.user
    user.email = "somewhere.else@example.org"
    user.save()
    address = reverse("participation:invitation", args=[token])
    assert client.post(address).status_code == 410
    sent.refresh_from_db()
    assert sent.accepted_at is None
    assert Invitation.objects.of_token(Invitation.objects.get().token) == sent


def test_a_list_invites_who_may_go_back_to_an_address_and_makes_nobody_of_it(jo, project):
    now = factories.NOW
    user = factories.UserFactory(email="today@example.org")
    AddressChange.objects.create(
        user=user,
        old_email="before@example.org",
        new_email=user.email,
        created_at=timezone.now(),
        due_at=now,
        confirmed_at=timezone.now(),
    )
    kept = services.check_import(
        project, by=jo, lines=read_text("Rosa <before@example.org>"), role="participant", now=now
    )
    services.confirm_import(kept, by=jo, now=now)
    assert project.members.get(known_as="Rosa").user == user
    assert not User.objects.filter(email="before@example.org").exists()


def test_an_address_longer_than_any_is_said(signed_in, facilitator, email_url):
    long = f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 30}.org"
    form = signed_in(facilitator).post(email_url, {"email": long}).context["form"]
    assert form.errors["email"]


def test_participants_ask_for_nobody(signed_in, participant, email_url):
    assert signed_in(participant).post(email_url, {"email": NEW}).status_code == 403
    assert not AddressChange.objects.exists()


def test_what_cannot_be_asked_is_said_and_stays(signed_in, facilitator, email_url):
    client = signed_in(facilitator)
    form = client.post(email_url, {"email": "Amina@example.org"}).context["form"]
    assert form.errors["email"] == ["They sign in with this address already."]
    assert form["email"].value() == "Amina@example.org"
    for _each in range(5):
        client.post(email_url, {"email": NEW})
    form = client.post(email_url, {"email": NEW}).context["form"]
    assert form.errors["email"][0].startswith("We wrote about this several times already.")


def test_their_page_leads_there_and_ones_own_leads_to_oneself(
    signed_in, facilitator, project, jo, amina, email_url
):
    client = signed_in(facilitator)
    theirs = client.get(reverse("participation:member_detail", args=[project.slug, amina.pk]))
    assert email_url in theirs.text
    own = client.get(reverse("participation:member_detail", args=[project.slug, jo.pk]))
    assert "/you/?show=address" in own.text
