"""The framework, open to everybody, and what a project's record shows beside it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from core.access import PROJECT_READERS, Who, access
from elements.beside import set_beside, voices_of
from elements.charts import ring_of_names, ring_of_states
from elements.getters import last_results
from elements.guidance import read_article
from elements.models import Element, Framework
from elements.records import needing_attention, show_records
from elements.records.practices import PRACTICES
from projects.getters import get_project_or_404


@access(
    Who.ANYBODY, because="The framework is published: everybody can read what a project is held to."
)
def element_list(request: HttpRequest) -> HttpResponse:
    """Show the ten elements."""
    elements = list(Element.objects.in_use().with_indicators())
    context = {
        "elements": elements,
        "framework": Framework.objects.in_use().first(),
        "ring": ring_of_names(elements),
    }
    return render(request, "elements/element_list.html", context)


@access(
    Who.ANYBODY, because="The framework is published: everybody can read what a project is held to."
)
def element_detail(request: HttpRequest, element_key: str) -> HttpResponse:
    """Show an element with its indicators: what each means, its practice, its record."""
    elements = list(Element.objects.in_use())
    element = get_object_or_404(Element.objects.in_use().with_indicators(), key=element_key)
    place = elements.index(element)
    context = {
        "element": element,
        "article": read_article(element.key),
        "framework": Framework.objects.in_use().first(),
        "indicators": [(row, PRACTICES.get(row.key, "")) for row in element.indicators_in_use],
        "before": elements[place - 1] if place else None,
        "after": elements[place + 1] if place + 1 < len(elements) else None,
    }
    return render(request, "elements/element_detail.html", context)


@access(*PROJECT_READERS)
def project_elements(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what the record of a project shows for each indicator, what needs attention first."""
    project = get_project_or_404(request.user, slug)

    records = show_records(project, on=timezone.localdate())
    review, results = last_results(project)
    context = {
        "project": project,
        "tab": "elements",
        "records": records,
        "attention": needing_attention(records),
        "review": review,
        "disagreements": set_beside(records, results).disagreements,
        "voices": {key: voices_of(found) for key, found in results.items()},
        "built_count": sum(len(entry.shown) for entry in records),
        "indicator_count": sum(len(entry.shown) + len(entry.not_built) for entry in records),
        "ring": ring_of_states(records),
    }
    return render(request, "elements/project_elements.html", context)
