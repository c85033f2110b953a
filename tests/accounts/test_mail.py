"""One address to which no email can go stands in nobody's way."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import tasks
from accounts.models import AddressChange, SignInCode
from tests.outbox.conftest import mail_server as mail_server
from tests.pages import lacks

pytestmark = pytest.mark.django_db
#: The name of a host may have 63 letters between two dots, so this one can be written in no email.
POISON = f"rosa@{'ü' * 64}.example"


def asked(email: str) -> SignInCode:
    now = timezone.now()
    return SignInCode.objects.create(
        email=email, created_at=now, due_at=now, expires_at=now + timedelta(minutes=15)
    )


def test_an_address_that_cannot_be_written_is_given_up(mail_server):
    rows = [asked(email) for email in ("tom@example.org", POISON, "pat@example.org")]
    tasks.send_due()
    assert mail_server.addresses == ["tom@example.org", "pat@example.org"]
    kept = [SignInCode.objects.get(pk=row.pk) for row in rows]
    assert [bool(row.done_at) for row in kept] == [True, False, True]
    assert [bool(row.gave_up_at) for row in kept] == [False, True, False]


@pytest.mark.parametrize("answer", ["550 blocked", "450 later"])
def test_what_the_server_refuses_is_tried_again_and_holds_up_nobody(mail_server, answer):
    """A code lives for minutes, and a notice of a new address is never given up for what may be our own fault."""
    mail_server.refuses["rosa@example.org"] = answer
    rows = [asked(email) for email in ("rosa@example.org", "pat@example.org")]
    tasks.send_due()
    assert mail_server.addresses == ["pat@example.org"]
    rosa = SignInCode.objects.get(pk=rows[0].pk)
    assert (rosa.done_at, rosa.gave_up_at) == (None, None)
    assert rosa.last_error == "SMTPRecipientsRefused"
    mail_server.refuses.clear()
    SignInCode.objects.filter(done_at=None).update(due_at=timezone.now() - timedelta(seconds=1))
    tasks.send_due()
    assert mail_server.addresses == ["pat@example.org", "rosa@example.org"]


@pytest.mark.parametrize("kind", ["code", "change"])
def test_an_address_that_does_not_exist_is_tried_once(mail_server, amina, kind):
    mail_server.refuses["rosa@example.org"] = "550 5.1.1 No such person"
    row = asked("rosa@example.org") if kind == "code" else change_of(amina.user)
    for _try in range(3):
        tasks.send_due()
        type(row).objects.update(due_at=timezone.now() - timedelta(seconds=1))
    assert mail_server.tried == ["rosa@example.org"]
    row.refresh_from_db()
    assert row.gave_up_at


def change_of(user, **more) -> AddressChange:
    now = timezone.now()
    emails = {"old_email": user.email, "new_email": "rosa@example.org"}
    return AddressChange.objects.create(user=user, created_at=now, due_at=now, **emails, **more)


@pytest.mark.parametrize("is_asked", [True, False])
def test_whoever_asked_for_an_address_that_does_not_exist_reads_it(
    mail_server, signed_in, amina, jo, is_asked
):
    mail_server.refuses["rosa@example.org"] = "550 5.1.1 No such person"
    change_of(amina.user, asker=jo.user if is_asked else None)
    asks = reverse("participation:member_email", args=[amina.project.slug, amina.pk])
    words = "The email to rosa@example.org could not be delivered."
    mine = signed_in(amina.user)
    assert lacks(mine.get("/you/"), words, but_has="Save my name")
    tasks.send_due()
    assert words in mine.get("/you/").text
    # Asked for anew with the right one, nothing is lost.
    new = change_of(amina.user)
    assert lacks(mine.get("/you/"), words, but_has="Save my name")
    new.delete()
    assert (words in signed_in(jo.user).get(asks).text) == is_asked


def test_a_line_that_goes_dead_costs_one_email_a_try(mail_server):
    mail_server.hangs_up["rosa@example.org"] = False
    for email in ("rosa@example.org", "pat@example.org"):
        asked(email)
    tasks.send_due()
    assert mail_server.addresses == ["pat@example.org"]
    later = timezone.now() - timedelta(minutes=2)
    SignInCode.objects.filter(done_at=None).update(due_at=later)
    tasks.send_due()
    assert mail_server.addresses == ["pat@example.org", "rosa@example.org"]
