"""Letters and calls: who is to be reached without email, what to tell each, and ticking it off."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.access import access, require
from core.numbers import read_number, read_numbers
from core.pages import page_by_key
from outbox import asked, letters, permissions, services
from outbox.forms import ReplySheetForm
from outbox.getters import get_asked_or_404
from projects.access import Who
from projects.getters import get_project_or_404, get_viewer_member

#: People on a page: more do not fit on a phone without tiring.
PEOPLE = 12


@access(Who.FACILITATOR)
def delivery_by_hand_list(request: HttpRequest, slug: str) -> HttpResponse:
    """List the people to write to or to ring, a card each, by name."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_see_deliveries(project))
    page = page_by_key(
        letters.people_to_reach(project),
        key=("known_as", "id"),
        places=project.members.all(),
        size=PEOPLE,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    done, over = letters.lately(project, now=timezone.now())
    context = {
        "project": project,
        "tab": "updates",
        "page": page,
        "cards": letters.gather(project, page.rows),
        "people": letters.count_people(project),
        "done": done,
        "over": over,
        "sheet_form": ReplySheetForm(),
    }
    return render(request, "outbox/delivery_by_hand_list.html", context)


@access(Who.FACILITATOR)
def delivery_by_hand_detail(request: HttpRequest, slug: str, reached_pk: int) -> HttpResponse:
    """Show what to say to one person on the phone, or their letter; and lead to where their answers are kept."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_see_deliveries(project))
    now, me = timezone.now(), get_viewer_member(project)
    member = get_asked_or_404(project, reached_pk, now=now)
    (card,) = letters.gather(project, [member])
    told = letters.put_into_words(card)
    questions = asked.asked_of(project, member, now=now, told=told)
    said: dict[str, Any] = {"me": me, "subjects": [one.subject for one in told], "asked": questions}
    context = {
        "project": project,
        "tab": "updates",
        "card": card,
        "told": told,
        "asked": questions,
        "to_say": asked.say_in_three(project, member, **said),
        "write_down": asked.write_down_for(project, member),
    }
    return render(request, "outbox/delivery_by_hand_detail.html", context)


@access(Who.FACILITATOR)
def sheet_find(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead from the number on a sheet that came back to what was asked on it."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_see_deliveries(project))
    number = read_number(request.GET.get("number", "").strip())
    if asked.reached_lately(project, now=timezone.now()).filter(pk=number or 0).exists():
        return redirect("outbox:delivery_by_hand_detail", slug, number)
    messages.warning(
        request, _("We know no sheet with this number. Look for the name on it, under People.")
    )
    return redirect("outbox:delivery_by_hand_list", slug)


@access(Who.FACILITATOR)
def delivery_done(request: HttpRequest, slug: str) -> HttpResponse:
    """Tick off all that a letter or a call told somebody, or put it back on the list."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_see_deliveries(project))
    if request.method != "POST":
        return redirect("outbox:delivery_by_hand_list", slug)
    numbers = read_numbers(request.POST.getlist("delivery"))
    if request.POST.get("undo"):
        services.untick_deliveries(project, numbers)
        messages.success(request, _("It is back on the list."))
    else:
        by, now = get_viewer_member(project), timezone.now()
        found = services.tick_deliveries(project, numbers, by=by, now=now)
        words = ngettext("%(n)s message ticked off.", "%(n)s messages ticked off.", found)
        messages.success(request, words % {"n": found} if found else _("That was done already."))
    return redirect("outbox:delivery_by_hand_list", slug)
