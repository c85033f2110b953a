"""An UPDATE that two at once would both believe in is refused by the tests (tests/chosen_rows.py)."""

from typing import Any

import pytest
from django.db import transaction

from participation.models import Greeting
from projects.models import Member
from projects.models.members import takes_part
from tests.chosen_rows import ROOT

pytestmark = pytest.mark.django_db


def update(rows: Any, *, by: str = "participation/services/greeting.py") -> int:
    """Let a file of the product change rows."""
    said: dict[str, Any] = {"rows": rows}
    exec(compile("changed = rows.update(said_at=None)", str(ROOT / by), "exec"), said)
    return int(said["changed"])


def test_an_update_that_chooses_its_rows_through_another_table_is_refused():
    rows = Greeting.objects.filter(takes_part("member"), said_at=None)
    with pytest.raises(AssertionError, match="Two at once"), transaction.atomic():
        update(rows)
    assert update(rows, by="tests/factories.py") == 0


def test_an_update_with_the_condition_in_a_subquery_is_not():
    rows = Greeting.objects.filter(member__in=Member.objects.taking_part(), said_at=None)
    assert update(rows) == 0
