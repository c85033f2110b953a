"""Every setting is explained in .env.example and reaches the containers that need it; none else is there."""

import ast
import itertools
import re
from pathlib import Path

from tests.compose_file import COMPOSE, filled_in

ROOT = Path(__file__).resolve().parents[2]
COMPOSE_VARIABLE = re.compile(r"\$\{([A-Z_]+)")
APP = COMPOSE["x-app"]["environment"]
#: Settings that docker-compose.yml hands to no container, and why.
STAYS = {
    "COPRODUCE_DATA_DIR": "the image says it: a volume is mounted there",
    "COPRODUCE_KEYS_DIR": "the image says it: a volume is mounted there",
    "COPRODUCE_FILES_DIR": "in the data folder, which is a volume",
    "COPRODUCE_HASHED_STATIC": "the image says it: it collected them",
    "COPRODUCE_SERVES_PAGES": "the process that serves pages says it",
    "DATABASE_URL": "with the parts, which are set here, Coproduce would not start",
}
NOBODY_READS = {"EMAILS_LEAVE_BY"}


def documented() -> set[str]:
    return set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))


def read_by_settings() -> set[str]:
    """Return the names that settings.py hands to a method of ``env``."""
    tree = ast.parse((ROOT / "coproduce" / "settings.py").read_text())
    calls = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("env.")
    ]
    words = [
        node.value
        for call in calls
        for argument in call.args
        for node in ast.walk(argument)
        if isinstance(node, ast.Constant)
    ]
    assert len(words) > len(calls) > 20
    return set(words)


def asked_by_compose() -> set[str]:
    return set(COMPOSE_VARIABLE.findall((ROOT / "docker-compose.yml").read_text()))


def test_every_setting_is_documented_and_every_documented_one_is_read():
    assert documented() == read_by_settings() | asked_by_compose()


def test_every_documented_setting_is_explained():
    lines = (ROOT / ".env.example").read_text().splitlines()
    unexplained = [
        line
        for before, line in itertools.pairwise(lines)
        if re.match(r"[A-Z_]+=", line) and not before.startswith("# ")
    ]
    assert unexplained == []


def test_compose_gives_the_app_only_settings_that_it_reads():
    assert set(APP) - set(NOBODY_READS) <= read_by_settings() | {"PORT"}


def test_every_setting_reaches_the_app():
    """Whatever stands in .env, each container of the app has it, under its own name."""
    given = {name: f"given-{name}" for name in documented()}
    handed_on = filled_in(APP, given)
    reaches = {name for name, value in given.items() if handed_on.get(name, "").startswith(value)}
    assert read_by_settings() - reaches == set(STAYS)
    assert all(STAYS.values())


def test_every_container_of_the_app_has_the_same_settings():
    own = [service for service in COMPOSE["services"].values() if service["image"] == "coproduce"]
    assert [service["environment"] for service in own] == [APP] * 5


def test_what_is_left_out_is_left_to_the_settings():
    """A default that stands in two places would differ one day."""
    needed = {"SITE_URL", "ALLOWED_HOSTS", "SECRET_KEY", "DEFAULT_FROM_EMAIL", "EMAIL_HOST"}
    given = dict.fromkeys(needed | {"POSTGRES_PASSWORD"}, "given")
    set_here = {
        name: value for name, value in filled_in(APP, given).items() if value and name not in needed
    }
    assert set_here == {
        "DATABASE_HOST": "database",
        "DATABASE_PASSWORD": "given",
        "BROKER_URL": "redis://broker:6379/0",
        "EMAILS_LEAVE_BY": "given",
        "BEHIND_PROXY": "1",
        "PORT": "8000",
    }


def test_the_example_fills_in_only_what_somebody_must_look_at():
    """An example that was copied and not looked at must not be taken for what somebody meant."""
    lines = (ROOT / ".env.example").read_text().splitlines()
    filled = {line.partition("=")[0] for line in lines if re.match(r"[A-Z_]+=.", line)}
    assert filled == {
        *("SITE_URL", "ALLOWED_HOSTS", "EMAIL_HOST", "DEFAULT_FROM_EMAIL", "BEHIND_PROXY", "PORT"),
    }
