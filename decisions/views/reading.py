"""Reading the log: the list, one decision, its versions and what changed between them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access
from core.pages import page_by_key
from decisions import permissions, services
from decisions.differences import compare_versions
from decisions.forms import LogFilterForm
from decisions.getters import get_decision_or_404, get_log, get_version_or_404
from decisions.makers import makers_of_version
from decisions.models import Decision
from projects.access import PROJECT_READERS
from projects.getters import get_project_or_404

#: Versions named on the page of a decision.
VERSIONS_SHOWN = 50


@access(*PROJECT_READERS)
def decision_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the log, newest first, or what was searched in it."""
    project = get_project_or_404(request.user, slug)
    form = LogFilterForm(request.GET)
    found = Decision.objects.filter(project=project).asked(form.asked)
    page = page_by_key(
        found.select_related("current"),
        key="number",
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        descending=True,
    )
    context = {
        "project": project,
        "tab": "decisions",
        "form": form,
        "page": page,
        "log": get_log(project),
        "found_count": found.count() if form.asked else None,
        "can_record": permissions.can_record_decision(project),
        "pages": page.addresses(**form.asked),
    }
    is_part = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    template = "decisions/decision_list.html"
    return render(request, f"{template}#rows" if is_part else template, context)


@access(*PROJECT_READERS)
def decision_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show a decision as it stands: the reason first, then who made it."""
    project = get_project_or_404(request.user, slug)
    decision = get_decision_or_404(project, number)
    version = decision.newest
    context = {
        "project": project,
        "tab": "decisions",
        "decision": decision,
        "version": version,
        "makers": makers_of_version(version),
        "versions": decision.versions.select_related("changed_by").order_by("-version")[
            :VERSIONS_SHOWN
        ],
        "in_place_of": Decision.objects.filter(
            project=project, current__superseded_by=decision
        ).select_related("current")[:10],
        "can_change": permissions.can_change_decision(project, version),
        "can_record": permissions.can_record_decision(project),
    }
    return render(request, "decisions/decision_detail.html", context)


@access(*PROJECT_READERS)
def version_detail(request: HttpRequest, slug: str, number: int, version: int) -> HttpResponse:
    """Show one version of a decision as it was written."""
    project = get_project_or_404(request.user, slug)
    decision = get_decision_or_404(project, number)
    shown = get_version_or_404(decision, version)
    context = {
        "project": project,
        "tab": "decisions",
        "decision": decision,
        "version": shown,
        "makers": makers_of_version(shown),
    }
    return render(request, "decisions/version_detail.html", context)


@access(*PROJECT_READERS)
def version_compare(request: HttpRequest, slug: str, number: int, version: int) -> HttpResponse:
    """Show two versions side by side; without another one named, this one and the one before."""
    project = get_project_or_404(request.user, slug)
    decision = get_decision_or_404(project, number)
    other = request.GET.get("from", "")
    other_number = int(other) if other.isdecimal() and len(other) < 6 else max(version - 1, 1)
    old, new = (get_version_or_404(decision, n) for n in sorted((other_number, version)))
    names = (makers_of_version(old).names, makers_of_version(new).names)
    context = {
        "project": project,
        "tab": "decisions",
        "decision": decision,
        "old": old,
        "new": new,
        "differences": compare_versions(old, new, makers=names),
        "numbers": decision.versions.values_list("version", flat=True)[:VERSIONS_SHOWN],
    }
    return render(request, "decisions/version_compare.html", context)


@access(*PROJECT_READERS)
def log_check(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what the last check of the log found; POST checks it now."""
    project = get_project_or_404(request.user, slug)
    if request.method == "POST":
        services.check_log(project, now=timezone.now())
        messages.success(request, _("The log was checked just now."))
        return redirect("decisions:log_check", project.slug)
    context = {"project": project, "tab": "decisions", "log": get_log(project)}
    return render(request, "decisions/log_check.html", context)
