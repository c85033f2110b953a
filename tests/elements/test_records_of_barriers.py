"""The record of safety counts barriers that may be counted, from five people on; else nothing depends on them."""

import pytest

from elements.records import read_records
from elements.records.human import BARRIERS
from elements.records.record import RecordState
from participation import services
from projects.models import Role
from tests import factories
from tests.elements.conftest import DAY, NOW
from tests.elements.sound import make_sound
from tests.wording import to_whom, write

pytestmark = pytest.mark.django_db
BARRIER = {"is_barrier": True, "may_count": True, "now": NOW}


@pytest.fixture
def sound(project, jo):
    return make_sound(project, jo)


@pytest.fixture
def people(project, sound):
    return factories.MemberFactory.create_batch(5, project=project)


def show(project):
    return read_records(project, on=DAY)["human.safety"]


def barriers(project) -> list[int]:
    return [
        count.number
        for count in show(project).counts
        if "barriers" in count.text or "gone" in count.text
    ]


@pytest.mark.parametrize(
    ("number", "gone", "counts", "state"),
    [
        (0, 0, [], RecordState.IN_PLACE),
        (4, 0, [], RecordState.IN_PLACE),
        (4, 4, [], RecordState.IN_PLACE),
        (5, 0, [5, 0], RecordState.STARTED),
        (5, 2, [5, 2], RecordState.STARTED),
        (5, 3, [5, 3], RecordState.IN_PLACE),
        (5, 5, [5, 5], RecordState.IN_PLACE),
    ],
)
def test_barriers_are_counted_from_five_people_on(project, jo, people, number, gone, counts, state):
    for place, member in enumerate(people[:number]):
        word = write(member, jo, **BARRIER)
        if place < gone:
            services.close_barrier(word, is_gone=True, now=NOW)
    record = show(project)
    assert (barriers(project), record.state) == (counts, state)
    assert record.against == (str(BARRIERS) if state == RecordState.STARTED else "")


@pytest.mark.parametrize(
    "lie",
    [
        lambda people, jo: [write(people[0], jo, **BARRIER) for _n in range(6)],
        lambda people, jo: [write(one, jo, is_barrier=True, now=NOW) for one in people],
        lambda people, jo: [write(one, jo, now=NOW) for one in people],
        lambda people, jo: [
            services.end_membership(people[0], now=NOW),
            *(write(one, jo, **BARRIER) for one in people[1:]),
        ],
        lambda people, jo: services.take_word_back(
            [write(one, jo, **BARRIER) for one in people][-1], now=NOW
        ),
        lambda people, jo: services.choose_counting(
            [write(one, jo, **BARRIER) for one in people][-1], may_count=False
        ),
    ],
    ids=[
        "one person six times",
        "not to be counted",
        "no barrier",
        "left",
        "taken back",
        "no more",
    ],
)
def test_what_is_not_of_five_people_or_not_to_be_counted_is_not_shown(project, jo, people, lie):
    lie(people, jo)
    assert barriers(project) == []


def test_one_that_is_sent_on_is_counted_once(project, jo, people):
    grace = factories.MemberFactory(project=project, role=Role.FACILITATOR)
    words = [write(one, jo, **BARRIER) for one in people]
    services.send_word_on(words[0], to=to_whom(people[0], grace), now=NOW)
    assert barriers(project) == [5, 0]
