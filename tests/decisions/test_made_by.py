"""By how many people a decision was made, in the words of a list."""

import pytest
from django.utils import translation

from decisions.templatetags.decisions import _made_by, made_by


@pytest.mark.parametrize(
    ("count", "words"), [(0, "made by 0 people"), (1, "made by 1 person"), (2, "made by 2 people")]
)
def test_made_by(count, words):
    with translation.override("en-gb"):
        assert made_by(count) == made_by(count) == words


def test_each_language_has_words_of_its_own():
    with translation.override("en-gb"):
        made_by(7)
    before = _made_by.cache_info().misses
    with translation.override("cy"):
        made_by(7)
    assert _made_by.cache_info().misses == before + 1
