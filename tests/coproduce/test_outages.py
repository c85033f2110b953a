"""Whatever fails in the database, whoever is signed in: an answer that says what to do, with what was typed."""

import errno
import logging
from io import BytesIO
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.conf import settings as settings_of_django
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from core.postgresql.base import DatabaseWrapper
from participation.models import Group
from tests.coproduce import outages
from tests.filled_forms import Form, filled_forms
from tests.house.test_access import PATTERNS
from tests.house.world import Role, World, make_world

WORDS = "We heard people, and they <could> not rest."
SHOWN = "We heard people, and they &lt;could&gt; not rest."
pytestmark = pytest.mark.django_db(transaction=True)
ENDS_THE_SESSION = {"accounts:sign_out", "accounts:sign_out_everywhere"}


@pytest.fixture
def world(settings) -> World:
    settings.DEMO = True
    return make_world()


@pytest.fixture
def client(world: World) -> Client:
    """A facilitator's browser, in the middle of a visit."""
    return _browser(world, Role.FACILITATOR)


def _browser(world: World, role: Role) -> Client:
    client = world.client(role)
    client.raise_request_exception = False
    user = world.people[role]
    user.seen_at = timezone.now()
    user.save()
    return client


def addresses(world: World) -> list[str]:
    words = {name: PATTERNS[name].pattern.regex.groupindex for name in sorted(PATTERNS)}
    return [
        reverse(name, kwargs={word: world.arguments[word] for word in found})
        for name, found in words.items()
        if name not in ENDS_THE_SESSION
    ]


def forms(world: World, client: Client) -> list[Form]:
    """Every form that a facilitator meets on the page of any address, filled in."""
    found = []
    for address in addresses(world):
        page = client.get(address)
        if page.status_code == 200 and page.headers["Content-Type"].startswith("text/html"):
            found += filled_forms(page.content.decode(), address, WORDS)
    ends = {reverse(name) for name in ENDS_THE_SESSION}
    return [form for form in found if form.action not in ends]


def own_form(client: Client, address: str, words: str) -> Form:
    """The form of a page that is sent to the page itself, filled in."""
    found = filled_forms(client.get(address).content.decode(), address, words)
    return next(form for form in found if form.action == address)


def wrong_answers(client: Client, sent: list[Form]) -> list[tuple[str, int, str]]:
    """Send the forms; return those whose answer is no answer, or lost what was typed."""
    wrong = []
    for form in sent:
        answer = client.post(form.action, form.data)
        page = answer.content.decode()
        is_private = "What you were sending is private" in page
        is_lost = not is_private and any(escape(form.data[name]) not in page for name in form.typed)
        if answer.status_code >= 500 and (
            answer.status_code != 503 or "Retry-After" not in answer.headers or is_lost
        ):
            wrong.append((form.action, answer.status_code, page[:200]))
    return wrong


def test_each_form_and_each_page_answers_with_what_was_typed(world, client):
    sent = forms(world, client)
    assert len(sent) > 60
    assert len(outages.WAYS) > 2
    for way in sorted(outages.WAYS):
        with outages.WAYS[way]():
            assert wrong_answers(client, sent) == [], way
            answers = [(address, client.get(address)) for address in addresses(world)]
        assert [where for where, got in answers if got.status_code == 500] == [], way
        is_read = way != "away"
        assert is_read == any(got.status_code == 200 for _where, got in answers), way
        late = [got for _where, got in answers if got.status_code == 503]
        assert all(got.headers.get("Retry-After") for got in late), way


def test_who_begins_a_visit_can_read_what_takes_no_changes(world):
    client = world.client(Role.PARTICIPANT)
    with outages.read_only():
        page = client.get(world.project.get_absolute_url())
    assert page.status_code == 200
    assert b"Log" in page.content or b"Plan" in page.content


@pytest.mark.parametrize(
    ("way", "words"),
    [
        (outages.away, "We cannot reach our records just now"),
        (outages.locked, "Our records are busy just now"),
        (outages.read_only, "Nothing can be saved just now"),
    ],
)
def test_the_page_says_which_outage_it_is_and_the_log_has_the_exception(
    way, words, world, client, caplog
):
    form = own_form(client, reverse("accounts:you"), WORDS)
    with way(), caplog.at_level(logging.ERROR):
        answer = client.post(form.action, form.data)
    page = answer.content.decode()
    assert answer.status_code == 503
    assert f"<h1>{words}</h1>" in page.replace("\n", "").replace("  ", "")
    assert SHOWN in page
    assert any(record.exc_info for record in caplog.records)


