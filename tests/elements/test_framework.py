"""The framework as data: ten elements, 38 indicators, stable keys."""

import copy
import io

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from elements.framework import read_framework
from elements.models import Element, Framework, Indicator
from elements.services import seed_framework

KEYS = [
    *("equal", "inclusive", "open", "human", "transparent"),
    *("creative", "positive", "action", "thorough", "iterative"),
]
COUNTS = [4, 4, 5, 4, 4, 4, 3, 3, 4, 3]


def rows() -> list[tuple]:
    return list(
        Indicator.objects.order_by("pk").values_list("pk", "key", "position", "wording", "element")
    )


def test_the_data_file_holds_ten_elements_and_38_indicators_in_order():
    data = read_framework()
    assert [element["key"] for element in data["elements"]] == KEYS
    assert [len(element["indicators"]) for element in data["elements"]] == COUNTS
    assert sum(COUNTS) == 38
    for element in data["elements"]:
        for indicator in element["indicators"]:
            assert indicator["key"].split(".")[0] == element["key"]
            assert all(indicator[part] for part in ("wording", "practice", "record"))


@pytest.mark.parametrize(
    ("key", "wording"),
    [
        (
            "equal.experience",
            "Lived, trained, professional and personal experience all shape what we do, to get the best results.",
        ),
        (
            "equal.power",
            "We name the differences in power and the hierarchies between us, and do something about them.",
        ),
        (
            "inclusive.reviews",
            "We check regularly who is taking part, and act when somebody is missing or not represented.",
        ),
        ("open.exploring", "We explore the challenge together. Nobody tries to fix things."),
        (
            "human.safety",
            "People feel safe and at ease enough to share, and to take part in a way that is real and matters.",
        ),
        (
            "transparent.informed",
            "Everyone is kept equally well informed about the process, the purpose and the plan.",
        ),
        (
            "transparent.loop",
            "We close the loop: participants and the wider community hear the results and where things are, "
            "when they want to, even before plans are final.",
        ),
        (
            "creative.unasked",
            "Those who facilitate want to know: what should we be asking you that we are not?",
        ),
        ("action.good-and-done", 'Everyone agrees together what "good" and "done" look like.'),
    ],
)
def test_the_nine_that_came_nearer_to_the_framework(db, key, wording):
    assert Indicator.objects.in_use().get(key=key).wording == wording


def test_every_installation_begins_with_the_framework(db):
    elements = Element.objects.in_use().with_indicators()
    assert [element.key for element in elements] == KEYS
    assert [len(element.indicators_in_use) for element in elements] == COUNTS
    assert elements[7].name == "Action focused"
    assert Framework.objects.in_use().get().version == read_framework()["version"]


def test_seeding_again_changes_nothing(db):
    before = rows()
    seed_framework()
    seed_framework()
    assert rows() == before


def test_seeding_retires_what_is_gone_and_never_deletes(db):
    before = rows()
    data = copy.deepcopy(read_framework())
    data["elements"].pop()
    data["elements"][0]["indicators"].pop(1)
    data["elements"][0]["indicators"][0]["wording"] = "All kinds of experience shape what we do."

    seed_framework(data)

    assert [pk for pk, *_rest in rows()] == [pk for pk, *_rest in before]
    assert list(Element.objects.exclude(retired_at=None).values_list("key", flat=True)) == [
        "iterative"
    ]
    assert list(Indicator.objects.exclude(retired_at=None).values_list("key", flat=True)) == [
        "equal.power"
    ]
    assert Indicator.objects.in_use().count() == 38 - 1 - 3
    assert Indicator.objects.get(key="equal.experience").wording == (
        "All kinds of experience shape what we do."
    )

    seed_framework()
    assert rows() == before
    assert Indicator.objects.in_use().count() == 38


def test_a_new_version_stands_beside_the_old_one(db):
    data = copy.deepcopy(read_framework())
    before = data["version"]
    data["version"] = before + 1
    data["elements"][0]["meaning"] = "Said in another way."

    seed_framework(data)

    assert list(Framework.objects.order_by("version").values_list("version", "is_current")) == [
        (before, False),
        (before + 1, True),
    ]
    assert Element.objects.filter(key="equal").count() == 2
    assert Element.objects.in_use().get(key="equal").meaning == "Said in another way."
    assert Indicator.objects.in_use().count() == 38


def test_the_command_says_how_many_are_in_use(db):
    words = io.StringIO()
    call_command("seed_elements", stdout=words)
    assert words.getvalue() == "10 elements, 38 indicators in use.\n"


def test_the_migration_uses_the_models_of_its_own_time_and_can_run_again(db):
    name = "0001_initial"
    loader = MigrationExecutor(connection).loader
    before = rows()
    apps = loader.project_state(("elements", name)).apps
    loader.get_migration("elements", name).operations[-1].code(apps, None)
    assert rows() == before
