"""Pages on which whoever organises a meeting sees what is to be arranged, and says that it is ready."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.getters import signed_in
from accounts.sessions import began_lately
from accounts.views import send_code
from core.access import access, require
from meetings import permissions, services
from meetings.arranging import what_is_open
from meetings.forms import ReadyForm
from meetings.getters import get_meeting_or_404
from meetings.models import Meeting
from participation.getters import get_me
from participation.needs_of import count_needs
from projects.access import Who
from projects.getters import get_project_or_404
from projects.models import Member


@access(Who.FACILITATOR)
@never_cache
def meeting_arrange(request: HttpRequest, slug: str, meeting_pk: int) -> HttpResponse:
    """Show what is to be arranged, by name and number; count what a venue has to know; say that all is ready."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_plan(project))
    meeting = get_meeting_or_404(project, meeting_pk)
    verdict = permissions.is_open(meeting, now=timezone.now())
    if not verdict and request.POST.get("what") != "ready":
        messages.warning(request, verdict.reason)
        return redirect(meeting)
    me, what = get_me(project), request.POST.get("what", "")
    if what == "count" and not began_lately(request, now=timezone.now()):
        return send_code(request, email=signed_in(request).email, next_path=request.path)
    form = ReadyForm(request.POST if what == "ready" else None)
    if what in ("ready", "not-ready") and _settled(request, meeting, what, form, me):
        return redirect("meetings:meeting_arrange", slug, meeting_pk)
    meeting = get_meeting_or_404(project, meeting_pk)
    found = what_is_open(meeting)
    context: dict[str, Any] = {
        "project": project,
        "tab": "meetings",
        "meeting": meeting,
        "found": found,
        "form": form,
        "is_fresh": began_lately(request, now=timezone.now()),
    }
    if what == "count":
        context["counted"] = count_needs(found.in_the_room, by=me, now=timezone.now())
    return render(request, "meetings/meeting_arrange.html", context)


def _settled(
    request: HttpRequest, meeting: Meeting, what: str, form: ReadyForm, by: Member
) -> bool:
    """Keep that it is ready, or is not after all; what is in the way is an error of the form."""
    if what == "not-ready":
        services.set_not_ready(meeting, by=by, now=timezone.now())
        messages.success(request, _("It is not ready."))
        return True
    if not form.is_valid():
        return False
    try:
        services.set_ready(meeting, why=form.cleaned_data["why"], by=by, now=timezone.now())
    except services.NotAllArranged:
        form.add_error("why", _("Something is not arranged. Say why we meet all the same."))
        return False
    except services.IsReadyAlready:
        form.add_error(None, _("Somebody else said meanwhile that it is ready. Look at it again."))
        return False
    except services.MeetingIsOver:
        form.add_error(None, _("It was called off meanwhile, or is over. Nothing was changed."))
        return False
    messages.success(request, _("Thank you. It is ready."))
    return True
