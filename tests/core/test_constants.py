"""What never changes stands in the SQL, and what comes with each asking stays a place for it."""

import pytest
from django.db import connection

from core.constants import with_constants
from core.prepared import Hole, number

pytestmark = pytest.mark.django_db


def asked(sql: str, *values: object) -> object:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    "text", ["it's", "50 %", "%s", "%%", "a\\b", '"', "Zoë", "'; DROP TABLE x"]
)
def test_a_text_comes_back_as_it_was(text):
    sql, holes = with_constants("SELECT %s WHERE 1 = %s", [text, number("one")], holes=Hole)
    assert [hole.name for hole in holes] == ["one"]
    assert asked(sql, 1) == text


def test_a_percent_sign_before_an_s_is_no_place_for_a_value():
    sql, holes = with_constants("SELECT 'in %%s' || %s", ["!"], holes=Hole)
    assert holes == ()
    # With an empty list of values, the signs are read as they are where there are some.
    assert asked(f"{sql} WHERE 1 = %s", 1) == "in %s!"


def test_as_many_values_as_places_are_needed():
    with pytest.raises(ValueError, match="zip"):
        with_constants("SELECT %s", [1, 2], holes=Hole)
