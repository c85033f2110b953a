"""Whoever finds a hole reads where to say so, as RFC 9116 has it; where nobody is named, there is no such page."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from coproduce.safe_settings import CannotStart, Settings
from home.security import GOOD_FOR
from tests.pages import lacks

ADDRESS = "/.well-known/security.txt"


@pytest.fixture(autouse=True)
def named(settings):
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    settings.SECURITY_EXPIRES = None


def fields(client) -> dict[str, str]:
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = answer.content.decode().splitlines()
    said = dict(line.split(": ", 1) for line in lines)
    assert len(said) == len(lines), "Each field stands there once."
    return said


def test_it_says_where_to_write_to_and_until_when(client, settings):
    settings.SECURITY_EXPIRES = date(2999, 12, 31)
    assert fields(client) == {
        "Contact": "mailto:security@example.org",
        "Expires": "2999-12-31T23:59:59Z",
        "Preferred-Languages": "en",
        "Canonical": f"{settings.SITE_URL}{ADDRESS}",
    }


def test_without_a_day_it_is_good_for_some_time(client):
    until = datetime.strptime(fields(client)["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert abs(until - timezone.now() - GOOD_FOR) < timedelta(minutes=1)


def test_nobody_named_is_no_page(client, settings):
    settings.SECURITY_CONTACT = ""
    assert client.get(ADDRESS).status_code == 404


def test_what_is_over_is_no_page(client, settings):
    settings.SECURITY_EXPIRES = timezone.now().astimezone(UTC).date()
    assert client.get(ADDRESS).status_code == 200
    settings.SECURITY_EXPIRES -= timedelta(days=1)
    assert client.get(ADDRESS).status_code == 404


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("", ""),
        ("security@example.org", "mailto:security@example.org"),
        ("mailto:security@example.org", "mailto:security@example.org"),
        ("https://example.org/security", "https://example.org/security"),
        ("tel:+441632960000", "tel:+441632960000"),
    ],
)
def test_an_address_of_any_kind_will_do(given, read, monkeypatch):
    monkeypatch.setattr(Settings, "ENVIRON", {"SECURITY_CONTACT": given})
    assert Settings().contact("SECURITY_CONTACT") == read


@pytest.mark.parametrize("given", ["Jo", "http://example.org", "a@b.org\nExpires: never", "a b@c"])
def test_what_is_no_address_is_refused(given, monkeypatch):
    monkeypatch.setattr(Settings, "ENVIRON", {"SECURITY_CONTACT": given})
    with pytest.raises(CannotStart, match="SECURITY_CONTACT cannot be read") as refused:
        Settings().contact("SECURITY_CONTACT")
    assert lacks(str(refused.value), given, but_has="SECURITY_CONTACT")


@pytest.mark.parametrize(
    ("given", "read"), [("2030-12-31", date(2030, 12, 31)), ("", None), ("soon", CannotStart)]
)
def test_a_day_is_read(given, read, monkeypatch):
    monkeypatch.setattr(Settings, "ENVIRON", {"SECURITY_EXPIRES": given})
    if read is CannotStart:
        with pytest.raises(CannotStart, match="SECURITY_EXPIRES cannot be read"):
            Settings().day("SECURITY_EXPIRES")
    else:
        assert Settings().day("SECURITY_EXPIRES") == read
