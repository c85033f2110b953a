"""Signing in where no email can bring a code."""

import io
import re

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from accounts.models import SignInCode
from coproduce.management.commands.serve import how_to_sign_in
from tests.pages import lacks


@pytest.fixture
def someone(amina):
    """The participant can sign in."""
    return amina.user


def printed_link(email: str) -> str:
    words = io.StringIO()
    call_command("sign_in_code", email, stdout=words)
    found = re.search(r"http://testserver(/sign-in/link/\S+)", words.getvalue())
    assert found, words.getvalue()
    return found[1]


def test_whoever_runs_it_can_always_get_a_link(client, someone):
    link = printed_link(" Amina@example.org")
    assert mail.outbox == []
    client.post(link)
    assert client.get("/you/").wsgi_request.user.email == "amina@example.org"
    assert client.post(link).status_code == 410


def test_no_worker_sends_an_email_of_a_link_that_was_printed(someone):
    printed_link("amina@example.org")
    assert not SignInCode.objects.filter(done_at=None).exists()


def test_no_link_is_printed_for_an_address_that_nobody_signs_in_with(db):
    with pytest.raises(CommandError, match=r"Nobody signs in with nobody@example\.org here\."):
        call_command("sign_in_code", "nobody@example.org")
    assert not SignInCode.objects.exists()


def test_pages_say_where_emails_are_until_they_are_sent(client, db, settings):
    words = "Emails are not sent yet."
    assert words not in client.get("/sign-in/").content.decode()
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert words in client.get("/sign-in/").content.decode()
    settings.DEMO = True
    assert words not in client.get("/sign-in/").content.decode()


def test_the_terminal_says_where_emails_are_and_how_to_get_a_link(db, settings, tmp_path):
    assert lacks(how_to_sign_in(), "Emails are not sent", but_has="http")
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.DATA_DIR, settings.EMAIL_FILE_PATH = tmp_path, tmp_path / "mail"
    words = how_to_sign_in()
    assert f"kept as a file in {tmp_path}/mail" in words
    assert "EMAIL_HOST=mail.example.org\n" in words
    assert f"COPRODUCE_DATA_DIR={tmp_path} " in words
    assert "manage.py sign_in_code" in words
