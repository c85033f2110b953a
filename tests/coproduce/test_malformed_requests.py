"""
Whatever comes, to whatever address, from whomever: an answer in words, and nothing saved of what cannot be read.

By hand, with more of them: ``COPRODUCE_ODD_REQUESTS=100000 COPRODUCE_ODD_SEED=7 pytest tests/coproduce/...``.
"""

import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse

from core.logs import OneLine
from tests.coproduce.malformed import (
    REFUSED,
    URLENCODED,
    Sent,
    browser,
    cut_short,
    odd_request,
    of_form,
    of_parts,
)
from tests.filled_forms import filled_forms
from tests.house.test_access import PATTERNS
from tests.house.world import Role, World
from tests.pages import lacks, tight

pytestmark = pytest.mark.django_db
WORDS = "We heard people, and they <could> not rest."
SHOWN = "We heard people, and they &lt;could&gt; not rest."
ODD_REQUESTS = int(os.environ.get("COPRODUCE_ODD_REQUESTS", "1000"))
#: With so many, no address is left out.
MANY = 5000
#: Of a form, so that the tests need not send the millions of use.
MUCH = 300_000
LONG = {"a long form", "long parts", "many fields"}
SEED = int(os.environ.get("COPRODUCE_ODD_SEED", "9"))
ROLES = (Role.FACILITATOR, Role.PARTICIPANT, Role.STRANGER, Role.COORDINATOR, Role.NOBODY)
SAVES = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b", re.IGNORECASE)


def addresses(world: World) -> dict[str, str]:
    words = {name: PATTERNS[name].pattern.regex.groupindex for name in sorted(PATTERNS)}
    return {
        name: reverse(name, kwargs={word: world.arguments[word] for word in found})
        for name, found in words.items()
    }


