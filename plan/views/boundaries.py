"""Pages of what is open to change and what is fixed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access, require
from core.page_at import page_at
from core.pages import page_by_key
from core.revisions import save_edit, status_of
from plan import permissions, services
from plan.forms import EditBoundaryForm, NewBoundaryForm
from plan.getters import get_reading
from plan.models import Boundary
from plan.readers import count_readers
from projects.access import MEMBERS, PROJECT_READERS, Who
from projects.coming import comes_from, way_back
from projects.forms import WordsForm
from projects.getters import get_member_or_403, get_project_or_404
from projects.permissions import can_edit_plan


@access(*PROJECT_READERS)
def boundary_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what is open and what is fixed, and let a member say that they have read it."""
    project = get_project_or_404(request.user, slug)
    show_retired = request.GET.get("show") == "retired"
    rows = project.boundaries.retired() if show_retired else project.boundaries.in_force()
    rows = rows.prefetch_related("changes__by")
    page = page_by_key(
        rows,
        key="pk",
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    page = page_at(page, rows, at=request.GET.get("at", ""), key="pk")
    context = {
        "project": project,
        "tab": "plan",
        "boundaries": page.rows,
        "pages": page.addresses(show="retired" if show_retired else ""),
        "show_retired": show_retired,
        "can_edit": can_edit_plan(project),
        "reading": get_reading(project),
        "readers": None if show_retired else count_readers(project),
        "came_from": comes_from(request),
    }
    return render(request, "plan/boundary_list.html", context)


@access(*MEMBERS)
def boundaries_read(request: HttpRequest, slug: str) -> HttpResponse:
    """Note that a member has read what is open and what is fixed, as it stood on their page."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_read_boundaries(project))
    if request.method != "POST":
        return redirect("plan:boundary_list", slug)
    reading = get_reading(project)
    if reading.shown != request.POST.get("shown"):
        messages.warning(request, _("Something changed while you were reading. Look at it again."))
        return redirect("plan:boundary_list", slug)
    services.read_boundaries(get_member_or_403(project), now=timezone.now())
    messages.success(request, _("Thank you. We have noted that you have read it."))
    return redirect("plan:plan", slug)


@access(Who.FACILITATOR)
def boundary_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that something is open or fixed."""
    project = get_project_or_404(request.user, slug)
    require(can_edit_plan(project))
    form = NewBoundaryForm(request.POST or None, instance=Boundary(project=project))
    if form.is_valid():
        services.add_boundary(project, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Thank you. We ask everybody to read it."))
        return redirect(way_back(request, slug, "plan:boundary_list"))
    context = {"project": project, "tab": "plan", "form": form}
    context["back"] = way_back(request, slug, "plan:boundary_list")
    return render(request, "plan/boundary_create.html", context)


@access(Who.FACILITATOR)
def boundary_edit(request: HttpRequest, slug: str, boundary_pk: int) -> HttpResponse:
    """Change what a boundary says; what it said before stays in view."""
    project = get_project_or_404(request.user, slug)
    boundary = get_object_or_404(project.boundaries.in_force(), pk=boundary_pk)
    require(can_edit_plan(project))
    form = EditBoundaryForm(request.POST or None, instance=boundary)
    if save_edit(
        form,
        lambda: services.change_boundary(
            form.save(commit=False),
            revision=form.cleaned_data["revision"],
            by=get_member_or_403(project),
            now=timezone.now(),
        ),
    ):
        messages.success(request, _("It is changed. We ask everybody to read it again."))
        return redirect("plan:boundary_list", slug)
    context = {"project": project, "tab": "plan", "form": form}
    return render(request, "plan/boundary_edit.html", context, status=status_of(form))


@access(Who.FACILITATOR)
def boundary_retire(request: HttpRequest, slug: str, boundary_pk: int) -> HttpResponse:
    """Say that a boundary no longer holds, and why."""
    project = get_project_or_404(request.user, slug)
    boundary = get_object_or_404(project.boundaries, pk=boundary_pk)
    require(can_edit_plan(project))
    form = WordsForm(
        request.POST or None,
        label=_("Why is it no longer true?"),
        hint=_("Everybody can still read it, with your reason."),
        missing=_("Say why it is no longer true."),
    )
    if form.is_valid():
        services.retire_boundary(boundary, why=form.cleaned_data["words"], now=timezone.now())
        messages.success(request, _("Thank you. We ask everybody to read the rest again."))
        return redirect("plan:boundary_list", slug)
    context = {"project": project, "tab": "plan", "form": form, "boundary": boundary}
    return render(request, "plan/boundary_retire.html", context)
