"""What a project shows to everybody: its public page, for projects that chose to have one."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import conditional_page

from accounts.views import connection
from core.access import Visitor, access
from core.pages import page_by_key
from outbox.forms import FollowForm
from outbox.services import AskedTooOften, ask_to_follow
from participation.forms import JoinForm
from participation.services import ask_to_join
from projects.models import Project
from updates.decisions import named_decisions
from updates.feeds import PublicNews
from updates.getters import get_public_project_or_404
from updates.models import Update
from updates.public import decisions_in_force, plan_in_short, public_said

PUBLIC = "the project chose to have a public page"
#: Decisions on a page; the older ones are a link away.
DECISIONS = 5


@access(Visitor.ANYBODY, because=PUBLIC)
@conditional_page
def public_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a project is for, where it stands, what it decided and told."""
    project = get_public_project_or_404(slug)
    return _asked_again(request, _public_page(request, project))


@csrf_exempt  # A token would set a cookie. Nothing here is done in the name of whoever is signed in.
@sensitive_post_parameters()
@access(Visitor.ANYBODY, because="whoever reads a public page can follow the project by email")
@never_cache
def public_follow(request: HttpRequest, slug: str) -> HttpResponse:
    """Take an address, and send an email there that asks; the page says the same, whether it follows already or not."""
    project = get_public_project_or_404(slug)
    form = FollowForm(request.POST or None)
    if form.is_valid():
        said = {"language": settings.LANGUAGE_CODE, **form.cleaned_data}
        try:
            ask_to_follow(project, **said, connection=connection(request), now=timezone.now())
        except AskedTooOften:
            form.add_error(None, _("Too many emails were asked for. Please try again in an hour."))
        else:
            return redirect(reverse("updates:public_page", args=[slug]) + "?asked=yes#follow")
    if not form.is_bound:
        return redirect(reverse("updates:public_page", args=[slug]) + "#follow")
    return _public_page(request, project, follow=form)


@csrf_exempt  # As for those who follow.
@sensitive_post_parameters()
@access(Visitor.ANYBODY, because="whoever reads a public page can ask to take part")
@never_cache
def public_join(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a request to take part, and send a link to its address; nobody reads it before that is used."""
    project = get_public_project_or_404(slug)
    page = reverse("updates:public_page", args=[slug])
    form = JoinForm(request.POST or None, auto_id="join_%s")
    if project.has_ended or not form.is_bound:
        return redirect(f"{page}#join")
    if form.is_valid():
        where, now = connection(request), timezone.now()
        try:
            ask_to_join(project, **form.cleaned_data, connection=where, now=now)
        except AskedTooOften:
            form.add_error(None, _("Too many people ask just now. Please try again in an hour."))
        else:
            return redirect(f"{page}?join=asked#join")
    return _public_page(request, project, join=form)


def _public_page(
    request: HttpRequest,
    project: Project,
    *,
    follow: FollowForm | None = None,
    join: JoinForm | None = None,
) -> HttpResponse:
    page = page_by_key(
        Update.objects.filter(project=project).public().with_public_decisions(),
        key=("sent_at", "id"),
        descending=True,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    decided = page_by_key(
        decisions_in_force(project),
        key="number",
        descending=True,
        after=request.GET.get("decided", ""),
        size=DECISIONS,
    )
    for update in page.rows:
        update.project = project
    context = {
        "project": project,
        "page": page,
        "news": [(update, named_decisions(update)) for update in page.rows],
        "plan": plan_in_short(project),
        "decided": decided,
        "said": public_said(project, after=request.GET.get("said", "")),
        "follow": follow or FollowForm(),
        "join": join or JoinForm(auto_id="join_%s"),
        "form": follow or join,
        "is_asked": "asked" in request.GET,
        "is_join_asked": "join" in request.GET,
    }
    return render(request, "updates/public_page.html", context)


@access(Visitor.ANYBODY, because=PUBLIC)
@conditional_page
def public_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the news as an Atom feed."""
    response = PublicNews()(request, slug=slug)
    # When the newest was sent says nothing of what was taken off since, or put there later.
    response.headers.pop("Last-Modified", None)
    return _asked_again(request, response)


@access(Visitor.ANYBODY, because=PUBLIC)
def public_decisions(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead to the decisions on the public page; they had an address of their own."""
    get_public_project_or_404(slug)
    return redirect(reverse("updates:public_page", args=[slug]) + "#decided")


def _asked_again(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """
    Let a copy be kept, and shown only when we said that it is still right: it is gone as soon as the page is.

    The page of somebody signed in is never kept.
    """
    if not request.user.is_authenticated:
        response.headers["Cache-Control"] = "public, no-cache"
    return response
