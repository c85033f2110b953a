"""What reports say of what people get back: the figures of the record, from five people on, and nobody's name."""

from datetime import timedelta

import pytest

from core.dates import Period
from elements.records import read_records
from elements.returned import returned
from participation.models import Return, Wish
from tests.elements.conftest import DAY
from tests.elements.sound import make_sound

pytestmark = pytest.mark.django_db
PERIOD = Period(DAY - timedelta(days=60), DAY)


@pytest.fixture
def sound(project, jo):
    return make_sound(project, jo)


def test_from_five_on_it_has_the_figures_of_the_record(sound):
    Return.objects.filter(member=sound.others[0]).update(given_at=None, got="", got_at=None)
    found = returned(sound.project, PERIOD, on=DAY)["returned"]
    record = read_records(sound.project, on=DAY)["equal.return"]
    assert [(one.text, one.number) for one in found] == [
        (one.text, one.number) for one in record.counts
    ]
    assert [one.number for one in found] == [5, 5, 5, 4, 1, 0, 0, 1]


def test_of_fewer_it_has_nothing(sound):
    Return.objects.filter(member=sound.others[0]).delete()
    Wish.objects.filter(member=sound.others[0]).delete()
    assert returned(sound.project, PERIOD, on=DAY)["returned"] == []


def test_before_anybody_was_asked_it_has_nothing(project, jo):
    assert returned(project, PERIOD, on=DAY)["returned"] == []
