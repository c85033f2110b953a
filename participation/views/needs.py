"""What members need: shown to them; opened by a facilitator who says why; arranged; and said whether it was met."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.getters import signed_in
from accounts.sessions import began_lately
from accounts.views import send_code
from core.access import access, require
from core.locked_words import CannotLock, WordsAreLocked
from core.numbers import read_number
from participation import needs, permissions, services
from participation.coming_in import KEY_IS_AWAY
from participation.forms import USUAL, NeedPromiseForm, NeedsWhyForm
from participation.getters import get_me, get_member_or_404
from participation.models import Need
from participation.opening import may_read_needs, open_needs
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
        "said": needs.said_by(me),
        "today": timezone.localdate(),
        "readers": list(needs.readers_of(me).values()),
        "readings": needs.readings_of(me),
        **_opened(me),
    }
    return render(request, "participation/my_needs.html", context)


def _opened(member: Member) -> dict[str, Any]:
    try:
        return {"needs": services.read_needs(member), "is_locked": False}
    except WordsAreLocked:
        return {"needs": [], "is_locked": True}


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
    project, member = _theirs(request, slug, member_pk)
    me, now = get_me(project), timezone.now()
    if me == member:
        return redirect("participation:my_needs", slug)
    is_open = request.method != "POST" and may_read_needs(request, member, by=me)
    is_named = member.needs_readers.current().filter(reader=me).exists()
    first = {"why": request.GET.get("why")}
    form = NeedsWhyForm(request.POST or None, member=member, is_named=is_named, initial=first)
    if request.method == "POST" and form.is_valid():
        if not began_lately(request, now=now):
            return _ask_for_code(request, member, why=form.cleaned_data["why"])
        return _open(request, member, form, by=me)
    context = {
        **_about(project, member),
        "me": me,
        "form": form,
        "is_open": is_open,
        "is_named": is_named,
        "count": member.needs.count(),
        "readings": needs.readings_of(member),
        "is_fresh": began_lately(request, now=now),
        **(_opened(member) if is_open else {}),
    }
    return render(request, "participation/member_needs.html", context)


def _theirs(request: HttpRequest, slug: str, member_pk: int) -> tuple[Project, Member]:
    project = get_project_or_404(request.user, slug)
    require(permissions.can_manage_members(project))
    member = get_member_or_404(project, member_pk)
    require(permissions.can_write_down_for(member))
    return project, member


def _need(request: HttpRequest, slug: str, need_pk: int) -> tuple[Project, Member, Need]:
    """Return a need of the project, with whose it is; while they are here."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_manage_members(project))
    found = get_object_or_404(Need, project=project, pk=read_number(need_pk))
    member = get_member_or_404(project, found.member_id)
    require(permissions.can_write_down_for(member))
    return project, member, found


def _about(project: Project, member: Member) -> dict[str, Any]:
    return {
        "project": project,
        "tab": "people",
        "member": member,
        "said": needs.said_by(member),
        "today": timezone.localdate(),
    }


def _ask_for_code(request: HttpRequest, member: Member, *, why: str) -> HttpResponse:
    """Send a fresh code first to whoever signed in long ago: the browser may be in other hands meanwhile."""
    here = reverse("participation:member_needs", args=[member.project.slug, member.pk])
    return send_code(request, email=signed_in(request).email, next_path=f"{here}?why={why}")


def _open(request: HttpRequest, member: Member, form: NeedsWhyForm, *, by: Member) -> HttpResponse:
    try:
        open_needs(request, member, by=by, **form.cleaned_data)
    except WordsAreLocked:
        messages.error(request, KEY_IS_AWAY)
    except services.ReaderNotNamed:
        messages.error(request, _("They changed meanwhile who may read it. Ask them first."))
    return redirect("participation:member_needs", member.project.slug, member.pk)


@sensitive_post_parameters()
@access(Who.FACILITATOR)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def need_promise(request: HttpRequest, slug: str, need_pk: int) -> HttpResponse:
    """Keep who arranges a need by when, and how; for whoever has opened it."""
    project, member, found = _need(request, slug, need_pk)
    me = get_me(project)
    back = redirect("participation:member_needs", slug, member.pk)
    if not may_read_needs(request, member, by=me):
        return back
    read = _find_read(member, found)
    if read is None:
        messages.error(request, KEY_IS_AWAY)
        return back
    readers = Member.objects.filter(pk__in=member.needs_readers.current().values("reader"))
    first = _first(read, me)
    form = NeedPromiseForm(request.POST or None, readers=readers, initial=first)
    if request.method == "POST" and form.is_valid() and _promise(request, found, form, by=me):
        return back
    context = {**_about(project, member), "form": form, "read": _find_read(member, found) or read}
    return render(request, "participation/need_promise.html", context)


def _find_read(member: Member, need: Need) -> services.NeedRead | None:
    """Return a need with its words; None when it is gone, or its key is away."""
    return next((one for one in _opened(member)["needs"] if one.need.pk == need.pk), None)


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
