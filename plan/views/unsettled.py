"""Pages of what is not settled yet."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access, require
from core.page_at import page_at
from core.pages import page_by_key
from core.revisions import save_edit, status_of
from plan import services
from plan.forms import EditUnsettledForm, NewUnsettledForm
from plan.models import Unsettled
from projects.access import PROJECT_READERS, Who
from projects.coming import comes_from, way_back
from projects.forms import WordsForm
from projects.getters import get_member_or_403, get_project_or_404
from projects.permissions import can_edit_plan


@access(*PROJECT_READERS)
def unsettled_list(request: HttpRequest, slug: str) -> HttpResponse:
    """List what is not settled, soonest first; or what was, and how."""
    project = get_project_or_404(request.user, slug)
    show_settled = request.GET.get("show") == "settled"
    rows = project.unsettled.settled() if show_settled else project.unsettled.open()
    rows = rows.prefetch_related("changes__by")
    key = ("settled_at" if show_settled else "look_again_on", "pk")
    page = page_by_key(
        rows,
        key=key,
        places=project.unsettled.all(),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        descending=show_settled,
    )
    page = page_at(page, rows, at=request.GET.get("at", ""), key=key, descending=show_settled)
    context = {
        "project": project,
        "tab": "plan",
        "unsettled": page.rows,
        "pages": page.addresses(show="settled" if show_settled else ""),
        "show_settled": show_settled,
        "today": timezone.localdate(),
        "can_edit": can_edit_plan(project),
        "came_from": comes_from(request),
    }
    return render(request, "plan/unsettled_list.html", context)


@access(Who.FACILITATOR)
def unsettled_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that something is not settled yet."""
    project = get_project_or_404(request.user, slug)
    require(can_edit_plan(project))
    form = NewUnsettledForm(request.POST or None, instance=Unsettled(project=project))
    if form.is_valid():
        services.add_unsettled(project, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Thank you. Everybody can see that you know this is open."))
        return redirect(way_back(request, slug, "plan:unsettled_list"))
    context = {"project": project, "tab": "plan", "form": form}
    context["back"] = way_back(request, slug, "plan:unsettled_list")
    return render(request, "plan/unsettled_create.html", context)


@access(Who.FACILITATOR)
def unsettled_edit(request: HttpRequest, slug: str, unsettled_pk: int) -> HttpResponse:
    """Change the words, or the day on which it is looked at again."""
    project = get_project_or_404(request.user, slug)
    unsettled = get_object_or_404(project.unsettled.open(), pk=unsettled_pk)
    require(can_edit_plan(project))
    form = EditUnsettledForm(request.POST or None, instance=unsettled)
    if save_edit(
        form,
        lambda: services.change_unsettled(
            form.save(commit=False),
            revision=form.cleaned_data["revision"],
            by=get_member_or_403(project),
            now=timezone.now(),
        ),
    ):
        messages.success(request, _("It is changed."))
        return redirect("plan:unsettled_list", slug)
    context = {"project": project, "tab": "plan", "form": form}
    return render(request, "plan/unsettled_edit.html", context, status=status_of(form))


@access(Who.FACILITATOR)
def unsettled_settle(request: HttpRequest, slug: str, unsettled_pk: int) -> HttpResponse:
    """Say how it was settled."""
    project = get_project_or_404(request.user, slug)
    unsettled = get_object_or_404(project.unsettled, pk=unsettled_pk)
    require(can_edit_plan(project))
    form = WordsForm(
        request.POST or None,
        label=_("How was it settled?"),
        hint=_("Was it a decision? Then record it under Decisions too, with the reasons."),
        missing=_("Say how it was settled."),
    )
    if form.is_valid():
        services.settle_unsettled(unsettled, outcome=form.cleaned_data["words"], now=timezone.now())
        messages.success(request, _("It is settled."))
        return redirect("plan:unsettled_list", slug)
    context = {"project": project, "tab": "plan", "form": form, "unsettled": unsettled}
    return render(request, "plan/unsettled_settle.html", context)
