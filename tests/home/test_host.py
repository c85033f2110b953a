"""What the host of an installation says of itself: who may say it, what everybody sees, and what nobody claims yet."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from home import hosting
from home.models import Host, HostLogo
from projects.models import Organisation
from tests.home.page import words
from tests.pages import lacks
from tests.questions import samples

CONTACT = {"contact_name": "The involvement team", "contact_email": "us@example.org"}


@pytest.fixture
def host_client(client, coordinator, project, monkeypatch):
    """A browser of a coordinator of the host; pages read anew each time."""
    monkeypatch.setattr(hosting, "KEPT_FOR", 0.0)
    hosting.forget()
    Organisation.objects.filter(pk=project.organisation_id).update(is_host=True)
    client.force_login(coordinator)
    return client


def saved(client, part, **typed):
    address = f"/host/{part}/"
    form = client.get(address).context["form"]
    stood = {name: form[name].value() or "" for name in form.fields}
    return client.post(address, {**stood, **typed})


def test_a_coordinator_of_another_organisation_finds_no_such_page(client, coordinator):
    client.force_login(coordinator)
    assert client.get("/host/").status_code == 404


def test_the_name_stands_on_every_page_and_is_escaped(host_client):
    assert saved(host_client, "name", name="Voices <b>of</b> Ash").status_code == 302
    page = host_client.get("/host/").content.decode()
    assert "Voices &lt;b&gt;of&lt;/b&gt; Ash" in page


def test_whom_to_turn_to_stands_where_people_sign_in(host_client):
    assert saved(host_client, "contact", **CONTACT).status_code == 302
    host_client.logout()
    assert "The involvement team" in host_client.get("/sign-in/").content.decode()
    assert "us@example.org" in words(host_client, "/privacy/")


def test_a_contact_without_a_way_is_refused_and_stays_typed(host_client):
    page = saved(host_client, "contact", contact_name="The team").content.decode()
    assert "Give an email address, a phone number or a postal address." in page
    assert "The team" in page


def test_nothing_is_claimed_before_the_host_says_so(host_client):
    page = words(host_client, "/accessibility/")
    assert lacks(page, "compliant with", but_has="whether these pages meet the guidelines")


def test_a_first_text_is_in_the_form_alone(host_client):
    assert "Information Commissioner" in host_client.get("/host/privacy/").content.decode()
    assert lacks(words(host_client, "/privacy/"), "Commissioner", but_has="your rights")


def test_a_statement_says_status_day_and_who_enforces_it(host_client):
    answer = saved(host_client, "accessibility", status="partly", law="gb")
    assert answer.status_code == 302
    page = words(host_client, "/accessibility/")
    assert "This website is partially compliant with" in page
    assert "It was last reviewed on" in page
    assert "Equality and Human Rights Commission (EHRC)" in page


def test_what_is_looked_at_is_not_saved(host_client):
    page = saved(host_client, "privacy", controller="Ash Council", look="1").content.decode()
    assert 'id="preview"' in page
    assert not Host.objects.exists()


def test_a_logo_is_drawn_anew_and_kept_by_browsers(host_client):
    picture = SimpleUploadedFile("logo.jpg", samples.picture("JPEG", size=(900, 600)))
    assert host_client.post("/host/logo/", {"logo": picture}).status_code == 302
    answer = host_client.get(Host.objects.get().logo_url)
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not samples.tells(answer.content)
    with Image.open(BytesIO(answer.content)) as shown:
        assert (max(shown.size), dict(shown.getexif())) == (480, {})


def test_a_logo_that_is_taken_away_stands_nowhere(host_client):
    picture = SimpleUploadedFile("logo.jpg", samples.picture("JPEG", size=(90, 60)))
    host_client.post("/host/logo/", {"logo": picture})
    address = Host.objects.get().logo_url
    assert address in host_client.get("/host/").content.decode()
    assert host_client.get("/host/logo/take-away/").status_code == 405
    page = host_client.post("/host/logo/take-away/", follow=True)
    assert lacks(page, address, but_has="The logo is gone.")
    assert host_client.get(address).status_code == 404
    assert not HostLogo.objects.exists()


@pytest.mark.parametrize(
    "data", [samples.SVG, samples.HTML, b"\x89PNG\r\n\x1a\nbroken", b"\xff\xd8\xff" * 800_000]
)
def test_what_is_no_logo_is_refused(host_client, data):
    answer = host_client.post("/host/logo/", {"logo": SimpleUploadedFile("logo.png", data)})
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert not HostLogo.objects.exists()


def test_who_changed_what_is_told(host_client):
    saved(host_client, "name", name="Voices of Ash")
    page = words(host_client, "/host/")
    assert "Cora changed the name" in page
    assert "Coproduce" in page


def test_texts_that_are_missing_are_asked_for_at_home(host_client):
    assert "Your accessibility statement" in words(host_client, "/")
