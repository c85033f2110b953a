"""By how many people a decision was made, in the words of a list."""

import pytest
from django.utils import translation

from decisions.templatetags.decisions import made_by


@pytest.mark.parametrize(
    ("count", "words"), [(0, "made by 0 people"), (1, "made by 1 person"), (2, "made by 2 people")]
)
def test_made_by(count, words):
    with translation.override("en-gb"):
        assert made_by(count) == made_by(count) == words
