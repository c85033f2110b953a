"""What members find about themselves, and how they leave."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.access import access, require
from core.offers import offered
from outbox.models import Preference
from participation import permissions, services
from participation.getters import get_me
from participation.mine import count_mine
from participation.models import Return
from participation.people import experience_words
from participation.people_map import spoken_for
from participation.views.thanks import my_thanks
from projects.access import MEMBERS
from projects.getters import get_project_or_404


@access(*MEMBERS)
@never_cache
def my_part(request: HttpRequest, slug: str) -> HttpResponse:
    """Show members their part: what they bring, how they hear, and what is kept about them."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_say_part(project))
    member = get_me(project)
    if request.GET.get("show") == "thanks":
        return my_thanks(request, project, member)
    context = {
        "project": project,
        "tab": "people",
        "member": member,
        "experience": experience_words(member),
        "speaks_for": spoken_for(member, sees_all=True),
        **count_mine(member, on=timezone.localdate()),
        "preference": Preference.of(member),
        "parts": [part(project, member, on=timezone.localdate()) for part in offered("on_my_part")],
    }
    return render(request, "participation/my_part.html", context)


@access(*MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def project_leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask whether a member means to leave, on their first press; on the second, let them go."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_say_part(project))
    if request.method == "POST":
        if request.POST.get("sure") != "yes":
            me = get_me(project)
            context = {
                "project": project,
                "tab": "people",
                "promised": project.actions.open().filter(owner=me).count(),
                "owed": me.returns.agreed().exclude(got=Return.Got.YES).count(),
            }
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
