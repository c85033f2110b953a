"""Coproduce starts with no setting that cannot be read or is not safe, and says why without saying what it is."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from coproduce import start
from coproduce.safe_settings import CannotStart, Settings, refuse_what_is_not_safe
from tests.pages import lacks

KEY = "x" * 50
SAFE = {
    "key": KEY,
    "is_https": True,
    "is_behind_proxy": True,
    "is_demo": False,
    "is_debug": False,
}
SECRET = "hunter2"


def environment(monkeypatch, **given: str) -> Settings:
    env = Settings()
    monkeypatch.setattr(Settings, "ENVIRON", given)
    return env


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"key": ""},
        {"is_https": False, "is_behind_proxy": False, "is_demo": True, "is_debug": True},
        {"is_https": False},
    ],
)
def test_what_is_safe_starts(given):
    refuse_what_is_not_safe(**SAFE | given)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"key": "x" * 49}, "SECRET_KEY is too short"),
        ({"key": "x" * 49, "is_https": False}, "SECRET_KEY is too short"),
        ({"is_behind_proxy": False}, "BEHIND_PROXY is off"),
        ({"is_demo": True}, "COPRODUCE_DEMO is on"),
        ({"is_debug": True}, "DEBUG is on"),
    ],
)
def test_what_is_not_safe_is_refused_by_name(given, named):
    with pytest.raises(CannotStart, match=named) as refused:
        refuse_what_is_not_safe(**SAFE | given)
    assert lacks(str(refused.value), "xxx", but_has=named)


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("is_on", f"maybe{SECRET}"),
        ("is_on", "2"),
        ("number", SECRET),
        ("number", "-1"),
        ("number", "1.5"),
        ("number", "٣"),
        ("database", SECRET),
        ("database", f"postgres://a:{SECRET}@server:port/b"),
        ("database", f"postgres://a:{SECRET}@server:5432"),
        ("database", f"mysql://a:{SECRET}@server/b"),
        ("email", SECRET),
        ("email", f"post://a:{SECRET}@server"),
        ("email", f"smtp://a:{SECRET}@server:port"),
        ("site", f"{SECRET}.example.org"),
        ("site", f"ftp://{SECRET}.example.org"),
        ("site", "https://"),
        ("site", f"https://{SECRET}.example.org:port"),
        ("site", f"https://a.example.org {SECRET}"),
        ("broker", f"redos://:{SECRET}@broker"),
        ("broker", f"redis://:{SECRET}@broker:port"),
        ("zone", f"Mars/{SECRET}"),
        ("zone", f"../{SECRET}"),
        ("level", SECRET),
        ("sentry", f"https://{SECRET}.example.org/1"),
        ("sentry", f"https://{SECRET}@sentry.example.org/project"),
        ("token", SECRET[:5]),
        ("token", f"{SECRET} with a space and more"),
    ],
)
def test_what_cannot_be_read_is_named_without_what_it_is(kind, given, monkeypatch):
    env = environment(monkeypatch, THIS_ONE=given)
    with pytest.raises(CannotStart) as refused:
        getattr(env, kind)("THIS_ONE")
    assert lacks(str(refused.value), SECRET, but_has="THIS_ONE ")
    assert refused.value.__suppress_context__ or refused.value.__context__ is None
    assert start.words_for(refused.value).startswith("Coproduce cannot start. THIS_ONE ")


@pytest.mark.parametrize(
    ("kind", "given", "read"),
    [
        ("is_on", "Yes", True),
        ("is_on", " 1 ", True),
        ("is_on", "off", False),
        ("number", " 7 ", 7),
        ("site", "HTTPS://a.example.org/", "https://a.example.org"),
        ("site", "http://localhost:8000", "http://localhost:8000"),
        ("broker", "memory://", "memory://"),
        ("zone", "Asia/Kathmandu", "Asia/Kathmandu"),
        ("level", "info", "INFO"),
        ("sentry", "https://key@sentry.example.org/sub/1 ", "https://key@sentry.example.org/sub/1"),
        ("token", " 0123456789-abcdef_GH ", "0123456789-abcdef_GH"),
        ("str", "$ecret", "$ecret"),
        ("list", "a,b", ["a", "b"]),
    ],
)
def test_what_can_be_read(kind, given, read, monkeypatch):
    assert getattr(environment(monkeypatch, THIS_ONE=given), kind)("THIS_ONE") == read


@pytest.mark.parametrize("given", [{}, {"THIS_ONE": ""}, {"THIS_ONE": " "}])
def test_what_is_empty_is_not_given(given, monkeypatch):
    env = environment(monkeypatch, **given)
    assert env.is_on("THIS_ONE", default=True) is True
    assert env.number("THIS_ONE", default=5) == 5
    assert env.site("THIS_ONE", default="http://localhost") == "http://localhost"
    assert env.database("THIS_ONE", default="sqlite:////a/b.sqlite3")["NAME"] == "/a/b.sqlite3"


def test_no_value_of_a_database_is_written_as_a_warning(monkeypatch, recwarn):
    env = environment(monkeypatch, THIS_ONE=f"sqlite://{SECRET}/a.sqlite3")
    env.database("THIS_ONE", default="")
    assert list(recwarn) == []


@pytest.mark.parametrize(
    ("site", "given", "answered"),
    [
        ("https://a.example.org", "", ["localhost", "a.example.org"]),
        ("https://A.example.org:8443/", "b.example.org", ["b.example.org", "a.example.org"]),
        (
            "https://a.example.org",
            "a.example.org, b.example.org",
            ["a.example.org", "b.example.org"],
        ),
        ("https://a.example.org", ".example.org", [".example.org"]),
        ("https://a.example.org", "*", ["*"]),
        ("http://[2001:db8::1]:8000", "a", ["a", "[2001:db8::1]"]),
    ],
)
def test_the_address_that_people_type_is_always_answered(monkeypatch, site, given, answered):
    env = environment(monkeypatch, ALLOWED_HOSTS=given)
    assert env.hosts("ALLOWED_HOSTS", default=["localhost"], of=site) == answered


def started(*command: str, **given: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "coproduce.settings", **given},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("command", ["migrate", "first_link"])
def test_a_command_says_why_without_a_traceback(command):
    done = started("manage.py", command, DATABASE_URL=f"postgres://a:{SECRET}@server:port/b")
    assert done.returncode == 1
    assert lacks(done.stderr, SECRET, "Traceback", but_has="Coproduce cannot start. DATABASE_URL")


@pytest.mark.parametrize(
    "given",
    [
        {"SECRET_KEY": SECRET},
        {"SITE_URL": "https://a.example.org"},
        {"SITE_URL": "https://a.example.org", "BEHIND_PROXY": "1", "DEBUG": "1"},
        {"SITE_URL": "https://a.example.org", "BEHIND_PROXY": "1", "COPRODUCE_DEMO": "1"},
        {"TRUSTED_PROXIES": "0"},
    ],
)
def test_a_server_ends_with_the_words(given):
    done = started("-c", "import coproduce.wsgi", **given)
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("coproduce.safe_settings.CannotStart: ")
    assert lacks(done.stderr, SECRET, but_has=last)


def test_an_https_address_behind_a_proxy_starts():
    given = {"SITE_URL": "https://a.example.org", "BEHIND_PROXY": "1"}
    assert started("-c", "import coproduce.wsgi", **given).stderr == ""
