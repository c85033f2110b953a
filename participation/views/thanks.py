"""Thanks: those that everybody reads, those of one person, and what each of the two does with them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from core.access import access, require
from core.locked_words import CannotLock, WordsAreLocked
from core.once import SentOtherwise
from outbox.cards import card_of
from participation import permissions, private, services, thanks
from participation.coming_in import KEY_IS_AWAY
from participation.forms import ThanksForm, ThanksHideForm
from participation.getters import get_me
from participation.models import OF_THANKS, Thanks
from participation.opening import may_read
from participation.views.private import Room, find_theirs, show_theirs
from projects.access import MEMBERS, Who
from projects.getters import get_project_or_404
from projects.models import Member, Project

NOTHING_CHANGED = gettext_lazy("Nothing was changed.")
_DONE = {
    "show": gettext_lazy("Thank you. Everybody in the project can read it now."),
    "keep": gettext_lazy("It is between the two of you."),
    "aside": gettext_lazy("It is set aside. Nobody is told."),
    "back": gettext_lazy("It is taken back, and deleted."),
}
ROOM = Room(
    purpose=OF_THANKS,
    page="participation:member_thanks",
    mine="participation:my_part",
    template="participation/member_thanks.html",
    read=thanks.thanks_of,
    nothing={"got": [], "gave": [], "aside": []},
    count=lambda member: member.thanks_got.count() + member.thanks_given.count(),
)


def people_thanks(
    request: HttpRequest, project: Project, form: ThanksForm | None = None
) -> HttpResponse:
    """Show the thanks that everybody in the project reads, and the form to thank somebody."""
    require(permissions.can_read_thanks(project))
    can_thank = permissions.can_thank(project)
    asked = {name: request.GET.get(name, "") for name in ("one", "after", "before")}
    page = thanks.list_shown(project, **asked)
    first = {"member": request.GET.get("to", "")}
    context = {
        "project": project,
        "tab": "people",
        "page": page,
        "pages": page.addresses(show="thanks"),
        "is_part": any(asked.values()),
        "can_thank": can_thank,
        "form": form or (ThanksForm(project=project, initial=first) if can_thank else None),
        "is_form_open": form is not None
        or bool(first["member"])
        or "give" in request.GET
        or not page.rows,
    }
    return render(request, "participation/people_thanks.html", context)


def my_thanks(request: HttpRequest, project: Project, me: Member) -> HttpResponse:
    """Show members what they are thanked for, and whom they thanked."""
    context = {
        "project": project,
        "tab": "people",
        "member": me,
        "can_thank": permissions.can_thank(project),
        "readings": private.readings_of(me, OF_THANKS),
        **thanks.my_thanks(me, request.GET.dict()),
    }
    return render(request, "participation/my_thanks.html", context)


def _mine(slug: str) -> str:
    return reverse("participation:my_part", args=[slug]) + "?show=thanks"


def _everybodys(slug: str) -> str:
    return reverse("participation:people", args=[slug]) + "?show=thanks"


@sensitive_post_parameters()
@access(*MEMBERS)
@never_cache
def thanks_give(request: HttpRequest, slug: str) -> HttpResponse:
    """Thank somebody or something; what is wrong comes back with the page of thanks."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_read_thanks(project))
    if request.method != "POST":
        return redirect(_everybodys(slug))
    require(permissions.can_thank(project))
    form = ThanksForm(request.POST, project=project)
    if form.is_valid() and (row := _give(form, me=get_me(project))):
        is_mine = row.entered_by_id is None and row.member_id is not None
        messages.success(request, _given(row))
        return redirect(_mine(slug) if is_mine else _everybodys(slug))
    return people_thanks(request, project, form)


def _give(form: ThanksForm, *, me: Member) -> Thanks | None:
    """Keep it; what cannot be locked, or reaches nobody any more, stays in the form."""
    said = dict(form.cleaned_data)
    given_by = said.pop("given_by", None) or me
    try:
        if row := services.give_thanks(given_by, by=me, **said, now=timezone.now()):
            return row
        form.add_error(None, _("Nothing was kept: somebody has left meanwhile, or the group has."))
    except SentOtherwise as refusal:
        form.renew_key()
        form.add_error(None, str(refusal))
    except CannotLock:
        form.add_error(None, _("We cannot keep this safely now. Copy it, and try again later."))
    return None


