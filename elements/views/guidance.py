"""What helps a group with an element, beside the places of its project where something can be done."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import resolve, reverse

from core.access import PROJECT_READERS, Who, access
from elements.guidance import Article, read_article
from elements.models import Element
from projects.getters import get_project_or_404
from projects.models import Project


@access(*PROJECT_READERS)
def guidance_detail(request: HttpRequest, slug: str, element_key: str) -> HttpResponse:
    """Show the article of an element, with links into the project."""
    project = get_project_or_404(request.user, slug)
    element = get_object_or_404(Element.objects.in_use(), key=element_key)
    article = read_article(element.key)
    if article is None:
        raise Http404
    context = {
        "project": project,
        "tab": "elements",
        "element": element,
        "article": article,
        "deeds": _deeds(project, article),
    }
    return render(request, "elements/guidance_detail.html", context)


def _deeds(project: Project, article: Article) -> list[tuple[str, str]]:
    """Return each deed with its address, empty where the page is not for whoever looks at it."""
    me = {Who.FACILITATOR if project.viewer.is_facilitator else Who.PARTICIPANT}
    if project.viewer.is_coordinator:
        me = {Who.COORDINATOR, *(me if project.viewer.member_id else ())}
    deeds = []
    for deed in article.deeds:
        address = reverse(deed.url, args=[project.slug])
        may_open = resolve(address).func.access & me  # type: ignore[attr-defined]
        deeds.append((deed.text, address if may_open else ""))
    return deeds
