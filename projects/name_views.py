"""The page on which a facilitator takes a name out of all that a project keeps."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters

from core.access import access, require
from core.numbers import read_number
from projects import permissions, services
from projects.access import Who
from projects.forms import NameForm
from projects.getters import get_member_or_403, get_project_or_404
from projects.models import Project
from projects.name_hits import MOST_HITS, find_hits

#: So many times it was done are shown.
MOST_DONE = 20


# The name is sent, never asked for by an address: addresses are written into logs.
@sensitive_post_parameters()
@access(Who.FACILITATOR)
def name_take_out(request: HttpRequest, slug: str) -> HttpResponse:
    """Look for a name in all words of a project, and take it out where somebody has ticked it."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_take_names_out(project))
    first = {"names": _known_name(project, request.GET.get("member", ""))}
    form = NameForm(request.POST if request.method == "POST" else None, initial=first)
    context: dict[str, Any] = {"project": project, "tab": "", "form": form}
    if form.is_valid():
        names, chosen = form.cleaned_data["names"], set(request.POST.getlist("hit"))
        if "take_out" in request.POST:
            _take_out(request, project, names, chosen)
        hits = find_hits(project, names)
        context |= {"hits": hits[:MOST_HITS], "count": len(hits), "most": MOST_HITS}
        context |= {"chosen": chosen, "typed": request.POST["names"], "is_found": True}
    done = project.names_taken_out.select_related("by").order_by("-at", "-pk")
    context["done"] = done[:MOST_DONE]
    response = render(request, "projects/name_take_out.html", context)
    add_never_cache_headers(response)
    return response


def _take_out(request: HttpRequest, project: Project, names: list[Any], chosen: set[str]) -> None:
    me = get_member_or_403(project)
    if not chosen:
        messages.info(request, _("Nothing was ticked, so nothing was changed."))
        return
    places = services.take_name_out(project, names, chosen, by=me, now=timezone.now())
    if places:
        words = ngettext("Taken out at %(n)s place.", "Taken out at %(n)s places.", places)
        messages.success(request, words % {"n": places})
    else:
        messages.info(
            request, _("Nothing was taken out: what you ticked was changed or taken out meanwhile.")
        )


def _known_name(project: Project, pk: str) -> str:
    """Return by which name a member was known, to begin with."""
    number = read_number(pk)
    row = project.members.filter(pk=number).first() if number is not None else None
    return row.known_as if row else ""