def test_a_full_disk_says_so_and_keeps_the_words(world, client):
    if connection.vendor != "sqlite":
        # A server's disk cannot be filled for a test; its code for it is in tests/core/test_outages.py.
        return
    address = reverse("plan:unsettled_create", args=[world.project.slug])
    form = own_form(client, address, WORDS)
    with outages.full():
        for _ in range(200):
            # Until the pages that are there are full as well.
            answer = client.post(address, {**form.data, "sent_key": str(uuid4())})
            if answer.status_code != 302:
                break
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "There is no room left to save anything" in page
    assert SHOWN in page


def test_a_disk_without_room_for_a_file_that_is_sent_says_so(world, client):
    full = OSError(errno.ENOSPC, "No space left on device")
    with patch("core.uploads.TemporaryFile", side_effect=full):
        answer = client.post(reverse("accounts:you"), {"name": WORDS, "file": BytesIO(b"x")})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "300")
    assert "There is no room left to save anything" in answer.content.decode()


def test_a_server_that_says_nothing_keeps_nobody_waiting(world, client, settings):
    if connection.vendor == "sqlite":
        return
    settings.DATABASE_QUERY_SECONDS = 10
    DatabaseWrapper.silent_until = 0.0
    began = timezone.now()
    with outages.paused():
        answers = [client.post(reverse("accounts:you"), {"name": WORDS}) for _ in range(20)]
    DatabaseWrapper.silent_until = 0.0
    assert {answer.status_code for answer in answers} == {503}
    assert all(SHOWN in answer.content.decode() for answer in answers)
    # One of them found out, which takes two seconds; the others are spared.
    assert (timezone.now() - began).total_seconds() < 20


def test_a_query_without_an_answer_ends_and_the_next_one_works(world, client, settings):
    if connection.vendor == "sqlite":
        return
    settings.DATABASE_QUERY_SECONDS = 0.2
    connection.close()
    with pytest.raises(OperationalError, match="no answer in"), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(4)")
    connection.close_if_unusable_or_obsolete()
    assert client.get(world.project.get_absolute_url()).status_code == 200


def test_what_was_saved_is_not_taken_back_for_a_session_that_could_not_be(world, client):
    address = reverse("accounts:you")
    form = own_form(client, address, "Jo of the ward")
    with patch.object(SessionStore, "save", side_effect=_update_error()):
        answer = client.post(address, form.data)
    assert answer.status_code == 302
    world.people[Role.FACILITATOR].refresh_from_db()
    assert world.people[Role.FACILITATOR].name == "Jo of the ward"


def test_a_sign_in_whose_session_could_not_be_saved_says_so(world):
    stranger = Client(raise_request_exception=False)
    stranger.cookies[settings_of_django.SESSION_COOKIE_NAME] = ""
    with patch.object(SessionStore, "save", side_effect=_update_error()):
        answer = stranger.post(reverse("accounts:sign_in"), {"email": "jo@example.org"})
    assert answer.status_code == 503
    assert "It may be saved already: look first." in answer.content.decode()


def _update_error() -> UpdateError:
    """What Django makes of any failure of the database while it saves a session."""
    error = UpdateError()
    error.__context__ = OperationalError("disk I/O error")
    return error


def test_sending_it_again_from_the_page_saves_it(world, client):
    address = reverse("accounts:you")
    name = "Jo of the ward"
    form = own_form(client, address, name)
    with outages.away():
        page = client.post(form.action, form.data).content.decode()
    again = filled_forms(page, "/elsewhere/", "never typed")[0]
    assert (again.action, again.data["name"]) == (address, name)
    assert client.post(again.action, again.data).status_code == 302
    world.people[Role.FACILITATOR].refresh_from_db()
    assert world.people[Role.FACILITATOR].name == name


def test_ratings_are_shown_nowhere(world, client):
    address = reverse(
        "elements:review_rate",
        args=[world.project.slug, world.arguments["element_review_pk"]],
    )
    with outages.away():
        page = client.post(address, {"why": WORDS, "1": "4"}).content.decode()
    assert "What you were sending is private" in page
    assert [words for words in (SHOWN, 'value="4"', "<textarea") if words in page] == []


def test_of_two_who_take_one_name_at_once_the_second_reads_why(world, client):
    group = world.project.groups.get()
    address = reverse("participation:group_create", args=[world.project.slug])
    form = own_form(client, address, group.name)
    # It says a few, or a number.
    form.data.pop("should_be_a_few")
    # The first one's name came in while the second one's form was looked at.
    with patch.object(Group, "validate_constraints"):
        answer = client.post(address, form.data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Most often, somebody else saved at the same moment." in page
    again = next(found for found in filled_forms(page, "/", "") if found.action == address)
    page = client.post(again.action, again.data).content.decode()
    assert f'value="{group.name}"' in page
    assert world.project.groups.count() == 1
