"""One name has one meaning, and what a service does can be read off its name."""

import ast
import re
from collections import defaultdict
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
ROOMS = [config.path for config in apps.get_app_configs() if Path(config.path).parent == ROOT]
FILES = sorted(
    path for room in ROOMS for path in Path(room).rglob("*.py") if "migrations" not in path.parts
)
#: Django finds its commands by this name.
NAMED_BY_DJANGO = {"Command", "DatabaseWrapper"}
#: Words that name nothing.
NO_NOUNS = {
    "again",
    "all",
    "each",
    "everywhere",
    "first",
    "for",
    "from",
    "it",
    "me",
    "once",
    "something",
    "to",
}
#: The secret in the data folder, and where a browser stores the answers of somebody who rates.
STORED = {"_kept_secret", "_kept_as", "kept_or_made", "forget_kept"}
WHO_TAKES_PART = ("joined_at__isnull", "joined_at=None", "left_at__isnull", "left_at=None")


def defined(path: Path, kind: type[ast.stmt]) -> list[str]:
    return [node.name for node in ast.parse(path.read_text()).body if isinstance(node, kind)]


def test_no_two_classes_have_the_same_name():
    places = defaultdict(list)
    for path in FILES:
        for name in defined(path, ast.ClassDef):
            places[name].append(str(path.relative_to(ROOT)))
    assert len(places) > 300
    twice = {name: found for name, found in places.items() if len(found) > 1}
    assert {name: found for name, found in twice.items() if name not in NAMED_BY_DJANGO} == {}


def test_every_service_is_called_by_a_verb_and_a_noun():
    services = [path for path in FILES if "services" in (path.stem, path.parent.name)]
    names = [name for path in services for name in defined(path, ast.FunctionDef)]
    assert len(names) > 80
    assert [name for name in names if "_" not in name.strip("_") and not name.startswith("_")] == []


def test_every_service_says_what_it_does_something_to():
    services = [path for path in FILES if "services" in (path.stem, path.parent.name)]
    names = [name for path in services for name in defined(path, ast.FunctionDef)]
    public = [name for name in names if not name.startswith("_")]
    assert len(public) > 80
    assert [name for name in public if not set(name.split("_")[1:]) - NO_NOUNS] == []
    # A say is what a member answers to a proposed decision.
    assert [name for name in public if name.startswith("say_")] == []


def test_kept_means_stored_and_nothing_else():
    """What a project knows and builds on is known; the kept record is what its record showed last."""
    names = {
        name
        for path in FILES
        for kind in (ast.ClassDef, ast.FunctionDef)
        for name in defined(path, kind)
        if "kept" in name.lower()
    }
    assert names == {"KeptRecord", *STORED}


def test_who_takes_part_is_said_in_one_place():
    places = [
        str(path.relative_to(ROOT))
        for path in FILES
        if any(f"({words}" in path.read_text() for words in WHO_TAKES_PART)
    ]
    assert places == ["projects/models/members.py"]


def test_core_knows_no_word_of_the_domain_and_no_address_of_an_app():
    spaces = "|".join(Path(room).name for room in ROOMS if not room.endswith("core"))
    domain = re.compile(
        rf"facilitator|participant|coordinator|[\"'](?:{spaces}):[a-z_]+[\"']", re.I
    )
    found = {
        str(path.relative_to(ROOT)): domain.findall(path.read_text())
        for path in FILES
        if path.is_relative_to(ROOT / "core") and domain.search(path.read_text())
    }
    # The tabs, which go with the frame that names five places.
    found.pop("core/words.py", None)
    assert found == {}
