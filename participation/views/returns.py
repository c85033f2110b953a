"""What members would like in return: said, offered by somebody, agreed, given, and said whether they have it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.getters import signed_in
from accounts.sessions import began_lately
from accounts.views import send_code
from core.access import access, require
from core.locked_words import CannotLock, WordsAreLocked
from core.numbers import read_number
from outbox.cards import comes_back
from participation import permissions, private, returns, services
from participation.coming_in import KEY_IS_AWAY
from participation.forms import USUAL_RETURN, ReturnForm, ReturnWithdrawForm
from participation.getters import get_me
from participation.models import Consent, NamedReader, Return
from participation.opening import may_read, members_open, remember_readings
from participation.views.private import Room, about_private, find_theirs, show_theirs
from projects.access import MEMBERS, Who
from projects.getters import get_project_or_404
from projects.models import Member, Project


def _read(member: Member) -> dict[str, Any]:
    return {"wish": services.read_wish(member), "returns": services.read_returns(member)}


def _count(member: Member) -> int:
    return member.returns.count() + hasattr(member, "wish")


IS_OVER = gettext_lazy("Nothing was changed: it is over.")
NOT_OPEN = gettext_lazy(
    "They said something here meanwhile. Copy what you typed, open it first, and offer it again."
)
ROOM = Room(
    purpose=Consent.Purpose.RETURNS,
    page="participation:member_returns",
    mine="participation:my_returns",
    template="participation/member_returns.html",
    read=_read,
    nothing={"wish": None, "returns": []},
    count=_count,
)


@access(*MEMBERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_returns(request: HttpRequest, slug: str) -> HttpResponse:
    """Show members what they would like, are offered and get, and who looked; and take what they say to it."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_say_part(project))
    me = get_me(project)
    found = me.returns.filter(pk=read_number(request.POST.get("return")) or 0).first()
    if found and request.method == "POST":
        what, stood = request.POST.get("answer", ""), request.POST.get("stood", "")
        messages.success(request, _say(found, what, stood=stood))
        return redirect("participation:my_returns", slug)
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
    return render(request, "participation/my_returns.html", context)


def _say(row: Return, what: str, *, stood: str, by: Member | None = None) -> str:
    """Keep what the person says of something they are to get; return what to tell whoever pressed."""
    now = timezone.now()
    try:
        if what in ("yes", "no"):
            is_kept = services.answer_return(
                row, is_wanted=what == "yes", by=by, stood=stood, now=now
            )
        elif what in ("got", "not-yet"):
            is_kept = services.confirm_return(row, has_it=what == "got", by=by, now=now)
        else:
            is_kept = False
    except services.ReturnChanged:
        return _("It was changed meanwhile. Look at it once more, then say yes or no.")
    return str(_THANKS[what]) if is_kept else _("Nothing was changed.")


_THANKS = {
    "yes": gettext_lazy("Thank you. It is promised now."),
    "no": gettext_lazy("Thank you for saying so. Nobody gives it then."),
    "got": gettext_lazy("Thank you. Good that you have it."),
    "not-yet": gettext_lazy("Thank you for saying so. The people who run the project read it."),
}


@access(Who.FACILITATOR)
def returns_list(request: HttpRequest, slug: str) -> HttpResponse:
    """List who would like something in return, and what is offered, promised and given; never what it is."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_manage_members(project))
    today = timezone.localdate()
    context = {"project": project, "tab": "people", "today": today}
    context |= returns.list_returns(project, me=get_me(project))
    return render(request, "participation/returns_list.html", context)


@access(Who.FACILITATOR)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def returns_due(request: HttpRequest, slug: str) -> HttpResponse:
    """Show whoever gives it a table of all that is due to people who named them, for ten minutes; each sees it."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_manage_members(project))
    me, now = get_me(project), timezone.now()
    due = returns.due_to(me)
    members = {row.member for row in due.select_related("member")}
    if request.method == "POST" and request.POST.get("sure") == "yes":
        if not began_lately(request, now=now):
            return send_code(request, email=signed_in(request).email, next_path=request.path)
        opened = services.open_due_returns(me, members, now=now)
        remember_readings(request, opened)
        if len(opened) < len(members):
            messages.error(request, KEY_IS_AWAY)
        return redirect("participation:returns_due", slug)
    open_ones = members_open(request, ROOM.purpose, by=me).keys() & {one.pk for one in members}
    read = services.read_due(me, open_ones)
    context = {
        "project": project,
        "tab": "people",
        "today": timezone.localdate(),
        "due": read,
        "sums": returns.sums_of(read),
        "people_count": len(members),
        "locked_count": len(members) - len(open_ones),
        "is_fresh": began_lately(request, now=now),
    }
    return render(request, "participation/returns_due.html", context)


@sensitive_post_parameters()
@access(Who.FACILITATOR)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def member_returns(request: HttpRequest, slug: str, member_pk: int) -> HttpResponse:
    """Show a facilitator what a member would like and gets, for ten minutes after they said why they look."""
    return show_theirs(request, slug, member_pk, ROOM)


@sensitive_post_parameters()
@access(Who.FACILITATOR)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def return_offer(request: HttpRequest, slug: str, member_pk: int) -> HttpResponse:
    """Offer a member something in return, for whoever has opened what they would like."""
    project, member = find_theirs(request, slug, member_pk)
    me = get_me(project)
    back = redirect("participation:member_returns", slug, member.pk)
    may_offer = _may_offer(request, member, me)
    if not may_offer and (request.method != "POST" or me == member):
        return back
    first = {"by": me, "due_on": timezone.localdate() + USUAL_RETURN}
    form = _form(request, member, me, first)
    if request.method == "POST" and not may_offer:
        form.add_error(None, NOT_OPEN)
    if request.method == "POST" and form.is_valid():
        said = {**form.said, "said_by": me, "sent_key": form.cleaned_data["sent_key"]}
        if _save(form, lambda: services.offer_return(member, **said, now=timezone.now())):
            messages.success(request, _("Thank you. They are asked whether they want it."))
            return back
    return _show_form(request, project, member, form, is_open=may_offer)


