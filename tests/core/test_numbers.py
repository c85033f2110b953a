"""Numbers from outside are read in one way, and those that no row can have are told apart."""

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404

from core.numbers import LARGEST_KEY, KeysField, keys_in_addresses, read_number, read_numbers
from plan.models import Step
from tests import factories


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", 12),
        (12, 12),
        ("0", 0),
        ("007", 7),
        (str(LARGEST_KEY), LARGEST_KEY),
        (str(LARGEST_KEY + 1), None),
        ("9" * 30, None),
        ("9" * 5000, None),
        ("-1", None),
        ("1.5", None),
        ("1e3", None),
        ("\N{SUPERSCRIPT TWO}", None),
        ("\N{ARABIC-INDIC DIGIT THREE}", None),
        (" 1", None),
        ("1\x00", None),
        ("", None),
        (None, None),
    ],
)
def test_only_a_number_that_a_row_can_have_is_read(typed, number):
    assert read_number(typed) == number


def test_a_number_can_have_a_bound_of_its_own():
    assert [read_number(typed, largest=20) for typed in ("20", "21", "020")] == [20, None, None]


def test_of_many_the_numbers_are_read_in_their_order():
    assert read_numbers(["3", "x", "9" * 5000, "1"]) == [3, 1]


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["9" * 30, "9" * 5000, "x", "0"])
def test_a_key_that_no_row_has_is_a_wrong_choice_in_plain_words(project, key):
    step = factories.StepFactory(project=project)
    field = KeysField(Step.objects.all())
    assert list(field.clean([str(step.pk)])) == [step]
    with pytest.raises(ValidationError) as refused:
        field.clean([str(step.pk), key])
    assert refused.value.messages == [
        "Something you chose isn't there any more. Look at your choice again."
    ]


def test_no_view_gets_a_key_that_no_row_can_have(rf):
    middleware = keys_in_addresses(lambda request: None)
    given = {"slug": "9" * 30, "pk": LARGEST_KEY}
    assert middleware.process_view(rf.get("/"), None, (), given) is None
    with pytest.raises(Http404):
        middleware.process_view(rf.get("/"), None, (), {**given, "pk": LARGEST_KEY + 1})
