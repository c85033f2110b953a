"""The records of meetings: held with time to connect, felt safe and good, with care, and with words of those there."""

import pytest

from elements.records import read_records
from elements.records.equal import NOT_TREATED
from elements.records.felt import read_felt, read_meetings
from elements.records.record import RecordState
from meetings.models import Attendance, Meeting, MeetingNotes, Pulse, PulseResult
from tests import factories
from tests.elements.conftest import DAY, ago
from tests.elements.meetings_held import met
from tests.elements.sound import make_sound

pytestmark = pytest.mark.django_db
NOTHING, STARTED = RecordState.NOTHING_YET, RecordState.STARTED
IN_PLACE, ATTENTION = RecordState.IN_PLACE, RecordState.NEEDS_ATTENTION
FELT = ("human.safety", "positive.experience")
KEYS = (*FELT, "human.together", "human.feelings")


@pytest.fixture
def there(project, jo):
    """Jo, who runs the project, and six others."""
    return [jo, *factories.MemberFactory.create_batch(6, project=project)]


def show(project, key):
    return read_records(project, on=DAY)[key]


def said(up: int, down: int, level: str = "coarse") -> dict:
    return {"level": level, "up": up, "down": down}


HIDDEN = said(None, None, "hidden")  # type: ignore[arg-type]


@pytest.mark.parametrize("key", KEYS)
def test_before_any_meeting_there_is_nothing(project, amina, key):
    record = show(project, key)
    assert (record.state, record.counts) == (NOTHING, [])


@pytest.mark.parametrize("key", FELT)
@pytest.mark.parametrize(
    ("days", "results", "state"),
    [
        ([10], [said(5, 0)], STARTED),
        ([10, 40], [said(5, 0), said(5, 0)], IN_PLACE),
        ([10, 40], [said(4, 2), said(4, 2)], IN_PLACE),
        ([10, 40], [said(4, 2), said(4, 3)], STARTED),
        ([10, 40], [said(4, 3), said(4, 2)], STARTED),
        ([10, 40], [said(3, 3), said(6, 0)], STARTED),
        ([10, 40], [said(2, 4), said(6, 0)], ATTENTION),
        ([10, 40, 80], [said(5, 0), said(5, 0), said(0, 6)], IN_PLACE),
        ([10, 40, 80], [HIDDEN, said(5, 0), said(5, 0)], IN_PLACE),
        ([10, 40], [HIDDEN, said(5, 0)], STARTED),
        ([10, 40], [HIDDEN, HIDDEN], NOTHING),
        ([182, 190], [said(5, 0), said(5, 0)], IN_PLACE),
        ([183, 190], [said(5, 0), said(5, 0)], ATTENTION),
        ([-3, 10], [said(5, 0), said(5, 0)], STARTED),
    ],
)
def test_how_it_felt_is_that_of_the_last_two_meetings(
    project, jo, there, key, days, results, state
):
    for day, how in zip(days, results, strict=True):
        met(project, jo, there, days=day, how=how)
    assert show(project, key).state == state


@pytest.mark.parametrize("key", FELT)
@pytest.mark.parametrize(("change", "state"), [({"there": 10}, IN_PLACE), ({"there": 11}, STARTED)])
def test_half_of_those_who_were_there_have_answered(project, jo, there, key, change, state):
    for days in (10, 40):
        met(project, jo, there, days=days)
    Pulse.objects.update(**change)
    assert show(project, key).state == state


@pytest.mark.parametrize(("leaders", "state"), [(4, IN_PLACE), (5, STARTED)])
def test_somebody_who_does_not_run_it_has_answered(project, jo, there, leaders, state):
    more = factories.MemberFactory.create_batch(leaders - 1, project=project, role="facilitator")
    for days in (10, 40):
        met(project, jo, [*there[:2], *more], days=days)
    assert [show(project, key).state for key in FELT] == [state] * 2
    # Words that may all be of those who run it are none of those who do not.
    assert show(project, "human.feelings").state == (NOTHING if leaders > 4 else state)


