"""The page on which somebody says that a decision was looked at again, and stays as it is."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access, require
from core.revisions import EditConflict
from decisions import permissions, services
from decisions.forms import KeepForm
from decisions.getters import get_decision_or_404
from decisions.models import Decision, DecisionVersion
from projects.access import Who
from projects.getters import get_member_or_403, get_project_or_404
from projects.models import Member


@access(Who.FACILITATOR)
def decision_keep(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Say what was found of a decision whose day has come, and when to look the next time."""
    project = get_project_or_404(request.user, slug)
    decision = get_decision_or_404(project, number)
    if request.method != "POST":
        require(permissions.can_change_decision(project, decision.newest))
    require(permissions.can_record_decision(project))
    today = timezone.localdate()
    initial = {"base_version": decision.newest.version}
    form = KeepForm(request.POST or None, initial=initial, today=today)
    theirs = None
    if form.is_valid():
        theirs = _keep(form, decision, by=get_member_or_403(project))
        if theirs is None:
            messages.success(request, _("It stays as it is. Everybody can read what you found."))
            return redirect(decision.get_absolute_url())
        form = KeepForm(initial={**form.cleaned_data, "base_version": theirs.version}, today=today)
    context = {"project": project, "tab": "decisions", "decision": decision}
    context |= {"form": form, "theirs": theirs}
    return render(request, "decisions/decision_keep.html", context, status=409 if theirs else 200)


def _keep(form: KeepForm, decision: Decision, *, by: Member) -> DecisionVersion | None:
    """Keep the decision; return the version that somebody else wrote meanwhile, if they did."""
    try:
        services.keep_decision(decision, by=by, now=timezone.now(), **form.cleaned_data)
    except EditConflict as conflict:
        return cast(DecisionVersion, conflict.theirs)
    return None