@pytest.fixture(autouse=True)
def is_soon_too_much(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = MUCH


@pytest.fixture(scope="module")
def forms(full_world: World) -> dict[str, dict[str, str]]:
    """What a facilitator may send to each address, filled in; a made-up form where no page has one."""
    client, found = full_world.client(Role.FACILITATOR), {}
    with override_settings(DEMO=True):
        for address in addresses(full_world).values():
            found[address] = {"name": WORDS, "what": WORDS, "revision": "1", "pk": "1"}
        for address in list(addresses(full_world).values())[:: 1 if ODD_REQUESTS > MANY else 3]:
            with full_world.undone():
                page = client.get(address)
            if page.headers.get("Content-Type", "").startswith("text/html"):
                for form in filled_forms(page.content.decode(), address, WORDS):
                    found[form.action] = form.data or {"go": "1"}
    return found


@contextmanager
def what_is_saved() -> Iterator[list[str]]:
    """Note each statement that changes something."""
    saved: list[str] = []

    def note(execute, sql, params, many, context):
        if SAVES.match(sql):
            saved.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield saved


@pytest.mark.long
@pytest.mark.only_pages
@pytest.mark.parametrize("how", sorted(REFUSED))
def test_of_what_cannot_be_read_nothing_is_saved_at_any_address(how, full_world, forms):
    browsers = [browser(full_world, role) for role in ROLES]
    wrong = []
    # No view is reached, so some addresses say it of all: others for each way, and fewer of what is long.
    every = 1 if ODD_REQUESTS > MANY else 25 if how in LONG else 2
    for number, address in enumerate(sorted(forms)[len(how) % every :: every]):
        client = browsers[number % len(browsers)]
        with full_world.undone(), what_is_saved() as saved:
            answer = REFUSED[how](address, forms[address]).by(client)
        if answer.status_code != 400 or saved:
            wrong.append((address, answer.status_code, saved[:1]))
    assert wrong == []


def test_whatever_stands_in_a_request_breaks_nothing(full_world, forms):
    chance, wrong = Random(SEED), []
    browsers = [browser(full_world, role, is_strict=hard) for role in ROLES for hard in (0, 0, 1)]
    where = sorted(forms)
    for number in range(ODD_REQUESTS):
        # Of all addresses, one after the other; the rest by chance.
        address = where[number % len(where)]
        sent = odd_request(chance, address, forms[address])
        with full_world.undone():
            answer = sent.by(chance.choice(browsers))
        if answer.status_code >= 500:
            wrong.append((sent.method, sent.address[:200], sent.body[:200], sent.more))
    assert wrong == []


@pytest.fixture
def jo(full_world: World) -> Client:
    return browser(full_world, Role.FACILITATOR)


def words_of(answer) -> str:
    assert answer.status_code == 400
    return tight(answer.content.decode())


def test_the_page_says_that_it_is_nobodys_fault_and_what_to_do(jo):
    page = words_of(Sent("/you/", b"name=x", f"{URLENCODED}; charset=latin-1").by(jo))
    assert "<h1>We could not read what came</h1>" in page
    assert "It is not your fault." in page
    assert "Go back to the page before. Perhaps what you typed is still there." in page
    assert "default-src" in jo.get("/").headers["Content-Security-Policy"]


def test_nothing_asks_to_go_back_where_nothing_was_sent(jo):
    page = words_of(Sent("/you/", method="GET", more={"HTTP_HOST": "[::"}).by(jo))
    assert "<h1>This site has another address</h1>" in page
    assert lacks(page, "Go back", "What you typed", but_has="ALLOWED_HOSTS")


def test_what_is_too_much_is_said_to_be_so(jo):
    page = words_of(of_form("/you/", {"name": "x" * MUCH}).by(jo))
    assert "<h1>This was too much at once</h1>" in page
    assert lacks(page, "Send it once more", but_has="send it in parts")


def test_of_parts_that_did_not_come_whole_the_words_that_came_are_shown(jo):
    page = words_of(cut_short("/you/", {"name": WORDS, "more": "x"}).by(jo))
    assert SHOWN in page
    assert "It is not saved. Copy it from here, so that you have it." in page


def test_what_is_private_is_not_shown_there_either(jo, full_world):
    address = reverse(
        "elements:review_rate",
        args=[full_world.project.slug, full_world.arguments["element_review_pk"]],
    )
    page = words_of(cut_short(address, {"why": WORDS, "more": "x"}).by(jo))
    assert lacks(page, SHOWN, but_has="What you were sending is private")


def test_a_part_of_a_page_gets_the_status_at_which_it_says_so(jo):
    answer = Sent("/you/", b"name=x", "multipart/form-data", more={"HTTP_HX_REQUEST": "true"}).by(
        jo
    )
    assert words_of(answer)
    assert answer.headers.get("HX-Redirect") is None


def test_the_log_has_one_line_without_what_was_typed(jo, caplog):
    with caplog.at_level(logging.WARNING):
        Sent("/you/", b"name=Secret", f"{URLENCODED}; charset=latin-1").by(jo)
    (record,) = [one for one in caplog.records if getattr(one, "status_code", None) == 400]
    assert OneLine().filter(record)
    line = logging.Formatter("%(levelname)s %(message)s").format(record)
    assert line.splitlines() == [
        "WARNING A form cannot be read. Its type or its letters are none that we read.: /you/"
    ]


def test_a_fault_of_our_own_keeps_its_traceback_in_the_log():
    try:
        raise ZeroDivisionError
    except ZeroDivisionError as error:
        record = logging.LogRecord("x", logging.ERROR, "", 0, "x", (), (type(error), error, None))
    record.status_code = 500
    assert OneLine().filter(record)
    assert record.exc_info


def test_the_sign_that_nobody_types_is_left_out_and_the_words_are_saved(jo, full_world):
    address = reverse("plan:unsettled_create", args=[full_world.project.slug])
    page = jo.get(address).content.decode()
    form = next(one for one in filled_forms(page, address, "a\x00b") if one.action == address)
    with full_world.undone():
        assert of_form(address, form.data).by(jo).status_code == 302
        assert full_world.project.unsettled.filter(what="ab").count() == 1


@pytest.mark.parametrize(
    ("address", "cookie", "status"),
    [
        ("/you/", 'sessionid="a\\000b"', 302),
        ("/sign-in/?next=%00&a%00=b", "", 200),
        ("/unsubscribe/a%00b/", "", 404),
        ("/unsubscribe/a%2500b/", "", 410),
    ],
)
def test_where_no_words_are_that_sign_means_nothing(full_world, address, cookie, status):
    more = {"HTTP_COOKIE": cookie} if cookie else {}
    sent = Sent(address, method="GET", more=more)
    assert sent.by(browser(full_world, Role.NOBODY)).status_code == status


def test_letters_are_those_of_the_page_when_the_form_says_so_too(jo, full_world):
    with full_world.undone():
        kind = f"{URLENCODED}; charset=UTF-8"
        assert Sent("/you/", b"name=Zo%C3%AB", kind).by(jo).status_code == 302
        full_world.people[Role.FACILITATOR].refresh_from_db()
        assert full_world.people[Role.FACILITATOR].name == "Zoë"


def test_a_link_is_read_whatever_letters_it_is_said_to_be_in(jo):
    sent = Sent("/you/?show=%ff", method="GET", more={"CONTENT_TYPE": "text/html; charset=base64"})
    assert sent.by(jo).status_code == 200


def test_a_form_in_parts_that_comes_whole_is_taken(jo, full_world):
    with full_world.undone():
        assert of_parts("/you/", {"name": "Jo of the ward"}).by(jo).status_code == 302
