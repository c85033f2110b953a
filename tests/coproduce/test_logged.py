"""A refusal is one line in the log, and no line has the secret of a link that lets somebody in or out."""

import io
import json
import logging
import re
from datetime import datetime, timedelta
from logging.config import dictConfigClass
from urllib.parse import quote

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.tokens import derive
from core.logs import LINK, WithoutLinks, without_secrets
from outbox.links import unsubscribe_url
from tests.house.test_access import PATTERNS
from tests.pages import lacks

#: None of it is written differently in an address.
SECRET = "Se-cret_7.x"
SECRETS = sorted(
    name
    for name, at in PATTERNS.items()
    if {"token", "room_code", "feed_key"} & {*at.pattern.regex.groupindex}
)


@pytest.fixture
def log(monkeypatch) -> io.StringIO:
    """Return what the log of an installation writes, as its settings say."""
    written = io.StringIO()
    [handler] = [one for one in logging.root.handlers if type(one) is logging.StreamHandler]
    monkeypatch.setattr(handler, "stream", written)
    return written


@pytest.fixture(params=["plain", "json"])
def in_both(request, log, monkeypatch) -> io.StringIO:
    """Return the log, written the one way and the other, as the settings say."""
    [handler] = [one for one in logging.root.handlers if type(one) is logging.StreamHandler]
    written = dictConfigClass({"version": 1}).configure_formatter(
        dict(settings.LOGGING["formatters"][request.param])
    )
    monkeypatch.setattr(handler, "formatter", written)
    return log


def lines(log: io.StringIO) -> list[str]:
    return log.getvalue().splitlines()


def test_there_are_links_with_secrets():
    assert {"accounts:sign_in_link", "participation:invitation"} <= {*SECRETS}


@pytest.mark.parametrize("name", SECRETS)
@pytest.mark.parametrize("wrong", ["{}/", "{}", "{} and{}", "{}/{}", "/{}/", "{}'{}/"])
def test_no_address_with_a_secret_gets_into_the_log(name, wrong, db, log):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    before = reverse(name, args=["x"]).removesuffix("x/")
    path = before + wrong.format(SECRET, SECRET)
    client.get(path)
    client.post(path)
    # Django's own words about a form from elsewhere name the page that it came from.
    client.post(
        "/sign-in/", headers={"Referer": f"https://elsewhere.example.org{quote(path)}"}, secure=True
    )

    assert lacks(log.getvalue(), SECRET, but_has="...")


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("Forbidden: /address/AbC-123:x/", "Forbidden: /address/.../"),
        ("/a/?next=%2Finvitations%2Fse_cret%2F&b=1", "/a/?next=%2Finvitations%2F...%2F&b=1"),
        ("/a/?next=/begin/se_cret&b=1", "/a/?next=/begin/...&b=1"),
        ("Gone: /coordinate/7-ab12/", "Gone: /coordinate/.../"),
        ("Not Found: /projects/x/addresses/", "Not Found: /projects/x/addresses/"),
    ],
)
def test_what_stands_beside_a_secret_stays(said, written):
    assert LINK.sub(r"\1...", said) == written


def test_what_is_no_path_is_logged_as_it_is():
    record = logging.LogRecord("a", logging.WARNING, "", 0, "%(b)s", ({"b": "c"},), None)
    assert WithoutLinks().filter(record)
    assert record.getMessage() == "c"


@pytest.mark.parametrize(
    ("status", "ask"),
    [
        (404, lambda client: client.get("/nowhere/")),
        (404, lambda client: client.get("/nowhere/%0aOn its own line/")),
        (403, lambda client: client.post("/sign-in/", {"email": "amina@example.org"})),
        (400, lambda client: client.get("/", headers={"Host": "elsewhere.example.org"})),
        (405, lambda client: client.options("/about/")),
    ],
)
def test_a_refusal_is_one_line_without_names(status, ask, db, log):
    answer = ask(Client(enforce_csrf_checks=True, raise_request_exception=False))
    assert answer.status_code == status
    assert len(lines(log)) == 1
    assert lacks(lines(log)[0], "Traceback", "amina", but_has="django.")


