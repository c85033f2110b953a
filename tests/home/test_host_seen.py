"""Where what the host of an installation says is seen: on pages, while the database is away, in emails and reports."""

from datetime import timedelta
from email.utils import parseaddr

import pytest
from django.db import DatabaseError
from django.template.loader import render_to_string
from django.utils import timezone

from core.mail import build_message, sender
from home import hosting
from home.models import Host
from projects.models import Organisation
from reports.rendering import render_page
from tests import factories
from tests.coproduce import outages
from tests.home.page import words
from tests.pages import lacks, tight

NAMED = {"name": "Voices of Ash", "contact_name": "Rita", "contact_phone": "01632 960 123"}


@pytest.fixture
def said():
    """Say something as the host, as this process has read it."""

    def say(**values) -> Host:
        host = Host(**{**NAMED, **values})
        hosting.keep(host, float("inf"))
        return host

    return say


@pytest.mark.parametrize(
    ("days", "asks"), [(365, []), (366, ["Your text about privacy", "It is more than a year old."])]
)
def test_a_text_is_asked_for_again_after_a_year(client, coordinator, project, said, days, asks):
    today = timezone.localdate()
    said(
        privacy_written_on=today - timedelta(days=days),
        accessibility_written_on=today,
    )
    Organisation.objects.filter(pk=project.organisation_id).update(is_host=True)
    client.force_login(coordinator)
    home = words(client, "/")
    assert lacks(home, "Your accessibility statement", but_has="Hello Cora")
    for one in ("Your text about privacy", "It is more than a year old."):
        assert (one in home) is (one in asks)


def test_coordinators_of_another_organisation_are_asked_for_no_text(client, coordinator, said):
    said()
    client.force_login(coordinator)
    assert lacks(words(client, "/"), "Your text about privacy", but_has="Hello Cora")


@pytest.mark.django_db(transaction=True)
def test_name_and_contact_stand_on_the_error_page_while_the_database_is_away(client, said):
    client.force_login(factories.UserFactory())
    client.raise_request_exception = False
    hosting.keep(said(), 0)
    with outages.away():
        answer = client.get("/you/")
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "<span>Voices of Ash</span>" in page
    assert "Ring Rita on" in page


@pytest.mark.parametrize("status", ["400", "409", "500", "503"])
def test_error_pages_ask_no_database_whom_to_turn_to(said, status):
    hosting.keep(said(), 0)
    page = render_to_string(f"{status}.html")
    assert "Voices of Ash" in page
    assert "Rita" in page


def test_what_was_read_last_is_shown_when_it_cannot_be_read(said, monkeypatch):
    def away():
        raise DatabaseError

    hosting.keep(said(), 0)
    monkeypatch.setattr(hosting, "read_host", away)
    assert hosting.the_host().name == "Voices of Ash"
    monkeypatch.setattr(hosting, "_kept", None)
    assert hosting.the_host().name == "Coproduce"


def test_the_logo_stands_in_each_frame(client, participant, project, settled_in, said):
    url = said(logo_hash="a" * 64, logo_alt="An ash tree").logo_url
    logo = f'<img class="logo" src="{url}" alt="An ash tree">'
    assert logo in client.get("/sign-in/").content.decode()
    client.force_login(participant)
    for path in ("/you/", project.get_absolute_url(), "/not-here/"):
        assert client.get(path).content.decode().count(logo) == 1, path


def test_emails_of_no_project_are_from_the_site_by_its_name(settings, said):
    said(name="Ash, voices@example.com")
    settings.DEFAULT_FROM_EMAIL = "post@example.org"
    assert parseaddr(sender()) == ("Ash, voices example.com", "post@example.org")
    settings.DEFAULT_FROM_EMAIL = "Ash <post@example.org>"
    assert parseaddr(sender()) == ("Ash", "post@example.org")


def test_an_email_says_the_name_and_where_privacy_and_accessibility_are(said):
    said()
    context = {"message": {"subject": "News"}, "known_as": "Jo", "project_name": "Night"}
    email = build_message("outbox/standard", to="jo@example.org", context=context)
    assert parseaddr(email.from_email)[0] == "Voices of Ash"
    for body in (email.body, email.alternatives[0][0]):
        assert "Voices of Ash" in body
        assert "http://testserver/privacy/" in body
        assert "http://testserver/accessibility/" in body


def test_the_cover_of_a_report_says_the_name_of_the_site(project, said):
    report = factories.ReportFactory(project=project)
    own = project.organisation.name
    for name, cover in (("Voices of Ash", f"{own} · Voices of Ash"), (own, own)):
        said(name=name)
        page = tight(render_page(report, now=timezone.now()))
        assert f'<p class="soft owner">{cover}</p>' in page


def test_emails_of_signing_in_say_the_name_and_make_no_link_of_it(said):
    said(name="ash.example.com")
    context = {"email": "jo@example.org", "sign_in": "http://testserver/in/"}
    email = build_message("accounts/unknown_address", to="jo@example.org", context=context)
    for text in (email.subject, email.body, email.alternatives[0][0]):
        assert "ash.\u2060example.\u2060com" in text
