"""After a change of the secret key, every kind of link still works while the old key stands among the fallbacks."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.models import FirstLink
from accounts.services import request_code
from outbox.links import unsubscribe_url
from outbox.models import Rhythm
from participation.services import invite_member

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[True, False], ids=["old key kept", "old key gone"])
def change_key(settings, request):
    """Return a function that changes the secret key, and says whether what the old one made still counts."""

    def change() -> bool:
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY] if request.param else []
        settings.SECRET_KEY = "a new key that nobody has seen before 0123456789"
        return request.param

    return change


def is_in(client) -> bool:
    return client.get("/you/").status_code == 200


def test_a_link_to_sign_in(client, participant, change_key):
    code = request_code(email=participant.email, now=timezone.now())
    address = reverse("accounts:sign_in_link", args=[code.token])
    counts = change_key()
    client.post(address)
    assert is_in(client) == counts


def test_a_code_to_sign_in(client, participant, change_key):
    client.post("/sign-in/", {"email": participant.email})
    digits = participant.sign_in_codes.get().code
    counts = change_key()
    client.post("/sign-in/code/", {"code": digits})
    assert is_in(client) == counts


def test_a_session(client, participant, change_key):
    code = request_code(email=participant.email, now=timezone.now())
    client.post(reverse("accounts:sign_in_link", args=[code.token]))
    assert is_in(client)
    counts = change_key()
    assert is_in(client) == counts
    assert is_in(client) == counts


def test_an_invitation(client, project, jo, change_key):
    member = invite_member(
        project,
        by=jo,
        email="ben@example.org",
        known_as="Ben",
        role="participant",
        now=timezone.now(),
    )
    address = reverse("participation:invitation", args=[member.invitations.get().token])
    counts = change_key()
    client.post(address, {"answer": "yes"})
    member.refresh_from_db()
    assert member.is_taking_part == counts


def test_a_link_that_stops_the_news(client, amina, change_key):
    address = unsubscribe_url(amina.pk)
    counts = change_key()
    answer = client.post(address)
    assert answer.status_code == (200 if counts else 410)
    amina.refresh_from_db()
    chosen = getattr(amina, "preference", None)
    assert (chosen.rhythm if chosen else None) == (Rhythm.ASKED_ONLY if counts else None)


def test_the_one_time_link_of_the_first_coordinator(client, change_key):
    words = StringIO()
    call_command("first_link", stdout=words)
    address = reverse("home:begin", args=[FirstLink.objects.get().token])
    assert address in words.getvalue()
    counts = change_key()
    assert client.get(address).status_code == (200 if counts else 410)


def test_a_new_link_is_made_with_the_new_key(amina, change_key, settings):
    change_key()
    address = unsubscribe_url(amina.pk)
    code = request_code(email=amina.user.email, now=timezone.now())
    settings.SECRET_KEY_FALLBACKS = []
    assert (address, code.token) == (unsubscribe_url(amina.pk), code.token)
