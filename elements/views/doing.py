"""How we are doing: the ten elements of a project at a glance, and each of them with record and people side by side."""

from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve
from django.utils import timezone

from core.access import access
from core.addresses import address_in
from elements import permissions
from elements.aloud import aloud_of
from elements.bars import thin_bar
from elements.beside import ElementPairs, set_beside
from elements.charts import ring_of_states
from elements.first import look_first
from elements.getters import MOST_WORDS_SHOWN, last_results, open_review_of, words_about
from elements.guidance import Article, read_article
from elements.models import Review
from elements.places import places_to_act
from elements.records import show_records
from elements.records.behind import Behind, open_figure
from projects.access import PROJECT_READERS, Who
from projects.getters import get_project_or_404
from projects.models import Project
from projects.permissions import is_facilitator
from questions.permissions import can_say_something


@access(*PROJECT_READERS)
def project_elements(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the ring, at most three things to look at first, and a row for each element."""
    project = get_project_or_404(request.user, slug)
    today = timezone.localdate()
    records = show_records(project, on=today)
    review, results = last_results(project)
    elements = set_beside(records, results)
    open_review, asked = open_review_of(project)
    context = {
        "project": project,
        "tab": "elements",
        "ring": ring_of_states(records),
        "first": look_first(elements),
        "rows": [(entry, thin_bar([pair.results for pair in entry.pairs])) for entry in elements],
        "review": review,
        "is_rated_aloud": review is None and project.aloud_ratings.exists(),
        "open_review": open_review,
        "can_rate": bool(open_review and permissions.can_rate(open_review, asked, on=today)),
        "has_answered": bool(asked and asked.has_answered),
        "can_open": not open_review and permissions.can_open_review(project),
    }
    return render(request, "elements/project_elements.html", context)


@access(*PROJECT_READERS)
def project_element(request: HttpRequest, slug: str, element_key: str) -> HttpResponse:
    """Show an element: for each indicator what the record shows, what people say, and what can be done."""
    project = get_project_or_404(request.user, slug)
    review, results = last_results(project)
    today = timezone.localdate()
    records = show_records(project, on=today)
    elements = [one.element for one in records]
    keys = [element.key for element in elements]
    if element_key not in keys:
        raise Http404
    place = keys.index(element_key)
    (entry,) = set_beside([records[place]], results)
    article = read_article(element_key)
    context = {
        "project": project,
        "tab": "elements",
        "entry": entry,
        "review": review,
        **_words(review, element_key),
        "shut": _shut(project, entry),
        **_aloud(project, element_key),
        "places": _places(project, [pair.indicator.key for pair in entry.pairs]),
        "behind": _behind(request, project, on=today),
        "article": article,
        "deeds": _deeds(project, article) if article else [],
        "before": elements[place - 1] if place else None,
        "after": elements[place + 1] if place + 1 < len(elements) else None,
    }
    return render(request, "elements/project_element.html", context)


def _words(review: Review | None, element_key: str) -> dict[str, Any]:
    """Return the first few of what people wrote about an element, and whether there is more."""
    words = words_about(review, element_key) if review else []
    return {"words": words[:MOST_WORDS_SHOWN], "has_more_words": len(words) > MOST_WORDS_SHOWN}


def _aloud(project: Project, element_key: str) -> dict[str, Any]:
    """Return how a group rated an element aloud, and what the viewer can do about it."""
    return {
        "aloud": aloud_of(project, element_key),
        "can_rate_aloud": permissions.can_rate_aloud(project),
        "can_say": can_say_something(project),
    }


def _behind(request: HttpRequest, project: Project, *, on: date) -> Behind | None:
    """Return the rows of the figure that the address asks for; one that there is not opens nothing."""
    asked = {word: request.GET.get(word, "") for word in ("after", "before")}
    return open_figure(project, request.GET.get("rows", ""), on=on, **asked)


def _places(project: Project, keys: list[str]) -> dict[str, tuple[str, str]]:
    """Return by key of indicator where something can be done about it and in which words; only facilitators do it."""
    if not is_facilitator(project):
        return {}
    known = places_to_act()
    return {
        key: (address_in(project.slug, known[key][0]), str(known[key][1]))
        for key in keys
        if key in known
    }


def _deeds(project: Project, article: Article) -> list[tuple[str, str]]:
    """Return each deed with its address, empty where the page is not for whoever looks at it."""
    found = [(deed.text, address_in(project.slug, deed.url)) for deed in article.deeds]
    return [(text, address if _may_open(project, address) else "") for text, address in found]


def _shut(project: Project, entry: ElementPairs) -> list[str]:
    """Return the addresses of rows behind the records of an element that are not for whoever looks at it."""
    paths = [pair.record.path for pair in entry.pairs if pair.record]
    return [path for path in paths if not _may_open(project, path)]


def _may_open(project: Project, address: str) -> bool:
    """Whether the page behind an address is for whoever looks at the project."""
    me = {Who.FACILITATOR if project.viewer.is_facilitator else Who.PARTICIPANT}
    if project.viewer.is_coordinator:
        me = {Who.COORDINATOR, *(me if project.viewer.member_id else ())}
    return bool(resolve(urlsplit(address).path).func.access & me)  # type: ignore[attr-defined]
