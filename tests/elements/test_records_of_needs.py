"""The record of what people need: who was asked and answered; what came of it where five or more need something."""

import pytest

from elements.records import read_records
from elements.records.record import RecordState
from participation.models import Consent, Need
from projects.models import Member, Role
from tests import factories
from tests.elements.conftest import DAY, ago
from tests.elements.sound import make_sound, states
from tests.needing import need_nothing, need_that_works, say_needs

pytestmark = pytest.mark.django_db
KEY = "inclusive.needs"
NOTHING, STARTED, IN_PLACE, ATTENTION = (
    *(RecordState.NOTHING_YET, RecordState.STARTED),
    *(RecordState.IN_PLACE, RecordState.NEEDS_ATTENTION),
)


@pytest.fixture
def sound(project, jo):
    return make_sound(project, jo)


def show(project):
    return read_records(project, on=DAY)[KEY]


def numbers(record) -> list[int]:
    return [count.number for count in record.counts]


def test_where_all_were_asked_and_it_works_it_is_in_place(sound):
    record = show(sound.project)
    assert record.state == IN_PLACE
    assert record.sentence == "5 of 5 people who take part have answered."
    assert numbers(record) == [5, 5, 0, 5, 5, 0]


def test_before_anybody_answered_there_is_nothing(project, jo, amina):
    need_nothing(jo)
    record = show(project)
    assert (record.state, numbers(record)) == (NOTHING, [1, 1, 1])
    Consent.objects.all().delete()
    assert (show(project).state, show(project).counts) == (NOTHING, [])
    need_nothing(amina)
    assert show(project).state == STARTED


@pytest.mark.parametrize("answer", ["later", "back"])
def test_who_was_asked_and_said_not_now_has_not_answered(sound, answer):
    Consent.objects.filter(member__in=sound.others[:2]).update(answer=answer)
    record = show(sound.project)
    assert (record.state, numbers(record)[:3]) == (STARTED, [5, 3, 0])


def test_whoever_took_it_back_is_not_to_be_asked_for_ever(sound):
    back = Consent.objects.filter(member=sound.others[0])
    back.update(answer="back", said_at=ago(900))
    assert show(sound.project).state == IN_PLACE


def test_two_thirds_are_enough(sound):
    Consent.objects.filter(member=sound.others[0]).update(answer="later")
    assert show(sound.project).state == IN_PLACE


def test_who_came_and_was_not_asked_speaks_against_it(sound):
    factories.MemberFactory(project=sound.project)
    record = show(sound.project)
    assert (record.state, numbers(record)[:3]) == (STARTED, [5, 5, 1])


@pytest.mark.parametrize(("days", "state"), [(363, IN_PLACE), (366, STARTED)])
def test_who_was_asked_more_than_a_year_ago_is_to_be_asked_again(sound, days, state):
    Consent.objects.filter(member=sound.others[0]).update(said_at=ago(days))
    assert show(sound.project).state == state


def test_where_nobody_was_asked_for_a_year_it_needs_attention(sound):
    Consent.objects.update(said_at=ago(370))
    assert show(sound.project).state == ATTENTION


@pytest.mark.parametrize(
    ("days", "more", "state"),
    [
        (13, {}, IN_PLACE),
        (15, {}, ATTENTION),
        (15, {"met": "not-yet"}, ATTENTION),
        (15, {"done_at": ago(1)}, IN_PLACE),
    ],
)
def test_what_waits_for_more_than_fourteen_days_needs_attention(sound, days, more, state):
    need = sound.others[0].needs.get()
    Need.objects.filter(pk=need.pk).update(**{"met": "", "said_at": ago(days), **more})
    assert show(sound.project).state == state


@pytest.mark.parametrize("waits", [False, True])
def test_of_fewer_than_five_nothing_is_told_by_numbers_or_by_the_state(sound, waits):
    sound.others[0].needs.all().delete()
    if waits:
        Need.objects.update(met="", said_at=ago(90))
    record = show(sound.project)
    assert (record.state, numbers(record)) == (STARTED, [5, 5, 0])
    assert record.rule.startswith("Fewer than five people")


def test_what_they_need_who_left_or_never_came_is_not_counted(sound):
    gone = factories.MemberFactory(project=sound.project, left_at=ago(1))
    asked = factories.MemberFactory(project=sound.project, joined_at=None)
    for member in (gone, asked):
        need_that_works(member, at=ago(20))
    assert numbers(show(sound.project)) == [5, 5, 0, 5, 5, 0]


def test_another_project_does_not_count(sound, twin):
    for member in factories.MemberFactory.create_batch(3, project=twin):
        need_that_works(member, at=ago(90))
    assert numbers(show(sound.project)) == [5, 5, 0, 5, 5, 0]


def test_who_runs_it_alone_has_not_asked_people(sound):
    Member.objects.update(role=Role.FACILITATOR)
    assert show(sound.project).state == NOTHING


def test_what_is_said_moves_the_kept_record(sound):
    assert states(sound.project)[KEY] == IN_PLACE
    sound.others[0].needs.all().delete()
    say_needs(sound.others[0], sound.jo, now=ago(20), costs="The fare")
    assert states(sound.project)[KEY] == ATTENTION
