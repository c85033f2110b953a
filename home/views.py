"""Pages that bring all of it together, and those that are true of all of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import sessions
from accounts.getters import signed_in
from accounts.models import User
from core.access import Visitor, access
from core.pages_of_lists import page_of_list
from elements.models import Element
from home import asked, facts, happened, ours, services
from home.forms import BeginForm, FindForm
from home.greeting import greeting
from home.search.asking import search
from home.search.hits import HITS, show
from home.search.keeping import keep_up
from plan.getters import get_ending
from projects.access import PROJECT_READERS
from projects.getters import get_project_or_404


@access(Visitor.ANYBODY, because="Signed out it is the front page, which says what this is.")
@require_safe
def person_home(request: HttpRequest) -> HttpResponse:
    """Show what is asked of a person in each of their projects; with one project, that one; else the front page."""
    if not isinstance(request.user, User):
        elements = Element.objects.filter(framework__is_current=True, retired_at=None)
        return render(request, "home/front.html", {"elements": elements})
    mine = ours.projects_of(request.user)
    organisations = ours.organisations_of(request.user)
    if len(mine) == 1 and not organisations:
        return redirect(mine[0])
    now = timezone.now()
    known = facts.of_person(request.user, mine, now=now, on=timezone.localdate())
    context = {
        "invitations": asked.of_no_project(known),
        "projects": [
            {
                "project": project,
                "asked": asked.in_project(known, project),
                "answered": asked.answered(known, project),
            }
            for project in mine
        ],
        "news": happened.since(request.user, mine, now=now, lines=happened.lines_of(known)),
        "organisations": organisations,
    }
    return render(request, "home/person_home.html", context)


@access(*PROJECT_READERS)
def project_home(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what is asked, what was answered, what happened since the last visit, and what comes next in a project."""
    project = get_project_or_404(request.user, slug)
    user = signed_in(request)
    now = timezone.now()
    known = facts.in_project(user, project, now=now, on=timezone.localdate())
    found = asked.in_project(known, project)
    context = {
        "project": project,
        "tab": "home",
        "today": known.on,
        "asked": found,
        "greeting": greeting(found),
        "invitations": asked.of_no_project(known),
        "answered": asked.answered(known, project),
        "news": happened.since(user, [project], now=now, lines=happened.lines_of(known)),
        "ahead": ours.ahead(known, project),
        "ending": get_ending(project),
    }
    return render(request, "home/project_home.html", context)


@access(*PROJECT_READERS)
def find(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what was found of what somebody typed, the likeliest first; or all that happened, newest first."""
    project = get_project_or_404(request.user, slug)
    form = FindForm(request.GET)
    beside = {name: request.GET.get(name, "") for name in ("after", "before")}
    context = {"project": project, "tab": "home", "form": form}
    if not form.typed:
        context["page"] = happened.page(project, **beside)
        return render(request, "home/find.html", context)
    is_all = keep_up(project.pk)
    found = search(project, form.typed)
    page = page_of_list(found.rows, size=HITS, **beside)
    context |= {
        "found": found,
        "hits": show(project, page.rows, found.words),
        "pages": page.addresses(q=form.typed),
        "is_all": is_all,
    }
    return render(request, "home/find.html", context)


@access(
    Visitor.ANYBODY,
    because="Whoever opens the one-time link of an empty installation is nobody yet.",
)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, token: str) -> HttpResponse:
    """Name the organisation and oneself as its first coordinator, once; the address is shown again before it counts."""
    link = services.find_first_link(token)
    if link is None:
        return render(request, "home/begin_over.html", status=410)
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and "change" not in request.POST:
        if request.POST.get("sure") != form.cleaned_data["email"]:
            return render(request, "home/begin_check.html", {"said": form.cleaned_data})
        now = timezone.now()
        try:
            user = services.begin_installation(link, now=now, **form.cleaned_data)
        except services.LinkUsed:
            return render(request, "home/begin_over.html", status=410)
        sessions.begin(request, user, now=now)
        return redirect("projects:project_new")
    return render(request, "home/begin.html", {"form": form})


@access(Visitor.ANYBODY, because="What this is, and whose ideas it stands on, is for everybody.")
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "home/about.html")


@access(Visitor.ANYBODY, because="Whoever cannot use a page needs this one before signing in.")
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Lead to what is said about it on the page about Coproduce."""
    return redirect(f"{reverse('home:about')}#accessibility")


@access(Visitor.ANYBODY, because="What is kept about people is said before they give it.")
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "home/privacy.html")
