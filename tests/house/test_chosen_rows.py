"""An UPDATE that two at once would both believe in is refused by the tests (tests/chosen_rows.py)."""

import pytest

from participation.models import Greeting
from projects.models import Member
from projects.models.members import takes_part

pytestmark = pytest.mark.django_db


def test_an_update_that_chooses_its_rows_through_another_table_is_refused():
    rows = Greeting.objects.filter(takes_part("member"), said_at=None)
    with pytest.raises(AssertionError, match="Two at once"):
        rows.update(said_at=None)


def test_an_update_with_the_condition_in_a_subquery_is_not():
    rows = Greeting.objects.filter(member__in=Member.objects.taking_part(), said_at=None)
    assert rows.update(said_at=None) == 0
