"""The framework, open to everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.access import Visitor, access
from elements.charts import ring_of_names
from elements.guidance import read_article
from elements.models import Element, Framework


@access(
    Visitor.ANYBODY,
    because="The framework is published: everybody can read what a project is held to.",
)
def element_list(request: HttpRequest) -> HttpResponse:
    """Show the ten elements, each with its indicators and what helps with it."""
    elements = list(Element.objects.in_use().with_indicators())
    context = {
        "elements": [(element, read_article(element.key)) for element in elements],
        "indicator_count": sum(len(element.indicators_in_use) for element in elements),
        "framework": Framework.objects.in_use().first(),
        "ring": ring_of_names(elements),
    }
    return render(request, "elements/element_list.html", context)
