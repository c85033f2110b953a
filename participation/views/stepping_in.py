"""A coordinator steps into a project that its facilitators left; a page asks first and says what it does."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from core.access import access, require
from participation import permissions, services
from participation.stepping import facilitators_seen, is_left
from projects.access import Who
from projects.getters import get_project_or_404


@access(Who.COORDINATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def step_in(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what stepping in does; on the button, make the coordinator a facilitator."""
    project = get_project_or_404(request.user, slug)
    if project.viewer.is_coordinator and project.viewer.is_facilitator:
        return redirect(project)
    require(permissions.can_step_in(project))
    now, refusal = timezone.now(), ""
    if request.method == "POST":
        try:
            services.step_into(project, by=cast(User, request.user), now=now)
        except services.CannotDo as error:
            refusal = str(error)
        else:
            messages.success(request, _("You are a facilitator now. Everybody here is told."))
            return redirect(project)
    here = list(facilitators_seen(project=project))
    context = {
        "project": project,
        "tab": "home",
        "facilitators": here,
        "is_left": is_left(here[0].last_seen if here else None, now=now),
        "refusal": refusal,
    }
    return render(request, "participation/step_in.html", context)
