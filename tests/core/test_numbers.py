"""Numbers that come from outside."""

import pytest

from core.numbers import number_in


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("12", 12), ("9" * 18, 10**18 - 1)])
def test_a_whole_number_is_read(text, number):
    assert number_in(text) == number


@pytest.mark.parametrize(
    "text", ["", "x", "-1", "1.5", " 1", "1_0", "٣", "²", "\x00", "9" * 19, "9" * 5000]
)
def test_anything_else_is_none(text):
    assert number_in(text) is None


def test_a_number_may_have_to_be_shorter():
    assert number_in("99999", digits=5) == 99999
    assert number_in("100000", digits=5) is None
