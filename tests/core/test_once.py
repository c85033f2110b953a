"""A form that is sent twice has one effect."""

from uuid import UUID

import pytest

from core.forms import PlainForm
from core.once import SendsOnce


class Form(SendsOnce, PlainForm):
    pass


def test_each_page_carries_a_key_of_its_own():
    keys = [UUID(Form()["sent_key"].value()) for _ in range(2)]
    assert keys[0] != keys[1]
    assert Form()["sent_key"].is_hidden


def test_the_key_that_was_sent_comes_back():
    key = Form()["sent_key"].value()
    form = Form({"sent_key": key})
    assert form.is_valid()
    assert form.cleaned_data["sent_key"] == UUID(key)


@pytest.mark.parametrize("typed", ["", "x", "\x00", "1" * 500])
def test_a_key_that_makes_no_sense_is_no_key_and_no_error(typed):
    form = Form({"sent_key": typed})
    assert form.is_valid()
    assert form.cleaned_data["sent_key"] is None
