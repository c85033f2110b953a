"""What a closed review found."""

from collections.abc import Mapping, Sequence
from typing import Any

from elements.found import ElementFound, read_found, widest_gaps
from elements.getters import (
    MOST_WORDS_SHOWN,
    results_before,
    results_by_element,
    words_by_element,
    words_counts,
)
from elements.models import Review, Words

#: So many words of one's own stand near the top, one of an element.
MOST_QUOTES = 3


def found_by(review: Review) -> dict[str, Any]:
    """Return what the page of a closed review shows: the widest gaps, people's words, and each element."""
    previous, before = results_before(review)
    found = read_found(results_by_element(review), before)
    words = words_by_element(review)
    return {
        "gaps": widest_gaps(found),
        "is_apart": any(entry.is_apart for entry in found),
        "found": [(entry, words.get(entry.element.pk, [])[:MOST_WORDS_SHOWN]) for entry in found],
        "previous": previous,
        "quotes": _quotes(found, words),
        "asked_for": words.get(None, [])[:MOST_WORDS_SHOWN],
        "words": words_counts(review),
    }


def _quotes(
    found: Sequence[ElementFound], words: Mapping[int | None, Sequence[Words]]
) -> list[tuple[str, Words]]:
    """Return a few words, one of an element, those first where facilitators and participants are furthest apart."""
    firsts = [
        (entry.element.name, words[entry.element.pk][0])
        for entry in found
        if words.get(entry.element.pk)
    ]
    return firsts[:MOST_QUOTES]
