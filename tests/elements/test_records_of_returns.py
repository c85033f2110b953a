"""The record of what people get back: who gave and was asked; how far it is where five or more are concerned."""

import pytest

from elements.records import read_records
from elements.records.equal import FEW_RETURNS
from elements.records.record import RecordState
from participation.models import Consent, Return, Wish
from tests import factories
from tests.elements.conftest import DAY, ago
from tests.elements.sound import make_sound
from tests.needing import need_nothing
from tests.returning import return_that_was_had

pytestmark = pytest.mark.django_db
KEY = "equal.return"


@pytest.fixture
def sound(project, jo):
    return make_sound(project, jo)


def show(project):
    return read_records(project, on=DAY)[KEY]


def numbers(record) -> list[int]:
    return [count.number for count in record.counts]


def do_something(member):
    factories.ActionFactory(project=member.project, owner=member, done_at=ago(25), outcome="Done.")


def unhad(rows) -> None:
    rows.update(given_at=None, got="", got_at=None)


def test_where_all_have_something_it_is_in_place_and_not_said_who_got_what(sound):
    record = show(sound.project)
    assert record.state == RecordState.IN_PLACE
    assert record.sentence == (
        "5 of 5 people who gave something have said what they would like in return."
    )
    # That holds for all of them: no figure says it of each.
    assert numbers(record) == [5, 5, 5, 0]


def test_how_far_it_is_adds_up_to_those_who_gave(sound):
    unhad(sound.others[0].returns)
    sound.others[1].returns.all().delete()
    more = factories.MemberFactory(project=sound.project, joined_at=ago(30))
    do_something(more)
    need_nothing(more)
    record = show(sound.project)
    # Given to three, promised to one (and late), one wants nothing, and one waits.
    assert numbers(record) == [6, 6, 6, 3, 1, 1, 1, 1]


def test_who_was_not_asked_is_among_those_with_nothing(sound):
    more = factories.MemberFactory(project=sound.project, joined_at=ago(30))
    do_something(more)
    assert numbers(show(sound.project)) == [6, 5, 5, 5, 0, 0, 1, 0]


def test_before_anybody_answered_there_is_nothing(project, jo, amina):
    assert (show(project).state, show(project).counts) == (RecordState.NOTHING_YET, [])
    do_something(jo)
    need_nothing(jo)
    assert show(project).state == RecordState.NOTHING_YET


@pytest.mark.parametrize("has_it", [True, False])
def test_of_a_few_it_says_the_same_whatever_they_got(project, jo, amina, has_it):
    for member in (jo, amina):
        do_something(member)
        return_that_was_had(member, jo, at=ago(20))
    if not has_it:
        Return.objects.all().delete()
        Wish.objects.update(said_at=ago(100))
    record = show(project)
    assert (record.state, record.rule) == (RecordState.STARTED, str(FEW_RETURNS))
    assert numbers(record) == [2, 2, 2]


def test_many_who_would_like_something_hide_no_one_who_gave(project, jo, amina):
    for _turn in range(5):
        member = factories.MemberFactory(project=project)
        Wish.objects.create(member=member, said_locked=b"", said_at=ago(3))
    do_something(amina)
    return_that_was_had(amina, jo, at=ago(20))
    assert numbers(show(project)) == [1, 1, 1]


def test_who_left_is_counted_nowhere(sound):
    sound.others[0].left_at = ago(1)
    sound.others[0].save()
    assert numbers(show(sound.project)) == [4, 4, 4]


def test_a_year_later_it_is_to_be_asked_again(sound):
    Consent.objects.filter(purpose="returns").update(said_at=ago(365))
    assert show(sound.project).state == RecordState.NEEDS_ATTENTION
