"""Writing into the log: recording a decision, and changing one by adding a version."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access, require
from core.came_up import CameUp, came_up_at
from core.revisions import EditConflict
from decisions import permissions, services
from decisions.conflicts import Conflict, bring_together
from decisions.differences import compare_versions
from decisions.forms import DecisionForm, WithdrawForm, content_of, initial_of
from decisions.getters import get_decision_or_404, get_version_or_404
from decisions.makers import makers_of_version, makers_typed
from decisions.models import Decision, DecisionVersion
from projects.access import Who
from projects.getters import get_project_or_404, get_viewer_member
from projects.models import Member, Project


@access(Who.FACILITATOR)
def decision_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Record a decision: fill in, check, record."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_record_decision(project))

    came_up = came_up_at(request, project)
    form = DecisionForm(
        request.POST or None,
        project=project,
        today=timezone.localdate(),
        initial={"decided_on": came_up.on} if came_up else None,
    )
    if form.is_valid():
        if form.do != "save":
            return _show_check(request, project, form)
        by: dict[str, Any] = {"by": _writer(project), "now": timezone.now()}
        typed = {**by, **form.content(), "sent_key": form.cleaned_data["sent_key"]}
        decision = came_up.write_down(
            "decision", lambda: services.record_decision(project, **typed), **by
        )
        messages.success(request, _("Decision %(number)s is recorded.") % {"number": decision})
        return redirect(came_up.address or decision)
    return _show_form(request, project, form)


@access(Who.FACILITATOR)
def decision_correct(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Add a corrected version of a decision."""
    project = get_project_or_404(request.user, slug)
    decision = get_decision_or_404(project, number)
    form = _change_form(request, project, decision, "corrected")
    if form.is_valid():
        if form.do != "save":
            return _show_check(request, project, form, decision)
        try:
            base = get_version_or_404(decision, form.cleaned_data["base_version"])
            services.correct_decision(
                decision,
                **_change(form, project),
                **form.content(as_before=base),
            )
        except EditConflict as conflict:
            return _show_conflict(request, project, form, decision, conflict)
        messages.success(request, _("Decision %(number)s is corrected.") % {"number": number})
        return redirect("decisions:decision_detail", project.slug, number)
    return _show_form(request, project, form, decision)