def test_the_sentence_and_the_figures_are_of_the_last_meeting(project, jo, there):
    met(project, jo, there, days=40, how=said(6, 0))
    met(project, jo, there, days=10, how=said(4, 2))
    record = show(project, "human.safety")
    words = "After the last meeting, 4 of 6 people said that they felt mostly or fully safe."
    assert record.sentence == words
    assert [count.number for count in record.counts] == [6, 4]


@pytest.mark.parametrize(
    ("meetings", "state", "counts"),
    [
        ([(10, 20, "place")], STARTED, [1, 1]),
        ([(10, 20, "place"), (40, 20, "place")], STARTED, [2, 2]),
        ([(10, 20, "place"), (40, 5, "meal")], IN_PLACE, [2, 2]),
        ([(10, 20, "place"), (40, 0, "meal")], STARTED, [2, 1]),
        ([(10, 0, "walk"), (91, 20, "place"), (99, 20, "meal")], IN_PLACE, [3, 2]),
        ([(10, 0, "walk"), (92, 20, "place"), (99, 20, "meal")], STARTED, [3, 2]),
        ([(10, 20, "place"), (182, 20, "meal")], IN_PLACE, [2, 2]),
        ([(10, 20, "place"), (183, 20, "meal")], STARTED, [1, 1]),
        ([(183, 20, "place"), (190, 20, "meal")], ATTENTION, [0, 0]),
        ([(-1, 20, "place")], NOTHING, []),
    ],
)
def test_meetings_had_time_to_connect_in_kinds_of_place(
    project, jo, there, meetings, state, counts
):
    for days, minutes, where in meetings:
        met(project, jo, there, days=days, connect_minutes=minutes, where=where, how={})
    record = show(project, "human.together")
    assert (record.state, [count.number for count in record.counts]) == (state, counts)


def test_what_was_called_off_or_not_noted_or_without_participants_was_not_held(project, jo, there):
    off, bare, alone = (met(project, jo, there, days=days, how={}) for days in (10, 20, 30))
    Meeting.objects.filter(pk=off.pk).update(called_off_at=ago(10), called_off_why="Snow.")
    MeetingNotes.objects.filter(meeting=bare).delete()
    Attendance.objects.filter(meeting=alone).exclude(member=jo).delete()
    assert show(project, "human.together").state == NOTHING


@pytest.mark.parametrize(
    ("days", "words", "state", "count"),
    [
        ([10], 5, STARTED, 5),
        ([10, 40], 5, IN_PLACE, 10),
        ([91, 99], 6, IN_PLACE, 12),
        ([92, 99], 5, STARTED, 10),
        ([10, 183], 5, STARTED, 5),
        ([183, 190], 5, ATTENTION, 0),
        ([10, 40], 0, NOTHING, None),
    ],
)
def test_words_were_shared_after_meetings(project, jo, there, days, words, state, count):
    for day in days:
        met(project, jo, there, days=day, words=["tired"] * words)
    record = show(project, "human.feelings")
    numbers = [one.number for one in record.counts]
    assert (record.state, numbers) == (state, [] if count is None else [count])


def test_how_people_were_treated_counts_beside_what_was_agreed(project, jo):
    sound = make_sound(project, jo)
    assert show(project, "equal.care").state == IN_PLACE
    PulseResult.objects.filter(pulse__meeting=sound.met_first).update(up=3, down=2)
    record = show(project, "equal.care")
    assert (record.state, record.rule) == (STARTED, str(NOT_TREATED))
    PulseResult.objects.filter(pulse__meeting=sound.met_last).update(up=2, down=3)
    assert show(project, "equal.care").state == ATTENTION
    Pulse.objects.all().delete()
    assert show(project, "equal.care").state == IN_PLACE


def test_without_ways_of_working_only_bad_meetings_count(project, jo, there):
    met(project, jo, there, days=40)
    assert show(project, "equal.care").state == NOTHING
    met(project, jo, there, how=said(2, 3))
    record = show(project, "equal.care")
    assert (record.state, [count.number for count in record.counts]) == (ATTENTION, [5, 2])


def test_each_takes_one_query_however_many_meetings_there_are(
    project, jo, there, django_assert_num_queries
):
    for days in range(1, 60, 3):
        met(project, jo, there, days=days)
    for read in (read_felt, read_meetings):
        read(project, on=DAY)
        with django_assert_num_queries(1):
            read(project, on=DAY)
