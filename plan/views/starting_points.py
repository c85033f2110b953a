"""Pages of what people add to a starting point."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access, require
from plan import permissions, services
from plan.addresses import known_address
from plan.forms import AdditionForm
from plan.models import Addition
from plan.views.known_one import show_one
from projects.access import MEMBERS
from projects.getters import get_member_or_403, get_project_or_404


@access(*MEMBERS)
def addition_create(request: HttpRequest, slug: str, starting_point_pk: int) -> HttpResponse:
    """Add to a starting point in one's own words, or write down what somebody said."""
    project = get_project_or_404(request.user, slug)
    starting_point = get_object_or_404(project.starting_points.in_force(), pk=starting_point_pk)
    require(permissions.can_add_in_own_words(project))
    me = get_member_or_403(project)
    if request.method != "POST":
        return redirect(known_address(slug, "data", one=starting_point_pk) + "#add")
    form = AdditionForm(request.POST, instance=Addition(starting_point=starting_point), me=me)
    if not form.is_valid():
        return show_one(request, project, f"data-{starting_point_pk}", form=form)
    services.add_to_starting_point(starting_point, by=me, now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Thank you. Everybody can read it beside the data."))
    return redirect(known_address(slug, "data", one=starting_point_pk))


@access(*MEMBERS)
def addition_take_back(request: HttpRequest, slug: str, addition_pk: int) -> HttpResponse:
    """Take back what one added, or wrote down for somebody."""
    project = get_project_or_404(request.user, slug)
    addition = get_object_or_404(Addition, starting_point__project=project, pk=addition_pk)
    require(permissions.can_take_back(project, addition))
    if request.method == "POST":
        services.take_back_addition(addition)
        messages.success(request, _("It is taken back."))
    return redirect(known_address(slug, "data", one=addition.starting_point_id))
