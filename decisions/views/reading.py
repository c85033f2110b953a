"""Reading the log: the list and its check, one decision, its versions and what changed between them."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access
from core.came_up import where_it_came_up
from core.numbers import read_number
from core.pages import begin_list, page_by_key
from core.prepared import Prepared, number
from decisions import permissions, services
from decisions.differences import compare_versions
from decisions.flags import flags_of_version
from decisions.forms import LogFilterForm
from decisions.forms.objections import ObjectionForm
from decisions.getters import (
    VERSIONS_SHOWN,
    get_decision_or_404,
    get_log,
    get_version_or_404,
    get_versions,
    open_proposals,
    proposal_of,
    proposals_put_down,
    replaced_by,
)
from decisions.makers import Makers, makers_of_version
from decisions.models import Decision, DecisionVersion
from decisions.models.log import DecisionQuerySet
from decisions.publishing import is_public
from decisions.searching import few_with
from decisions.views.objections import objections_of, take_in_objection
from projects.access import PROJECT_READERS
from projects.getters import get_project_or_404
from projects.models import Project
from questions.linking import said_behind

#: So many decisions stand on a page of the log, below what is open.
LOG_SIZE = 15
#: What was found is counted up to here: nobody needs to know how many thousands there are, and counting reads them all.
MOST_COUNTED = 100


def _found(
    project: Project, asked: dict[str, Any], *, is_first: bool
) -> tuple[DecisionQuerySet, int | None]:
    """
    Return the decisions that are asked for, and how many they are, up to one more than is counted; None for all.

    Few are looked for once, in the whole log, and then known by their numbers, as the first page is (``is_first``). Of
    many, a later page ends the search early.
    """
    everything = Decision.objects.filter(project=project)
    if not asked:
        return everything, None
    found = everything.asked(asked)
    if (few := few_with(project, asked)) is not None:
        found = found.filter(current__in=few)
    numbers = list(found.values_list("number", flat=True)[: MOST_COUNTED + 1])
    if len(numbers) > MOST_COUNTED and not is_first:
        return found, len(numbers)
    return everything.filter(number__in=numbers), len(numbers)


def _of_log(project: Project) -> dict[str, Any]:
    log = get_log(project)
    is_checked = log.is_being_checked(now=timezone.now())
    return {"log": log, "is_being_checked": is_checked, "most_counted": MOST_COUNTED}


@access(*PROJECT_READERS)
def decision_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the log, newest first, or what was searched in it."""
    project = get_project_or_404(request.user, slug)
    form = LogFilterForm(request.GET)
    after, before = (request.GET.get(name, "") for name in ("after", "before"))
    found, found_count = _found(project, form.asked, is_first=not (after or before))
    page = page_by_key(
        found.select_related("current"),
        key="number",
        after=after,
        before=before,
        descending=True,
        size=LOG_SIZE,
        first=None if form.asked else partial(_NEWEST.all, project=project.pk),
    )
    context = {
        "project": project,
        "tab": "decisions",
        "form": form,
        "page": page,
        **_of_log(project),
        "found_count": found_count,
        **_deciding(project),
        "pages": page.addresses(**form.asked),
    }
    is_part = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    template = "decisions/decision_list.html"
    return render(request, f"{template}#rows" if is_part else template, context)


def _deciding(project: Project) -> dict[str, Any]:
    """Return what is being decided, and what the viewer may add."""
    return {
        "proposals": open_proposals(project),
        "put_down": proposals_put_down(project),
        "can_propose": permissions.can_propose(project),
        "can_record": permissions.can_record_decision(project),
    }


_NEWEST = Prepared(
    lambda: begin_list(
        Decision.objects.filter(project=number("project")).select_related("current"),
        ("number",),
        descending=True,
        size=LOG_SIZE,
    )
)


