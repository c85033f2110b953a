"""What a closed review found, and the record beside it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from core.access import PROJECT_READERS, access
from elements.beside import set_beside
from elements.getters import (
    MOST_WORDS_SHOWN,
    last_results,
    words_by_element,
    words_counts,
)
from elements.models import Review
from elements.places import places_to_act
from elements.published import write_published
from elements.records import show_records
from projects.getters import get_project_or_404
from projects.permissions import is_facilitator


@access(*PROJECT_READERS)
def beside(request: HttpRequest, slug: str) -> HttpResponse:
    """Show record and experience side by side, where they disagree first."""
    project = get_project_or_404(request.user, slug)
    review, results = last_results(project)
    shown = set_beside(show_records(project, on=timezone.localdate()), results)
    context = {
        "project": project,
        "tab": "elements",
        "review": review,
        "beside": shown,
        "places": places_to_act() if is_facilitator(project) else {},
    }
    return render(request, "elements/beside.html", context)


def found_by(review: Review) -> dict[str, Any]:
    """Return what the page of a closed review shows: the picture, the results and the words."""
    published = write_published(review)
    words = words_by_element(review)
    return {
        "standing": published.standing,
        "elements": [
            (entry, words.get(entry.pk, [])[:MOST_WORDS_SHOWN]) for entry in published.elements
        ],
        "asked_for": words.get(None, [])[:MOST_WORDS_SHOWN],
        "has_more_words": any(len(found) > MOST_WORDS_SHOWN for found in words.values()),
        "words": words_counts(review),
    }