@access(Who.FACILITATOR)
def decision_supersede(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Record a new decision in the place of this one."""
    project = get_project_or_404(request.user, slug)
    old = get_decision_or_404(project, number)
    form = _change_form(request, project, old, "superseded")
    if form.is_valid():
        if form.do != "save":
            return _show_check(request, project, form, old)
        try:
            new = services.supersede_decision(old, **_change(form, project), new=form.content())
        except EditConflict as conflict:
            return _show_conflict(request, project, form, old, conflict)
        words = _("Decision %(new)s is recorded. It takes the place of decision %(old)s.")
        messages.success(request, words % {"new": new, "old": old})
        return redirect("decisions:decision_detail", project.slug, new.number)
    return _show_form(request, project, form, old)


@access(Who.FACILITATOR)
def decision_withdraw(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Say that a decision does not hold any more."""
    project = get_project_or_404(request.user, slug)
    decision = get_decision_or_404(project, number)
    if request.method != "POST":
        require(permissions.can_change_decision(project, decision.newest))
    require(permissions.can_record_decision(project))
    form = WithdrawForm(request.POST or None, initial={"base_version": decision.newest.version})
    conflict = None
    if form.is_valid():
        try:
            services.withdraw_decision(decision, **_change(form, project))
        except EditConflict as error:
            conflict = cast(DecisionVersion, error.theirs)
            form = WithdrawForm(initial={**form.cleaned_data, "base_version": conflict.version})
        else:
            messages.success(request, _("Decision %(number)s is withdrawn.") % {"number": number})
            return redirect("decisions:decision_detail", project.slug, number)
    context = {"project": project, "tab": "decisions", "decision": decision, "form": form}
    return render(
        request,
        "decisions/decision_withdraw.html",
        {**context, "theirs": conflict},
        status=409 if conflict else 200,
    )


def _writer(project: Project) -> Member:
    return cast(Member, get_viewer_member(project))


def _change(form: DecisionForm | WithdrawForm, project: Project) -> dict[str, Any]:
    """Return what every change of a decision carries besides its content."""
    names = ("base_version", "change_why", "sent_key")
    typed = {name: form.cleaned_data[name] for name in names}
    return {**typed, "by": _writer(project), "now": timezone.now()}


def _change_form(
    request: HttpRequest, project: Project, decision: Decision, change: str
) -> DecisionForm:
    """
    Return the form that corrects or replaces a decision, for those who may.

    Once it is sent it is taken in any state of the decision: what was typed is shown, never refused.
    """
    current = decision.newest
    require(
        permissions.can_record_decision(project)
        if request.method == "POST"
        else permissions.can_change_decision(project, current)
    )
    initial: dict[str, Any] = {"base_version": current.version}
    if change == DecisionVersion.Change.CORRECTED and request.method != "POST":
        initial |= initial_of(content_of(current))
    today = timezone.localdate()
    return DecisionForm(
        request.POST or None, project=project, today=today, initial=initial, changes=change
    )


def _show_form(
    request: HttpRequest,
    project: Project,
    form: DecisionForm,
    decision: Decision | None = None,
    *,
    conflict: Conflict | None = None,
) -> HttpResponse:
    context = {
        "project": project,
        "tab": "decisions",
        "form": form,
        "decision": decision,
        "change": form.instance.change,
        "conflict": conflict,
        "came_up": _came_up(request, project, decision),
    }
    template = "decisions/decision_form.html"
    if request.htmx and form.do == "rows":  # type: ignore[attr-defined]
        return render(request, f"{template}#makers", context)
    return render(request, template, context, status=409 if conflict else 200)


def _came_up(request: HttpRequest, project: Project, decision: Decision | None) -> CameUp:
    """Return where a new decision came up; a version of one that there is keeps nothing of it."""
    return CameUp() if decision else came_up_at(request, project)


def _show_check(
    request: HttpRequest, project: Project, form: DecisionForm, decision: Decision | None = None
) -> HttpResponse:
    """Show what would be written, before it is."""
    current = decision.current if decision else None
    change = form.instance.change
    if decision and current and _is_past(form, current):
        return _show_conflict(request, project, form, decision, EditConflict(current))
    version, makers = form.instance, makers_typed(form.content(as_before=current)["makers"])
    version.boundary_said = version.boundary.what if version.boundary else ""
    context: dict[str, Any] = {
        "project": project,
        "tab": "decisions",
        "form": form,
        "decision": decision,
        "change": change,
        "version": version,
        "makers": makers,
        "came_up": _came_up(request, project, decision),
    }
    if current and change == DecisionVersion.Change.CORRECTED:
        names = (makers_of_version(current).names, makers.names)
        differences = compare_versions(current, version, makers=names)
        context["differences"] = differences
        context["is_different"] = any(field.is_changed for field in differences)
    return render(request, "decisions/decision_check.html", context)


def _is_past(form: DecisionForm, current: DecisionVersion) -> bool:
    """Whether the decision is not any more what the form started from."""
    return form.cleaned_data["base_version"] != current.version or not current.is_in_force


def _show_conflict(
    request: HttpRequest,
    project: Project,
    form: DecisionForm,
    decision: Decision,
    error: EditConflict,
) -> HttpResponse:
    """Show both texts, and a form that holds mine on top of theirs."""
    theirs = cast(DecisionVersion, error.theirs)
    base = get_version_or_404(decision, form.cleaned_data["base_version"])
    mine = form.content(as_before=base)
    change = form.instance.change
    if change == DecisionVersion.Change.CORRECTED:
        conflict = bring_together(mine, base=base, theirs=theirs)
    else:
        conflict = Conflict(theirs, [], [], mine)
    again = DecisionForm(
        project=project,
        today=timezone.localdate(),
        initial={
            **initial_of(conflict.content),
            "change_why": form.cleaned_data["change_why"],
            "sent_key": form.cleaned_data["sent_key"],
            "base_version": theirs.version,
        },
        changes=change,
    )
    return _show_form(request, project, again, decision, conflict=conflict)
