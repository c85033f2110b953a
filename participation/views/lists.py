"""Adding many people at once: a list is shown line by line before anything happens."""

from collections import Counter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from core.access import access, require
from core.numbers import read_number
from core.pages import PAGE_SIZE
from participation import permissions, services
from participation.forms import ListForm
from participation.getters import get_me
from participation.member_lists import as_text
from participation.models import MemberImport
from participation.spreading import on_their_way
from projects.access import Who
from projects.coming import comes_from, onward, way_back
from projects.getters import get_project_or_404
from projects.models import Project

VERDICTS = (
    "new",
    "without",
    "shares",
    "asked",
    "wrong",
    "hidden",
    "twice",
    "here",
    "invited",
    "left",
    "passed",
)
#: So many people who asked not to be written to can be chosen on the page; others are invited one by one.
MOST_ASKED = 50


@access(Who.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def import_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a pasted list or a CSV file, and lead to its preview."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_manage_members(project))
    form = ListForm(
        request.POST or None, request.FILES or None, initial=_unconfirmed_list(request, project)
    )
    if form.is_valid():
        member_import = services.check_import(
            project,
            by=get_me(project),
            lines=form.cleaned_data["lines"],
            role=form.cleaned_data["role"],
            now=timezone.now(),
            sent_key=form.cleaned_data["sent_key"],
        )
        detail = reverse("participation:import_detail", args=[slug, member_import.pk])
        return redirect(onward(request, detail))
    context = {"project": project, "tab": "people", "form": form}
    context["back"] = way_back(request, slug, "participation:people")
    return render(request, "participation/import_create.html", context)


@access(Who.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def import_detail(request: HttpRequest, slug: str, import_pk: int) -> HttpResponse:
    """Show line by line what would happen; a button makes it happen, once."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_manage_members(project))
    member_import = get_object_or_404(MemberImport, project=project, pk=import_pk)
    member_import.project = project
    if request.method == "POST":
        return _confirm(request, member_import)
    context = {"project": project, "tab": "people", "import": member_import}
    context["came_from"] = comes_from(request)
    context["and_from"] = comes_from(request).replace("?", "&")
    context |= _preview(request, member_import)
    return render(request, "participation/import_detail.html", context)


def _confirm(request: HttpRequest, member_import: MemberImport) -> HttpResponse:
    """Invite and add those who are new, once, and say what was done."""
    project = member_import.project
    anyway = {read_number(line) or 0 for line in request.POST.getlist("anyway")}
    now = timezone.now()
    done = services.confirm_import(member_import, by=get_me(project), anyway=anyway, now=now)
    if not done.is_first:
        messages.info(request, _("This list was added before. Nothing was sent again."))
    if done.invited or (done.is_first and not done.added):
        messages.success(request, on_their_way(done.leaves, now=now))
    if done.added:
        words = ngettext(
            "%s person without email is here now.",
            "%s people without email are here now.",
            done.added,
        )
        messages.success(request, words % done.added)
    show = "?show=invited" if done.invited or not done.added else ""
    return redirect(f"{reverse('participation:people', args=[project.slug])}{show}")


def _unconfirmed_list(request: HttpRequest, project: Project) -> dict[str, str]:
    """Return the list that somebody goes back to change; nothing for a new one."""
    pk = read_number(request.GET.get("list")) or 0
    waiting = project.member_imports.filter(pk=pk, confirmed_at=None).first()
    return {"people": as_text(waiting.lines), "role": waiting.role} if waiting else {}


def _preview(request: HttpRequest, member_import: MemberImport) -> dict[str, object]:
    """Return one page of a list's lines, all of them or those with one verdict, and the number of each."""
    counts = Counter(line["verdict"] for line in member_import.lines)
    show = request.GET.get("show", "")
    lines = [line for line in member_import.lines if show not in counts or line["verdict"] == show]
    at = read_number(request.GET.get("start")) or 0
    at = at if at < len(lines) else 0
    return {
        "lines": lines[at : at + PAGE_SIZE],
        "show": show if show in counts else "",
        "counts": [(verdict, counts[verdict]) for verdict in VERDICTS if counts[verdict]],
        "total": len(member_import.lines),
        "new": counts["new"],
        "without": counts["without"] + counts["shares"],
        "hidden": counts["hidden"],
        "asked": [line for line in member_import.lines if line["verdict"] == "asked"][:MOST_ASKED],
        "earlier": str(max(at - PAGE_SIZE, 0)) if at else "",
        "later": str(at + PAGE_SIZE) if at + PAGE_SIZE < len(lines) else "",
    }
