"""Inviting, and every way in which a link can be followed."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.tasks import send_due as send_sign_in_emails
from outbox import tasks
from outbox.models import Delivery, RefusedAddress
from participation import services
from participation.models import Invitation
from projects.models import Member, Role
from tests import factories
from tests.at_once import at_once
from tests.filled_forms import send
from tests.pages import lacks

FORM = {"email": "Ben@Example.org", "known_as": "Ben", "role": "participant", "words": "Come!"}


@pytest.fixture
def ben(project, jo) -> Member:
    """Somebody who was invited and has not come yet."""
    return services.invite_member(
        project,
        by=jo,
        email="ben@example.org",
        known_as="Ben",
        role=Role.PARTICIPANT,
        words="You asked good questions.",
        now=timezone.now(),
    )


@pytest.fixture
def invitation(ben) -> Invitation:
    return ben.invitations.get()


@pytest.fixture
def link(invitation) -> str:
    return reverse("participation:invitation", args=[invitation.token])


def invite_url(project) -> str:
    return reverse("participation:member_invite", args=[project.slug])


def signed_in_as(client) -> str:
    return client.session.get("_auth_user_id", "")


def test_member_invite_sends_an_email_with_the_words_and_a_link(signed_in, facilitator, project):
    signed_in(facilitator).post(invite_url(project), FORM)
    tasks.send_due()

    (email,) = mail.outbox
    token = Invitation.objects.get().token
    assert email.to == ["ben@example.org"]
    assert email.subject == "Jo invites you to take part in “Waiting at night”"
    for text in (email.body, email.alternatives[0][0]):
        assert "Come!" in text
        assert f"http://testserver/invitations/{token}/" in text


def test_member_invite_twice_invites_once(signed_in, facilitator, project):
    client = signed_in(facilitator)
    client.post(invite_url(project), FORM)
    answer = client.post(invite_url(project), FORM | {"email": "ben@example.org"}, follow=True)

    assert [str(message) for message in answer.context["messages"]] == [
        "An invitation is on its way to Ben.",
        "Ben is invited already.",
    ]
    assert (Invitation.objects.count(), Delivery.objects.count()) == (1, 1)


def test_member_invite_says_who_is_here_already(signed_in, facilitator, amina, project):
    answer = signed_in(facilitator).post(
        invite_url(project), FORM | {"email": "AMINA@example.org"}, follow=True
    )
    assert [str(message) for message in answer.context["messages"]] == ["Amina is here already."]
    assert not Invitation.objects.exists()


def test_member_invite_keeps_what_was_typed_and_says_what_is_wrong(signed_in, facilitator, project):
    answer = signed_in(facilitator).post(invite_url(project), FORM | {"email": "ben"})
    assert answer.context["form"].errors == {
        "email": ["Write an email address like name@example.org."]
    }
    assert "Come!" in answer.content.decode()


def test_invitation_page_changes_nothing_and_names_who_asks(client, link, ben):
    page = client.get(link)

    ben.refresh_from_db()
    assert (page.status_code, ben.joined_at) == (200, None)
    assert "Jo invites you to take part in “Waiting at night”" in page.content.decode()
    assert "You asked good questions." in page.content.decode()
    assert page.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")


def test_from_the_email_to_being_in_with_all_told_in_six_pages(client, link, ben, project):
    night = factories.GroupFactory(project=project)
    pages = [client.get(link)]
    answer = client.post(link, {"answer": "yes"})
    for typed in (
        {"known_as": "Benny", "experience": ["lived"]},
        {"groups": [night.pk], f"extent_{night.pk}": "some"},
        {"costs": "The fare, before I come"},
        {"kinds": ["thanks"]},
        {"channel": "email", "rhythm": "weekly"},
    ):
        pages.append(client.get(answer.url, follow=True))
        answer = send(client, pages[-1].request["PATH_INFO"], typed)
    receipt = client.get(answer.url)

    ben.refresh_from_db()
    assert [page.status_code for page in pages] == [200] * 6
    assert answer.url == reverse("participation:receipt", args=[project.slug])
    assert "“The fare, before I come”" in receipt.text
    assert (ben.known_as, ben.has_lived_experience, ben.is_taking_part) == ("Benny", True, True)
    assert [said.extent for said in ben.speaks_for.all()] == ["some"]
    assert ben.preference.rhythm == "weekly"
    assert signed_in_as(client) == str(ben.user_id)


def test_all_of_the_questions_can_be_left_for_later_at_once(client, link, ben, project):
    welcome = client.post(link, {"answer": "yes"})
    page = client.get(welcome.url, follow=True).text
    assert f'href="{project.get_absolute_url()}">Leave all of this for later<' in page
    ben.refresh_from_db()
    assert ben.experience_answered_at is None
    assert not hasattr(ben, "preference")
    assert not ben.consents.exists()


def test_accepting_twice_lets_in_once(client, link, ben):
    client.post(link, {"answer": "yes"})
    joined_at = Member.objects.get(pk=ben.pk).joined_at
    again = client.post(link, {"answer": "yes"})

    assert Member.objects.get(pk=ben.pk).joined_at == joined_at
    assert "You are in “Waiting at night” already" in again.content.decode()


def test_a_used_link_signs_nobody_in(client, link):
    client.post(link, {"answer": "yes"})
    other = Client()
    page = other.post(link, {"answer": "yes"})
    assert (page.status_code, signed_in_as(other)) == (200, "")
    assert "You used this link before, and it works only once." in page.content.decode()


def test_declining_ends_it_and_can_be_taken_back(client, link, ben):
    page = client.post(link, {"answer": "no"})
    ben.refresh_from_db()
    assert ben.left_at is not None
    assert signed_in_as(client) == ""
    assert "Thank you for telling us" in page.content.decode()

    client.post(link, {"answer": "yes"})
    ben.refresh_from_db()
    assert ben.is_taking_part


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"expires_at": factories.NOW - timedelta(days=900)}, "This link is too old"),
        ({"revoked_at": factories.NOW}, "This link no longer works"),
    ],
    ids=["out of time", "withdrawn"],
)
def test_a_link_that_does_not_count_says_why_and_lets_nobody_in(
    client, link, invitation, ben, change, words
):
    Invitation.objects.filter(pk=invitation.pk).update(**change)
    for page in (client.get(link), client.post(link, {"answer": "yes"})):
        assert page.status_code == 410
        assert words in page.content.decode()
    ben.refresh_from_db()
    assert (ben.joined_at, signed_in_as(client)) == (None, "")


@pytest.mark.parametrize("token", ["x", "1-", "99999999999999999999-a", "٣-a", "{pk}-{wrong}"])
def test_a_made_up_link_leads_to_no_invitation(client, invitation, token):
    token = token.format(pk=invitation.pk, wrong="0" * 40)
    page = client.post(reverse("participation:invitation", args=[token]), {"answer": "yes"})
    assert page.status_code == 410
    assert "We can’t find this invitation" in page.content.decode()


def test_the_secret_of_a_link_stands_in_no_table(invitation):
    secret = invitation.token.partition("-")[2]
    stored = Invitation.objects.values().get()
    assert secret
    assert lacks(" ".join(map(str, stored.values())), secret, but_has=str(invitation.pk))
    assert Delivery.objects.get().message.data == {
        "by": "Jo",
        "words": "You asked good questions.",
    }


def test_an_older_key_still_opens_its_invitations(client, link, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new key that nobody has seen before 0123456789"
    assert client.get(link).status_code == 200


def test_somebody_else_on_the_device_is_asked_first_and_signed_out(signed_in, stranger, link, ben):
    client = signed_in(stranger)
    assert "Somebody else is signed in on this device." in client.get(link).content.decode()
    assert signed_in_as(client) == str(stranger.pk)

    client.post(link, {"answer": "yes"})
    assert signed_in_as(client) == str(ben.user_id)


def invite(project, by, email="ben@example.org", role=Role.PARTICIPANT) -> str:
    """Invite somebody, and return the link of the invitation."""
    member = services.invite_member(
        project, by=by, email=email, known_as="Olu", role=role, now=timezone.now()
    )
    newest = member.invitations.unanswered().get()
    return reverse("participation:invitation", args=[newest.token])


@pytest.fixture
def has_more(project, twin, jo, outsider, coordinator) -> Callable[[str], str]:
    """Invite somebody whose session would open more than one project as a participant; return the link."""

    def invite_who(has: str) -> str:
        if has == "facilitates elsewhere":
            return invite(project, jo, email=outsider.email)
        if has == "coordinates":
            return invite(project, jo, email=coordinator.email)
        if has == "is to facilitate":
            return invite(project, jo, role=Role.FACILITATOR)
        left_at = timezone.now() if has == "was elsewhere" else None
        joined_at = None if has == "is invited elsewhere" else timezone.now()
        factories.MemberFactory(
            project=twin, user__email="ben@example.org", joined_at=joined_at, left_at=left_at
        )
        return invite(project, jo)

    return invite_who


MORE = [
    *("facilitates elsewhere", "coordinates", "is to facilitate"),
    *("takes part elsewhere", "was elsewhere", "is invited elsewhere"),
]


@pytest.mark.parametrize("has", MORE)
@pytest.mark.parametrize("answer", ["yes", "no"])
def test_the_link_of_who_has_more_here_lets_nobody_in(client, has_more, has, answer):
    link = has_more(has)
    page = client.post(link, {"answer": answer})
    assert "First we make sure that it is you." in page.content.decode()
    invitation = Invitation.objects.get()
    assert (invitation.accepted_at, invitation.declined_at, signed_in_as(client)) == (
        None,
        None,
        "",
    )


@pytest.mark.parametrize("has", MORE)
def test_who_has_more_here_comes_in_by_a_code_to_their_address(client, has_more, has):
    link, invited = has_more(has), Invitation.objects.get().member
    send_sign_in_emails()
    mail.outbox.clear()
    client.post(link, {"answer": "code"})
    send_sign_in_emails()
    (email,) = mail.outbox
    assert email.to == [invited.user.email]
    code = re.search(r"\b\d{3} ?\d{3}\b", email.body)
    back = client.post(reverse("accounts:sign_in_code"), {"code": code[0]})
    assert back["Location"] == link
    client.post(link, {"answer": "yes"})
    assert Member.objects.get(pk=invited.pk).is_taking_part


def test_a_code_is_sent_only_where_it_is_needed(client, link):
    client.post(link, {"answer": "code"})
    send_sign_in_emails()
    assert mail.outbox == []


def test_codes_for_invitations_are_counted_with_all_others(client, has_more, monkeypatch):
    monkeypatch.setattr("accounts.services.signing_in.CODES_A_CONNECTION", 1)
    link = has_more("is to facilitate")
    answers = [client.post(link, {"answer": "code"}).status_code for _time in range(2)]
    assert answers == [302, 429]


def test_resend_replaces_the_link_and_a_second_click_sends_nothing(
    signed_in, facilitator, project, ben, invitation, link
):
    address = reverse("participation:invitation_resend", args=[project.slug, ben.pk])
    client = signed_in(facilitator)
    for _click in range(2):
        client.post(address, {"invitation": invitation.pk})
        assert Invitation.objects.count() == 2
        assert Delivery.objects.count() == 2

    newest = Invitation.objects.latest("pk")
    assert newest.words == "You asked good questions."
    assert Client().get(link).status_code == 410
    assert Client().get(reverse("participation:invitation", args=[newest.token])).status_code == 200


def test_withdraw_ends_the_link_and_the_email_that_waits(
    signed_in, facilitator, project, ben, link
):
    signed_in(facilitator).post(
        reverse("participation:invitation_withdraw", args=[project.slug, ben.pk])
    )
    tasks.send_due()

    assert Client().get(link).status_code == 410
    assert mail.outbox == []


def test_who_left_can_be_invited_again_with_their_things_as_they_were(
    signed_in, facilitator, amina, project
):
    services.record_experience(amina, kinds={"lived"}, now=timezone.now())
    services.end_membership(amina, now=timezone.now())

    signed_in(facilitator).post(invite_url(project), FORM | {"email": "amina@example.org"})

    amina.refresh_from_db()
    assert (amina.left_at, amina.joined_at, amina.has_lived_experience) == (None, None, True)
    assert amina.invitations.unanswered().count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_facilitators_who_invite_the_same_person_at_once_invite_once(project, jo):
    def invite():
        return services.invite_member(
            project,
            by=jo,
            email="ben@example.org",
            known_as="Ben",
            role=Role.PARTICIPANT,
            now=timezone.now(),
        )

    at_once([invite] * 6)
    assert (Invitation.objects.count(), Delivery.objects.count()) == (1, 1)


def test_who_comes_in_is_greeted_by_the_name_they_chose(client, link, ben):
    welcome = client.post(link, {"answer": "yes"})
    send(client, client.get(welcome.url).url, {"known_as": "Benny"})
    ben.user.refresh_from_db()
    assert ben.user.name == "Benny"


def test_an_invitation_is_tried_by_email_though_the_address_was_refused_before(project, jo, ben):
    """A letter has no link, so it would lead nowhere."""
    tasks.send_due()
    services.withdraw_invitation(ben, now=timezone.now())
    before = timezone.now() - timedelta(days=200)
    RefusedAddress.objects.create(address=ben.user, since=before, words="550 No such person")
    mail.outbox.clear()
    invite(project, jo)
    tasks.send_due()
    assert len(mail.outbox) == 1
