"""What a start says of who reaches it, how emails leave, and what to type before a command."""

import pytest

from coproduce import env_file
from coproduce.management.commands import serve
from core.context import FILES
from tests.pages import lacks

SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture
def mailing(settings):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "mail.example", 465
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "hunter1", "hunter2"
    settings.EMAIL_USE_SSL, settings.EMAIL_USE_TLS = True, False
    settings.DEFAULT_FROM_EMAIL = "Coproduce <a@example.org>"
    return settings


def test_the_mail_server_is_named_without_its_name_and_password(mailing):
    said = serve.how_mail_leaves()
    assert said.startswith("Emails leave by mail.example, port 465, encrypted, from Coproduce <a@")
    assert lacks(said, "hunter1", "hunter2", "DEFAULT_FROM_EMAIL", but_has="encrypted")


def test_what_is_wrong_with_the_mail_is_said(mailing):
    mailing.EMAIL_USE_SSL, mailing.DEFAULT_FROM_EMAIL = False, "coproduce@localhost"
    said = serve.how_mail_leaves()
    assert "NOT encrypted" in said
    assert "set DEFAULT_FROM_EMAIL" in said


@pytest.mark.parametrize(
    ("demo", "said"),
    [(True, "this is a demo"), (False, "kept as files, and leave for nobody (EMAIL_HOST)")],
)
def test_emails_that_leave_for_nobody_are_said(mailing, demo, said):
    mailing.DEMO, mailing.EMAIL_BACKEND = demo, FILES
    assert said in serve.how_mail_leaves()


def test_any_name_is_said(settings):
    settings.ALLOWED_HOSTS, settings.BEHIND_PROXY = ["*"], False
    assert serve.who_reaches_it(80) == (
        "It answers to any name (ALLOWED_HOSTS), on port 80 of this machine."
    )


@pytest.mark.parametrize(
    ("site", "is_behind", "headers"),
    [
        ("http://a.example:8000", False, {"Host": "a.example:8000"}),
        ("https://a.example/b", True, {"Host": "a.example", "X-Forwarded-Proto": "https"}),
    ],
)
def test_it_asks_itself_as_a_proxy_would(settings, site, is_behind, headers):
    settings.SITE_URL, settings.BEHIND_PROXY = site, is_behind
    assert serve.probing() == headers


def test_what_stands_in_env_need_not_stand_before_a_command(settings, tmp_path, monkeypatch):
    settings.SITE_URL, settings.BEHIND_PROXY = "https://a.example", True
    settings.DATA_DIR = tmp_path
    before = f"COPRODUCE_DATA_DIR={tmp_path} "
    assert serve._where() == f"{before}SITE_URL=https://a.example BEHIND_PROXY=1 "
    (tmp_path / ".env").write_text("SITE_URL=https://a.example\nBEHIND_PROXY=1\n")
    monkeypatch.setenv(env_file.PLACE, str(tmp_path / ".env"))
    assert serve._where() == before
