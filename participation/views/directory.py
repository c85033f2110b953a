"""The directory: what members share with each other, on a page and on paper; and keeping one's entry for longer."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from core.access import access, require
from core.dates import long_date
from outbox.cards import comes_back
from participation import permissions, services
from participation.coming_in import QUESTIONS
from participation.directory import (
    DIRECTORY,
    MOST_PRINTED,
    entries_of,
    entry_of,
    list_entries,
    path_of_directory,
)
from participation.getters import get_me, get_member_or_404
from participation.models import Consent
from projects.access import MEMBERS, Who
from projects.getters import get_project_or_404, get_viewer_member
from projects.models import Member, Project


@never_cache
def show_directory(request: HttpRequest, project: Project) -> HttpResponse:
    """Show members what the others share today, and what they share themselves; or all of it, to be printed."""
    me, on = get_viewer_member(project), timezone.localdate()
    require(permissions.can_read_directory(project, me))
    context: dict[str, Any] = {"project": project, "tab": "people", "today": on}
    if "print" in request.GET:
        rows = entries_of(project, on=on).order_by("member__known_as", "pk")
        found = list(rows[: MOST_PRINTED + 1])
        entries = found[:MOST_PRINTED]
        context |= {
            "entries": entries,
            "has_more": len(found) > MOST_PRINTED,
            "destroy_on": min((entry.until for entry in entries), default=on),
            "back_url": path_of_directory(project.slug),
        }
        return render(request, "participation/directory_paper.html", context)
    keys = {name: request.GET.get(name, "") for name in ("after", "before")}
    page = list_entries(project, on=on, **keys)
    mine = entry_of(me, on=on) if me else None
    context |= {
        "page": page,
        "pages": page.addresses(show=DIRECTORY),
        "me": me,
        "mine": mine,
        "keep_until": mine.next_day(on) if mine and mine.is_ending(on) else None,
        "question": QUESTIONS[Consent.Purpose.DIRECTORY],
        "can_manage": permissions.can_manage_members(project),
    }
    return render(request, "participation/directory.html", context)


@access(*MEMBERS)
def directory_keep(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep, on POST, what whoever looks shares, for as long again."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_say_part(project))
    if request.method == "POST":
        _keep(request, get_me(project), by=None)
    return redirect(path_of_directory(project.slug))


@access(Who.FACILITATOR)
@comes_back
def member_directory_keep(request: HttpRequest, slug: str, member_pk: int) -> HttpResponse:
    """The same for a member who told a facilitator so."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_manage_members(project))
    member = get_member_or_404(project, member_pk)
    if request.method == "POST":
        require(permissions.can_write_down_for(member))
        _keep(request, member, by=get_me(project))
    return redirect("participation:member_receipt", slug, member.pk)


def _keep(request: HttpRequest, member: Member, *, by: Member | None) -> None:
    stood, now = request.POST.get("stood", ""), timezone.now()
    if services.keep_entry(member, stood=stood, by=by, now=now):
        entry = entry_of(member, on=timezone.localdate(now))
        day = long_date(entry.until) if entry else ""
        messages.success(request, _("It stays in the directory until %(day)s.") % {"day": day})
    else:
        messages.info(request, _("Nothing was changed. Look below at how it is now."))
