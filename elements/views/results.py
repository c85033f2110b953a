"""What a closed review found."""

from typing import Any

from elements.found import read_found, widest_gaps
from elements.getters import (
    MOST_WORDS_SHOWN,
    results_before,
    results_by_element,
    words_by_element,
    words_counts,
)
from elements.models import Review

#: So many words of one's own stand near the top, one of an element.
MOST_QUOTES = 3


def found_by(review: Review) -> dict[str, Any]:
    """Return what the page of a closed review shows: the widest gaps, people's words, and each element."""
    previous, before = results_before(review)
    words = {key: few[:MOST_WORDS_SHOWN] for key, few in words_by_element(review).items()}
    found = read_found(results_by_element(review), before, words)
    return {
        "gaps": widest_gaps(found),
        "is_apart": any(entry.is_apart for entry in found),
        "found": found,
        "previous": previous,
        "quotes": [(entry.element.name, entry.words[0]) for entry in found if entry.words][
            :MOST_QUOTES
        ],
        "asked_for": words.get(None, []),
        "words": words_counts(review),
    }
