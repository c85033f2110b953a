"""What a project shows to everybody: its public page, for projects that chose to have one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import conditional_page

from core.access import Visitor, access
from core.pages import page_by_key
from updates.decisions import named_decisions
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
    }
    return _asked_again(request, render(request, "updates/public_page.html", context))


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
