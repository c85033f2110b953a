"""Every answer carries its headers; a database that is away loses nothing that was typed."""

import logging
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.urls import reverse

from core.logs import WithoutLinks
from tests.pages import lacks


@pytest.mark.django_db
def test_every_answer_carries_the_headers(client):
    headers = client.get(reverse("accounts:sign_in")).headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "object-src 'none'" in policy
    assert "manifest-src 'none'" in policy
    assert lacks([*policy.split("; ")], "upgrade-insecure-requests", but_has="default-src 'none'")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Permissions-Policy"].startswith("camera=()")
    assert headers["X-Frame-Options"] == "DENY"


def test_on_https_a_page_asks_for_nothing_by_http():
    program = (
        "import django; django.setup(); from csp.utils import build_policy; print(build_policy())"
    )
    given = {"SITE_URL": "https://a.example.org", "BEHIND_PROXY": "1"}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "coproduce.settings", **given},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "upgrade-insecure-requests" in done.stdout.strip().split("; ")


def test_what_a_signed_in_person_sees_is_not_stored(signed_in, participant, project):
    page = signed_in(participant).get(project.get_absolute_url())
    assert page.headers["Cache-Control"] == "no-store"


def test_an_htmx_call_of_somebody_signed_out_moves_the_whole_page(client, project):
    answer = client.get(project.get_absolute_url(), headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"].startswith(reverse("accounts:sign_in"))


@pytest.mark.urls("tests.core.broken_urls")
def test_a_database_that_is_away_keeps_what_was_typed(client, db):
    client.raise_request_exception = False
    client.cookies[settings.SESSION_COOKIE_NAME] = "a-session-that-nobody-can-look-up"
    answer = client.post(
        "/broken/", {"why": "People <could> not rest.", "sent_key": "hidden-1", "what": ""}
    )

    page = answer.content.decode()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert "People &lt;could&gt; not rest.</textarea>" in page
    assert page.count("<textarea") == 1
    # So that it is saved once, however often it is sent.
    assert '<input type="hidden" name="sent_key" value="hidden-1">' in page


@pytest.mark.urls("tests.core.broken_urls")
def test_a_fault_of_our_own_keeps_what_was_typed_too(client, db):
    client.raise_request_exception = False
    answer = client.post("/faulty/", {"why": "People <could> not rest.", "code": "123 456"})

    page = answer.content.decode()
    assert answer.status_code == 500
    assert "People &lt;could&gt; not rest.</textarea>" in page
    assert "123 456" not in page


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("Forbidden: /sign-in/link/AbC-123:x/", "Forbidden: /sign-in/link/.../"),
        ("Not Found: /invitations/7:se_cret", "Not Found: /invitations/..."),
        ("Bad: /unsubscribe/9:zz/ from here", "Bad: /unsubscribe/.../ from here"),
        ("Forbidden: /projects/waiting-at-night/", "Forbidden: /projects/waiting-at-night/"),
    ],
)
def test_logs_hold_no_link_that_lets_somebody_in(said, written):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s", (said,), None)
    assert WithoutLinks().filter(record)
    assert record.getMessage() == written
