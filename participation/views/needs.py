"""What members need: shown to them; opened by a facilitator who says why; arranged; and said whether it was met."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from core.access import access, require
from core.locked_words import CannotLock
from core.numbers import read_number
from outbox.cards import comes_back
from participation import needs, permissions, private, services
from participation.coming_in import KEY_IS_AWAY
from participation.forms import USUAL, NeedPromiseForm
from participation.getters import get_me
from participation.models import Consent, NamedReader, Need
from participation.opening import may_read
from participation.views.private import Room, about_private, find_theirs, show_theirs
from projects.access import MEMBERS, Who
from projects.getters import get_project_or_404
from projects.models import Member, Project


@access(*MEMBERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_needs(request: HttpRequest, slug: str) -> HttpResponse:
    """Show members what they need, who arranges it, and who looked; and take whether it was met."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_say_part(project))
    me = get_me(project)
    found = me.needs.filter(pk=read_number(request.POST.get("need")) or 0).first()
    if found and request.method == "POST":
        messages.success(request, _say_met(found, request.POST.get("answer", "")))
        return redirect("participation:my_needs", slug)
    context = {
        "project": project,
        "tab": "people",
        "member": me,
        "said": private.answer_of(me, ROOM.purpose),
        "today": timezone.localdate(),
        "readers": list(private.readers_of(me, ROOM.purpose).values()),
        "readings": private.readings_of(me, ROOM.purpose),
        **ROOM.opened(me),
    }
    return render(request, "participation/my_needs.html", context)


def _read(member: Member) -> dict[str, Any]:
    return {"needs": services.read_needs(member)}


ROOM = Room(
    purpose=Consent.Purpose.NEEDS,
    page="participation:member_needs",
    mine="participation:my_needs",
    template="participation/member_needs.html",
    read=_read,
    nothing={"needs": []},
    count=lambda member: member.needs.count(),
)


def _say_met(need: Need, answer: str, *, by: Member | None = None) -> str:
    """Keep whether a need was met, as the person says; return what to tell whoever pressed."""
    if answer not in ("yes", "not-yet"):
        return _("Nothing was changed.")
    if not services.answer_need(need, was_met=answer == "yes", by=by, now=timezone.now()):
        return _("Nothing was changed: somebody has to promise it first.")
    if answer == "yes":
        return _("Thank you. Good that it works.")
    return _("Thank you for saying so. The people who run the project read it.")


@access(Who.FACILITATOR)
def needs_list(request: HttpRequest, slug: str) -> HttpResponse:
    """List whose needs are to be arranged, who would rather tell somebody, and who was not asked yet; no words."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_manage_members(project))
    now, today = timezone.now(), timezone.localdate()
    context = {"project": project, "tab": "people", "today": today}
    context |= needs.list_needs(project, me=get_me(project), on=today, now=now)
    return render(request, "participation/needs_list.html", context)


@sensitive_post_parameters()
@access(Who.FACILITATOR)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def member_needs(request: HttpRequest, slug: str, member_pk: int) -> HttpResponse:
    """Show a facilitator what a member needs, for ten minutes after they said why they look; and keep that."""
    return show_theirs(request, slug, member_pk, ROOM)


def _need(request: HttpRequest, slug: str, need_pk: int) -> tuple[Project, Member, Need]:
    """Return a need of the project, with whose it is; while they are here."""
    project = get_project_or_404(request.user, slug)
    found = get_object_or_404(Need, project=project, pk=read_number(need_pk))
    project, member = find_theirs(request, slug, found.member_id)
    return project, member, found


@sensitive_post_parameters()
@access(Who.FACILITATOR)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def need_promise(request: HttpRequest, slug: str, need_pk: int) -> HttpResponse:
    """Keep who arranges a need by when, and how; for whoever has opened it."""
    project, member, found = _need(request, slug, need_pk)
    me = get_me(project)
    back = redirect("participation:member_needs", slug, member.pk)
    if not may_read(request, member, ROOM.purpose, by=me):
        return back
    read = _find_read(member, found)
    if read is None:
        messages.error(request, KEY_IS_AWAY)
        return back
    named = NamedReader.objects.current(ROOM.purpose).filter(member=member)
    readers = Member.objects.filter(pk__in=named.values("reader"))
    first = _first(read, me)
    form = NeedPromiseForm(request.POST or None, readers=readers, initial=first)
    if request.method == "POST" and form.is_valid() and _promise(request, found, form, by=me):
        return back
    about = about_private(project, member, ROOM.purpose)
    context = {**about, "form": form, "read": _find_read(member, found) or read}
    return render(request, "participation/need_promise.html", context)


def _find_read(member: Member, need: Need) -> services.NeedRead | None:
    """Return a need with its words; None when it is gone, or its key is away."""
    return next((one for one in ROOM.opened(member)["needs"] if one.need.pk == need.pk), None)


def _first(read: services.NeedRead, me: Member) -> dict[str, Any]:
    need = read.need
    usual, today = timezone.localdate() + USUAL, timezone.localdate()
    return {
        "by": need.by or me,
        "due_on": need.due_on if need.due_on and need.due_on >= today else usual,
        "how": read.how,
        "lasts": "once" if need.is_once else "good",
        "stood": need.stand,
    }


def _promise(request: HttpRequest, need: Need, form: NeedPromiseForm, *, by: Member) -> bool:
    try:
        said = {**form.said, "said_by": by, "now": timezone.now()}
        is_promised = services.promise_need(need, **said)
    except CannotLock:
        form.add_error(None, _("We cannot keep this safely now. Copy it, and try again later."))
        return False
    except services.NeedChanged:
        form.start_again(need)
        return False
    if is_promised:
        messages.success(request, _("Thank you. They can read who arranges it, and by when."))
    else:
        messages.warning(request, _("Nothing was changed: it is not needed any more."))
    return True


@access(Who.FACILITATOR)
@comes_back
def need_say(request: HttpRequest, slug: str, need_pk: int) -> HttpResponse:
    """Note that a need is arranged; or, for somebody who said so aloud, whether it was met."""
    project, member, found = _need(request, slug, need_pk)
    if request.method == "POST":
        words = _say(found, request.POST.get("what", ""), by=get_me(project))
        messages.success(request, words)
    return redirect("participation:member_needs", slug, member.pk)


def _say(need: Need, what: str, *, by: Member) -> str:
    if what != "done":
        return _say_met(need, what, by=by)
    if not services.finish_need(need, now=timezone.now()):
        return _("Nothing was changed: somebody has to promise it first.")
    if need.member.user_id:
        return _("Thank you. They are asked whether it works.")
    return _("Thank you. Ask them whether it works, and write down what they say.")
