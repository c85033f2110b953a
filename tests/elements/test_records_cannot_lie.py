"""Sixty ways to make the records say what is not so, each tried on a project in which all of them are in place."""

from datetime import timedelta

import pytest
from django.urls import reverse

from elements.records import RECORDS
from elements.records.record import RecordState
from plan.models import Statement
from projects.models import Member, Role
from tests import factories
from tests.elements.conftest import NOW
from tests.elements.sound import states
from tests.elements.ways_to_lie import EVERYTHING, WAYS, say_not_yet
from tests.pages import tight


def test_a_sound_project_has_every_record_in_place(sound):
    assert {key: state for key, state in states(sound.project).items() if state != "in-place"} == {}


def test_there_are_sixty_ways():
    assert len(WAYS) >= 60


@pytest.mark.parametrize("way", WAYS)
def test_no_way_makes_a_record_lie(sound, way):
    do, keys = WAYS[way]
    do(sound)
    found = states(sound.project, on=sound.on)
    if keys == EVERYTHING:
        keys = list(found)
        assert len(keys) == len(RECORDS)
    assert [key for key in keys if found[key] == RecordState.IN_PLACE] == []


#: The order in which a record gets better; nothing yet is not worse than what needs attention.
BETTER = {
    RecordState.NEEDS_ATTENTION: 0,
    RecordState.NOTHING_YET: 1,
    RecordState.STARTED: 1,
    RecordState.IN_PLACE: 2,
}


def better(before, after) -> set[str]:
    return {key for key in before if BETTER[after[key]] > BETTER[before[key]]}


@pytest.mark.many_ways
@pytest.mark.parametrize("way", WAYS)
def test_nothing_gets_better_by_silence_or_by_dissent(sound, way):
    """Neither brings a record into place, nor out of needing attention."""
    WAYS[way][0](sound)
    before = states(sound.project, on=sound.on)
    for weeks in (4, 14, 27, 53):
        assert better(before, states(sound.project, on=sound.on + timedelta(weeks=weeks))) == set()
    for statement in Statement.objects.in_force():
        factories.agreement(statement, sound.others[0], "not-yet")
        factories.agreement(statement, sound.jo, "not-yet", concern="It is loud.")
    assert better(before, states(sound.project, on=sound.on)) == set()


def test_the_page_says_what_speaks_against_a_record(sound, signed_in):
    say_not_yet(sound, "way", concern="It is loud.")
    client = signed_in(sound.others[0].user)
    page = tight(
        client.get(
            reverse("elements:project_element", args=[sound.project.slug, "equal"])
        ).content.decode()
    )
    part = page[page.index('id="equal.care"') :]
    assert "<p>A concern is open.</p>" in part
    sound.project.members.exclude(pk=sound.others[0].pk).update(left_at=NOW)
    Member.objects.filter(pk=sound.others[0].pk).update(role=Role.FACILITATOR)
    page = client.get(reverse("elements:project_element", args=[sound.project.slug, "inclusive"]))
    assert "Nobody takes part but those who run the project" in page.content.decode()
