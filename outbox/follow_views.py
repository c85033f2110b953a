"""Following a project with an address alone: agreed to and stopped by a link; what facilitators see of it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from core.access import Visitor, access, require
from core.pages import page_by_key
from outbox import permissions, services
from outbox.forms import ChooseRhythmForm, InviteFollowersForm
from outbox.links import follower_links
from outbox.models import Delivery, Follower
from outbox.models.followers import FOLLOWER
from projects.access import Who
from projects.getters import get_project_or_404
from projects.models import Project

MESSAGES = 10
#: A token would set a cookie. Nothing here is done in the name of whoever is signed in.
_NO_COOKIE = csrf_exempt


@_NO_COOKIE
@access(
    Visitor.ANYBODY, because="whoever follows has no account; the link is signed, and asks first"
)
@never_cache
def follower(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whoever has the link whether they follow, and how often they hear; change that later."""
    found = Follower.objects.of_token(token)
    if found is None:
        return _gone(request)
    form = ChooseRhythmForm(request.POST or None, initial={"rhythm": found.rhythm})
    if form.is_valid():
        said = {"language": found.language, **form.cleaned_data}
        if not services.confirm_following(found, **said, now=timezone.now()):
            return _gone(request)
        return redirect(f"{request.path}?saved=yes")
    stop = follower_links(found)["unsubscribe_url"]
    context = {"follower": found, "project": found.project, "form": form, "stop_url": stop}
    context["is_saved"] = "saved" in request.GET
    return render(request, "outbox/follower.html", context)


@_NO_COOKIE
@access(
    Visitor.ANYBODY, because="a mail program stops it by one POST (RFC 8058); the link is signed"
)
@never_cache
def follower_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button that deletes the address; a POST, also by a mail program, does it."""
    found = Follower.objects.of_token(token)
    if found is None:
        return _gone(request)
    if request.method == "POST":
        services.stop_following(found, now=timezone.now())
    context = {"project": found.project, "is_done": request.method == "POST"}
    return render(request, "outbox/follower_stop.html", context)


def _gone(request: HttpRequest) -> HttpResponse:
    """Say that an address is not there any more, or that a link leads nowhere: which of the two, nothing tells."""
    return render(request, "outbox/follower_gone.html", status=410)


@access(Who.FACILITATOR)
@never_cache
def follower_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Say how many follow and what they got, never who; ask people to follow whose addresses somebody wrote down."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_see_deliveries(project))
    form = InviteFollowersForm(request.POST or None)
    if project.is_public and form.is_valid():
        language = settings.LANGUAGE_CODE
        services.invite_to_follow(
            project, **form.cleaned_data, language=language, now=timezone.now()
        )
        messages.success(
            request,
            _("We ask those who do not follow, did not stop, and were not asked in the last week."),
        )
        return redirect("outbox:follower_list", slug)
    return render(request, "outbox/follower_list.html", _followers(request, project, form))


def _followers(request: HttpRequest, project: Project, form: InviteFollowersForm) -> dict[str, Any]:
    """Return what facilitators see: numbers alone."""
    told = project.messages.filter(deliveries__recipient__startswith=FOLLOWER)
    page = page_by_key(
        told.to_list().distinct(),
        key="id",
        size=MESSAGES,
        descending=True,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    return {
        "project": project,
        "tab": "updates",
        "form": form,
        "counts": Follower.objects.filter(project=project).count_by_rhythm(),
        "page": page,
        "rows": Delivery.objects.counts_of(page.rows),
        "follow_url": request.build_absolute_uri(
            reverse("updates:public_page", args=[project.slug]) + "#follow"
        ),
    }
