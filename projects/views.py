"""Pages with which a project is made and set up."""

from copy import copy
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.access import Visitor, access, require
from core.revisions import save_edit, status_of
from projects import permissions, services
from projects.access import MEMBERS, Who
from projects.forms import HelpForm, ProjectForm, PublicPageForm, PurposeForm, SafetyContactForm
from projects.getters import get_project_or_404
from projects.models import Member, Organisation
from projects.people_field import find_people


@access(Visitor.SIGNED_IN)
def project_new(request: HttpRequest) -> HttpResponse:
    """Go on to the organisation in which a project can be made; let choose where there are several."""
    organisations = list(
        Organisation.objects.open_to_new_projects_of(request.user).order_by("name")[:50]
    )
    if len(organisations) == 1:
        return redirect("projects:project_create", organisations[0].slug)
    return render(request, "projects/project_new.html", {"organisations": organisations})


@access(Who.FACILITATOR, Who.COORDINATOR)
def project_create(request: HttpRequest, organisation_slug: str) -> HttpResponse:
    """Make a project."""
    organisation = get_object_or_404(
        Organisation.objects.open_to_new_projects_of(request.user), slug=organisation_slug
    )
    user = cast(User, request.user)
    require(permissions.can_create_project(user, organisation))
    form = ProjectForm(request.POST or None, initial={"known_as": user.name})
    if form.is_valid():
        project = services.create_project(
            organisation=organisation, by=user, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("“%(name)s” is here. Now set it up.") % {"name": project.name})
        return redirect("plan:setup", project.slug)
    context = {"organisation": organisation, "form": form}
    return render(request, "projects/project_create.html", context)


@access(Who.FACILITATOR)
def purpose_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what the project is called and what it is for."""
    return _edit_words(request, slug, PurposeForm, "projects/purpose_edit.html")


@access(Who.FACILITATOR)
def help_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Say whom members can ask."""
    return _edit_words(request, slug, HelpForm, "projects/help_edit.html")


@access(Who.FACILITATOR)
def safety_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Say whom to ring when somebody may be in danger, and who outside the project is told."""
    return _edit_words(request, slug, SafetyContactForm, "projects/safety_edit.html")


def _edit_words(
    request: HttpRequest,
    slug: str,
    form_class: type[PurposeForm | HelpForm | SafetyContactForm],
    template: str,
) -> HttpResponse:
    """Save words of the project itself, unless somebody else changed them meanwhile."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_edit_plan(project))
    # A copy: the page shows the project as it is, whatever is typed.
    form = form_class(request.POST or None, instance=copy(project))
    if save_edit(
        form,
        lambda: services.change_project(
            form.save(commit=False),
            revision=form.cleaned_data["revision"],
            fields=form_class.Meta.fields,
        ),
    ):
        messages.success(request, _("It is saved."))
        return redirect("plan:setup", slug)
    context = {"project": project, "tab": "", "form": form}
    return render(request, template, context, status=status_of(form))


@access(Who.FACILITATOR)
def public_page_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose whether the project has a public page."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_edit_plan(project))
    form = PublicPageForm(request.POST or None, instance=copy(project))
    now = timezone.now()
    if save_edit(
        form, lambda: services.choose_public_page(form.instance, now=now, stood=form.stood[""])
    ):
        messages.success(request, _("It is saved."))
        return redirect("plan:setup", slug)
    context = {"project": project, "tab": "", "form": form}
    return render(request, "projects/public_page_edit.html", context, status=status_of(form))


@access(*MEMBERS)
def people_find(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who is found by a part of a name, to choose from in a form."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_choose_people(project))
    name = request.GET.get("name", "")
    found = find_people(
        Member.objects.taking_part().filter(project=project),
        request.GET.get(f"{name}-find", ""),
        name=name,
        is_single=request.GET.get("choose") == "one",
    )
    return render(request, "components/people_found.html", {"found": found})