def _may_offer(request: HttpRequest, member: Member, me: Member) -> bool:
    """Whether a facilitator has opened what the member would like, or the member said nothing that is locked."""
    if services.OwnKey(member, ROOM.purpose).find() is None:
        return me != member
    return me != member and may_read(request, member, ROOM.purpose, by=me)


def _form(request: HttpRequest, member: Member, me: Member, first: dict[str, Any]) -> ReturnForm:
    named = NamedReader.objects.current(ROOM.purpose).filter(member=member).values("reader")
    readers = Member.objects.filter(pk__in=named) | Member.objects.filter(pk=me.pk)
    return ReturnForm(request.POST or None, readers=readers.order_by("known_as"), initial=first)


def _show_form(
    request: HttpRequest,
    project: Project,
    member: Member,
    form: ReturnForm,
    row: Return | None = None,
    *,
    is_open: bool = True,
) -> HttpResponse:
    context = {
        **about_private(project, member, ROOM.purpose),
        **(ROOM.opened(member) if is_open else ROOM.nothing),
        "form": form,
        "row": row,
    }
    return render(request, "participation/return_offer.html", context)


def _save(form: ReturnForm, save: Any) -> bool:
    """Save what is offered; what cannot be locked is not, and stays in the form."""
    try:
        if save():
            return True
        form.add_error(None, _("Nothing was changed: they have left, or it is over."))
    except (CannotLock, WordsAreLocked):
        form.add_error(None, _("We cannot keep this safely now. Copy it, and try again later."))
    return False


@sensitive_post_parameters()
@access(Who.FACILITATOR)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def return_change(request: HttpRequest, slug: str, return_pk: int) -> HttpResponse:
    """Change what is offered to a member; they are asked again when it is something else, or comes later."""
    project, member, row = _return(request, slug, return_pk)
    me = get_me(project)
    back = redirect("participation:member_returns", slug, member.pk)
    if row.is_over:
        messages.warning(request, IS_OVER)
    if row.is_over or not may_read(request, member, ROOM.purpose, by=me):
        return back
    read = next((one for one in ROOM.opened(member)["returns"] if one.row.pk == row.pk), None)
    if read is None:
        messages.error(request, KEY_IS_AWAY)
        return back
    form = _form(request, member, me, _first(read, me))
    if request.method == "POST" and form.is_valid():
        said = {**form.said, "said_by": me, "stood": form.cleaned_data["stood"]}
        try:
            if _save(form, lambda: services.change_return(row, **said, now=timezone.now())):
                messages.success(request, _("Thank you. It is changed."))
                return back
        except services.ReturnChanged:
            form.start_again(row)
    return _show_form(request, project, member, form, row)


def _first(read: services.ReturnRead, me: Member) -> dict[str, Any]:
    return {
        "kind": read.thing.kind,
        "amount": read.thing.amount or None,
        "words": read.thing.words,
        "by": read.row.by or me,
        "due_on": read.row.due_on,
        "stood": read.row.stand,
    }


def _return(request: HttpRequest, slug: str, return_pk: int) -> tuple[Project, Member, Return]:
    """Return something that is to be got in a project, with whose it is; while they are here."""
    project = get_project_or_404(request.user, slug)
    row = get_object_or_404(Return, project=project, pk=read_number(return_pk))
    project, member = find_theirs(request, slug, row.member_id)
    return project, member, row


@access(Who.FACILITATOR)
@comes_back
def return_say(request: HttpRequest, slug: str, return_pk: int) -> HttpResponse:
    """Note that it is given; or, for somebody who said so aloud, whether they want it or have it."""
    project, member, row = _return(request, slug, return_pk)
    me = get_me(project)
    if request.method == "POST" and me != member:
        what, stood = request.POST.get("what", ""), request.POST.get("stood", "")
        if not may_read(request, member, ROOM.purpose, by=me):
            words = _("Open first what they get, and say why you look.")
        elif what == "given":
            words = _give(row, by=me)
        else:
            words = _say(row, what, stood=stood, by=me)
        messages.success(request, words)
    return redirect("participation:member_returns", slug, member.pk)


def _give(row: Return, *, by: Member) -> str:
    if not services.give_return(row, by=by, now=timezone.now()):
        return _("Nothing was changed: they have to agree to it first.")
    if row.member.user_id:
        return _("Thank you. They are asked whether they have it.")
    return _("Thank you. Ask them whether they have it, and write down what they say.")


@sensitive_post_parameters()
@access(Who.FACILITATOR)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def return_withdraw(request: HttpRequest, slug: str, return_pk: int) -> HttpResponse:
    """Say that something is not to be given after all, and why."""
    project, member, row = _return(request, slug, return_pk)
    me = get_me(project)
    back = redirect("participation:member_returns", slug, member.pk)
    if row.is_over:
        messages.warning(request, IS_OVER)
    if row.is_over or not may_read(request, member, ROOM.purpose, by=me):
        return back
    form = ReturnWithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        try:
            is_kept = services.withdraw_return(row, why=why, by=me, now=timezone.now())
        except CannotLock:
            form.add_error(None, _("We cannot keep this safely now. Copy it, and try again later."))
        else:
            messages.success(request, _("They are told, and can read why.") if is_kept else IS_OVER)
            return back
    context = {**about_private(project, member, ROOM.purpose), "form": form}
    return render(request, "participation/return_withdraw.html", context)
