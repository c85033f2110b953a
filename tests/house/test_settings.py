"""Every setting that is read from the environment is explained in .env.example, and none that is not."""

import itertools
import re
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
SETTING = re.compile(r"""\benv(?:\.\w+)?\(\s*["']([A-Z_]+)["']""")
COMPOSE_VARIABLE = re.compile(r"\$\{([A-Z_]+)")


def documented() -> set[str]:
    return set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))


def read_by_settings() -> set[str]:
    return set(SETTING.findall((ROOT / "coproduce" / "settings.py").read_text()))


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
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    assert set(compose["x-app"]["environment"]) <= read_by_settings() | {"PORT"}
