"""What a project shows to everybody: its public page, for projects that chose to have one."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import conditional_page

from accounts.views import connection
from core.access import Visitor, access
from core.pages import Page, page_by_key
from meetings.calendar import KIND, calendar_of
from outbox.forms import FollowForm
from outbox.services import AskedTooOften, ask_to_follow
from participation.forms import JoinForm
from participation.services import ask_to_join
from plan.models import Boundary
from projects.models import Project
from questions.forms.responding import ResponseForm
from questions.models import CommunityQuestion
from questions.services import CommunityNotAsked, MailboxFull, add_response
from updates.decisions import named_decisions
from updates.feeds import PublicNews
from updates.getters import get_public_project_or_404
from updates.kept_pages import kept_or_made
from updates.models import Update
from updates.public import (
    HIGH,
    WIDE,
    asked_outside,
    calendar_meetings,
    decisions_in_force,
    open_meetings,
    plan_in_short,
    public_boundaries,
    public_said,
)

PUBLIC = "the project chose to have a public page"
#: News and decisions on a page; the older ones are a link away.
NEWS, DECISIONS = 5, 5
#: What can change and what cannot that is not folded.
LIMITS_SHOWN = 2


@access(Visitor.ANYBODY, because=PUBLIC)
@conditional_page
def public_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a project is for, where it stands, what it decided and told."""
    project = get_public_project_or_404(slug)
    page = kept_or_made(request, project, lambda: _public_page(request, project))
    return _asked_again(request, page)


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


@csrf_exempt  # As for those who follow.
@sensitive_post_parameters()
@access(Visitor.ANYBODY, because="whoever reads a public page can respond to what it asks")
@never_cache
def public_respond(request: HttpRequest, slug: str, asked_pk: int) -> HttpResponse:
    """Take a response, and send a link to its address; nobody reads it before that is used."""
    project = get_public_project_or_404(slug)
    page = reverse("updates:public_page", args=[slug])
    rows = CommunityQuestion.objects.open().select_related("project")
    asked = rows.filter(project=project, pk=asked_pk).first()
    form = _response_form(asked_pk, request.POST or None)
    if not form.is_bound:
        get_object_or_404(project.community_questions, pk=asked_pk)
        return redirect(f"{page}#asking")
    if asked is None or project.has_ended:
        return _public_page(request, project, not_sent=form["words"].value())
    if form.is_valid():
        where, now = connection(request), timezone.now()
        try:
            add_response(asked, **form.cleaned_data, connection=where, now=now)
        except AskedTooOften:
            form.add_error(None, _("Too many people write just now. Please try again in an hour."))
        except MailboxFull:
            form.add_error(
                "address",
                _(
                    "Many emails with a link went to this address today. Open the links in them first, or try again"
                    " tomorrow. What you wrote is still here."
                ),
            )
        except CommunityNotAsked:
            return _public_page(request, project, not_sent=form["words"].value())
        else:
            return redirect(f"{page}?responded=yes#asking")
    return _public_page(request, project, response=(asked, form))


def _response_form(asked_pk: int, data: QueryDict | None = None) -> ResponseForm:
    return ResponseForm(data, auto_id=f"response_{asked_pk}_%s")


def _public_page(
    request: HttpRequest,
    project: Project,
    *,
    follow: FollowForm | None = None,
    join: JoinForm | None = None,
    response: tuple[CommunityQuestion, ResponseForm] | None = None,
    not_sent: str | None = None,
) -> HttpResponse:
    """
    Show the page, with one of its forms as it was sent.

    :param response: what somebody wrote to what is asked, and its form.
    :param not_sent: what they wrote to what is not asked any more; it is given back to them.
    """
    context = {
        **_where_we_are(request, project),
        "follow": follow or FollowForm(),
        "join": join or JoinForm(auto_id="join_%s"),
        "asking": _asking(request, project, response),
        "form": follow or join or (response and response[1]),
        "is_response_sent": "responded" in request.GET,
        "not_sent": not_sent,
        "is_asked": "asked" in request.GET,
        "is_join_asked": "join" in request.GET,
    }
    return render(request, "updates/public_page.html", context)


def _where_we_are(request: HttpRequest, project: Project) -> dict[str, Any]:
    """Return what everybody reads there: news, decisions, the plan in short, and what people said."""
    page = page_by_key(
        Update.objects.filter(project=project).public().with_public_decisions(),
        key=("sent_at", "id"),
        descending=True,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        size=NEWS,
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
    return {
        "project": project,
        "shared": _shared(project),
        "page": page,
        "news": [(update, named_decisions(update)) for update in page.rows],
        "plan": plan_in_short(project),
        "decided": decided,
        "meetings": open_meetings(project, now=timezone.now()),
        "boundaries": _some_first(public_boundaries(project)),
        "said": public_said(project, after=request.GET.get("said", "")),
    }


def _some_first(rows: list[Boundary]) -> tuple[list[Boundary], list[Boundary]] | None:
    """Return those that are seen, and those that are folded; None where there are none."""
    return (rows[:LIMITS_SHOWN], rows[LIMITS_SHOWN:]) if rows else None


def _shared(project: Project) -> dict[str, Any]:
    """Return what other programs show beside a link to the page: the addresses are whole."""
    page, picture = (
        f"{settings.SITE_URL}{reverse(f'updates:public_{what}', args=[project.slug])}"
        for what in ("page", "picture")
    )
    return {"page": page, "picture": picture, "wide": WIDE, "high": HIGH}


def _asking(
    request: HttpRequest, project: Project, sent: tuple[CommunityQuestion, ResponseForm] | None
) -> Page:
    """Return what everybody is asked, each with its form; what was sent and has errors stands first."""
    page = asked_outside(project, after=request.GET.get("asking", ""))
    rows = [row for row in page.rows if sent is None or row[0].pk != sent[0].pk]
    if sent:
        rows = [*asked_outside(project, only=sent[0].pk).rows, *rows]
    for one, _idea in rows:
        one.form = sent[1] if sent and one.pk == sent[0].pk else _response_form(one.pk)
    return replace(page, rows=rows)


@access(Visitor.ANYBODY, because=PUBLIC)
@conditional_page
def public_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the news as an Atom feed."""
    project = get_public_project_or_404(slug)
    response = kept_or_made(request, project, lambda: PublicNews()(request, slug=slug))
    # When the newest was sent says nothing of what was taken off since, or put there later.
    response.headers.pop("Last-Modified", None)
    return _asked_again(request, response)


@access(Visitor.ANYBODY, because=PUBLIC)
@conditional_page
def public_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the meetings to which everybody can come as a file that calendars read, and read again."""
    project = get_public_project_or_404(slug)
    meetings = calendar_meetings(project, on=timezone.localdate())
    page = reverse("updates:public_page", args=[slug])
    text = calendar_of(meetings, for_everybody=page)
    response = HttpResponse(text, content_type=f"{KIND}; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="meetings.ics"'
    return _asked_again(request, response)


@access(Visitor.ANYBODY, because=PUBLIC)
@conditional_page
def public_picture(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the picture that other programs show beside a link to the page: two names, and no word of anybody."""
    # What draws takes memory, and most processes never do.
    from updates.sharing import sharing_picture

    project = get_public_project_or_404(slug)
    drawn = sharing_picture(project.name, project.organisation.name)
    return _asked_again(request, HttpResponse(drawn, content_type="image/png"))


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
