"""What members say of themselves: on coming in, later, or through a facilitator who writes it down."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.access import access, require
from core.offers import offered
from core.revisions import save_edit, status_of
from outbox.models import Preference
from participation import permissions, services
from participation.forms import AnswersForm, PartForm, WelcomeForm
from participation.getters import get_me, get_member_or_404
from participation.models import Group
from participation.people import experience_words
from projects.access import MEMBERS, Who
from projects.getters import get_project_or_404
from projects.models import Project


@access(*MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask a person who just came in a few questions; each can be left for later."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_say_part(project))
    member = get_me(project)
    form = WelcomeForm(request.POST or None, member=member, groups=_groups(project))
    if save_edit(form, lambda: services.record_part(member, **form.said, now=timezone.now())):
        messages.success(request, _("Thank you. You can change your answers at any time."))
        return redirect("home:project_home", slug)
    context = {"project": project, "tab": "people", "form": form, "member": member}
    return render(request, "participation/welcome.html", context, status=status_of(form))


@access(*MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def my_part(request: HttpRequest, slug: str) -> HttpResponse:
    """Show members their part: what they bring, how they hear, what is kept about them; with ``?change``, change it."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_say_part(project))
    member, form = get_me(project), None
    if request.method == "POST" or "change" in request.GET:
        form = PartForm(request.POST or None, member=member, groups=_groups(project))
    if form and save_edit(
        form, lambda: services.record_part(member, **form.said, now=timezone.now())
    ):
        messages.success(request, _("Your answers are saved."))
        return redirect("participation:my_part", slug)
    context = {
        "project": project,
        "tab": "people",
        "form": form,
        "member": member,
        "experience": experience_words(member),
        "speaks_for": member.speaks_for.filter(group__retired_at=None).select_related("group"),
        "preference": Preference.of(member),
        "parts": [part(project, member, on=timezone.localdate()) for part in offered("on_my_part")],
    }
    return render(request, "participation/my_part.html", context, status=status_of(form))


@access(Who.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def member_answers(request: HttpRequest, slug: str, member_pk: int) -> HttpResponse:
    """Let a facilitator write down what a member said on paper or aloud."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_manage_members(project))
    member = get_member_or_404(project, member_pk)
    form = AnswersForm(request.POST or None, member=member, groups=_groups(project))
    if save_edit(form, lambda: services.record_part(member, **form.said, now=timezone.now())):
        messages.success(request, _("The answers of %s are saved.") % member.known_as)
        return redirect("participation:member_detail", slug, member.pk)
    context = {"project": project, "tab": "people", "form": form, "member": member}
    return render(request, "participation/member_answers.html", context, status=status_of(form))


@access(*MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def project_leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask whether a member means to leave, on their first press; on the second, let them go."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_say_part(project))
    if request.method == "POST":
        if request.POST.get("sure") != "yes":
            promised = project.actions.open().filter(owner=get_me(project)).count()
            context = {"project": project, "tab": "people", "promised": promised}
            return render(request, "participation/project_leave.html", context)
        try:
            services.end_membership(get_me(project), now=timezone.now())
        except services.CannotDo as refusal:
            messages.warning(request, str(refusal))
        else:
            words = _("You left “%s”. What you said and did stays in it. Thank you for it.")
            messages.success(request, words % project.name)
            return redirect("home:person_home")
    return redirect(reverse("participation:my_part", args=[slug]) + "#leave")


def _groups(project: Project) -> list[Group]:
    """Return the groups that a member can be asked about."""
    return list(project.groups.on_map())
