"""The locks of app and tests fit together, and name no place to get packages from."""

import re
from pathlib import Path

import pytest

REQUIREMENTS = Path(__file__).resolve().parents[2] / "requirements"
LOCKS = ("app.txt", "test.txt", "uv.txt")


def pins(lock: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9.-]+==\S+)", (REQUIREMENTS / lock).read_text(), re.MULTILINE))


def test_the_test_lock_holds_the_whole_app_lock():
    assert pins("app.txt") - pins("test.txt") == set()
    assert len(pins("app.txt")) > 30


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_hashed(lock):
    entries = re.split(r"\n(?=\S)", (REQUIREMENTS / lock).read_text().strip())
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_an_address(lock):
    text = (REQUIREMENTS / lock).read_text()
    assert re.findall(r"https?://|file:|^-[-a-z].*", text, re.MULTILINE) == []


def test_every_package_asked_for_by_name_is_in_its_lock():
    for source, lock in (("app.in", "app.txt"), ("test.in", "test.txt"), ("uv.in", "uv.txt")):
        asked = re.findall(
            r"^([A-Za-z][A-Za-z0-9-]*)", (REQUIREMENTS / source).read_text(), re.MULTILINE
        )
        locked = {pin.partition("==")[0] for pin in pins(lock)}
        assert {name.lower() for name in asked} <= locked