@access(*PROJECT_READERS)
def decision_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show a decision as it stands: the reason first, then who made it; or all of it on paper."""
    project = get_project_or_404(request.user, slug)
    decision = get_decision_or_404(project, number)
    makers = makers_of_version(decision.newest)
    form = ObjectionForm(request.POST if "not_so" in request.POST else None)
    if request.method == "POST" and (answer := take_in_objection(request, project, decision, form)):
        return answer
    on_paper = "print" in request.GET
    context = _shown(project, decision, makers, on_paper=on_paper)
    context |= objections_of(project, decision, makers, form)
    if on_paper:
        context |= {"today": timezone.localdate(), "back_url": decision.get_absolute_url()}
        return render(request, "decisions/decision_paper.html", context)
    return render(request, "decisions/decision_detail.html", context)


def _shown(
    project: Project, decision: Decision, makers: Makers, *, on_paper: bool
) -> dict[str, Any]:
    """Return what the page of a decision shows; on paper, with all its versions."""
    version = decision.newest
    behind = said_behind(project, decision.get_absolute_url())
    # Whoever may not read what people said is not told that nothing was.
    is_linked = bool(behind) or not project.viewer.is_member
    can_change = permissions.can_change_decision(project, version)
    link = reverse("decisions:decision_said", args=[project.slug, decision.number])
    return {
        "project": project,
        "tab": "decisions",
        "decision": decision,
        "version": version,
        "makers": makers,
        "came_up": where_it_came_up(project, "decision", [decision.pk]).get(decision.pk),
        "behind": behind,
        "link_url": link if can_change else "",
        "versions": get_versions(decision, all_of_them=on_paper),
        "in_place_of": replaced_by(decision),
        "can_change": can_change,
        "can_record": permissions.can_record_decision(project),
        "is_public": project.viewer.is_facilitator and is_public(decision),
        "is_to_look_at": _is_to_look_at(version),
        "flags": flags_of_version(version, is_linked=is_linked) if version.is_in_force else [],
        "proposal": proposal_of(decision),
    }


def _is_to_look_at(version: DecisionVersion) -> bool:
    again = version.look_again_on
    return version.is_in_force and again is not None and again <= timezone.localdate()


@access(*PROJECT_READERS)
def version_detail(request: HttpRequest, slug: str, number: int, version: int) -> HttpResponse:
    """Show one version of a decision as it was written, and what differs from the one before, or from another."""
    project = get_project_or_404(request.user, slug)
    decision = get_decision_or_404(project, number)
    shown = get_version_or_404(decision, version)
    makers = makers_of_version(shown)
    context = {
        "project": project,
        "tab": "decisions",
        "decision": decision,
        "version": shown,
        "makers": makers,
        **_compared(decision, shown, makers.names, other=request.GET.get("from", "")),
        "numbers": decision.versions.values_list("version", flat=True)[:VERSIONS_SHOWN],
    }
    return render(request, "decisions/version_detail.html", context)


def _compared(
    decision: Decision, shown: DecisionVersion, names: list[str], *, other: str
) -> dict[str, Any]:
    """Set a version beside the one that is named, or beside the one before; nothing for the first alone."""
    named = read_number(other, largest=99_999)
    wanted = max(shown.version - 1, 1) if named is None else named
    if wanted == shown.version:
        return {}
    beside = get_version_or_404(decision, wanted)
    sides = [(beside, makers_of_version(beside).names), (shown, names)]
    (old, old_names), (new, new_names) = sorted(sides, key=lambda side: side[0].version)
    differences = compare_versions(old, new, makers=(old_names, new_names))
    return {"old": old, "new": new, "beside": beside, "differences": differences}


@access(*PROJECT_READERS)
def log_check(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a check of the log by POST; the foot of the log says what was found, and any other way leads there."""
    project = get_project_or_404(request.user, slug)
    if request.method == "POST":
        now = timezone.now()
        log = services.ask_for_check(project, now=now)
        if log.is_being_checked(now=now):
            messages.success(request, _("The log is being checked. You can leave this page."))
        else:
            messages.success(request, _("The log was checked just now."))
    return redirect(reverse("decisions:decision_list", args=[project.slug]) + "#check")
