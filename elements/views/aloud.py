"""The page on which a facilitator writes down what a group agreed on when it rated an element aloud."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access, require
from elements import permissions, services
from elements.forms.aloud import AloudForm
from elements.models import Indicator
from projects.access import Who
from projects.getters import get_member_or_403, get_project_or_404


@access(Who.FACILITATOR)
def aloud_create(request: HttpRequest, slug: str, element_key: str) -> HttpResponse:
    """Write down one agreed answer for each point of an element, and what was not agreed."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_rate_aloud(project))
    in_use = Indicator.objects.in_use_of([project.organisation_id]).select_related("element")
    asked = list(in_use.filter(element__key=element_key).order_by("position", "pk"))
    if not asked:
        raise Http404
    now = timezone.now()
    form = AloudForm(request.POST or None, project=project, asked=asked, now=now)
    if form.is_valid():
        by: dict[str, Any] = {"by": get_member_or_403(project), "now": now}
        services.write_aloud_rating(project, asked[0].element, **form.rating, **by)
        messages.success(request, _("Thank you. Everybody in the project can read it now."))
        return redirect("elements:project_element", slug, element_key)
    context = {"project": project, "tab": "elements", "element": asked[0].element, "form": form}
    return render(request, "elements/aloud_create.html", context)
