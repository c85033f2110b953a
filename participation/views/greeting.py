"""Whoever comes in is met: who says hello to whom by when, and whether it happened."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Case, IntegerField, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access, require
from core.numbers import read_number
from participation import permissions, services
from participation.getters import get_me
from participation.models import Greeting, GreetingQuerySet
from participation.reaching import reach_of
from projects.access import MEMBERS, Who
from projects.getters import get_project_or_404
from projects.models import Member, Project

#: So many are shown at a time; the others come when these are met.
MOST = 50


@access(Who.FACILITATOR)
def greeting_list(request: HttpRequest, slug: str) -> HttpResponse:
    """List who came in and has not been met, and who was met lately."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_manage_members(project))
    rows = _rows(project)
    me = get_me(project)
    is_mine = Case(When(by=me, then=0), default=1, output_field=IntegerField())
    waiting = rows.open().exclude(member=me).order_by(is_mine, "due_on", "pk")
    shown = [(row, *reach_of(row.member)) for row in waiting[:MOST]]
    context = {
        "project": project,
        "tab": "people",
        "me": me,
        "waiting": shown,
        "more": waiting.count() - len(shown),
        "met": rows.filter(said_at__isnull=False).order_by("-said_at", "-pk")[:20],
        "today": timezone.localdate(),
    }
    return render(request, "participation/greeting_list.html", context)


def _rows(project: Project) -> GreetingQuerySet:
    rows: GreetingQuerySet = Greeting.objects.filter(project=project)
    return rows.select_related("by", "member__user__refused", "member__preference")


@access(Who.FACILITATOR)
def greeting_done(request: HttpRequest, slug: str, greeting_pk: int) -> HttpResponse:
    """Note that whoever looks has said hello."""

    def note(found: Greeting, me: Member) -> str:
        if services.note_hello(found, by=me, now=timezone.now()):
            return _("Thank you. We have noted that you said hello to %(name)s.")
        return _("%(name)s is no longer waiting: somebody said hello, or they have left.")

    return _change(request, slug, greeting_pk, note)


@access(Who.FACILITATOR)
def greeting_take(request: HttpRequest, slug: str, greeting_pk: int) -> HttpResponse:
    """Say hello in the place of whoever was to."""

    def take(found: Greeting, me: Member) -> str:
        if services.take_greeting(found, by=me, now=timezone.now()):
            return _("Thank you. You say hello to %(name)s.")
        return _("%(name)s is no longer waiting: somebody said hello, or they have left.")

    return _change(request, slug, greeting_pk, take)


@access(Who.FACILITATOR)
def greeting_undo(request: HttpRequest, slug: str, greeting_pk: int) -> HttpResponse:
    """Take back that somebody said hello: it was a mistake, or who came in says that nobody has."""

    def undo(found: Greeting, _me: Member) -> str:
        services.undo_hello(found, now=timezone.now())
        return _("%(name)s is waiting for a hello again.")

    return _change(request, slug, greeting_pk, undo)


def _change(
    request: HttpRequest, slug: str, greeting_pk: int, change: Callable[[Greeting, Member], str]
) -> HttpResponse:
    """Do on POST what was pressed, and say so in the words that ``change`` returns; then show the list again."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_manage_members(project))
    found = get_object_or_404(_rows(project), pk=read_number(greeting_pk))
    if request.method == "POST":
        words = change(found, get_me(project))
        messages.success(request, words % {"name": found.member})
    return redirect("participation:greeting_list", slug)


@access(*MEMBERS)
def my_greeting(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask whoever came in whether somebody has said hello to them."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_say_part(project))
    rows = _rows(project).filter(member=get_me(project))
    found = None if project.has_ended else rows.first()
    if request.method == "POST" and found and request.POST.get("answer") in ("yes", "not-yet"):
        was_met = request.POST["answer"] == "yes"
        services.answer_greeting(found, was_met=was_met, now=timezone.now())
        words = _("Thank you. Good that you have met.") if was_met else _ask_again(found)
        messages.success(request, words)
        return redirect("home:project_home", slug)
    context = {"project": project, "tab": "people", "greeting": found}
    return render(request, "participation/my_greeting.html", context)


def _ask_again(greeting: Greeting) -> str:
    """Say who is asked again; whoever has left is not, and then all who run the project are."""
    if Greeting.objects.of_nobody().filter(pk=greeting.pk).exists():
        return _("Thank you for saying so. We ask the people who run the project.")
    return _("Thank you for saying so. We ask %(name)s again.") % {"name": greeting.by}
