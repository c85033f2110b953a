"""The page on which a decision is chosen for the public page, or taken off it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access, require
from decisions import permissions, publishing
from decisions.getters import get_decision_or_404
from projects.access import Who
from projects.getters import get_member_or_403, get_project_or_404
from projects.naming import NamesForm


@access(Who.FACILITATOR)
def decision_public(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show what everybody would read of a decision, and let that be public, or no more."""
    project = get_project_or_404(request.user, slug)
    decision = get_decision_or_404(project, number)
    require(permissions.can_record_decision(project))
    version = decision.newest
    if "take_off" in request.POST:
        publishing.unpublish_decision(decision)
        messages.success(request, _("It is not on the public page any more."))
        return redirect(decision.get_absolute_url())
    text = [version.what, version.why]
    form = NamesForm(request.POST if request.method == "POST" else None, project=project, text=text)
    # Words that were corrected while somebody looked are not those that they chose.
    is_same = request.POST.get("version") == str(version.version)
    if form.is_valid() and is_same and version.is_in_force:
        me = get_member_or_403(project)
        publishing.publish_decision(decision, version, by=me, now=timezone.now())
        messages.success(request, _("Everybody can read it on the public page now."))
        return redirect(decision.get_absolute_url())
    context = {
        "project": project,
        "tab": "decisions",
        "decision": decision,
        "version": version,
        "form": form,
        "is_public": publishing.is_public(decision),
        "has_changed": request.method == "POST" and not is_same,
    }
    return render(request, "decisions/decision_public.html", context)
