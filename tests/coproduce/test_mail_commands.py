"""Whoever has a shell learns what the mail server says of an email, and which emails were given up."""

import base64
import io
import smtplib
import socket
import ssl

import pytest
from django.core.mail.backends.smtp import EmailBackend
from django.core.management import CommandError, call_command
from django.utils import timezone

from coproduce import trying_mail
from core.context import FILES
from outbox.models import Delivery
from tests import factories
from tests.pages import lacks
from tests.system.processes import free_port

SMTP = trying_mail.SMTP
PASSWORD, AMINA = "p@ss/w#rd", "amina@example.org"


def run(*words: str) -> str:
    out = io.StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


@pytest.fixture
def smtp(settings, monkeypatch):
    """Return a function that lets the mail server raise what it is given."""
    settings.EMAIL_BACKEND = SMTP
    settings.EMAIL_HOST, settings.EMAIL_PORT = "mail.example.org", 587
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "us", PASSWORD

    def answer(error: Exception) -> None:
        def send_messages(_self, _messages):
            raise error

        monkeypatch.setattr(EmailBackend, "send_messages", send_messages)

    return answer


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (socket.gaierror(-2, "?"), "no server called mail.example.org"),
        (ConnectionRefusedError(), "Nothing answers at mail.example.org:587"),
        (TimeoutError(), "did not answer in 20 seconds"),
        (ssl.SSLError(1, "wrong version"), "smtp+ssl://"),
        (OSError(113, "No route to host"), "OSError: No route to host"),
        (UnicodeEncodeError("ascii", "é", 0, 1, "?"), "cannot be written"),
        (smtplib.SMTPServerDisconnected("?"), "hung up"),
        (smtplib.SMTPNotSupportedError("?"), "does not offer"),
        (smtplib.SMTPAuthenticationError(535, b"5.7.8 no"), "does not take the name and password"),
        (smtplib.SMTPSenderRefused(553, b"not yours", "a@b"), "Look at DEFAULT_FROM_EMAIL"),
        (smtplib.SMTPDataError(554, b"spam"), "It said: 554 spam"),
        (smtplib.SMTPRecipientsRefused({AMINA: (550, b"5.1.1 who")}), "no such address"),
        (smtplib.SMTPRecipientsRefused({AMINA: (451, b"later")}), "try again"),
        (smtplib.SMTPRecipientsRefused({AMINA: (554, b"5.3.4 no")}), "Ask whoever runs it"),
        (smtplib.SMTPException("?"), "did not take the email (SMTPException)"),
        (ValueError("?"), "could not be made (ValueError)"),
    ],
)
def test_what_a_mail_server_says_is_put_into_words(smtp, error, words):
    smtp(error)
    with pytest.raises(CommandError) as said:
        run("send_test_email", AMINA)
    assert words in str(said.value)
    assert str(said.value).endswith("\nNo email was sent.")


@pytest.mark.parametrize(
    "repeated", [PASSWORD, base64.b64encode(f"\0us\0{PASSWORD}".encode()).decode()]
)
def test_a_server_that_repeats_the_password_is_not_repeated(smtp, repeated):
    smtp(smtplib.SMTPAuthenticationError(535, f"bad {repeated} here".encode()))
    with pytest.raises(CommandError) as said:
        run("send_test_email", AMINA)
    assert lacks(str(said.value), repeated, but_has="535 bad ... here")


def test_a_port_at_which_nothing_answers_is_named(settings):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = SMTP, "127.0.0.1"
    settings.EMAIL_PORT = free_port()
    with pytest.raises(CommandError, match="Nothing answers at 127"):
        run("send_test_email", AMINA)


def test_an_email_that_is_accepted_is_on_its_way(smtp, monkeypatch):
    sent = []
    monkeypatch.setattr(
        EmailBackend, "send_messages", lambda self, some: sent.append((self, *some))
    )
    said = run("send_test_email", AMINA)
    assert "mail.example.org:587 accepted the email to amina@example.org" in said
    assert said.strip().endswith("The email is on its way.")
    [(line, message)] = sent
    assert (line.timeout, message.to) == (trying_mail.PATIENCE, [AMINA])
    assert "This is a test." in message.body


def test_emails_that_are_kept_as_files_are_not_sent(settings, tmp_path):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = FILES, str(tmp_path)
    with pytest.raises(CommandError, match=f"kept as a file in {tmp_path}"):
        run("send_test_email", AMINA)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_demo_sends_nothing(settings, db):
    settings.DEMO, settings.EMAIL_BACKEND = True, "outbox.demo_mail.DemoMailBackend"
    with pytest.raises(CommandError, match="This is a demo"):
        run("send_test_email", AMINA)


def test_failed_emails_are_listed_with_masked_addresses(project, twin):
    for error in ("The mail server said: 554 no", "The mail server said: 550 5.1.1 none"):
        factories.DeliveryFactory(
            message__project=project,
            message__kind="invited",
            member__user__email=f"amina{len(error)}@example.org",
            gave_up_at=timezone.now(),
            last_error=error,
        )
    factories.DeliveryFactory(message__project=twin, gave_up_at=timezone.now())
    said = run("failed_emails", "--organisation", project.organisation.slug)
    where = f"{project.organisation.name} / Waiting at night"
    assert f"a…@example.org: {where}, invited (news), 0\xa0minutes ago" in said
    assert "no such address (550). Another try would not help." in said
    assert lacks(
        said, "amina", twin.organisation.name, but_has="2 were given up; another try makes"
    )
    assert Delivery.objects.filter(gave_up_at=None).count() == 0
    again = run("failed_emails", "--retry")
    assert again.strip().endswith("2 are tried again now. Look again in a few minutes.")
    assert Delivery.objects.filter(gave_up_at=None).count() == 2


def test_no_failed_emails_is_said(db):
    assert run("failed_emails", "--retry").startswith("No email was given up")


def test_an_organisation_that_is_not_there_is_named_with_those_that_are(organisation):
    with pytest.raises(CommandError, match=r"northside\. There are: st-brigids"):
        run("failed_emails", "--organisation", "northside")


@pytest.mark.parametrize("command", ["send_test_email", "failed_emails"])
def test_help_has_an_example(command, capsys):
    with pytest.raises(SystemExit):
        call_command(command, "--help")
    assert f"Example: python manage.py {command}" in " ".join(capsys.readouterr().out.split())
