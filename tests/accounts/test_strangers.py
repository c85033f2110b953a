"""Codes for addresses that nobody signs in with: few emails leave from one connection, and nobody can tell."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts import services
from accounts.models import SignInCode
from accounts.services import signing_in
from accounts.tasks import send_due
from participation.services import invite_member
from projects.models import Role
from tests import factories

pytestmark = pytest.mark.django_db
SIGN_IN = reverse("accounts:sign_in")


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture(autouse=True)
def few(monkeypatch):
    """Let three be too many, for speed."""
    assert (signing_in.CODES_TO_STRANGERS_A_CONNECTION, signing_in.PERIOD.seconds) == (60, 900)
    monkeypatch.setattr(signing_in, "CODES_TO_STRANGERS_A_CONNECTION", 3)


def ask(email: str, now, connection: str = "192.0.2.7") -> SignInCode:
    return services.request_code(email=email, connection=connection, now=now)


def written_to() -> list[str]:
    send_due()
    return sorted(address for email in mail.outbox for address in email.to)


def test_the_emails_to_strangers_of_one_connection_end(now):
    for number in range(5):
        ask(f"s{number}@example.org", now)
    ask("other@example.org", now, connection="192.0.2.8")

    assert written_to() == [
        *("other@example.org", "s0@example.org", "s1@example.org", "s2@example.org")
    ]


def test_those_who_sign_in_here_and_the_invited_still_get_theirs(now):
    project = factories.ProjectFactory()
    jo = factories.MemberFactory(project=project, role=Role.FACILITATOR)
    fields = {"known_as": "Ben", "role": Role.PARTICIPANT}
    invite_member(project, by=jo, email="ben@example.org", **fields, now=now)
    for number in range(4):
        ask(f"s{number}@example.org", now)
    ask(jo.user.email, now)
    ask("ben@example.org", now)

    assert {jo.user.email, "ben@example.org"} < set(written_to())


def test_the_pages_say_the_same_when_no_email_leaves(client):
    def answers(email: str) -> list[object]:
        sent = client.post(SIGN_IN, {"email": email}, REMOTE_ADDR="192.0.2.7")
        shown = client.get(sent.url, REMOTE_ADDR="192.0.2.7")
        wrong = client.post(sent.url, {"code": "000000"}, REMOTE_ADDR="192.0.2.7")
        texts = [page.text.replace(email, "E") for page in (shown, wrong)]
        return [sent.status_code, sent.url, shown.status_code, wrong.status_code, *texts]

    def same(email: str) -> list[object]:
        """Return the answers without the key that each form has of its own."""
        return [
            part.split("csrfmiddlewaretoken")[0] if isinstance(part, str) else part
            for part in answers(email)
        ]

    first = same("s0@example.org")
    for number in range(1, 3):
        same(f"s{number}@example.org")

    assert same("s9@example.org") == first
    assert SignInCode.objects.get(email="s9@example.org").done_at
    assert "s9@example.org" in client.get(reverse("accounts:sign_in_code")).text


def test_they_leave_again_after_the_period(now):
    for number in range(4):
        ask(f"s{number}@example.org", now)
    later = ask("late@example.org", now + signing_in.PERIOD)

    assert later.done_at is None