def test_too_many_is_one_line_without_names(db, log, monkeypatch):
    monkeypatch.setattr("accounts.services.signing_in.CODES_A_CONNECTION", 0)
    answer = Client().post("/sign-in/", {"email": "amina@example.org"})
    assert answer.status_code == 429
    [line] = lines(log)
    assert re.fullmatch(r"\S+ \S+ WARNING django.request: Too Many Requests: /sign-in/", line)


def test_who_may_not_is_one_line_without_names(signed_in, participant, project, log):
    where = reverse("participation:member_add", args=[project.slug])
    answer = signed_in(participant).get(where)
    assert answer.status_code == 403
    [line] = lines(log)
    assert line.endswith(f"Forbidden (Permission denied): {where}")
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["without_links", "one_line"]


def fails(get_response):
    """A middleware that fails, and says everything that it knows of the request, as faults do."""

    def middleware(request):
        token = request.path.rstrip("/").rpartition("/")[2]
        known = {"path": request.path, "url": request.build_absolute_uri(), "request": request}
        if token != SECRET:  # what is none of ours is known only by where it stands
            known |= {"token": token}
        raise RuntimeError(f"{[*known.values()]} {known}")

    return middleware


@pytest.fixture
def failing(settings) -> Client:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.fails"]
    return Client(raise_request_exception=False)


def tokens() -> list[str]:
    """Return one of each form that there is: of a row with a salt, and signed."""
    return [
        f"7-{derive('sign-in link', 7, 'salt')}",
        unsubscribe_url(7).rstrip("/").rpartition("/")[2],
    ]


@pytest.mark.parametrize("token", [*tokens(), SECRET], ids=["of a row", "signed", "wrong"])
@pytest.mark.parametrize("name", SECRETS)
def test_no_traceback_has_the_secret_of_a_link(name, token, db, failing, in_both):
    answer = failing.get(reverse(name, args=[token]), {"next": reverse(name, args=[token])})
    assert answer.status_code == 500
    written = in_both.getvalue()
    secret = re.split("[-~]", token, maxsplit=1)[-1]
    assert lacks(written, secret, but_has="Internal Server Error: ")
    assert "RuntimeError: " in written
    assert "in middleware" in written


def test_a_secret_is_known_wherever_it_stands_and_what_is_like_one_stays():
    for token in tokens():
        assert without_secrets(f"kwargs={{'token': '{token}'}}") == "kwargs={'token': '...'}"
        assert (
            without_secrets(quote(quote(f"/unsubscribe/{token}/", safe="")))
            == "%252Funsubscribe%252F...%252F"
        )
    for said in ("7-of-9", f"sha256:{'a' * 64}", f"2026-11-29-{'a' * 40}", "/decisions/7-a/"):
        assert without_secrets(said) == said


@pytest.mark.parametrize("in_both", ["json"], indirect=True)
def test_as_json_each_line_is_one_object(db, failing, in_both):
    failing.get("/about/", headers={"X-Request-Id": "a-1.b"})
    of_somebody = RequestFactory().get("/", headers={"X-Request-Id": "typed by somebody"})
    extra = {"status_code": 404, "request": of_somebody}
    logging.getLogger("a").warning("On two\nlines", exc_info=ValueError(), extra=extra)
    logging.getLogger("a").warning("Jos\u00e9 %s", 1, stack_info=True)
    failed, missing, plain = map(json.loads, lines(in_both))
    assert failed.keys() == {
        *("time", "level", "logger", "message", "status", "request_id", "traceback")
    }
    assert (failed["level"], failed["logger"], failed["status"]) == ("ERROR", "django.request", 500)
    assert failed["request_id"] == "a-1.b"
    assert failed["traceback"].startswith("Traceback (most recent call last):\n")
    assert datetime.fromisoformat(failed["time"]).utcoffset() == timedelta(0)
    assert missing.keys() == {"time", "level", "logger", "message", "status"}
    assert (plain["message"], plain["stack"][:5]) == ("Jos\u00e9 1", "Stack")
