"""Pages of starting points: data, and what people add to it."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import MEMBERS, PROJECT_READERS, Who, access, require
from plan import permissions, services
from plan.forms import AdditionForm, EditStartingPointForm, NewStartingPointForm
from plan.models import Addition
from plan.views.kept import Kind, create_kept, edit_kept, list_kept, retire_kept
from projects.getters import get_member_or_403, get_project_or_404
from projects.permissions import can_edit_plan

STARTING_POINT = Kind(
    noun="starting_point",
    new_form=NewStartingPointForm,
    edit_form=EditStartingPointForm,
    may_write=can_edit_plan,
    title=gettext_lazy("Starting points"),
    add=gettext_lazy("Add a starting point"),
    lead=gettext_lazy("Data starts a conversation. Members add to it what it leaves out."),
    change=gettext_lazy("Change this starting point"),
    retire=gettext_lazy("We no longer start from this"),
    why=gettext_lazy("Why do we no longer start from this?"),
)


@access(*PROJECT_READERS)
def starting_point_list(request: HttpRequest, slug: str) -> HttpResponse:
    """List the starting points, each with how much people added."""
    project = get_project_or_404(request.user, slug)
    rows = project.starting_points.annotate(addition_count=Count("additions"))
    return list_kept(request, project, STARTING_POINT, rows)


@access(*PROJECT_READERS)
def starting_point_detail(request: HttpRequest, slug: str, starting_point_pk: int) -> HttpResponse:
    """Show a starting point, what people added, and a place to add to it."""
    project = get_project_or_404(request.user, slug)
    starting_point = get_object_or_404(project.starting_points, pk=starting_point_pk)
    can_add = permissions.can_add_in_own_words(project) and not starting_point.retired_at
    context = {
        "project": project,
        "tab": "plan",
        "starting_point": starting_point,
        "additions": starting_point.additions.select_related("member", "written_by"),
        "form": AdditionForm(me=get_member_or_403(project)) if can_add else None,
        "can_write": can_edit_plan(project),
    }
    return render(request, "plan/starting_point_detail.html", context)


@access(Who.FACILITATOR)
def starting_point_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a piece of data, with what it tells us and what it leaves out."""
    return create_kept(request, slug, STARTING_POINT)


@access(Who.FACILITATOR)
def starting_point_edit(request: HttpRequest, slug: str, starting_point_pk: int) -> HttpResponse:
    """Change what a starting point says."""
    return edit_kept(request, slug, STARTING_POINT, starting_point_pk)


@access(Who.FACILITATOR)
def starting_point_retire(request: HttpRequest, slug: str, starting_point_pk: int) -> HttpResponse:
    """Say that we no longer start from it, and why."""
    return retire_kept(request, slug, STARTING_POINT, starting_point_pk)


@access(*MEMBERS)
def addition_create(request: HttpRequest, slug: str, starting_point_pk: int) -> HttpResponse:
    """Add to a starting point in one's own words, or write down what somebody said."""
    project = get_project_or_404(request.user, slug)
    starting_point = get_object_or_404(project.starting_points.in_force(), pk=starting_point_pk)
    require(permissions.can_add_in_own_words(project))
    me = get_member_or_403(project)
    form = AdditionForm(
        request.POST or None, instance=Addition(starting_point=starting_point), me=me
    )
    if form.is_valid():
        services.add_to_starting_point(
            starting_point, by=me, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Thank you. It stands with the data now."))
        return redirect("plan:starting_point_detail", slug, starting_point_pk)
    context = {"project": project, "tab": "plan", "form": form, "starting_point": starting_point}
    return render(request, "plan/addition_create.html", context)


@access(*MEMBERS)
def addition_take_back(request: HttpRequest, slug: str, addition_pk: int) -> HttpResponse:
    """Take back what one added, or wrote down for somebody."""
    project = get_project_or_404(request.user, slug)
    addition = get_object_or_404(Addition, starting_point__project=project, pk=addition_pk)
    require(permissions.can_take_back(project, addition))
    if request.method == "POST":
        services.take_back_addition(addition)
        messages.success(request, _("It is taken back."))
    return redirect("plan:starting_point_detail", slug, addition.starting_point_id)
