"""A refusal is one line in the log, and no line has the secret of a link that lets somebody in or out."""

import io
import logging
import re
from urllib.parse import quote

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from core.logs import LINK, WithoutLinks
from tests.house.test_access import PATTERNS
from tests.pages import lacks

#: None of it is written differently in an address.
SECRET = "Se-cret_7.x"
SECRETS = sorted(name for name, at in PATTERNS.items() if "token" in at.pattern.regex.groupindex)


@pytest.fixture
def log(monkeypatch) -> io.StringIO:
    """Return what the log of an installation writes, as its settings say."""
    written = io.StringIO()
    [handler] = [one for one in logging.root.handlers if type(one) is logging.StreamHandler]
    monkeypatch.setattr(handler, "stream", written)
    return written


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
