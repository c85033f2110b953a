"""A file was chosen, and the form could not be taken: the page says that it is not kept, and the form asks again."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import BaseForm, FileField
from django.test import Client
from django.urls import get_resolver, reverse

from accounts.models import WaitingWords
from tests.coproduce import outages
from tests.filled_forms import Form, filled_forms
from tests.house.world import Role, World, make_world
from tests.pages import lacks, tight
from tests.questions.rows import contribution

NAME = "our <people>.csv"
NOT_KEPT = "We did not keep the file our &lt;people&gt;.csv. You need to choose it again."
AGAIN = "Choose the file again. It could not be kept."
TYPED = "amina at example"
PAGES = (
    *("participation:import_create", "questions:contribution_create"),
    "questions:contribution_detail",
)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(settings) -> World:
    settings.DEMO = True
    return make_world()


@pytest.fixture
def client(world) -> Client:
    client = world.client(Role.FACILITATOR)
    client.raise_request_exception = False
    return client


def every_form(kind: type = BaseForm) -> Iterator[type[BaseForm]]:
    """Each form of ours that somebody can be shown."""
    for form in kind.__subclasses__():
        yield form
        yield from every_form(form)


def test_each_form_that_takes_a_file_is_tried_here():
    assert get_resolver().url_patterns  # reads all views, and so all forms
    found = {
        form.__name__
        for form in every_form()
        if not form.__module__.startswith(("django.", "tests."))
        and any(isinstance(f, FileField) for f in getattr(form, "base_fields", {}).values())
    }
    # What a form is made of, and the three that people see: PAGES. HostLogoForm takes no words that could be lost.
    assert found == {"BringsFile", "ContributionForm", "FileForm", "HostLogoForm", "ListForm"}


def with_file(form: Form) -> dict[str, object]:
    return {**form.data, form.files[0]: SimpleUploadedFile(NAME, b"Jo,jo@example.org")}


@pytest.fixture(params=PAGES)
def form(request, world, client) -> Form:
    """A form that takes a file, filled in."""
    words = [world.project.slug]
    if request.param == "questions:contribution_detail":
        words.append(contribution(world.facilitator).pk)
    address = reverse(request.param, args=words)
    found = filled_forms(client.get(address).content.decode(), address, TYPED)
    return next(form for form in found if form.files)


def comes_back(client: Client, page: str, form: Form) -> bool:
    """Whether the button on a page leads to the form, with what was typed, which asks for the file."""
    again = next(found for found in filled_forms(page, "/", "") if found.action == form.action)
    got = client.post(again.action, again.data).content.decode()
    (shown,) = [found for found in filled_forms(got, form.action, "") if found.files]
    return AGAIN in got and f">\n{TYPED}</textarea>" in got and "files_gone" not in shown.data


def test_the_database_is_away(client, form):
    with outages.away():
        page = client.post(form.action, with_file(form)).content.decode()
    assert NOT_KEPT in tight(page)
    assert "Go back to the form" in page
    assert comes_back(client, page, form)


def test_the_session_has_ended(client, world, form):
    session = client.cookies.pop(settings.SESSION_COOKIE_NAME)
    client.post(form.action, with_file(form))
    client.cookies[settings.SESSION_COOKIE_NAME] = session.value
    page = client.get(world.project.get_absolute_url()).content.decode()
    assert NOT_KEPT in tight(page)
    assert "Go back to the form" in page
    assert comes_back(client, page, form)
    # The words stand in the form now, and are not said to be unsaved once more when it was sent.
    assert WaitingWords.objects.count() == 0


def test_a_file_alone_is_spoken_of_too(client, world, form):
    session = client.cookies.pop(settings.SESSION_COOKIE_NAME)
    nothing = {name: "" for name in form.data if name not in form.hidden}
    client.post(form.action, with_file(form) | nothing)
    client.cookies[settings.SESSION_COOKIE_NAME] = session.value
    assert NOT_KEPT in tight(client.get(world.project.get_absolute_url()).content.decode())


def test_the_page_was_open_too_long(client, form):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[
        settings.SESSION_COOKIE_NAME
    ].value
    page = strict.post(form.action, with_file(form)).content.decode()
    assert NOT_KEPT in tight(page)
    assert comes_back(strict, page, form)


@pytest.mark.parametrize("form", PAGES[:1], indirect=True)
def test_another_field_was_wrong(client, form):
    page = client.post(form.action, with_file(form) | {"role": "king"}).content.decode()
    assert AGAIN in page
    page = client.post(form.action, form.data | {"role": "king"}).content.decode()
    assert lacks(page, AGAIN, but_has="Choose one of the answers")
