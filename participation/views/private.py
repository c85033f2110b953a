"""The page of what a member said in confidence, for a facilitator: locked until they say why they look."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.getters import signed_in
from accounts.sessions import began_lately
from accounts.views import send_code
from core.access import require
from core.locked_words import WordsAreLocked
from outbox.cards import card_query
from participation import permissions, private, services
from participation.coming_in import KEY_IS_AWAY
from participation.forms import WhyForm
from participation.getters import get_me, get_member_or_404
from participation.models import NamedReader
from participation.opening import may_read, open_private
from projects.getters import get_project_or_404
from projects.models import Member, Project


@dataclass(frozen=True)
class Room:
    """
    What a question in confidence has of its own: the pages of its answers, and how they are read and counted.

    ``read``: what is in them, for the template; it may raise ``WordsAreLocked``. ``nothing``: the same while it is
    locked.
    """

    purpose: str
    page: str
    mine: str
    template: str
    read: Callable[[Member], dict[str, Any]]
    nothing: dict[str, Any]
    count: Callable[[Member], int]

    def opened(self, member: Member) -> dict[str, Any]:
        """Return what is in them, or that it is locked."""
        try:
            return {**self.read(member), "is_locked": False}
        except WordsAreLocked:
            return {**self.nothing, "is_locked": True}


def find_theirs(request: HttpRequest, slug: str, member_pk: int) -> tuple[Project, Member]:
    """Return the project and one of its members, for a facilitator, while the member is here."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_manage_members(project))
    member = get_member_or_404(project, member_pk)
    require(permissions.can_write_down_for(member))
    return project, member


def about_private(project: Project, member: Member, purpose: str) -> dict[str, Any]:
    """Return what each page about it shows."""
    return {
        "project": project,
        "tab": "people",
        "member": member,
        "said": private.answer_of(member, purpose),
        "today": timezone.localdate(),
    }


def show_theirs(request: HttpRequest, slug: str, member_pk: int, room: Room) -> HttpResponse:
    """Show a facilitator what a member said, for ten minutes after they said why they look; and keep that."""
    project, member = find_theirs(request, slug, member_pk)
    me, now = get_me(project), timezone.now()
    if me == member:
        return redirect(room.mine, slug)
    is_open = request.method != "POST" and may_read(request, member, room.purpose, by=me)
    is_named = NamedReader.objects.current(room.purpose).filter(member=member, reader=me).exists()
    form = _why_form(request, member, room, is_named=is_named)
    if request.method == "POST" and form.is_valid():
        if not began_lately(request, now=now):
            return _ask_for_code(request, member, room, why=form.cleaned_data["why"])
        return _open(request, member, room, form, by=me)
    context = {
        **about_private(project, member, room.purpose),
        "me": me,
        "form": form,
        "is_open": is_open,
        "is_named": is_named,
        "count": room.count(member),
        "readings": private.readings_of(member, room.purpose),
        "is_fresh": began_lately(request, now=now),
        **(room.opened(member) if is_open else {}),
    }
    return render(request, room.template, context)


def _why_form(request: HttpRequest, member: Member, room: Room, *, is_named: bool) -> WhyForm:
    return WhyForm(
        request.POST or None,
        purpose=room.purpose,
        name=member.known_as,
        is_named=is_named,
        initial={"why": request.GET.get("why")},
    )


def _ask_for_code(request: HttpRequest, member: Member, room: Room, *, why: str) -> HttpResponse:
    """Send a fresh code first to whoever signed in long ago: the browser may be in other hands meanwhile."""
    here = reverse(room.page, args=[member.project.slug, member.pk])
    there = f"{here}?why={why}{card_query(request, '&')}"
    return send_code(request, email=signed_in(request).email, next_path=there)


def _open(
    request: HttpRequest, member: Member, room: Room, form: WhyForm, *, by: Member
) -> HttpResponse:
    try:
        open_private(request, member, room.purpose, by=by, **form.cleaned_data)
    except WordsAreLocked:
        messages.error(request, KEY_IS_AWAY)
    except services.ReaderNotNamed:
        messages.error(request, _("They changed meanwhile who may read it. Ask them first."))
    here = reverse(room.page, args=[member.project.slug, member.pk])
    return redirect(f"{here}{card_query(request)}")