def _given(row: Thanks) -> str:
    if row.member is None:
        return _("Thank you. Everybody in the project can read it.")
    words = _("Thank you. We tell %(name)s. It is between the two of them until %(name)s says yes.")
    if row.entered_by_id is None:
        words = _("Thank you. We tell %(name)s. It is between the two of you until they say yes.")
    return words % {"name": row.member.known_as}


@access(*MEMBERS)
@never_cache
def thanks_say(request: HttpRequest, slug: str, thanks_pk: int) -> HttpResponse:
    """Show it, keep it or set it aside, for whoever is thanked; take it back, for whoever gave it."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_read_thanks(project))
    row = get_object_or_404(project.thanks.with_people(), pk=thanks_pk)
    me, what = get_me(project), request.POST.get("answer", "")
    person = row.given_by if what == "back" else row.member
    by = _stands_in(request, person, me)
    is_theirs = person == me or by is not None
    if not (is_theirs or row.is_shown or me.pk in (row.member_id, row.given_by_id)):
        raise Http404
    back = redirect(ROOM.page, slug, person.pk) if person and by else redirect(_mine(slug))
    if by and (card := card_of(request, project)):
        back = redirect(card)
    if request.method == "POST":
        try:
            is_done = is_theirs and what in _DONE and _say(row, what, by=by)
        except (CannotLock, WordsAreLocked):
            messages.error(request, KEY_IS_AWAY)
        else:
            messages.success(request, _DONE[what]) if is_done else messages.info(
                request, NOTHING_CHANGED
            )
    return back


def _stands_in(request: HttpRequest, person: Member | None, me: Member) -> Member | None:
    """Return a facilitator who has opened the thanks of somebody without email, and writes down what they say."""
    if person is None or person == me or not (me.is_facilitator and _is_read_out(person)):
        return None
    return me if may_read(request, person, OF_THANKS, by=me) else None


def _is_read_out(member: Member) -> bool:
    return bool(permissions.can_read_out_thanks(member))


def _say(row: Thanks, what: str, *, by: Member | None) -> bool:
    now = timezone.now()
    if what == "back":
        return services.take_thanks_back(row)
    if what == "aside":
        return services.set_thanks_aside(row, now=now)
    return services.answer_thanks(row, is_shown=what == "show", by=by, now=now)


@access(Who.FACILITATOR)
def thanks_hide(request: HttpRequest, slug: str, thanks_pk: int) -> HttpResponse:
    """Set aside shown thanks that hurt somebody, with a reason that whoever gave them is told."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_manage_members(project))
    rows = Thanks.objects.exclude(words="").filter(project=project).with_people()
    row = get_object_or_404(rows, pk=thanks_pk)
    if row.hidden_at and request.method != "POST":
        messages.info(request, NOTHING_CHANGED)
        return redirect(_everybodys(slug))
    form = ThanksHideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why, now = form.cleaned_data["words"], timezone.now()
        if services.hide_thanks(row, why=why, by=get_me(project), now=now):
            messages.success(request, _("It is set aside. Whoever gave it can read why."))
        else:
            messages.info(request, NOTHING_CHANGED)
        return redirect(_everybodys(slug))
    context: dict[str, Any] = {"project": project, "tab": "people", "row": row, "form": form}
    return render(request, "participation/thanks_hide.html", context)


@access(Who.FACILITATOR)
@never_cache
def member_thanks(request: HttpRequest, slug: str, member_pk: int) -> HttpResponse:
    """Show a facilitator what somebody without email is thanked for, to read it to them; and keep that."""
    _project, member = find_theirs(request, slug, member_pk)
    if not (may := permissions.can_read_out_thanks(member)):
        messages.info(request, may.reason)
        return redirect("participation:member_detail", slug, member_pk)
    return show_theirs(request, slug, member_pk, ROOM)
